package render

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/minified"
)

var update = flag.Bool("update", false, "write the files of package minified")

// minifiedFolder is where these files are, from here.
const minifiedFolder = "../minified/files"

// What package minified knows is what the minifier makes of the built-in theme, and all that
// a site in Chinese needs, with search or without.
func TestMinified(t *testing.T) {
	want := map[string][]byte{}
	anew := &minifier{
		find: func(string, []byte) ([]byte, bool) { return nil, false },
		made: func(name string, short []byte) { want[name] = slices.Clone(short) },
	}
	known := newMinifier()
	known.made = func(name string, _ []byte) {
		if !*update {
			t.Errorf("%s is not known: see the comment of package minified", name)
		}
	}
	for _, noSearch := range []bool{false, true} {
		langs := Languages{Interface: "zh-CN", Content: "zh-CN", NoSearch: noSearch}
		slow, ds := newTheme(langs, nil, nil, anew)
		if len(ds) > 0 {
			t.Fatal(ds)
		}
		fast, ds := newTheme(langs, nil, nil, known)
		if len(ds) > 0 {
			t.Fatal(ds)
		}
		if !slices.EqualFunc(slow.Assets, fast.Assets, func(a, b AssetFile) bool { return a.Path == b.Path && string(a.Data) == string(b.Data) }) {
			t.Error("the assets are not those that the minifier makes")
		}
	}
	if *update {
		writeMinified(t, want)
		return
	}
	names := slices.Sorted(maps.Keys(want))
	if !slices.Equal(minified.Names(), names) {
		t.Errorf("%d files are known and %d are wanted: see the comment of package minified", len(minified.Names()), len(names))
	}
	for name, short := range want {
		if data, err := os.ReadFile(filepath.Join(minifiedFolder, name)); err == nil && string(data) != string(short) {
			t.Errorf("%s is not what the minifier makes", name)
		}
	}
}

func writeMinified(t *testing.T, files map[string][]byte) {
	t.Helper()
	for _, name := range minified.Names() {
		if err := os.Remove(filepath.Join(minifiedFolder, name)); err != nil {
			t.Fatal(err)
		}
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(minifiedFolder, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// The built-in templates are not checked when the program runs, so here they are: as a
// site's own.
func TestBuiltInTemplates(t *testing.T) {
	langs := Languages{Interface: "zh-CN", Content: "zh-CN"}
	theme, ds := NewTheme(langs, nil, nil)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	again, ds := NewTheme(langs, theme.templates, nil)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	if f := strings.Join(append(theme.Fallbacks(), again.Fallbacks()...), "\n"); f != "" {
		t.Error(f)
	}
}
