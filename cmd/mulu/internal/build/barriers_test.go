package build_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/a11y"
	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/source"
)

// The classic faults, written in a document as raw HTML: what the closed list of tags
// does not refuse is reported as a barrier, at its own line.
func TestBarriersInBodies(t *testing.T) {
	for name, tt := range map[string]struct{ html, code string }{
		"no headers":   {"<table><caption>表</caption><tr><td>一</td></tr></table>", "page-table-header"},
		"no summary":   {"<details><summary></summary><p>字</p></details>", "page-name-missing"},
		"no alt":       {`<img src="a.png">`, "html-not-allowed"},
		"tabindex":     {`<p tabindex="3">字</p>`, "html-not-allowed"},
		"autoplay":     {`<video src="a.mp4" autoplay></video>`, "html-not-allowed"},
		"iframe":       {`<iframe src="https://a.example/"></iframe>`, "html-not-allowed"},
		"moving text":  {"<marquee>通知</marquee>", "html-not-allowed"},
		"field":        {`<input name="q">`, "html-not-allowed"},
		"role":         {`<p role="navi">字</p>`, "html-not-allowed"},
		"heading jump": {"## 二\n\n#### 四", "heading-order"},
		"same id":      {`<p id="m-main">字</p>`, "html-not-allowed"},
	} {
		t.Run(name, func(t *testing.T) {
			fs := sitetest.Files{"config.toml": sitetest.Config + "\n[markdown]\nraw_html = true\n", "content/a.md": sitetest.Expand("+++\n#doc 1\n+++\n字\n\n" + tt.html + "\n")}
			for _, d := range problems(t, fs) {
				if d.Code == tt.code && d.File == "content/a.md" && d.Pos.Line > 5 {
					return
				}
			}
			t.Errorf("%s is not reported as %s", tt.html, tt.code)
		})
	}
}

func problems(t *testing.T, fs sitetest.Files) []diag.Diagnostic {
	t.Helper()
	src, err := source.Open(fs.Write(t))
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	site, ds, err := build.Load(t.Context(), src, build.Options{Date: sitetest.Today})
	if err != nil || site == nil {
		t.Fatal(ds, err)
	}
	more, err := site.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return append(ds, more...)
}

// Two headings of one name make two links of one name in the contents: the second heading
// is where that can be mended, not the theme's template.
func TestRepeatedHeading(t *testing.T) {
	fs := sitetest.Docs(3)
	fs["content/a.md"] = sitetest.Doc(9, "", "## 申请条件\n\n甲\n\n### 材料\n\n乙\n\n## 期限\n\n丙\n\n## 申请条件\n\n丁\n\n### 材料\n\n戊")
	var found []diag.Diagnostic
	for _, d := range problems(t, fs) {
		if d.Code == "page-link-same" {
			found = append(found, d)
		}
	}
	line := 1 + strings.Count(fs["content/a.md"][:strings.LastIndex(fs["content/a.md"], "## 申请条件")], "\n")
	if len(found) != 1 || found[0].File != "content/a.md" || found[0].Pos.Line != line || strings.Contains(found[0].Message, "layouts") {
		t.Errorf("%v, want one of line %d", found, line)
	}
}

// A fault of a part that all documents have is told once, at the line of the part, by a
// check, which makes few pages, as by a build, which makes all.
func TestBarriersAreToldOnce(t *testing.T) {
	fs := sitetest.Docs(30)
	fs["layouts/part-facts.html"] = "{{define \"facts\"}}\n<h5>其他</h5>\n<img src=\"{{.Root}}a.png\">\n{{end}}"
	checked, built := problems(t, fs), published(t, fs)
	for _, ds := range [][]diag.Diagnostic{checked, built} {
		var got []string
		for _, d := range ds {
			if strings.HasPrefix(d.Code, "page-") {
				got = append(got, d.File+" "+d.Code)
				if d.Pos.Line == 0 || d.Hint == "" {
					t.Errorf("%+v has no line or no hint", d)
				}
			}
		}
		if want := "layouts/part-facts.html page-heading-jump,layouts/part-facts.html page-image-alt"; strings.Join(got, ",") != want {
			t.Errorf("finds %q, want %q", got, want)
		}
	}
}

