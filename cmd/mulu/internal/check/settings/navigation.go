package settings

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/tree"
)

var navigationBroken = check.Rule{
	Rule: diag.Rule{Code: "navigation-broken", Severity: diag.Error, Title: "导航指向的页面不存在",
		Explain:  "导航在每一页的顶部，断了的导航使每一页都有打不开的链接。",
		Source:   "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）：链接不可用；国办公开办函〔2019〕61号：四个一级栏目",
		Repair:   "改正 url，或者写上这个页面：页面文件的文件头中写 page = \"名称\"，网址就是“名称.html”；栏目的网址是“栏目路径/index.html”。",
		Examples: []diag.Example{{Wrong: "[[navigation]]\nname = \"公开指南\"\nurl = \"zhinan.html\"", Right: "[[navigation]]\nname = \"公开指南\"\nurl = \"guide.html\""}}},
	Absence: true,
	Site: func(s *check.Site) {
		for i, n := range s.Config.Navigation {
			at, _, _ := strings.Cut(n.URL, "#")
			if at == "" || strings.Contains(n.URL, "://") || s.Exists == nil {
				continue
			}
			if strings.HasSuffix(at, "/") {
				at += "index.html"
			}
			if _, static := s.Files.Size("static/" + at); !static && !s.Exists(at) {
				s.Report(s.Setting([]tree.Step{"navigation", i, "url"}, "导航“%s”指向的 %s 不存在", n.Name, n.URL))
			}
		}
	},
}

var navigationTwice = check.Rule{
	Rule: diag.Rule{Code: "navigation-duplicate", Severity: diag.Warning, Title: "导航中有重复的项",
		Explain:  "两项用同一个名称或者指向同一个地方，读者不知道点哪一个；多半是复制后忘了改。",
		Source:   "本软件约定；政府网站发展指引（国办发〔2017〕47号）：栏目设置清晰、不重复",
		Repair:   "改正或删去其中一项。",
		Examples: []diag.Example{{Wrong: "[[navigation]]\nname = \"公开指南\"\nurl = \"guide.html\"\n[[navigation]]\nname = \"公开制度\"\nurl = \"guide.html\"", Right: "[[navigation]]\nname = \"公开指南\"\nurl = \"guide.html\"\n[[navigation]]\nname = \"公开制度\"\nurl = \"rules.html\""}}},
	Site: func(s *check.Site) {
		names, urls := map[string]int{}, map[string]int{}
		for i, n := range s.Config.Navigation {
			if j, twice := urls[n.URL]; twice {
				s.Report(s.Setting([]tree.Step{"navigation", i, "url"}, "导航“%s”和“%s”指向同一个地址 %s", n.Name, s.Config.Navigation[j].Name, n.URL))
			} else if _, twice := names[n.Name]; twice {
				s.Report(s.Setting([]tree.Step{"navigation", i, "name"}, "导航中有两个“%s”", n.Name))
			}
			urls[n.URL], names[n.Name] = i, i
		}
	},
}
