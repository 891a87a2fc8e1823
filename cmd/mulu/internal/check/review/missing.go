package review

import (
	"fmt"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var secrecyMissing = check.Rule{
	Grave: true,
	Rule: diag.Rule{Code: "review-secrecy-missing", Severity: diag.Error, Title: "没有保密审查记录",
		Explain: "公开以前要逐件、逐项作保密审查。config.toml 的 check.review 要求文件头记下保密审查，没有记录的文件不能发布。" +
			"以前公开的文件不必补记的，用 since 写明从哪一天起要求。",
		Source:   secrecyLaw + "；config.toml 的 check.review",
		Repair:   "审查后在文件头的 review 中记下；用 mulu review-form 打印审查表。",
		Examples: []diag.Example{{Right: `review = [{kind = "保密审查", by = "办公室", on = 2026-03-04, conclusion = "可以公开"}]`}}},
	Document: func(d *check.Document) {
		if demanded(d) && d.Config.Check.Review.Secrecy && ofKind(d, isSecrecy) == nil {
			d.Report(d.At("review", nil, "没有保密审查记录%s", besides(d)).
				WithHint(`审查后写上 review = [{kind = "保密审查", by = "审查人", on = %s, conclusion = "可以公开"}]；用 mulu review-form %s 打印审查表`, d.Record.Published, d.Path))
		}
	},
}

var stepsMissing = check.Rule{
	Rule: diag.Rule{Code: "review-steps-missing", Severity: diag.Warning, Title: "三审三校的记录不全",
		Explain: "工作人员初审、科室负责人复审、分管领导终审，每一审都要校对。config.toml 的 check.review.proofreads 要求文件头记下各审各校。",
		Source:  threeSteps + "；config.toml 的 check.review.proofreads", Unconfirmed: true,
		Repair:   "补上缺少的环节：kind 写初审、复审、终审和初校、复校、终校（也可以合写，如“初审初校”）。",
		Examples: []diag.Example{{Wrong: `review = [{kind = "初审", by = "王某", on = 2026-03-02, conclusion = "同意"}]`, Right: "review = [\n  {kind = \"初审初校\", by = \"王某\", on = 2026-03-02, conclusion = \"同意\"},\n  {kind = \"复审复校\", by = \"李某\", on = 2026-03-03, conclusion = \"同意\"},\n  {kind = \"终审终校\", by = \"赵某\", on = 2026-03-04, conclusion = \"同意公开\"},\n]"}}},
	Document: func(d *check.Document) {
		n := d.Config.Check.Review.Proofreads
		if n == 0 || !demanded(d) || d.Config.Check.Review.Secrecy && len(reviews(d)) == 0 { // besides says it
			return
		}
		missing := append(lacks(d, examinations, n, "审"), lacks(d, readings, n, "校")...)
		if len(reviews(d)) == 0 && lacksAuthor(d) {
			missing = append(missing, noAuthor)
		}
		if len(missing) > 0 {
			d.Report(d.At("review", nil, "审核记录缺少：%s", strings.Join(missing, "、")))
		}
	},
}

// lacks says which steps are missing. Where fewer than three are demanded, any will do.
func lacks(d *check.Document, names [3][2]string, n int, word string) []string {
	var missing []string
	for i, at := range steps(d, names) {
		if at < 0 {
			missing = append(missing, names[i][0])
		}
	}
	switch have := 3 - len(missing); {
	case have >= n:
		return nil
	case n < 3:
		return []string{fmt.Sprintf("%d 次%s", n-have, word)}
	}
	return missing
}

var authorMissing = check.Rule{
	Rule: diag.Rule{Code: "review-author-missing", Severity: diag.Warning, Title: "没有写明拟稿人",
		Explain: "审核人不能是拟稿人自己；没有拟稿人就无从核对。拟稿人是内部信息，不会出现在任何页面和数据里。",
		Source:  threeSteps + "；config.toml 的 check.review.author", Unconfirmed: true,
		Repair:   "在文件头写上 author（拟稿人）。",
		Examples: []diag.Example{{Right: `author = "王某"`}}},
	Document: func(d *check.Document) {
		c := &d.Config.Check.Review
		if demanded(d) && lacksAuthor(d) && (len(reviews(d)) > 0 || !c.Secrecy && c.Proofreads == 0) {
			d.Report(d.At("author", nil, "没有写明%s", noAuthor))
		}
	},
}

const noAuthor = "拟稿人（author）"

// lacksAuthor says whether the author is demanded and missing.
func lacksAuthor(d *check.Document) bool {
	return d.Config.Check.Review.Author && (d.More == nil || d.More.Author == "")
}

// besides says what else a document without any record of a review lacks: nobody kept
// records of it, which is one fault.
func besides(d *check.Document) string {
	if len(reviews(d)) > 0 {
		return ""
	}
	var missing []string
	if n := d.Config.Check.Review.Proofreads; n > 0 {
		missing = append(lacks(d, examinations, n, "审"), lacks(d, readings, n, "校")...)
	}
	if lacksAuthor(d) {
		missing = append(missing, noAuthor)
	}
	if len(missing) == 0 {
		return ""
	}
	return "，也没有" + strings.Join(missing, "、")
}

var incomplete = check.Rule{
	Rule: diag.Rule{Code: "review-incomplete", Severity: diag.Warning, Title: "审核记录没有写全",
		Explain:  "一条审核记录要说明哪个环节、谁、哪一天、什么结论，缺一项就不能证明审核过。校对可以不写结论。",
		Source:   secrecyLaw + "；" + threeSteps,
		Repair:   "补上 kind（环节）、by（审核人）、on（日期）、conclusion（结论）。",
		Examples: []diag.Example{{Wrong: `review = [{kind = "保密审查", by = "办公室"}]`, Right: `review = [{kind = "保密审查", by = "办公室", on = 2026-03-04, conclusion = "可以公开"}]`}}},
	Document: func(d *check.Document) {
		for i, r := range reviews(d) {
			var missing []string
			for _, f := range []struct {
				absent bool
				name   string
			}{
				{r.Kind == "", "kind（环节）"}, {r.By == "", "by（审核人）"}, {r.On.IsZero(), "on（日期）"},
				{r.Conclusion == "" && !strings.Contains(r.Kind, "校"), "conclusion（结论）"},
			} {
				if f.absent {
					missing = append(missing, f.name)
				}
			}
			if len(missing) > 0 {
				d.Report(d.At("review", []int{i}, "审核记录缺少 %s", strings.Join(missing, "、")))
			}
		}
	},
}
