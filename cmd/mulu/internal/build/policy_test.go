package build_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/check/policy"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/source"
)

// loadWith loads a folder with further options.
func loadWith(t *testing.T, dir string, o build.Options) (*build.Site, []diag.Diagnostic) {
	t.Helper()
	src, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { src.Close() })
	o.Date = sitetest.Today
	s, ds, err := build.Load(context.Background(), src, o)
	if err != nil {
		t.Fatal(err)
	}
	return s, ds
}

// The errors that a baseline takes leave pages whole: what is wrong is plain text there.
func TestKnownErrorsMakeWholePages(t *testing.T) {
	files := sitetest.Docs(2)
	files["content/d00001.md"] = sitetest.Doc(1, "", "[断](never.md)、[缺](d00002.md#none)、[空]()、注[^1]。\n\n| 甲 | 乙 |\n| --- | --- |\n| 一 | 二 | 三 |\n\n[^2]: 没有用到的注。")
	dir := files.Write(t)
	s, ds := loadWith(t, dir, build.Options{Baseline: &policy.Baseline{}})
	more, err := s.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all := slices.Concat(ds, more)
	var codes []string
	for _, d := range all {
		if d.Severity == diag.Error {
			codes = append(codes, d.Code)
		}
	}
	slices.Sort(codes)
	if want := "[footnote-unknown footnote-unused link-broken link-empty link-fragment-unknown table-extra-cells]"; strings.Join(codes, " ") != strings.Trim(want, "[]") {
		t.Fatalf("errors %v, want %v", codes, want)
	}
	baseline := s.Policy().Debt(all)
	s, ds = loadWith(t, dir, build.Options{Baseline: baseline})
	out := filepath.Join(t.TempDir(), "public")
	_, more = publishTo(t, s, dir, out)
	if build.Stops(slices.Concat(ds, more), true) {
		t.Errorf("known problems stop: %v", diag.Counting(slices.Concat(ds, more)))
	}
	for name, data := range tree(t, out) {
		if strings.Contains(string(data), "never.md") {
			t.Errorf("%s has the link that leads nowhere", name)
		}
		if strings.HasSuffix(name, "2025-00001.html") && (!strings.Contains(string(data), "断") || strings.Contains(string(data), `href=""`)) {
			t.Errorf("%s:\n%s", name, data)
		}
	}
}

// Errors by which something cannot be read or made stay errors with a baseline that has
// them, and with a waiver.
func TestNobodyExcusesWhatCannotBeRead(t *testing.T) {
	files := sitetest.Docs(2)
	files["content/d00001.md"] = sitetest.Doc(1, "class = \"行政规范性文件\"", "正文")
	files["content/d00002.md"] = strings.Replace(sitetest.Doc(2, "", "正文"), "00002\"", "00001\"", 1)
	dir := files.Write(t)
	_, ds := loadWith(t, dir, build.Options{Marks: true})
	b := &policy.Baseline{}
	for _, d := range ds {
		b.Entries = append(b.Entries, policy.Entry{Path: d.File, Code: d.Code, Severity: d.Severity.String(), Mark: d.Mark, Count: 9})
	}
	_, ds = loadWith(t, dir, build.Options{Baseline: b})
	if c := diag.Count(ds); c.Errors != 1 || c.Warnings != 0 || c.Known == 0 {
		t.Errorf("%+v: %v", c, ds)
	}
}
