package pagetext

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the vectors")

// vectorsFile holds pages with what must be read of them, by the JavaScript client, too.
const vectorsFile = "../../../testdata/search/pagetext.json"

type vector struct {
	Name string `json:"name"`
	HTML string `json:"html"`
	Page Page   `json:"page"`
}

// pages are the inputs of the vectors: head and article as our templates write them,
// then all that may be broken.
var pages = []struct{ name, html string }{
	{"empty", ""},
	{"whole", `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="ArticleTitle" content="关于&#34;公交&#34;的通知"><meta name="PubDate" content="2026-03-03 00:00">` +
		`<meta name="Keywords" content="甲"><meta name="Keywords" content="乙"><meta name="description" content="概述 &amp; 说明"><meta name="mulu-index" content="113701000041890072/2026-00008">` +
		`<meta name="mulu-number" content="济交办〔2023〕1号"><meta name="mulu-issuer" content="甲局、乙局"><meta name="mulu-written" content="2026-02-25"><meta name="mulu-state" content="in-force 有效">` +
		"<meta name=\"mulu-attachments\" content=\"附表一\n附表二\"><meta name=\"mulu-text\" content=\"2026-00008/~text.txt\"><title>页 - 站</title></head>" +
		`<body><h1>标题</h1><article class="doc-body"><p>第一段。</p><p>第二段</p></article><article><p>别的</p></article></body></html>`},
	{"title only", "<title> 甲 &lt;乙&gt; </title><article>正文</article>"},
	{"no article", `<meta name="ArticleTitle" content="甲"><p>不是正文</p>`},
	{"blocks", "<article><h2 id=\"a\">一</h2>\n<p>段<strong>落</strong>、<em>强</em><a href=\"x\">调</a></p>\n<ul>\n<li>项一</li>\n<li>项二<ul><li>内</li></ul></li></ul><blockquote><p>引</p></blockquote><dl><dt>术语</dt><dd>解释</dd></dl><hr>尾</article>"},
	{"table", "<article><section class=\"table-wrap\" tabindex=\"0\" aria-label=\"表格 1\">\n<table>\n<thead>\n<tr><th scope=\"col\">项</th><th>数</th></tr></thead><tbody><tr><td>甲</td><td>1</td></tr><tr><td></td><td>2</td></tr></tbody></table></section></article>"},
	{"spaces", "<article><p>一行\n两行  <br>\n三行\u3000\u00a0四&nbsp;行</p><p> </p><p>\u3000\u3000缩进\ufeff</p></article>"},
	{"pre", "<article><pre tabindex=\"0\"><code>一  行\n\n二行\n</code></pre>三\n行</article>"},
	{"footnotes", `<article><p>办法<sup id="fnref-1"><a href="#fn-1">1</a></sup>规定，面积10m<sup>2</sup>。</p><section class="footnotes"><ol><li id="fn-1"><p>注释 <a href="#fnref-1" role="doc-backlink">↩</a></p></li></ol></section></article>`},
	{"skipped", "<article>甲<!-- 注释 <p> -->乙<script>var a = '</p>';</script>丙<style>p{}</style><template><p>模板</p></template>丁<img src=\"a\" alt=\"图\">戊</article>"},
	{"entities", "<article>&amp;&lt;&gt;&quot;&#39;&apos;&#x4E2D;&#20013;&#X6587;&#0;&#xD800;&#x110000;&#99999999;&copy;&amp &;&#;&#x;&unknownentity;</article>"},
	{"attributes", "<META NAME='ArticleTitle' CONTENT='甲>乙'><meta content=\"无名\"><meta name=Keywords content=丙><meta name=\"Keywords\" content=\"\"><meta name = \"mulu-index\" content = \"x\" / ><meta name=\"Keywords\" name=\"description\" content=\"丁\"><article data-a=\"</article>\">戊</article>"},
	{"nested", "<article>甲<article>乙</article>丙</article>丁"},
	{"stray ends", "</article></p><article></pre></div>甲</p>乙</article>"},
	{"cut in a tag", "<article>甲<p class=\"a"},
	{"cut in a comment", "<article>甲<!-- 乙"},
	{"cut in a script", "<article>甲<script>乙"},
	{"cut in a title", "<title>甲"},
	{"less than", "<article>1 < 2 <= 3 <> 4 </ 5 <3 <!x> <?y?> 6</article>"},
	{"bad date", `<meta name="PubDate" content="二〇二六年"><meta name="mulu-state" content="废止">`},
	{"meta in the article", `<article><meta name="ArticleTitle" content="假">正文</article>`},
	{"hostile", "<meta name=\"ArticleTitle\" content=\"&lt;img src=x onerror=alert(1)&gt;\u202e\"><article>&lt;script&gt;alert(1)&lt;/script&gt;</article>"},
	{"title twice", "<title>甲</title><title>乙</title><svg><title>丙</title></svg>"},
}

func TestVectors(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("[\n")
	for i, p := range pages {
		data, err := json.Marshal(vector{p.name, p.html, Parse([]byte(p.html))})
		if err != nil {
			t.Fatal(err)
		}
		b.Write(data)
		if i+1 < len(pages) {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString("]\n")
	if *update {
		if err := os.WriteFile(vectorsFile, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	stored, err := os.ReadFile(vectorsFile)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(stored), "\n"), strings.Split(b.String(), "\n")); d != "" {
		t.Errorf("pages are not read as in pagetext.json; run go test -update when that is meant:\n%s", d)
	}
}

// What the vectors hold is what a person would expect.
func TestBody(t *testing.T) {
	want := map[string]string{
		"empty": "", "whole": "第一段。\n第二段", "blocks": "一\n段落、强调\n项一\n项二\n内\n引\n术语\n解释\n尾", "table": "项 数\n甲 1\n2",
		"spaces": "一行 两行 三行 四 行\n缩进", "pre": "一 行\n二行\n三 行", "footnotes": "办法规定，面积10m2。\n注释", "skipped": "甲乙丙丁戊",
		"entities": "&<>\"''中中文\ufffd\ufffd\ufffd\ufffd&copy;&amp &;&#;&#x;&unknownentity;", "nested": "甲\n乙\n丙", "less than": "1 < 2 <= 3 <> 4 </ 5 <3 6",
	}
	for _, p := range pages {
		if body, ok := want[p.name]; ok && Parse([]byte(p.html)).Body != body {
			t.Errorf("%s: body is %q, want %q", p.name, Parse([]byte(p.html)).Body, body)
		}
	}
	whole := Parse([]byte(pages[1].html))
	whole.Body = ""
	if d := cmp.Diff(Page{Title: `关于"公交"的通知`, Index: "113701000041890072/2026-00008", Number: "济交办〔2023〕1号", Issuer: "甲局、乙局", Written: "2026-02-25",
		Published: "2026-03-03", State: State{"in-force", "有效"}, Keywords: []string{"甲", "乙"}, Summary: "概述 & 说明",
		Attachments: []string{"附表一", "附表二"}, TextFile: "2026-00008/~text.txt"}, whole); d != "" {
		t.Error(d)
	}
}

func FuzzParse(f *testing.F) {
	for _, p := range pages {
		f.Add([]byte(p.html))
	}
	f.Fuzz(func(t *testing.T, html []byte) {
		p := Parse(html)
		for line := range strings.SplitSeq(p.Body, "\n") {
			if p.Body != "" && (line == "" || line != strings.TrimFunc(line, isSpace)) || !utf8.ValidString(line) {
				t.Errorf("line %q of %q", line, html)
			}
		}
	})
}
