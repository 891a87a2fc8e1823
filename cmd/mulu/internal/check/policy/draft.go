package policy

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

// draftDays is the term that a draft of a waiver proposes, in days from the day of the
// check: short enough that somebody looks again.
const draftDays = 90

// Waivable says whether a reviewer may make an exception of a problem: neither an error
// by which something could not be read or made, nor what waives or is known already, nor
// one of this package's own.
func (p *Policy) Waivable(d *diag.Diagnostic) bool {
	return !d.Excused() && !p.firm(d) && !isOwn(d.Code)
}

// WriteDrafts writes a [[waiver]] for each problem of the report that may be waived,
// ready for waivers.toml but for the reason and the name, which only a reviewer can
// give: as long as they are blank, the waiver is reported and has no effect.
func WriteDrafts(w io.Writer, r *diag.Report) error {
	out := bufio.NewWriter(w)
	until := "2000-01-01" // the settings cannot be read, so that nobody knows the day
	if day, err := official.ParseDate(r.Date); err == nil {
		until = day.AddDays(draftDays).String()
	}
	n := 0
	for i := range r.Diagnostics {
		if d := &r.Diagnostics[i]; r.Waivable != nil && r.Waivable(d) {
			n++
			fmt.Fprintf(out, "# %s:%d %s\n[[waiver]]\ncode = %s\npath = %s\nhash = %s\nreason = \"\"\nby = \"\"\nuntil = %s\n\n",
				onLine(d.File), d.Pos.Line, onLine(d.Message), quoted(d.Code), quoted(d.File), quoted(d.Mark), until)
		}
	}
	fmt.Fprintf(out, "# 共 %d 处。只留下确有理由的，审查后填写 reason（理由）、by（批准人），核对 until（截止日期），存入 waivers.toml（或 check.waivers 所写的文件）。\n", n)
	return out.Flush()
}

// onLine is a text without what would end a comment of TOML, or may not stand in one.
func onLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, s)
}

// quoted is a text as a basic string of TOML, which a string of JSON is.
func quoted(s string) string {
	data, err := json.Marshal(s)
	if err != nil {
		return `""` // cannot be: every string has a form in JSON
	}
	return strings.ReplaceAll(string(data), "\x7f", `\u007f`)
}
