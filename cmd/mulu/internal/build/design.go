package build

import (
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/source"
)

// Design is how a site looks, without what it holds: its settings and its theme, and a
// renderer of pages that are in no catalogue.
type Design struct {
	Config   *config.Config
	Theme    *render.Theme
	Renderer *render.Renderer
}

// LoadDesign reads a site's settings, templates, texts and assets, and none of its
// documents. More templates and assets may be given, which stand in place of the site's.
// The design is nil when there is an error among the diagnostics.
func LoadDesign(src *source.Site, opt Options, templates, assets []render.File) (*Design, []diag.Diagnostic, error) {
	var l Loader
	ds, err := l.loadSettings(src, &opt)
	c := l.settings.config
	if err != nil || c == nil {
		return nil, ds, err
	}
	c.Search.Enabled = true // a design has all parts, whether the site shows them or not
	files, err := list(src)
	ds = append(ds, files.diags...)
	if err != nil {
		return nil, ds, err
	}
	own := make([]render.File, len(files.own))
	for i, f := range files.own {
		if own[i], err = readOwn(src, f); err != nil {
			return nil, ds, err
		}
	}
	theme, more := render.NewTheme(render.LanguagesOf(c), append(slices.Clone(own[:files.templates]), templates...), append(own[files.templates:], assets...))
	if ds = append(ds, more...); theme == nil || diag.Count(ds).Errors > 0 {
		return nil, ds, nil
	}
	cat, _ := catalogue.New(c, nil, catalogue.Options{Today: today(&opt, c)})
	p, _ := plan.New(cat, nil) // of nothing there is nothing to report
	return &Design{Config: c, Theme: theme, Renderer: render.New(p, theme, nil, nil)}, ds, nil
}
