package health

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
)

var guideMissing = check.Rule{
	Rule: diag.Rule{Code: "guide-missing", Severity: diag.Notice, Title: "没有政府信息公开指南",
		Explain: "行政机关应当编制、公布政府信息公开指南，写明信息的分类、编排体系、获取方式，工作机构的名称、办公地址、办公时间、联系电话、传真号码、互联网联系方式。",
		Source:  "政府信息公开条例 第十二条；国办公开办函〔2019〕61号", Repair: `写一个页面文件，文件头中 page = "guide"。`,
		Examples: []diag.Example{{Wrong: `content 中没有写着 page = "guide" 的文件`, Right: "+++\npage = \"guide\"\ntitle = \"政府信息公开指南\"\n+++\n\n本机关公开的信息有……"}}},
	Absence: true,
	Site: func(s *check.Site) {
		if s.Page("guide") == nil && len(s.Documents) > 0 {
			s.Report(s.AtPlace(config.FileName, diag.Pos{}, "没有指南页（page = \"guide\"）"))
		}
	},
}

var guideItems = check.Rule{
	Rule: diag.Rule{Code: "guide-incomplete", Severity: diag.Warning, Title: "公开指南的内容不全",
		Explain: "政府信息公开指南应写明政府信息的分类、编排体系、获取方式，以及工作机构的名称、办公地址、办公时间、联系电话、传真号码、互联网联系方式。按页面上有没有这些词判断，没有传真的写明“无传真”。",
		Source:  "政府信息公开条例 第十二条", Repair: "在指南页（page = \"guide\"）补上缺少的内容。",
		Examples: []diag.Example{{Wrong: "本机关公开的信息分为十五类，可以在网站查阅。", Right: "## 工作机构\n\n名称：霁川市交通运输局办公室\n\n办公地址：归帆路66号；办公时间：工作日8:30—17:30\n\n电话：0000-8600100；传真：0000-8600101；电子邮箱：zwgk@jtysj.jichuan.example"}}},
	Asks: func(b *check.Body) bool { return b.Document == nil },
	Body: func(b *check.Body) {
		if b.Document != nil {
			return
		}
		if p := b.Page("guide"); p == nil || p.Path != b.File {
			return
		}
		var missing []string
		for _, item := range [...][2]string{
			{"信息的分类", "分类"}, {"编排体系", "编排|目录体系|索引号"}, {"获取方式", "获取|查阅"},
			{"工作机构的名称", "工作机构|受理机构|办公室|机构名称"}, {"办公地址", "地址|地点"}, {"办公时间", "办公时间|工作时间|受理时间|工作日"},
			{"联系电话", "电话"}, {"传真号码", "传真"}, {"互联网联系方式", "邮箱|邮件|@|网址|网站|在线"},
		} {
			if !config.HoldsWord(string(b.Raw), item[1]) {
				missing = append(missing, item[0])
			}
		}
		if len(missing) > 0 {
			b.Report(b.AtPlace(b.File, b.Locate(b.File, "title"), "指南没有写明%s", strings.Join(missing, "、")))
		}
	},
}

var guideStale = check.Rule{
	Rule: diag.Rule{Code: "guide-stale", Severity: diag.Notice, Title: "公开指南一年没有核对",
		Explain: "指南和目录应当及时更新。地址、电话、受理方式一年里多半有变动；核对过没有变动的，也把更新日期改为核对的日期。天数由 [check.columns] 的 guide 规定。",
		Source:  "政府信息公开条例 第十二条（及时更新）；一年的期限是本软件约定", Repair: "核对指南的内容，改写更新日期（updated）。", Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "page = \"guide\"\nupdated = 2024-01-10", Right: "page = \"guide\"\nupdated = 2026-05-27"}}},
	Due: func(s *check.Site) {
		p := s.Page("guide")
		if p == nil || p.Updated.IsZero() {
			return
		}
		last := p.Updated.AddDays(s.Config.Check.Columns.Guide)
		s.Due(last, p.Path, func() diag.Diagnostic {
			return s.AtPlace(p.Path, s.Locate(p.Path, "updated"), "“%s”更新于 %s，最迟应在 %s 核对更新", p.Title, p.Updated, last)
		})
	},
}
