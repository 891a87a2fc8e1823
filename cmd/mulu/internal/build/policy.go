package build

import (
	"errors"
	"io/fs"
	"slices"

	"mulu/cmd/mulu/internal/check/all"
	"mulu/cmd/mulu/internal/check/policy"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/source"
)

// bearable are errors of bodies with which a page is right but for the words in
// question: a link that leads nowhere becomes plain text. So they can be waived, and an
// old site can have them in its baseline. Other errors outside package check mean that
// something could not be read, or that addresses or what is public are in doubt.
var bearable = []string{"link-broken", "link-fragment-unknown", "link-empty", "table-extra-cells", "footnote-unused", "footnote-unknown"}

// Policy decides what of the site's problems counts.
func (s *Site) Policy() *policy.Policy { return s.policy }

// waivers are what the site waives.
type waivers struct {
	text  string // of their file
	list  *policy.Waivers
	diags []diag.Diagnostic
}

// loadPolicy makes the policy of the settings c and of the waivers, whose file it reads.
func (l *Loader) loadPolicy(src *source.Site, c *config.Config, opt *Options) ([]diag.Diagnostic, error) {
	w, err := readWaivers(src, c)
	if err != nil {
		return nil, err
	}
	if l.site != nil && w.text != l.waivers.text {
		l.changed = append(l.changed, c.Check.WaiversFile())
	}
	p, more := newPolicy(src, c, opt, &w)
	l.waivers, l.policy = w, p
	return slices.Concat(w.diags, more), nil
}

// newPolicy makes a policy that reads the site's texts from src.
func newPolicy(src *source.Site, c *config.Config, opt *Options, w *waivers) (*policy.Policy, []diag.Diagnostic) {
	return policy.New(policy.Options{
		Config: c, Today: today(opt, c), Rules: Rules(), Checks: all.Rules, Bearable: bearable, Waivers: w.list, Baseline: opt.Baseline, Marks: opt.Marks,
		Read: func(file string, buf []byte) []byte {
			data, err := src.ReadInto(file, buf)
			if err != nil {
				return nil // gone or too large: the problem is known by its code and file alone
			}
			return data
		},
	})
}

// readWaivers reads the file of waivers; without one there are none.
func readWaivers(src *source.Site, c *config.Config) (w waivers, err error) {
	name := c.Check.WaiversFile()
	data, err := src.Read(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && c.Check.Waivers != "":
		return waivers{diags: []diag.Diagnostic{policy.Missing(c)}}, nil
	case errors.Is(err, fs.ErrNotExist):
		return w, nil
	case err != nil:
		return w, err
	}
	w.text = string(data)
	w.list, w.diags = policy.ReadWaivers(name, data)
	return w, nil
}

// names says whether a pattern names any file of the site. One with * outside of content
// and static is believed.
func (s *Site) names(p config.Pattern) bool {
	if exact := p.Exact(); exact != "" {
		if _, ok := s.src.Stat(exact); ok {
			return true
		}
	}
	if slices.ContainsFunc(s.seen.paths, p.Match) {
		return true
	}
	for file := range s.files {
		if p.Match(file) {
			return true
		}
	}
	return p.Exact() == "" && !p.In("content") && !p.In("static")
}
