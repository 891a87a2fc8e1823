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
