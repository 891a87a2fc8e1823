package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/cli"
)

var update = flag.Bool("update", false, "rewrite what documents take from the code")

// The field table of both READMEs is made from catalogue.Fields.
func TestReadmeFieldTable(t *testing.T) {
	for _, f := range []struct{ name, head string }{
		{"../../README.md", "| key | label, also as key | further labels | required | example |\n| --- | --- | --- | --- | --- |\n"},
		{"../../README.zh-CN.md", "| 英文键 | 标签（也可作键） | 别名 | 必填 | 说明 | 例 |\n| --- | --- | --- | --- | --- | --- |\n"},
	} {
		replacePart(t, f.name, "fields", f.head+fieldRows(strings.Contains(f.name, "zh")))
	}
}

// The page on ranking in the Chinese README is what mulu explain says.
func TestReadmeRanking(t *testing.T) {
	text, err := os.ReadFile("internal/cli/search-ranking.md")
	if err != nil {
		t.Fatal(err)
	}
	replacePart(t, "../../README.zh-CN.md", "search-ranking", string(text))
}

// replacePart wants a part of a file, between two comments, to be a text; with -update
// it makes it so.
func replacePart(t *testing.T, file, name, text string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	from, to := "<!-- "+name+": made by go test ./cmd/mulu -run Readme -update -->\n", "<!-- /"+name+" -->"
	before, rest, ok := strings.Cut(string(data), from)
	_, after, ok2 := strings.Cut(rest, to)
	if !ok || !ok2 {
		t.Fatalf("%s has no place for %s", file, name)
	}
	want := before + from + text + to + after
	switch {
	case want == string(data):
	case !*update:
		t.Errorf("%s: %s is not that of the code; run with -update", file, name)
	default:
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// The documents that the READMEs show are right in a new site, and the problem that
// they show is what a wrong date gives.
func TestReadmeDocuments(t *testing.T) {
	for _, name := range []string{"../../README.md", "../../README.zh-CN.md"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, text, _ := strings.Cut(string(data), "```markdown\n")
		text, _, _ = strings.Cut(text, "```")
		dir := filepath.Join(t.TempDir(), "mysite")
		var out, errOut strings.Builder
		run := func(args ...string) int { return cli.Run(t.Context(), args, strings.NewReader(""), &out, &errOut) }
		if run("init", dir) != 0 {
			t.Fatal(errOut.String())
		}
		quiet(t, dir)
		file := filepath.Join(dir, "content", "a.md")
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if status := run("check", "--strict", "-q", "-s", dir); status != 0 {
			t.Errorf("%s: the document it shows has problems:\n%s", name, &errOut)
		}
		text = strings.Replace(text, "2025-03-05", "2023-02-30", 1)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		run("check", "-q", "-s", dir)
		for line := range strings.SplitSeq(errOut.String(), "\n") {
			if _, said, _ := strings.Cut(line, "error: "); !strings.Contains(string(data), said) || strings.Contains(line, "提示") && !strings.Contains(string(data), line) {
				t.Errorf("%s does not show %q", name, line)
			}
		}
	}
}

// quiet switches off what is said of a new site's samples.
func quiet(t *testing.T, dir string) {
	t.Helper()
	f, err := os.OpenFile(filepath.Join(dir, "config.toml"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString("\n[[check.rule]]\ncode = \"sample-left\"\nseverity = \"off\"\n"); err != nil {
		t.Fatal(err)
	}
}

func fieldRows(chinese bool) string {
	var b strings.Builder
	for _, f := range catalogue.Fields {
		cells := []string{"`" + f.Key + "`", f.Label, strings.Join(f.Aliases, "、"), required(f.Required, chinese)}
		if chinese {
			cells = append(cells, f.Help)
		}
		cells = append(cells, "`"+strings.ReplaceAll(f.Example, "|", `\|`)+"`")
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	return b.String()
}

func required(when string, chinese bool) string {
	switch {
	case chinese:
		return when
	case when == "总是":
		return "always"
	}
	return when
}
