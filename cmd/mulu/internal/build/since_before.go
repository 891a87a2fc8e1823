package build

import (
	"context"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/parallel"
)

// finding is what tells a problem of an unchanged file from others. The message has no
// figures: how many documents share a problem makes no new one of it. Places are not
// looked up for what was, as that means to read the files again.
type finding struct{ file, code, message string }

func findingOf(d *diag.Diagnostic) finding {
	return finding{d.File, d.Code, figures.Replace(d.Message)}
}

var figures = strings.NewReplacer("0", "", "1", "", "2", "", "3", "", "4", "", "5", "", "6", "", "7", "", "8", "", "9", "")

// compare makes the catalogue as it was before the range, of the headers that did not
// change and of the earlier texts of the others. What the rules find in the headers now
// and did not find then, the range caused, wherever it stands: a column that lost its
// last document, a policy without its interpretation. A document whose state became
// another one, as by a repeal, counts for those that name it.
func (sc *scope) compare(ctx context.Context, s *Site, items []catalogue.Item, now []diag.Diagnostic) error {
	if sc == nil || !sc.published() {
		return nil
	}
	was, err := sc.before(s, items)
	if err != nil {
		return err
	}
	count := map[finding]int{}
	for i := range now {
		count[findingOf(&now[i])]++
	}
	ds := was.link(was.items)
	was.whole = s.whole // else the mending of an error would bring up old debts
	found, err := was.inspectHeaders(ctx)
	if err != nil {
		return err
	}
	for _, d := range append(ds, found...) {
		count[findingOf(&d)]--
	}
	sc.fresh = count
	return sc.follow(ctx, s, was.Catalogue)
}

// published says whether anything changed but templates.
func (sc *scope) published() bool {
	for file := range sc.changed {
		if !strings.HasPrefix(file, "layouts/") {
			return true
		}
	}
	return false
}

// earlier is a site as it was, without texts.
type earlier struct {
	*Site
	items []catalogue.Item
}

// before takes the change back, in the headers and among the files.
func (sc *scope) before(s *Site, items []catalogue.Item) (earlier, error) {
	was := earlier{Site: &Site{Config: s.Config, Theme: s.Theme, Today: s.Today, src: s.src, opt: s.opt, files: maps.Clone(s.files)}}
	was.nowhere = true
	was.static = slices.DeleteFunc(slices.Clone(s.static), func(file string) bool { return sc.isChanged(file) && !sc.changes.Had(file) })
	for _, item := range items {
		if !sc.isChanged(pathOf(&item)) {
			was.items = append(was.items, item)
		}
	}
	r := catalogue.NewReader(s.Config)
	for _, file := range slices.Sorted(maps.Keys(sc.changed)) {
		had := sc.changes.Had(file)
		switch document := path.Ext(file) == ".md" && strings.HasPrefix(file, "content/"); {
		case document && had:
			text, err := sc.changes.Old(file)
			if err != nil {
				return was, err
			}
			was.items = append(was.items, itemOf(r, file, text))
		case !document && had && !sc.changed[file]:
			was.files[file] = 1 // its size: none that a rule looks at
			if strings.HasPrefix(file, "static/") {
				was.static = append(was.static, file)
			}
		case !document && !had:
			delete(was.files, file)
		}
	}
	slices.SortFunc(was.items, func(a, b catalogue.Item) int { return strings.Compare(pathOf(&a), pathOf(&b)) })
	slices.Sort(was.static)
	return was, nil
}

func (sc *scope) isChanged(file string) bool { _, ok := sc.changed[file]; return ok }

func pathOf(item *catalogue.Item) string {
	switch {
	case item.Record != nil:
		return item.Record.Path
	case item.Page != nil:
		return item.Page.Path
	}
	return item.Broken
}

// follow finds the unchanged documents whose state the range changed, and the files that
// name them.
func (sc *scope) follow(ctx context.Context, s *Site, was *catalogue.Catalogue) error {
	names, own := map[string]bool{}, map[string]bool{}
	for i := range s.Catalogue.Documents {
		d := &s.Catalogue.Documents[i]
		if sc.isChanged(d.Path) {
			continue
		}
		t, _ := was.FindPath(d.Path)
		if t.Document == nil || t.Document.Validity.State != d.Validity.State {
			recordNames(d.Record, names)
			own[d.Path] = true // it says its own name
		}
	}
	list := nameForms(names)
	if len(list) == 0 {
		return nil
	}
	more := newNameFinder(list)
	sc.listed = append(sc.listed, list...)
	sc.names = newNameFinder(sc.listed)
	bufs := make([][]byte, parallel.Workers(0))
	files := textsOf(s.Catalogue)
	return parallel.Each(ctx, 0, len(files), func(worker, i int) error {
		file := files[i]
		if own[file] {
			return nil
		}
		raw, err := s.src.ReadInto(file, bufs[worker])
		if err != nil {
			return err
		}
		bufs[worker] = raw
		if more.in(raw) {
			sc.mu.Lock()
			sc.naming[file] = true
			sc.mu.Unlock()
		}
		return nil
	})
}

// textsOf are the files that have a body.
func textsOf(c *catalogue.Catalogue) (files []string) {
	for _, i := range c.ByPath {
		files = append(files, c.Documents[i].Path)
	}
	for _, p := range c.Pages {
		if p.Path != "" {
			files = append(files, p.Path)
		}
	}
	return files
}

// linkDestination finds where links and images of a text lead.
var linkDestination = regexp.MustCompile(`\]\(\s*<?([^)>"\s]+)`)

// namedFiles are the paths of the files that a text may name, from the site's folder.
func namedFiles(item *catalogue.Item, file string, text []byte) (list []string) {
	add := func(dest string) {
		if to, ok := catalogue.AttachmentPath(file, dest); ok {
			list = append(list, to)
		}
	}
	if item.Record != nil && item.Record.More != nil {
		for _, a := range item.Record.More.Attachments {
			add(a.File)
		}
	}
	for _, m := range linkDestination.FindAllSubmatch(text, -1) {
		if plain, err := url.PathUnescape(string(m[1])); err == nil {
			add(plain)
		}
	}
	return list
}
