package official

import (
	"fmt"
	"slices"
	"strings"
)

// The 22 classes of the theme classification (主题分类) of the State Council's
// document catalogue (国务院公文主题分类), in its order. Several names contain 、.
var themes = []string{
	"国务院组织机构", "综合政务", "国民经济管理、国有资产监管", "财政、金融、审计", "国土资源、能源", "农业、林业、水利",
	"工业、交通", "商贸、海关、旅游", "市场监管、安全生产监管", "城乡建设、环境保护", "科技、教育", "文化、广电、新闻出版",
	"卫生、体育", "人口与计划生育、妇女儿童工作", "劳动、人事、监察", "公安、安全、司法", "民政、扶贫、救灾", "民族、宗教",
	"对外事务", "港澳台工作", "国防", "其他",
}

var formerThemes = map[string]string{"港澳台侨工作": "港澳台工作"}

// Themes lists the names of the 22 classes in the order of their codes.
func Themes() []string { return slices.Clone(themes) }

// ThemeCode gives the code of a theme, 01 to 22 by its place in the State
// Council's list, of which only the first level counts: 工业、交通\公路 is 07.
// A former name has the code of the present one.
func ThemeCode(name string) (code string, ok bool) {
	top, _ := SplitTheme(name)
	if now, renamed := formerThemes[top]; renamed {
		top = now
	}
	i := slices.Index(themes, top)
	if i < 0 {
		return "", false
	}
	return fmt.Sprintf("%02d", i+1), true
}

// ThemeName gives the present name of the class with the code 01 to 22.
func ThemeName(code string) (name string, ok bool) {
	for i, name := range themes {
		if fmt.Sprintf("%02d", i+1) == code {
			return name, true
		}
	}
	return "", false
}

// SplitTheme divides a theme written 一级\二级, 一级-二级 or 一级/二级 into its two
// levels; sub is empty when there is one level. It never divides at 、, which is
// part of the names.
func SplitTheme(s string) (top, sub string) {
	i := strings.IndexAny(s, `\/-＼／－—>`)
	if i < 0 {
		return strings.TrimSpace(s), ""
	}
	return strings.TrimSpace(s[:i]), strings.TrimLeft(s[i:], `\/-＼／－—> `)
}

// Genre is a kind of document (体裁分类, 公文种类). The zero value is none.
type Genre uint8

var genreNames = names{
	"", "决议", "决定", "命令（令）", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要", "其他",
}

// ParseGenre reads one of the 15 kinds of the 党政机关公文处理工作条例 (2012, 第八条),
// an order also as 命令, 令 or with ASCII brackets, or 其他.
func ParseGenre(s string) (Genre, bool) {
	switch s {
	case "命令", "令", "命令(令)", "政府令":
		s = "命令（令）"
	case "会议纪要":
		s = "纪要"
	case "其它":
		s = "其他"
	}
	i, ok := genreNames.index(s)
	return Genre(i), ok
}

// Genres lists the names of the kinds, 其他 last.
func Genres() []string { return genreNames.all() }

// String gives the name; none is the empty string.
func (g Genre) String() string { return genreNames.at(int(g)) }
