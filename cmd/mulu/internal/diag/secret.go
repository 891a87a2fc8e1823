package diag

import (
	"regexp"
)

// line is a line of a file.
type line struct {
	file string
	n    int
}

// Protect hides what other problems would show of a line that holds a secret: they get
// Secret too, and what their messages quote of it, and long numbers, are masked. It has
// to see the problems of all stages together.
func Protect(ds []Diagnostic) {
	secret := map[line]bool{}
	for _, d := range ds {
		if d.Secret && d.Pos.Line > 0 {
			for n := d.Pos.Line; n <= max(d.Pos.Line, d.Pos.EndLine); n++ {
				secret[line{d.File, n}] = true
			}
		}
	}
	if len(secret) == 0 {
		return
	}
	for i := range ds {
		if d := &ds[i]; !d.Secret && secret[line{d.File, d.Pos.Line}] {
			d.Secret, d.Message, d.Hint = true, withoutQuotes(d.Message), withoutQuotes(d.Hint)
		}
		for k := range ds[i].Related {
			if r := &ds[i].Related[k]; secret[line{r.File, r.Pos.Line}] {
				r.Message = withoutQuotes(r.Message)
			}
		}
	}
}

// quoted is what a message may repeat of a file.
var quoted = regexp.MustCompile(`“[^”]*”|"[^"]*"|《[^》]*》|[0-9０-９][0-9０-９Xx -]{3,}`)

func withoutQuotes(s string) string { return quoted.ReplaceAllString(s, "（略）") }
