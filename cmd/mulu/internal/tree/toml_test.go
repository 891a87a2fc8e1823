package tree

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"mulu/cmd/mulu/internal/diag"
)

// accepted are texts that are TOML by the judge, BurntSushi/toml, too.
var accepted = []string{
	"", "\n\n", "# 注释", "a = 1", "a=1\r\nb=2\r\n", "\t a\t=\t1 \t# c\n", "\"\" = 1", "'甲' = 1\n\"乙\\t\" = 2",
	"a.b.c = 1\na.b.d = 2\n\"a\".e=3", "a . b = 1", "1.2 = 3", "-_- = 1", "true = false", "inf = nan",
	// strings
	`a = ""`, `a = "沂川“十四五”规划"`, `a = "\t\n\r\"\\\x41\u6c82\U0002070E"`, `a = 'C:\x'`, `a = "'"`, `a = '"'`,
	"a = \"\"\"\"\"\"", "a = \"\"\"\n甲\n乙\"\"\"", "a = \"\"\"甲 \\  \n\n\t 乙\"\"\"", "a = \"\"\"\"\"甲\"\"\"\"\"",
	"a = '''\n\\甲'乙''\n'''", "a = '''''甲'''''", "a = \"\"\"\r\n甲\r\n\"\"\"", "a = \"\"\"\\\"\"\"\"", "a = \"\"\"\\\\\n甲\"\"\"",
	"a = '''\n\n甲'''", "a = \"\"\"\\\n  \"\"\"", "a = \"\"\"甲\\n\\\n乙\"\"\"\nb = 1",
	// numbers
	"a = 0\nb = +0\nc = -0\nd = 1_000\ne = -17\nf = 0xDEAD_beef\ng = 0o17\nh = 0b1_0\ni = 9223372036854775807\nj = -9223372036854775808",
	"a = 0.0\nb = -0.0\nc = 1.5e3\nd = 1e06\ne = 1_0.0_1E-1_0\nf = +inf\ng = -inf\nh = nan\ni = +nan\nj = 0e0\nk = 1e+5",
	"a = true\nb = false",
	// dates
	"a = 2024-03-05\nb = 2024-03-05T08:00:00Z\nc = 2024-03-05 08:00:00.123+08:00\nd = 08:00:00\ne = 2024-03-05t08:00\nf = 08:00\ng = 2024-03-05 # c",
	"a = [2024-03-05 , 2024-03-05 08:00:00]", "a = 2024-03-05  ", "a = 08:00:00.123456789123",
	// lists
	"a = []", "a = [ ]", "a = [1, 2,]", "a = [\n # 甲\n 1 # 乙\n , 2\n]", "a = [[1], ['甲', []]]", "a = [1, 'a', 2.5, {b = 1}]",
	// tables
	"[a]\n[a.b]\nc = 1\n[a.d]", "[a.b.c]\n[a]\nd=1\n[a.b]\ne = 1", "[ a . \"b\" ] # c\nx = 1", "[a]\nb.c = 1\n[a.b.d]\ne = 1",
	"[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\nd = 1\n[[a.e]]\n[[a.e]]", "[[a.b]]\n[a]\nc = 1", "[a]\n[[a.b]]", "a = {}\nb = { }", "a = {b = 1, c.d = '甲', \"e\" = {f = []}}",
	"a = {\n b = 1, # 甲\n}\n", "[x]\n[y]\n[x.z]", "a = [{b = 1}, {b = 2}]", "a.b = {c = 1}", "[a.\"b.c\"]\n[a.b]",
}

