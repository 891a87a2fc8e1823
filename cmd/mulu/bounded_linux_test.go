package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/rounds"
	"mulu/cmd/mulu/internal/sitetest"
)

// What a run may take, whatever it is given.
const (
	mostTime   = 20 * time.Second // of the processors
	mostMemory = 512 << 20
	mostSaid   = 5 << 20 // bytes of messages
)

// huge is a site's folder, to which a case adds what is too much.
type huge struct {
	t   *testing.T
	dir string
}

func (h huge) write(name, text string) {
	h.t.Helper()
	at := filepath.Join(h.dir, name)
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		h.t.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
		h.t.Fatal(err)
	}
}

// sparse makes a file longer by zeros that take no room.
func (h huge) sparse(name string, size int64) {
	h.t.Helper()
	if err := os.Truncate(filepath.Join(h.dir, name), size); err != nil {
		h.t.Skip("no sparse files here:", err)
	}
}

// body is a document with a body, attached one with an attachment.
func (h huge) body(text string) { h.write("content/bad.md", sitetest.Doc(7, "", text)) }
func (h huge) attached(name, data string) {
	h.write("content/bad.md", sitetest.Doc(7, fmt.Sprintf("attachments = [%q]", name), "见附件。"))
	h.write("content/"+name, data)
}

func header(format, text string) string {
	return format + "\n" + text + "\n" + format + "\n\n正文\n"
}

