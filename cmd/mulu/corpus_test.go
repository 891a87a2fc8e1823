package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sitetest"
)

// truth is what the corpus's generator says of a document.
type truth struct {
	Title, Index, Tail      string
	Attachments             []string
	Interprets, Repeals     []string
	Amends                  []string
	Validity                string
	Number, Issuer, Summary string
}

// TestCorpus builds a large generated catalogue and compares every page, list and
// sitemap with what the generator says.
func TestCorpus(t *testing.T) {
	sitetest.Heavy(t, "10,000 documents")
	src, manifest := makeSite(t, 10000)
	// The generator's states of validity hold on any day of 2026.
	out := buildSite(t, src, "-q", "--date", "2026-06-01")
	listed, mapped := indexNumbersOfLists(t, out), sitemapAddresses(t, out)
	docs := readTruth(t, manifest)
	for i, d := range docs {
		at := plan.DocumentPath(d.Index)
		if !listed[d.Index] {
			t.Errorf("%s stands on no list", d.Index)
		}
		if !mapped["https://www.yichuan.example/"+at] {
			t.Errorf("%s is in no sitemap", d.Index)
		}
		page, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(at)))
		if err != nil {
			t.Fatal(err)
		}
		if i%7 == 0 {
			comparePage(t, out, string(page), d)
		}
	}
	if len(docs) != 10000 {
		t.Errorf("the manifest has %d documents", len(docs))
	}
}

func comparePage(t *testing.T, out, page string, d truth) {
	t.Helper()
	text := squeeze(html.UnescapeString(page))
	for _, want := range []string{d.Title, d.Index, d.Tail, d.Number, d.Issuer, d.Summary, d.Validity} {
		if !strings.Contains(text, squeeze(want)) {
			t.Errorf("%s: the page does not hold %q", d.Index, want)
		}
	}
	for _, list := range [][]string{d.Interprets, d.Repeals, d.Amends} {
		for _, target := range list {
			if !strings.Contains(page, plan.DocumentPath(target)) {
				t.Errorf("%s: no link to %s", d.Index, target)
			}
		}
	}
	for _, a := range d.Attachments {
		if !strings.Contains(page, "/"+a+"\"") {
			t.Errorf("%s: no link to attachment %s", d.Index, a)
		}
		if found, _ := filepath.Glob(filepath.Join(out, "fj", "*", a)); len(found) != 1 {
			t.Errorf("%s: attachment %s is published %d times", d.Index, a, len(found))
		}
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func readTruth(t *testing.T, manifest string) []truth {
	t.Helper()
	f, err := os.Open(manifest)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var docs []truth
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var d truth
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	return docs
}

// indexNumbersOfLists collects the index numbers in the first column of every list.
func indexNumbersOfLists(t *testing.T, out string) map[string]bool {
	t.Helper()
	seen := map[string]bool{}
	walkOutput(t, out, ".html", func(name string, data []byte) {
		if strings.HasPrefix(name, "doc/") {
			return
		}
		for _, part := range bytes.Split(data, []byte(`<td class="rows-index" data-label="索引号">`))[1:] {
			index, _, _ := bytes.Cut(part, []byte("</td>"))
			seen[strings.ReplaceAll(string(index), "<wbr>", "")] = true
		}
	})
	return seen
}

func sitemapAddresses(t *testing.T, out string) map[string]bool {
	t.Helper()
	seen := map[string]bool{}
	walkOutput(t, out, ".xml", func(name string, data []byte) {
		if !strings.HasPrefix(name, "sitemap-") {
			return
		}
		for _, part := range bytes.Split(data, []byte("<loc>"))[1:] {
			loc, _, _ := bytes.Cut(part, []byte("<"))
			seen[string(loc)] = true
		}
	})
	return seen
}

func walkOutput(t *testing.T, dir, ext string, do func(name string, data []byte)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(p) != ext {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		do(filepath.ToSlash(rel), data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
