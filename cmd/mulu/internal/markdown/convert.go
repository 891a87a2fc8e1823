package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"

	"mulu/cmd/mulu/internal/diag"
)

// Converter converts bodies. It never changes after New, so any number of
// goroutines may use it at once, each with its own Result.
type Converter struct {
	raw bool
}

// New makes a Converter.
func New(o Options) *Converter { return &Converter{raw: o.RawHTML} }

// Convert renders body, whose first line is line firstLine of file, into r.
func (c *Converter) Convert(file string, body []byte, firstLine int, resolve Resolve, r *Result) {
	r.Reset()
	var b bytes.Buffer
	_ = goldmark.Convert(body, &b)
	r.HTML = append(r.HTML, b.Bytes()...)
}

// Rules lists the rules of all diagnostics of this package.
func Rules() []*diag.Rule { return nil }
