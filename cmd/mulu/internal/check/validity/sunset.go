package validity

import (
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

var sunsetMissing = check.Rule{
	Rule: diag.Rule{Code: "sunset-missing", Severity: diag.Warning, Title: "规范性文件没有有效期",
		Explain: "行政规范性文件应当规定有效期，期满自动失效。既没有写有效期至，config.toml 的 [[sunset]] 也没有适用的规则时，页面会一直显示“有效”。已经废止、失效的文件不查。哪些信息类别应有有效期，由 [check.validity] 的 classes 规定。",
		Source:  sunsetSource, Repair: "写上有效期至（expires），或在 config.toml 中用 [[sunset]] 写明本地的规定。", Unconfirmed: true,
		Examples: []diag.Example{{
			Wrong: "class = \"行政规范性文件\"\neffective = 2025-05-01",
			Right: "class = \"行政规范性文件\"\neffective = 2025-05-01\nexpires = 2030-04-30",
		}}},
	Document: func(d *check.Document) {
		if !sunsetClass(d.Site, d.Document) || !d.Validity.Standing() {
			return
		}
		if _, cause, _ := d.Lapses(d.Record); cause == catalogue.ByNothing {
			d.Report(d.At("class", nil, "%s没有写有效期至，也没有适用的自动失效规则", d.Class.Name))
		}
	},
}

var termTooLong = check.Rule{
	Rule: diag.Rule{Code: "term-too-long", Severity: diag.Warning, Title: "有效期过长",
		Explain: "行政规范性文件的有效期一般不超过5年，名称冠以“试行”“暂行”的不超过2年。从施行日期起算，没有施行日期的从发布日期起算。年数和词语由 [check.validity] 规定。已经废止、失效的文件不查。",
		Source:  sunsetSource, Repair: "核对施行日期和有效期至；文件本身写错的，由制发机关改正。", Unconfirmed: true,
		Examples: []diag.Example{{
			Wrong: "title = \"共享单车管理规定（试行）\"\neffective = 2025-05-01\nexpires = 2030-04-30",
			Right: "title = \"共享单车管理规定（试行）\"\neffective = 2025-05-01\nexpires = 2027-04-30",
		}}},
	Document: func(d *check.Document) {
		from := firstOf(d.Effective, d.Record.Published)
		if d.Expires.IsZero() || from.IsZero() || !d.Validity.Standing() {
			return
		}
		years, what := longest(d)
		if years == 0 {
			return
		}
		// 自2025年5月1日起施行，有效期5年 is written as 至2030年4月30日 and as 至2030年5月1日.
		if last := from.AddYears(years); d.Expires.After(last) {
			d.Report(d.At("expires", nil, "有效期至 %s，从 %s 起超过了%d年：%s", d.Expires, from, years, what).
				WithHint("有效期最迟到 %s；正文写着有效期的，由制发机关一并改正", last.AddDays(-1)))
		}
	},
}

// longest is the longest term in years that a document may have and why; 0 when none is
// set.
func longest(d *check.Document) (years int, why string) {
	v := &d.Config.Check.Validity
	switch {
	case d.Class != nil && !d.Class.Validity: // an interpretation of 办法（试行） bears the words, too
		return 0, ""
	case config.HoldsWord(d.Title, v.TrialWords):
		return v.TrialYears, "名称冠以“试行”或“暂行”"
	case sunsetClass(d.Site, d.Document):
		return v.Years, d.Class.Name
	}
	return 0, ""
}

func firstOf(days ...official.Date) official.Date {
	for _, d := range days {
		if !d.IsZero() {
			return d
		}
	}
	return official.Date{}
}
