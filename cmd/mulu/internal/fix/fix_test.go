package fix_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/fix"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/markdown"
	"mulu/cmd/mulu/internal/sitetest"
)

func fixer(t testing.TB) *fix.Fixer {
	t.Helper()
	c, ds := config.Load([]byte(sitetest.Config))
	if c == nil {
		t.Fatal(ds)
	}
	return fix.New(c)
}

func TestDocument(t *testing.T) {
	f := fixer(t)
	for _, c := range []struct{ name, was, is string }{
		{"brackets", "+++\ndoc_number = \"粤办函[2018]571号\" # 原文如此\n+++\n", "+++\ndoc_number = \"粤办函〔2018〕571号\" # 原文如此\n+++\n"},
		{"spaces", "+++\n发文字号 = '栖交发〔2025〕 1 号'\n+++\n", "+++\n发文字号 = '栖交发〔2025〕1号'\n+++\n"},
		{"plain YAML", "---\ndoc_number: 栖交发【2025】1号\n---\n", "---\ndoc_number: 栖交发〔2025〕1号\n---\n"},
		{"leading zero is no way of writing", "+++\ndoc_number = \"栖交发[2025]01号\"\n+++\n", ""},
		{"short year", "+++\ndoc_number = \"栖交发〔25〕1号\"\n+++\n", ""},
		{"full-width day", "+++\nwritten = \"２０２５－０３－０５\"\n+++\n", "+++\nwritten = 2025-03-05\n+++\n"},
		{"Chinese day in YAML", "---\n成文日期: 2025年3月5日\n---\n", "---\n成文日期: 2025-03-05\n---\n"},
		{"day inside a table", "+++\nconsultation = {opens = \"2025/3/5\", closes = 2025-04-05}\n+++\n", "+++\nconsultation = {opens = 2025-03-05, closes = 2025-04-05}\n+++\n"},
		{"no such day", "+++\nwritten = \"2025年2月30日\"\n+++\n", ""},
		{"a title is no day", "+++\ntitle = \"2025年3月5日\"\n+++\n", ""},
		{"key", "+++\npublised = 2025-03-05\nindex-number = \"1/2\"\n+++\n", "+++\npublished = 2025-03-05\nindex_number = \"1/2\"\n+++\n"},
		{"key that is there", "+++\npublised = 2025-03-05\npublished = 2025-03-05\n+++\n", ""},
		{"key and value", "+++\nwriten = \"2025.3.5\"\n+++\n", "+++\nwritten = 2025-03-05\n+++\n"},
		{"two slips", "+++\npublsed = 2025-03-05\n+++\n", ""},
		{"mark and line ends", "\xEF\xBB\xBF+++\r\ntitle = \"甲\"\r\n+++\r\n正文\r\n", "+++\ntitle = \"甲\"\n+++\n正文\n"},
		{"space in the header", "+++\ntitle = \"甲\"  \n# 注 \t\n+++\n", "+++\ntitle = \"甲\"\n# 注\n+++\n"},
		{"space in a long value", "+++\nsummary = \"\"\"甲  \n乙\"\"\"\n+++\n", ""},
		{"space after a long value", "+++\nkeywords = [\n  \"甲\", \n]\ntitle = \"乙\" \n+++\n", "+++\nkeywords = [\n  \"甲\", \n]\ntitle = \"乙\"\n+++\n"},
		{"space in a body", "+++\n+++\n甲 \n\n乙  \n\n\t\n丙", "+++\n+++\n甲\n\n乙\n\n\n丙"},
		{"line break", "+++\n+++\n甲  \n乙\n", ""},
		{"code", "+++\n+++\n```\n甲 \n```\n", ""},
		{"number in a body", "+++\n+++\n依据栖交发[2025] 1号和 `栖交发[2025]2号`。\n", "+++\n+++\n依据栖交发〔2025〕1号和 `栖交发[2025]2号`。\n"},
		{"number in code", "+++\n+++\n~~~\n栖交发[2025]1号\n~~~\n栖交发[2025]1号\n", "+++\n+++\n~~~\n栖交发[2025]1号\n~~~\n栖交发〔2025〕1号\n"},
		{"number of others in a body", "+++\n+++\n依据粤办函[2018]571号。\n", ""},
		{"number that is an address", "+++\n+++\n[文件](栖交发[2025]1号)\n", ""},
		{"no header", "正文 \n", "正文\n"},
		{"broken header", "+++\ntitle = \n+++\n甲\n", ""},
		{"GBK", "+++\n\xb1\xea\n+++\n甲 \n", ""},
	} {
		want := c.is
		if want == "" {
			want = c.was
		}
		got, repairs := f.Document("content/a.md", []byte(c.was))
		if string(got) != want {
			t.Errorf("%s: makes\n%q\nwant\n%q", c.name, got, want)
		}
		if (len(repairs) == 0) != (want == c.was) {
			t.Errorf("%s: names %d repairs: %v", c.name, len(repairs), repairs)
		}
		if again, more := f.Document("content/a.md", got); len(more) > 0 || !bytes.Equal(again, got) {
			t.Errorf("%s: a second run repairs %v", c.name, more)
		}
	}
}

