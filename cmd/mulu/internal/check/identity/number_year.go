package identity

import (
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

var numberYear = check.Rule{
	Rule: diag.Rule{Code: "doc-number-year", Severity: diag.Warning, Title: "发文字号的年份与成文日期不同",
		Explain: "发文字号里的年份是发文的年份，和成文日期同一年。不同的，多半是其中一个写错了。",
		Source:  format, Repair: "核对原文的发文字号和成文日期，改正写错的一个。",
		Examples: []diag.Example{{Wrong: "doc_number = \"霁交发〔2024〕1号\"\nwritten = 2025-01-06", Right: "doc_number = \"霁交发〔2025〕1号\"\nwritten = 2025-01-06"}}},
	Document: func(d *check.Document) {
		if n, ok := numberOf(d); ok && n.Year != 0 && !d.Written.IsZero() && n.Year != d.Written.Year() {
			d.Report(d.At("doc_number", nil, "发文字号“%s”的年份是%d年，成文日期是 %s", d.DocNumber, n.Year, d.Written))
		}
	},
}

// numberOf reads the document number, also one with mistakes; ok is false when there is
// none, or it cannot be read.
func numberOf(d *check.Document) (n official.DocNumber, ok bool) {
	if d.DocNumber == "" {
		return n, false
	}
	n, _, err := official.ReadDocNumber(d.DocNumber)
	return n, err == nil
}
