package main

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/cli"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/rounds"
	"mulu/cmd/mulu/internal/source"
)

// The day on which the example site's states of validity are those that its documents
// are written to show.
const exampleDay = "2026-11-22"

// buildSite runs the command as a person would, and gives the output folder.
func buildSite(t *testing.T, src string, args ...string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "public")
	if err := runBuild(src, out, args...); err != nil {
		t.Fatal(err)
	}
	return out
}

func runBuild(src, out string, args ...string) error {
	var stdout, stderr bytes.Buffer
	args = append([]string{"build", "--source", src, "--output", out}, args...)
	if code := cli.Run(context.Background(), args, strings.NewReader(""), &stdout, &stderr); code != 0 {
		return fmt.Errorf("mulu %s: exit %d\n%.3000s%.3000s", strings.Join(args, " "), code, stdout.String(), stderr.String())
	}
	return nil
}

// example is where the example site lies, once it was built.
var example struct {
	once sync.Once
	dir  string
	err  error
}

// builtExample is the example site, built without a problem, also without a warning or a
// notice: once for all tests, which only read it.
func builtExample(t *testing.T) string {
	t.Helper()
	example.once.Do(func() {
		if example.dir, example.err = os.MkdirTemp("", "example"); example.err == nil {
			example.err = runBuild("../..", filepath.Join(example.dir, "public"), "--strict", "--date", exampleDay)
		}
	})
	if example.err != nil {
		t.Fatal(example.err)
	}
	return filepath.Join(example.dir, "public")
}

// tests removes what all of them share when they are through.
type tests struct{ *testing.M }

func (t tests) Run() int {
	code := t.M.Run()
	if example.dir != "" {
		_ = os.RemoveAll(example.dir) // the system's temporary folder is emptied anyway
	}
	return code
}

// loadExample loads the repository's own site.
func loadExample(t *testing.T) *build.Site {
	t.Helper()
	src, err := source.Open("../..")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { src.Close() })
	day, _ := official.ParseDate(exampleDay)
	s, ds, err := build.Load(context.Background(), src, build.Options{Date: day})
	if err != nil || s == nil {
		t.Fatal(ds, err)
	}
	return s
}

// The example site builds without a problem, also without a warning or a notice, and
// every link of every page leads somewhere.
func TestExampleSite(t *testing.T) {
	out := builtExample(t)
	rounds.Alone(t) // who follows the links
	c := crawlSite(t, out, "https://jtysj.jichuan.example/xxgk/")
	for _, p := range c.problems() {
		t.Error(p)
	}
	reached := c.reached()
	s := loadExample(t)
	for i := range s.Catalogue.Documents {
		at := plan.DocumentPath(s.Catalogue.Documents[i].Index)
		if !reached[at] {
			t.Errorf("%s (%s) cannot be reached from the home page", at, s.Catalogue.Documents[i].Path)
		}
	}
	checkXML(t, out, c)
}

var searchEnabled = regexp.MustCompile(`(?m)^enabled = true$`)

// The example is whole also as a site that is not searched.
func TestExampleSearchless(t *testing.T) {
	t.Parallel()
	out := buildSite(t, exampleWith(t, searchEnabled, "enabled = false"), "--strict", "--date", exampleDay)
	rounds.Alone(t)
	c := crawlSite(t, out, "https://jtysj.jichuan.example/xxgk/")
	for _, p := range c.problems() {
		t.Error(p)
	}
	reached := c.reached()
	for i, docs := 0, loadExample(t).Catalogue.Documents; i < len(docs); i++ {
		if at := plan.DocumentPath(docs[i].Index); !reached[at] {
			t.Errorf("%s cannot be reached from the home page", at)
		}
	}
	checkXML(t, out, c)
}