func published(t *testing.T, fs sitetest.Files) []diag.Diagnostic {
	t.Helper()
	dir := fs.Write(t)
	_, ds := publishWhole(t, dir)
	return ds
}

func publishWhole(t *testing.T, dir string) (out string, ds []diag.Diagnostic) {
	t.Helper()
	src, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	site, ds, err := build.Load(t.Context(), src, build.Options{Date: sitetest.Today})
	if err != nil || site == nil {
		t.Fatal(ds, err)
	}
	out = filepath.Join(dir, "out")
	_, more, err := site.Publish(t.Context(), publish.Options{Dir: out, Source: dir, Generator: "test"}, false)
	if err != nil {
		t.Fatal(err)
	}
	return out, append(ds, more...)
}

// A statement tells what the build found on the other pages and what tests in browsers
// found, and claims no more.
func TestStatement(t *testing.T) {
	const page = "+++\npage = \"accessibility\"\ntitle = \"无障碍声明\"\nresults = \"r.toml\"\n+++\n正文。\n"
	const results = "date = 2026-11-01\npages = [\"index.html\", \"guide.html\"]\nmodes = [\"light 320 1280\", \"旧的名称\"]\n[[tool]]\nname = \"axe-core\"\nversion = \"4.14.1\"\n"
	for name, tt := range map[string]struct {
		results, layout string
		want, without   []string
		notice          string // what a check says of the results
	}{
		"clean":   {results, "", []string{"自动检测没有发现问题", "没有发现问题。", "axe-core 4.14.1", "2 个", "2026-11-01", "浅色，宽320、1280像素", "旧的名称"}, []string{"部分符合", "未经评估"}, ""},
		"limits":  {"limits = [\"部分 PDF 没有标签\"]\n" + results, "", []string{"部分符合", "部分 PDF 没有标签"}, []string{"未经评估"}, ""},
		"faults":  {results + "[[finding]]\npage = \"index.html\"\nmode = \"浅色\"\nrule = \"region\"\ncount = 3\n", "", []string{"部分符合", "3 处：", "region"}, nil, ""},
		"faulty":  {results, "<!doctype html>\n<html lang=\"zh\"><head>{{template \"head\" .Shell}}</head><body>{{template \"header\" .Shell}}<main id=\"m-main\"><p>字</p></main>{{template \"footer\" .Shell}}</body></html>", []string{"部分符合", "其中 1 个网页有问题"}, nil, ""},
		"body":    {results, "", []string{"部分符合", "其中 2 个网页有问题"}, nil, ""},
		"year":    {strings.Replace(results, "2026-11-01", day(-365), 1), "", []string{"自动检测没有发现问题", day(-365)}, []string{"未经评估", "已满一年"}, ""},
		"old":     {strings.Replace(results, "2026-11-01", day(-366), 1), "", []string{"未经评估", "已满一年", day(-366)}, nil, "已满一年"},
		"to come": {strings.Replace(results, "2026-11-01", day(1), 1), "", []string{"未经评估", "没有浏览器检测的结果"}, []string{"已满一年", day(1)}, "在今天以后"},
		"part":    {strings.Replace(results, "date = 2026-11-01\n", "", 1), "", []string{"未经评估", "没有浏览器检测的结果"}, []string{"axe-core"}, "缺少 date"},
		"noted":   {"limits = [\"部分 PDF 没有标签\"]\n", "", []string{"未经评估", "没有浏览器检测的结果", "部分 PDF 没有标签"}, nil, "缺少 date、pages、modes、tool"},
		"broken":  {"date = 2026-13-01", "", []string{"未经评估", "没有浏览器检测的结果"}, nil, ""},
		"nothing": {"", "", []string{"未经评估", "没有浏览器检测的结果"}, []string{"axe-core"}, "没有检测结果文件 r.toml"},
	} {
		t.Run(name, func(t *testing.T) {
			fs := sitetest.Docs(3)
			fs["content/w.md"] = page
			if tt.results != "" {
				fs["content/r.toml"] = tt.results
			}
			if name == "body" { // the faults of bodies, which are told at their lines, count
				fs["content/a.md"] = sitetest.Doc(8, "", "![](b.png)")
				fs["content/b.png"] = "\x89PNG\r\n\x1a\n"
				fs["content/c.md"] = sitetest.Doc(9, "", "## 一\n\n#### 二")
			}
			if tt.layout != "" {
				fs["layouts/notfound.html"] = tt.layout
			}
			out, ds := publishWhole(t, fs.Write(t))
			expectNotice(t, ds, tt.notice)
			data, err := os.ReadFile(filepath.Join(out, "accessibility.html"))
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range tt.want {
				if !strings.Contains(string(data), s) {
					t.Errorf("the statement does not say %s", s)
				}
			}
			for _, s := range tt.without {
				if strings.Contains(string(data), s) {
					t.Errorf("the statement says %s", s)
				}
			}
		})
	}
}

