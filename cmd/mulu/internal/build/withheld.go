package build

import (
	"context"
	"path"
	"strings"
	"sync"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/parallel"
)

var ruleWithheld = diag.Rule{Code: "static-withheld", Severity: diag.Notice, Title: "static 中的文件没有发布",
	Explain: "这个文件只在不公开的文件（草稿、依申请公开、不予公开、已撤回）中提到，随它们一起不公开。static 中的其他文件照常发布。",
	Source:  "政府信息公开条例第十三条至第十七条", Repair: "需要公开时，在公开的文件中链接它；不需要时移出 static。",
	Examples: []diag.Example{{Wrong: "static/fj/草案.pdf（只在 draft = true 的文件中链接）", Right: "在公开的文件中链接 /fj/草案.pdf，或者移出 static"}}}

// staticNames is a set of static files, by their path from the site's folder in lower
// case: case must not tell a hidden file from a public one.
type staticNames map[string]bool

// namesIn adds the static files of known that text names. It looks at every slash,
// not only at links, for a text that is not published is not checked: it may be
// half-written, or too much for the Markdown reader. Static names hold no character
// that text would write otherwise.
func (known staticNames) namesIn(text []byte, add func(name string)) {
	for i, c := range text {
		if c != '/' {
			continue
		}
		end := i + 1
		for end < len(text) && end-i < 1024 && staticByte(text[end]) {
			end++
		}
		name := "static" + path.Clean(strings.ToLower(strings.TrimRight(string(text[i:end]), ".")))
		if known[name] {
			add(name)
		}
	}
}

func staticByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-_./", c) >= 0
}

// withheld finds the static files that only unpublished texts name. What public
// headers and bodies, templates, style sheets and the navigation name is public.
func (p *pass) withheld(ctx context.Context) (staticNames, error) {
	hidden := p.unpublished()
	if len(hidden) == 0 || len(p.static) == 0 {
		return nil, nil
	}
	known, named := staticNames{}, staticNames{}
	for _, name := range p.static {
		known[strings.ToLower(name)] = true
	}
	var mu sync.Mutex
	bufs := make([][]byte, parallel.Workers(0))
	err := parallel.Each(ctx, 0, len(hidden), func(k, i int) error {
		data, err := p.src.ReadInto(hidden[i], bufs[k])
		if err != nil {
			return err
		}
		bufs[k] = data
		known.namesIn(data, func(name string) { mu.Lock(); named[name] = true; mu.Unlock() })
		return nil
	})
	for _, text := range p.designTexts() {
		known.namesIn(text, func(name string) { delete(named, name) })
	}
	for name := range p.openFiles() {
		delete(named, name)
	}
	return named, err
}

// unpublished lists the content files whose text is not published. With one whose
// header cannot be read nothing is.
func (s *Site) unpublished() (files []string) {
	for _, file := range s.seen.paths {
		if t, _ := s.Catalogue.FindPath(file); t.Document == nil && t.Page == nil && !t.Broken {
			files = append(files, file)
		}
	}
	return files
}

// designTexts is the text of the site's own templates and assets, and the navigation.
func (s *Site) designTexts() [][]byte {
	var texts [][]byte
	for _, f := range s.seen.design {
		texts = append(texts, f.Data)
	}
	for _, n := range s.Config.Navigation {
		texts = append(texts, []byte("/"+n.URL))
	}
	return texts
}

// openFiles are the static files that public headers and bodies name.
func (p *pass) openFiles() staticNames {
	open := staticNames{}
	for _, f := range p.named {
		open[strings.ToLower(f.Source)] = true
	}
	for i := range p.Catalogue.Documents {
		d := &p.Catalogue.Documents[i]
		if d.More == nil {
			continue
		}
		for _, a := range d.More.Attachments {
			if file, ok := catalogue.AttachmentPath(d.Path, a.File); ok {
				open[strings.ToLower(file)] = true
			}
		}
	}
	return open
}
