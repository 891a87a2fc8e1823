package build_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/rounds"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/source"
)

// load loads the files as a site in a folder.
func load(t testing.TB, files sitetest.Files) (*build.Site, []diag.Diagnostic, string) {
	t.Helper()
	dir := files.Write(t)
	src, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { src.Close() })
	s, ds, err := build.Load(context.Background(), src, build.Options{Date: sitetest.Today})
	if err != nil {
		t.Fatal(err)
	}
	return s, ds, dir
}

// A file that cannot be read is no reason to say that its category is empty.
func TestBrokenFileEmptiesNoCategory(t *testing.T) {
	_, ds, _ := load(t, sitetest.Files{
		"config.toml":  sitetest.Config,
		"content/a.md": sitetest.Doc(1, `category = ["wj/gf"]`, ""),
		"content/b.md": strings.Replace(sitetest.Doc(2, `category = "jd"`, ""), "\"文件2", "“文件2", 1),
	})
	if len(ds) != 1 || ds[0].Code != "toml-syntax" {
		t.Errorf("reports %v, want the syntax error alone", ds)
	}
}

func publishTo(t testing.TB, s *build.Site, src, out string) (publish.Result, []diag.Diagnostic) {
	t.Helper()
	r, ds, err := s.Publish(context.Background(), publish.Options{Dir: out, Source: src}, false)
	if err != nil {
		t.Fatal(err)
	}
	return r, ds
}

