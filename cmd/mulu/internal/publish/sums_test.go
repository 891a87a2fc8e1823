package publish

import (
	"os"
	"path/filepath"
	"testing"
)

// TestSums: what was published fits, and nothing else; where a build in place was killed, what it
// brought and what it replaces.
func TestSums(t *testing.T) {
	o := Options{Dir: filepath.Join(memoryDir(t), "public"), InPlace: true}
	sums := func() *Sums {
		t.Helper()
		s, err := SumsAt(o.Dir, "data/")
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	if s := sums(); s.Has("data/a.json") || s.Fits("data/a.json", nil) {
		t.Error("a file of no site fits")
	}
	build(t, o, site{"data/a.json": "1", "data/b.json": "", "database.json": "x", "z.json": "z"})
	s := sums()
	for name, text := range map[string]string{"data/a.json": "1", "data/b.json": ""} {
		if !s.Has(name) || !s.Fits(name, []byte(text)) || s.Fits(name, []byte(text+"2")) {
			t.Errorf("%s does not fit, or what it is not", name)
		}
	}
	if s.Has("z.json") || s.Fits("database.json", []byte("x")) || s.Has(ManifestName) {
		t.Error("files of other folders")
	}
	killed := filepath.Join(o.Dir, stagePrefix+"7")
	was, err := os.ReadFile(filepath.Join(o.Dir, ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(killed, oldManifest), string(was))
	other := Options{Dir: filepath.Join(memoryDir(t), "public")}
	build(t, other, site{"data/a.json": "2"})
	if err := os.Rename(filepath.Join(other.Dir, ManifestName), filepath.Join(killed, ManifestName)); err != nil {
		t.Fatal(err)
	}
	drop(t, filepath.Join(o.Dir, ManifestName))
	s = sums()
	for text, want := range map[string]bool{"1": true, "2": true, "3": false} {
		if s.Fits("data/a.json", []byte(text)) != want {
			t.Errorf("in a mixture %q fits: %v", text, !want)
		}
	}
	var none *Sums
	if none.Has("a") || !none.Fits("a", nil) {
		t.Error("of nil something is known")
	}
}
