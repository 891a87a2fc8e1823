package build

import (
	"context"
	"os"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/cache"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/publish"
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
			all[e.Path] = k.ofFacts(e)
			hashed := k.facts
			k.facts = nil
			if other := k.ofFacts(e); other != all[e.Path] {
				t.Errorf("%s: hashed one by one its facts are others", e.Path)
			}
			k.facts = hashed
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

// Where only bodies were edited the parts of exports are known by the whole catalogue, and
// have the keys that their facts give them; a build after an edited header finds them by those.
func TestExportsAreKnownWithoutFacts(t *testing.T) {
	fs := sitetest.Files{"config.toml": sitetest.Config, "content/1.md": sitetest.Doc(1, "", "第一件。"), "content/2.md": sitetest.Doc(2, "", "第二件。")}
	dir, out, kept := fs.Write(t), t.TempDir()+"/public", cache.At(t.TempDir())
	build := func(edit string) *keeper {
		t.Helper()
		if edit != "" {
			if err := os.WriteFile(dir+"/content/2.md", []byte(edit), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		src, err := source.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer src.Close()
		s, ds, err := Load(context.Background(), src, Options{Date: sitetest.Today, Cache: kept})
		if err != nil {
			t.Fatal(ds, err)
		}
		to := publish.Options{Dir: out}
		r, _, err := s.Publish(context.Background(), to, false)
		if err == nil {
			err = s.Remember(context.Background(), to, false, nil, r)
		}
		if err != nil {
			t.Fatal(err)
		}
		return s.notes.kept
	}
	if first := build(""); first.facts == nil {
		t.Error("the first build knows the parts of exports already")
	}
	body := build(fs["content/2.md"] + "\n更多。\n")
	if body.facts != nil {
		t.Error("facts were hashed though only a body was edited")
	}
	found := 0
	for e := range body.site.Plan.Fixed() {
		if e.Kind != plan.Export {
			continue
		}
		found++
		if key := body.keyOf(0, e); key != body.ofFacts(e) || body.before.Find(key) == nil && e.Format == body.site.Plan.Formats()[0] {
			t.Errorf("%s is not known", e.Path)
		}
	}
	if found == 0 {
		t.Fatal("the site has no exports")
	}
	if header := build(strings.Replace(fs["content/2.md"], "文件2", "文件二", 1)); header.facts == nil {
		t.Error("no facts were hashed though a header was edited")
	}
}