// tree reads an output folder.
func tree(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		files[filepath.ToSlash(rel)], err = os.ReadFile(p)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func example() sitetest.Files {
	files := sitetest.Docs(17)
	files["content/x.md"] = sitetest.Doc(18, "category = \"jd\"\nattachments = [{file = \"表.csv\", title = \"附表\"}]\naliases = [\"old/a.html\"]\ninterprets = [\""+sitetest.Index(3)+"\"]", "## 总则\n\n见[文件](d00003.md)和[图](图.png)。")
	files["content/表.csv"], files["content/图.png"], files["content/unused.pdf"] = "a,b\n", "png", "unused"
	files["static/fj/a.png"] = "png"
	return files
}

func TestPublishWhole(t *testing.T) {
	s, ds, src := load(t, example())
	if diag.Count(ds).Errors > 0 {
		t.Fatal(ds)
	}
	out := filepath.Join(t.TempDir(), "public")
	r, ds := publishTo(t, s, src, out)
	if len(ds) != 1 || ds[0].Code != "attachment-unused" || ds[0].File != "content/unused.pdf" || !r.Changed {
		t.Fatalf("reports %v, result %+v", ds, r)
	}
	files := tree(t, out)
	for e := range s.Plan.Fixed() {
		if files[e.Path] == nil {
			t.Errorf("%s is planned and not there", e.Path)
		}
	}
	if n := len(files); n != r.Files+1 { // and the manifest
		t.Errorf("%d files, result says %d", n, r.Files)
	}
	for name, data := range files {
		if bytes.Contains(data, []byte("unused")) {
			t.Errorf("%s holds a file that nobody named", name)
		}
	}
	named := 0
	for name := range files {
		if strings.HasPrefix(name, "doc/113701000041890072/2025-00018/") {
			named++
		}
	}
	if named != 2 {
		t.Errorf("%d files beside document 18, want its attachment and its picture", named)
	}
}

// The same input gives the same bytes in another folder, with another number of
// workers; a second build touches nothing.
func TestSameBytes(t *testing.T) {
	site := example()
	site[config.FileName] += "[search]\nattachments = [\"csv\"]\n"
	s, _, src := load(t, site)
	out := filepath.Join(t.TempDir(), "public")
	publishTo(t, s, src, out)
	first := tree(t, out)
	again, _ := publishTo(t, s, src, out)
	if again.Changed || again.Written != 0 {
		t.Errorf("a second build writes %+v", again)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for i := range rounds.Of(2, 30) {
		cores := []int{1, 7, 2, 16}[i%4]
		runtime.GOMAXPROCS(cores)
		s, _, src = load(t, site)
		other := filepath.Join(t.TempDir(), "elsewhere")
		publishTo(t, s, src, other)
		got := tree(t, other)
		if len(got) != len(first) {
			t.Errorf("%d cores: %d files, want %d", cores, len(got), len(first))
		}
		for name, data := range got {
			if !bytes.Equal(first[name], data) {
				t.Errorf("%d cores: %s differs", cores, name)
			}
		}
	}
}

// A document that leaves, leaves nothing; a build into the old output equals one
// into an empty folder, but for the publication log, which says that it left.
func TestRemovedDocument(t *testing.T) {
	files := example()
	s, _, src := load(t, files)
	out := filepath.Join(t.TempDir(), "public")
	publishTo(t, s, src, out)
	delete(files, "content/x.md")
	s, _, src = load(t, files)
	r, _ := publishTo(t, s, src, out)
	fresh := filepath.Join(t.TempDir(), "fresh")
	publishTo(t, s, src, fresh)
	a, b := tree(t, out), tree(t, fresh)
	if len(a) != len(b) || r.Removed == 0 {
		t.Errorf("%d files after the change, %d afresh, %d removed", len(a), len(b), r.Removed)
	}
	for name, data := range b {
		if !bytes.Equal(a[name], data) && !ofLog.MatchString(name) {
			t.Errorf("%s differs", name)
		}
	}
}

// ofLog are the files that go on from the output before.
var ofLog = regexp.MustCompile(`^(manifest\.json|log\.(html|xml)|log/.*|data/(log.*|record-withdrawn)\.json)$`)

// A site's own template, style and image stand in place of the built-in ones, file by
// file; the rest of the theme stays, and the replaced files are not published twice.
func TestOwnTheme(t *testing.T) {
	files := sitetest.Docs(1)
	files["layouts/notfound.html"] = "<!doctype html><html lang=\"zh-CN\"><head>{{template \"head\" .Shell}}</head><body><h1>自定的找不到页</h1></body></html>"
	files["static/css/main.css"] = "body { color: rebeccapurple; }"
	files["static/css/own.css"] = "p { margin: 0; }"
	s, ds, src := load(t, files)
	if diag.Count(ds).Errors > 0 {
		t.Fatal(ds)
	}
	out := filepath.Join(t.TempDir(), "public")
	publishTo(t, s, src, out)
	site := tree(t, out)
	if !bytes.Contains(site["404.html"], []byte("自定的找不到页")) || !bytes.Contains(site["404.html"], []byte("stylesheet")) {
		t.Errorf("404.html is %s", site["404.html"])
	}
	if site["css/main.css"] != nil || site["css/own.css"] == nil {
		t.Error("the style sheet that stands in place of the theme's is published raw, or another file of its folder is not")
	}
	own := 0
	for name, data := range site {
		if strings.HasPrefix(name, "assets/main.") && bytes.Contains(data, []byte("rebeccapurple")) || strings.HasPrefix(name, "assets/main.") && bytes.Contains(data, []byte("#639")) {
			own++
			if !bytes.Contains(site["index.html"], []byte(name)) {
				t.Errorf("the home page does not use %s", name)
			}
		}
	}
	if own != 1 {
		t.Errorf("%d published style sheets are the site's own", own)
	}
}

// An error in any body leaves the old site as it was.
func TestErrorPublishesNothing(t *testing.T) {
	files := example()
	s, _, src := load(t, files)
	out := filepath.Join(t.TempDir(), "public")
	publishTo(t, s, src, out)
	before := tree(t, out)
	files["content/d00005.md"] = sitetest.Doc(5, "", "[坏](nowhere.md)\n\n[坏](2.md)")
	files["content/d00006.md"] = sitetest.Doc(6, "", "<b>x</b>")
	s, _, src = load(t, files)
	r, ds := publishTo(t, s, src, out)
	if r.Changed || diag.Count(ds).Errors < 3 || ds[0].File != "content/d00005.md" {
		t.Errorf("result %+v, problems %v", r, ds)
	}
	after := tree(t, out)
	if len(after) != len(before) {
		t.Errorf("%d files, were %d", len(after), len(before))
	}
	for name, data := range before {
		if !bytes.Equal(after[name], data) {
			t.Errorf("%s changed", name)
		}
	}
	checked, err := s.Check(context.Background())
	if err != nil || fmt.Sprint(checked) != fmt.Sprint(ds) {
		t.Errorf("Check says %v, Publish %v", checked, ds)
	}
}

// A file whose header is wrong does not make links to it further problems.
func TestNoCascade(t *testing.T) {
	files := sitetest.Docs(2)
	files["content/d00001.md"] = "+++\ntitle = \n+++\n"
	files["content/d00002.md"] = sitetest.Doc(2, `related = ["d00001.md"]`, "[a](d00001.md)")
	s, ds, _ := load(t, files)
	more, err := s.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if c := diag.Count(append(ds, more...)); c.Errors != 1 {
		t.Errorf("reports %v and %v, want the one wrong header", ds, more)
	}
}

func TestBaseURLOption(t *testing.T) {
	src, err := source.Open(example().Write(t))
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	s, _, err := build.Load(context.Background(), src, build.Options{Now: time.Date(2026, 11, 22, 17, 0, 0, 0, time.UTC), BaseURL: "https://b.example/x"})
	if err != nil || s.Config.BaseURL != "https://b.example/x/" {
		t.Errorf("BaseURL = %v, %v", s, err)
	}
	if s.Today.String() != "2026-11-23" {
		t.Errorf("today is %s, want the day in Shanghai", s.Today)
	}
}

func TestCancelled(t *testing.T) {
	s, _, src := load(t, sitetest.Docs(200))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	out := filepath.Join(t.TempDir(), "public")
	if _, _, err := s.Publish(ctx, publish.Options{Dir: out, Source: src}, false); err == nil {
		t.Error("a cancelled build succeeds")
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(out), "*")); len(left) > 0 {
		t.Errorf("a cancelled build leaves %v", left)
	}
}

// A code means one thing, is explained, and names its source.
func TestRulesAreWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range build.Rules() {
		if seen[r.Code] {
			t.Errorf("code %s stands for two rules", r.Code)
		}
		seen[r.Code] = true
		if r.Title == "" || r.Explain == "" || r.Source == "" || r.Repair == "" || r.Severity == 0 {
			t.Errorf("rule %s is not whole: %+v", r.Code, r)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	dir := sitetest.Docs(2000).Write(b)
	src, err := source.Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer src.Close()
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := build.Load(context.Background(), src, build.Options{Date: sitetest.Today}); err != nil {
			b.Fatal(err)
		}
	}
}

// usualTexts loads a site of so many documents of the usual size, with little to find.
func usualTexts(b *testing.B, docs int, settings string) *build.Site {
	site := sitetest.Docs(docs)
	for name, text := range site {
		if strings.HasSuffix(name, ".md") {
			for part := range 8 {
				text += fmt.Sprintf(partText, part+1)
			}
			site[name] = text
		}
	}
	site["config.toml"] = sitetest.Config + settings
	src, err := source.Open(site.Write(b))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = src.Close() }) // opened for reading
	s, _, err := build.Load(context.Background(), src, build.Options{Date: sitetest.Today})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func BenchmarkCheck(b *testing.B) {
	const docs = 500
	s := usualTexts(b, docs, "")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Check(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/docs, "µs/document")
}

