package config

import (
	"slices"
	"strings"
)

// Search says what readers can search and how answers are ordered.
type Search struct {
	// Enabled says that the site can be searched; true when absent. A site that cannot has
	// neither an index nor a search page, and no page of it loads or links anything of
	// search: readers browse.
	Enabled bool `toml:"enabled"`
	// Attachments are the types of attachments whose text is searched, as docx; none
	// when absent, for their text costs readers and the build most.
	Attachments []string      `toml:"attachments"`
	Pinyin      bool          `toml:"pinyin"` // titles and issuers are found by pinyin; true when absent
	Weights     SearchWeights `toml:"weights"`
	Aliases     []SearchAlias `toml:"alias"`
	Sites       []SearchSite  `toml:"site"`
}

// SearchWeights are the weights of a query's words by where they stand, from 1 to
// 1000. Package query explains how they are used.
type SearchWeights struct {
	Title    int `toml:"title"`    // in the title; 8 when absent
	Meta     int `toml:"meta"`     // in numbers, issuer, keywords, names of attachments; 4 when absent
	Body     int `toml:"body"`     // elsewhere; 1 when absent
	Coverage int `toml:"coverage"` // how much of the title the query is; 10 when absent
}

// SearchAlias is a short or popular name that readers type for a longer one. Both are
// read as queries are: script, width, case, spaces and punctuation mean nothing.
type SearchAlias struct {
	Word  string `toml:"word"`
	Means string `toml:"means"`
}

// SearchSite is another catalogue that is searched together with this one.
type SearchSite struct {
	Name string `toml:"name"`
	// URL is that of its data/search.json; in the file also that of its home page, with
	// / at the end.
	URL string `toml:"url"`
}

// defaultSearch stands for what config.toml does not say. It is there before the file
// is read, so that a 0 in the file is a mistake and not a default.
func defaultSearch() Search {
	return Search{Enabled: true, Pinyin: true, Weights: SearchWeights{Title: 8, Meta: 4, Body: 1, Coverage: 10}}
}

// SearchEntry is the file that a site's search begins with, from its root.
const SearchEntry = "data/search.json"

// AttachmentTypes are the types of attachments whose text can be searched.
var AttachmentTypes = []string{"txt", "csv", "docx", "xlsx", "pdf"}

// Reads says whether the text of attachments of a type is searched. ext is with its
// dot.
func (s *Search) Reads(ext string) bool {
	return s.Enabled && slices.Contains(s.Attachments, strings.ToLower(strings.TrimPrefix(ext, ".")))
}
