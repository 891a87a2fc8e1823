package tree

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"mulu/cmd/mulu/internal/diag"
)

func TestParseYAMLValues(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want Value
	}{
		{"甲", Value{Kind: String, Str: "甲"}},
		{"沂发改〔2025〕1号", Value{Kind: String, Str: "沂发改〔2025〕1号"}},
		{"113799004189027499/2025-00001", Value{Kind: String, Str: "113799004189027499/2025-00001"}},
		{"'它''s'", Value{Kind: String, Str: "它's"}},
		{`"\t\u6c82\\"`, Value{Kind: String, Str: "\t沂\\"}},
		{`"2024-03-05"`, Value{Kind: String, Str: "2024-03-05"}},
		{"yes", Value{Kind: String, Str: "yes"}},
		{"甲: 乙"[:3] + ":乙", Value{Kind: String, Str: "甲:乙"}},
		{"|\n  甲\n  乙\n", Value{Kind: String, Str: "甲\n乙\n"}},
		{">-\n  甲\n  乙\n", Value{Kind: String, Str: "甲 乙"}},
		{"甲\n  乙", Value{Kind: String, Str: "甲 乙"}},
		{"", Value{Kind: None}}, {"~", Value{Kind: None, Str: "~"}}, {"null", Value{Kind: None, Str: "null"}},
		{"true", Value{Kind: Bool, Str: "true", Bool: true}}, {"False", Value{Kind: Bool, Str: "False"}},
		{"0", Value{Kind: Int, Str: "0"}}, {"-17", Value{Kind: Int, Str: "-17", Int: -17}}, {"+1", Value{Kind: Int, Str: "+1", Int: 1}},
		{"0o17", Value{Kind: Int, Str: "0o17", Int: 15}}, {"0xff", Value{Kind: Int, Str: "0xff", Int: 255}}, {"007", Value{Kind: Int, Str: "007", Int: 7}},
		{"1_000", Value{Kind: String, Str: "1_000"}},
		{"1.5", Value{Kind: Float, Str: "1.5", Float: 1.5}}, {"-1e3", Value{Kind: Float, Str: "-1e3", Float: -1000}}, {".5", Value{Kind: Float, Str: ".5", Float: 0.5}},
		{"2024-03-05", Value{Kind: Date, Str: "2024-03-05"}}, {"2023-02-30", Value{Kind: Date, Str: "2023-02-30"}}, {"0000-00-00", Value{Kind: Date, Str: "0000-00-00"}},
		{"2024-03-05T08:00:00+08:00", Value{Kind: DateTime, Str: "2024-03-05T08:00:00+08:00"}}, {"2024-03-05 08:00:00", Value{Kind: DateTime, Str: "2024-03-05 08:00:00"}},
		{"08:00", Value{Kind: DateTime, Str: "08:00"}},
		{"[甲, 1]", Value{Kind: List, List: []Value{{Kind: String, Str: "甲"}, {Kind: Int, Str: "1", Int: 1}}}},
		{"\n- 甲\n- - 乙", Value{Kind: List, List: []Value{{Kind: String, Str: "甲"}, {Kind: List, List: []Value{{Kind: String, Str: "乙"}}}}}},
		{"{甲: 1}", Value{Kind: Table, Table: []Entry{{Key: "甲", Value: Value{Kind: Int, Str: "1", Int: 1}}}}},
		{"\n  甲: 1\n  '乙 丙':", Value{Kind: Table, Table: []Entry{{Key: "甲", Value: Value{Kind: Int, Str: "1", Int: 1}}, {Key: "乙 丙"}}}},
		{"[]", Value{Kind: List}}, {"{}", Value{Kind: Table}},
	} {
		v, diags := ParseYAML("f", []byte("值: "+tt.in), 1)
		e := v.Get("值")
		if e == nil || len(diags) > 0 {
			t.Errorf("ParseYAML(值: %s) = %+v %v", tt.in, v, diags)
			continue
		}
		if diff := cmp.Diff(outline(tt.want), outline(e.Value)); diff != "" {
			t.Errorf("ParseYAML(值: %s):\n%s", tt.in, diff)
		}
	}
}

// outline writes a value without its places.
func outline(v Value) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%v %q %d %v %v", v.Kind, v.Str, v.Int, v.Float, v.Bool)
	for _, item := range v.List {
		fmt.Fprintf(&b, " [%s]", outline(item))
	}
	for _, e := range v.Table {
		fmt.Fprintf(&b, " {%s %s}", e.Key, outline(e.Value))
	}
	return b.String()
}