// Whatever the text, the page of the body is the same but for document numbers, and the
// number of lines is.
func TestBodyKeepsItsPage(t *testing.T) {
	f, rnd := fixer(t), rand.New(rand.NewPCG(1, 2))
	pieces := []string{"甲", " ", "  ", "\t", "\n", "\n\n", "- ", "> ", "```\n", "    ", "|", "| --- |\n", "**", "`", "\\", "<br>", "#", " 栖交发[2025]1号", "1. ", "　"}
	html := func(text []byte) string {
		var r markdown.Result
		at, _ := frontmatter.BodyAt(text)
		markdown.New(markdown.Options{}).Convert("", text[at:], 1, nil, &r)
		return string(r.HTML)
	}
	for range 3000 {
		var b strings.Builder
		b.WriteString("+++\ntitle = \"甲\"\n+++\n")
		for range rnd.IntN(30) {
			b.WriteString(pieces[rnd.IntN(len(pieces))])
		}
		was := []byte(b.String())
		is, _ := f.Document("a.md", was)
		right := strings.NewReplacer("栖交发[2025]1号", "栖交发〔2025〕1号")
		if got, want := right.Replace(html(is)), right.Replace(html(was)); got != want {
			t.Fatalf("%q becomes %q:\n%s\nwas\n%s", was, is, got, want)
		}
		if bytes.Count(was, []byte("\n")) != bytes.Count(is, []byte("\n")) {
			t.Fatalf("%q becomes %q", was, is)
		}
	}
}

func TestDiff(t *testing.T) {
	var was, is bytes.Buffer
	for i := range 30 {
		fmt.Fprintf(&was, "%d%s\n", i, map[bool]string{true: " "}[i == 2 || i == 20])
		fmt.Fprintf(&is, "%d\n", i)
	}
	var out bytes.Buffer
	if err := fix.Diff(&out, "content/a.md", was.Bytes(), is.Bytes(), []fix.Repair{{Line: 0, What: "行尾改为 LF"}}, noSecrets); err != nil {
		t.Fatal(err)
	}
	want := "--- a/content/a.md\n+++ b/content/a.md\n# 行尾改为 LF\n@@ -1,6 +1,6 @@\n 0\n 1\n-2 \n+2\n 3\n 4\n 5\n" +
		"@@ -18,7 +18,7 @@\n 17\n 18\n 19\n-20 \n+20\n 21\n 22\n 23\n"
	if out.String() != want {
		t.Errorf("writes\n%s\nwant\n%s", out.String(), want)
	}
}

func noSecrets([]string) map[int]bool { return nil }

// A secret of a changed line or of one beside it is not shown, but what was repaired is.
func TestDiffHidesSecrets(t *testing.T) {
	secret := func(lines []string) map[int]bool {
		numbers := map[int]bool{}
		for i, s := range lines {
			numbers[i+1] = strings.Contains(s, "机密")
		}
		return numbers
	}
	var out bytes.Buffer
	repairs := []fix.Repair{{Line: 2, What: "去掉行尾空格"}, {Line: 3, What: "去掉行尾空格"}}
	if err := fix.Diff(&out, "a.md", []byte("机密1\n机密2 \n丙 \n"), []byte("机密1\n机密2\n丙\n"), repairs, secret); err != nil {
		t.Fatal(err)
	}
	const hidden = "（本行有个人信息，不显示）"
	want := "--- a/a.md\n+++ b/a.md\n@@ -1,3 +1,3 @@\n " + hidden + "\n-" + hidden + "\n-丙 \n+" + hidden + " 去掉行尾空格\n+丙\n"
	if out.String() != want {
		t.Errorf("writes\n%s\nwant\n%s", out.String(), want)
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.md")
	if err := os.WriteFile(name, []byte("甲 "), 0o640); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := fix.Write(root, "a.md", []byte("别的"), []byte("甲")); !errors.Is(err, fix.ErrChanged) {
		t.Errorf("a file that was changed: %v", err)
	}
	if err := fix.Write(root, "a.md", []byte("甲 "), []byte("甲")); err != nil {
		t.Error(err)
	}
	if data, _ := os.ReadFile(name); string(data) != "甲" {
		t.Errorf("holds %q", data)
	}
	if info, _ := os.Stat(name); info.Mode().Perm() != 0o640 {
		t.Errorf("has mode %v", info.Mode())
	}
	if list, _ := os.ReadDir(dir); len(list) != 1 {
		t.Errorf("leaves %v", list)
	}
	if err := os.Chmod(name, 0o440); err != nil {
		t.Fatal(err)
	}
	if err := fix.Write(root, "a.md", []byte("甲"), []byte("乙")); !errors.Is(err, fix.ErrReadOnly) {
		t.Errorf("a file that is only to be read: %v", err)
	}
	if err := os.Symlink("a.md", filepath.Join(dir, "b.md")); err != nil {
		t.Skip(err)
	}
	if err := fix.Write(root, "b.md", []byte("甲"), []byte("乙")); err == nil {
		t.Error("a link was replaced")
	}
}
