package settings

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/tree"
)

var navigationEntries = check.Rule{
	Rule: diag.Rule{Code: "navigation-entries", Severity: diag.Notice, Title: "导航没有按统一格式列出四个一级栏目",
		Explain: "政府信息公开平台统一设四个一级栏目，依次是政府信息公开指南、政府信息公开制度、法定主动公开内容、政府信息公开年报；之间和之后可以有别的项。不写 [[navigation]] 时程序按这个顺序列出；写了的，按名称中的词判断。",
		Source:  "国办公开办函〔2019〕61号《政府信息公开栏目页面设计参考方案》", Repair: "按顺序补上缺少的项，或删去全部 [[navigation]]。",
		Examples: []diag.Example{{
			Wrong: "[[navigation]]\nname = \"年报\"\nurl = \"reports.html\"\n[[navigation]]\nname = \"指南\"\nurl = \"guide.html\"",
			Right: "[[navigation]]\nname = \"政府信息公开指南\"\nurl = \"guide.html\"\n[[navigation]]\nname = \"政府信息公开制度\"\nurl = \"rules.html\"\n[[navigation]]\nname = \"法定主动公开内容\"\nurl = \"index.html\"\n[[navigation]]\nname = \"政府信息公开年报\"\nurl = \"reports.html\"",
		}}},
	Site: func(s *check.Site) {
		if len(s.Config.Navigation) == 0 {
			return
		}
		var missing []string
		last, late := -1, ""
		for _, e := range [...][2]string{
			{"政府信息公开指南", "指南"}, {"政府信息公开制度", "制度"}, {"法定主动公开内容", "主动公开内容|法定公开内容|政府信息公开目录"}, {"政府信息公开年报", "年报|年度报告"},
		} {
			at := entryNamed(s.Config.Navigation, e[1])
			switch {
			case at < 0:
				missing = append(missing, e[0])
			case at < last:
				late = e[0]
			default:
				last = at
			}
		}
		if len(missing) > 0 {
			s.Report(s.Setting([]tree.Step{"navigation"}, "导航没有%s", strings.Join(missing, "、")))
		} else if late != "" {
			s.Report(s.Setting([]tree.Step{"navigation"}, "导航的顺序不对：%s应在前面", late).WithHint("依次写指南、制度、法定主动公开内容、年报"))
		}
	},
}

// entryNamed is the place of the first entry whose name holds one of the words; -1 when
// there is none.
func entryNamed(list []config.NavigationItem, words string) int {
	for i := range list {
		if config.HoldsWord(list[i].Name, words) {
			return i
		}
	}
	return -1
}
