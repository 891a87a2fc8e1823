package build

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
)

// inspectUnused applies the rules to the files of content/ that no header and no body
// names. What unpublished texts name, in whatever way, is left alone: it is not
// published, and will be needed when they are.
func (p *pass) inspectUnused() error {
	list := p.unused()
	if len(list) == 0 {
		return nil
	}
	for _, file := range p.unpublished() {
		data, err := p.src.Read(file)
		if err != nil {
			return err
		}
		list = slices.DeleteFunc(list, func(name string) bool { return bytes.Contains(data, []byte(path.Base(name))) })
	}
	for _, name := range list {
		p.report(p.engine.Unused(&check.File{Path: name, Size: p.Site.files[name]}))
	}
	return nil
}

// unused lists the files of content/ that nothing public names, sorted.
func (p *pass) unused() (list []string) {
	named := map[string]bool{}
	for i := range p.Plan.Files {
		named[p.Plan.Files[i].Source] = true
	}
	for i := range p.named {
		named[p.named[i].Source] = true
	}
	for _, pg := range p.Plan.ContentPages() {
		if file, ok := catalogue.AttachmentPath(pg.Path, pg.Results); ok && pg.Results != "" {
			named[file] = true
		}
	}
	for _, r := range p.reports {
		named[r.File] = true
	}
	for name := range p.Site.files {
		if strings.HasPrefix(name, "content/") && !named[name] && !p.Catalogue.HiddenFile(name) {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}
