package main

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// statuteFaults are the classes of faults against what the law wants of certain kinds of
// documents, and of faults in the writing of files, all in new documents.
var statuteFaults = []fault{
	// Budgets, reports, orders, guides.
	{"budget-title-form", "title", func(v *victim) int {
		return budget(v, fmt.Sprintf(pick(v, "%d年部门预算公开", "%d年度部门预算", "%d年部门预算信息"), 2025)).header("title") + 1
	}},
	{"budget-year", "another year", func(v *victim) int {
		return budget(v, fmt.Sprintf("霁川市交通运输局%d年部门预算", 2019+v.IntN(5))).header("title") + 1
	}},
	{"budget-tables-missing", "text alone", func(v *victim) int {
		return budget(v, "霁川市交通运输局2025年部门预算").header("title") + 1
	}},
	{"budget-notes-missing", "table alone", func(v *victim) int {
		d := budget(v, "霁川市交通运输局2025年部门预算")
		d.paragraph(0, "| 项目 | 金额 |\n| --- | --- |\n| “三公”经费 | %s.00 |", digits(v, 2))
		return d.header("title") + 1
	}},
	{"budget-approval-late", "a month", func(v *victim) int {
		d := budget(v, "霁川市交通运输局2025年部门预算")
		on, _ := time.Parse(time.DateOnly, d.value("published"))
		return d.paragraph(0, "霁川市财政局于%s批复本部门预算，现予公开。", on.AddDate(0, 0, -30-v.IntN(20)).Format("2006年1月2日"))
	}},
	{"annual-report-parts", "parts left out", func(v *victim) int {
		return yearly(v, "## 一、总体情况\n\n全年主动公开政府信息三百条。\n\n## 二、主动公开政府信息情况\n\n制发规范性文件一件。").header("title") + 1
	}},
	{"annual-report-blank", "dash or nothing", func(v *victim) int {
		d := yearly(v, "全年主动公开政府信息三百条，收到政府信息公开申请0件，行政复议、行政诉讼的情况见下表，没有需要另外说明的事项。")
		return d.paragraph(2, "| 类别 | 结果维持 | 结果纠正 | 总计 |\n| --- | ---: | ---: | ---: |\n| 行政复议 | 1 | %s | 1 |\n| 行政诉讼 | 0 | 0 | 0 |", pick(v, "—", "/", "", "－", "——", "-"))
	}},
	{"annual-report-count", "too many", func(v *victim) int {
		d := yearly(v, "全年主动公开政府信息三百条，收到政府信息公开申请0件，制发文件的情况见下表，没有需要另外说明的事项。")
		return d.paragraph(3, "| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n| --- | ---: | ---: | ---: |\n| 规章 | 0 | 0 | 0 |\n| 行政规范性文件 | 9%s | 0 | 9 |", digits(v, 2))
	}},
	{"table-header-empty", "no names of columns", func(v *victim) int {
		return v.fresh().paragraph(0, "|  |  |\n| --- | --- |\n| 里程 | %s公里 |", digits(v, 2))
	}},
	{"service-guide-incomplete", "two of all", func(v *victim) int {
		d := v.fresh(`class = "办事指南"`, `category = "xzxk/bszn"`, `title = "航道临时占用许可办事指南"`)
		d.paragraph(0, "| 要素 | 内容 |\n| --- | --- |\n| 事项名称 | 航道临时占用许可 |\n| 收费 | 不收费 |")
		return d.header("title") + 1
	}},
	{"order-number-missing", "no number", func(v *victim) int { return order(v).header("class") + 1 }},
	{"regulation-too-soon", "within thirty days", func(v *victim) int {
		d := order(v, orderNumber(v))
		return d.set("effective", later(d, "published", v.IntN(25)))
	}},
	{"order-incomplete", "no day of adoption", func(v *victim) int {
		d := order(v, orderNumber(v))
		d.paragraph(0, "市人民政府决定对《霁川市航道养护办法》作如下修改：将第十六条中的“每季度”修改为“每月”；在第三十四条中增加一款，作为第二款，规定信息公开的责任。\n\n本决定自2026年8月1日起施行。")
		return d.header("title") + 1
	}},
	{"effective-differs", "another day", func(v *victim) int {
		d := v.policy()
		d.set("effective", later(d, "published", 40))
		return d.paragraph(0, "本办法自2026年%d月%d日起施行。", 1+v.IntN(12), 2+v.IntN(20))
	}},
	{"expires-differs", "fewer years", func(v *victim) int {
		d := v.policy()
		from := later(d, "published", 40)
		d.set("effective", from)
		on, _ := time.Parse(time.DateOnly, from)
		return d.paragraph(0, "本办法自%s起施行，有效期%s。", on.Format("2006年1月2日"), pick(v, "3年", "三年", "2年", "四年"))
	}},
	{"withdrawal-late", "weeks after", func(v *victim) int {
		d := v.fresh(`class = "行政处罚"`, `category = "xzzf/xzcf"`)
		return d.set("withdrawn", fmt.Sprintf(`{on = 2025-%02d-28, reason = "行政复议机关2025年%d月%d日决定撤销该处罚决定。"}`, 10, 8+v.IntN(2), 1+v.IntN(20)))
	}},
	{"consultation-period-missing", "no days", func(v *victim) int {
		return v.fresh(append(inYear(v, 2026), `class = "意见征集"`, `category = "zcfg/yjzj"`)...).header("class") + 1
	}},
	{"repeal-in-text", "at the end", func(v *victim) int {
		number := "霁交办〔2025〕8" + digits(v, 4) + "号"
		v.fresh("written = 2025-02-10", "published = 2025-02-11", "doc_number = \""+number+"\"")
		return v.fresh().paragraph(0, "本通知自发布之日起施行。原%s同时废止。", number)
	}},

	// What is not published of its own accord.
	{"reassess-missing", "no day", func(v *victim) int { return onRequest(v).header("disclosure") + 1 }},
	{"reassess-overdue", "past", func(v *victim) int {
		return onRequest(v).set("reassess", day(v, 2026)[:5]+fmt.Sprintf("%02d-15", 1+v.IntN(10)))
	}},
	{"requested-often", "three and more", func(v *victim) int {
		d := onRequest(v)
		d.set("reassess", "2027-03-01")
		return d.set("requests", fmt.Sprint(3+v.IntN(9)))
	}},

	// What was left over or left out.
	{"body-empty", "pointer", func(v *victim) int {
		d := v.fresh()
		d.lines = append(d.lines[:d.body], "", pick(v, "详见附件。", "全文详见：[公告](https://www.jichuan.example/gg.html)。", "[公告](https://www.jichuan.example/gg.html)"))
		return d.body + 2
	}},
	{"sample-left", "title", func(v *victim) int {
		d := v.fresh()
		return d.set("title", `"（示例）`+d.value("title")+`"`)
	}},
	{"source-in-text", "below", func(v *victim) int {
		return v.fresh().paragraph(0, "%s", pick(v, "（来源：交通运输部网站）", "转载自 省交通运输厅", "**稿件来源：市交通运输局**"))
	}},
	{"word-lost", "after 及", func(v *victim) int {
		return v.fresh().sentence("%s", pick(v, "公开法规、规章、文件及；逐项核对。", "办理许可及、处罚的情况按月公布。"))
	}},
	{"map-number-missing", "map", func(v *victim) int {
		d := v.fresh()
		name := v.file(".png", "\x89PNG\r\n\x1a\n")
		v.at = d
		return d.paragraph(0, "![霁川市%s](%s)", pick(v, "公交线路分布地图", "公路路网图", "航道分布地图"), name)
	}},

	// The writing of headers and files.
	{"alias-invalid", "outside", func(v *victim) int {
		return v.fresh().set("aliases", pick(v, `["../art/1.html"]`, `["https://old.example/art/1.html"]`))
	}},
	{"url-invalid", "no scheme", func(v *victim) int {
		return v.fresh().set("source", `{name = "交通运输部", url = "`+pick(v, "www.mot.example", "mot.example/a", "javascript:alert(1)")+`"}`)
	}},
	{"attachment-outside", "above content", func(v *victim) int {
		return v.fresh().set("attachments", `[{file = "../../../../表`+digits(v, 3)+`.csv", title = "申请表"}]`)
	}},
	{"attachment-type", "page", func(v *victim) int { return attached(v, ".html", "<p>疏浚船</p>") }},
	{"attachment-unchecked", "old format", func(v *victim) int { return attached(v, pick(v, ".xls", ".doc", ".wps", ".rar"), "x") }},
	{"attachment-encrypted", "password", func(v *victim) int {
		return attached(v, pick(v, ".xlsx", ".docx"), encrypted())
	}},
	{"attachment-no-text", "picture", func(v *victim) int { return attached(v, ".docx", docx("", "")) }},
	{"front-matter-missing", "none", func(v *victim) int {
		d := v.fresh()
		d.lines = []string{"# 通知", "", "各单位要落实安全责任。"}
		return 1
	}},
	{"front-matter-unclosed", "no end", func(v *victim) int {
		d := v.fresh()
		d.lines[d.body-1] = ""
		return 1
	}},
	{"data-control-character", "escape", func(v *victim) int {
		return v.fresh().set("keywords", `["航道\u0007养护"]`)
	}},
	{"page-name", "Chinese", func(v *victim) int { return page(v, pick(v, "公开指南", "Guide", "a/b", "search")) }},
	{"page-duplicate", "guide", func(v *victim) int { return page(v, "guide") }},
	{"yaml-syntax", "quote", func(v *victim) int {
		d := v.fresh()
		d.lines = []string{"---", "标题: \"关于航道养护的通知", "索引号: " + indexNumber(*v.serial), "---", "", "各单位要落实安全责任。"}
		return 2
	}},
	{"yaml-unsupported", "anchor", func(v *victim) int {
		d := v.fresh()
		d.lines = []string{"---", "标题: &t 关于航道养护的通知", "草稿: true", "---", "", "各单位要落实安全责任。"}
		return 2
	}},
	{"yaml-comment", "number sign", func(v *victim) int {
		d := v.fresh()
		d.lines = []string{"---", "标题: 关于调整 # 号航道养护的通知", "草稿: true", "---", "", "各单位要落实安全责任。"}
		return 2
	}},
	{"file-encoding", "GBK", func(v *victim) int {
		d := v.fresh()
		d.lines = []string{"+++", "title = \"\xb9\xd8\xd3\xda\xba\xbd\xb5\xc0\xd1\xf8\xbb\xa4\xb5\xc4\xcd\xa8\xd6\xaa\"", "+++", "", "\xb8\xf7\xb5\xa5\xce\xbb"}
		return 2
	}},
}

