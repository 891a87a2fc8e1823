package diag

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

var ruleDate = Rule{
	Code: "date-invalid", Severity: Error, Title: "日期不存在", Explain: "日期应是历法中有的一天。",
	Source: "《中华人民共和国政府信息公开条例》第十二条", Repair: "核对后改成实际的日期。",
}

func text(t *testing.T, opt TextOptions, ds ...Diagnostic) string {
	t.Helper()
	var b strings.Builder
	if err := WriteText(&b, ds, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func source(s string) func(string) []byte { return func(string) []byte { return []byte(s) } }

func TestWriteText(t *testing.T) {
	d := ruleDate.At("content/zcwj/0368.md", Pos{4, 10, 4, 20}, "成文日期 %s 不存在", "2023-02-30").
		WithHint("2023 年 2 月只有 %d 天", 28).
		WithRelated("content/a.md", Pos{Line: 3, Col: 1}, "另一处").
		WithRelated("config.toml", Pos{}, "见配置")
	got := text(t, TextOptions{Source: source("+++\r\ntitle = \"甲\"\r\n\r\n成文日期 =   2023-02-30 # 甲\r\n+++")}, d)
	want := `content/zcwj/0368.md:4:10: error: 成文日期 2023-02-30 不存在 [date-invalid]
    成文日期 =   2023-02-30 # 甲
                 ^^^^^^^^^^
  提示：2023 年 2 月只有 28 天
  content/a.md:3:1: 另一处
  config.toml: 见配置
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCarets(t *testing.T) {
	for _, tt := range []struct {
		name, src   string
		pos         Pos
		line, caret string
	}{
		{"wide characters take two columns", "甲乙丙", Pos{1, 2, 1, 3}, "甲乙丙", "  ^^"},
		{"a point is one character", "甲乙丙", Pos{Line: 1, Col: 3}, "甲乙丙", "    ^^"},
		{"the end of the line", "ab\ncd", Pos{Line: 1, Col: 3}, "ab", "  ^"},
		{"the end of the text", "ab", Pos{Line: 1, Col: 3}, "ab", "  ^"},
		{"an empty line", "a\n\nb", Pos{Line: 2, Col: 1}, "", "^"},
		{"several lines: to the end of the first", "abc\ndef", Pos{1, 2, 2, 2}, "abc", " ^^"},
		{"a tab", "\ta", Pos{Line: 1, Col: 2}, "    a", "    ^"},
		{"control characters", "a\x1b[31mb", Pos{Line: 1, Col: 2}, `a\x1b[31mb`, " ^^^^"},
		{"direction of writing", "a\u202eb", Pos{Line: 1, Col: 3}, `a\u202eb`, "       ^"},
		{"broken UTF-8", "a\xd6\xd0b", Pos{1, 2, 1, 4}, `a\xd6\xd0b`, " ^^^^^^^^"},
		{"a byte order mark", "\ufeffab", Pos{Line: 1, Col: 2}, "ab", " ^"},
		{"a combining mark", "e\u0301x", Pos{Line: 1, Col: 3}, "e\u0301x", " ^"},
		{"CRLF", "ab\r\ncd\r\n", Pos{Line: 2, Col: 3}, "cd", "  ^"},
		{"an end before the beginning", "abc", Pos{1, 2, 1, 1}, "abc", " ^"},
	} {
		got := text(t, TextOptions{Source: source(tt.src)}, ruleDate.At("a.md", tt.pos, "x"))
		if _, snippet, _ := strings.Cut(got, "\n"); snippet != indent+tt.line+"\n"+indent+tt.caret+"\n" {
			t.Errorf("%s: got\n%s", tt.name, snippet)
		}
	}
}

func TestNoSourceLine(t *testing.T) {
	head := func(p Pos) string { return strings.TrimSuffix(place("a.md", p), " ") + " error: x [date-invalid]\n" }
	for _, tt := range []struct {
		name string
		src  func(string) []byte
		pos  Pos
	}{
		{"no source", nil, Pos{Line: 1, Col: 1}}, {"unknown file", func(string) []byte { return nil }, Pos{Line: 2, Col: 1}},
		{"no line", source("a"), Pos{}}, {"no column", source("a"), Pos{Line: 1}}, {"no such line", source("a"), Pos{Line: 2, Col: 1}},
		{"no such column", source("a\nbcd"), Pos{Line: 1, Col: 3}},
	} {
		if got := text(t, TextOptions{Source: tt.src}, ruleDate.At("a.md", tt.pos, "x")); got != head(tt.pos) {
			t.Errorf("%s: got\n%s", tt.name, got)
		}
	}
	if got := text(t, TextOptions{}, ruleDate.At("", Pos{}, "x")); got != "error: x [date-invalid]\n" {
		t.Errorf("without a file: %s", got)
	}
}

// Problems that come in any order find their lines, whether further down or up.
func TestPlacesInAnyOrder(t *testing.T) {
	src := "ab\ncd\nef"
	for _, first := range []Pos{{Line: 3, Col: 2}, {Line: 1, Col: 1}, {Line: 2, Col: 3}, {Line: 9, Col: 9}, {Line: 2, Col: 9}} {
		got := text(t, TextOptions{Source: source(src)}, ruleDate.At("a", first, "x"), ruleDate.At("a", Pos{Line: 2, Col: 2}, "y"))
		if !strings.HasSuffix(got, "\n    cd\n     ^\n") {
			t.Errorf("after %v: got\n%s", first, got)
		}
	}
}

func TestLongLineIsCut(t *testing.T) {
	src := strings.Repeat("政", 5000) + "误误" + strings.Repeat("务", 5000)
	for _, col := range []int{1, 5, 5001, 9990, 10002, 10003} {
		got := text(t, TextOptions{Source: source(src), Width: 60}, ruleDate.At("a", Pos{Line: 1, Col: col}, "x"))
		lines := strings.Split(got, "\n")
		for _, line := range lines[1:3] {
			if w := textWidth(line); w > 60 {
				t.Errorf("column %d: a line of %d columns: %s", col, w, line)
			}
		}
		if under := strings.Index(lines[2], "^"); col == 5001 && !strings.Contains(lines[1][:len(lines[1])-1], "误误") || under < 4 {
			t.Errorf("column %d: got\n%s", col, got)
		}
	}
	got := text(t, TextOptions{Source: source(src), Width: 60}, ruleDate.At("a", Pos{1, 5001, 1, 5003}, "x"))
	want := "    …" + strings.Repeat("政", 9) + "误误" + strings.Repeat("务", 16) + "…\n" + strings.Repeat(" ", 4+1+18) + "^^^^\n"
	if !strings.HasSuffix(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Ten thousand problems in one line of 10 MB must not take a reading each: what
// the cursor has passed it does not read again.
func TestCursorReadsOnce(t *testing.T) {
	src := bytes.Repeat([]byte("x"), 10_000)
	c := newCursor(src)
	for col := 1; col <= len(src); col += 100 {
		if !c.seek(1, col) || c.at != col-1 {
			t.Fatalf("column %d is at byte %d", col, c.at)
		}
		for i := range c.at {
			src[i] = '\n' // a line that ends here, for who reads from the beginning
		}
	}
}

func TestTextIsSafe(t *testing.T) {
	d := ruleDate.At("a\x1b]0;\a.md", Pos{}, "值 \x1b[2J\n\u202e\xff").WithHint("x\ry").WithRelated("b\n", Pos{}, "\u2028")
	got := text(t, TextOptions{}, d)
	want := `a\x1b]0;\x07.md: error: 值 \x1b[2J\x0a\u202e\xff [date-invalid]` + "\n" + `  提示：x\x0dy` + "\n" + `  b\x0a: \u2028` + "\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestLongMessageIsCut(t *testing.T) {
	got := text(t, TextOptions{}, ruleDate.At("a", Pos{}, "开头%s结尾", strings.Repeat("长", 100_000)))
	if n := utf8.RuneCountInString(got); n > 500 || !strings.Contains(got, "开头") || !strings.Contains(got, "结尾 [") {
		t.Errorf("%d characters: %s", n, got)
	}
	if got := short("短"); got != "短" {
		t.Errorf("short = %q", got)
	}
}

func TestMax(t *testing.T) {
	ds := make([]Diagnostic, 10_000)
	long := strings.Repeat("错", 1000)
	src := []byte(long)
	for i := range ds {
		ds[i] = ruleDate.At(fmt.Sprintf("content/%05d.md", i), Pos{Line: 1, Col: 500}, "%s", long).WithHint("%s", long)
		ds[i].Severity = Severity(1 + i%3)
	}
	got := text(t, TextOptions{Max: 1000, Source: func(string) []byte { return src }}, ds...)
	if len(got) > 5_000_000 {
		t.Errorf("%d bytes for 1,000 problems", len(got))
	}
	if end := "\n另有 9000 个问题未列出（错误 3000，警告 3000，提示 3000）\n"; !strings.HasSuffix(got, end) {
		t.Errorf("the end is %q", got[len(got)-100:])
	}
	if got := text(t, TextOptions{Max: 2}, ds[:2]...); strings.Contains(got, "另有") {
		t.Errorf("all are listed, yet: %s", got)
	}
}

func TestColor(t *testing.T) {
	for severity, want := range map[Severity]string{
		Error: "\x1b[1;31merror:\x1b[0m", Warning: "\x1b[1;33mwarning:\x1b[0m", Notice: "\x1b[1;36mnotice:\x1b[0m",
	} {
		d := ruleDate.At("a", Pos{Line: 1, Col: 1}, "x")
		d.Severity = severity
		got := text(t, TextOptions{Color: true, Source: source("a")}, d)
		if !strings.Contains(got, want) || !strings.Contains(got, styleCaret+"^"+styleEnd) {
			t.Errorf("%s: %q", severity, got)
		}
		if plain := text(t, TextOptions{Source: source("a")}, d); strings.Contains(plain, "\x1b") {
			t.Errorf("%s without colour: %q", severity, plain)
		}
	}
}

type brokenWriter struct{}

var errBroken = errors.New("broken pipe")

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestWriterErrors(t *testing.T) {
	ds := []Diagnostic{ruleDate.At("a", Pos{}, "x")}
	for name, err := range map[string]error{
		"text":  WriteText(brokenWriter{}, ds, TextOptions{}),
		"JSON":  WriteJSON(brokenWriter{}, report(ds...)),
		"SARIF": WriteSARIF(brokenWriter{}, report(ds...)),
	} {
		if !errors.Is(err, errBroken) {
			t.Errorf("%s: %v, want %v", name, err, errBroken)
		}
	}
}

// Whatever a file holds and wherever a problem is, the snippet stays in its
// columns and steers no terminal.
// A line in another encoding would be a row of escapes.
func TestLineInAnotherEncoding(t *testing.T) {
	d := ruleDate.At("a.md", Pos{Line: 1, Col: 1}, "编码不对")
	got := text(t, TextOptions{Source: source("\xb9\xd8\xd3\xda\xd3\xa1\xb7\xa2\n")}, d)
	if want := "a.md:1:1: error: 编码不对 [date-invalid]\n"; got != want {
		t.Errorf("wrote %q, want %q", got, want)
	}
}

func FuzzWriteText(f *testing.F) {
	f.Add("a\tb\r\n政务\x1b[0m\u202e", 2, 3, 2, 9)
	f.Add(strings.Repeat("政", 200), 1, 100, 3, 1)
	f.Add("\ufeff\xff\r", 1, 2, 1, 3)
	f.Fuzz(func(t *testing.T, src string, line, col, endLine, endCol int) {
		d := ruleDate.At("a", Pos{line, col, endLine, endCol}, "%s", src)
		got := text(t, TextOptions{Source: source(src), Width: minWidth}, d, d)
		if !utf8.ValidString(got) || strings.ContainsFunc(strings.ReplaceAll(got, "\n", ""), isHidden) {
			t.Errorf("got %q", got)
		}
		for l := range strings.SplitSeq(got, "\n") {
			if (strings.HasPrefix(l, indent) || strings.HasPrefix(l, quoted)) && textWidth(l) > minWidth {
				t.Errorf("a line of %d columns: %q", textWidth(l), l)
			}
		}
	})
}

// Whatever stands in files, no line of a log is a command for a build server.
func FuzzTextInALog(f *testing.F) {
	f.Add("::error::x\n##[command]\n  ::stop\n##vso[x]", 1, 1)
	f.Add("\u2028::x", 1, 1)
	f.Add("\u3000\u3000::stop-commands::x", 1, 1) // as paragraphs of official documents begin
	f.Add("\u00a0::x", 1, 1)
	f.Fuzz(func(t *testing.T, src string, line, col int) {
		d := ruleDate.At("content/a.md", Pos{Line: line, Col: col}, "值 %s", src).WithHint("%s", src).WithRelated("b", Pos{}, src)
		for l := range strings.SplitSeq(text(t, TextOptions{Source: source(src)}, d), "\n") {
			if strings.HasPrefix(strings.TrimSpace(l), "::") || strings.Contains(l, "##[") || strings.Contains(l, "##vso[") {
				t.Errorf("a line is %q", l)
			}
		}
	})
}

// Of a file that is withheld neither the line is shown nor what messages quote of it, also
// where another file's problem names it; of others both are.
func TestWithheldFiles(t *testing.T) {
	ds := []Diagnostic{
		{File: "secret.md", Pos: Pos{1, 1, 1, 3}, Severity: Error, Code: "a", Message: "“secret.md”的标题“机密”太长", Hint: "不要写《机密》"},
		{File: "open.md", Pos: Pos{1, 1, 1, 3}, Severity: Error, Code: "b", Message: "标题“公开”太长", Related: []Related{{File: "secret.md", Message: "在“机密”中"}}},
	}
	texts := map[string][]byte{"secret.md": []byte("机密的行\n"), "open.md": []byte("公开的行\n")}
	var b strings.Builder
	err := WriteText(&b, ds, TextOptions{Source: func(f string) []byte { return texts[f] }, Withheld: func(f string) bool { return f == "secret.md" }})
	if err != nil || strings.Contains(b.String(), "机密") {
		t.Errorf("%v\n%s", err, &b)
	}
	for _, want := range []string{"secret.md:1:1: error: “secret.md”的标题（略）太长 [a]", "公开的行", "标题“公开”太长"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, &b)
		}
	}
	if ds[0].Secret || ds[1].Related[0].Message != "在“机密”中" {
		t.Error("the problems were changed")
	}
}
