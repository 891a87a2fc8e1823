// Package check runs rules over a site: what an inspector would find. A rule is a
// value with its explanation, its source and its functions; it lives in one file of
// the package of its group (check/identity, check/dates …), with its test data beside
// it in testdata/rules/CODE.txtar, and the list of all is in check/all.
//
// The engine reads nothing itself. Package build gives it the catalogue, then each
// body while it is read for its page, then each attachment; a rule says with its
// functions what it wants to see. Functions of a rule are called by many goroutines at
// once and must keep nothing. A rule of terms tells with Due by which day something must
// be done; of the same terms the engine makes findings, when they are over, and the
// forecast, before.
//
// Promise: a fault is reported once, where it can be mended. A document without what
// every document must have is not shown to rules of single documents; those that look at
// the whole, or at a text, must reckon with it. Rules that find what is absent wait until
// no file has an error.
package check

import (
	"path"
	"slices"
	"sync"

	"mulu/cmd/mulu/internal/annual"
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/extract"
	"mulu/cmd/mulu/internal/official"
)

// Rule is a rule with what finds offences. Any of its functions may be nil.
type Rule struct {
	diag.Rule
	// Absence says that the rule finds what is not there, which is known only when every
	// header is right.
	Absence bool
	// Grave says that no baseline takes an error of this rule, for what is once public
	// cannot be undone. Findings whose text is secret are grave without it.
	Grave bool
	// Compares says that the rule looks at the last publication, so that what it finds is
	// found once: a build after this one compares with what this one publishes.
	Compares bool
	// Site is called once, for what concerns config.toml or several documents.
	Site func(s *Site)
	// Due is called once, to tell with Site.Due what must be done by which day: what is
	// overdue is found, what is to come is forecast.
	Due func(s *Site)
	// Document is called for each public document that has what every one must have.
	Document func(d *Document)
	// Body is called for each body of a public document or page. It sees no other document,
	// no day and no file, and of its own document the header alone, but for texts of which
	// Asks says that more is to be looked at. Asks itself sees no more than that; nil is never.
	Body func(b *Body)
	Asks func(own *Body) bool
	// Line is called for each line of text of the places In. In bodies and headers it sees
	// what Body does without Asks.
	Line func(l *Line)
	In   Places
	// Needs, when there are any, are kinds of characters of which a line has one that Line
	// is called for.
	Needs Has
	// PerFile says that all findings of a file are reported as one, the first, with their
	// number.
	PerFile bool
	// Cues are words without which Body and Line find nothing: with any, they are called
	// only for a body and a line that have one. All cues of all rules are found in one
	// pass, so that a rule costs nothing where it has nothing to do.
	Cues []string
	// Hints says that Body is called for every body: its Cues do no more than tell with
	// Cued where there is something for it.
	Hints bool
	// OfColumns says that Cues stand in the headings of tables, whose rows Line is called for.
	OfColumns bool
	// Words are cues that come from the site's settings; Line.Words gives their places.
	Words func(s *Site) []string
	// File is called for each attachment or other file of content/ and static/ that is
	// published.
	File func(f *File)
	// Gathers is for a rule whose Body notes what End then tells: a build that knows a body
	// from before shows it to no other rule. It says whether Body still looks for anything;
	// of a body known from before it sees Raw and Document alone.
	Gathers func(s *Site) bool
	// End is called once, when all bodies and files were seen.
	End func(s *Site)
	// Unused is called for each file of content/ that nothing names.
	Unused func(f *File)
}

// Engine applies rules to a site.
type Engine struct {
	site   *Site
	texts  *Site // without the last publication, for bodies
	alone  *Site // without all that may change while a text stays as it is
	rules  []*Rule
	bodies []bodyRule
	whole  []*Rule // that have Site or Due
	each   []*Rule // that have Document
	files  []*Rule // that have File
	lines  [InCode + 1][]lineRule
	once   map[string]bool // the codes of rules PerFile
	cues   *cues
	pool   sync.Pool // of *scratch
}

// bodyRule is a rule that has Body, with the bit of its cues, 0 when it has none.
type bodyRule struct {
	*Rule
	cue    uint64
	called uint64 // without which it is not called
}

// lineRule is a rule that has Line, but no cues.
type lineRule struct {
	needs Has
	*Rule
}

// Options is what an engine is told of beside the catalogue.
type Options struct {
	// Whole says that no file has an error: else what seems to be absent may be in a
	// file that could not be read.
	Whole bool
	// Last is what the last publication made public; nil when it is not known.
	Last *Published
	// Links is what a link checker found; nil when there is no such report.
	Links *LinkReport
	// Exists says whether anything stands at an address of the site; nil when the
	// addresses are not known.
	Exists func(at string) bool
	// Reports are the figures of annual reports that have a file of them, by their documents.
	Reports map[string]*annual.Report
	// Files are the site's files by their paths with their sizes, without the documents.
	Files catalogue.Files
}

