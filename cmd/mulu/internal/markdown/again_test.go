package markdown

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// A page stays when its Markdown is converted once more; the ids of notes' marks count their
// places.
var looks = regexp.MustCompile(` aria-label="[^"]*"| id="fnref-[^"]*"`)

func plainHTML(r *Result) string {
	return looks.ReplaceAllString(string(r.HTML), "")
}

func again1(t *testing.T, c *Converter, name string, body []byte) {
	t.Helper()
	var first, second Result
	c.Convert("a.md", body, 1, nil, &first)
	md := AppendMarkdown(nil, first.HTML, "")
	c.Convert("a.md", md, 1, nil, &second)
	if a, b := plainHTML(&first), plainHTML(&second); a != b {
		t.Errorf("%s: %s\nMarkdown: %.300s", name, firstDifference(a, b), md)
	}
}

func TestMarkdownAgain(t *testing.T) {
	c := New(Options{})
	for _, s := range []string{
		"第一段\n\n第二段 *强调* **加粗** ~~删去~~ `代码`\n",
		"## 标题\n\n### 下级 *重*\n",
		"- 一\n- 二\n  - 里\n- 三\n\n1. 甲\n2. 乙\n\n3) 丙\n",
		"- 一\n\n- 二\n  - 里\n  - 内\n\n- 三\n\n1. 甲\n\n   又\n\n2. 乙\n\n   > 引\n3. 丙\n",
		"> 引文\n>\n> 又一段\n\n后\n",
		"| 甲 | 乙 |\n| --- | --- |\n| 1 \\| 2 | [x](y.md) |\n|  | **b** |\n\n后\n",
		"| 左 | 中 | 右 | 无 |\n| :-- | :-: | --: | --- |\n| 1 | 2 | 3 | 4 |\n",
		"[链接](a.md \"标题\") ![图](b.png)\n\n---\n\n甲\\\n乙\n",
		"```go\na := `b`\n\n  c\n```\n\n    缩进\n",
		"脚注[^a]又[^b]。\n\n[^a]: 内容一\n\n[^b]: 内容二\n",
		"术语\n:   解释\n",
		"- [ ] 未\n- [x] 已\n",
		"\\# 非标题\n\n1\\. 非列表\n\n\\- 非列表\n\na\\*b\\_c \\[d\\] \\<e\\> &amp;lt; \\| f\n\n\\`g\\`\n",
		"english line\nwraps here\n",
		"第一条 为了。\n\n**第二条** 甲。\n\n市交通局\n\n2023年7月24日\n\n（此件公开发布）\n",
	} {
		again1(t, c, s, []byte(s))
	}
	n := 0
	for _, dir := range []string{"../../../../content", filepath.Join(os.Getenv("MULU_CORPUS"), "laws")} {
		if _, err := os.Stat(dir); err != nil {
			continue // no corpus
		}
		bodies(t, dir, func(name string, body []byte) {
			if rest, ok := bytes.CutPrefix(body, []byte("---\n")); ok {
				_, body, _ = bytes.Cut(rest, []byte("\n---\n"))
			}
			if n++; !t.Failed() {
				again1(t, c, name, body)
			}
		})
	}
	if n == 0 {
		t.Error("no document was read")
	}
}

// What an editor keeps to himself is in no Markdown that is published.
func TestMarkdownAgainHidesWhatPagesHide(t *testing.T) {
	var r Result
	New(Options{}).Convert("a.md", []byte("公开<!-- 龘 -->\n\n<!--\n靐\n-->\n\n[//]: # (齉)\n\n[x]: /a \"灪\"\n\n见[甲](爩.md)。\n"), 1, func(Link) (string, bool) { return "", false }, &r)
	if got, want := string(AppendMarkdown(nil, r.HTML, "")), "公开\n\n见甲。\n"; got != want {
		t.Errorf("Markdown is %q, want %q", got, want)
	}
}

// No page, however odd, stops it.
func FuzzMarkdownAgain(f *testing.F) {
	for _, s := range slices.Concat(seeds, payloads) {
		f.Add([]byte(s))
	}
	c := New(Options{RawHTML: true})
	f.Fuzz(func(t *testing.T, body []byte) {
		var r Result
		c.Convert("a.md", body, 1, nil, &r)
		if got := AppendMarkdown([]byte("x"), r.HTML, ""); got[0] != 'x' || len(got) > 20+20*len(r.HTML) {
			t.Errorf("%q: %d bytes of %d", body, len(got), len(r.HTML))
		}
		AppendMarkdown(nil, body, "")
	})
}

