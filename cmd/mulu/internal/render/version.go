package render

import (
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/plan"
)

// hasVersions are the kinds of pages, as Shell.Kind has them, that have variants.
var hasVersions = map[string]bool{"home": true, "document": true, "list": true, "page": true, "sitemap": true, "data": true, "statistics": true, "search": true, "asof": true, "subscribe": true, "log": true, "comparison": true}

// canonical is the whole address of the page that is made. A variant is its own: search
// engines that take it for a copy would never show it to readers of its script.
func (r *Renderer) canonical(at string) string {
	if tag := r.theme.langs.Variant; tag != "" {
		at = plan.VariantPath(tag, at)
	}
	return r.plan.Canonical(at)
}

// versions are a page and its variants; none where there is no choice.
func (r *Renderer) versions(vs []Version, kind, at string) []Version {
	tags := r.cfg.Site.Variants
	if len(tags) == 0 || !hasVersions[kind] {
		return vs
	}
	here := r.theme.langs.Variant
	up := "" // from the root of the script to that of the site
	if here != "" {
		up = "../"
	}
	vs = append(vs, Version{Script: config.Original, URL: up + at, Address: r.plan.Canonical(at), Current: here == ""})
	for _, tag := range tags {
		s, _ := config.ScriptOf(tag)
		there := plan.VariantPath(tag, at)
		vs = append(vs, Version{Script: s, URL: up + there, Address: r.plan.Canonical(there), Current: here == tag})
	}
	return vs
}
