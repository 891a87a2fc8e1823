package identity

import (
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

var unifiedYear = check.Rule{
	Rule: diag.Rule{Code: "unified-number-year", Severity: diag.Warning, Title: "统一编号的年份与成文日期、发布日期都不同",
		Explain: "统一编号由登记机关在文件签发后、公布前按年编排，年份和成文日期或者发布日期同一年。",
		Source:  "规范性文件“三统一”制度", Unconfirmed: true, Repair: "核对登记的统一编号和成文日期。",
		Examples: []diag.Example{{Wrong: "unified_number = \"JCDR-2015-0130001\"\nwritten = 2025-03-05", Right: "unified_number = \"JCDR-2025-0130001\"\nwritten = 2025-03-05"}}},
	Document: func(d *check.Document) {
		if d.Unified == "" {
			return
		}
		n, err := official.ParseUnifiedNumber(d.Unified)
		if err == nil && n.Year != d.Written.Year() && n.Year != d.Published.Year() {
			d.Report(d.At("unified_number", nil, "统一编号 %s 的年份是%d年，成文日期是 %s，发布日期是 %s", d.Unified, n.Year, d.Written, d.Published))
		}
	},
}