// Markdown has no joined cells: the others that they stand for are empty, so that each
// number stays in its column. The name of a table is a paragraph above it.
func TestJoinedCells(t *testing.T) {
	page := "<p>前</p>\n<table>\n<caption>名称</caption>\n<thead>\n<tr><td colspan=\"2\" rowspan=\"2\">角</td><th colspan=\"2\">甲</th></tr>\n<tr><th>乙</th><th>丙</th></tr>\n</thead>\n" +
		"<tbody>\n<tr><th rowspan=\"2\">行</th><th>一</th><td>1</td><td rowspan=\"2\">2</td></tr>\n<tr><th>二</th><td>3</td></tr>\n</tbody>\n</table>\n<p>后</p>\n"
	want := "前\n\n名称\n\n| 角 |  | 甲 |  |\n| --- | --- | --- | --- |\n|  |  | 乙 | 丙 |\n| 行 | 一 | 1 | 2 |\n|  | 二 | 3 |  |\n\n后\n"
	if got := string(AppendMarkdown(nil, []byte(page), "")); got != want {
		t.Errorf("AppendMarkdown = %q, want %q", got, want)
	}
	if got := AppendMarkdown(nil, []byte(`<table><tr><td colspan="999999999" rowspan="999999999">a</td></tr></table>`), ""); len(got) > 2000 {
		t.Errorf("a cell that is too wide gives %d bytes", len(got))
	}
}

// The page's own tags are told as golang.org/x/net/html, which reads any page, tells them.
func TestTags(t *testing.T) {
	c := New(Options{RawHTML: true})
	for _, s := range []string{
		string(notice), "- [ ] 未\n- [x] 已\n", "脚注[^a]。\n\n[^a]: 内容\n", "```go\na < b && c > d\n```\n", "[链接](<a b.md> \"标题 > &\") ![图](b.png)\n",
		"<details><summary>甲</summary>\n\n乙\n\n</details>\n\n<!-- 注 -->\n\n甲<br>乙 &copy; &lt;b&gt;\n",
	} {
		var r Result
		c.Convert("a.md", []byte(s), 1, nil, &r)
		compareTags(t, string(r.HTML))
	}
	for _, dir := range []string{"../../../../content", filepath.Join(os.Getenv("MULU_CORPUS"), "laws")} {
		if _, err := os.Stat(dir); err != nil {
			continue // no corpus
		}
		bodies(t, dir, func(_ string, body []byte) {
			var r Result
			c.Convert("a.md", body, 1, nil, &r)
			compareTags(t, string(r.HTML))
		})
	}
}

func compareTags(t *testing.T, page string) {
	t.Helper()
	var got, want []string
	tags(page, func(s string) { got = append(got, s) }, func(tg tag) {
		got = append(got, "<"+tg.name)
		for _, key := range []string{"href", "src", "title", "alt", "class", "id", "role", "start"} {
			if v, has := tg.attr(key); has {
				got = append(got, key+"="+v)
			}
		}
	}, func(name string) { got = append(got, "/"+name) })
	z := html.NewTokenizer(strings.NewReader(page))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		switch tok := z.Token(); kind {
		case html.TextToken:
			want = append(want, tok.Data)
		case html.EndTagToken:
			want = append(want, "/"+tok.Data)
		case html.StartTagToken, html.SelfClosingTagToken:
			want = append(want, "<"+tok.Data)
			for _, key := range []string{"href", "src", "title", "alt", "class", "id", "role", "start"} {
				for _, a := range tok.Attr {
					if a.Key == key {
						want = append(want, key+"="+a.Val)
					}
				}
			}
		}
	}
	if !slices.Equal(got, want) {
		i := 0
		for i < min(len(got), len(want)) && got[i] == want[i] {
			i++
		}
		t.Errorf("%d tags and texts, want %d; from %q, want %q", len(got), len(want), got[min(i, len(got)):min(i+3, len(got))], want[min(i, len(want)):min(i+3, len(want))])
	}
}
