package config

import (
	"slices"
	"strings"
)

// Search says what readers can search and how answers are ordered.
type Search struct {
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

// SearchAlias is a short or popular name that readers type for a longer one.
type SearchAlias struct {
	Word  string `toml:"word"`
	Means string `toml:"means"`
}

// SearchSite is another catalogue that is searched together with this one.
type SearchSite struct {
	Name string `toml:"name"`
	URL  string `toml:"url"` // of its data/search.json, or of its home page, ending in /
}

// SearchEntry is the file that a site's search begins with, from its root.
const SearchEntry = "data/search.json"

// AttachmentTypes are the types of attachments whose text can be searched.
var AttachmentTypes = []string{"txt", "csv", "docx", "xlsx", "pdf"}

func (s *Search) setDefaults() {
	setDefault(&s.Weights.Title, 8)
	setDefault(&s.Weights.Meta, 4)
	setDefault(&s.Weights.Body, 1)
	setDefault(&s.Weights.Coverage, 10)
}

// Reads says whether the text of attachments of a type is searched. ext is with its
// dot.
func (s *Search) Reads(ext string) bool {
	return slices.Contains(s.Attachments, strings.ToLower(strings.TrimPrefix(ext, ".")))
}

// Origins are the other hosts that a page must be allowed to read from, each once.
func (s *Search) Origins() []string {
	var origins []string
	for _, site := range s.Sites {
		scheme, rest, _ := strings.Cut(site.URL, "://")
		host, _, _ := strings.Cut(rest, "/")
		if o := scheme + "://" + host; !slices.Contains(origins, o) {
			origins = append(origins, o)
		}
	}
	return origins
}

func (l *loader) checkSearch() {
	s := &l.c.Search
	for i, t := range s.Attachments {
		if !slices.Contains(AttachmentTypes, t) {
			l.report(hintNear(ruleValue.At(l.file, l.at("search", "attachments", i), "不能检索 %q 类附件的文字", t).WithHint("可选：%s", strings.Join(AttachmentTypes, "、")), t, AttachmentTypes))
		}
	}
	for _, w := range [...]struct {
		key   string
		value int
	}{{"title", s.Weights.Title}, {"meta", s.Weights.Meta}, {"body", s.Weights.Body}, {"coverage", s.Weights.Coverage}} {
		if w.value < 1 || w.value > 1000 {
			l.report(ruleValue.At(l.file, l.at("search", "weights", w.key), "search.weights.%s 的值 %d 应在1到1000之间", w.key, w.value))
		}
	}
	l.checkAliases()
	l.checkSearchSites()
}

func (l *loader) checkAliases() {
	seen := map[string]bool{}
	for i, a := range l.c.Search.Aliases {
		switch {
		case strings.TrimSpace(a.Word) == "" || strings.TrimSpace(a.Means) == "":
			l.report(ruleMissing.At(l.file, l.at("search", "alias", i), "检索的简称要写 word（简称）和 means（全称）"))
		case seen[a.Word]:
			l.report(ruleDuplicate.At(l.file, l.at("search", "alias", i, "word"), "简称 %q 已经登记过", a.Word))
		}
		seen[a.Word] = true
	}
}

func (l *loader) checkSearchSites() {
	seen := map[string]bool{}
	for i := range l.c.Search.Sites {
		s := &l.c.Search.Sites[i]
		if s.Name == "" || s.URL == "" {
			l.report(ruleMissing.At(l.file, l.at("search", "site", i), "一并检索的网站要写 name 和 url"))
			continue
		}
		if !isWebAddress(s.URL) || !strings.HasSuffix(s.URL, "/") && !strings.HasSuffix(s.URL, ".json") {
			l.report(ruleValue.At(l.file, l.at("search", "site", i, "url"), "%q 不是目录的网址", s.URL).WithHint("应以 https:// 开头、以 / 结尾，例如 https://www.example.gov.cn/xxgk/"))
			continue
		}
		if strings.HasSuffix(s.URL, "/") {
			s.URL += SearchEntry
		}
		if seen[s.URL] {
			l.report(ruleDuplicate.At(l.file, l.at("search", "site", i, "url"), "网站 %s 已经登记过", s.URL))
		}
		seen[s.URL] = true
	}
}
