package markdown

import (
	"slices"
	"strings"
	"testing"
)

func TestArticleID(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"第一条 为了", "art-1"},
		{"第十条　为了", "art-10"},
		{"第十二条\u00a0为了", "art-12"},
		{"第二十条 为了", "art-20"},
		{"第一百零八条 为了", "art-108"},
		{"第一百一十条 为了", "art-110"},
		{"第一千二百六十条 为了", "art-1260"},
		{"第一二〇条 为了", "art-120"},
		{"第12条 为了", "art-12"},
		{"第１２条 为了", "art-12"},
		{"第十二条之一 为了", "art-12-1"},
		{"第十二条之十一　为了", "art-12-11"},
		{"<strong>第十二条</strong>为了", "art-12"},
		{"<strong>　第十二条 目的</strong> 为了", "art-12"},
		{"　　第三条 为了", "art-3"},
		{"第三条", "art-3"},
		{"第三条：为了", "art-3"},
		{"第三条【目的】为了", "art-3"},
		{"第三条规定的", ""},
		{"第三条第二款 规定的", ""},
		{"第三条之 规定", ""},
		{"第三条（二）项", ""},
		{"“第三条 为了", ""},
		{"第三章 总则", ""},
		{"第条 为了", ""},
		{"第零条 为了", ""},
		{"第99999999999999999999条 为了", ""},
		{"第千千千千千千千千千千千条 为了", ""},
		{"第一条", "art-1"},
		{"", ""},
	} {
		id, _ := articleID(nil, []byte(tt.in))
		if got := string(id); got != tt.want {
			t.Errorf("articleID(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestArticles(t *testing.T) {
	const body = "## 第一章 总则\n\n第一条 为了，见[第二条](#art-2)和[附一](#art-1_2)。\n\n**第二条** 一\n\n#### 第二条之一 名称\n\n- 第七条 项\n\n> 第八条 引\n\n## Art-2\n\n第一条 又一件的\n\n第三条 市局\n\n市局\n\n2023年7月24日\n"
	var r Result
	New(Options{}).Convert("a.md", []byte(body), 1, nil, &r)
	if want := []string{"art-1", "art-2", "art-1_2", "art-3"}; !slices.Equal(r.Articles, want) {
		t.Errorf("Articles = %q, want %q", r.Articles, want)
	}
	html := string(r.HTML)
	for _, want := range []string{
		`<p id="art-1">第一条 为了`, `<p id="art-2"><strong>第二条</strong>`, `<h4 id="art-2-1">第二条之一 名称</h4>`,
		`<h2 id="h-art-2">`, `<p id="art-1_2">第一条 又`, `<p id="art-3">第三条 市局</p>`, `<p class="signature">市局</p>`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("%s is not in\n%s", want, html)
		}
	}
	if len(r.Problems) > 0 {
		t.Errorf("problems: %v", r.Problems)
	}
}

func TestArticle(t *testing.T) {
	for _, tt := range []struct {
		in, number, says string
		ok               bool
	}{
		{"第十二条　经营者应当公告。", "第十二条", "经营者应当公告。", true},
		{" 第十二条之一 经营者 应当公告。", "第十二条之一", "经营者 应当公告。", true},
		{"第3条", "第3条", "", true},
		{"第三条【适用范围】本市", "第三条", "【适用范围】本市", true},
		{"第三条规定的情形", "", "第三条规定的情形", false},
		{"", "", "", false},
	} {
		if number, says, ok := Article(tt.in); number != tt.number || says != tt.says || ok != tt.ok {
			t.Errorf("Article(%q) = %q, %q, %v", tt.in, number, says, ok)
		}
	}
}
