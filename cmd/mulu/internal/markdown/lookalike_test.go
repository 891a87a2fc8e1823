package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// What an editor pastes or types that does not become what it was meant to be.
func TestLookalikes(t *testing.T) {
	for _, tt := range []struct{ body, want, hint string }{
		{"项目\t金额\n甲\t100\n", "1:1 markdown-lookalike 这几行像是从电子表格粘贴来的，会连成一段", "第一行写成 | 项目 | 金额 |，第二行写成 | --- | --- |"},
		{"前文\n\n| 项目 | 金额 |\n| 甲 | 100 |\n", "3:1 markdown-lookalike 这几行像是表格，但没有成为表格", "第二行写成 | --- | --- |"},
		{"｜项目｜金额｜\n｜---｜---｜\n", "1:1 markdown-lookalike 这几行像是表格，但没有成为表格", "第一行写成 | 项目 | 金额 |"},
		{"| 项目 |\n| —— |\n", "1:1 markdown-lookalike 这几行像是表格，但没有成为表格", "英文半角"},
		{"##一、总体要求\n", "1:1 markdown-lookalike 这一行像是标题，但没有成为标题", "写成 ## 一、总体要求"},
		{"＃　总体要求\n", "1:1 markdown-lookalike 这一行像是标题，但没有成为标题", "写成 # 总体要求"},
		{"    各单位要认真落实。\n", "1:5 markdown-lookalike 行首有四个以上的空格，这一段会显示成程序代码", "删去行首的空格"},
		{Placeholder + "\n", "1:1 body-unwritten 正文还没有写", "替换这一行"},
		{"现通知如下：\n一、加强领导。\n二、突出重点。\n", "2:1 paragraph-merged 这一行与上一行之间没有空行，会并成一段", "后面同样的各行"},
		{"（一）依据\n《办法》第二条\n（二）条件\n", "3:1 paragraph-merged 这一行与上一行之间没有空行，会并成一段", "在这一行前面加一个空行。"},
		{"1.车辆合格；\n2.制度健全。\n", "2:1 paragraph-merged 这一行与上一行之间没有空行，会并成一段", "空行"},
		{"第一条 甲。\n第二条　乙。\n", "2:1 paragraph-merged 这一行与上一行之间没有空行，会并成一段", "空行"},
		{"项目编号：8\n成交供应商：甲公司\n", "2:1 paragraph-merged 这一行与上一行之间没有空行，会并成一段", "空行"},

		{"依照本办法第四条、\n第五条规定的条件，\n一、二季度各查一次，\n（一）项除外。\n", "", ""},
		{"长\n2.5公里。\n3、4号线已通车。\n", "", ""},
		{"各单位：\n现将通知印发。\n请遵照执行。\n", "", ""},
		{"一、甲。  \n二、乙。\n", "", ""},
		{"一、甲。\n\n二、乙。\n- 丙\n", "", ""},
		{"| 项目 | 金额 |\n| --- | --- |\n| 甲\t乙 | 100 |\n", "", ""},
		{"# 总体要求\n\n一\t二\n三\n", "", ""},
		{"#公交优先#话题\n\n#1 候车亭\n\n|x|\n", "", ""},
		{"    x := 1\n", "", ""},
		{"```\n#标题\n项目\t金额\n甲\t1\n```\n", "", ""},
		{"请" + Placeholder + "\n", "", ""},
	} {
		var r Result
		New(Options{}).Convert("a.md", []byte(tt.body), 1, nil, &r)
		var got, hint string
		for _, p := range r.Problems {
			got, hint = got+fmt.Sprintf("%d:%d %s %s", p.Pos.Line, p.Pos.Col, p.Code, p.Message), p.Hint
		}
		if got != tt.want || !strings.Contains(hint, tt.hint) {
			t.Errorf("%q: reports %s (%s), want %s (%s)", tt.body, got, hint, tt.want, tt.hint)
		}
	}
}
