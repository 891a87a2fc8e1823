package build

import (
	"context"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/cache"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/source"
)

// exportKeys are the keys of the parts of exports of a site, by their addresses.
func exportKeys(t *testing.T, fs sitetest.Files) map[string]sum {
	t.Helper()
	src, err := source.Open(fs.Write(t))
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	s, _, err := Load(context.Background(), src, Options{Date: sitetest.Today, Cache: cache.At(t.TempDir())})
	if err != nil {
		t.Fatal(err)
	}
	k, err := s.newKeys()
	if err == nil {
		err = k.hashFacts(context.Background())
	}
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]sum{}
	for e := range s.Plan.Fixed() {
		if e.Kind == plan.Export {
			all[e.Path] = k.ofEntry(e)
		}
	}
	return all
}

// A part of an export is known by what it says of its own documents: another title, and the
// validity that an act takes from a document of another column, make it another part; what
// happens elsewhere does not.
func TestExportsAreKnownByTheirDocuments(t *testing.T) {
	fs := sitetest.Files{"config.toml": sitetest.Config,
		"content/1.md": sitetest.Doc(1, "class = \"其他文件\"", "第一件。"), "content/2.md": sitetest.Doc(2, "category = \"wj/gf\"", "第二件。")}
	was := exportKeys(t, fs)
	for name, tt := range map[string]struct{ file, old, new, changed, same string }{
		"title":     {"content/1.md", "文件1", "文件一", "data/category/wj/1.csv", "data/category/wj/gf/1.csv"},
		"body":      {"content/2.md", "第二件", "第二份", "", "data/category/wj/gf/1.csv"},
		"relations": {"content/2.md", "category = \"wj/gf\"", "category = \"wj/gf\"\nrepeals = [\"" + sitetest.Index(1) + "\"]", "data/category/wj/1.csv", ""},
	} {
		edited := sitetest.Files{}
		for file, text := range fs {
			edited[file] = text
		}
		if edited[tt.file] = strings.Replace(fs[tt.file], tt.old, tt.new, 1); edited[tt.file] == fs[tt.file] {
			t.Fatalf("%s: %s has no %s", name, tt.file, tt.old)
		}
		now := exportKeys(t, edited)
		if at := tt.changed; at != "" && (was[at] == sum{} || now[at] == was[at]) {
			t.Errorf("%s: %s has the key of before", name, at)
		}
		if at := tt.same; at != "" && (was[at] == sum{} || now[at] != was[at]) {
			t.Errorf("%s: %s has another key", name, at)
		}
	}
}
