package build

import (
	"context"
	"reflect"
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check/policy"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/source"
)

// The preview shows a page before it knows all problems: those between files are found by
// looking at all of them, at their places by reading many again, and that takes longer than
// an editor likes to wait for what was just written.

// Pending is a site whose pages can be made, and whose problems are still to be found.
type Pending struct {
	site    *Site
	found   []diag.Diagnostic // of settings, theme and headers
	joined  []diag.Diagnostic // between files
	known   bool              // joined is, from before
	headers headers
	config  *config.Config // nil when it cannot be used
	opt     Options
	waivers waivers
}

// Site is the site; nil when its settings or theme cannot be used.
func (p *Pending) Site() *Site { return p.site }

// First loads a site as Load does, but leaves its problems to Check. When nothing changed
// it gives what it gave before. Of a site that was loaded for its pages only EntryOf,
// Readable, Bytes, FileAt and Open may be used, and what they make is what a build makes.
func (l *Loader) First(ctx context.Context, src *source.Site, opt Options) (*Pending, error) {
	l.policy = nil
	was := l.headers
	s, what, ds, err := l.begin(ctx, src, &opt)
	if err != nil {
		return nil, err
	}
	p := &Pending{site: s, found: ds, headers: l.headers, config: l.settings.config, opt: opt, waivers: l.waivers}
	switch {
	case s == nil:
	case what == nothing:
		p.site = l.site
	case what == bodies:
		s.adopt(l.site)
		l.drafted = l.drafted || l.mentioned()
	default:
		if !l.patch(s, &was) {
			s.files, s.static = filesOf(l.files.others, l.files.static)
			s.draft(p.headers.items)
		}
		l.drafted = true
	}
	if o := l.last; o != nil && what == nothing && o.site == p.site && reflect.DeepEqual(o.found, p.found) {
		return o, nil
	}
	if p.known = !l.drafted; p.known {
		p.joined = l.joined
	}
	if l.last = p; s != nil {
		l.site = p.site
	}
	return p, nil
}

// mostPatched is how many headers are put into a catalogue one by one.
const mostPatched = 20

// patch makes the site of the last one when only headers changed that concern no other
// document.
func (l *Loader) patch(s *Site, was *headers) bool {
	if !l.fits(s) || len(l.changed) == 0 || len(l.changed) > mostPatched {
		return false
	}
	var records []*catalogue.Record
	for _, file := range l.changed {
		before, after := was.item(file), l.headers.item(file)
		if before.Record == nil || after.Record == nil {
			return false
		}
		if before.Record != after.Record {
			records = append(records, after.Record)
		}
	}
	c, ok := l.site.Catalogue.With(records)
	if !ok {
		return false
	}
	old := *l.site
	old.Catalogue, old.Plan, old.engine = c, l.site.Plan.With(c), nil
	s.adopt(&old)
	return true
}

// item is what is known of a file; the zero one when nothing is.
func (h *headers) item(file string) (none catalogue.Item) {
	i, ok := h.find(file)
	if !ok {
		return none
	}
	return h.items[i]
}

// draft makes catalogue, plan and renderers of the headers, and looks for no problem.
func (s *Site) draft(items []catalogue.Item) {
	s.nowhere = true
	s.link(items)
	s.loadReports()
	s.Plan, _ = plan.New(s.Catalogue, s.static)
	s.loadStatements()
	s.makeRenderers()
}

// Check finds the problems of what First loaded. It may run while the Loader loads again,
// and reads files from src; the site that it gives, which does so, too, shows the same
// pages, and its bodies can be checked. The site is nil where First gave none.
func (p *Pending) Check(ctx context.Context, src *source.Site) (*Site, []diag.Diagnostic, error) {
	ds := slices.Clone(p.found)
	judge := p.policy(src)
	if p.site == nil {
		diag.Sort(ds)
		return nil, judge.Apply(ds), nil
	}
	s := p.site.Reading(src)
	if s.policy = judge; !p.known {
		var err error
		s.nowhere = false
		if p.joined, err = s.join(ctx, p.headers.items, diag.Count(ds).Errors == 0); err != nil {
			return nil, nil, err
		}
	}
	ds = append(ds, p.joined...)
	diag.Sort(ds)
	return s, judge.Apply(ds), nil
}

// policy is as First had it, but reads from src. It is nil without settings.
func (p *Pending) policy(src *source.Site) *policy.Policy {
	if p.config == nil {
		return nil
	}
	judge, _ := newPolicy(src, p.config, &p.opt, &p.waivers) // its problems were found by First
	return judge
}

// Take puts the site that Check made of p in the place of that of First, unless there is a
// later one. It says whether it did.
func (l *Loader) Take(p *Pending, checked *Site) bool {
	if l.last != p {
		return false
	}
	if p.known = true; checked != nil {
		p.site, l.site, l.joined, l.drafted = checked, checked, p.joined, false
	}
	return true
}