// refused are texts that are not TOML by the judge too, with the line of the problem.
var refused = []struct {
	text string
	line int
}{
	{"a", 1}, {"a =", 1}, {"= 1", 1}, {"a = 1 b = 2", 1}, {"a = 1\n甲,= 2", 2}, {"a == 1", 1}, {"a b = 1", 1}, {"a. = 1", 1}, {".a = 1", 1}, {"a..b=1", 1},
	{"a = \"甲", 1}, {"a = \"甲\n\"", 1}, {"a = '甲\n'", 1}, {"a = \"\\q\"", 1}, {"a = \"\\u12\"", 1}, {"a = \"\\ud800\"", 1}, {"a = \"\\U00110000\"", 1},
	{"a = \"\"\"甲\n", 1}, {"a = '''甲", 1}, {"a = \"\"\"甲\"\"\"\"\"\"", 1}, {"a = '''甲''''''", 1}, {"a = \"\"\"\\ 甲\"\"\"", 1}, {"a = \"\\ \"", 1},
	{"\"\"\"a\"\"\" = 1", 1}, {"a = 00", 1}, {"a = 01", 1}, {"a = +01", 1}, {"a = 0x", 1}, {"a = 0xg", 1}, {"a = 0X1", 1}, {"a = +0x1", 1}, {"a = 0o8", 1}, {"a = 0b2", 1},
	{"a = 1_", 1}, {"a = _1", 1}, {"a = 1__0", 1}, {"a = 0x_1", 1}, {"a = 1.", 1}, {"a = .1", 1}, {"a = 1._1", 1}, {"a = 1.5.6", 1}, {"a = 1e", 1}, {"a = 1e1.5", 1}, {"a = 01.5", 1},
	{"a = 1e999", 1}, {"a = 9223372036854775808", 1}, {"a = +", 1}, {"a = --1", 1}, {"a = Inf", 1}, {"a = infx", 1}, {"a = True", 1}, {"a = trueish", 1}, {"a = 甲", 1},
	{"a = 2024-0001", 1}, {"a = 2024-03-05T", 1}, {"a = 2024-03-05T8:00", 1}, {"a = 8:00", 1}, {"a = 08:00:00Z", 1}, {"a = 2024-03-05T08:00:00+8", 1}, {"a = 2024-03-05T08:00.5", 1},
	{"a = [1 2]", 1}, {"a = [1", 1}, {"a = [,]", 1}, {"a = [1,,2]", 1}, {"a = ]", 1}, {"a = [1,\n\n2\nb = 3", 4}, {"a = {b = 1 c = 2}", 1}, {"a = {b}", 1}, {"a = {,}", 1}, {"a = {b = 1,,}", 1}, {"a = {", 1},
	{"[a", 1}, {"[a]]", 1}, {"[[a]", 1}, {"[[a] ]", 1}, {"[ [a]]", 1}, {"[]", 1}, {"[a.]", 1}, {"[.a]", 1}, {"[a] b = 1", 1}, {"[a b]", 1}, {"[a\n]", 1},
	{"a = 1\rb = 2", 1}, {"a = \"\x01\"", 1}, {"a = '\x7f'", 1}, {"# \x00", 1}, {"a = 1\n\x0b", 2},
}

// conflicting are texts that name one thing twice, with the line of the second.
// The judge is not asked: BurntSushi/toml lets some pass that TOML forbids.
var conflicting = []struct {
	text        string
	line, first int
}{
	{"甲 = 1\n甲 = 2", 2, 1}, {"a = 1\n\n\"a\" = 2", 3, 1}, {"[a]\nb = 1\n[a]", 3, 1}, {"a = 1\n[a]", 2, 1}, {"a = 1\n[a.b]", 2, 1}, {"a = []\n[[a]]", 2, 1},
	{"[a]\n[[a]]", 2, 1}, {"[[a]]\n[a]", 2, 1}, {"a.b = 1\na.b.c = 2", 2, 1}, {"a.b = 1\n[a]", 2, 1}, {"a = {b = 1}\na.c = 2", 2, 1}, {"a = {b = 1}\n[a.c]", 2, 1},
	{"a = {b = 1, b = 2}", 1, 1}, {"[a.b]\n[a]\nb.c = 1", 3, 1}, {"[a.b]\n[a]\nb = 1", 3, 1}, {"a = [{b = 1}]\n[a.c]", 2, 1}, {"[a]\nb.c = 1\n[a.b]", 3, 2}, {"a = {b.c = 1, b.c.d = 2}", 1, 1},
}

func TestParseTOMLAccepts(t *testing.T) {
	for _, text := range accepted {
		if got, diags := ParseTOML("f", []byte(text), 1); len(diags) > 0 {
			t.Errorf("ParseTOML(%q) = %v", text, diags)
		} else if diff := cmp.Diff(judge(t, text), plain(got)); diff != "" {
			t.Errorf("ParseTOML(%q) differs from BurntSushi/toml (-want +got):\n%s", text, diff)
		}
	}
}

