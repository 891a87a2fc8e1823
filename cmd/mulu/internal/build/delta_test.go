package build_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/sitetest"
)

// deltaSite is a site of 1,203 documents in three levels of columns, of which more than a
// thousand are in each of the upper two, as the last of them was published.
func deltaSite(t *testing.T) *logged {
	l := newLogged(t)
	l.files[config.FileName] += "\n[[category]]\npath = \"wj/gf/tz\"\nname = \"通知\"\ndescription = \"通知。\"\nowner = \"办公室\"\ncycle = \"长期\"\n"
	for i := 4; i <= 1_203; i++ {
		column := "wj/gf/tz"
		if i%20 == 0 {
			column = "wj"
		}
		l.files[fmt.Sprintf("content/d%05d.md", i)] = deltaDoc(i, fmt.Sprintf("category = %q", column))
	}
	return l
}

// deltaDoc is a document of one of 600 days.
func deltaDoc(i int, more string) string {
	doc := sitetest.Doc(1+i/3, more+"\nclass = \"其他文件\"\ntheme = \"工业、交通\"", fmt.Sprintf("第%d件的正文。", i))
	return strings.NewReplacer(fmt.Sprintf("文件%d\"", 1+i/3), fmt.Sprintf("文件%d\"", i), sitetest.Index(1+i/3), sitetest.Index(i)).Replace(doc)
}

// changes are the files that differ between two publications, counted by kind.
func changes(old, new *publish.Manifest) map[string]int {
	n := map[string]int{}
	for c := range publish.Diff(old, new) {
		n[deltaKind(c.Path)]++
		n["all"]++
	}
	return n
}

func deltaKind(at string) string {
	dir, _, _ := strings.Cut(strings.TrimPrefix(at, "data/"), "/")
	switch {
	case strings.HasSuffix(at, "feed.xml"), strings.HasSuffix(at, "feed.json"):
		return "feed"
	case strings.HasPrefix(at, "data/log"), strings.HasPrefix(at, "data/record"), strings.HasPrefix(at, "log"):
		return "log"
	case strings.HasPrefix(at, "data/") && slices.Contains([]string{"all", "category", "issuer"}, dir):
		return "export"
	case strings.HasPrefix(at, "data/search"):
		return "search"
	case strings.HasPrefix(at, "doc/"):
		return "document"
	case strings.Contains(at, "/") && strings.HasSuffix(at, ".html"):
		return "list"
	}
	return at
}

// One document more, and one that lapses, change few files: those that show it and those that
// count it. What stands here may become less; whoever makes it more says why.
func TestDelta(t *testing.T) {
	sitetest.Heavy(t, "a thousand documents, three times")
	l := deltaSite(t)
	l.files["content/d00304.md"] = deltaDoc(304, "category = \"wj/gf/tz\"\nexpires = 2026-10-30")
	l.publish("2026-11-22", "")
	first := kept(t, l.out)
	l.files["content/d01204.md"] = deltaDoc(1_204, `category = "wj/gf/tz"`)
	l.publish("2026-11-22", "")
	second := kept(t, l.out)
	l.files["content/d00301.md"] = deltaDoc(301, "category = \"wj/gf/tz\"\nexpires = 2026-10-31")
	l.publish("2026-11-22", "")
	third := kept(t, l.out)
	for _, tt := range []struct {
		name     string
		old, new *publish.Manifest
		want     map[string]int
	}{
		{"one document more", first, second, map[string]int{"all": 63, "data/2026-1.json": 1, "data/exports.json": 1, "data/index.json": 1, "data/states-2026-1.json": 1, "document": 4, "export": 8,
			"feed": 12, "index.html": 1, "list": 11, "log": 4, "search": 17, "sitemap-2026-1.xml": 1, "statistics.html": 1}},
		{"a changed validity", second, third, map[string]int{"all": 40, "calendar.ics": 1, "data/states-2025-1.json": 1, "document": 4, "export": 8, "feed": 8, "index.html": 1,
			"list": 8, "log": 4, "search": 3, "sitemap-2025-1.xml": 1, "statistics.html": 1}},
	} {
		if got := changes(tt.old, tt.new); !maps.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
