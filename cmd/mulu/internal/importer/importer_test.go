package importer_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/importer"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/source"
)

// load opens a site that has no error.
func load(t testing.TB, dir string) *build.Site {
	t.Helper()
	src, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { src.Close() })
	s, ds, err := build.Load(t.Context(), src, build.Options{Date: sitetest.Today})
	if err != nil {
		t.Fatal(err)
	}
	if s == nil || diag.Count(ds).Errors > 0 {
		t.Fatal(ds)
	}
	more, err := s.Check(t.Context())
	if err != nil || diag.Count(more).Errors > 0 {
		t.Fatal(more, err)
	}
	return s
}

func records(t testing.TB, s *build.Site) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.Records(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// importTo imports into a site's folder, with the files of a published site, "" for none.
func importTo(t testing.TB, dir, files string, data []byte, indexes ...string) importer.Result {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, config.FileName))
	if err != nil {
		t.Fatal(err)
	}
	c, _ := config.Load(text)
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	o := importer.Options{Config: c, Site: root, Folder: "content", Indexes: indexes}
	if files != "" {
		if o.Files, err = os.OpenRoot(files); err != nil {
			t.Fatal(err)
		}
		defer o.Files.Close()
	}
	r, err := importer.JSONLines(t.Context(), bytes.NewReader(data), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var mdLink = regexp.MustCompile(`\]\(([^)\s]+\.md)(#[^)]*)?\)`)

// The example site, exported and imported into an empty one, is exported again byte for
// byte the same: every field, relation, attachment and body.
func TestRoundTrip(t *testing.T) {
	const example = "../../../.."
	s := load(t, example)
	want := records(t, s)
	public := filepath.Join(t.TempDir(), "public")
	if _, _, err := s.Publish(t.Context(), publish.Options{Dir: public}, false); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	copyTree(t, filepath.Join(example, "content", "pages"), filepath.Join(dir, "content", "pages"), func(name string, data []byte) []byte {
		// Pages name documents by their files, which have other places now.
		return mdLink.ReplaceAllFunc(data, func(link []byte) []byte {
			m := mdLink.FindSubmatch(link)
			target, _ := s.Catalogue.FindPath("content/" + strings.TrimPrefix(string(m[1]), "../"))
			if target.Document == nil {
				return link
			}
			return []byte("](" + target.Document.Index + string(m[2]) + ")")
		})
	})
	text, err := os.ReadFile(filepath.Join(example, config.FileName))
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(text), "\n[check.review]") // reviews are not public, so they are not there
	_, after, _ := strings.Cut(rest, "\n[check.statutory]")
	text = []byte(strings.Replace(before+"\n[check.statutory]"+after, "waivers = ", "# ", 1))
	if err := os.WriteFile(filepath.Join(dir, config.FileName), text, 0o644); err != nil {
		t.Fatal(err)
	}
	r := importTo(t, dir, public, want)
	if len(r.Refused)+len(r.Missing) > 0 || len(r.Written) != len(s.Catalogue.Documents) || r.Copied == 0 {
		t.Fatalf("%d written, %d copied, refused %v, missing %v", len(r.Written), r.Copied, r.Refused, r.Missing)
	}
	got := bytes.SplitAfter(records(t, load(t, dir)), []byte("\n"))
	for i, line := range bytes.SplitAfter(want, []byte("\n")) {
		if i >= len(got) || !bytes.Equal(got[i], line) {
			t.Fatalf("line %d is\n%s\nwant\n%s", i+1, got[min(i, len(got)-1)], line)
		}
	}
	if again := importTo(t, dir, public, want, indexesOf(s)...); len(again.Written) > 0 || len(again.Refused) != len(r.Written) {
		t.Errorf("a second import writes %d and refuses %d", len(again.Written), len(again.Refused))
	}
}

func indexesOf(s *build.Site) (list []string) {
	for i := range s.Catalogue.Documents {
		list = append(list, s.Catalogue.Documents[i].Index)
	}
	return list
}

