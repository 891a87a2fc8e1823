package text

import (
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/han"
)

var titleForm = check.Rule{
	Rule: diag.Rule{Code: "title-form", Severity: diag.Warning, Title: "标题的写法不对",
		Explain: "标题末尾不加句号、逗号一类的标点，开头不加标点，中间没有换行和成串的空格。标题会出现在目录、检索结果和别的网站上，那里的程序照原样使用。",
		Source:  "GB/T 9704-2012 7.3.1；" + punctuation, Repair: "删去多余的标点、空格和换行。",
		Examples: []diag.Example{{Wrong: "关于印发实施方案的通知。", Right: "关于印发实施方案的通知"}}},
	Document: func(d *check.Document) {
		first, _ := utf8.DecodeRuneInString(d.Title)
		last, _ := utf8.DecodeLastRuneInString(d.Title)
		switch {
		case strings.ContainsRune("。，；：、,;:", last):
			d.Report(d.At("title", nil, "标题末尾有“%c”", last))
		case strings.ContainsRune("。，；：、！？,;:!?）》”)", first):
			d.Report(d.At("title", nil, "标题以“%c”开头", first))
		case strings.ContainsAny(d.Title, "\n\r\t"):
			d.Report(d.At("title", nil, "标题里有换行或者制表符"))
		case strings.Contains(d.Title, "  ") || strings.Contains(d.Title, "　　"):
			d.Report(d.At("title", nil, "标题里有成串的空格"))
		}
	},
}

var summaryRepeats = check.Rule{
	Rule: diag.Rule{Code: "summary-repeats-title", Severity: diag.Notice, Title: "内容概述只是重复标题",
		Explain: "内容概述是法定的目录要素，用一两句话告诉读者文件管什么、定了什么。只重复标题等于没有写。",
		Source:  "政府信息公开条例 第十二条", Repair: "写一两句话，说明文件的主要内容，不重复标题、日期和发布机构。",
		Examples: []diag.Example{{Wrong: `summary = "关于印发网约车管理细则的通知"`, Right: `summary = "明确网约车经营许可条件和服务规范。"`}}},
	Document: func(d *check.Document) {
		if d.Summary != "" && repeats(d.Summary, d.Title) {
			d.Report(d.At("summary", nil, "内容概述只是重复标题"))
		}
	},
}

// repeats says whether a summary says nothing but its title: it is the title, a piece of
// it, or the title with a few characters more.
func repeats(summary, title string) bool {
	if len(summary) > len(title)+30 { // folding makes no text much shorter, and most end here
		return false
	}
	s, t := han.Fold(summary), han.Fold(title)
	return s == t || s != "" && strings.Contains(t, s) || t != "" && strings.Contains(s, t) && utf8.RuneCountInString(s)-utf8.RuneCountInString(t) <= 4
}

var summaryLong = check.Rule{
	Rule: diag.Rule{Code: "summary-long", Severity: diag.Notice, Title: "内容概述太长",
		Explain: "内容概述显示在目录和检索结果里，太长就不再是概述。各地的规定不一，有的不超过100字，有的按正文长短不超过300字或者500字；本软件按 config.toml 的 check.text.summary 检查。",
		Source:  "政府信息公开目录编制规范（各地）", Repair: "只写主要内容，一两句话即可。", Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "（把正文前几段抄了一遍）", Right: "明确网约车经营许可条件和服务规范。"}}},
	Document: func(d *check.Document) {
		limit := d.Config.Check.Text.Summary
		if len(d.Summary) <= limit {
			return
		}
		if n := han.Count(d.Summary); n > limit {
			d.Report(d.At("summary", nil, "内容概述有%d字，超过%d字", n, limit))
		}
	},
}

var keywordDuplicate = check.Rule{
	Rule: diag.Rule{Code: "keyword-duplicate", Severity: diag.Notice, Title: "关键词重复",
		Explain: "同一个关键词写两遍没有用处，统计和筛选时会多算一次。",
		Source:  "本软件约定", Repair: "删去重复的关键词。",
		Examples: []diag.Example{{Wrong: `keywords = ["公路", "治超", "公路"]`, Right: `keywords = ["公路", "治超"]`}}},
	Document: func(d *check.Document) {
		words := d.Keywords()
		for i, k := range words[:min(len(words), 200)] {
			for _, earlier := range words[:i] {
				if k == earlier || len(k) == len(earlier) && strings.EqualFold(k, earlier) {
					d.Report(d.At("keywords", []int{i}, "关键词“%s”重复", k))
					break
				}
			}
		}
	},
}
