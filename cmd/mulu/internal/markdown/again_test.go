package markdown

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What a page says stays when its Markdown is converted once more. Alignment of cells and
// whether items stand apart are looks, and the ids of notes' marks count their places.
var looks = regexp.MustCompile(` class="align-[a-z]+"| aria-label="[^"]*"| id="fnref-[^"]*"`)

func plainHTML(r *Result) string {
	s := looks.ReplaceAllString(string(r.HTML), "")
	return strings.NewReplacer("<li>\n<p>", "<li>", "</p>\n</li>", "</li>").Replace(s)
}

func again1(t *testing.T, c *Converter, name string, body []byte) {
	t.Helper()
	var first, second Result
	c.Convert("a.md", body, 1, nil, &first)
	md := AppendMarkdown(nil, first.HTML)
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
		"> 引文\n>\n> 又一段\n\n后\n",
		"| 甲 | 乙 |\n| --- | --- |\n| 1 \\| 2 | [x](y.md) |\n|  | **b** |\n\n后\n",
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
	if got, want := string(AppendMarkdown(nil, r.HTML)), "公开\n\n见甲。\n"; got != want {
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
		if got := AppendMarkdown([]byte("x"), r.HTML); got[0] != 'x' || len(got) > 20+20*len(r.HTML) {
			t.Errorf("%q: %d bytes of %d", body, len(got), len(r.HTML))
		}
		AppendMarkdown(nil, body)
	})
}
