package pdf

import (
	"fmt"
	"strings"
	"testing"
)

func TestParagraphs(t *testing.T) {
	const line = "本办法自公布之日起施行到另有规定为止办理" // 20 characters, 200 points
	for name, tt := range map[string]struct{ content, want string }{
		"lines of a paragraph": {
			at(70, 700, line[:54]) + at(50, 680, line) + at(50, 660, "结束。"),
			line[:54] + line + "结束。",
		},
		"indented lines begin paragraphs": {
			at(70, 700, line[:54]) + at(50, 680, line) + at(70, 660, line[:54]) + at(50, 640, line),
			line[:54] + line + "\n" + line[:54] + line,
		},
		"a short line ends one": {
			at(50, 700, line) + at(50, 680, "短行") + at(50, 660, line),
			line + "短行\n" + line,
		},
		"a sentence that ends at the edge": {
			at(50, 700, line) + at(50, 680, line[:57]+"。") + at(50, 660, "第二条 "+line[:45]),
			line + line[:57] + "。\n第二条 " + line[:45],
		},
		"distance parts": {
			at(50, 700, line) + at(50, 685, line) + at(50, 655, line),
			line + line + "\n" + line,
		},
		"heading on two lines": {
			"BT /F 20 Tf 50 750 Td " + utf("关于印发渡口办法") + " Tj ET BT /F 20 Tf 110 725 Td " + utf("的通知") + " Tj ET\n" +
				at(50, 690, line) + at(50, 670, line) + at(50, 650, line),
			"关于印发渡口办法的通知\n" + line + line + line,
		},
		"rows and cells": {
			at(50, 700, "序号") + at(120, 700, "名称") + at(50, 680, "1") + at(120, 686, "甲渡口及") + at(120, 674, "乙渡口") + at(250, 680, "24"),
			"序号 名称\n1 甲渡口及乙渡口 24",
		},
		"words": {
			"BT /L 10 Tf 50 700 Td [(Hello)-300(world)-50(s)] TJ ET BT /L 10 Tf 50 688 Td (next) Tj ET",
			"Hello worlds next",
		},
		"a raised note": {
			"BT /F 10 Tf 50 700 Td " + utf("面积") + " Tj /L 6 Tf 4 Ts (2) Tj 0 Ts /F 10 Tf " + utf("平方米") + " Tj ET",
			"面积2平方米",
		},
		"bold by drawing twice": {
			at(50, 700, "粗体字") + "BT /F 10 Tf 50.3 700 Td " + utf("粗体字") + " Tj ET\n",
			"粗体字",
		},
		"characters spread over a line": {
			at(50, 700, "通") + at(66, 700, "知") + at(82, 700, "书"),
			"通 知 书",
		},
		"a turned page": {
			"0 1 -1 0 500 0 cm " + at(50, 300, line) + at(50, 280, "完"),
			line + "完",
		},
		"turned text apart": {
			at(50, 700, "正") + "BT /F 10 Tf 0 1 -1 0 400 300 Tm " + utf("侧面") + " Tj ET\n" + at(50, 600, "文"),
			"正\n文\n侧面",
		},
		"drawn backwards": { // as by programs that sort by font
			at(50, 640, line) + at(50, 660, "丙丙丙丙丙") + at(50, 680, "乙乙乙") + at(50, 700, "甲甲甲甲甲") + at(50, 720, "子子子") + at(50, 740, "丑"),
			"丑\n子子子\n甲甲甲甲甲\n乙乙乙\n丙丙丙丙丙\n" + line,
		},
	} {
		if got := mustRead(t, simplePages("", tt.content)); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, tt.want)
		}
	}
}

// A paragraph goes on over the page's end; numbers of pages do not interrupt it.
func TestParagraphOverPages(t *testing.T) {
	const line = "本办法自公布之日起施行到另有规定为止办理"
	data := simplePages("",
		at(70, 120, line[:54])+at(50, 100, line)+at(140, 40, "— 1 —"),
		at(50, 780, line)+at(50, 760, "完。")+at(140, 40, "第 2 页 共 2 页"),
		at(50, 780, "另一页")+at(200, 760, "24"))
	want := line[:54] + line + line + "完。\n另一页\n24"
	if got := mustRead(t, data); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Two columns, drawn line by line across both: the order of drawing is of no use.
func TestColumns(t *testing.T) {
	var b strings.Builder
	b.WriteString(at(50, 760, "双栏"))
	var left, right string
	for i := range 8 {
		l, r := fmt.Sprintf("左栏文字排在前面满行%c行甲", '一'+i), fmt.Sprintf("右栏文字排在后面满行%c行乙", '一'+i)
		b.WriteString(at(200, 700-12*i, r) + at(50, 700-12*i, l))
		left, right = left+l, right+r
	}
	got := mustRead(t, simplePages("", b.String()))
	if strings.ReplaceAll(got, " ", "\n") != "双栏\n"+left+"\n"+right {
		t.Errorf("got\n%s", got)
	}
}

// Vertical writing, by the font's map, from right to left.
func TestVertical(t *testing.T) {
	font := strings.Replace(chinese, "-H", "-V", 1)
	data := simplePages("/ExtGState << /G << /Font ["+font+" 10] >> >>",
		"/G gs BT 300 700 Td "+utf("竖排第一列")+" Tj ET BT 280 700 Td "+utf("第二列")+" Tj ET")
	if got := mustRead(t, data); got != "竖排第一列第二列" {
		t.Errorf("got %q", got)
	}
}
