package markdown

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/diag"
)

// outcome is everything that a conversion says, to be compared.
type outcome struct {
	HTML, Text string
	Headings   []Heading
	Articles   []string
	Problems   []diag.Diagnostic
	Parts      Parts
	Asked      []Link // of Resolve
	Links      []Link
}

// convertBoth converts a body by the complete path, and by the fast path if it
// takes it.
func convertBoth(c *Converter, body []byte) (full, fast outcome, took bool) {
	run := func(complete bool) (o outcome, took bool) {
		r := Result{WantText: true}
		resolve := func(l Link) (string, bool) {
			o.Asked = append(o.Asked, l)
			return "/r/" + l.Dest, !strings.Contains(l.Dest, "missing")
		}
		if complete {
			r.doc = &doc{}
			r.doc.begin("a.md", body, 10, resolve, c, &r)
			c.complete(r.doc, normalise(body))
		} else {
			c.Convert("a.md", body, 10, resolve, &r)
		}
		o.HTML, o.Text, o.Headings, o.Problems, o.Parts = string(r.HTML), string(r.Text), append([]Heading{}, r.Headings...), append([]diag.Diagnostic{}, r.Problems...), r.Parts
		o.Links, o.Articles = append(o.Links, r.Links...), append(o.Articles, r.Articles...)
		return o, r.Fast
	}
	full, _ = run(true)
	fast, took = run(false)
	return full, fast, took
}

// compare fails when the two paths differ.
func compare(t *testing.T, c *Converter, body []byte) (took bool) {
	t.Helper()
	full, fast, took := convertBoth(c, body)
	if reflect.DeepEqual(full, fast) {
		return took
	}
	t.Errorf("the paths differ (fast path taken: %v) for %q", took, body[:min(len(body), 2000)])
	if full.HTML != fast.HTML {
		t.Errorf("HTML:\n%s", firstDifference(full.HTML, fast.HTML))
	}
	if full.Text != fast.Text {
		t.Errorf("text:\n%s", firstDifference(full.Text, fast.Text))
	}
	full.HTML, fast.HTML, full.Text, fast.Text = "", "", "", ""
	if !reflect.DeepEqual(full, fast) {
		t.Errorf("rest:\nfull %+v\nfast %+v", full, fast)
	}
	return took
}

func firstDifference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	from := max(0, i-80)
	return fmt.Sprintf("full …%q\nfast …%q", a[from:min(len(a), i+120)], b[from:min(len(b), i+120)])
}

