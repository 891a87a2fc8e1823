package build

import (
	"bytes"
	"context"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/git"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/source"
)

// scope is what a check looks at that is asked for the changes of a git range only. All
// headers are read and linked as always. Bodies and attachments are read of files that
// changed, and of files that name a changed one: a document that was deleted, got
// another number or lost a heading is missed by those that point to it.
//
// A problem is kept when its file changed, or a related place is in a changed file, or
// the line of it names one; and when it comes of the headers and was not there before
// the range (since_before.go). A nil scope is the whole site.
type scope struct {
	changed map[string]bool // by path: whether it is there
	gone    int             // of changed
	names   *nameFinder     // what other files call the changed ones
	listed  [][]byte        // the names
	changes *git.Changes
	carried map[string]bool // files that a changed text names or named
	fresh   map[finding]int // problems of headers: how many more than before
	src     *source.Site

	mu     sync.Mutex
	naming map[string]bool // files with one of the names
}

// newScope asks the repository; nil when the settings changed, so that everything may be
// other than before.
func (l *Loader) newScope(ctx context.Context, src *source.Site, f *listing, opt *Options) (*scope, error) {
	repo, err := git.Open(src.Dir())
	if err != nil {
		return nil, err
	}
	own := []string{config.FileName, l.settings.config.Check.WaiversFile()}
	var files []git.File
	for _, name := range own {
		if info, ok := src.Stat(name); ok {
			files = append(files, git.File(info))
		}
	}
	for _, list := range [][]source.File{f.docs, f.others, f.own, f.static} {
		for _, info := range list {
			files = append(files, git.File(info))
		}
	}
	changes, err := repo.Changes(ctx, opt.Since, files, append(own, "content", "static", "layouts"), src.Open)
	if err != nil {
		return nil, err
	}
	sc := &scope{changed: changes.Files(), changes: changes, src: src, naming: map[string]bool{}, carried: map[string]bool{}}
	for _, name := range own {
		if _, ok := sc.changed[name]; ok {
			return nil, nil
		}
	}
	return sc, sc.learnNames(catalogue.NewReader(l.settings.config), f.others)
}

// learnNames finds how other files call the changed ones: by the file's name, by number
// or by address, of before or of now.
func (sc *scope) learnNames(r *catalogue.Reader, others []source.File) error {
	names, files := map[string]bool{}, map[string]string{}
	for _, f := range others {
		files[f.Path] = path.Base(f.Path)
	}
	for file, there := range sc.changed {
		if !there {
			if _, ok := sc.src.Stat(file); ok {
				delete(sc.changed, file) // no file of the site, as a hidden one
				continue
			}
			sc.gone++
		}
		names[path.Base(file)] = true
		if path.Ext(file) != ".md" {
			continue
		}
		old, err := sc.changes.Old(file)
		if err != nil {
			return err
		}
		texts := [][]byte{old}
		if there {
			if now, err := sc.src.Read(file); err == nil { // else too large: reported with its header
				texts = append(texts, now)
			}
		}
		for _, text := range texts {
			item := itemOf(r, file, text)
			namesOf(&item, names)
			for _, to := range namedFiles(&item, file, text) {
				if name, ok := files[to]; ok {
					names[name], sc.carried[to] = true, true
				}
			}
		}
	}
	sc.listed = nameForms(names)
	sc.names = newNameFinder(sc.listed)
	return nil
}

// nameForms are the names, and their forms in links.
func nameForms(names map[string]bool) (list [][]byte) {
	delete(names, "")
	for name := range names {
		list = append(list, []byte(name))
		if escaped := url.PathEscape(name); escaped != name {
			list = append(list, []byte(escaped))
		}
	}
	return list
}

// namesOf adds the titles, numbers and addresses of a document.
func namesOf(item *catalogue.Item, names map[string]bool) {
	if p := item.Page; p != nil {
		names[path.Base(plan.PagePath(p))] = true
	}
	if item.Record != nil {
		recordNames(item.Record, names)
	}
}

// itemOf reads a header from a file's text.
func itemOf(r *catalogue.Reader, file string, text []byte) catalogue.Item {
	clean, ds := frontmatter.Clean(file, slices.Clone(text))
	h, more := frontmatter.Parse(file, clean)
	item, _ := r.Read(file, h.Table, 1)
	if item.Record == nil && item.Page == nil || diag.Count(ds).Errors+diag.Count(more).Errors > 0 {
		return catalogue.Item{Broken: file}
	}
	return item
}

