package build

import (
	"context"
	"slices"
	"time"

	"mulu/cmd/mulu/internal/check/policy"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/source"
)

// Loader loads a site again and again and reads only what changed. It is for the
// preview: there, a file of the same size and time of modification is taken for the
// same. Its first Load has nothing to keep and believes no times; a build that
// publishes makes that one only.
//
// A file whose header has errors keeps the record of its last header without any, so
// that a half-typed line does not take its page away. A Loader is not safe for use
// by several goroutines; the sites that it gives are.
type Loader struct {
	settings settings
	files    listing
	design   design
	headers  headers
	records  *records // in which headers are kept; nil where they are not

	site     *Site    // the last one made
	last     *Pending // of it, when First made it
	joined   []diag.Diagnostic
	drafted  bool      // the problems between files of site are not known, see First
	lastLoad time.Time // Options.Now of the Load before
	changed  []string
	waivers  waivers
	requests string // the text of their file
	policy   *policy.Policy
}

// Changed lists the files that the last Load found new, changed or gone, sorted.
func (l *Loader) Changed() []string { return l.changed }

// Load does what the function Load does. When no file changed it gives the same site
// as before. A site reads bodies from the src that it was loaded from, which must
// stay open while the site is in use.
func (l *Loader) Load(ctx context.Context, src *source.Site, opt Options) (*Site, []diag.Diagnostic, error) {
	l.policy = nil // until the settings are read
	s, ds, err := l.load(ctx, src, opt)
	diag.Sort(ds)
	if s != nil { // else what keeps the site from being read concerns everybody
		ds = s.scope.keep(ds)
	}
	return s, l.policy.Apply(ds), err
}

func (l *Loader) load(ctx context.Context, src *source.Site, opt Options) (*Site, []diag.Diagnostic, error) {
	s, what, ds, err := l.begin(ctx, src, &opt)
	if err != nil || s == nil {
		return nil, ds, err
	}
	l.note(s)
	switch {
	case what == nothing && !l.drafted:
		return l.site, append(ds, l.joined...), nil
	case what == bodies && !l.drafted && !l.mentioned():
		s.adopt(l.site)
	default:
		s.files, s.static = filesOf(l.files.others, l.files.static)
		if l.joined, err = s.join(ctx, l.headers.items, diag.Count(ds).Errors == 0); err != nil {
			l.site = nil // what was found of it is not all
			return nil, ds, err
		}
		s.scope.claim(s.Catalogue)
		if err := s.scope.compare(ctx, s, l.headers.items, l.joined); err != nil {
			return nil, ds, err
		}
	}
	l.site, l.drafted = s, false
	return s, append(ds, l.joined...), nil
}

// change is what became of a site since the Load before.
type change uint8

const (
	nothing  change = iota
	bodies          // and other texts that catalogue and plan are not made of
	anything        // else
)

// begin makes a site without what is made of all headers: catalogue, plan and renderers.
// The site is nil when settings or theme cannot be used.
func (l *Loader) begin(ctx context.Context, src *source.Site, opt *Options) (*Site, change, []diag.Diagnostic, error) {
	l.changed = nil
	ds, err := l.loadSettings(src, opt)
	c := l.settings.config
	if err != nil || c == nil {
		return nil, nothing, ds, err
	}
	more, err := l.loadPolicy(src, c, opt)
	ds = append(ds, more...)
	if err != nil {
		return nil, nothing, ds, err
	}
	files, more, err := l.survey(ctx, src, opt)
	ds = append(ds, more...)
	if err != nil || l.design.theme == nil {
		return nil, nothing, ds, err
	}
	ds = append(ds, l.design.theme.Unused()...)
	more, variants := l.design.variantsOf(c)
	if ds = append(ds, more...); diag.Count(more).Errors > 0 {
		return nil, nothing, ds, nil
	}
	s := &Site{Config: c, Theme: l.design.theme, variants: variants, Today: today(opt, c), src: src, opt: *opt, policy: l.policy, edition: new(edition)}
	if opt.Since != "" {
		if s.scope, err = l.newScope(ctx, src, &files, opt); err != nil {
			return nil, nothing, ds, err
		}
	}
	same, more, err := l.readHeaders(ctx, s, files.docs)
	ds = append(ds, more...)
	if err != nil {
		return nil, nothing, ds, err
	}
	same = l.sameRequests(src, c) && same
	same = l.sameFiles(&files) && same
	l.files, l.lastLoad = files, opt.Now
	slices.Sort(l.changed)
	return s, l.changeOf(s, same), ds, nil
}

