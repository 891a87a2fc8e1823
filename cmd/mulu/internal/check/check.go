// Package check runs rules over a site: what an inspector would find. A rule is a
// value with its explanation, its source and its functions; it lives in one file of
// the package of its group (check/identity, check/dates …), with its test data beside
// it in testdata/rules/CODE.txtar, and the list of all is in check/all.
//
// The engine reads nothing itself. Package build gives it the catalogue, then each
// body while it is read for its page, then each attachment; a rule says with its
// functions what it wants to see. Functions of a rule are called by many goroutines at
// once and must keep nothing.
//
// Promise: a fault is reported once, where it can be mended. Files whose headers have
// errors are not seen by any rule; rules that find what is absent wait until there is
// no such file.
package check

import (
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/diag"
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
	// Site is called once, for what concerns config.toml or several documents.
	Site func(s *Site)
	// Document is called for each public document: its header and relations.
	Document func(d *Document)
	// Body is called for each body of a public document or page.
	Body func(b *Body)
	// Line is called for each line of text of the places In.
	Line func(l *Line)
	In   Places
	// File is called for each attachment or other file of content/ and static/ that is
	// published.
	File func(f *File)
}

// Engine applies rules to a site.
type Engine struct {
	site   *Site
	rules  []*Rule
	bodies []*Rule // that have Body
	files  []*Rule // that have File
	lines  map[Places][]*Rule
}

// Options is what an engine is told of beside the catalogue.
type Options struct {
	// Whole says that no file has an error: else what seems to be absent may be in a
	// file that could not be read.
	Whole bool
	// Published is what the last publication made public; nil when it is not known.
	Published *Published
	// Files are the site's files by their paths with their sizes, without the documents.
	Files catalogue.Files
}

// New makes an engine for the rules.
func New(c *catalogue.Catalogue, rules []*Rule, o Options) *Engine {
	e := &Engine{site: &Site{Catalogue: c, Options: o, Calendar: official.Calendar{Extra: c.Config.Holidays()}}, lines: map[Places][]*Rule{}}
	for _, r := range rules {
		if r.Absence && !o.Whole {
			continue
		}
		e.rules = append(e.rules, r)
		if r.Body != nil {
			e.bodies = append(e.bodies, r)
		}
		if r.File != nil {
			e.files = append(e.files, r)
		}
		for _, p := range []Places{InHeader, InBody, InFile} {
			if r.Line != nil && r.In&p != 0 {
				e.lines[p] = append(e.lines[p], r)
			}
		}
	}
	return e
}

// Catalogue applies the rules that need no body.
func (e *Engine) Catalogue() []diag.Diagnostic {
	var out []diag.Diagnostic
	for _, r := range e.rules {
		s := *e.site
		s.reporter = reporter{&r.Rule, &out}
		if r.Site != nil {
			r.Site(&s)
		}
		if r.Document == nil {
			continue
		}
		for i := range s.Documents {
			r.Document(&Document{Site: &s, Document: &s.Documents[i]})
		}
	}
	return out
}

// Body applies the rules to a text, and to the lines of its header.
func (e *Engine) Body(b *Body) []diag.Diagnostic {
	var out []diag.Diagnostic
	b.Site = e.site
	for _, r := range e.bodies {
		b.reporter = reporter{&r.Rule, &out}
		r.Body(b)
	}
	if b.Document != nil {
		e.headerLines(b, &out)
	}
	e.bodyLines(b, &out)
	return out
}

// File applies the rules to a file, and to the lines of its text.
func (e *Engine) File(f *File) ([]diag.Diagnostic, error) {
	var out []diag.Diagnostic
	f.Site = e.site
	for _, r := range e.files {
		f.reporter = reporter{&r.Rule, &out}
		r.File(f)
	}
	if f.Passages == nil {
		return out, nil
	}
	err := f.Passages(func(place, text string) {
		l := Line{Site: e.site, File: f.Path, Place: place, Text: text, In: InFile, of: f}
		e.line(&l, &out)
	})
	return out, err
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
	return r.rule.At(file, pos, format, args...).WithHint("%s", r.rule.Repair)
}