func TestParseTOMLRefuses(t *testing.T) {
	for _, tt := range refused {
		var sink map[string]any
		if _, err := toml.Decode(tt.text, &sink); err == nil {
			t.Errorf("BurntSushi/toml accepts %q", tt.text)
		}
		_, diags := ParseTOML("f", []byte(tt.text), 1)
		if len(diags) != 1 || diags[0].Pos.Line != tt.line {
			t.Errorf("ParseTOML(%q) = %v, want one problem on line %d", tt.text, diags, tt.line)
		}
	}
}

func TestParseTOMLConflicts(t *testing.T) {
	for _, tt := range conflicting {
		_, diags := ParseTOML("f", []byte(tt.text), 1)
		if len(diags) != 1 || diags[0].Code != "key-duplicate" || diags[0].Pos.Line != tt.line || diags[0].Related[0].Pos.Line != tt.first {
			t.Errorf("ParseTOML(%q) = %v, want key-duplicate on line %d, first on %d", tt.text, diags, tt.line, tt.first)
		}
	}
}

// judge is what BurntSushi/toml makes of a text.
func judge(t testing.TB, text string) map[string]any {
	var m map[string]any
	if _, err := toml.Decode(text, &m); err != nil {
		t.Errorf("BurntSushi/toml refuses %q: %v", text, err)
	}
	return comparable(m).(map[string]any)
}

// comparable brings the judge's values into the form of plain.
func comparable(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := map[string]any{}
		for k, item := range v {
			m[k] = comparable(item)
		}
		return m
	case []map[string]any:
		list := []any{}
		for _, item := range v {
			list = append(list, comparable(item))
		}
		return list
	case []any:
		list := []any{}
		for _, item := range v {
			list = append(list, comparable(item))
		}
		return list
	case time.Time:
		return "time"
	case float64:
		return fmt.Sprint(v, math.Signbit(v) && !math.IsNaN(v))
	}
	return v
}

// plain makes a tree one of maps and slices. Days are not compared: they are read
// where their field is known.
func plain(v Value) any {
	switch v.Kind {
	case Table:
		m := map[string]any{}
		for _, e := range v.Table {
			m[e.Key] = plain(e.Value)
		}
		return m
	case List:
		list := []any{}
		for _, item := range v.List {
			list = append(list, plain(item))
		}
		return list
	case String:
		return v.Str
	case Int:
		return v.Int
	case Float:
		return fmt.Sprint(v.Float, math.Signbit(v.Float) && !math.IsNaN(v.Float))
	case Bool:
		return v.Bool
	case Date, DateTime:
		return "time"
	}
	return nil
}

func TestParseTOMLHanKeys(t *testing.T) {
	v, diags := ParseTOML("f", []byte("索引号 = \"1\"\n甲.〇a = 2\n[表.乙]\n𠮷 = 3"), 1)
	want := map[string]any{"索引号": "1", "甲": map[string]any{"〇a": int64(2)}, "表": map[string]any{"乙": map[string]any{"𠮷": int64(3)}}}
	if diff := cmp.Diff(want, plain(v)); diff != "" || len(diags) > 0 {
		t.Errorf("bare Han keys: %v\n%s", diags, diff)
	}
}