func recordNames(d *catalogue.Record, names map[string]bool) {
	for _, t := range check.Titles(d) {
		names[t] = true
	}
	names[d.Index], names[d.DocNumber] = true, true
	if d.Index != "" {
		names[path.Base(plan.DocumentPath(d.Index))] = true
	}
	if n, _, err := official.ReadDocNumber(d.DocNumber); err == nil {
		names[n.String()] = true
	}
	if d.More != nil {
		for _, a := range d.More.Aliases {
			names[path.Base(a)] = true
		}
		for _, a := range d.More.Attachments { // they are public, or not, with the document
			names[path.Base(a.File)] = true
		}
	}
}

// look notes whether a file names a changed one. It is called for every content file.
func (sc *scope) look(file string, text []byte) {
	if sc == nil || !sc.names.in(text) {
		return
	}
	sc.mu.Lock()
	sc.naming[file] = true
	sc.mu.Unlock()
}

// claim counts documents as changed whose attachments did.
func (sc *scope) claim(c *catalogue.Catalogue) {
	if sc == nil {
		return
	}
	for i := range c.Documents {
		d := &c.Documents[i]
		if d.More == nil {
			continue
		}
		for _, a := range d.More.Attachments {
			src, _ := catalogue.AttachmentPath(d.Path, a.File)
			if _, ok := sc.changed[src]; ok {
				sc.changed[d.Path] = true
			}
		}
	}
}

// reads says whether the body of a file is looked at.
func (sc *scope) reads(file string) bool {
	return sc == nil || sc.changed[file] || sc.naming[file]
}

// design says whether a template or a style changed, so that pages without a body are
// looked at, too.
func (sc *scope) design() bool {
	if sc == nil {
		return true
	}
	for file := range sc.changed {
		if !strings.HasPrefix(file, "content/") {
			return true
		}
	}
	return false
}

// opens says whether a page is looked at.
func (sc *scope) opens(e plan.Entry) bool {
	if sc == nil || e.Kind != plan.ContentPage || e.Page == nil {
		return sc.design()
	}
	return sc.reads(e.Page.Path)
}

// inspects says whether a file that is published as it is, is looked at: when it or the
// document that names it changed.
func (sc *scope) inspects(file string, owner *catalogue.Document) bool {
	if sc == nil {
		return true
	}
	_, changed := sc.changed[file]
	return changed || owner != nil && sc.changed[owner.Path]
}

// linked are the files that the bodies name that were looked at; nil where all files are
// inspected.
func (p *pass) linked() map[string]bool {
	if p.scope == nil {
		return nil
	}
	m := make(map[string]bool, len(p.named))
	for _, e := range p.named {
		m[e.Source] = true
	}
	return m
}

// keep leaves out the problems that the range has nothing to do with.
func (sc *scope) keep(ds []diag.Diagnostic) []diag.Diagnostic {
	if sc == nil {
		return ds
	}
	var lines lineReader
	return slices.DeleteFunc(ds, func(d diag.Diagnostic) bool {
		if _, ok := sc.changed[d.File]; ok {
			return false
		}
		for _, r := range d.Related {
			if _, ok := sc.changed[r.File]; ok {
				return false
			}
		}
		if sc.fresh[findingOf(&d)] > 0 || sc.carried[d.File] {
			return false
		}
		return !sc.naming[d.File] || !sc.names.in(lines.line(sc.src, &d))
	})
}

// lineReader keeps the lines of the last file.
type lineReader struct {
	file  string
	lines [][]byte
}

// line is the line of a problem; nil when it has none.
func (r *lineReader) line(src *source.Site, d *diag.Diagnostic) []byte {
	if r.file != d.File {
		data, err := src.Read(d.File)
		if err != nil {
			data = nil
		}
		r.file, r.lines = d.File, bytes.Split(data, []byte("\n"))
	}
	if d.Pos.Line < 1 || d.Pos.Line > len(r.lines) {
		return nil
	}
	return r.lines[d.Pos.Line-1]
}

// Changed says how many files the check looks at because they changed, how many of them
// are gone, and whether it looks at all of the site.
func (s *Site) Changed() (files, gone int, all bool) {
	if s.scope == nil {
		return 0, 0, true
	}
	return len(s.scope.changed), s.scope.gone, false
}
