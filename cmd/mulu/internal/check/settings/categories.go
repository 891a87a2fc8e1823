package settings

import (
	"fmt"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/tree"
)

var siblingName = check.Rule{
	Rule: diag.Rule{Code: "category-sibling-name", Severity: diag.Warning, Title: "同一级有两个同名的栏目",
		Explain:  "读者分不清两个同名的栏目，文件会放错地方；按名称写组配分类时也不知道是哪一个。",
		Source:   "政府网站发展指引（国办发〔2017〕47号）：栏目设置不重复；本软件约定",
		Repair:   "改名，或把两个栏目合并。",
		Examples: []diag.Example{{Wrong: "path = \"zcfg/qt\"\nname = \"其他\"\n\npath = \"zcfg/qita\"\nname = \"其他\"", Right: "path = \"zcfg/qt\"\nname = \"其他文件\""}}},
	Site: func(s *check.Site) {
		type node struct {
			parent *config.Category
			name   string
		}
		first := map[node]int{}
		for i := range s.Config.Categories {
			k := &s.Config.Categories[i]
			at := node{k.Parent, strings.TrimSpace(k.Name)}
			if j, twice := first[at]; twice {
				s.Report(s.Setting([]tree.Step{"category", i, "name"}, "栏目“%s”（%s）和同一级的 %s 同名", k.Name, k.Path, s.Config.Categories[j].Path).
					WithRelated(config.FileName, s.Config.At("category", j, "name"), "第一次出现在这里"))
				continue
			}
			first[at] = i
		}
	},
}

// deepest is how many levels a reader can still keep in mind. Three are usual.
const deepest = 4

var categoryDeep = check.Rule{
	Rule: diag.Rule{Code: "category-deep", Severity: diag.Notice, Title: "栏目的层级太深",
		Explain:  fmt.Sprintf("目录一般是二级或三级。超过%d级，读者要点很多次才能看到文件，网址也很长。", deepest),
		Source:   "政府网站发展指引（国办发〔2017〕47号）：栏目层级扁平；本软件约定",
		Repair:   "合并中间的级别，或者用主题分类、服务对象分类代替下级栏目。栏目路径是网址的一部分，已经公开的不要改。",
		Examples: []diag.Example{{Wrong: `path = "xzzf/ssj/sxqd/nd/2026"`, Right: `path = "xzzf/ssj/sxqd"`}}},
	Site: func(s *check.Site) {
		for i := range s.Config.Categories {
			k := &s.Config.Categories[i]
			n := strings.Count(k.Path, "/") + 1
			// Of a branch that is too deep, its first node is told.
			if n == deepest+1 {
				s.Report(s.Setting([]tree.Step{"category", i, "path"}, "栏目“%s”在第 %d 级，一般不超过 %d 级", k.Name, n, deepest))
			}
		}
	},
}

// longest is how many characters of a name fit where names stand side by side.
const longest = 20

var nameLong = check.Rule{
	Rule: diag.Rule{Code: "name-long", Severity: diag.Notice, Title: "名称太长",
		Explain:  fmt.Sprintf("栏目和导航的名称在手机上要排成一行，超过%d个字就会折成几行。", longest),
		Source:   "互联网网站适老化通用设计规范；本软件约定",
		Repair:   "写短一些，细节放在栏目的 description 中。",
		Examples: []diag.Example{{Wrong: `name = "随机抽取检查对象随机选派执法检查人员及时公布结果"`, Right: `name = "双随机一公开"`}}},
	Site: func(s *check.Site) {
		look := func(what, name string, path ...tree.Step) {
			if n := han.Count(name); n > longest {
				s.Report(s.Setting(path, "%s名称“%s”有 %d 个字", what, name, n))
			}
		}
		for i := range s.Config.Categories {
			look("栏目", s.Config.Categories[i].Name, "category", i, "name")
		}
		for i, n := range s.Config.Navigation {
			look("导航", n.Name, "navigation", i, "name")
		}
	},
}

var categoryDetail = check.Rule{
	Rule: diag.Rule{Code: "category-detail-missing", Severity: diag.Notice, Title: "栏目没有写明责任单位、更新周期或内容要求",
		Explain:  "每个栏目都要有人负责、按时更新。没有更新周期的栏目，程序不能提醒它快要过期；没有责任单位，不知道该催谁。",
		Source:   "政府网站发展指引（国办发〔2017〕47号）：栏目责任和更新要求；政务公开基本目录的“责任单位”“公开时限”“公开内容”",
		Repair:   "在栏目中写上 owner（责任单位）、cycle（更新周期）、description（内容要求）。",
		Examples: []diag.Example{{Wrong: "[[category]]\npath = \"tjxx\"\nname = \"统计信息\"", Right: "[[category]]\npath = \"tjxx\"\nname = \"统计信息\"\nowner = \"综合规划科\"\ncycle = \"每月\"\ndescription = \"公路、水路、城市客运的统计数据。\""}}},
	Site: func(s *check.Site) {
		var lacks lacking
		for i := range s.Config.Categories {
			k := &s.Config.Categories[i]
			lacks.look(i, k, "责任单位（owner）", k.Owner, 0)
			lacks.look(i, k, "更新周期（cycle）", k.Cycle, 1)
			lacks.look(i, k, "内容要求（description）", k.Description, 2)
		}
		if len(lacks.nodes) > 0 {
			s.Report(s.Setting([]tree.Step{"category", lacks.nodes[0], "path"}, "有 %d 个栏目没有写全：%s", len(lacks.nodes), lacks.said()))
		}
	},
}

// lacking is which categories lack details, for one finding of all of them: a new site
// has none.
type lacking struct {
	nodes  []int // in their order
	names  [3]string
	counts [3]int
	first  [3]string // a category that lacks it
}

func (l *lacking) look(i int, k *config.Category, name, value string, nth int) {
	if strings.TrimSpace(value) != "" {
		return
	}
	if n := len(l.nodes); n == 0 || l.nodes[n-1] != i {
		l.nodes = append(l.nodes, i)
	}
	if l.names[nth] = name; l.counts[nth] == 0 {
		l.first[nth] = k.Name
	}
	l.counts[nth]++
}

func (l *lacking) said() string {
	var parts []string
	for n, name := range l.names {
		if l.counts[n] > 0 {
			parts = append(parts, fmt.Sprintf("%s缺 %d 个（如“%s”）", name, l.counts[n], l.first[n]))
		}
	}
	return strings.Join(parts, "，")
}