// BenchmarkPublish makes a site anew, in the forms between which its price lies.
func BenchmarkPublish(b *testing.B) {
	const docs = 500
	for _, form := range []struct{ name, settings string }{
		{"pages", "\n[search]\nenabled = false\n[downloads]\nmarkdown = false\ntext = false\njson = false\n[exports]\ncsv = false\nxlsx = false\njson = false\njsonl = false\n"},
		{"all", ""},
	} {
		b.Run(form.name, func(b *testing.B) {
			s := usualTexts(b, docs, form.settings)
			out := b.TempDir()
			b.ReportAllocs()
			for n := 0; b.Loop(); n++ {
				if _, ds, err := s.Publish(context.Background(), publish.Options{Dir: filepath.Join(out, strconv.Itoa(n))}, false); err != nil || diag.Count(ds).Errors > 0 {
					b.Fatal(err, ds)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/docs, "µs/document")
		})
	}
}

// partText has what rules look closer at: numbers, brackets, quotations, a table.
const partText = `
## 第%[1]d部分

第%[1]d组全年共收到申请200件，其中网上申请120件，信函申请80件，网上申请占60%%；办结180件，结转下年度20件。依照《中华人民共和国政府信息公开条例》（国务院令第711号）的规定，自形成之日起20个工作日内公开。

- 第%[1]d组的有关部门应当按照“谁主管、谁负责”的原则，落实保密审查；
- 县级以上地方人民政府应当将第%[1]d号限期达标规划报上一级人民政府备案，并向社会公开。

| 年度 | 第%[1]d组新收（件） | 办结（件） |
| --- | ---: | ---: |
| 2024年 | 25 | 24 |
| 2025年 | 33 | 34 |
| 合计 | 58 | 58 |
`

// A site's own colour changes the one style sheet and nothing else; without one the
// style sheet is the theme's, byte for byte.
func TestOwnColour(t *testing.T) {
	sheet := func(settings string) (name string, data []byte) {
		files := sitetest.Docs(1)
		files["config.toml"] = sitetest.Config + settings
		s, ds, src := load(t, files)
		if diag.Count(ds).Errors > 0 {
			t.Fatal(ds)
		}
		out := filepath.Join(t.TempDir(), "public")
		publishTo(t, s, src, out)
		for name, data := range tree(t, out) {
			if strings.HasPrefix(name, "assets/main.") {
				return name, data
			}
		}
		t.Fatal("no style sheet")
		return "", nil
	}
	plainName, plain := sheet("")
	if name, data := sheet("\n[theme]\n"); name != plainName || !bytes.Equal(data, plain) {
		t.Errorf("without a colour the style sheet is %s, want %s", name, plainName)
	}
	name, data := sheet("\n[theme]\ncolor = \"#0b4a94\"\ndark = \"#9ec9ff\"\n")
	rest, own := bytes.CutPrefix(data, plain)
	if name == plainName || !own || !bytes.Contains(rest, []byte("--brand-700:#0b4a94")) || !bytes.Contains(rest, []byte("--brand-300:#9ec9ff")) {
		t.Errorf("with a colour the style sheet %s ends in %q", name, rest)
	}
}
