package serve

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/cache"
	"mulu/cmd/mulu/internal/sitetest"
)

// A later run begins with what the cache has, and shows what the files have as soon as it
// has looked at them.
func TestCache(t *testing.T) {
	dir, before := t.TempDir(), time.Now().Add(-time.Hour)
	files := sitetest.Docs(1000)
	run := func(change func(site string)) *running {
		return start(t, files, func(o *Options) {
			o.Cache = cache.At(dir)
			names, err := filepath.Glob(filepath.Join(o.Source, "content/*.md"))
			for _, name := range names {
				if err == nil {
					err = os.Chtimes(name, before, before)
				}
			}
			if err != nil {
				t.Fatal(err)
			}
			change(o.Source)
		})
	}
	r := run(func(string) {})
	r.until("/xxgk/", "the cache is there", func(int, string) bool {
		names, _ := filepath.Glob(filepath.Join(dir, "headers-*"))
		return len(names) == 16
	})
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	text := []byte(strings.Replace(sitetest.Doc(1000, "", "正文"), "文件1000", "文件9009", 1))
	r = run(func(site string) {
		name := filepath.Join(site, "content/d01000.md")
		r.must(os.WriteFile(name, text, 0o644))
		r.must(os.Chtimes(name, before, before))
	})
	if _, _, body := r.get("/xxgk/"); !strings.Contains(body, "文件1000") {
		t.Error("the header that is in the cache was not taken over")
	}
	r.untilHolds("/xxgk/", "文件9009")
}
