package tree

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

type site struct {
	Title   string            `toml:"title"`
	Size    int               `toml:"page_size"`
	Small   int8              `toml:"small"`
	Rate    float64           `toml:"rate"`
	Draft   bool              `toml:"draft"`
	Since   official.Date     `toml:"since"`
	Words   []string          `toml:"words"`
	Labels  map[string]string `toml:"labels"`
	Issuers []issuer          `toml:"issuer"`
	Footer  *footer           `toml:"footer"`
	Raw     Value             `toml:"raw"`
	Made    string            `toml:"-"`
	NoKey   string
}

type issuer struct {
	Name   string              `toml:"name"`
	Former []issuer            `toml:"former"`
	Pos    diag.Pos            `toml:"-"`
	KeyPos map[string]diag.Pos `toml:"-"`
}

type footer struct {
	ICP string `toml:"icp"`
}

const siteText = `title = "目录"
page_size = 20
small = -128
rate = 1
draft = true
since = 2024-03-05
words = ["甲", "乙"]
raw = {x = [1]}
labels = {"发布机构" = "机构"}
[footer]
icp = "某ICP备1号"
[[issuer]]
name = "甲局"
[[issuer.former]]
name = "旧局"
[[issuer]]
name = "乙局"
`

func TestDecode(t *testing.T) {
	v, diags := ConfigLimits.ParseTOML("config.toml", []byte(siteText), 1)
	got := site{Made: "留下", Words: []string{"旧"}}
	diags = append(diags, Decode("config.toml", v, &got)...)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	if got.Raw.Kind != Table {
		t.Errorf("raw = %v, want the table as it is", got.Raw.Kind)
	}
	got.Raw = Value{}
	at := func(line, col, end int) diag.Pos { return diag.Pos{Line: line, Col: col, EndLine: line, EndCol: end} }
	want := site{
		Title: "目录", Size: 20, Small: -128, Rate: 1, Draft: true, Since: official.DateOf(2024, 3, 5), Words: []string{"甲", "乙"}, Made: "留下",
		Labels: map[string]string{"发布机构": "机构"}, Footer: &footer{"某ICP备1号"},
		Issuers: []issuer{
			{
				Name: "甲局", Pos: at(12, 1, 11), KeyPos: map[string]diag.Pos{"name": at(13, 8, 12), "former": at(14, 1, 18)},
				Former: []issuer{{Name: "旧局", Pos: at(14, 1, 18), KeyPos: map[string]diag.Pos{"name": at(15, 8, 12)}}},
			},
			{Name: "乙局", Pos: at(16, 1, 11), KeyPos: map[string]diag.Pos{"name": at(17, 8, 12)}},
		},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(official.Date{}, Value{})); diff != "" {
		t.Error(diff)
	}
}