// bodies calls f for every Markdown file under a folder, without front matter.
func bodies(t testing.TB, dir string, f func(name string, body []byte)) {
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".md") {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if rest, ok := bytes.CutPrefix(b, []byte("+++\n")); ok {
			_, b, _ = bytes.Cut(rest, []byte("\n+++\n"))
		}
		f(name, b)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// seeds are bodies that both paths must agree on; the fuzz targets begin with
// them.
var seeds = []string{
	string(notice),
	"# 一\n\n## 二\n### 三 **重点**\n文字\n",
	"各市人民政府：\n\n正文第一行\n第二行 English\nline **加粗（重要）**后面 *斜* 5~10人\n\n市政府\n\n2023年7月24日\n\n（此件公开发布）\n",
	"- 一\n- **二**：三\n- [链接](a_b.md)\n\n1. 一\n2. 二\n\n3. 三\n# 标题\n",
	"文字\n- 项\n- 项\n\n文字\n* 项\n\n  缩进\n",
	"> 引用一\n> 引用二 [x](#一)\n\n# 一\n",
	"| 甲 | 乙 |\n| :-: | --: |\n| 1 | **2** |\n|  | [x](y.md \"t\") |\n\n后\n",
	"| 甲 | |\n|---|---|\n",
	"<!-- 注 -->\n文\n<!-- x -->\n---\n\n---\n文\n---\n",
	"[a](javascript:x) [b](missing.md) [c](#没有) [d](http://a.cn/?a=1&b=2) [e]( ) [f](//x)\n",
	"a_b_c a*b*c 2*3 **a**b**c** *a **b** c* ***x***\n",
	"1) 甲\n2) 乙\n10. 丙\n1.丁\n- \n-\n+ x\n",
	"　　第一条 为了规范。\n　　第二条 \n",
	"附件：1. 名单\n      2. 表\n\n附件:\n",
	"脚注[^1]。\n\n[^1]: 内容\n\n术语\n: 定义\n",
	"<b>x</b> &lt; &copy; \\* `a` ~~b~~ <http://a.cn> ![图](a.png)\n",
	"一\n=\n二\n-\n三\r\n四\r\n",
	"第一条 为了。\n\n**第二条** 甲\n乙\n\n　　第二条之一　丙\n\n## 第2条\n\n> 第四条 引\n\n第五条规定\n\n[第五条 x](#art-1) [y](#art-9)\n\n第三条 市局\n2023年7月24日\n",
	"“甲”\n“乙”\n（丙）\nabc\n丁\nꥠ\n가\n나\n",
}

// FuzzFastEqualsFull holds the fast path to the complete path.
func FuzzFastEqualsFull(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	c := New(Options{})
	f.Fuzz(func(t *testing.T, body []byte) {
		if valid(body) != utf8.Valid(body) {
			t.Errorf("valid(%q) = %v", body, valid(body))
		}
		compare(t, c, body)
	})
}

func TestValid(t *testing.T) {
	for _, s := range []string{"", "a", "甲", "\xff", "\xe4\xb8", "\xe4\xb8a", "\xe0\x80\x80", "\xed\xa0\x80", "\uFFFD", "\xef\xbf\xbf", "𠮷", "\xf4\x90\x80\x80", "é", "\xc0\x80", "甲\x80"} {
		for _, s := range []string{s, s + "甲乙", "甲" + s, "a" + s + "b"} {
			if got, want := valid([]byte(s)), utf8.ValidString(s); got != want {
				t.Errorf("valid(%q) = %v, want %v", s, got, want)
			}
		}
	}
}

// TestFastEqualsFullOnLaws compares the paths on real law texts, and on
// generated catalogues where the corpus holds one.
func TestFastEqualsFullOnLaws(t *testing.T) {
	corpus := os.Getenv("MULU_CORPUS")
	if corpus == "" {
		t.Skip("MULU_CORPUS is not set")
	}
	c := New(Options{})
	n, fast := 0, 0
	bodies(t, filepath.Join(corpus, "laws"), func(name string, body []byte) {
		n++
		if compare(t, c, body) {
			fast++
		}
	})
	t.Logf("%d of %d bodies took the fast path", fast, n)
	if n == 0 || fast < n*9/10 {
		t.Errorf("only %d of %d bodies took the fast path", fast, n)
	}
}

func TestFastEqualsFullOnSeeds(t *testing.T) {
	c := New(Options{})
	for _, s := range seeds {
		compare(t, c, []byte(s))
		for i := 0; i < len(s); i += 1 + len(s)/300 { // cut anywhere
			compare(t, c, []byte(s[i:min(len(s), i+60)]))
		}
		if t.Failed() {
			break
		}
	}
}

// fragments are what random bodies are put together from: everything that the
// fast path looks at, and what stands next to it in goldmark's eyes.
var fragments = []string{
	"\n", "\n", "\n\n", "\n\n", " ", "  ", "　", "文", "字。", "，", "（", "）", "“", "a", "B", "1", "12", ".", ")", "1. ", "2) ", "10. ",
	"- ", "* ", "+ ", "-", "*", "**", "***", "_", "__", "~", "~~", "`", "#", "# ", "## ", "### ", "> ", ">", "|", "| ", " |", "|\n|---|\n|",
	"| 甲 | 乙 |\n| --- | :-: |\n", "| 1 | 2 |\n", "---", "===", ":", ": ", "[", "]", "(", ")", "[甲](b.md)", "[乙](#一 \"t\")", "[x](", "]: u",
	"![", "!", "<", "<!--", "-->", "<!-- c -->", "<b>", "&", "&lt;", "\\", "\"", "'", "{", "=", "第一条 ", "第2条之一", "第十二条", "**第三条**", "附件：", "各局：", "2023年7月24日", "市局", "（此件主动公开）", "\n　", "\n市局\n2023年7月24日\n", "二〇二三年七月二十四日",
	"[^1]", "[^1]: ", "[ ] ", "[x] ", "\t", "\r\n", "https://a.cn/", "é", "가", "\U000E0100", "\uFE01", "\u00a0", "；",
}

func TestFastEqualsFullOnRandomBodies(t *testing.T) {
	rounds := 3000
	if s, err := strconv.Atoi(os.Getenv("MULU_ROUNDS")); err == nil {
		rounds = s
	}
	random := rand.New(rand.NewPCG(1, uint64(rounds)))
	c := New(Options{})
	took := 0
	for range rounds {
		var b []byte
		for range 1 + random.IntN(14) {
			b = append(b, fragments[random.IntN(len(fragments))]...)
		}
		if compare(t, c, b) {
			took++
		}
		if t.Failed() {
			return
		}
	}
	t.Logf("%d of %d bodies took the fast path", took, rounds)
	if took < rounds/50 {
		t.Errorf("only %d of %d random bodies took the fast path: nothing was tested", took, rounds)
	}
}
