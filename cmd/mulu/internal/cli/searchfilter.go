package cli

import (
	"context"
	"slices"

	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/search/query"
	"mulu/cmd/mulu/internal/tree"
)

// filter is a flag that narrows the documents down by a facet.
type filter struct {
	flag, usage string
	values      *[]string
	counts      func(*query.Facets) []query.FacetCount
	// known gives the name of a value that is one whether documents have it or not, so
	// that scripts get the same status every day; nil when only documents tell.
	known func(string) (name string, ok bool)
}

// filters are the flags for the facets, with their values in f.
func filters(f *query.Filters) []filter {
	return []filter{
		{"category", "只要这个`栏目`和它的下级，写路径或名称；可以写几次", &f.Category, func(c *query.Facets) []query.FacetCount { return c.Category }, nil},
		{"issuer", "只要这个发布`机构`；可以写几次", &f.Issuer, func(c *query.Facets) []query.FacetCount { return c.Issuer }, nil},
		{"year", "只要发布日期在这一`年`的；可以写几次", &f.Year, func(c *query.Facets) []query.FacetCount { return c.Year }, isYear},
		{"state", "只要这种有效性`状态`，如 有效；可以写几次", &f.State, func(c *query.Facets) []query.FacetCount { return c.State }, stateName},
		{"theme", "只要这个`主题`分类；可以写几次", &f.Theme, func(c *query.Facets) []query.FacetCount { return c.Theme }, themeName},
		{"genre", "只要这种`体裁`；可以写几次", &f.Genre, func(c *query.Facets) []query.FacetCount { return c.Genre }, genreName},
		{"five", "只要五公开的这一`类`，如 决策公开；可以写几次", &f.Five, func(c *query.Facets) []query.FacetCount { return c.Five }, fiveName},
	}
}

// resolveFilters turns the names of values into their keys.
func resolveFilters(ctx context.Context, index *query.Index, f *query.Filters) error {
	var facets *query.Facets
	for _, filter := range filters(f) {
		if len(*filter.values) == 0 {
			continue
		}
		if facets == nil {
			all, err := index.Facets(ctx, query.Request{})
			if err != nil {
				return err
			}
			facets = &all
		}
		var keys []string
		for _, v := range *filter.values {
			found, err := filter.keys(facets, v)
			if err != nil {
				return err
			}
			keys = append(keys, found...)
		}
		*filter.values = keys
	}
	return nil
}

// keys are the keys of the values with a key or a name.
func (f *filter) keys(facets *query.Facets, name string) (keys []string, err error) {
	var names []string
	for _, c := range f.counts(facets) {
		if c.Key == name {
			return []string{name}, nil
		}
		if c.Label == name {
			keys = append(keys, c.Key)
		}
		names = append(names, c.Key, c.Label)
	}
	if keys != nil {
		return keys, nil
	}
	if f.known != nil {
		switch usual, ok := f.known(name); {
		case ok && usual != name:
			return f.keys(facets, usual)
		case ok:
			return []string{name}, nil // of no document
		}
	}
	if near := tree.Nearest(name, names); near != "" {
		return nil, usagef("选项 --%s：没有文件属于“%s”，是不是“%s”？", f.flag, name, near)
	}
	return nil, usagef("选项 --%s：没有文件属于“%s”", f.flag, name)
}

func isYear(s string) (string, bool) {
	_, err := official.ParseDate(s + "-01-01")
	return s, err == nil
}

func stateName(s string) (string, bool) {
	if v, ok := official.ParseValidity(s); ok {
		return v.String(), true
	}
	i := slices.IndexFunc(official.Validities(), func(label string) bool {
		v, _ := official.ParseValidity(label)
		return v.Slug() == s
	})
	if i < 0 {
		return "", false
	}
	return official.Validities()[i], true
}

func themeName(s string) (string, bool) {
	code, ok := official.ThemeCode(s)
	if !ok {
		return "", false
	}
	return official.ThemeName(code)
}

func genreName(s string) (string, bool) {
	g, ok := official.ParseGenre(s)
	return g.String(), ok
}

func fiveName(s string) (string, bool) {
	v, ok := official.ParseFiveDisclosure(s)
	return v.String(), ok
}
