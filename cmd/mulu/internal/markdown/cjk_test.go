package markdown

import (
	"regexp"
	"strings"
	"testing"
)

// convert gives the HTML of one body, and fails on problems.
func convert(t *testing.T, body string) string {
	t.Helper()
	var r Result
	New(Options{}).Convert("a.md", []byte(body), 1, nil, &r)
	for _, p := range r.Problems {
		t.Errorf("%q: %d:%d %s [%s]", body, p.Pos.Line, p.Pos.Col, p.Message, p.Code)
	}
	return string(r.HTML)
}

var (
	strongPair = regexp.MustCompile(`(?:\*\*|__)(.+?)(?:\*\*|__)`)
	emPair     = regexp.MustCompile(`[_*](.+?)[_*]`)
	strikePair = regexp.MustCompile(`~~(.+?)~~`)
	linkForm   = regexp.MustCompile(`\[(.+?)\]\((.+?)\)`)
)

// TestEmphasisBesideCJK has the neighbours that CommonMark issue 650 and the
// cases of markdown-cjk-friendly are about: in each, every pair is emphasis.
func TestEmphasisBesideCJK(t *testing.T) {
	cases := strings.Split(strings.TrimSpace(`
甲**乙丙。**丁
**[甲](./a)**と**[乙](./b)**を
甲と**[乙と](b-c)**丙
**甲乙。**丙丁
甲乙**（丙）**丁
**[甲](https://example.com)**も
**甲。**乙
**甲**。乙
**甲、**乙
**甲**、乙
**甲？**乙
**甲**？乙
甲は**¥10,000**で
甲は**④**です
甲は**「乙」**と
甲は**'乙'**と
甲は**乙**と
甲は**「Hello」**と
甲は**'Hello'**と
甲は**Hello**と
甲は**「Oh my god」**と
**C#**や**F#**は**「.NET」**と
甲が**001号**に
甲が**００１号**に
Go**「甲」**を
**⻲甲**と
・**㋐**:甲
**真，**她
**真；**她
**真：**她
**真！**她
**真“**她
**真”**她
**真‘**她
**真’**她
**真（**她
真**（她**
**真）**她
**真【**她
真**【她**
**真】**她
**真《**她
真**《她**
**真》**她
**真〈**她
**真』**她
**真—**她
**真～**她
**真…**她
**真·**她
**真〃**她
**真-**她
**真々**她
**真，** 她
**真**，她
私は**⻲甲**と
甲**㋐**: 乙
**甲︙**と
.NET**（.NET 不可）**では
「禰󠄀」は**礻**です
Git**（注：甲）**
𰻞𰻞**（甲）**麺
𰻞𰻞**(甲)**麺
甲**(HTCPCP)**
﨑**(崎)**
甲**[ECMA-262](https://tc39.es/ecma262/)**
㐧**(甲)**
𠮟**(甲)**
𪜈**(甲)**
𫠉**(甲)**
谺𬤲**(甲)**石
石𮧟**(甲)**
**甲：**React、Vue
葛󠄀**(甲)**城
禰󠄀**(甲)**豆
𱟛**(U+317DB)**
コㇿ**(Akanko)**
あ𛀙**(か)**よ
𮹝**(simplified)**
大塚︀**(U+585A U+FE00)** 大塚**(U+FA10)**
〽︎**(甲)**は
**“︁Git”︁**Hub
**이 [링크](https://example.kr/)**만을
**스크립트(script)**라고
**안녕(hello)**하세요
ᅡ**(a)**
**(k)**ᄏ
a**〰**a
a**〽**a
a**🈂**a
a**🈷**a
a**㊗**a
a**㊙**a
a**〰︎a**a
a**〽︎a**a
a**🈂︎a**a
a**㊙︎a**a
a**a〰︎**a
a**a〽︎**a
a**a㊙︎**a
__注意__：事項
注意：__事項__
字。︁__Hong Kong__
体 / 字。︀__Japan__
“︁Git”︁__Hub__
各单位**（含派出机构）**应当
**第一条**为了规范**“放管服”**改革
**2023年**，**（一）**申请材料`), "\n")
	for _, in := range cases {
		want := "<p>" + linkForm.ReplaceAllString(strongPair.ReplaceAllString(in, "<strong>$1</strong>"), `<a href="$2">$1</a>`) + "</p>\n"
		if got := convert(t, in); got != want {
			t.Errorf("%s\n got %s want %s", in, got, want)
		}
	}
}

