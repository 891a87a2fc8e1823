package review

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var forbids = check.Rule{
	Grave: true,
	Rule: diag.Rule{Code: "review-conclusion-forbids", Severity: diag.Error, Title: "审核结论是不公开，文件却是主动公开",
		Explain:  "最后一次审核的结论是不宜公开、不同意公开或者依申请公开，公开属性却写着主动公开：两者必有一个错，核对以前不能发布。",
		Source:   secrecyLaw,
		Repair:   "核对审核的结论：确实不公开的，改正公开属性；重新审核后同意公开的，在后面加一条记录。",
		Examples: []diag.Example{{Wrong: "disclosure = \"主动公开\"\nreview = [{kind = \"保密审查\", by = \"办公室\", on = 2026-03-04, conclusion = \"不宜公开\"}]", Right: "disclosure = \"不予公开\"\ndisclosure_basis = \"政府信息公开条例第十六条\"\nreview = [{kind = \"保密审查\", by = \"办公室\", on = 2026-03-04, conclusion = \"不宜公开\"}]"}}},
	Document: func(d *check.Document) {
		for i, r := range reviews(d) {
			if saysNo(r.Conclusion) && isLast(d, i) {
				d.Report(d.At("review", []int{i}, "%s的结论是“%s”，公开属性却是主动公开", either(r.Kind, "审核"), r.Conclusion))
			}
		}
	},
}

// isLast says whether no later record of the same kind follows.
func isLast(d *check.Document, i int) bool {
	list := reviews(d)
	for k, r := range list {
		if r.Kind == list[i].Kind && (r.On.After(list[i].On) || r.On == list[i].On && k > i) {
			return false
		}
	}
	return true
}

func either(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

// no are the words with which a clause forbids publication when it begins with them.
// Within a clause they may be about a part of the document or be denied themselves.
var no = []string{
	"不宜公开", "不予公开", "不得公开", "不能公开", "不可公开", "不可以公开", "不应公开", "不公开", "不同意", "不准公开", "不宜发布", "不予发布",
	"不得发布", "不得上网", "不宜上网", "不予通过", "审核不通过", "审查不通过", "不通过", "未通过", "暂不公开", "暂缓公开", "依申请公开", "属于国家秘密", "涉及国家秘密", "涉密",
}

// saysNo says whether a conclusion surely forbids publication.
func saysNo(conclusion string) bool {
	for _, clause := range strings.FieldsFunc(conclusion, func(r rune) bool { return strings.ContainsRune("，。；、,;. 　：:", r) }) {
		clause = opening.Replace(clause)
		for _, word := range no {
			if rest, ok := strings.CutPrefix(clause, word); ok && !strings.HasPrefix(rest, "的") && !strings.HasPrefix(rest, "内容已") && !strings.HasPrefix(rest, "部分") {
				return true
			}
		}
	}
	return false
}

// opening takes away how a clause about the whole document may begin.
var opening = strings.NewReplacer("经审查", "", "经审核", "", "本文件", "", "该文件", "", "此文件", "", "本件", "", "此件", "", "该件", "", "本信息", "", "该信息", "", "建议", "", "应当", "", "应", "", "属于依申请公开", "依申请公开")

var unclear = check.Rule{
	Rule: diag.Rule{Code: "review-conclusion-unclear", Severity: diag.Warning, Title: "保密审查的结论没有说可以公开",
		Explain:  "保密审查要有明确的结论：可以公开，还是不可以。“已阅”“已审”没有说明结论。",
		Source:   secrecyLaw,
		Repair:   "写明结论，例如“不涉及国家秘密，可以公开”。",
		Examples: []diag.Example{{Wrong: `review = [{kind = "保密审查", by = "办公室", on = 2026-03-04, conclusion = "已阅"}]`, Right: `review = [{kind = "保密审查", by = "办公室", on = 2026-03-04, conclusion = "不涉及国家秘密，可以公开"}]`}}},
	Document: func(d *check.Document) {
		for _, i := range ofKind(d, isSecrecy) {
			c := reviews(d)[i].Conclusion
			if c != "" && !saysNo(c) && !saysYes(c) {
				d.Report(d.At("review", []int{i}, "保密审查的结论“%s”没有说明是否可以公开", c))
			}
		}
	},
}

// saysYes says whether a conclusion speaks of publication, or of there being no secret.
func saysYes(conclusion string) bool {
	for _, word := range []string{"公开", "发布", "上网", "同意", "通过", "不涉密", "不涉及", "未涉及", "无涉密", "未发现", "没有涉密", "不含", "可以"} {
		if strings.Contains(conclusion, word) {
			return true
		}
	}
	return false
}
