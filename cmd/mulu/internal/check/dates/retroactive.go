package dates

import (
	"bytes"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

var retroactive = check.Rule{
	Rule: diag.Rule{Code: "date-retroactive", Severity: diag.Warning, Title: "施行日期早于成文日期，正文没有说明",
		Explain: "文件一般不溯及既往，施行日期不早于成文日期。确实从更早的一天起执行的，正文会写明那一天；正文没有写，多半是日期写错了。",
		Source:  "立法法（2023年修正）第一百零四条（规章等不溯及既往）；" + regulation + "第六条", Repair: "核对施行日期；确实从那一天起执行的，正文应写明。",
		Examples: []diag.Example{{Wrong: "written = 2025-03-05\neffective = 2024-04-01", Right: "written = 2025-03-05\neffective = 2025-04-01"}}},
	Asks: func(b *check.Body) bool {
		d := b.Document
		return d != nil && !d.Effective.IsZero() && d.Effective.Before(d.Written) && !says(b.Raw, d.Effective)
	},
	Body: func(b *check.Body) {
		d := b.Document
		if d == nil || d.Effective.IsZero() || !d.Effective.Before(d.Written) || d.Written.After(b.Today) || says(b.Raw, d.Effective) {
			return
		}
		b.Report(b.AtPlace(b.File, b.Locate(b.File, "effective"), "施行日期 %s 早于成文日期 %s，正文没有写从%s起执行", d.Effective, d.Written, d.Effective.Chinese()))
	},
}

// says whether a text names a day, or says that it looks back.
func says(text []byte, d official.Date) bool {
	for _, s := range [...]string{d.Chinese(), d.String(), "追溯", "溯及"} {
		if bytes.Contains(text, []byte(s)) {
			return true
		}
	}
	return false
}
