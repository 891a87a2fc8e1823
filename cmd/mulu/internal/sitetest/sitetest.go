// Package sitetest makes small sites for tests: from files by path to a
// catalogue or to a folder. Only tests import it.
package sitetest

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/extract"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/tree"
)

// Config is a config.toml with one issuer and a small tree of categories.
const Config = `title = "栖澜市交通运输局政府信息公开"
base_url = "https://jtj.qilan.example/xxgk/"
page_size = 5

[[issuer]]
name = "栖澜市交通运输局"
code = "113701000041890072"
prefix = "栖交发"

[[category]]
path = "wj"
name = "政策文件"
description = "各类政策文件。"
owner = "办公室"
cycle = "长期"

[[category]]
path = "wj/gf"
name = "规范性文件"
description = "行政规范性文件。"
owner = "办公室"
cycle = "长期"

[[category]]
path = "jd"
name = "政策解读"
description = "政策文件的解读。"
owner = "办公室"
cycle = "长期"
`

// Today is the day of the build in tests.
var Today = official.DateOf(2026, 11, 22)

// Doc is a document of serial with what every document needs, further header lines
// and a body. It was published on the serial's day of 2025, from 1 January.
func Doc(serial int, more, body string) string {
	day := official.DateOf(2025, 1, 1).AddDays(serial - 1)
	return fmt.Sprintf("+++\ntitle = \"文件%d\"\nindex_number = %q\nissuer = \"栖澜市交通运输局\"\nwritten = %s\npublished = %s\ndisclosure = \"主动公开\"\n%s\n+++\n\n%s\n",
		serial, Index(serial), day, day, withCategory(more), body)
}

func withCategory(more string) string {
	if strings.Contains(more, "category") {
		return more
	}
	return "category = \"wj\"\n" + more
}

// Index is the index number of Doc's serial.
func Index(serial int) string { return fmt.Sprintf("113701000041890072/2025-%05d", serial) }

// Files is a site's files by path. It answers for their sizes too.
type Files map[string]string

// Docs are n documents from serial 1.
func Docs(n int) Files {
	fs := Files{config.FileName: Config}
	for i := 1; i <= n; i++ {
		fs[fmt.Sprintf("content/d%05d.md", i)] = Doc(i, "", "正文")
	}
	return fs
}

// Size implements catalogue.Files and render.Files.
func (fs Files) Size(path string) (int64, bool) {
	data, ok := fs[path]
	return int64(len(data)), ok
}

// Measure implements render.Files.
func (fs Files) Measure(path string) (pages, sheets int) {
	e := extract.Measure(path, strings.NewReader(fs[path]), int64(len(fs[path])))
	return e.Pages, e.Sheets
}

// Sum implements render.Files.
func (fs Files) Sum(path string) [32]byte { return sha256.Sum256([]byte(fs[path])) }

// Body implements render.Bodies.
func (fs Files) Body(file string, buf []byte) (data, body []byte, line int, err error) {
	text, ok := fs[file]
	if !ok {
		return buf, nil, 0, fmt.Errorf("read %s: %w", file, os.ErrNotExist)
	}
	offset, line := frontmatter.BodyAt([]byte(text))
	return buf, []byte(text[offset:]), line, nil
}

// Header reads a file's header.
func (fs Files) Header(file string) (tree.Value, bool) {
	h, _ := frontmatter.Parse(file, []byte(fs[file]))
	return h.Table, h.Format != 0
}

// Catalogue joins the content files, as package build does.
func (fs Files) Catalogue(t testing.TB) (*catalogue.Catalogue, []diag.Diagnostic) {
	t.Helper()
	c, items, ds := fs.Items(t)
	cat, more := catalogue.New(c, items, catalogue.Options{Today: Today, Files: fs, Header: fs.Header})
	return cat, append(ds, more...)
}

// Items reads the settings and the headers of the content files.
func (fs Files) Items(t testing.TB) (c *config.Config, items []catalogue.Item, ds []diag.Diagnostic) {
	t.Helper()
	c, problems := config.Load([]byte(fs[config.FileName]))
	if diag.Count(problems).Errors > 0 {
		t.Fatal(problems)
	}
	r := catalogue.NewReader(c)
	for _, name := range fs.Under("content/") {
		if filepath.Ext(name) != ".md" {
			continue
		}
		h, more := frontmatter.Parse(name, []byte(fs[name]))
		ds = append(ds, more...)
		item, more := r.Read(name, h.Table, 1)
		ds = append(ds, more...)
		items = append(items, item)
	}
	return c, items, ds
}

// Linked are n documents that have what few documents have: each an old address and
// relations to the one before it and to the first.
func Linked(n int) Files {
	fs := Docs(n)
	for i := 2; i <= n; i++ {
		more := fmt.Sprintf("aliases = [\"doc/old/%d.html\"]\nrepeals = [%q]\nrelated = [%q]", i, Index(i-1), Index(1))
		fs[fmt.Sprintf("content/d%05d.md", i)] = Doc(i, more, "正文")
	}
	return fs
}

// Under lists the files below a folder, sorted.
func (fs Files) Under(prefix string) []string {
	var names []string
	for n := range fs {
		if strings.HasPrefix(n, prefix) {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	return names
}

// Write puts the files into a new folder and gives its path.
func (fs Files) Write(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range fs {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// Expand completes the files of test data: a line #doc N in a header stands for what
// Doc gives a document, and adds at the header's end what the header lacks; #config in
// a config.toml stands for Config.
func Expand(text string) string {
	if before, rest, ok := strings.Cut("\n"+text, "\n#config\n"); ok {
		return strings.TrimPrefix(before+"\n", "\n") + Config + rest
	}
	at := strings.Index(text, "\n#doc ")
	if at < 0 || !strings.HasPrefix(text, "+++\n") {
		return text
	}
	var serial int
	if _, err := fmt.Sscanf(text[at:], "\n#doc %d\n", &serial); err != nil {
		return text
	}
	end := strings.Index(text[3:], "\n+++") + 3
	for _, line := range strings.Split(Doc(serial, "", ""), "\n")[1:] {
		key, _, ok := strings.Cut(line, " = ")
		if ok && !strings.Contains(text[:end], "\n"+key+" = ") {
			text, end = text[:end]+"\n"+line+text[end:], end+1+len(line)
		}
	}
	return text
}
