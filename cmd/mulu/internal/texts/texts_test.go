package texts

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/han"
	"mulu/layouts"
)

func open(t *testing.T, name string, own ...File) *Table {
	t.Helper()
	table, ds := Open(name, own)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	return table
}

// mayLeaveOut are the texts that need not show every value: an attribute cannot say in
// which language a part of it is.
var mayLeaveOut = []string{"en list.rows 1", "zh-Hant list.rows 1"}

// Every table has every text and nothing else, with places for the same values, and the
// built-in files are in order.
func TestTablesAgree(t *testing.T) {
	for _, name := range Names {
		table := open(t, name)
		data, err := layouts.FS.ReadFile("texts/" + name + ".toml")
		if err != nil {
			t.Fatal(err)
		}
		if _, ds := read(name, data); len(ds) > 0 {
			t.Error(ds)
		}
		for _, key := range table.missing() {
			t.Errorf("%s has no %s", name, key)
		}
		found := builtIn[name]()
		for key, text := range found {
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s: %s is empty", name, key)
			}
			want := places(builtIn[Names[0]]()[key])
			for n := range max(want.most, places(text).most) {
				shown := places(text).seen[n+1]
				if shown != want.seen[n+1] && !slices.Contains(mayLeaveOut, name+" "+key+" "+string(rune('1'+n))) {
					t.Errorf("%s: %s and that of %s differ in {%d}: %s", name, key, Names[0], n+1, text)
				}
			}
		}
	}
}

type placesOf struct {
	most int
	seen map[int]bool
}

func places(text string) placesOf {
	p := placesOf{Places(text), map[int]bool{}}
	for {
		_, place, rest := Cut(text)
		if place.N == 0 {
			return p
		}
		p.seen[place.N], text = true, rest
	}
}

// Each table is in its own script; examples of what to search for are as documents are.
func TestTablesKeepTheirScript(t *testing.T) {
	for name, foreign := range map[string]func(rune) bool{"zh-Hans": han.IsTraditional, "zh-Hant": han.IsSimplified, "en": han.IsHan} {
		for key, text := range builtIn[name]() {
			if at := strings.IndexFunc(text, foreign); at >= 0 && !strings.HasSuffix(key, "_example") {
				t.Errorf("%s: %s has %q: %s", name, key, []rune(text[at:])[0], text)
			}
		}
	}
}

