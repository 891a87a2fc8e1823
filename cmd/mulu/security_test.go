package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// testName is how SECURITY.md names a test: package.TestName, where mulu is this command and
// static the theme's files, script/name.txtar or browser/name.test.js.
var testName = regexp.MustCompile("`([a-z0-9/]+)\\.((?:Test|Fuzz)[A-Za-z0-9]+)`|`((?:script|browser)/[a-z0-9_-]+\\.(?:txtar|test\\.js))`")

// SECURITY.md names no test that is not there, and a test for each guarantee.
func TestSecurityNamesTests(t *testing.T) {
	data, err := os.ReadFile("../../SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	rows, names := 0, 0
	for line := range strings.Lines(string(data)) {
		if row := regexp.MustCompile(`^\| \d+(\.\d+)? \|`).MatchString(line); row {
			rows++
			if !testName.MatchString(line) {
				t.Errorf("no test is named in %s", line)
			}
		}
		for _, m := range testName.FindAllStringSubmatch(line, -1) {
			names++
			if !thereIs(m[1], m[2], m[3]) {
				t.Errorf("there is no %s", m[0])
			}
		}
	}
	if rows < 34 || names < 80 {
		t.Errorf("%d guarantees, %d tests", rows, names)
	}
}

// thereIs says whether a package has a test, or testdata a file.
func thereIs(pkg, test, file string) bool {
	if file != "" {
		_, err := os.Stat(filepath.Join("testdata", filepath.FromSlash(file)))
		return err == nil
	}
	dir := filepath.Join("internal", filepath.FromSlash(pkg))
	switch pkg {
	case "mulu":
		dir = "."
	case "static":
		dir = "../../static"
	}
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	return err == nil && slices.ContainsFunc(files, func(name string) bool {
		data, err := os.ReadFile(name)
		return err == nil && strings.Contains(string(data), "\nfunc "+test+"(")
	})
}

// forbidden are the packages by which a program runs others or loads code. Those of the
// network are TestNoConnections' affair.
var forbidden = []string{"os/exec", "plugin"}

// ofTests is a package that runs the test again, and that only test files import.
const ofTests = "internal/mounts/mounttest"

// The program runs no other program.
func TestNoProcess(t *testing.T) {
	seen := 0
	err := filepath.WalkDir(".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil || strings.HasPrefix(string(data), "//go:build ignore") {
			return err // a tool that makes files for the repository
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, data, parser.ImportsOnly)
		if err != nil {
			return err
		}
		seen++
		dir := filepath.ToSlash(filepath.Dir(name))
		for _, i := range f.Imports {
			imported, _ := strconv.Unquote(i.Path.Value) // it was parsed
			runs := slices.Contains(forbidden, imported) && !strings.HasPrefix(dir, "internal/example") && dir != ofTests
			if runs || imported == "mulu/cmd/mulu/"+ofTests {
				t.Errorf("%s imports %s", name, imported)
			}
		}
		return nil
	})
	if err != nil || seen < 300 {
		t.Fatal(seen, err)
	}
}
