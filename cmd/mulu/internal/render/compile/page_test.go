package compile

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
	"testing"
)

// The types and templates here have the shapes of real pages.

type testLink struct{ Text, URL string }

type testField struct {
	Label string
	Value string
	Links []testLink
	Wide  bool
}

type testDate struct{ year, month, day int }

func (d testDate) String() string  { return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day) }
func (d testDate) Chinese() string { return fmt.Sprintf("%d年%d月%d日", d.year, d.month, d.day) }
func (d testDate) IsZero() bool    { return d == testDate{} }

type testSite struct {
	Title, Language string
	Nav             []testLink
	ICP             string
}

type testRelation struct {
	Label string
	Docs  []*testRow
}

type testDocument struct {
	Site        *testSite
	Title       string
	Description string
	Canonical   string
	Index       string
	Written     testDate
	Crumbs      []testLink
	Fields      []testField
	Validity    *testValidity
	Body        RawHTML
	Note        template.HTML
	Relations   []testRelation
	Attachments []testFile
	Keywords    []string
	Query       string
	Count       int
}

type testValidity struct {
	State, Cause string
	Successor    *testLink
}

type testFile struct {
	testLink
	Size int64
	Type string
}

func (f *testFile) Human() string { return fmt.Sprintf("%d KB", f.Size/1024) }

type testRow struct {
	Title, URL, Index, Number string
	Written                   testDate
	Repealed                  bool
}

type testList struct {
	Site       *testSite
	Title      string
	Rows       []testRow
	Page, Last int
	Previous   string
	Next       string
}

var pageFiles = map[string]string{
	"base.html": `
{{define "head"}}<head>
<meta charset="utf-8">
<title>{{.Title}} - {{.Site.Title}}</title>
{{end}}
{{define "top"}}<header><nav aria-label="主导航"><ul>
{{range .Nav}}<li><a href="{{.URL}}">{{.Text}}</a></li>{{end}}
</ul></nav></header>{{end}}
{{define "foot"}}<footer>{{with .ICP}}<p>{{.}}</p>{{end}}</footer>{{end}}
`,
	"document.html": `<!doctype html>
<html lang="{{.Site.Language}}">
{{template "head" .}}
<meta name="description" content="{{.Description}}">
<meta name="keywords" content="{{range $i, $k := .Keywords}}{{if $i}},{{end}}{{$k}}{{end}}">
<link rel="canonical" href="{{.Canonical}}">
</head>
<body>
{{template "top" .Site}}
<nav class="crumbs"><ol>{{range .Crumbs}}<li>{{if .URL}}<a href="{{.URL}}">{{.Text}}</a>{{else}}{{.Text}}{{end}}</li>{{end}}</ol></nav>
<main>
<h1>{{.Title}}</h1>
{{with .Validity}}<div class="banner" role="note"><b>{{.State}}</b> {{.Cause}}{{with .Successor}} <a href="{{.URL}}">{{.Text}}</a>{{end}}</div>{{end}}
<table class="meta"><tbody>
{{range .Fields}}<tr{{if .Wide}} class="wide"{{end}}><th scope="row">{{.Label}}</th><td>
{{- if .Links}}{{range $i, $l := .Links}}{{if $i}}、{{end}}<a href="/search?q={{$l.Text}}&amp;from={{$.Index}}">{{$l.Text}}</a>{{end}}{{else}}{{.Value}}{{end -}}
</td></tr>
{{end}}</tbody></table>
<time datetime="{{.Written}}">{{.Written.Chinese}}</time>
<article>{{.Body.HTML}}</article>
{{.Note}}
{{if and .Attachments (gt (len .Attachments) 0)}}<ul>{{range .Attachments}}<li><a href="{{.URL}}" download>{{.Text}}</a>（{{.Type}}，{{.Human}}，{{.Size}}）</li>{{end}}</ul>{{end}}
{{range .Relations}}<section><h2>{{.Label}}</h2><ul>{{range .Docs}}<li><a href="{{.URL}}" title="{{.Title}}">{{.Title}}</a> {{.Number}}{{if .Repealed}} <em>废止</em>{{end}}</li>{{else}}<li>无</li>{{end}}</ul></section>{{end}}
<textarea>{{.Query}}</textarea>
<p>{{.Count}} {{if eq .Count 1}}one{{else if gt .Count 1}}many{{else}}none{{end}}</p>
</main>
{{template "foot" .Site}}
</body>
</html>
`,
	"list.html": `<!doctype html>
<html lang="{{.Site.Language}}">
{{template "head" .}}</head>
<body>
{{template "top" .Site}}
<main>
<h1>{{.Title}}</h1>
<table>
<thead><tr><th>序号</th><th>索引号</th><th>名称</th><th>发文字号</th><th>成文日期</th></tr></thead>
<tbody>
{{range $i, $row := .Rows}}<tr{{if $row.Repealed}} class="repealed"{{end}}><td>{{$i}}</td><td>{{.Index}}</td><td><a href="{{.URL}}">{{.Title}}</a></td><td>{{.Number}}</td><td>{{.Written}}</td></tr>
{{else}}<tr><td colspan="5">没有信息</td></tr>
{{end}}</tbody>
</table>
<nav>{{if .Previous}}<a rel="prev" href="{{.Previous}}">上一页</a>{{end}} {{.Page}}/{{.Last}} {{if .Next}}<a rel="next" href="{{.Next}}">下一页</a>{{end}}</nav>
</main>
{{template "foot" .Site}}
</body>
</html>
`,
}

var site = &testSite{Title: "济南市交通运输局", Language: "zh-CN", ICP: "鲁ICP备05000000号", Nav: []testLink{
	{"首页", "/"}, {"指南", "/guide.html"}, {"制度", "/rules.html"}, {"法定主动公开内容", "/catalogue/"}, {"年报", "/annual/"},
}}