func TestParseYAMLPlaces(t *testing.T) {
	text := "标题: 关于“十四五”规划  # 注\n\"引 号\": '甲''乙'\n附件:\n  - 名称: 𠮷 甲\n    文件: [a, \"乙\"]\n文:\n  |\n  甲\n  乙\n长: \"甲\n  乙\"\n末: 2024-03-05\n空:\n"
	v, diags := ParseYAML("f", []byte(text), 2)
	if codes(diags) != "2:16 yaml-comment" {
		t.Fatal(diags)
	}
	for _, tt := range []struct {
		path       []Step
		key, value diag.Pos
	}{
		{[]Step{"标题"}, diag.Pos{Line: 2, Col: 1, EndLine: 2, EndCol: 3}, diag.Pos{Line: 2, Col: 5, EndLine: 2, EndCol: 14}},
		{[]Step{"引 号"}, diag.Pos{Line: 3, Col: 1, EndLine: 3, EndCol: 6}, diag.Pos{Line: 3, Col: 8, EndLine: 3, EndCol: 14}},
		{[]Step{"附件"}, diag.Pos{Line: 4, Col: 1, EndLine: 4, EndCol: 3}, diag.Pos{Line: 5, Col: 3}},
		{[]Step{"附件", 0, "名称"}, diag.Pos{Line: 5, Col: 5, EndLine: 5, EndCol: 7}, diag.Pos{Line: 5, Col: 9, EndLine: 5, EndCol: 12}},
		{[]Step{"附件", 0, "文件"}, diag.Pos{Line: 6, Col: 5, EndLine: 6, EndCol: 7}, diag.Pos{Line: 6, Col: 9, EndLine: 6, EndCol: 17}},
		{[]Step{"附件", 0, "文件", 1}, diag.Pos{Line: 6, Col: 13, EndLine: 6, EndCol: 16}, diag.Pos{Line: 6, Col: 13, EndLine: 6, EndCol: 16}},
		{[]Step{"文"}, diag.Pos{Line: 7, Col: 1, EndLine: 7, EndCol: 2}, diag.Pos{Line: 8, Col: 3}},
		{[]Step{"长"}, diag.Pos{Line: 11, Col: 1, EndLine: 11, EndCol: 2}, diag.Pos{Line: 11, Col: 4, EndLine: 12, EndCol: 5}},
		{[]Step{"末"}, diag.Pos{Line: 13, Col: 1, EndLine: 13, EndCol: 2}, diag.Pos{Line: 13, Col: 4, EndLine: 13, EndCol: 14}},
		{[]Step{"空"}, diag.Pos{Line: 14, Col: 1, EndLine: 14, EndCol: 2}, diag.Pos{Line: 14, Col: 1, EndLine: 14, EndCol: 2}},
	} {
		if got := v.KeyPosOf(tt.path...); got != tt.key && len(tt.path) != 4 {
			t.Errorf("KeyPosOf(%v) = %v, want %v", tt.path, got, tt.key)
		}
		if got := v.PosOf(tt.path...); got != tt.value {
			t.Errorf("PosOf(%v) = %v, want %v", tt.path, got, tt.value)
		}
	}
}

// Space at the end of a line moves nothing.
func TestParseYAMLPlacesBeforeSpace(t *testing.T) {
	for _, line := range []string{"aa: aa", "日: 2024/3/5", "a: 'b b'", "a: \"b\"", "a: [b, bb]", "a: true", "a: 1", "a: ab # ab", "a: b b", "a: bb b"} {
		want, _ := ParseYAML("f", []byte("甲: 1\n"+line+"\n"), 1)
		for _, space := range []string{" ", "  ", "    "} {
			got, _ := ParseYAML("f", []byte("甲: 1\n"+line+space+"\n乙: 2\n"), 1)
			if a, b := &want.Table[1], &got.Table[1]; a.KeyPos != b.KeyPos || a.Value.Pos != b.Value.Pos {
				t.Errorf("%q with %d spaces: %v %v, want %v %v", line, len(space), b.KeyPos, b.Value.Pos, a.KeyPos, a.Value.Pos)
			}
		}
	}
}

