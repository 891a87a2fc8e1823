package markdown

import (
	"slices"
	"strings"
	"testing"
)

const joined = "<table><caption>表1 名单</caption><tr><th>线路</th><th colspan=\"2\">票价</th><th>备注</th></tr>" +
	"<tr><td rowspan=\"2\">1路</td><td>2</td><td>3</td><td rowspan=\"2\">空调</td></tr><tr><td>4</td><td>5</td></tr></table>\n"

// A text says what the page says, also where the page says it by its looks.
func TestAppendText(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"第一段\n\n第二段 **加粗** `代码`", "第一段\n第二段 加粗 代码"},
		{"3. 甲\n4. 乙\n   - 里\n   - 又\n5. 丙\n\n后", "3. 甲\n4. 乙\n  - 里\n  - 又\n5. 丙\n后"},
		{"1. 甲\n\n   又一段\n\n2. 乙", "1. 甲\n又一段\n2. 乙"},
		{"甲[^a]、乙[^b]。\n\n[^a]: 一\n\n[^b]: 二\n", "甲[1]、乙[2]。\n[1] 一\n[2] 二"},
		{"| 项目 | 数量 | 备注 |\n| --- | --- | --- |\n| 公交 |  | 无 |", "项目\t数量\t备注\n公交\t\t无"},
		{joined, "表1 名单\n线路\t票价\t\t备注\n1路\t2\t3\t空调\n\t4\t5"},
		{"占地10<sup>3</sup>m<sup>2</sup>，CO<sub>2</sub>，x<sub>n+1</sub>", "占地10³m²，CO₂，x_(n+1)"},
		{"<ruby>霁<rp>(</rp><rt>jì</rt><rp>)</rp></ruby>川", "霁（jì）川"},
		{"收费~~20元~~10元", "收费~~20元~~10元"},
		{"![线路图](a.png) ![](b.png)", "〔图：线路图〕"},
		{"- [x] 已办\n- [ ] 未办", "- [x] 已办\n- [ ] 未办"},
		{"见[办法](../a.html)、[第二条](#art-2)、<https://www.qilan.example/>。", "见办法（https://xxgk.example/doc/a.html）、第二条、https://www.qilan.example/。"},
		{"one line\nand another", "one line and another"},
		{"甲\\\n乙", "甲\n乙"},
		{"```\na\n  b\n```\n\n后", "a\n  b\n后"},
		{"## 标题\n\n> 引文\n\n术语\n:   解释", "标题\n引文\n术语\n解释"},
	} {
		var r Result
		New(Options{RawHTML: true}).Convert("a.md", []byte(tt.in), 1, nil, &r)
		if got := string(AppendText([]byte("x"), r.HTML, "https://xxgk.example/doc/2025/1.html")); got != "x"+tt.want {
			t.Errorf("%q is\n%q, want\n%q", tt.in, got[1:], tt.want)
		}
	}
}

// Markdown that is downloaded keeps its columns, its powers and its links.
func TestMarkdownOfRawHTML(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{joined, "表1 名单\n\n| 线路 | 票价 |  | 备注 |\n| --- | --- | --- | --- |\n| 1路 | 2 | 3 | 空调 |\n|  | 4 | 5 |  |\n"},
		{"占地10<sup>3</sup>米，CO<sub>2</sub>\n", "占地10<sup>3</sup>米，CO<sub>2</sub>\n"},
		{"<ruby>霁<rt>jì</rt></ruby>川\n", "霁（jì）川\n"},
		{"<table><tr><th>甲</th></tr><tr><td><p>一</p><p>二</p></td></tr></table>\n", "| 甲 |\n| --- |\n| 一 二  |\n"},
		{"见[办法](../a.html)和[第二条](#art-2)。\n", "见[办法](https://xxgk.example/doc/a.html)和[第二条](https://xxgk.example/doc/2025/1.html#art-2)。\n"},
	} {
		var r Result
		New(Options{RawHTML: true}).Convert("a.md", []byte(tt.in), 1, nil, &r)
		if got := string(AppendMarkdown(nil, r.HTML, "https://xxgk.example/doc/2025/1.html")); got != tt.want {
			t.Errorf("%q is\n%q, want\n%q", tt.in, got, tt.want)
		}
	}
}

// Both forms made at once are those that are made one by one.
func TestAppendForms(t *testing.T) {
	n := 0
	bodies(t, "../../../../content", func(_ string, body []byte) {
		var r Result
		New(Options{RawHTML: true}).Convert("a.md", body, 1, nil, &r)
		sameForms(t, r.HTML)
		n++
	})
	if sameForms(t, []byte(joined)); n == 0 {
		t.Error("no document was read")
	}
}

func sameForms(t *testing.T, page []byte) {
	t.Helper()
	const base = "https://xxgk.example/doc/2025/1.html"
	md, text := AppendForms([]byte("x"), []byte("yy"), page, base)
	if want := AppendMarkdown([]byte("x"), page, base); string(md) != string(want) {
		t.Errorf("Markdown of %q is\n%q, want\n%q", page, md, want)
	}
	if want := AppendText([]byte("yy"), page, base); string(text) != string(want) {
		t.Errorf("the text of %q is\n%q, want\n%q", page, text, want)
	}
}

// No page, however odd, stops it or makes much of little.
func FuzzAppendText(f *testing.F) {
	for _, s := range slices.Concat(seeds, payloads) {
		f.Add([]byte(s))
	}
	f.Add([]byte(strings.Repeat("<td colspan=999 rowspan=999>", 50) + strings.Repeat("<tr>", 50)))
	c := New(Options{RawHTML: true})
	f.Fuzz(func(t *testing.T, body []byte) {
		var r Result
		c.Convert("a.md", body, 1, nil, &r)
		if got := AppendText([]byte("x"), r.HTML, "https://xxgk.example/"); got[0] != 'x' || len(got) > 20+40*len(r.HTML) {
			t.Errorf("%q: %d bytes of %d", body, len(got), len(r.HTML))
		}
		AppendText(nil, body, "")
		sameForms(t, r.HTML)
		sameForms(t, body)
	})
}
