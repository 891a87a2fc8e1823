package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// said writes lines: # a heading, ! what is of no article, N the number of an item, |N: a row of
// table N with ‖ between cells and ^ before names of columns, <name address> a picture, >address
// the end of a link.
func said(lines []Line) string {
	var out []string
	for _, l := range lines {
		s := ""
		switch {
		case l.Heading:
			s = "#"
		case l.Table > 0:
			s = fmt.Sprintf("|%d:", l.Table)
		}
		if l.Apart {
			s += "!"
		}
		if l.Head {
			s += "^"
		}
		s += l.Number
		for i, cell := range l.Cells {
			if i > 0 {
				s += "‖"
			}
			for _, r := range cell {
				s += [...]string{r.Text, "<" + r.Text + " " + r.Dest + ">", ">" + r.Dest}[r.Kind]
			}
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n")
}

func TestLines(t *testing.T) {
	for _, tt := range []struct{ name, body, want string }{
		{"paragraphs", "第一段\n接着\n\n第二段 words\nmore\n", "第一段接着\n第二段 words more"},
		{"marks", "**第一条** 为了~~旧~~*规范*`码`。", "第一条 为了旧规范码。"},
		{"headings", "# 办法\n\n## 第一章 总则\n", "#办法\n#第一章 总则"},
		{"items", "3. 甲\n4. 乙\n\n   接着乙\n\n- 丙\n  1. 丁\n  2. 戊\n- 己\n", "3.甲\n4.乙\n接着乙\n丙\n1.丁\n2.戊\n己"},
		{"items within items", "1. 甲\n\n   续\n   1. 子\n   - 点\n2. 乙\n", "1.甲\n续\n1.子\n点\n2.乙"},
		{"an item without text", "1.\n2. 乙\n\n跋\n", "2.乙\n跋"},
		{"a picture in an item alone", "1. ![图](a.png)\n2. 乙", "1.<图 a.png>\n2.乙"},
		{"links", "见[办事指南](https://a.example/1)和[附件](b.docx)。", "见办事指南>https://a.example/1和附件>b.docx。"},
		{"a picture in a link", "[![图](a.png)](https://a.example/)", "<图 a.png>>https://a.example/"},
		{"a table", "| 项 | |\n|---|---|\n| 甲 | [乙](c.html) |\n|   | 丁<br>戊 |\n", "|1:^项‖\n|1:甲‖乙>c.html\n|1:‖丁 戊"},
		{"tables", "| 项 |\n|---|\n| 甲 |\n\n| 项 |\n|---|\n| 乙 |\n", "|1:^项\n|1:甲\n|2:^项\n|2:乙"},
		{"code", "```\n一  二\n\n三\n```\n", "一  二\n三"},
		{"footnotes", "文[^1]字。\n\n[^1]: 说明。\n", "文字。\n!说明。"},
		{"parts", "各单位：\n\n正文。\n\n市交通运输局\n\n2025年1月20日\n\n（此件主动公开）\n", "!各单位：\n正文。\n!市交通运输局\n!2025年1月20日\n!（此件主动公开）"},
		{"definitions", "词\n: 意思\n", "词\n意思"},
		{"quotes and rules", "> 引\n\n---\n\n末", "引\n末"},
		{"entities", "甲&amp;乙&nbsp;丙", "甲&乙 丙"},
		{"nothing", "", ""},
	} {
		var r Result
		New(Options{RawHTML: true}).Convert("a.md", []byte(tt.body), 1, nil, &r)
		if got := said(Lines(r.HTML)); got != tt.want {
			t.Errorf("%s: %q\nwant %q\nin %s", tt.name, got, tt.want, r.HTML)
		}
	}
}

func TestItemNumber(t *testing.T) {
	for _, tt := range []struct{ text, number, rest string }{
		{"（三）申请表", "（三）", "申请表"},
		{"（十二） 申请表", "（十二）", "申请表"},
		{"(3)申请表", "(3)", "申请表"},
		{"三、工作要求", "三、", "工作要求"},
		{"3.申请表", "3.", "申请表"},
		{"3． 申请表", "3．", "申请表"},
		{"3、申请表", "3、", "申请表"},
		{"③申请表", "③", "申请表"},
		{"第三章　总则", "第三章", "总则"},
		{"第二部分", "第二部分", ""},
		{"第三章规定的", "", "第三章规定的"},
		{"3.5吨以上", "", "3.5吨以上"},
		{"三．十", "", "三．十"},
		{"2024年", "", "2024年"},
		{"（一致）", "", "（一致）"},
		{"（一", "", "（一"},
		{"（）", "", "（）"},
		{"一个", "", "一个"},
		{"", "", ""},
	} {
		if number, rest := ItemNumber(tt.text); number != tt.number || rest != tt.rest {
			t.Errorf("ItemNumber(%q) = %q, %q, want %q, %q", tt.text, number, rest, tt.number, tt.rest)
		}
	}
}
