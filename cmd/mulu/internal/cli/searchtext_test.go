package cli

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/markdown"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/search/pagetext"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/source"
)

// What is indexed of a body and what a reader of the page finds there are the same
// folded lines: else a phrase would be found and then not be there.
func TestPageTextEqualsIndexedText(t *testing.T) {
	t.Run("example", func(t *testing.T) { comparePages(t, "../../../..", 100) })
	t.Run("hard", func(t *testing.T) {
		comparePages(t, sitetest.Files{
			"config.toml": sitetest.Config + "[markdown]\nraw_html = true\n", "content/a.md": sitetest.Doc(1, "", hardBody), "content/图.png": "png"}.Write(t), 1)
	})
	t.Run("corpus", func(t *testing.T) {
		corpus := os.Getenv("MULU_CORPUS")
		if corpus == "" {
			t.Skip("MULU_CORPUS is not set: no folder with laws and mksite")
		}
		python, err := exec.LookPath("python3")
		if err != nil {
			t.Skip("no python3 to run mksite")
		}
		dir := filepath.Join(t.TempDir(), "site")
		if out, err := exec.Command(python, filepath.Join(corpus, "mksite"), "--docs", "1000", "--format", "mulu", "--out", dir).CombinedOutput(); err != nil {
			t.Fatalf("mksite: %v\n%s", err, out)
		}
		comparePages(t, dir, 1000)
	})
}

// hardBody has what pages and texts may take apart differently.
const hardBody = `各单位：

第一行
第二行，a
b　　全角空格

甲[^1]乙。换行\
下一行

> 引文
> - 一项
>   续行

1. 松

   段二
2. 项

术语
: 解释一

  解释二

| 项 | 数 |
| --- | --- |
| 甲 | 1<br>2 |
| | 空 |

` + "```\n代码一\n代码二\n```" + `

- [x] 做完
- [ ] 没做

标题<sup>2</sup>和<u>下划线</u> &amp; &lt;b&gt; A&B &copy;

![图](图.png)图后

Hello
world

<table>
  <caption>表
  一</caption>
  <tr><th>项</th><th rowspan="2">数<br>量</th></tr>
  <tr><td>甲</td>

<td>乙 丙</td></tr>
</table>

<details><summary>说明</summary>里面<p>第一段<p>第二段 &amp; <ruby>汉<rt>han</rt></ruby></details>后文

行内<p>另起一段</p>结束<br>换行

## 标题<p>两行</p>

<figure>

![图](图.png)

<figcaption>图一</figcaption></figure>

[^1]: 脚注一。

    脚注二段。
`

func comparePages(t *testing.T, dir string, least int) {
	src, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	day, err := official.ParseDate("2026-11-22")
	if err != nil {
		t.Fatal(err)
	}
	s, ds, err := build.Load(context.Background(), src, build.Options{Date: day})
	if err != nil || s == nil {
		t.Fatalf("Load: %v, %v", err, ds)
	}
	w := &render.Worker{}
	for i := range s.Catalogue.Documents {
		d := &s.Catalogue.Documents[i]
		page, ds, err := s.Bytes(w, plan.Entry{Kind: plan.Document, Path: plan.DocumentPath(d.Index), Doc: d})
		if err != nil || diag.Count(ds).Errors > 0 {
			t.Errorf("%s: %v, %v", d.Index, err, ds)
			continue
		}
		got, want := foldedLines(pagetext.Parse(page).Body), foldedLines(string(w.Text()))
		if got != want {
			t.Errorf("%s: the page has\n%s\nthe text\n%s", d.Index, got, want)
		}
	}
	if n := len(s.Catalogue.Documents); n < least {
		t.Errorf("%d documents, want %d", n, least)
	}
}

// foldedLines are the lines of a text that have something to search, folded.
func foldedLines(s string) string {
	var b bytes.Buffer
	for line := range strings.SplitSeq(han.Fold(s), "\n") {
		if line != "" {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// The same for random bodies: of Markdown, and of raw HTML, most of it misplaced, as
// browsers read it.
func TestPageTextOfRandomBodies(t *testing.T) {
	texts := []string{"甲", "乙", "丙", "丁", "戊", "ab", "1", "&amp;", "\n", "\n\n", "\n\n", "# ", "- ", "> ", "1. ", "**", "[^1]", "\n\n[^1]: ", "\n```\n", "| a | b |\n| --- | --- |\n"}
	randomBodies(t, false, append(slices.Clone(texts), " ", "　", "*", "`", "  ", "    ", " | ", "[甲](a.md)", "![图](a.png)", "[", "](b)", "<https://a.example/>", "&lt;", "&NewLine;", "&nbsp;",
		"\\", "\\\n", "  \n", "\n: ", "~~", "- [x] ", "\t", "---\n", "===\n", "（", "）", "“", "。", "\u00ad", "\u200b", "𠮷"))
	randomBodies(t, true, append(slices.Clone(texts), strings.Fields(`<table> </table> <tr> </tr> <td> </td> <th> <caption> </caption> <p> </p> <br> <details> </details>
		<summary> </summary> <figure> </figure> <figcaption> <u> </u> <sup> </sup> <ruby> </ruby> <rt> </rt> <!--x-->`)...))
}

func randomBodies(t *testing.T, raw bool, pieces []string) {
	r := rand.New(rand.NewPCG(1, 2))
	convert := markdown.New(markdown.Options{RawHTML: raw})
	compared := 0
	for range 4000 {
		var b strings.Builder
		for range 3 + r.IntN(12) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		res := markdown.Result{WantText: true}
		convert.Convert("a.md", []byte(b.String()), 1, func(l markdown.Link) (string, bool) { return l.Dest, true }, &res)
		if diag.Count(res.Problems).Errors > 0 {
			continue // it is not published
		}
		compared++
		got, want := foldedLines(pagetext.Parse([]byte("<article>"+string(res.HTML)+"</article>")).Body), foldedLines(string(res.Text))
		if got != want {
			t.Fatalf("%q becomes\n%s\nof which the page has\n%s\nthe text\n%s", b.String(), res.HTML, got, want)
		}
	}
	if compared < 200 {
		t.Errorf("only %d bodies could be compared", compared)
	}
}
