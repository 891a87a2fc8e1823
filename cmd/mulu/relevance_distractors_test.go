package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/official"
)

// addDistractors puts a generated catalogue beside the laws in dir and gives its
// documents. Its sentences are those of real laws, too.
func addDistractors(t *testing.T, corpus, dir string) []lawDoc {
	t.Helper()
	more := filepath.Join(t.TempDir(), "more")
	cmd := exec.Command("python3", filepath.Join(corpus, "mksite"), "--docs", "10000", "--format", "mulu", "--out", more)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("mksite: %v\n%s", err, out)
	}
	for _, name := range []string{"content", "static"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(more, name))); err != nil {
			t.Fatal(err)
		}
	}
	// Of the settings, issuers and categories; the site's own keys are there already.
	_, tables, _ := strings.Cut(readText(t, filepath.Join(more, "config.toml")), "\n[[")
	config := filepath.Join(dir, "config.toml")
	writeFile(t, config, readText(t, config)+"\n[["+tables)
	var docs []lawDoc
	err := filepath.WalkDir(filepath.Join(more, "content"), func(p string, e fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(p) == ".md" {
			docs = append(docs, readDistractor(t, readText(t, p)))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

var headerLine = regexp.MustCompile(`(?m)^(\w+) = "?(.*?)"?$`)

func readDistractor(t *testing.T, text string) lawDoc {
	t.Helper()
	head, body, _ := strings.Cut(strings.TrimPrefix(text, "+++\n"), "\n+++\n")
	field := map[string]string{}
	for _, m := range headerLine.FindAllStringSubmatch(head, -1) {
		field[m[1]] = m[2]
	}
	published, err := official.ParseDate(field["published"])
	if err != nil {
		t.Fatal(err)
	}
	return lawDoc{
		Title: field["title"], Index: field["index_number"], Number: field["doc_number"], Issuer: field["issuer"], Published: published,
		Key: field["index_number"], Distractor: true, Keywords: strings.Split(strings.Trim(field["keywords"], `[]"`), `", "`), Body: body,
	}
}

func readText(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