func documentPage(bodySize int) *testDocument {
	para := "<p>各区县交通运输局，各有关单位：为了规范 &amp; 加强<b>城市公共交通</b>管理，现将有关事项通知如下。</p>\n"
	d := &testDocument{
		Site: site, Title: `关于印发《城市公共交通管理办法》的通知 <试行> & "补充"`, Description: "为了规范城市公共交通管理，保障乘客和经营者的合法权益。",
		Canonical: "https://example.gov.cn/doc/113701000041890072/2023-00368.html?a=1&b=甲", Index: "113701000041890072/2023-00368",
		Written: testDate{2023, 3, 5}, Keywords: []string{"公交", "管理", "办法"}, Query: "a < b & c", Count: 3,
		Crumbs: []testLink{{"首页", "/"}, {"政策文件", "/catalogue/zcwj/"}, {"规范性文件", ""}},
		Body:   RawHTML(strings.Repeat(para, bodySize/len(para))), Note: "<p class=\"end\">（此件主动公开）</p>",
		Validity:    &testValidity{"失效", "有效期至 2025-03-05", &testLink{"新办法", "/doc/1137/2025-00012.html"}},
		Attachments: []testFile{{testLink{"附件1 统计表.xlsx", "/files/统计表 1.xlsx"}, 123456, "XLSX"}, {testLink{"附件2", "javascript:alert(1)"}, 99, "PDF"}},
	}
	for i := range 12 {
		d.Fields = append(d.Fields, testField{Label: fmt.Sprint("字段", i), Value: "济南市交通运输局 'A+B'", Wide: i%3 == 0})
	}
	d.Fields[4].Links = []testLink{{"城乡建设 & 环境", "/x"}, {"交通", "/y"}}
	row := listPage().Rows[0]
	d.Relations = []testRelation{{"解读", []*testRow{&row, {Title: "另一份", URL: "/doc/2.html", Number: "济交〔2023〕2号", Repealed: true}}}, {"修改", nil}}
	return d
}

func listPage() *testList {
	l := &testList{Site: site, Title: "政策文件", Page: 3, Last: 12, Previous: "/catalogue/zcwj/2.html", Next: "/catalogue/zcwj/4.html"}
	for i := range 20 {
		l.Rows = append(l.Rows, testRow{Title: fmt.Sprintf("关于做好第 %d 批公交线路优化调整工作的通知", i), URL: fmt.Sprintf("/doc/113701000041890072/2023-%05d.html", i),
			Index: fmt.Sprintf("113701000041890072/2023-%05d", i), Number: fmt.Sprintf("济交字〔2023〕%d号", i), Written: testDate{2023, 1 + i%12, 1 + i}, Repealed: i%7 == 3})
	}
	return l
}

func pageSet(tb testing.TB, minify bool) *Set {
	tb.Helper()
	b := New(nil)
	for _, name := range []string{"base.html", "document.html", "list.html"} {
		if err := b.Add(name, pageFiles[name]); err != nil {
			tb.Fatal(err)
		}
	}
	b.Kind("document.html", (*testDocument)(nil))
	b.Kind("list.html", (*testList)(nil))
	if minify {
		b.MinifyOutput(Minify)
	}
	set, err := b.Build()
	if err != nil {
		tb.Fatal(err)
	}
	if f := set.Fallbacks(); len(f) > 0 {
		tb.Fatalf("Fallbacks() = %q, want none", f)
	}
	return set
}

// plainPages is the same text in html/template, the answer to compare with.
func plainPages(tb testing.TB, minify bool) *template.Template {
	tb.Helper()
	root := template.New("")
	for _, name := range []string{"base.html", "document.html", "list.html"} {
		text := pageFiles[name]
		if minify {
			var err error
			if text, err = Minify(text); err != nil {
				tb.Fatal(err)
			}
		}
		template.Must(root.New(name).Parse(text))
	}
	return root
}

func TestPages(t *testing.T) {
	for _, minify := range []bool{false, true} {
		set, plain := pageSet(t, minify), plainPages(t, minify)
		for _, tt := range []struct {
			name string
			data any
		}{
			{"document.html", documentPage(20_000)},
			{"document.html", &testDocument{Site: &testSite{}}},
			{"list.html", listPage()},
			{"list.html", &testList{Site: site}},
		} {
			var want bytes.Buffer
			if err := plain.ExecuteTemplate(&want, tt.name, tt.data); err != nil {
				t.Fatal(err)
			}
			got, ok := set.compiled([]byte("before"), tt.name, tt.data)
			if !ok {
				t.Fatalf("compiled(%s) was left to html/template", tt.name)
			}
			if string(got) != "before"+want.String() {
				t.Errorf("%s, minified %v:\n%s\nwant\n%s", tt.name, minify, got, want.Bytes())
			}
		}
	}
}

func BenchmarkDocument(b *testing.B) { benchmarkPage(b, "document.html", documentPage(20_000)) }
func BenchmarkList(b *testing.B)     { benchmarkPage(b, "list.html", listPage()) }

func benchmarkPage(b *testing.B, name string, data any) {
	set, plain := pageSet(b, true), plainPages(b, true)
	b.Run("compiled", func(b *testing.B) {
		b.ReportAllocs()
		var dst []byte
		for b.Loop() {
			var err error
			if dst, err = set.Append(dst[:0], name, data); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("html-template", func(b *testing.B) {
		b.ReportAllocs()
		var w bytes.Buffer
		for b.Loop() {
			w.Reset()
			if err := plain.ExecuteTemplate(&w, name, data); err != nil {
				b.Fatal(err)
			}
		}
	})
}
