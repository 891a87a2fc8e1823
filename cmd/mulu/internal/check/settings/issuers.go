package settings

import (
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/tree"
)

var issuerUnused = check.Rule{
	Rule: diag.Rule{Code: "issuer-unused", Severity: diag.Notice, Title: "登记的机构没有公开任何文件",
		Explain:  "已经撤销的机构应从 config.toml 中删去；应当公开而没有公开的，要催办。只作为主管机构登记的不算。",
		Source:   "政府信息公开条例（国务院令第711号）第十条、第十九条",
		Repair:   "公开应有的文件，或删去这个机构。",
		Examples: []diag.Example{{Wrong: "[[issuer]]\nname = \"霁川市地方海事局\"\ncode = \"12379900496028073P\""}}},
	Absence: true,
	Site: func(s *check.Site) {
		if len(s.Documents) == 0 {
			return
		}
		used := map[*config.Issuer]bool{}
		for i := range s.Documents {
			for _, is := range s.Documents[i].Issuers {
				used[is] = true
			}
		}
		for i := range s.Config.Issuers {
			used[s.Config.Issuer(s.Config.Issuers[i].Parent)] = true
		}
		for i := range s.Config.Issuers {
			if is := &s.Config.Issuers[i]; !used[is] {
				s.Report(s.Setting([]tree.Step{"issuer", i, "name"}, "没有“%s”公开的文件", is.Name))
			}
		}
	},
}

var formerOverlap = check.Rule{
	Rule: diag.Rule{Code: "issuer-former-overlap", Severity: diag.Warning, Title: "曾用名的时间不对",
		Explain:  "曾用名按“用到哪一天”先后相接，文件按成文日期对应当时的名称。两个曾用名用到同一天，或者用到以后的某一天，就说不清当时叫什么。",
		Source:   "本软件约定",
		Repair:   "核对 until：一个名称用到更名的前一天。",
		Examples: []diag.Example{{Wrong: "[[issuer.former]]\nname = \"霁川市交通委员会\"\nuntil = 2019-01-31\n[[issuer.former]]\nname = \"霁川市交通局\"\nuntil = 2019-01-31", Right: "[[issuer.former]]\nname = \"霁川市交通委员会\"\nuntil = 2009-12-31\n[[issuer.former]]\nname = \"霁川市交通局\"\nuntil = 2019-01-31"}}},
	Site: func(s *check.Site) {
		for i := range s.Config.Issuers {
			is := &s.Config.Issuers[i]
			for k, f := range is.Former {
				at := []tree.Step{"issuer", i, "former", k, "until"}
				if f.Name == is.Name {
					s.Report(s.Setting([]tree.Step{"issuer", i, "former", k, "name"}, "“%s”是现在的名称，不是曾用名", f.Name))
				} else if f.Until.After(s.Today) {
					s.Report(s.Setting(at, "曾用名“%s”用到%s，这一天还没有到", f.Name, f.Until.Chinese()))
				} else if o := sameDay(is.Former[:k], f); o != nil {
					s.Report(s.Setting(at, "曾用名“%s”和“%s”都用到%s", f.Name, o.Name, f.Until.Chinese()))
				}
			}
		}
	},
}

func sameDay(before []config.Former, f config.Former) *config.Former {
	for i := range before {
		if before[i].Until == f.Until {
			return &before[i]
		}
	}
	return nil
}

var prefixShared = check.Rule{
	Rule: diag.Rule{Code: "issuer-prefix-shared", Severity: diag.Warning, Title: "两个机构用同一个机关代字",
		Explain:  "发文字号由机关代字、年份、序号组成，机关代字不同才能分清是谁发的文。两个机构共用一个代字，字号会重复，程序也不能由字号核对发布机构。",
		Source:   "GB/T 9704-2012 第7.2.5条",
		Repair:   "核对两个机构的机关代字（prefix、also）。",
		Examples: []diag.Example{{Wrong: "[[issuer]]\nname = \"市交通局\"\nprefix = \"霁交发\"\n[[issuer]]\nname = \"市公路中心\"\nprefix = \"霁交发\"", Right: "[[issuer]]\nname = \"市交通局\"\nprefix = \"霁交发\"\n[[issuer]]\nname = \"市公路中心\"\nprefix = \"霁公路\""}}},
	Site: func(s *check.Site) {
		type bearer struct {
			issuer int
			path   []tree.Step
		}
		bearers := map[string]bearer{}
		look := func(prefix string, i int, path ...tree.Step) {
			was, taken := bearers[prefix]
			switch {
			case prefix == "":
			case !taken:
				bearers[prefix] = bearer{i, path}
			case was.issuer != i:
				s.Report(s.Setting(path, "机关代字“%s”已经是“%s”的", prefix, s.Config.Issuers[was.issuer].Name).
					WithRelated(config.FileName, s.Config.At(was.path...), "第一次写在这里"))
			}
		}
		for i := range s.Config.Issuers {
			look(s.Config.Issuers[i].Prefix, i, "issuer", i, "prefix")
			for k, p := range s.Config.Issuers[i].Also {
				look(p, i, "issuer", i, "also", k)
			}
		}
	},
}
