// Package policy decides what of the problems that were found counts: the site's own
// severities ([check] in config.toml), reviewed exceptions (waivers.toml) and a baseline
// of old problems that are known.
//
// It finds nothing in documents itself, only faults of those settings. Its promises: an
// error is never lowered, switched off or forgotten without a person's name, a reason
// and a last day; what keeps a document from being read at all counts always; and what
// is excused stays in reports for programs.
package policy

import (
	"sync"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

// Options is what a Policy goes by.
type Options struct {
	Config   *config.Config
	Today    official.Date
	Rules    []*diag.Rule  // all that there are
	Checks   []*check.Rule // those of them that look at what was read
	Bearable []string      // codes of other errors with which pages can be made all the same
	Waivers  *Waivers      // nil: none
	Baseline *Baseline     // nil: none
	// Marks says that every finding gets its mark, not only those that need one.
	Marks bool
	// Read gives a file's text, nil when it cannot be read. It may use the memory of buf.
	Read func(file string, buf []byte) []byte
}

// Policy judges the problems of one run. It may be used by several goroutines.
type Policy struct {
	Options
	rules    map[string]*diag.Rule
	checks   map[string]*check.Rule
	bearable map[string]bool
	levels   map[string][]*config.CheckRule // by code, in the order of the file
	waivers  map[scope][]*Waiver

	mu     sync.Mutex // guards what follows, and Waiver.used
	marks  marker
	left   map[key]int // of the baseline: findings that were not met yet
	broken bool        // something could not be read: what is absent may be there
}

// New makes a policy, and says what is wrong with what it goes by.
func New(o Options) (*Policy, []diag.Diagnostic) {
	p := &Policy{Options: o, rules: map[string]*diag.Rule{}, checks: map[string]*check.Rule{}, bearable: map[string]bool{},
		levels: map[string][]*config.CheckRule{}, waivers: map[scope][]*Waiver{}, marks: marker{read: o.Read}, left: o.Baseline.counts()}
	for _, r := range o.Rules {
		p.rules[r.Code] = r
	}
	for _, r := range o.Checks {
		p.checks[r.Code] = r
	}
	for _, code := range o.Bearable {
		p.bearable[code] = true
	}
	ds := p.takeLevels()
	if o.Waivers != nil {
		ds = append(ds, p.takeWaivers()...)
	}
	return p, ds
}

// Apply gives the problems as the site takes them: without those that are switched off,
// with the site's severities and with what excuses them. Of problems that look alike the
// first ones are those of the baseline, so ds should be sorted. It is used up: the result
// is in its place, as there may be 100,000. A nil Policy changes nothing.
func (p *Policy) Apply(ds []diag.Diagnostic) []diag.Diagnostic {
	if p == nil {
		return ds
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	defer p.marks.forget()
	if p.Marks || p.left != nil {
		markAll(ds, p.Read)
	}
	out := ds[:0]
	for i := range ds {
		d := &ds[i]
		firm := p.firm(d)
		p.broken = p.broken || firm
		if d.Severity != diag.Error && !p.level(d) {
			continue
		}
		p.excuse(d, firm)
		out = append(out, *d)
	}
	clear(ds[len(out):])
	return out
}

// excuse looks for what makes a problem not count.
func (p *Policy) excuse(d *diag.Diagnostic, firm bool) {
	if firm {
		return
	}
	if w := p.waiver(d); w != nil {
		d.Waived = &diag.Waiver{Reason: w.Reason, By: w.By, Until: w.Until.String(), File: p.Waivers.file, Pos: w.Pos}
		return
	}
	if p.left != nil && p.Owed(d) {
		p.take(d)
	}
}

// firm says whether a problem is one that nobody can excuse: an error by which something
// could not be read or made, or one of this package's own.
func (p *Policy) firm(d *diag.Diagnostic) bool {
	return d.Severity == diag.Error && !p.lenient(d.Code)
}

func (p *Policy) lenient(code string) bool { return p.checks[code] != nil || p.bearable[code] }
