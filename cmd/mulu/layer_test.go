package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// layers is the architecture: a package imports packages of lower layers only. The
// tens are the layers of the architecture; a package between two of them has a number
// between. A new package needs a row here.
var layers = map[string]int{
	"rounds": -2, // how often tests try: only test files import it
	"lazy":   -1,
	"seal":   5, "verify": 15, "history": 34,
	"cache": 1, "colour": 0, "compare": 0, "diag": 0, "official": 0, "han": 0, "parallel": 0, "mounts": 0, "mounts/mounttest": 1, "minified": 0, "whole": 0, "jsontext": 0, "chart": 8, "tree": 5,
	"config": 10, "source": 10, "frontmatter": 10, "markdown": 10, "publish": 10, "git": 10,
	"texts": 8, "sheet": 8, "ical": 8, "supply": 8, "extract/pdf": 5, "extract": 10, "search/codec": 10, "search/pagetext": 10, "search/query": 15,
	"a11y": 8, "statement": 15, "catalogue": 20,
	"sitetest": 25, // sites for tests: only test files import it
	"stats":    26, "annual": 28,
	"fix": 30, "plan": 30, "journal": 33, "hosting": 34, "render/compile": 35, "linked": 35,
	"check": 30, "check/identity": 31, "check/dates": 31, "check/validity": 31, "check/relations": 31, "check/health": 31,
	"check/text": 31, "check/privacy": 31, "check/links": 31, "check/settings": 31, "check/review": 31, "check/statutory": 31, "check/all": 32,
	"render": 40, "search": 40, "feed": 40, "export": 40, "form": 40, "forecast": 40, "report": 40,
	"check/policy": 31,
	"variant":      45, "reuse": 45,
	"build":      50,
	"styleguide": 55, "serve": 60, "scaffold": 60, "importer": 60,
	"cli": 70,
}

const internal = "mulu/cmd/mulu/internal/"

// outside are the module's own packages beside internal: the theme, which is data.
var outside = []string{"mulu/layouts", "mulu/static"}

// problem says what is wrong with one import, "" when nothing is.
func problem(from, imported string) string {
	to, ok := strings.CutPrefix(imported, internal)
	switch {
	case !ok && (!strings.HasPrefix(imported, "mulu/") || slices.Contains(outside, imported)):
		return ""
	case !ok:
		return "package " + imported + " is outside the layers"
	}
	toLayer, known := layers[to]
	fromLayer := layers[from]
	if from == "" { // main
		fromLayer = 100
	}
	switch {
	case !known:
		return "package " + to + " has no layer"
	case toLayer >= fromLayer:
		return "layer " + strconv.Itoa(fromLayer) + " imports " + to + " of layer " + strconv.Itoa(toLayer)
	}
	return ""
}

func TestLayers(t *testing.T) {
	seen := map[string]bool{}
	err := filepath.WalkDir(".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() && e.Name() == "testdata" {
			return filepath.SkipDir
		}
		if err != nil {
			return err
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		from := strings.TrimPrefix(strings.TrimPrefix(path.Dir(filepath.ToSlash(name)), "."), "internal/")
		// A tool that makes files for the repository is no part of the program.
		tool := strings.HasPrefix(from, "example/")
		if _, ok := layers[from]; !ok && from != "" && !tool {
			t.Errorf("%s: package %s has no layer", name, from)
			return nil
		}
		seen[from] = true
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, i := range f.Imports {
			imported, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			test := strings.HasSuffix(name, "_test.go")
			if (imported == internal+"sitetest" || imported == internal+"rounds") && !test {
				t.Errorf("%s: only tests import %s", name, imported)
			}
			if test && imported == internal+from {
				continue // an external test of the package itself
			}
			if p := problem(from, imported); p != "" && !tool {
				t.Errorf("%s: %s", name, p)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range layers {
		if !seen[name] {
			t.Errorf("package %s of the table does not exist", name)
		}
	}
}

// The rule itself: siblings and upward imports are found.
func TestLayerRule(t *testing.T) {
	for _, tt := range []struct {
		from, to string
		fine     bool
	}{
		{"cli", internal + "build", true}, {"build", internal + "cli", false}, {"config", internal + "source", false},
		{"check", internal + "plan", false}, {"catalogue", internal + "config", true}, {"diag", internal + "tree", false},
		{"render", internal + "render/compile", true}, {"render", "mulu/layouts", true}, {"render", "mulu/content", false},
		{"cli", internal + "new", false}, {"diag", "fmt", true}, {"", internal + "cli", true},
	} {
		if p := problem(tt.from, tt.to); (p == "") != tt.fine {
			t.Errorf("problem(%q, %q) = %q", tt.from, tt.to, p)
		}
	}
}

// A name with other characters makes the module impossible to install (go mod's
// zip format) or to check out on some systems.
func TestFileNames(t *testing.T) {
	names := trackedNames(t)
	if !slices.Contains(names, "go.mod") {
		t.Fatalf("go.mod is not among %d names", len(names))
	}
	for _, name := range names {
		for part := range strings.SplitSeq(name, "/") {
			if strings.ContainsFunc(part, func(r rune) bool { return !nameRune(r) }) {
				t.Errorf("%q: %q has other characters than letters, digits, Han, - _ and .", name, part)
			}
		}
	}
}

func nameRune(r rune) bool {
	return r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) || strings.ContainsRune("-_.", r) || unicode.Is(unicode.Han, r)
}

// The top level of the repository is fixed.
func TestTopLevel(t *testing.T) {
	fixed := []string{"cmd", "content", "layouts", "static", "config.toml", "go.mod", "go.sum", "LICENSE", "CHANGELOG.md", "SECURITY.md"}
	for _, name := range trackedNames(t) {
		top, _, _ := strings.Cut(name, "/")
		if !slices.Contains(fixed, top) && !strings.HasPrefix(top, ".") && !strings.HasPrefix(top, "README") {
			t.Errorf("%s is none of the names of the top level", name)
		}
	}
}

// trackedNames are the names that git has, or where it is not, those of the tree.
func trackedNames(t *testing.T) []string {
	t.Helper()
	const root = "../.."
	if out, err := exec.Command("git", "-C", root, "ls-files", "-z").Output(); err == nil && len(out) > 0 {
		return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
	}
	var names []string
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() && (e.Name() == "node_modules" || e.Name() == ".git" || name == "public") {
			return fs.SkipDir
		}
		if err == nil && !e.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