// bomb is an office file of which one part unpacks to so many bytes.
func bomb(t *testing.T, part, before string, size int64) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(part)
	if err == nil {
		_, err = io.WriteString(w, before)
	}
	if err == nil {
		_, err = io.CopyN(w, zeros{}, size)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// hugeCases are what is refused or not looked at whole, with words of what is said, or is
// borne ("").
var hugeCases = map[string]struct {
	says string
	make func(h huge)
}{
	"document of 1 GB":   {"file-too-large", func(h huge) { h.body(""); h.sparse("content/bad.md", 1<<30) }},
	"settings of 1 GB":   {"config.toml", func(h huge) { h.sparse("config.toml", 1<<30) }},
	"template of 1 GB":   {"layouts/home.html：文件太大", func(h huge) { h.write("layouts/home.html", "x"); h.sparse("layouts/home.html", 1<<30) }},
	"attachment of 1 GB": {"attachment-", func(h huge) { h.attached("a.pdf", "%PDF-1.4\n"); h.sparse("content/a.pdf", 1<<30) }},
	"line of 10,000,000": {"file-too-large", func(h huge) { h.body(strings.Repeat("中", 10_000_000)) }},
	"line in a table":    {"", func(h huge) { h.attached("a.csv", strings.Repeat("中", 10_000_000)) }},
	"line in a title": {"bad.md", func(h huge) {
		h.write("content/bad.md", header("+++", `title = "`+strings.Repeat("中", 1_000_000)+`"`))
	}},
	"laughs":                    {"bad.md", func(h huge) { h.write("content/bad.md", header("---", laughs(30))) }},
	"laughs in one line":        {"bad.md", func(h huge) { h.write("content/bad.md", header("---", "a: &a [x,x]\nb: [*a,*a]")) }},
	"deep YAML":                 {"bad.md", func(h huge) { h.write("content/bad.md", header("---", "a: "+strings.Repeat("[", 60_000))) }},
	"deep YAML maps":            {"bad.md", func(h huge) { h.write("content/bad.md", header("---", "a: "+strings.Repeat("{a: ", 15_000))) }},
	"deep TOML":                 {"bad.md", func(h huge) { h.write("content/bad.md", header("+++", "a = "+strings.Repeat("[", 60_000))) }},
	"deep TOML tables":          {"bad.md", func(h huge) { h.write("content/bad.md", header("+++", "a = "+strings.Repeat("{a=", 20_000))) }},
	"dotted TOML":               {"bad.md", func(h huge) { h.write("content/bad.md", header("+++", strings.Repeat("a.", 30_000)+"a = 1")) }},
	"many keys":                 {"bad.md", func(h huge) { h.write("content/bad.md", header("+++", keys(60_000, "a%d = 1\n"))) }},
	"many YAML keys":            {"bad.md", func(h huge) { h.write("content/bad.md", header("---", keys(60_000, "a%d: 1\n"))) }},
	"many keys in the settings": {"config.toml", func(h huge) { h.write("config.toml", sitetest.Config+keys(60_000, "a%d = 1\n")) }},
	"bomb.docx":                 {"attachment-", func(h huge) { h.attached("a.docx", bomb(h.t, "word/document.xml", "<w:document>", 200<<20)) }},
	"bomb.xlsx":                 {"attachment-", func(h huge) { h.attached("a.xlsx", bomb(h.t, "xl/workbook.xml", "<workbook>", 200<<20)) }},
	"many broken files": {"bad", func(h huge) {
		for i := range rounds.Of(1000, 10_000) {
			h.write(fmt.Sprintf("content/%d/bad%d.md", i%50, i), "x")
		}
	}},
	"many tiny files": {"", func(h huge) {
		for i := range rounds.Of(5_000, 100_000) {
			h.write(fmt.Sprintf("content/%d/t%d.txt", i%500, i), "")
		}
	}},
	"many empty documents in a folder": {"front-matter-missing", func(h huge) {
		for i := range rounds.Of(5_000, 100_000) {
			h.write(fmt.Sprintf("content/t%d.md", i), "")
		}
	}},
	"many documents that are headers": {"", func(h huge) {
		one := sitetest.Doc(1, "", "")
		for i := range rounds.Of(5_000, 99_998) { // a year has five digits of index numbers
			h.write(fmt.Sprintf("content/t%d.md", i), strings.Replace(one, sitetest.Index(1), sitetest.Index(i+2), 1))
		}
	}},
	"many static files in a folder": {"", func(h huge) {
		for i := range rounds.Of(5_000, 100_000) {
			h.write(fmt.Sprintf("static/t/%d.txt", i), "")
		}
	}},
}

func keys(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// laughs is the billion laughs of YAML.
func laughs(levels int) string {
	b := "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
	for i := 1; i < levels; i++ {
		b += fmt.Sprintf("a%d: &a%d [%s]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 8)+fmt.Sprintf("*a%d", i-1))
	}
	return b
}

// nested are marks that Markdown nests, or looks for the ends of.
var nested = []string{"> ", "- ", "1. ", "[", "![", "*", "**a ", "_", "~~", "`", "``a`", "<", "<a ", "(", "[](", "[a](<", "# ", "|", "&", "\\", "[^a]", ": ", "<!--", "『", "*a **b ", "]("}

// TestBounded gives the program what is too much of anything: it ends with a message that
// names the file, in bounded time and memory.
func TestBounded(t *testing.T) {
	sitetest.Heavy(t, "large files")
	mulu := program(t)
	for name, c := range hugeCases {
		t.Run(name, func(t *testing.T) { runHuge(t, mulu, c.says, c.make) })
	}
	for _, mark := range nested {
		t.Run(fmt.Sprintf("100,000 of %q", mark), func(t *testing.T) {
			runHuge(t, mulu, "", func(h huge) { h.body(strings.Repeat(mark, 100_000)) })
		})
	}
}

func runHuge(t *testing.T, mulu, says string, make func(huge)) {
	t.Helper()
	h := huge{t, sitetest.Docs(1).Write(t)}
	make(h)
	c := exec.Command(mulu, "check", "-s", h.dir, "--date", sitetest.Today.String())
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	memory, err := peakOf(c)
	out, cpu := said.Bytes(), c.ProcessState.UserTime()+c.ProcessState.SystemTime()
	t.Logf("%v, %d MB, %d KB said, %v", cpu.Round(time.Millisecond), memory>>20, len(out)>>10, err)
	if cpu > mostTime || memory > mostMemory || len(out) > mostSaid {
		t.Errorf("took %v, %d MB, said %d KB", cpu, memory>>20, len(out)>>10)
	}
	if code := c.ProcessState.ExitCode(); code < 0 || code == 2 || bytes.Contains(out, []byte("内部错误")) {
		t.Errorf("status %d\n%.2000s", code, out)
	}
	if !bytes.Contains(out, []byte(says)) {
		t.Errorf("want %q in\n%.2000s", says, out)
	}
}
