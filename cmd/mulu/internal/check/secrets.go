package check

import (
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
)

// Secrets returns a function that gives the numbers, from 1, of the lines of a text in
// which one of the rules finds something that must not be shown again. Every line is
// looked at as one of a body, also those of the header and of code: the text need not be
// readable otherwise, and c may be nil.
func Secrets(c *config.Config, rules []*Rule) func(lines []string) map[int]bool {
	if c == nil {
		c = &config.Config{}
	}
	e := New(&catalogue.Catalogue{Config: c}, rules, Options{})
	return func(lines []string) map[int]bool {
		b, f := &Body{Site: e.alone}, new(found)
		for i, s := range lines {
			b.Texts = append(b.Texts, e.text(s, i+1, f))
		}
		var out []diag.Diagnostic
		e.bodyLines(b, new(scratch), &out)
		secret := map[int]bool{}
		for i := range out {
			secret[out[i].Pos.Line] = secret[out[i].Pos.Line] || out[i].Secret
		}
		return secret
	}
}