// budget makes a budget of 2025 with a title.
func budget(v *victim, title string) *victim {
	return v.fresh(`class = "财政信息"`, `category = "czxx/bmys"`, `title = "`+title+`"`)
}

// yearly makes an annual report of 2025 with a text before its paragraphs.
func yearly(v *victim, text string) *victim {
	d := v.fresh(append(inYear(v, 2026), `class = "年度报告"`, `category = "zfxxgk/gknb"`, `title = "霁川市交通运输局2025年政府信息公开工作年度报告"`)...)
	d.lines = slices.Insert(d.lines, d.body+1, append(strings.Split(text, "\n"), "")...)
	return d
}

// page makes a page of its own, under a name, and gives the line of that.
func page(v *victim, name string) int {
	d := v.fresh()
	d.lines = []string{"+++", `title = "公开说明"`, `page = "` + name + `"`, "+++", "", "各单位要落实安全责任。"}
	return 3
}

// order makes a 规章.
func order(v *victim, headers ...string) *victim {
	return v.fresh(append([]string{`class = "规章"`, `category = "zcfg/gz"`}, headers...)...)
}

func orderNumber(v *victim) string {
	return `doc_number = "霁川市人民政府令第9` + digits(v, 4) + `号"`
}

// onRequest makes a document that only those see who ask for it.
func onRequest(v *victim) *victim { return v.fresh(`disclosure = "依申请公开"`) }

// encrypted is an office file with a password ([MS-OFFCRYPTO] 2.3.4), as far as it is looked at.
func encrypted() string {
	data := make([]byte, 1536)
	copy(data, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	data[30] = 9
	copy(data[512:], "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")
	return string(data)
}
