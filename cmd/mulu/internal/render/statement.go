package render

import (
	"strings"

	"mulu/cmd/mulu/internal/statement"
)

// Audit is what a build found when it looked at its own pages for barriers.
type Audit struct {
	Pages  int // looked at
	Rules  int // by which each was looked at
	Faulty int // pages with a finding
}

// WithAudit gives a renderer of the same site whose statements tell of what was found.
func (r *Renderer) WithAudit(a Audit) *Renderer {
	c := *r
	c.audit = &a
	return &c
}

// Statement is what a page says of the site's accessibility. What is not known is empty
// and not shown.
type Statement struct {
	Status   string // how far the site conforms, in the words of the W3C's template
	Audit    string // what the build found
	Tested   bool   // there are results of tests in browsers
	Old      bool   // they are over a year old
	Date     string // 2026-11-22
	Tools    string // axe-core 4.14.1, Chromium 140
	Pages    int    // that were tried
	Modes    []StatementMode
	Faults   int // that were found
	Findings []StatementFinding
	Limits   []string // known faults
}

// StatementMode is what pages were tried in: how they look, and on which widths. Content
// says that the name is the results' own.
type StatementMode struct {
	Name    string
	Content bool
}

// StatementFinding is a fault that a tool found.
type StatementFinding struct {
	Page, Rule string
	Mode       StatementMode
}

// statement makes the automatic part of a page; nil when the page is no statement.
func (r *Renderer) statement(page string) *Statement {
	results, ok := r.Results[page]
	if !ok {
		return nil
	}
	v := &Statement{}
	if a := r.audit; a != nil {
		v.Audit = r.words.Text("statement.audit_clean", a.Pages, a.Rules)
		if a.Faulty > 0 {
			v.Audit = r.words.Text("statement.audit_faulty", a.Pages, a.Rules, a.Faulty)
		}
	}
	if results != nil {
		v.Limits = results.Limits
	}
	if results.Tested() {
		r.tested(v, results)
	}
	v.Status = r.conformance(results)
	return v
}

func (r *Renderer) tested(v *Statement, t *statement.Results) {
	v.Tested, v.Old, v.Date, v.Pages, v.Faults = true, t.Old(r.cat.Today), t.Date.String(), len(t.Pages), t.Faults()
	for _, mode := range t.Modes {
		v.Modes = append(v.Modes, r.words.mode(mode))
	}
	tools := make([]string, len(t.Tools))
	for i, tool := range t.Tools {
		tools[i] = strings.TrimSpace(tool.Name + " " + tool.Version)
	}
	v.Tools = strings.Join(tools, r.words.and)
	for _, f := range t.Findings {
		v.Findings = append(v.Findings, StatementFinding{f.Page, f.Rule, r.words.mode(f.Mode)})
	}
}

// mode names a mode of the results, a key and widths as "light 320 1280", in the
// interface's language. A mode of which the table knows nothing is shown as it is.
func (w *words) mode(mode string) StatementMode {
	key, widths, _ := strings.Cut(mode, " ")
	name, known := w.Lookup("mode." + key)
	if !known {
		return StatementMode{mode, true}
	}
	if widths != "" {
		name = w.Text("statement.mode", name, strings.Join(strings.Fields(widths), w.and))
	}
	return StatementMode{name, false}
}

// conformance says how far the site conforms. Tests by programs
// find but a part of all faults, so they alone never say that a site conforms fully.
func (r *Renderer) conformance(t *statement.Results) string {
	switch {
	case !t.Tested() || t.Old(r.cat.Today):
		return r.words.Text("statement.not_assessed")
	case len(t.Limits) > 0 || t.Faults() > 0 || r.audit != nil && r.audit.Faulty > 0:
		return r.words.Text("statement.partial")
	}
	return r.words.Text("statement.no_faults")
}