// changeOf says what became of the site; same is whether headers and the other files are
// as they were.
func (l *Loader) changeOf(s *Site, same bool) change {
	switch {
	case !same || !l.fits(s):
		return anything
	case len(l.changed) > 0:
		return bodies
	}
	return nothing
}

// fits says whether settings and theme of the last site, and its day, are also those of s.
func (l *Loader) fits(s *Site) bool {
	o := l.site
	return o != nil && o.Config == s.Config && o.Theme == s.Theme && o.Today == s.Today
}

// mentioned says whether problems between files are at places that a change may have
// moved.
func (l *Loader) mentioned() bool {
	for _, name := range l.changed {
		if slices.ContainsFunc(l.joined, func(d diag.Diagnostic) bool { return mentions(&d, name) }) {
			return true
		}
	}
	return false
}

func mentions(d *diag.Diagnostic, file string) bool {
	return d.File == file || slices.ContainsFunc(d.Related, func(r diag.Related) bool { return r.File == file })
}

// sameRequests compares the request statistics with those of the last Load: their file is
// none that is listed. What keeps it from being read is told when it is read for the site.
func (l *Loader) sameRequests(src *source.Site, c *config.Config) bool {
	text, _ := src.Read(c.Report.RequestsFile())
	same := string(text) == l.requests
	if l.requests = string(text); !same && l.site != nil {
		l.changed = append(l.changed, c.Report.RequestsFile())
	}
	return same
}

// sameFiles compares attachments and static files with those of the last Load.
func (l *Loader) sameFiles(now *listing) bool {
	if l.site == nil {
		return true // and fits says no
	}
	n := len(l.changed)
	l.changed = differ(l.changed, l.files.others, now.others)
	l.changed = differ(l.changed, l.files.static, now.static)
	return len(l.changed) == n
}

// differ appends the paths that are not alike in two sorted lists.
func differ(names []string, a, b []source.File) []string {
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0].Path < b[0].Path:
			names, a = append(names, a[0].Path), a[1:]
		case len(a) == 0 || b[0].Path < a[0].Path:
			names, b = append(names, b[0].Path), b[1:]
		default:
			if a[0].Size != b[0].Size || !a[0].ModTime.Equal(b[0].ModTime) {
				names = append(names, a[0].Path)
			}
			a, b = a[1:], b[1:]
		}
	}
	return names
}

// adopt takes over what was made of the same headers. The renderer reads bodies and
// must not read them from the old site's folder handles.
func (s *Site) adopt(old *Site) {
	s.Catalogue, s.Plan, s.engine, s.files, s.static = old.Catalogue, old.Plan, old.engine, old.files, old.static
	s.statements, s.reports, s.requests = old.statements, old.reports, old.requests
	s.makeRenderers()
}

func today(opt *Options, c *config.Config) official.Date {
	if opt.Date.IsZero() {
		return official.DateIn(opt.Now, c.Location())
	}
	return opt.Date
}

func filesOf(others, static []source.File) (fileTable, []string) {
	t := make(fileTable, len(others)+len(static))
	for _, f := range others {
		t[f.Path] = f.Size
	}
	paths := make([]string, len(static))
	for i, f := range static {
		t[f.Path] = f.Size
		paths[i] = f.Path
	}
	return t, paths
}

// racy is how soon after a file's modification its reading may have missed a second
// one that leaves the same time: file systems keep whole seconds or less, FAT two.
const racy = 2 * time.Second

// unchanged says whether a file is taken for the one that the last Load saw.
func (l *Loader) unchanged(was, is source.File) bool {
	return was.Path == is.Path && was.Size == is.Size && was.ModTime.Equal(is.ModTime) && l.lastLoad.Sub(is.ModTime) > racy
}
