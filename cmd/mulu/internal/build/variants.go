package build

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/export"
	"mulu/cmd/mulu/internal/feed"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/search/codec"
	"mulu/cmd/mulu/internal/variant"
)

// A variant of the site is all its pages in another script: rendered with the script's
// own texts, then converted. Bodies are read and converted from Markdown once more for
// it, so that the pages of a site with one variant take about twice the time.

// variantSite is what makes the pages of one script.
type variantSite struct {
	tag       string
	theme     *render.Theme
	renderer  *render.Renderer
	converter *variant.Converter
}

// variantsOf makes the themes of a site's variants, or gives those made before.
func (d *design) variantsOf(c *config.Config) (ds []diag.Diagnostic, list []variantSite) {
	for _, tag := range c.Site.Variants {
		if d.variants[tag] == nil {
			theme, more := d.make(render.VariantLanguages(c, tag))
			if ds = append(ds, more...); theme == nil {
				continue
			}
			d.variants[tag] = theme
		}
		list = append(list, variantSite{tag: tag, theme: d.variants[tag]})
	}
	return ds, list
}

// makeRenderers makes what turns entries of the plan into pages and data.
func (s *Site) makeRenderers() {
	s.exporter = export.New(s.Plan, s)
	s.Renderer = s.newRenderer(s.Theme)
	s.feeds = feed.New(s.Plan, s.Theme.ContentTexts())
	for i := range s.variants {
		v := &s.variants[i]
		v.renderer, v.converter = s.newRenderer(v.theme), variant.New(s.Plan)
	}
}

func (s *Site) newRenderer(theme *render.Theme) *render.Renderer {
	r := render.New(s.Plan, theme, s, s)
	r.Results, r.Reports, r.Requests = s.statements, s.reports, s.requests
	return r
}

// Assets are the styles, scripts and images of all pages, each once: themes of different
// languages share most of them.
func (s *Site) Assets() []render.AssetFile {
	all := slices.Clone(s.Theme.Assets)
	known := map[string]bool{}
	for _, a := range all {
		known[a.Path] = true
	}
	for _, v := range s.variants {
		for _, a := range v.theme.Assets {
			if !known[a.Path] {
				known[a.Path] = true
				all = append(all, a)
			}
		}
	}
	return all
}

// variant makes a page in another script. Problems of its body are those of the page
// itself.
func (s *Site) variant(w *render.Worker, e plan.Entry) ([]byte, []diag.Diagnostic, error) {
	i := slices.IndexFunc(s.variants, func(v variantSite) bool { return v.tag == e.Variant })
	if i < 0 {
		return nil, nil, kindError(e)
	}
	page := e.Original()
	data, _, err := s.variants[i].renderer.Page(w, page)
	if err != nil {
		return nil, nil, err
	}
	w.Files, w.Fragments = w.Files[:0], w.Fragments[:0]
	w.Converted = s.variants[i].converter.Page(w.Converted[:0], data, page.Path)
	return w.Converted, nil, nil
}

// variantWorkers are for pages beside those of the pass's own workers, which keep the
// body that was read last.
var variantWorkers = sync.Pool{New: func() any { return new(render.Worker) }}

// writeVariants writes a page in the site's other scripts.
func (p *pass) writeVariants(e plan.Entry) error {
	for _, v := range p.Plan.Variants(e) {
		w := variantWorkers.Get().(*render.Worker)
		data, _, err := p.Bytes(w, v)
		if err == nil {
			err = p.stage.Write(v.Path, data)
		}
		variantWorkers.Put(w)
		if err != nil {
			return err
		}
	}
	return nil
}

// withVariants gives what writes the files of the search index, and for each variant an
// entry of its own: the same index, whose results lead to pages of the variant.
func (s *Site) withVariants(write func(name string, data []byte) error) func(name string, data []byte) error {
	return func(name string, data []byte) error {
		if err := write(name, data); err != nil || name != config.SearchEntry {
			return err
		}
		for _, v := range s.variants {
			var m codec.Manifest
			if err := json.Unmarshal(data, &m); err != nil {
				return fmt.Errorf("make the search entry of %s: %w", v.tag, err)
			}
			m.Files = "../../data/"
			own, err := json.Marshal(m)
			if err == nil {
				err = write(plan.VariantPath(v.tag, name), own)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
}