func copyTree(t *testing.T, from, to string, edit func(name string, data []byte) []byte) {
	t.Helper()
	err := filepath.WalkDir(from, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		return os.WriteFile(target, edit(rel, data), 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// one is a record that is taken; with others in place of some of its parts it is not.
const one = `{"format":1,"index_number":"113701000041890072/2025-00001","title":"文件1","issuer":["栖澜市交通运输局"],"category":["wj"],"written":"2025-01-01","published":"2025-01-01","disclosure":"主动公开","body":"正文\n"}`

// Each line that cannot be a document is refused at its place; nothing is written for it,
// and nothing outside content.
func TestRefused(t *testing.T) {
	const att = `"attachments":[{"title":"表","file":"a.csv","type":"csv","size":1,"url":"https://jtj.qilan.example/xxgk/doc/113701000041890072/2025-00001/a.csv"}],"body"`
	for _, tt := range []struct{ old, new, want string }{
		{one, "{", "不是 JSON 对象"}, {one, `[]`, "不是 JSON 对象"}, {one, `"a"`, "不是 JSON 对象"}, {one, "\xff", "UTF-8"},
		{one, strings.Repeat("[", 100_000), "不是 JSON 对象"},
		{`"format":1`, `"format":2`, "format 是 2"}, {`"format":1,`, ``, "format"},
		{`2025-00001"`, `2025-00001\n+++"`, "控制字符"}, {`文件1`, `甲\u0000`, "控制字符"}, {`文件1`, `甲\"\nx = 1`, "控制字符"},
		{`主动公开`, `不予公开`, "只导入主动公开"}, {`,"disclosure":"主动公开"`, ``, "只导入主动公开"},
		{`["wj"]`, `["none"]`, "目录树"}, {`["wj"]`, `["../../etc"]`, "目录树"}, {`["wj"]`, `"wj"`, "目录树"},
		{`["栖澜市交通运输局"]`, `["某局"]`, "没有在 config.toml 中登记"}, {`2025-01-01","published`, `2025-02-30","published`, "2025-02-30"},
		{`,"written":"2025-01-01"`, ``, "成文日期"}, {`"title":"文件1",`, ``, "标题"}, {`"title":"文件1"`, `"title":7`, "title 应是文字"},
		{`"body"`, `"keywords":"a","body"`, "keywords 应是列表"},
		{`"body"`, `"related":[{"index_number":7}],"body"`, "related 应是文字"}, {`"body":"正文\n"`, `"body":7`, "body 应是文字"},
		{`正文\n`, `[甲](https://jtj.qilan.example/xxgk/../../x)`, "写得不对"},
		{`"body"`, strings.Replace(att, "https://jtj.qilan.example/xxgk/", "https://other.example/", 1), "不在"},
		{`"body"`, strings.Replace(att, "2025-00001/a.csv", "../../../a.csv", 1), "不在"},
		{`"body"`, strings.Replace(att, "2025-00001/a.csv", "2025-00002/a.csv", 1), "不在本文件"},
		{`"body"`, strings.Replace(att, "2025-00001/a.csv", "2025-00001/a.html", 1), "类型不允许"},
		{`"body"`, strings.Replace(att, "doc/113701000041890072/2025-00001/a.csv", ".git/a.csv", 1), "不在本文件"},
	} {
		dir := sitetest.Docs(0).Write(t)
		line := strings.Replace(one, tt.old, tt.new, 1)
		if line == one {
			t.Fatalf("%q is not in the record", tt.old)
		}
		r := importTo(t, dir, "", []byte("\n"+line+"\n"))
		if len(r.Refused) != 1 || r.Refused[0].Line != 2 || !strings.Contains(r.Refused[0].Text, tt.want) || len(r.Written) > 0 {
			t.Errorf("%.150s: refused %v, written %v, want %q", tt.new, r.Refused, r.Written, tt.want)
		}
		if names, _ := filepath.Glob(filepath.Join(dir, "*")); len(names) != 1 {
			t.Errorf("%.80s: the site has %q", tt.new, names)
		}
	}
}

// What is there stays: a file, an index number, a document of an earlier line.
func TestNeverOverwrites(t *testing.T) {
	dir := sitetest.Docs(0).Write(t)
	r := importTo(t, dir, "", []byte("\ufeff"+one+"\r\n"+one))
	if len(r.Written) != 1 || r.Written[0] != "content/wj/2025-00001.md" || len(r.Refused) != 1 || r.Refused[0].Line != 2 || !strings.Contains(r.Refused[0].Text, "已经有了") {
		t.Errorf("%+v", r)
	}
	file := filepath.Join(dir, "content", "wj", "2025-00001.md")
	if err := os.WriteFile(file, []byte("原来的"), 0o644); err != nil {
		t.Fatal(err)
	}
	r = importTo(t, dir, "", []byte(one)) // takes the longer name
	if len(r.Written) != 1 || r.Written[0] != "content/wj/113701000041890072-2025-00001.md" {
		t.Errorf("%+v", r)
	}
	if r = importTo(t, dir, "", []byte(one)); len(r.Refused) != 1 || !strings.Contains(r.Refused[0].Text, "不会覆盖") {
		t.Errorf("%+v", r)
	}
	if data, err := os.ReadFile(file); err != nil || string(data) != "原来的" {
		t.Errorf("the file has %q, %v", data, err)
	}
}

// A line of any length ends; the lines after it are read.
func TestLongLine(t *testing.T) {
	dir := sitetest.Docs(0).Write(t)
	long := strings.Replace(one, "正文", strings.Repeat("长", 6<<20), 1)
	r := importTo(t, dir, "", []byte(long+"\n"+one+"\n"))
	if len(r.Refused) != 1 || r.Refused[0].Line != 1 || len(r.Written) != 1 {
		t.Errorf("refused %v, written %v", r.Refused, r.Written)
	}
}

// Links of a body lead where they led, and attachments that are not there are named.
func TestLinks(t *testing.T) {
	dir := sitetest.Docs(0).Write(t)
	body := strings.ReplaceAll(`[甲](@doc/113701000041890072/2025-00002.html#art-1) [乙](@doc/113701000041890072/2025-00001/b.csv) ![丙](@doc/113701000041890072/2025-00001/c.png) [丁](@wj/) [戊](https://a.example/) [己](@doc/113701000041890072/2025-00001.html#x) [庚](@doc/113701000041890072/2025-00001/d%20e.txt)`, "@", "https://jtj.qilan.example/xxgk/")
	r := importTo(t, dir, "", []byte(strings.Replace(one, `正文\n`, body, 1)))
	if len(r.Written) != 1 || len(r.Missing) != 3 {
		t.Fatalf("%+v", r)
	}
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(r.Written[0])))
	want := "[甲](113701000041890072/2025-00002#art-1) [乙](b.csv) ![丙](c.png) [丁](/wj/) [戊](https://a.example/) [己](#x) [庚](<d e.txt>)"
	if err != nil || !strings.HasSuffix(string(data), want) {
		t.Errorf("%v\n%s\nwant %s", err, data, want)
	}
	if r.Missing[0].Text != "请把附件 doc/113701000041890072/2025-00001/b.csv 放到 content/wj/2025-00001/b.csv" {
		t.Errorf("missing %q", r.Missing[0].Text)
	}
}

// full is a record with every kind of member, whose texts are those given.
func full(t testing.TB, title, value, body, address string) []byte {
	t.Helper()
	record := map[string]any{"format": 1, "index_number": "113701000041890072/2025-00001", "title": title, "issuer": []string{"栖澜市交通运输局"}, "category": []string{"wj/gf"},
		"written": "2025-01-01", "published": "2025-01-02", "effective": "2025-02-01", "disclosure": "主动公开", "body": body,
		"doc_number": value, "keywords": []string{title, value}, "class": "行政规范性文件", "summary": value, "aliases": []string{"old/1.html"},
		"related": []any{map[string]any{"relation": value, "index_number": value, "title": title}}, "changes": []any{map[string]any{"on": "2025-03-01", "text": value}},
		"attachments": []any{map[string]any{"title": title, "file": value, "type": "pdf", "size": 1, "url": address}}}
	data, err := json.Marshal(record)
	if err != nil {
		t.Fatal(err)
	}
	return append(data, '\n')
}

// Any input ends in documents that a build reads or in refused lines. What the fuzzer finds
// comes as whole lines, and as the texts of a record that is right otherwise.
func FuzzJSONLines(f *testing.F) {
	const base = "https://jtj.qilan.example/xxgk/"
	for _, data := range []string{one, one + "\n" + strings.ReplaceAll(one, "00001", "00002"), "\ufeff" + one + "\r\n\r\n", strings.Replace(one, `"format":1`, `"format":2`, 1),
		strings.Replace(one, `"body"`, `"keywords":["a","甲\"]\n[b]"],"expires":"2026-02-30","body"`, 1), `{"format":1,"index_number":"a","attachments":[{"url":"` + base + `x/../y.pdf"}]}`} {
		f.Add([]byte(data), "文件1", "栖交发〔2025〕1号", "正文\n", base+"doc/113701000041890072/2025-00001/a.pdf")
	}
	f.Add([]byte(""), `"""'`, "+++", "+++\ntitle = 1\n+++\n", base+"../a.pdf")
	f.Add([]byte("{"), "甲\u2028乙", `\u0000\`, "[甲]("+base+"doc/113701000041890072/2025-00001.html#a) ![x]("+base+"a.png)", base+"doc/113701000041890072/2025-00001/.git/a.pdf")
	f.Add([]byte("[]"), strings.Repeat("长", 300), "a/../b", "| a |\n| --- |\n| <b> |\n", "//x.example/a.pdf")
	dir := sitetest.Docs(0).Write(f)
	if r := importTo(f, dir, "", full(f, "文件1", "栖交发〔2025〕1号", "正文\n", base+"doc/113701000041890072/2025-00001/a.pdf")); len(r.Written) != 1 {
		f.Fatalf("the record that texts are put into is refused: %v", r.Refused)
	}
	if err := os.RemoveAll(filepath.Join(dir, "content")); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte, title, value, body, address string) {
		for _, data := range [][]byte{data, full(t, title, value, body, address)} {
			for _, name := range importTo(t, dir, "", data).Written {
				checkImported(t, dir, name)
			}
			if err := os.RemoveAll(filepath.Join(dir, "content")); err != nil {
				t.Fatal(err)
			}
		}
		if names, err := os.ReadDir(dir); err != nil || len(names) != 1 {
			t.Errorf("the site has %v, %v", names, err)
		}
	})
}

// checkImported wants a document in a folder of its category, with a header that can be read.
func checkImported(t *testing.T, dir, name string) {
	t.Helper()
	if !strings.HasPrefix(name, "content/wj/") && !strings.HasPrefix(name, "content/jd/") || !fs.ValidPath(name) {
		t.Errorf("wrote %q", name)
	}
	raw, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	data, ds := frontmatter.Clean(name, raw)
	_, more := frontmatter.Parse(name, data)
	if ds = append(ds, more...); diag.Count(ds).Errors > 0 {
		t.Errorf("%s: %v\n%q", name, ds, raw)
	}
}

func BenchmarkJSONLines(b *testing.B) {
	dir := sitetest.Docs(0).Write(b)
	text, err := os.ReadFile(filepath.Join(dir, config.FileName))
	if err != nil {
		b.Fatal(err)
	}
	c, _ := config.Load(text)
	b.ReportAllocs()
	for b.Loop() {
		root, err := os.OpenRoot(sitetest.Docs(0).Write(b))
		if err != nil {
			b.Fatal(err)
		}
		if r, err := importer.JSONLines(context.Background(), strings.NewReader(one), importer.Options{Config: c, Site: root, Folder: "content"}); err != nil || len(r.Written) != 1 {
			b.Fatal(r, err)
		}
		root.Close()
	}
}