// New makes an engine for the rules.
func New(c *catalogue.Catalogue, rules []*Rule, o Options) *Engine {
	e := &Engine{site: &Site{Catalogue: c, Options: o, memory: new(memory), citable: new(citable), Calendar: official.NewCalendar(c.Config.Holidays())}, once: map[string]bool{}}
	e.site.links = c
	e.alone = e.site.alone()
	texts := *e.site
	texts.Last = nil // what is found in a text is the same again when nothing but the publication is another
	e.texts = &texts
	for _, r := range rules {
		if r.Absence && !o.Whole {
			continue
		}
		e.rules = append(e.rules, r)
		if r.PerFile {
			e.once[r.Code] = true
		}
		if r.Site != nil || r.Due != nil {
			e.whole = append(e.whole, r)
		}
		if r.Document != nil {
			e.each = append(e.each, r)
		}
		if r.File != nil {
			e.files = append(e.files, r)
		}
		for _, p := range places {
			if r.Line != nil && r.In&p != 0 && !r.cued() {
				e.lines[p] = append(e.lines[p], lineRule{r.Needs, r})
			}
		}
	}
	e.cues = newCues(e.site, e.rules)
	for _, r := range e.rules {
		if r.Body != nil {
			b := bodyRule{r, e.cues.bit[r], e.cues.bit[r]}
			if r.Hints {
				b.called = 0
			}
			e.bodies = append(e.bodies, b)
		}
	}
	return e
}

// Gathering says whether a rule that gathers wants to see more bodies.
func (e *Engine) Gathering() bool {
	return slices.ContainsFunc(e.rules, func(r *Rule) bool { return r.Gathers != nil && r.Gathers(e.site) })
}

// Gather shows a body that is known from before to the rules that gather.
func (e *Engine) Gather(b *Body) {
	var none []diag.Diagnostic
	b.Site = e.site
	for _, r := range e.rules {
		if r.Gathers != nil {
			b.reporter = reporter{&r.Rule, &none}
			r.Body(b)
		}
	}
}

// End applies the rules that wait until all has been seen.
func (e *Engine) End() []diag.Diagnostic {
	var out []diag.Diagnostic
	for _, r := range e.rules {
		if r.End != nil {
			s := *e.site
			s.reporter = reporter{&r.Rule, &out}
			r.End(&s)
		}
	}
	return out
}

// Body applies the rules to a text, and to the lines of its header.
func (e *Engine) Body(b *Body) []diag.Diagnostic {
	mem := e.scratch()
	out := mem.out[:0]
	b.Site = e.texts
	mem.found.reset()
	e.textsOf(b, mem)
	clear(mem.kept)
	mem.kept = mem.kept[:0]
	b.called, b.kept = mem.found.called, &mem.kept
	own := e.own(b, mem)
	b.names(own)
	for _, r := range e.bodies {
		if own.cue = r.cue; r.called != 0 && mem.found.called&r.called == 0 {
			continue
		}
		seen := own
		if r.asks(own) {
			b.cue, seen = r.cue, b
		}
		seen.reporter = reporter{&r.Rule.Rule, &out}
		r.Body(seen)
	}
	b.Asked, b.kept = own.Asked, nil
	if b.Document != nil {
		e.headerLines(own, mem, &out)
	}
	e.bodyLines(own, mem, &out)
	e.codeLines(own, mem, &out)
	mem.release(out)
	found := e.tallied(out)
	clear(out) // what they refer to is not to be kept
	if mem.out = out; cap(out) > keptFindings {
		mem.out = nil
	}
	e.pool.Put(mem)
	return found
}

// tallied are the findings of a body, in memory of their own.
func (e *Engine) tallied(out []diag.Diagnostic) []diag.Diagnostic {
	if len(out) < 2 {
		return append([]diag.Diagnostic(nil), out...)
	}
	t := tally{rules: e.once, list: make([]diag.Diagnostic, 0, len(out))}
	t.add(out, "")
	return t.findings()
}

// File applies the rules to a file, and to the lines of its text.
func (e *Engine) File(f *File) ([]diag.Diagnostic, error) {
	var out []diag.Diagnostic
	f.Site = e.site
	for _, r := range e.files {
		f.reporter = reporter{&r.Rule, &out}
		r.File(f)
	}
	e.fileName(f, &out)
	t := tally{rules: e.once}
	t.add(out, "")
	if f.Passages == nil {
		return t.findings(), nil
	}
	in := InFile
	if extract.IsCode(path.Ext(f.Path)) {
		in = InCode
	}
	t.all = true
	var head heading
	mem := e.scratch()
	defer e.pool.Put(mem)
	l := &mem.line
	err := f.Passages(func(p extract.Passage) {
		mem.found.reset()
		has, words := e.cues.look(p.Text, &mem.found)
		head.file(p.Table, p.Text, has, words.called)
		words.called |= head.called & e.cues.columns
		*l = Line{Site: e.site, File: f.Path, Place: p.Place, Text: p.Text, Has: has, found: words, In: in, Hidden: p.Hidden, heading: head.row, of: f}
		out = out[:0]
		e.line(l, &out)
		if len(out) > 0 {
			t.add(out, p.Place)
		}
	})
	return t.findings(), err
}

// Unused applies the rules to a file of content/ that nothing names.
func (e *Engine) Unused(f *File) []diag.Diagnostic {
	var out []diag.Diagnostic
	f.Site = e.site
	for _, r := range e.rules {
		if r.Unused != nil {
			f.reporter = reporter{&r.Rule, &out}
			r.Unused(f)
		}
	}
	return out
}

// reporter collects what a rule finds.
type reporter struct {
	rule *diag.Rule
	out  *[]diag.Diagnostic
}

// Report adds a finding.
func (r *reporter) Report(d diag.Diagnostic) { *r.out = append(*r.out, d) }

// AtPlace makes a finding at a place, with the rule's repair as its hint.
func (r *reporter) AtPlace(file string, pos diag.Pos, format string, args ...any) diag.Diagnostic {
	d := r.rule.At(file, pos, format, args...)
	d.Hint = r.rule.Repair // not a copy for each of thousands
	return d
}
