package dates

import (
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var order = check.Rule{
	Rule: diag.Rule{Code: "date-order", Severity: diag.Error, Title: "日期的先后颠倒",
		Explain: "文件先成文，后公开；先施行，后失效；不会在成文之前就被废止。先后颠倒，必有一个日期写错，有效性和公开是否及时都会算错。",
		Source:  regulation + "第十二条、第二十六条", Repair: "核对原文，改正写错的一个日期。",
		Examples: []diag.Example{{Wrong: "written = 2025-03-10\npublished = 2025-03-05", Right: "written = 2025-03-05\npublished = 2025-03-10"}}},
	Document: func(d *check.Document) {
		if d.Published.Before(d.Written) && !isFuture(d) {
			d.Report(d.At("published", nil, "发布日期 %s 早于成文日期 %s", d.Published, d.Written))
		}
		switch {
		case d.Expires.IsZero():
		case d.Expires.Before(d.Effective):
			d.Report(d.At("expires", nil, "有效期至 %s，早于施行日期 %s", d.Expires, d.Effective))
		case d.Effective.IsZero() && d.Expires.Before(d.Written):
			d.Report(d.At("expires", nil, "有效期至 %s，早于成文日期 %s", d.Expires, d.Written))
		}
		if m := d.More; m != nil && !m.Repealed.IsZero() && m.Repealed.Before(d.Written) && !isFuture(d) {
			d.Report(d.At("repealed", nil, "废止日期 %s 早于成文日期 %s", m.Repealed, d.Written))
		}
	},
}