func TestParseTOMLPlaces(t *testing.T) {
	text := "标题 = \"沂“川”\"\nd.乙 = 2023-02-30 # 注\n[[附件]]\n  file = [\"甲\", '𠮷', {x = 1}]\n[a.'b c']\nt = \"\"\"\n甲\n\"\"\"\nu = 1"
	v, diags := ParseTOML("f", []byte(text), 2)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	for _, tt := range []struct {
		path       []Step
		key, value diag.Pos
	}{
		{[]Step{"标题"}, diag.Pos{Line: 2, Col: 1, EndLine: 2, EndCol: 3}, diag.Pos{Line: 2, Col: 6, EndLine: 2, EndCol: 12}},
		{[]Step{"d"}, diag.Pos{Line: 3, Col: 1, EndLine: 3, EndCol: 2}, diag.Pos{Line: 3, Col: 1, EndLine: 3, EndCol: 2}},
		{[]Step{"d", "乙"}, diag.Pos{Line: 3, Col: 3, EndLine: 3, EndCol: 4}, diag.Pos{Line: 3, Col: 7, EndLine: 3, EndCol: 17}},
		{[]Step{"附件", 0, "file"}, diag.Pos{Line: 5, Col: 3, EndLine: 5, EndCol: 7}, diag.Pos{Line: 5, Col: 10, EndLine: 5, EndCol: 29}},
		{[]Step{"附件", 0, "file", 2, "x"}, diag.Pos{Line: 5, Col: 22, EndLine: 5, EndCol: 23}, diag.Pos{Line: 5, Col: 26, EndLine: 5, EndCol: 27}},
		{[]Step{"a", "b c"}, diag.Pos{Line: 6, Col: 4, EndLine: 6, EndCol: 9}, diag.Pos{Line: 6, Col: 1, EndLine: 6, EndCol: 10}},
		{[]Step{"a", "b c", "t"}, diag.Pos{Line: 7, Col: 1, EndLine: 7, EndCol: 2}, diag.Pos{Line: 7, Col: 5, EndLine: 9, EndCol: 4}},
		{[]Step{"a", "b c", "u"}, diag.Pos{Line: 10, Col: 1, EndLine: 10, EndCol: 2}, diag.Pos{Line: 10, Col: 5, EndLine: 10, EndCol: 6}},
	} {
		if got := v.KeyPosOf(tt.path...); got != tt.key {
			t.Errorf("KeyPosOf(%v) = %v, want %v", tt.path, got, tt.key)
		}
		if got := v.PosOf(tt.path...); got != tt.value {
			t.Errorf("PosOf(%v) = %v, want %v", tt.path, got, tt.value)
		}
	}
	if got, want := v.PosOf("附件", 3, "x"), v.PosOf("附件"); got != want {
		t.Errorf("PosOf outside the tree = %v, want that of the last value, %v", got, want)
	}
}

// An editor on Windows may put a byte order mark before config.toml.
func TestParseTOMLByteOrderMark(t *testing.T) {
	v, diags := ParseTOML("f", []byte("\uFEFF标题 = 1\r\n"), 1)
	want := diag.Pos{Line: 1, Col: 6, EndLine: 1, EndCol: 7}
	if got := v.PosOf("标题"); len(diags) > 0 || got != want {
		t.Errorf("place after a byte order mark = %v %v, want %v", got, diags, want)
	}
}

// Dates that do not exist stop nothing, so that the field can report them.
func TestParseTOMLDates(t *testing.T) {
	for _, tt := range []struct {
		in   string
		kind Kind
	}{
		{"2024-03-05", Date}, {"2023-02-30", Date}, {"0000-00-00", Date}, {"2023-2-3", Date}, {"20230-1-1", Date},
		{"2023-02-30T25:61:00Z", DateTime}, {"2024-03-05 08:00", DateTime}, {"25:00:00", DateTime}, {"2024-03-05T08:00:00+08:00", DateTime},
	} {
		v, diags := ParseTOML("f", []byte("a = "+tt.in+"\nb = 1"), 1)
		if e := v.Get("a"); len(diags) > 0 || e == nil || e.Value.Kind != tt.kind || e.Value.Str != tt.in || v.Get("b") == nil {
			t.Errorf("ParseTOML(a = %s): %+v %v, want %v", tt.in, e, diags, tt.kind)
		}
	}
}

