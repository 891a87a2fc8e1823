package statutory

import (
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/lazy"
)

const makingRules = "规章制定程序条例（2017年修订）"

var orderNumber = check.Rule{
	Rule: diag.Rule{Code: "order-number-missing", Severity: diag.Warning, Title: "规章、命令没有令号",
		Explain: "规章以命令公布，命令有序号，例如“霁川市人民政府令第31号”；没有令号，引用和查找就没有依据。查信息类别“规章”和体裁分类“命令（令）”的文件。",
		Source:  makingRules + "第三十条", Repair: "把令号写在发文字号（doc_number）中。",
		Examples: []diag.Example{{
			Wrong: "title = \"霁川市公共汽车客运管理办法\"\nclass = \"规章\"",
			Right: "title = \"霁川市公共汽车客运管理办法\"\nclass = \"规章\"\ndoc_number = \"霁川市人民政府令第31号\"",
		}}},
	Document: func(d *check.Document) {
		switch {
		case d.DocNumber != "":
		case isRegulation(d.Document):
			d.Report(d.At("class", nil, "规章没有令号"))
		case strings.HasPrefix(d.Genre, "命令"):
			d.Report(d.At("genre", nil, "命令没有令号"))
		}
	},
}

func isRegulation(d *catalogue.Document) bool { return d.Class != nil && d.Class.Name == "规章" }

var orderItems = check.Rule{
	Rule: diag.Rule{Code: "order-incomplete", Severity: diag.Warning, Title: "公布规章的命令内容不全",
		Explain: "公布规章的命令应载明制定机关、序号、规章名称、通过日期、施行日期、署名和公布日期。正文没有命令、只在题目下写明公布和修正经过的（“某年某月某日某令第31号公布，自某日起施行”），只要有施行日期。查信息类别“规章”的文件，正文只有附件的不查。",
		Source:  makingRules + "第三十条", Repair: "按公布的文本补上命令，或在题目下写明通过、公布、施行的日期。",
		Examples: []diag.Example{{
			Wrong: "本决定自2024年8月1日起施行。",
			Right: "《某决定》已经2024年6月10日市人民政府第30次常务会议通过，现予公布，自2024年8月1日起施行。\n\n市长　王某",
		}}},
	Body: func(b *check.Body) {
		if b.Document == nil || !isRegulation(b.Document) || withdrawn(b) || len(b.Raw) < leastOrder {
			return
		}
		raw := string(b.Raw)
		noted := headNote.MatchString(raw)
		var missing []string
		for _, item := range []struct {
			name  string
			there bool
		}{
			{"通过日期", noted || passed.MatchString(raw)},
			{"施行日期", inForce.MatchString(raw)},
			{"署名", noted || signed.MatchString(raw)},
		} {
			if !item.there {
				missing = append(missing, item.name)
			}
		}
		if len(missing) > 0 {
			b.Report(b.AtPlace(b.File, b.Locate(b.File, "title"), "规章的正文没有写明%s", strings.Join(missing, "、")))
		}
	},
}

// leastOrder is the size in bytes of a body that can be an order or a regulation: a
// shorter one says where the text is.
const leastOrder = 200

var (
	passed  = lazy.Compile(`[0-9〇一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日[^。\n]{0,80}通过`)
	inForce = lazy.Compile(`起(?:正式)?(?:施行|实施|执行|生效)|之日施行`)
	// signed is a line with an office and a name, as 市长　王某.
	signed = lazy.Compile(`(?m)^[\s　*>]*(?:\p{Han}{0,20}(?:省长|市长|州长|盟长|县长|区长|主席|部长|主任|局长|署长|行长|会长|审计长|总理)[\s　：:*]*\p{Han}(?:[\s　]*[\p{Han}·]){1,11})[\s　*]*$`)
	// headNote is the note below a title that tells how the text was made public.
	headNote = lazy.Compile(`(?:令[（(]?第?[0-9]+号|第[0-9]+号令)[^。\n]{0,20}(?:公布|发布)`)
)

var tooSoon = check.Rule{
	Rule: diag.Rule{Code: "regulation-too-soon", Severity: diag.Notice, Title: "规章公布不到30日就施行",
		Explain: "规章应当自公布之日起30日后施行；涉及国家安全、外汇汇率、货币政策的确定，以及公布后不立即施行将有碍规章施行的，可以自公布之日起施行。公布之日看成文日期。修改、废止规章的决定不查。",
		Source:  makingRules + "第三十二条", Repair: "核对成文日期和施行日期；属于例外情形的，在 waivers.toml 中写明理由。",
		Examples: []diag.Example{{
			Wrong: "class = \"规章\"\nwritten = 2025-03-05\neffective = 2025-03-15",
			Right: "class = \"规章\"\nwritten = 2025-03-05\neffective = 2025-05-01",
		}}},
	Document: func(d *check.Document) {
		if !isRegulation(d.Document) || d.Effective.IsZero() || d.Effective.Before(d.Written) || config.HoldsWord(d.Title, "修改|废止|宣布失效|停止执行") {
			return // a day before 成文日期 is another rule's
		}
		if first := d.Written.AddDays(beforeForce); d.Effective.Before(first) {
			d.Report(d.At("effective", nil, "规章 %s 公布，%s 施行，相隔%d日，不到%d日", d.Written, d.Effective, d.Written.DaysUntil(d.Effective), beforeForce).
				WithHint("一般最早 %s 施行；属于第三十二条例外情形的，在 waivers.toml 中写明", first))
		}
	},
}

// beforeForce is how many days a regulation must have been public before it applies.
const beforeForce = 30
