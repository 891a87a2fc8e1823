package static

import (
	"io/fs"
	"path"
	"regexp"
	"testing"
)

// Text becomes markup or code only through these; none is needed, and the
// Content-Security-Policy (require-trusted-types-for) refuses most of them.
var sinks = regexp.MustCompile(`\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|Function|setHTMLUnsafe|DOMParser|createContextualFragment|srcdoc)\b`)

// A theme loads nothing from elsewhere.
var elsewhere = regexp.MustCompile(`(?i)(@import|url\(\s*["']?(https?:)?//|from\s+["']https?:|import\(\s*["']https?:)`)

func TestAssetsAreHarmless(t *testing.T) {
	checked := map[string]int{}
	err := fs.WalkDir(FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := FS.ReadFile(name)
		if err != nil {
			return err
		}
		checked[path.Ext(name)]++
		if at := elsewhere.Find(data); at != nil {
			t.Errorf("%s loads from another site: %s", name, at)
		}
		if at := sinks.Find(data); at != nil && path.Ext(name) == ".js" {
			t.Errorf("%s makes markup or code of text: %s", name, at)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if checked[".js"] == 0 || checked[".css"] == 0 || checked[".svg"] == 0 {
		t.Errorf("checked %v; want scripts, styles and images", checked)
	}
}
