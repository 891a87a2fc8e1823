// Package styleguide makes the style guide of a site's theme: a page with every part of
// the templates in each of its states, the colours with their measured contrast, the
// scales of type and spacing, and a page of each kind, all of them with the site's own
// templates, style sheet, colour, name and language, filled with samples. It is for who
// designs, and is no part of the site: it has a folder of its own.
//
// It promises that nothing is drawn twice: parts and pages are made by the templates that
// make the site's, from the structs of package render; bodies by the converter; what
// search shows by the theme's own scripts, which get their answers from samples.
package styleguide

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"strings"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/markdown"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/source"
	"mulu/cmd/mulu/internal/texts"
)

var (
	//go:embed guide.html
	guideTemplate []byte
	//go:embed guide.css
	guideStyle []byte
	//go:embed engine.js
	engine []byte
	//go:embed body.md
	body []byte
)

// The guide's own files, beside those of a site's theme.
const (
	templateName = "styleguide.html"
	styleName    = "styleguide.css"
	answersName  = "styleguide-answers.json"
)

// Generator is how the manifest of a guide's folder begins to name its maker.
const Generator = "mulu styleguide"

// Write makes the guide of a site's theme in a folder. With an error among the
// diagnostics nothing was written. A folder with anything else than a guide is refused,
// a site's output above all: it would be replaced.
func Write(ctx context.Context, src *source.Site, o build.Options, out publish.Options) (publish.Result, []diag.Diagnostic, error) {
	files, ds, err := Files(src, o)
	if err != nil || files == nil {
		return publish.Result{}, ds, err
	}
	if m, err := publish.ReadManifest(out.Dir); err == nil && !strings.HasPrefix(m.Generator, Generator) {
		return publish.Result{}, ds, fmt.Errorf("%w：%s 里是已发布的网站，样式指南要放在别的文件夹里", publish.ErrRefused, out.Dir)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return publish.Result{}, ds, err
	}
	stage, err := publish.Begin(ctx, out)
	if err != nil {
		return publish.Result{}, ds, err
	}
	// After Commit it does nothing; its error would hide the one that matters.
	defer func() { _ = stage.Abort() }()
	for _, f := range files {
		if err := stage.Write(f.Path, f.Data); err != nil {
			return publish.Result{}, ds, err
		}
	}
	result, err := stage.Commit(ctx)
	return result, ds, err
}

// Files makes the files of the guide; none when there is an error among the diagnostics.
func Files(src *source.Site, o build.Options) ([]render.AssetFile, []diag.Diagnostic, error) {
	design, ds, err := build.LoadDesign(src, o,
		[]render.File{{Name: templateName, Data: guideTemplate}},
		[]render.File{{Name: "js/search-engine.js", Data: engine}})
	if err != nil || design == nil {
		return nil, ds, err
	}
	g := newGuide(design)
	if err := g.pages(); err != nil {
		return nil, ds, err
	}
	return append(g.files, design.Theme.Assets...), ds, nil
}

// guide is a guide on its way.
type guide struct {
	*build.Design
	*texts.Table
	mark  template.HTMLAttr // of content, as render.Link.Lang
	body  markdown.Result
	files []render.AssetFile
}

func newGuide(d *build.Design) *guide {
	g := &guide{Design: d, Table: d.Theme.Texts, mark: render.LanguagesOf(d.Config).Mark()}
	var words *texts.Table // nil is Simplified Chinese
	if name := texts.Find(d.Config.Content, nil); name != "" {
		words, _ = texts.Open(name, nil) // a built-in table has no faults
	}
	markdown.New(markdown.Options{Texts: words}).Convert("body.md", body, 1, nil, &g.body)
	return g
}

// view is what the guide's own page shows.
type view struct {
	render.Shell
	Modes    []string
	Pairs    []pair
	Steps    []string // of type: step--1
	Spaces   []string
	States   []render.Summary
	Body     template.HTML
	Parts    []shownPart
	Searches []render.Link
	Pages    []render.Link
}

// pages makes all files but the theme's.
func (g *guide) pages() error {
	parts, err := g.showParts()
	if err != nil {
		return err
	}
	sheet := readSheet(string(g.Theme.Style()))
	pairs, swatches := sheet.pairs()
	v := view{Shell: g.shell("styleguide", "index.html", g.Text("guide.title")), Modes: g.modes(), Pairs: pairs, Steps: sheet.scale("--step-"),
		Spaces: sheet.scale("--space-"), States: g.states(), Body: template.HTML(g.body.HTML), Parts: parts, Searches: g.searches(), Pages: g.navigation()}
	if err := g.add("index.html", templateName, &v); err != nil {
		return err
	}
	for _, p := range g.specimens() {
		if err := g.add(p.at, p.template, p.view); err != nil {
			return err
		}
	}
	answers, err := json.Marshal(g.answers())
	if err != nil {
		return err
	}
	g.files = append(g.files, render.AssetFile{Path: answersName, Data: answers},
		render.AssetFile{Path: styleName, Data: append(append([]byte{}, guideStyle...), swatches+sheet.samples()...)},
		render.AssetFile{Path: "robots.txt", Data: []byte("User-agent: *\nDisallow: /\n")})
	return nil
}

func (g *guide) add(at, name string, v any) error {
	data, err := g.Theme.Append(nil, name, v)
	if err != nil {
		return fmt.Errorf("make %s: %w", at, err)
	}
	g.files = append(g.files, render.AssetFile{Path: at, Data: data})
	return nil
}

// shell is a page's shell whose navigation leads through the guide.
func (g *guide) shell(kind, at, title string) render.Shell {
	s := g.Renderer.Shell(kind, at, title)
	s.Canonical, s.Feeds, s.Versions = "", nil, nil // the guide has none
	s.Navigation = g.navigation()
	for i := range s.Navigation {
		s.Navigation[i].Current = s.Navigation[i].URL == at
	}
	if at != "index.html" {
		s.Crumbs = append(s.Crumbs, render.Link{Name: title, URL: at, Current: true})
	}
	return s
}

// content is a link whose name is in the documents' language.
func (g *guide) content(name, url string) render.Link {
	return render.Link{Name: name, Lang: g.mark, URL: url}
}

// own is a sample of what documents say, marked where the interface is in another language.
func (g *guide) own(s string) template.HTML {
	text := template.HTML(template.HTMLEscapeString(s))
	if g.mark == "" {
		return text
	}
	return "<span" + template.HTML(g.mark) + ">" + text + "</span>"
}

// phrase is a text of the interface about things that documents name.
func (g *guide) phrase(key string, names ...string) template.HTML {
	places := make([]any, len(names)) // noncharacters, which no text has
	for i := range names {
		places[i] = string(rune('\ufdd0' + i))
	}
	text := template.HTMLEscapeString(g.Text(key, places...))
	for i, name := range names {
		text = strings.Replace(text, places[i].(string), string(g.own(name)), 1)
	}
	return template.HTML(text)
}

// day is a day as people read it.
func (g *guide) day(year, month, day int) string { return g.Date(year, month, day) }