// What an editor reads: the place in characters, what was found, what to do.
func TestParseTOMLWords(t *testing.T) {
	for _, tt := range []struct{ text, want, hint string }{
		{"标题 = “关于”", "1:6 等号后面应是值，此处是中文引号", "英文双引号"},
		{"标题：\"甲\"", "1:3 键的后面应是等号 =，此处是“：”", "英文等号"},
		{"标题 ＝ \"甲\"", "1:4 键的后面应是等号 =，此处是“＝”", "英文等号"},
		{"标题 = \"关于\"十四五\"规划\"", "1:10 值的后面多出了“十”", "中文引号"},
		{"a = 1\n标题 = \"关于", "2:9 引号没有结束", "相同的引号"},
		{"日期 = 2024年3月5日", "1:10 值的后面多出了“年”", "2024-03-05"},
		{"编号 = 2024-0001", "1:6 “2024-0001”不是数字，也不是日期", "英文双引号"},
		{"编号 = 0001", "1:6 数字“0001”不能以 0 开头", "英文双引号"},
		{"词 = [\"甲\"，\"乙\"]", "1:9 列表的各项之间应是逗号，此处是“，”", "英文逗号"},
		{"词 = [\"甲\",\n\"乙\"\n题 = 1", "3:1 列表的各项之间应是逗号，此处是“题”", "用 ] 结束"},
		{"题 =\n", "1:4 等号后面应是值，此处是行尾", "删去整行"},
		{"题 = \"甲\",", "1:8 值的后面多出了“,”", "删去行末的“,”"},
		{"题 = \"甲\"；  # 注\n", "1:8 值的后面多出了“；”", "删去行末的“；”"},
		{"题\u00a0= \"甲\"", "1:2 键的后面应是等号 =，此处是空格", "普通空格"},
		{"索引号 = 11370100A/2025-00001", "1:7 等号后面应是值，此处是“11370100A”", "编号等文字用英文双引号"},
		{"日期 = 2024－03－05", "1:10 值的后面多出了“－”", "2024-03-05"},
		{"路 = \"C:\\目录\"", "1:8 英文双引号内的 \\ 后面是不认识的字符", `\\`},
		{"题 = \"甲\x02\"", "1:7 此处有控制字符 U+0002", "删去"},
		{"题 = 1　# 全角空格", "1:6 值的后面多出了空格", "普通空格"},
		{"[表.甲\n", "1:5 表名的后面应是 ]，此处是行尾", "[名称]"},
		{"题 = \"\\u202E\"", "1:5 值中有控制字符 U+202E", "删去"},
		{"题 = \"\\u0000\"", "1:5 值中有控制字符 U+0000", "删去"},
	} {
		_, diags := ParseTOML("f", []byte(tt.text), 1)
		if len(diags) != 1 {
			t.Errorf("ParseTOML(%q) = %v, want one problem", tt.text, diags)
			continue
		}
		d := diags[0]
		if got := fmt.Sprintf("%d:%d %s", d.Pos.Line, d.Pos.Col, d.Message); got != tt.want || !strings.Contains(d.Hint, tt.hint) {
			t.Errorf("ParseTOML(%q) = %s (%s), want %s (%s)", tt.text, got, d.Hint, tt.want, tt.hint)
		}
	}
}

// Every word of the library that we translate is still one of its words.
func TestTOMLWordsAreKnown(t *testing.T) {
	used := map[string]bool{}
	texts := []string{"a = 1.", "a = 1e1.5", "a = .5", "a = \"\\x1\"", "a = i1", "a = + 1", "a = \"\"\"", "a = '''"}
	for _, tt := range refused {
		texts = append(texts, tt.text)
	}
	for _, text := range texts {
		_, diags := ParseTOML("f", []byte(text), 1)
		for _, d := range diags {
			if strings.Contains(d.Hint, "原文") {
				t.Errorf("%q: no Chinese words: %s", text, d.Hint)
			}
			used[d.Message] = true
		}
	}
	if len(used) < 30 {
		t.Errorf("only %d different messages for %d kinds of problems", len(used), len(texts))
	}
}

func TestParseTOMLReportsAllDuplicates(t *testing.T) {
	_, diags := ParseTOML("f", []byte("甲 = 1\n甲 = 2\n[表]\n[表]\nx = 1\n甲 = [1, 2]\n甲 = 3\n丁 = !"), 1)
	var got []string
	for _, d := range diags {
		got = append(got, fmt.Sprintf("%d:%d %s", d.Pos.Line, d.Pos.Col, d.Code))
	}
	want := []string{"2:1 key-duplicate", "4:2 key-duplicate", "7:1 key-duplicate", "8:5 toml-syntax"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A table whose memory another one has got is gone; its strings are not.
func TestRelease(t *testing.T) {
	text := func(i int) []byte { return fmt.Appendf(nil, "a = \"值%d\"\nb = [\"甲%[1]d\"]\n", i) }
	var kept []string
	for i := range 50 {
		v, _ := ParseTOML("f", text(i), 1)
		if len(v.Table) != 2 || v.Table[1].Value.List[0].Str != fmt.Sprintf("甲%d", i) {
			t.Fatalf("%d: %+v", i, v)
		}
		kept = append(kept, v.Table[0].Value.Str)
		if v.Release(); v.Table != nil {
			t.Fatal("the table is still there")
		}
	}
	for i, s := range kept {
		if s != fmt.Sprintf("值%d", i) {
			t.Errorf("string %d is %q", i, s)
		}
	}
	many, _ := ParseTOML("f", []byte(func() (s string) {
		for i := range 41 {
			s += fmt.Sprintf("k%d = 1\n", i)
		}
		return s
	}()), 1)
	if len(many.Table) != 41 {
		t.Fatalf("%d keys", len(many.Table))
	}
	many.Release()
}
