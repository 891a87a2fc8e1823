package diag

import (
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/lazy"
)

// secretLines are the lines that must not be shown again, for whichever problem.
type secretLines map[line]bool

type line struct {
	file string
	n    int
}

func secretsOf(ds []Diagnostic) secretLines {
	lines := secretLines{}
	for i := range ds {
		if d := &ds[i]; d.Secret {
			for n := d.Pos.Line; n <= max(d.Pos.Line, d.Pos.EndLine) && n < d.Pos.Line+maxSecretLines; n++ {
				lines[line{d.File, n}] = true
			}
		}
	}
	return lines
}

// maxSecretLines bounds the length of one secret; personal data stands on a line.
const maxSecretLines = 1000

// has says whether the line on which a problem begins must not be shown.
func (s secretLines) has(d *Diagnostic) bool { return d.Secret || s[line{d.File, d.Pos.Line}] }

// Protect hides what other problems would show of a line that holds a secret: they get
// Secret too, and what their messages quote of it, and long numbers, are masked. It has
// to see the problems of all stages together. inLines gives the numbers, from 1, of the
// lines that hold a secret: no rule looks at the text of a file that cannot be read, while
// messages quote it. It may be nil.
func Protect(ds []Diagnostic, inLines func(lines []string) map[int]bool) {
	if inLines != nil {
		protectMessages(ds, inLines)
	}
	secret := secretsOf(ds)
	if len(secret) == 0 {
		return
	}
	for i := range ds {
		if d := &ds[i]; !d.Secret && d.Pos.Line > 0 && secret.has(d) {
			d.Secret, d.Message, d.Hint = true, withoutQuotes(d.Message), withoutQuotes(d.Hint)
		}
		for k := range ds[i].Related {
			if r := ds[i].Related[k]; secret[line{r.File, r.Pos.Line}] {
				ds[i].Related = slices.Clone(ds[i].Related) // others may read those of a copy of d
				ds[i].Related[k].Message = withoutQuotes(r.Message)
			}
		}
	}
}

// protectedAtOnce is how many problems' messages are looked at in one go: to look at those of
// 100,000 takes more memory than they have themselves.
const protectedAtOnce = 1000

// protectMessages hides the secrets that messages themselves hold.
func protectMessages(ds []Diagnostic, inLines func(lines []string) map[int]bool) {
	for piece := range slices.Chunk(ds, protectedAtOnce) {
		protectPiece(piece, inLines)
	}
}

func protectPiece(ds []Diagnostic, inLines func(lines []string) map[int]bool) {
	var lines []string
	var of []int
	for i := range ds {
		said := []string{ds[i].Message, ds[i].Hint}
		if w := ds[i].Waived; w != nil {
			said = append(said, w.Reason+" "+w.By)
		}
		for _, s := range said {
			if manyDigits(s) {
				lines, of = append(lines, strings.ReplaceAll(s, "\n", " ")), append(of, i)
			}
		}
	}
	if len(lines) == 0 {
		return
	}
	secret := inLines(lines)
	for n, i := range of {
		if secret[n+1] {
			d := &ds[i]
			d.Secret, d.Message, d.Hint = true, withoutQuotes(d.Message), withoutQuotes(d.Hint)
			if d.Waived != nil {
				w := *d.Waived
				w.Reason, w.By = withoutQuotes(w.Reason), withoutQuotes(w.By)
				d.Waived = &w
			}
		}
	}
}

// manyDigits says whether a text has as many digits as the shortest number of a person.
func manyDigits(s string) bool {
	n := 0
	for _, r := range s {
		if r >= '0' && r <= '9' || r >= '０' && r <= '９' {
			n++
		}
	}
	return n >= 11
}

// repeated is what a message may repeat of a file.
var repeated = lazy.Compile(`“[^”]*”|"[^"]*"|《[^》]*》|[0-9０-９][0-9０-９Xx -]{6,}`)

// dayForm is a day as messages tell how to write one. One of a file stands in quotes.
var dayForm = lazy.Compile(`^[0-9]{4}-[0-9]{2}-[0-9]{2} ?$`)

func withoutQuotes(s string) string {
	return repeated.ReplaceAllStringFunc(s, func(s string) string {
		if dayForm.MatchString(s) {
			return s
		}
		return "（略）"
	})
}