func TestParseYAMLProblems(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"甲: 1\n乙 2", "2:1 yaml-syntax"},
		{"甲: \"乙", "1:4 yaml-syntax"},
		{"甲: '乙", "1:4 yaml-syntax"},
		{"甲: 关于: 乙", "1:4 yaml-syntax"},
		{"甲: [1, 2", "1:4 yaml-syntax"},
		{"甲: {乙: 1", "1:4 yaml-syntax"},
		{"甲: 1]", ""},
		{"甲:\n\t乙: 1", "2:1 yaml-syntax"},
		{"甲: 1\n  乙: 2", "1:4 yaml-syntax"},
		{"甲: @乙", "1:4 yaml-syntax"},
		{"甲: \"\\q\"", "1:6 yaml-syntax"},
		{"甲: 关于 # 号线", "1:7 yaml-comment"},
		{"甲: 关于 # 号线\n- 乙", "1:7 yaml-comment, 2:1 yaml-syntax"},
		{"甲:\n  - 一 #二\n  - \"三 # 四\" # 五\n  - 六#七", "2:7 yaml-comment"},
		{"甲: " + strings.Repeat("关于a", 20) + " # 号线", "1:65 yaml-comment"},
		{"甲: [一 # 二\n  , 三]", "1:7 yaml-comment"},
		{"甲: 关于\n  第二行\t# 号线", "2:7 yaml-comment"},
		{"甲: 关于\n# 号线\n乙: # 注\n丙: 1 # 注\n丁: 2025-03-05 # 注\n戊: true # 注\n己: [一] # 注\n庚: 'x' # 注\n辛: | # 注\n  文 # 字", ""},
		{"甲: 1\n甲: 2\n乙: {丙: 1, 丙: 2}", "2:1 key-duplicate, 3:11 key-duplicate"},
		{"甲: &乙 1", "1:4 yaml-unsupported"},
		{"甲: *乙", "1:4 yaml-unsupported"},
		{"甲: **重要**", "1:4 yaml-unsupported"},
		{"甲: !!str 1", "1:4 yaml-unsupported"},
		{"<<: {甲: 1}", "1:1 yaml-unsupported"},
		{"? 甲\n: 1", "1:1 yaml-unsupported"},
		{"%YAML 1.2", "1:1 yaml-unsupported"},
		{"甲: 1\n---\n乙: 2", "2:1 yaml-unsupported"},
		{"甲: 1\n...\n", "2:1 yaml-unsupported"},
		{"- 甲", "1:1 yaml-syntax"},
		{"甲", "1:1 yaml-syntax"},
		{"", ""}, {"# 注\n", ""},
		{"甲: 乙\x01", "1:5 data-control-character"},
		{"甲: \"\\x01\"", "1:4 data-control-character"},
		{"甲: 乙\xff", "1:5 data-encoding"},
		{"编号: 113700000041890072999", "1:5 yaml-syntax"},
		{"甲: -0x0", ""},
		{"甲:\r\n  乙: 1\r\n", ""},
	} {
		_, diags := ParseYAML("f", []byte(tt.text), 1)
		if got := codes(diags); got != tt.want {
			t.Errorf("ParseYAML(%q) = %s, want %s\n%v", tt.text, got, tt.want, diags)
		}
		for _, d := range diags {
			if !utf8.ValidString(d.Message) {
				t.Errorf("%q is cut within a character", d.Message)
			}
		}
	}
}

// codes writes problems as line:col code.
func codes(diags []diag.Diagnostic) string {
	var all []string
	for _, d := range diags {
		all = append(all, fmt.Sprintf("%d:%d %s", d.Pos.Line, d.Pos.Col, d.Code))
	}
	return strings.Join(all, ", ")
}

// What goccy/go-yaml places or words so that an editor would look elsewhere.
func TestYAMLWords(t *testing.T) {
	for _, tt := range []struct{ text, want, hint string }{
		{"标题: \"关于\"十四五\"规划\"", "1:9 YAML 格式错误：引号后面多出了文字", "中文引号"},
		{"\t标题: 甲", "1:1 YAML 格式错误：此处不能用制表符（Tab）", "空格"},
		{"# 注\n  标题: 甲\n文号: 乙", "2:1 YAML 格式错误：这一行开头有空格，与后面各行没有对齐", "删去行首的空格"},
	} {
		_, diags := ParseYAML("f", []byte(tt.text), 1)
		if len(diags) != 1 {
			t.Errorf("ParseYAML(%q) = %v", tt.text, diags)
			continue
		}
		d := diags[0]
		if got := fmt.Sprintf("%d:%d %s", d.Pos.Line, d.Pos.Col, d.Message); got != tt.want || !strings.Contains(d.Hint, tt.hint) {
			t.Errorf("ParseYAML(%q) = %s (%s), want %s (%s)", tt.text, got, d.Hint, tt.want, tt.hint)
		}
	}
}

// Words of goccy/go-yaml that are not translated would reach an editor in English.
func TestYAMLProblemsAreChinese(t *testing.T) {
	for _, text := range []string{
		"甲 乙", "甲: 1\n乙", "甲: \"乙", "甲: [1 2", "甲: [1, 2]]", "甲: {乙 1", "甲: }", "甲: ]", "甲: [,]", "甲: - 乙", "甲: 乙: 丙", "甲: \"乙\" 丙",
		"甲: \"\\q\"", "甲: \"\\u12\"", "甲: |x\n 乙", "甲: >9x\n 乙", "甲:\n  - 乙\n 丙: 1", "甲:\n- 1\n乙", ": 1", "- 1\n甲: 2", "甲: 1\n- 2", "甲: `乙", "甲: |\n\t乙", "甲: %乙",
		"甲: [\n乙: 1", "甲: {\n乙: 1", "甲: 'a' 'b'", "甲: [a: b: c]", "甲: {a, b}", "甲: 1\n 乙: 2\n丙: 3", " 甲: 1\n乙: 2",
	} {
		_, diags := ParseYAML("f", []byte(text), 1)
		for _, d := range diags {
			if strings.Contains(d.Hint, "原文") {
				t.Errorf("%q: %v", text, d)
			}
		}
	}
}