func TestSingleEmphasisBesideCJK(t *testing.T) {
	for _, in := range []string{"字。︁_Traditional._", "体 / 字。︀_Simplified._", "甲*（乙）*丙", "*甲。*乙"} {
		want := "<p>" + emPair.ReplaceAllString(in, "<em>$1</em>") + "</p>\n"
		if got := convert(t, in); got != want {
			t.Errorf("%s\n got %s want %s", in, got, want)
		}
	}
}

func TestStrikethroughBesideCJK(t *testing.T) {
	for _, in := range strings.Split("a~~a()~~あ\nあ~~()a~~a\n𩸽~~()a~~a\na~~a()~~𩸽\n葛󠄀~~()a~~a\n羽︀~~()a~~a\na~~「a~~」\n「~~a」~~a\n~~a~~：~~a~~\n~~语。︀~~English.", "\n") {
		want := "<p>" + strikePair.ReplaceAllString(in, "<del>$1</del>") + "</p>\n"
		if got := convert(t, in); got != want {
			t.Errorf("%s\n got %s want %s", in, got, want)
		}
	}
}

// TestEmphasisThatStaysText has neighbours that are no CJK, emoji among them,
// and tildes that stand for ranges.
func TestEmphasisThatStaysText(t *testing.T) {
	for _, in := range strings.Split("a**a«**a\na**»a**a\na**a∇**a\na**∇a**a\na**a𝜵**a\na**𝜵a**a\na**𐬻a**a\na**a𐬻**a\na**🈯a**a\na**a🈯**a\na**⭕a**a\na**a⭕**a\na**❌a**a\na**a❌**a\na**🈯️a**a\na**⭕︎a**\na**a⭕︎**a\na**a❌︎**a\n甲_乙_丙\n5~10人，20~30人\n甲~乙~丙\na~~~b~~~c\na~~()a~~a\n甲** 乙**丙", "\n") {
		want := "<p>" + in + "</p>\n"
		if got := convert(t, in); got != want {
			t.Errorf("%s\n got %s want %s", in, got, want)
		}
	}
}

func TestSoftBreaks(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"甲\n乙", "甲乙"},
		{"甲，\n乙", "甲，乙"},
		{"甲\n（乙）", "甲（乙）"},
		{"甲”\n乙", "甲”乙"},
		{"甲\n“乙”", "甲“乙”"},
		{"甲”\n“乙", "甲”\n“乙"},
		{"甲\nB", "甲\nB"},
		{"甲，\n1.乙", "甲，1.乙"},
		{"A\n（乙）", "A（乙）"},
		{"A\n乙", "A\n乙"},
		{"A\nB", "A\nB"},
		{"“A”\n“B”", "“A”\n“B”"},
		{"１\n乙", "１乙"},
		{"あ\nア", "あア"},
		{"가\n나", "가\n나"},
		{"甲\n나", "甲\n나"},
		{"𠮷\n野", "𠮷野"},
		{"甲\n**乙**", "甲<strong>乙</strong>"},
		{"**甲**\n乙", "<strong>甲</strong>乙"},
		{"**甲\n乙**", "<strong>甲乙</strong>"},
		{"甲\n**B**", "甲\n<strong>B</strong>"},
		{"甲\n[乙](b)", "甲<a href=\"b\">乙</a>"},
		{"A  \nB", "A<br>\nB"},
		{"甲\\\n乙", "甲<br>\n乙"},
		{"甲\n\\*", "甲\n*"},
		{"甲\n`乙`", "甲\n<code>乙</code>"},
		{"甲\n&amp;", "甲\n&amp;"},
		{"1\n2", "1\n2"},
	} {
		if got := convert(t, tt.in); got != "<p>"+tt.want+"</p>\n" {
			t.Errorf("%q: got %q, want <p>%s</p>", tt.in, got, tt.want)
		}
	}
}