func TestDecodeProblems(t *testing.T) {
	for _, tt := range []struct{ text, want, hint string }{
		{"tilte = \"甲\"", "1:1 config-key-unknown 不认识的配置项 tilte", "是不是想写 title？"},
		{"完全不同 = 1", "1:1 config-key-unknown 不认识的配置项 完全不同", "draft、footer、issuer"},
		{"title = 1", "1:9 config-value-type title 应为文字（用英文双引号括起），现在是整数 1", ""},
		{"page_size = \"二十\"", "1:13 config-value-type page_size 应为整数（不加引号），现在是文字 \"二十\"", ""},
		{"page_size = 1.5", "1:13 config-value-type page_size 应为整数（不加引号），现在是小数 1.5", ""},
		{"small = 128", "1:9 config-value-type small 应为整数（不加引号），现在是整数 128", ""},
		{"draft = \"是\"", "1:9 config-value-type draft 应为开关 true 或 false（不加引号），现在是文字 \"是\"", ""},
		{"since = 2023-02-30", "1:9 config-value-type since：", ""},
		{"since = 1", "1:9 config-value-type since 应为日期（如 2024-03-05，不加引号），现在是整数 1", ""},
		{"words = \"甲\"", "1:9 config-value-type words 应为列表", ""},
		{"words = [\"甲\", 2]", "1:15 config-value-type words 的第 2 项 应为文字", ""},
		{"labels = {甲 = 1}", "1:15 config-value-type labels.甲 应为文字", ""},
		{"[[footer]]", "1:1 config-value-type footer 应为表，现在是列表", ""},
		{"[issuer]\nname = \"甲\"", "1:1 config-value-type issuer 应为列表", "写成 [[issuer]]"},
		{"footer = []", "1:10 config-value-type footer 应为表，现在是列表", ""},
		{"[footer]\nipc = \"1\"", "2:1 config-key-unknown 不认识的配置项 footer.ipc", "icp"},
		{"[[issuer]]\nname = 1\n[[issuer]]\nnam = 2", "2:8 config-value-type issuer 的第 1 项.name 应为文字", ""},
	} {
		v, _ := ParseTOML("f", []byte(tt.text), 1)
		diags := Decode("f", v, new(site))
		if len(diags) == 0 {
			t.Errorf("Decode(%q): no problem", tt.text)
			continue
		}
		d := diags[0]
		if got := fmt.Sprintf("%d:%d %s %s", d.Pos.Line, d.Pos.Col, d.Code, d.Message); !strings.HasPrefix(got, tt.want) || !strings.Contains(d.Hint, tt.hint) {
			t.Errorf("Decode(%q) = %s (%s), want %s (%s)", tt.text, got, d.Hint, tt.want, tt.hint)
		}
	}
}

func TestDecodeReportsAll(t *testing.T) {
	v, _ := ParseTOML("f", []byte("title = 1\ntitel = 2\npage_size = \"甲\"\nwords = [1, 2]"), 1)
	if got, want := codes(Decode("f", v, new(site))), "1:9 config-value-type, 2:1 config-key-unknown, 3:13 config-value-type, 4:10 config-value-type, 4:13 config-value-type"; got != want {
		t.Errorf("Decode reports %s, want %s", got, want)
	}
}

// A date in quotes is taken for what it is: editors write both.
func TestDecodeQuotedDate(t *testing.T) {
	v, _ := ParseTOML("f", []byte("since = \"2024-03-05\""), 1)
	var got site
	if diags := Decode("f", v, &got); len(diags) > 0 || got.Since != official.DateOf(2024, 3, 5) {
		t.Errorf("Decode(since = \"2024-03-05\") = %v %v", got.Since, diags)
	}
}

func TestNearest(t *testing.T) {
	keys := []string{"title", "index_number", "issuer", "索引号", "发布日期", "成文日期", "发布机构"}
	for _, tt := range []struct{ word, want string }{
		{"tilte", "title"}, {"Title", "title"}, {"TITEL", "title"}, {"index-number", "index_number"}, {"indexnumber", "index_number"}, {"indx_nmber", "index_number"},
		{"索引号码", "索引号"}, {"索引", "索引号"}, {"发布日", "发布日期"}, {"发文日期", "发布日期"}, {"issuers", "issuer"},
		{"", ""}, {"x", ""}, {"author", ""}, {"甲乙丙丁", ""}, {strings.Repeat("title", 20), ""},
	} {
		if got := Nearest(tt.word, keys); got != tt.want {
			t.Errorf("Nearest(%q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}

func TestRules(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Rules() {
		if seen[r.Code] || r.Severity == 0 || r.Title == "" || r.Explain == "" || r.Source == "" || r.Repair == "" {
			t.Errorf("rule %+v is not complete or not unique", r)
		}
		seen[r.Code] = true
	}
}

func TestCountRunes(t *testing.T) {
	for _, s := range []string{"", "a", "甲", "𠮷甲é", strings.Repeat("沂川“a”𠮷", 9)} {
		for i := range s {
			if got, want := countRunes([]byte(s[i:])), len([]rune(s[i:])); got != want {
				t.Errorf("countRunes(%q) = %d, want %d", s[i:], got, want)
			}
		}
	}
}
