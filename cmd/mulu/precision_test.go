package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/sitetest"
)

// inLaws is how many findings a check may have in real laws by their codes: what was
// looked at and is a fault of the text, or of the site that the test makes. Errors and
// codes that are not listed are not found at all.
var inLaws = map[string]int{
	"effective-differs":       135, // the test writes 其他文件 without 施行日期, and the law says a later day than 发布日期
	"punctuation-halfwidth":   130, // ASCII commas and semicolons among full-width ones
	"bracket-halfwidth":       90,  // (一) for （一）
	"bracket-unpaired":        25,  // brackets cut off with the head of a text, （ with )
	"title-nesting":           20,  // 《…<…>…》
	"character-fullwidth":     5,   // １５０
	"series-gap":              11,  // numbers lost in the laws' files: 第三章 after 第一章, （八） after （六）
	"word-wrong":              3,   // 解危的的具体工作, 循私舞弊, 签定合同
	"space-between":           2,   // 条　件
	"text-cut":                1,   // a paragraph broken in two
	"heading-order":           1,   // a first heading of the third level
	"doc-number-beside":       1,   // the test's headers have none
	"summary-missing":         1,   // laws are written without; one finding a column
	"category-detail-missing": 1,   // of the test's site, as the next two
	"guide-missing":           1,
	"home-still":              1,
}

// inGenerated is the same for a site of 10,000 documents whose sentences are those of
// the laws.
var inGenerated = map[string]int{
	"text-doubled":            4400, // mksite takes its sentences from few laws
	"bracket-halfwidth":       3100, // the laws' own
	"punctuation-halfwidth":   1400, // the laws' own
	"quote-unpaired":          450,  // sentences cut out of quotations of the laws
	"series-gap":              310,  // paragraphs drawn with the numbers that they have in their laws
	"link-same-text":          200,  // two titles that are alike
	"title-duplicate":         125,  // the same
	"keyword-duplicate":       115,  // drawn twice
	"term-too-long":           105,  // 试行 and 暂行 for longer than two years
	"bracket-unpaired":        85,   // the laws' own
	"character-fullwidth":     70,   // the laws' own
	"cites-repealed":          65,   // links drawn to documents that another one repeals
	"heading-order":           55,   // headings drawn by chance
	"word-wrong":              40,   // the laws' own
	"publication-late":        40,   // more than 20 working days after what was drawn
	"relation-older":          5,    // relations drawn between documents of neighbouring days
	"category-detail-missing": 1,    // mksite writes no owners
	"guide-missing":           1,
	"home-still":              1,
}

// TestPrecisionLaws checks a site of real laws with all rules at once.
func TestPrecisionLaws(t *testing.T) {
	docs := readLaws(t, filepath.Join(corpusFolder(t), "laws"), 1)
	docs = slices.DeleteFunc(docs, func(d lawDoc) bool { return d.Stub || d.Version > 0 }) // made by cutting
	if len(docs) < 200 {
		t.Errorf("%d laws", len(docs))
	}
	site := filepath.Join(t.TempDir(), "site")
	writeLawSite(t, docs, site)
	within(t, site, inLaws)
}

// TestPrecisionGenerated checks a generated catalogue. None of the rules about personal
// data is listed: of 10,000 documents that have none, none is taken for one that has.
func TestPrecisionGenerated(t *testing.T) {
	sitetest.Heavy(t, "10,000 documents")
	site, _ := makeSite(t, 10000)
	within(t, site, inGenerated)
}

// within wants no error and at most the given findings of each code.
func within(t *testing.T, site string, most map[string]int) {
	t.Helper()
	list, err := findingsOf(site, "2026-06-01")
	if err != nil {
		t.Fatal(err)
	}
	byCode := map[string][]finding{}
	for _, f := range list {
		if f.Severity == "error" {
			t.Errorf("%s:%d:%d: %s [%s]", f.File, f.Line, f.Column, f.Message, f.Code)
		}
		byCode[f.Code] = append(byCode[f.Code], f)
	}
	for code, found := range byCode {
		t.Logf("%s: %d", code, len(found))
		if len(found) <= most[code] {
			continue
		}
		var b strings.Builder
		for _, f := range found[:min(len(found), 20)] {
			fmt.Fprintf(&b, "%s:%d:%d: %s\n", f.File, f.Line, f.Column, f.Message)
		}
		t.Errorf("%s: %d findings, want at most %d:\n%s", code, len(found), most[code], &b)
	}
}

// corpusFolder is MULU_CORPUS, which holds laws/ and the generator of sites, mksite.
func corpusFolder(t *testing.T) string {
	t.Helper()
	corpus := os.Getenv("MULU_CORPUS")
	if corpus == "" {
		t.Skip("MULU_CORPUS is not set: no laws and no generated catalogue")
	}
	return corpus
}

// makeSite runs mksite; manifest is the file that says what it made.
func makeSite(t *testing.T, docs int) (site, manifest string) {
	t.Helper()
	corpus := corpusFolder(t)
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 to run mksite")
	}
	dir := t.TempDir()
	site, manifest = filepath.Join(dir, "site"), filepath.Join(dir, "site.jsonl")
	cmd := exec.Command(python, filepath.Join(corpus, "mksite"), "--docs", fmt.Sprint(docs), "--format", "mulu", "--out", site, "--manifest", manifest)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("mksite: %v\n%s", err, out)
	}
	return site, manifest
}
