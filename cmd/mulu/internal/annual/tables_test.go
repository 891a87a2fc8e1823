package annual

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"mulu/cmd/mulu/internal/markdown"
)

var update = flag.Bool("update", false, "rewrite the golden tables")

// The tables of both forms as a page, as text and as Markdown have them. Rewrite with
// go test ./cmd/mulu/internal/annual -update, and read the difference.
func TestGoldenTables(t *testing.T) {
	for _, name := range []string{"report-2025", "report-2020"} {
		r, ds := read(t, sample(t, name+".toml"))
		if len(ds) > 0 {
			t.Fatal(ds)
		}
		var page, text []byte
		for i := range r.Form.Tables {
			page = r.AppendHTML(page, &r.Form.Tables[i])
			text = append(r.AppendText(text, &r.Form.Tables[i]), '\n')
		}
		for ext, got := range map[string][]byte{".html": page, ".txt": text, ".md": markdown.AppendMarkdown(nil, page, "")} {
			file := filepath.Join("testdata", name+ext)
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s is not what the report gives (%v):\n%s", file, err, got)
			}
		}
	}
}

// Every table is a whole rectangle, and every number names headings that are there: its
// row's and its column's.
func TestTablesAreWhole(t *testing.T) {
	for _, name := range []string{"report-2025", "report-2020"} {
		r, _ := read(t, sample(t, name+".toml"))
		for i := range r.Form.Tables {
			table := &r.Form.Tables[i]
			checkTable(t, name+" "+table.Key, r.AppendHTML(nil, table))
		}
	}
}

func checkTable(t *testing.T, name string, page []byte) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	ids, named, widths := map[string]bool{}, map[string]bool{}, map[int]int{}
	line := -1
	for n := range root.Descendants() {
		switch n.Data {
		case "thead", "tbody", "caption":
		case "tr":
			line++
		case "th", "td":
			if n.Data == "th" {
				if id := value(n, "id"); id != "" && ids[id] {
					t.Errorf("%s: two headings are %s", name, id)
				}
				ids[value(n, "id")] = true
			} else if n.FirstChild.Data != balance {
				marks := strings.Fields(value(n, "headers"))
				if len(marks) < 2 {
					t.Errorf("%s: a number names %q", name, marks)
				}
				for _, m := range marks {
					named[m] = true
				}
			}
			for k := range span1(value(n, "rowspan")) {
				widths[line+k] += span1(value(n, "colspan"))
			}
		}
	}
	for m := range named {
		if !ids[m] {
			t.Errorf("%s: no heading is %s", name, m)
		}
	}
	for at, w := range widths {
		if w != widths[0] || at > line {
			t.Errorf("%s: row %d is %d columns wide, the first one %d", name, at, w, widths[0])
		}
	}
}

func value(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func span1(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return 1
}

// The tables stand at the end of their sections, on the page and in the text; those without
// a section at the end.
func TestInsert(t *testing.T) {
	r, _ := read(t, sample(t, "report-2025.toml"))
	for _, tt := range []struct {
		body string
		want []string // in this order
	}{
		{"## 一、总体情况\n\n甲\n\n## 二、主动公开政府信息情况\n\n乙\n\n### 细目\n\n丙\n\n## 三、收到和处理政府信息公开申请情况\n\n## 四、政府信息公开行政复议、行政诉讼情况\n\n## 五、存在的主要问题及改进情况\n\n丁",
			[]string{"甲", "乙", "丙", "第二十条第（八）项", "三、收到", "四、结转下年度", "四、政府信息", "复议后起诉", "五、存在", "丁"}},
		{"只有一段。[^1]\n\n[^1]: 注", []string{"只有一段", "第二十条第（八）项", "四、结转下年度", "复议后起诉"}},
		{"# 二、主动公开政府信息情况\n\n甲\n\n# 五、问题\n\n乙", []string{"甲", "第二十条第（八）项", "五、问题", "乙", "四、结转下年度", "复议后起诉"}},
	} {
		var body markdown.Result
		body.WantText = true
		markdown.New(markdown.Options{}).Convert("a.md", []byte(tt.body), 1, nil, &body)
		r.Insert(&body)
		for what, text := range map[string]string{"page": string(body.HTML), "text": string(body.Text)} {
			var at []int
			for _, w := range tt.want {
				at = append(at, strings.Index(text, w))
			}
			if !slices.IsSorted(at) || at[0] < 0 {
				t.Errorf("%q: %s has %v of %v", tt.body, what, at, tt.want)
			}
			if strings.Contains(text, "\n\n\n") || strings.HasSuffix(text, "\n") && what == "text" {
				t.Errorf("%q: %s is %q", tt.body, what, text)
			}
		}
		if i := bytes.Index(body.HTML, []byte("doc-endnotes")); i >= 0 && i < bytes.LastIndex(body.HTML, []byte("</table>")) {
			t.Errorf("%q: a table stands behind the notes", tt.body)
		}
	}
}