func TestText(t *testing.T) {
	zh, en := open(t, "zh-Hans"), open(t, "en")
	for _, tt := range []struct{ got, want string }{
		{zh.Text("home.title"), "政府信息公开"},
		{zh.Text("list.count", 12), "共 12 件，新公开的在前。"},
		{zh.Text("banner.amended_part", "2024年3月5日", "第三条"), "本文件的第三条自2024年3月5日起已经修改，请与修改它的文件一并查阅。"},
		{en.Text("list.title_page", "{1}{2}", 3), "{1}{2} (page 3)"},
		{zh.Date(2024, 3, 5), "2024年3月5日"},
		{open(t, "zh-Hant").Date(2024, 12, 31), "2024年12月31日"},
		{en.Date(2024, 3, 5), "5 March 2024"},
		{en.Date(0, 0, 0), ""},
		{Fill("a{b}{0}{2}{1}{", func(p Place) string { return string(rune('0' + p.N)) }), "a{b}{0}21{"},
		{Fill("{2|is|are}{1|a}{1|a|b|c}{x|a|b}{1||s}", func(p Place) string { return p.Of("1") }), "is{1|a}{1|a|b|c}{x|a|b}"},
		{en.Text("statistics.lead", 1), "This catalogue holds 1 public document."},
		{en.Text("statistics.lead", 12), "This catalogue holds 12 public documents."},
		{en.Text("asof.year_lead", 0), "0 documents were in force on this day, including those amended or partly repealed. Newest first."},
		{"1" + en.Text("sign.items", 1), "1 document"},
		{"2" + en.Text("sign.items", "2"), "2 documents"},
		{"1" + zh.Text("sign.items", 1), "1 件"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

// No number stands before a plural that does not follow it.
func TestNumbersOfEnglish(t *testing.T) {
	counted := regexp.MustCompile(`\{\d\} (?:\w+ ){0,2}(?:documents|files|bars|others|days|changes|articles|paragraphs)\b`)
	for key, text := range builtIn["en"]() {
		if found := counted.FindString(text); found != "" && !slices.Contains(neverOne, key) {
			t.Errorf("%s: %q of one would be wrong; write {1|document|documents}", key, found)
		}
	}
}

// neverOne are the texts whose numbers are two at least.
var neverOne = []string{
	"statistics.delay_bin", // from the second day on
	"comparison.several",
}

func TestFind(t *testing.T) {
	own := []File{{Name: "fr.toml"}, {Name: "pt-BR.toml"}}
	for _, tt := range []struct{ language, want string }{
		{"zh-CN", "zh-Hans"}, {"zh", "zh-Hans"}, {"zh-SG", "zh-Hans"}, {"ZH-Hans-HK", "zh-Hans"}, {"zh-TW", "zh-Hant"}, {"zh-hk", "zh-Hant"},
		{"zh-Hant", "zh-Hant"}, {"zh-MO", "zh-Hant"}, {"en", "en"}, {"en-GB", "en"}, {"fr", "fr"}, {"fr-CA", "fr"}, {"pt-br", "pt-BR"}, {"pt", ""}, {"de", ""},
	} {
		if got := Find(tt.language, own); got != tt.want {
			t.Errorf("Find(%q) = %q, want %q", tt.language, got, tt.want)
		}
	}
}

// A site's own texts stand in place of the built-in ones; the others stay.
func TestOwnTexts(t *testing.T) {
	own := File{"en.toml", []byte("[home]\nlatest = \"News\"\n")}
	en := open(t, "en", own)
	if got := en.Text("home.latest") + en.Text("home.empty"); got != "News"+open(t, "en").Text("home.empty") {
		t.Error(got)
	}
	if got := open(t, "zh-Hans", own).Text("home.latest"); got != "最新公开" {
		t.Error(got)
	}
	if _, ds := Open("fr", []File{{"fr.toml", own.Data}}); len(ds) != 1 || !strings.Contains(ds[0].Message, "还缺") {
		t.Error(ds)
	}
	whole, _ := layouts.FS.ReadFile("texts/en.toml")
	if fr := open(t, "fr", File{"fr.toml", whole}); fr.Text("home.latest") != open(t, "en").Text("home.latest") {
		t.Error(fr.Name())
	}
}

func TestCheck(t *testing.T) {
	for _, tt := range []struct {
		key    string
		values int
		want   string
	}{
		{"home.title", 0, ""}, {"list.count", 1, ""},
		{"home.titel", 0, "没有名为 home.titel 的文字，是不是 home.title？"},
		{"list.latest", 0, "没有名为 list.latest 的文字，是不是 home.latest？"},
		{"x", 0, "没有名为 x 的文字"},
		{"list.count", 0, "文字 list.count 需要 1 个值，这里有 0 个"},
	} {
		got := ""
		if err := Check(tt.key, tt.values); err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("Check(%q, %d) = %q, want %q", tt.key, tt.values, got, tt.want)
		}
	}
}

// The built-in tables are read without a TOML reader, and are what it makes of them.
func TestPlainTables(t *testing.T) {
	for _, name := range Names {
		data, err := layouts.FS.ReadFile("texts/" + name + ".toml")
		if err != nil {
			t.Fatal(err)
		}
		found, plain := plainTable(string(data))
		want, _, _ := parse(name, data)
		if !plain || !maps.Equal(found, want) {
			t.Errorf("%s: plain %v, %d texts, want %d", name, plain, len(found), len(want))
		}
	}
	for _, text := range []string{"a = \"outside\"", "[g]\na = 'b'", "[g]\na = \"\\n\"", "[g]\na = \"b\" c", "[g]\na = \"\"\"b", "[g.h]\na = \"b\"", "[g\na = \"b\"", "[g]\na = \"b"} {
		if found, plain := plainTable(text); plain {
			t.Errorf("%q is taken for plain: %v", text, found)
		}
	}
	if found, plain := plainTable("# x\n[g]\r\na-1 = \"{1}\"   # {1}\n\n"); !plain || found["g.a-1"] != "{1}" {
		t.Error(plain, found)
	}
}