// The end of a statement's results is forecast, and comes true; its page changes then.
func TestStatementEnds(t *testing.T) {
	fs := sitetest.Docs(3)
	fs["content/w.md"] = "+++\npage = \"accessibility\"\ntitle = \"无障碍声明\"\nresults = \"r.toml\"\n+++\n正文。\n"
	fs["content/r.toml"] = "date = " + day(-350) + "\npages = [\"index.html\"]\nmodes = [\"浅色\"]\n[[tool]]\nname = \"axe-core\"\n"
	src, err := source.Open(fs.Write(t))
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	on := func(date official.Date) (*build.Site, []diag.Diagnostic) {
		site, ds, err := build.Load(t.Context(), src, build.Options{Date: date})
		if err != nil || site == nil {
			t.Fatal(ds, err)
		}
		return site, ds
	}
	ends := func(site *build.Site, days int) []check.Term {
		return slices.DeleteFunc(site.Forecast(sitetest.Today.AddDays(days)), func(w check.Term) bool { return w.Finding.Code != "accessibility-results" })
	}
	site, _ := on(sitetest.Today)
	if next, _ := site.NextChange(); next != sitetest.Today.AddDays(16) {
		t.Errorf("next change on %s, want %s", next, day(16))
	}
	if terms := ends(site, 14); len(terms) > 0 {
		t.Errorf("forecast too early: %v", terms)
	}
	terms := ends(site, 15)
	if len(terms) != 1 || terms[0].Last != sitetest.Today.AddDays(15) {
		t.Fatalf("forecast %v, want the end on %s", terms, day(15))
	}
	_, ds := on(terms[0].Last)
	expectNotice(t, ds, "")
	_, ds = on(terms[0].Last.AddDays(1))
	expectNotice(t, ds, terms[0].Finding.Message)
}

// day is the day of the tests, days later.
func day(days int) string { return sitetest.Today.AddDays(days).String() }

// expectNotice wants one problem with results that says so, or none.
func expectNotice(t *testing.T, ds []diag.Diagnostic, says string) {
	t.Helper()
	ds = slices.DeleteFunc(ds, func(d diag.Diagnostic) bool { return d.Code != "accessibility-results" })
	switch {
	case says == "" && len(ds) > 0 || len(ds) > 1:
		t.Errorf("too many problems: %v", ds)
	case says != "" && (len(ds) == 0 || !strings.Contains(ds[0].Message, says) || ds[0].Severity != diag.Notice || ds[0].Hint == ""):
		t.Errorf("problems %v, want one that says %s", ds, says)
	}
}

// What looking at a page costs, beside making it.
func BenchmarkBarriers(b *testing.B) {
	src, err := source.Open(sitetest.Docs(200).Write(b))
	if err != nil {
		b.Fatal(err)
	}
	defer src.Close()
	site, _, err := build.Load(b.Context(), src, build.Options{Date: sitetest.Today})
	if err != nil {
		b.Fatal(err)
	}
	var w render.Worker
	e, _ := site.EntryOf(site.Catalogue.Documents[0].Path)
	page, _, err := site.Bytes(&w, e)
	if err != nil {
		b.Fatal(err)
	}
	page = append([]byte(nil), page...)
	b.Run("make", func(b *testing.B) {
		b.SetBytes(int64(len(page)))
		for b.Loop() {
			if _, _, err := site.Bytes(&w, e); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("look", func(b *testing.B) {
		b.SetBytes(int64(len(page)))
		var in a11y.Inspector
		for b.Loop() {
			in.Page(page)
		}
	})
}
