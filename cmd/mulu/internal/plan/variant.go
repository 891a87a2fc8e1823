package plan

import (
	"slices"
	"strings"
)

// A variant is a page that a program puts into another script. It stands in a folder
// named by the script's language tag, at the page's own address below it, so that links
// from page to page are the same in all variants.

// HasVariants says whether pages of a kind have variants: those that readers read. What
// stands at an old address or in place of a withdrawn document has none, nor has 404.html,
// which is shown at any address, nor the view of any day, which a script fills with data
// in the original's script.
func (k Kind) HasVariants() bool {
	return slices.Contains([]Kind{Home, Document, ListPage, ContentPage, Comparison, SiteMap, Search, AsOf, Data, Statistics, Subscribe, Log, LogPart}, k)
}

// Variants are the variants of a page, as the site's settings say. Fixed does not list
// them.
func (p *Plan) Variants(e Entry) []Entry {
	if !e.Kind.HasVariants() || e.Variant != "" {
		return nil
	}
	var es []Entry
	for _, tag := range p.Config.Site.Variants {
		v := e
		v.Path, v.Variant = VariantPath(tag, e.Path), tag
		es = append(es, v)
	}
	return es
}

// VariantPath is the address of a page's variant.
func VariantPath(tag, at string) string { return tag + "/" + at }

// Original is the page that an entry is a variant of; others are their own.
func (e Entry) Original() Entry {
	if e.Variant != "" {
		e.Path = strings.TrimPrefix(e.Path, e.Variant+"/")
		e.Variant = ""
	}
	return e
}

// variantAt finds the variant of a page at an address.
func (p *Plan) variantAt(at string) (Entry, bool) {
	tag, rest, _ := strings.Cut(at, "/")
	if !slices.Contains(p.Config.Site.Variants, tag) {
		return Entry{}, false
	}
	e, ok := p.Lookup(rest)
	if !ok || !e.Kind.HasVariants() || e.Variant != "" {
		return Entry{}, false
	}
	e.Path, e.Variant = at, tag
	return e, true
}
