package hosting

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/publish"
)

func TestUpload(t *testing.T) {
	s := siteOf(t, sub, "")
	u := s.Upload([]publish.Change{
		{Path: "assets/b.2.css", Kind: publish.Added, New: 5}, {Path: "data/search/x-2.json", Kind: publish.Added, New: 7},
		{Path: "doc/2/x.pdf", Kind: publish.Added, New: 11}, {Path: "fj/plan.svg", Kind: publish.Changed, New: 3},
		{Path: "doc/2.html", Kind: publish.Added, New: 13}, {Path: "doc/3.html", Kind: publish.Changed, New: 13},
		{Path: "data/search.json", Kind: publish.Changed, New: 2}, {Path: "wj/index.html", Kind: publish.Changed, New: 2}, {Path: "index.html", Kind: publish.Changed, New: 2},
		{Path: "manifest.json", Kind: publish.Changed},
		{Path: "doc/1.html", Kind: publish.Removed, Old: 9}, {Path: "assets/a.1.css", Kind: publish.Removed, Old: 9},
	})
	dir := t.TempDir()
	to, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	if err := u.Write(to); err != nil {
		t.Fatal(err)
	}
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
		}
		return string(data)
	}
	for name, want := range map[string]string{
		"1-hashed-01.txt": "assets/b.2.css\n", "1-hashed-02.txt": "data/search/x-2.json\n", "2-data-01.txt": "doc/2/x.pdf\n", "2-data-02.txt": "fj/plan.svg\n",
		"3-pages-01.txt": "doc/2.html\ndoc/3.html\n", "4-entries-01.txt": "data/search.json\n", "4-entries-02.txt": "wj/index.html\n", "4-entries-03.txt": "index.html\n",
		"5-manifest-01.txt": "manifest.json\n", "6-delete.txt": "doc/1.html\nassets/a.1.css\n",
		// What is new was at no CDN; what is gone must not stay there.
		"purge.txt": purged("", "assets/a.1.css", "data/search.json", "doc/1.html", "doc/3.html", "fj/plan.svg", "index.html", "manifest.json", "wj/", "wj/index.html"),
	} {
		if got := read(name); got != want {
			t.Errorf("%s is %q, not %q", name, got, want)
		}
	}
	script := read("upload.sh")
	at := -1
	for _, l := range []string{"1-hashed-01", "1-hashed-02", "2-data-01", "2-data-02", "3-pages-01", "4-entries-01", "4-entries-02", "4-entries-03", "5-manifest-01", "rclone delete"} {
		next := strings.Index(script, l)
		if next <= at {
			t.Errorf("%s is not in its place:\n%s", l, script)
		}
		at = next
	}
	for _, want := range []string{`--header-upload "Content-Type: image/svg+xml" --header-upload "Cache-Control: public, max-age=300" --header-upload "Content-Disposition: attachment"`,
		`4-entries-01.txt" --no-traverse --ignore-times --header-upload "Content-Type: application/json; charset=utf-8" --header-upload "Cache-Control: no-cache"`} {
		if !strings.Contains(script, want) {
			t.Errorf("the script has no %s\n%s", want, script)
		}
	}
	var plan Upload
	if err := json.Unmarshal([]byte(read("plan.json")), &plan); err != nil || len(plan.Lists) != 9 || plan.Lists[4].Bytes != 26 || plan.Lists[4].Files != 2 || !slices.Equal(plan.Purge, u.Purge) {
		t.Errorf("%+v, %v", plan, err)
	}
}

func purged(names ...string) (text string) {
	for _, name := range names {
		text += sub + name + "\n"
	}
	return text
}

// A first upload purges nothing, and one of nothing says so.
func TestUploadOfNothing(t *testing.T) {
	s := siteOf(t, sub, "")
	if u := s.Upload([]publish.Change{{Path: "index.html", Kind: publish.Added}}); len(u.Purge) > 0 || strings.Contains(string(u.script()), "rclone delete") {
		t.Errorf("%+v", u)
	}
	if u := s.Upload(nil); len(u.Lists) > 0 || strings.Contains(string(u.script()), "rclone copy") {
		t.Errorf("%+v", u)
	}
}