// The example shows waivers: each excuses its problem until its last day, and no longer.
func TestExampleWaiver(t *testing.T) {
	for i, tt := range []struct {
		date, want string
	}{
		{exampleDay, "sum-parts waived, annual-report-gap waived"},
		{"2027-06-30", "sum-parts waived, annual-report-gap waived"},
		{"2027-07-01", "waiver-expired counts, waiver-expired counts, sum-parts counts"},
	} {
		if i > 0 && testing.Short() {
			break // on another day it shares nothing else
		}
		var stdout, stderr bytes.Buffer
		cli.Run(context.Background(), []string{"check", "-q", "--source", "../..", "--date", tt.date, "--published", "-", "--format", "json"}, strings.NewReader(""), &stdout, &stderr)
		var report struct {
			Diagnostics []struct {
				Code   string
				Waived *struct{ By, Until string }
			}
		}
		if err := json.Unmarshal(stdout.Bytes(), &report); err != nil {
			t.Fatal(err, stderr.String())
		}
		var got []string
		for _, d := range report.Diagnostics {
			switch {
			case d.Waived != nil:
				got = append(got, d.Code+" waived")
			case d.Code == "sum-parts" || strings.HasPrefix(d.Code, "waiver-"):
				got = append(got, d.Code+" counts")
			}
		}
		if strings.Join(got, ", ") != tt.want {
			t.Errorf("on %s: %v, want %s", tt.date, got, tt.want)
		}
	}
}

func checkXML(t *testing.T, out string, c *crawl) {
	t.Helper()
	for name := range c.files {
		if !strings.HasSuffix(name, ".xml") {
			continue
		}
		data, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		var any struct{}
		if err := xml.Unmarshal(data, &any); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The example site is the test bed of everything, so it must show everything.
func TestExampleShowsEverything(t *testing.T) {
	s := loadExample(t)
	if n := len(s.Catalogue.Documents); n < 60 {
		t.Errorf("%d documents, want at least 60", n)
	}
	need := map[string]bool{}
	for i := range catalogue.Classes {
		need["class "+catalogue.Classes[i].Name] = true
	}
	for _, r := range catalogue.RelationTypes {
		need["relation "+r.Key()] = true
	}
	for _, v := range official.Validities() {
		need["state "+v] = true
	}
	for c := catalogue.ByEffective; c <= catalogue.ByStatement; c++ {
		need[fmt.Sprintf("cause %d", c)] = true
	}
	filled := map[string]bool{}
	for i := range s.Catalogue.Documents {
		d := &s.Catalogue.Documents[i]
		if d.Class != nil {
			delete(need, "class "+d.Class.Name)
		}
		delete(need, "state "+d.Validity.State.String())
		delete(need, fmt.Sprintf("cause %d", d.Validity.Cause))
		for _, r := range d.Out {
			delete(need, "relation "+r.Type.Key())
		}
		for _, k := range d.Categories {
			filled[k.Path] = true
		}
	}
	for what := range need {
		t.Errorf("no document shows %s", what)
	}
	if len(filled) < 20 {
		t.Errorf("documents in %d categories, want at least 20", len(filled))
	}
	if s.Catalogue.Hidden == 0 || len(s.Catalogue.Withdrawn) == 0 {
		t.Errorf("%d hidden and %d withdrawn documents, want some of both", s.Catalogue.Hidden, len(s.Catalogue.Withdrawn))
	}
	t.Run("fields", func(t *testing.T) { exampleUsesEveryField(t) })
}

// exampleUsesEveryField looks for every row of the field table, by any of its names,
// in both header languages.
func exampleUsesEveryField(t *testing.T) {
	var all, formats strings.Builder
	err := filepath.WalkDir("../../content", func(p string, d os.DirEntry, err error) error {
		if err != nil || filepath.Ext(p) != ".md" {
			return err
		}
		data, err := os.ReadFile(p)
		head, _, _ := bytes.Cut(data[3:], data[:3])
		formats.Write(data[:3])
		all.WriteByte('\n')
		all.Write(head)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range catalogue.Fields {
		found := false
		for _, k := range append([]string{f.Key, f.Label}, f.Aliases...) {
			for _, form := range []string{"\n" + k + " =", "\n" + k + ":", "\n[[" + k + "]]", "\n[" + k + "]", "\n\"" + k + "\" ="} {
				found = found || strings.Contains(all.String(), form)
			}
		}
		if !found {
			t.Errorf("no document has %s (%s)", f.Key, f.Label)
		}
	}
	for _, f := range []string{"+++", "---"} {
		if !strings.Contains(formats.String(), f) {
			t.Errorf("no header between %s", f)
		}
	}
	for _, k := range []string{"\n索引号", "\n标题"} {
		if !strings.Contains(all.String(), k) {
			t.Errorf("no header with the Chinese key %s", strings.TrimSpace(k))
		}
	}
}
