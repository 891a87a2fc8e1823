package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"
)

// freshFaults are the classes of faults in new documents, mostly those between two.
var freshFaults = []fault{
	// What the text has against its header, or itself.
	{"sign-off-date", "another day", func(v *victim) int {
		d := v.fresh()
		written, err := time.Parse(time.DateOnly, d.value("written"))
		i := slices.Index(d.lines, written.Format("2006年1月2日"))
		if err != nil || i < 0 {
			return -1
		}
		d.lines[i] = written.AddDate(pick(v, -1, 0), pick(v, -1, -2), 0).Format("2006年1月2日")
		return i + 1
	}},
	{"sign-off-issuer", "another body", func(v *victim) int {
		d := v.fresh("issuer = \"霁川市公路事业发展中心\"")
		return slices.Index(d.lines, "霁川市交通运输局") + 1
	}},
	{"doc-number-beside", "another serial", func(v *victim) int {
		d := v.fresh("written = 2025-02-10", "published = 2025-02-11", "doc_number = \"霁交发〔2025〕8"+digits(v, 4)+"号\"")
		d.lines = slices.Insert(d.lines, d.body+1, "霁交发〔2025〕9"+digits(v, 2)+"号", "")
		return d.body + 2
	}},
	{"series-gap", "paragraphs", func(v *victim) int {
		return v.fresh().paragraph(4, "%s", pick(v, "一、报名\n\n二、审核\n\n四、公示", "（一）报名。\n\n（二）审核。\n\n（四）公示。", "1．报名；\n\n2．审核；\n\n5．公示。", "（1）报名；\n\n（2）审核；\n\n（2）公示。", "**第一条** 报名。\n\n**第二条** 审核。\n\n**第四条** 公示。"))
	}},
	{"period-differs", "December", func(v *victim) int {
		return v.fresh().before("2025年1月1日至2025年12月%d日，共公开600条。2025年1月1日至2025年12月31日，未收到申请。", 10+v.IntN(20))
	}},
	{"text-doubled", "far away", func(v *victim) int {
		again := pick(v, "去年全局共公开政府信息三百余条，办理依申请公开八件，均按期答复申请人。", "各单位要按照职责分工抓好落实，遇到重大问题及时报告，确保任务按期完成。")
		d := v.fresh()
		d.lines = slices.Insert(d.lines, d.body+3, again, "")
		return d.paragraph(0, "%s", again)
	}},
	// Identity.
	{"index-number-missing", "gone", func(v *victim) int { return v.fresh().drop("index_number") }},
	{"index-number-form", "other forms", func(v *victim) int {
		d := v.fresh()
		return d.set("index_number", fmt.Sprintf(pick(v, `"1137990041890274/2025-%05d"`, `"113799004189027499-2025-%05d"`, `"113799004189027499/25-%05d"`, `"113799004189027499/2025-%d-1"`), *v.serial))
	}},
	{"index-number-check", "digit", func(v *victim) int {
		d := v.fresh()
		return d.set("index_number", fmt.Sprintf(`"11379900%08d99/2025-00001"`, 31415926+*v.serial*271))
	}},
	{"index-number-duplicate", "twice", func(v *victim) int {
		return v.fresh().set("index_number", `"`+v.fresh().index()+`"`)
	}},
	{"doc-number-duplicate", "twice", func(v *victim) int {
		number := `"霁交办〔2025〕` + digits(v, 5) + `号"`
		v.fresh("written = 2025-02-10", "published = 2025-02-11", "doc_number = "+number)
		return v.fresh().set("doc_number", number)
	}},
	{"unified-number-missing", "gone", func(v *victim) int { return v.policy().drop("unified_number") }},
	{"unified-number-unexpected", "notice", func(v *victim) int {
		d := v.fresh()
		return d.set("unified_number", fmt.Sprintf(`"JCDR-2025-013%04d"`, *v.serial))
	}},
	{"unified-number-form", "no letters", func(v *victim) int {
		d := v.policy()
		return d.set("unified_number", fmt.Sprintf(pick(v, `"第%d号"`, `"规范性文件%d"`, `"登记%d"`), *v.serial))
	}},
	{"unified-number-year", "another year", func(v *victim) int {
		d := v.policy()
		return d.set("unified_number", fmt.Sprintf(`"JCDR-%d-013%04d"`, 2010+v.IntN(10), *v.serial))
	}},
	{"unified-number-duplicate", "twice", func(v *victim) int {
		return v.policy().set("unified_number", `"`+v.policy().value("unified_number")+`"`)
	}},
	{"issuer-former-name", "after the change", func(v *victim) int { return v.fresh().set("issuer", `"霁川市交通局"`) }},

	// Days.
	{"publication-late", "months", func(v *victim) int {
		d := v.fresh()
		return d.set("published", later(d, "written", 45+v.IntN(100)))
	}},
	{"date-retroactive", "before", func(v *victim) int {
		d := v.fresh()
		return d.set("effective", later(d, "written", -20-v.IntN(200)))
	}},
	{"date-order", "ends before it begins", func(v *victim) int {
		d := v.policy("effective = 2026-05-01")
		return d.set("expires", day(v, 2025))
	}},
	{"date-in-future", "written", func(v *victim) int { return v.fresh("published = 2031-11-01").set("written", day(v, 2031)) }},
	{"draft-unpublished", "months", func(v *victim) int {
		d := v.fresh("published")
		d.add("draft = true")
		return d.header("written") + 1
	}},

	// Validity.
	{"term-too-long", "years", func(v *victim) int {
		d := v.policy()
		d.set("effective", later(d, "written", 30))
		return d.set("expires", later(d, "written", 30+366*(5+v.IntN(9))))
	}},
	{"term-too-long", "on trial", func(v *victim) int {
		d := v.policy(fmt.Sprintf(`title = "霁川市航道养护管理办法（%s）第%d号"`, pick(v, "试行", "暂行"), *v.serial))
		d.set("effective", later(d, "written", 30))
		return d.set("expires", later(d, "written", 30+366*(2+v.IntN(3))))
	}},
	{"validity-expiring", "within months", func(v *victim) int {
		d := v.policy()
		return d.set("expires", time.Date(2026, 11, 22+v.IntN(170), 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
	}},
	{"validity-disagrees", "expired", func(v *victim) int {
		d := v.policy(`expires = 2026-03-01`)
		return d.set("validity", `"有效"`)
	}},
	{"validity-without-cause", "none", func(v *victim) int { return v.policy().set("validity", pick(v, `"废止"`, `"失效"`)) }},
	{"repeal-without-basis", "none", func(v *victim) int { return v.fresh().set("repealed", day(v, 2026)) }},
	{"basis-repealed", "title", func(v *victim) int {
		return v.fresh().sentence("根据《霁川市%s》，各单位做好相关工作。", pick(v, "道路客运站服务管理规定", "出租汽车经营权有偿使用金返还办法"))
	}},
	{"cites-repealed", "number", func(v *victim) int {
		return v.fresh().sentence("具体条件见%s。", pick(v, "霁交发〔2018〕15号", "霁交发〔2015〕22号"))
	}},

	// Relations.
	{"relation-self", "index number", func(v *victim) int {
		d := v.fresh()
		return d.set("related", `["`+d.index()+`"]`)
	}},
	{"relation-not-public", "index number", func(v *victim) int { return v.fresh().set("related", `["113799004189027499/2026-00020"]`) }},
	{"relation-ambiguous", "number", func(v *victim) int {
		number := `"霁交办〔2025〕` + digits(v, 5) + `号"`
		v.fresh("doc_number = " + number)
		v.fresh("doc_number = " + number)
		return v.fresh().set("related", "["+number+"]")
	}},
	{"relation-cycle", "two", func(v *victim) int {
		a := v.fresh("written = 2025-02-10", "published = 2025-02-11")
		b := v.fresh("written = 2025-02-10", "published = 2025-02-11")
		a.set("repeals", `["`+b.index()+`"]`)
		return b.set("repeals", `["`+a.index()+`"]`)
	}},
	{"relation-older", "any act", func(v *victim) int {
		d := v.fresh("written = 2026-10-12", "published = 2026-10-13")
		return v.fresh().set(pick(v, "amends", "repeals", "replaces"), `["`+d.index()+`"]`)
	}},
	{"repeal-twice", "title", func(v *victim) int {
		old := v.fresh("written = 2025-02-10", "published = 2025-02-11")
		v.fresh("written = 2025-02-20", "published = 2025-02-21", `repeals = ["`+old.index()+`"]`)
		return v.fresh().set(pick(v, "repeals", "replaces"), `["`+old.index()+`"]`)
	}},
	{"interpretation-early", "days", func(v *victim) int {
		i := interpret(v, v.policy(), -1-v.IntN(20))
		return i.header("published") + 1
	}},
	{"interpretation-late", "weeks", func(v *victim) int {
		i := interpret(v, v.policy(inYear(v, 2026)...), 10+v.IntN(40), `form = ["文字", "图解", "问答"]`)
		return i.header("published") + 1
	}},
	{"interpretation-alone", "no target", func(v *victim) int {
		return v.fresh(`category = "zcjd/wzjd"`).set("class", `"政策解读"`)
	}},
	{"consultation-short", "backwards", func(v *victim) int {
		d := consult(v, 30)
		return d.set("consultation", `{opens = 2025-09-30, closes = 2025-09-01, channel = "电子邮箱"}`)
	}},
	{"date-order", "repealed before written", func(v *victim) int {
		return v.fresh(`repealed_by = "市政府决定（霁政发〔2024〕3号）"`).set("repealed", day(v, 2024))
	}},
	{"index-number-address", "too long", func(v *victim) int { return v.fresh().set("index_number", `"`+strings.Repeat("9", 400+v.IntN(90))+`"`) }},
	{"consultation-short", "days", func(v *victim) int { return consult(v, 3+v.IntN(25)).header("consultation") + 1 }},
	{"feedback-late", "weeks", func(v *victim) int {
		d := consult(v, 30)
		f := v.fresh(`class = "意见反馈"`, `category = "zcfg/yjfk"`, `feedback_on = ["`+d.index()+`"]`)
		f.set("written", later(d, "published", 75+v.IntN(40)))
		return f.set("published", later(f, "written", 1))
	}},
	{"attachment-missing", "file", func(v *victim) int {
		return v.fresh().set("attachments", fmt.Sprintf(`[{file = "没有%d.xlsx", title = "申请表"}]`, v.IntN(99)))
	}},
	{"attachment-listed", "not there", func(v *victim) int {
		return v.fresh().paragraph(0, "%s", pick(v, "附件：申请表", "附件：1.申请表", "附件：1. 申请表；2. 承诺书", "附件:航道作业安排表"))
	}},
	{"attachment-unmentioned", "in the header", func(v *victim) int {
		d := v.fresh(`doc_number = "霁交办〔2025〕` + digits(v, 5) + `号"`)
		name := v.file(".csv", "名称,数量\n疏浚船,2\n")
		v.at = d
		return d.set("attachments", `[{file = "`+name+`", title = "船舶一览"}]`)
	}},
	{"title-duplicate", "twice", func(v *victim) int {
		v.fresh("written = 2025-02-10", "published = 2025-02-11")
		return v.fresh().set("title", `"`+v.more[0].value("title")+`"`)
	}},
	{"heading-repeats-title", "first", func(v *victim) int {
		d := v.fresh()
		d.lines[d.body] = "\n# " + d.value("title")
		return d.body + 2
	}},

	{"link-file-type", "program", func(v *victim) int {
		d := v.fresh()
		name := v.file(pick(v, ".exe", ".js", ".bat"), "x")
		v.at = d
		return d.sentence("请下载[登记程序](%s)。", name)
	}},

	// Personal data in attachments.
	{"id-number", "CSV", func(v *victim) int { return attach(v, ".csv", "姓名,号码\n王某,"+idNumber(v)+"\n") }},
	{"id-number", "TXT", func(v *victim) int { return attach(v, ".txt", "一、王某\n"+idNumber(v)+"\n") }},
	{"id-number", "XLSX", func(v *victim) int { return attach(v, ".xlsx", sheet("visible", "", "王某", idNumber(v))) }},
	{"id-number", "XLSX, hidden sheet", func(v *victim) int { return attach(v, ".xlsx", sheet("veryHidden", "", "王某", idNumber(v))) }},
	{"id-number", "XLSX, hidden row", func(v *victim) int { return attach(v, ".xlsx", hidden(`<row r="2" hidden="1">`, idNumber(v))) }},
	{"id-number", "XLSX, comment", func(v *victim) int {
		return attach(v, ".xlsx", hidden(`<row r="2">`, "2", "xl/comments1.xml", "<comments><commentList><comment><text><t>王某"+idNumber(v)+"</t></text></comment></commentList></comments>"))
	}},
	{"id-number", "DOCX, comment", func(v *victim) int {
		return attach(v, ".docx", docx("名单如下", "", "word/comments.xml", "<w:comment><w:p><w:r><w:t>王某"+idNumber(v)+"</w:t></w:r></w:p></w:comment>"))
	}},
	{"id-number", "DOCX, header", func(v *victim) int {
		return attach(v, ".docx", docx("名单如下", "", "word/header1.xml", "<w:hdr><w:p><w:r><w:t>王某"+idNumber(v)+"</w:t></w:r></w:p></w:hdr>"))
	}},
	{"id-number", "DOCX", func(v *victim) int { return attach(v, ".docx", docx("王某，"+idNumber(v), "")) }},
	{"id-number", "DOCX, deleted", func(v *victim) int { return attach(v, ".docx", docx("名单如下", "王某，"+idNumber(v))) }},
	{"bank-card", "CSV", func(v *victim) int { return attach(v, ".csv", "姓名,账号\n王某,"+bankCard(v)+"\n") }},
	{"bank-card", "XLSX", func(v *victim) int { return attach(v, ".xlsx", sheet("visible", "", "银行卡号", bankCard(v))) }},
	{"mobile-phone", "CSV", func(v *victim) int { return attach(v, ".csv", "姓名,电话\n王某,139"+digits(v, 8)+"\n") }},
	{"mobile-phone", "XLSX", func(v *victim) int { return attach(v, ".xlsx", sheet("visible", "", "王某", "138"+digits(v, 8))) }},
	{"personal-column", "CSV", func(v *victim) int { return attach(v, ".csv", "姓名,身份证号\n王某,4401"+digits(v, 14)+"\n") }},
	{"document-author", "XLSX", func(v *victim) int {
		return attach(v, ".xlsx", sheet("visible", pick(v, "张三丰", "李建国", "王芳"), "疏浚船", "2"))
	}},
	{"attachment-damaged", "cut", func(v *victim) int {
		data := sheet("visible", "", "疏浚船", digits(v, 3))
		return attached(v, ".xlsx", data[:len(data)/2])
	}},
	{"attachment-formula", "sum", func(v *victim) int {
		attached(v, ".csv", "名称,数量\n疏浚船,=SUM(B"+digits(v, 2)+")\n")
		v.at = v.more[len(v.more)-1]
		return 0
	}},
	{"attachment-wrong-type", "CSV as XLSX", func(v *victim) int { return attached(v, ".xlsx", "名称,数量\n疏浚船,"+digits(v, 2)+"\n") }},

	// Records of review.
	{"review-secrecy-missing", "none", func(v *victim) int { return reviewed(v, "", steps...).header("review") + 1 }},
	{"review-steps-missing", "one", func(v *victim) int {
		i := v.IntN(3)
		return reviewed(v, "", append([]string{secrecy}, append(append([]string{}, steps[:i]...), steps[i+1:]...)...)...).header("review") + 1
	}},
	{"review-author-missing", "none", func(v *victim) int {
		return reviewed(v, "", append([]string{secrecy}, steps...)...).drop("author")
	}},
	{"review-by-author", "first", func(v *victim) int {
		d := reviewed(v, "", append([]string{secrecy}, steps...)...)
		d.set("author", pick(v, `"李某"`, `"赵某"`, `"孙某"`))
		return d.header("review") + 1
	}},
	{"review-conclusion-forbids", "no", func(v *victim) int {
		return reviewed(v, fmt.Sprintf(`{kind = "保密审查", by = "钱某", on = 2026-03-05, conclusion = "%s"}`, pick(v, "不宜公开", "涉及国家秘密，不予公开", "建议依申请公开", "不同意公开")), steps...).header("review") + 1
	}},
	{"review-conclusion-unclear", "read", func(v *victim) int {
		return reviewed(v, fmt.Sprintf(`{kind = "保密审查", by = "钱某", on = 2026-03-05, conclusion = "%s"}`, pick(v, "已阅", "已审", "按规定办理")), steps...).header("review") + 1
	}},
	{"review-incomplete", "by whom", func(v *victim) int {
		return reviewed(v, pick(v, `{kind = "保密审查", on = 2026-03-05, conclusion = "可以公开"}`, `{kind = "保密审查", by = "钱某", conclusion = "可以公开"}`, `{kind = "保密审查", by = "钱某", on = 2026-03-05}`), steps...).header("review") + 1
	}},
	{"review-order", "days", func(v *victim) int {
		return reviewed(v, secrecy, steps[0], `{kind = "复审复校", by = "赵某", on = 2026-02-20, conclusion = "同意"}`, steps[2]).header("review") + 1
	}},
	{"review-after-publication", "days", func(v *victim) int {
		return reviewed(v, fmt.Sprintf(`{kind = "保密审查", by = "钱某", on = 2026-04-%02d, conclusion = "可以公开"}`, 1+v.IntN(30)), steps...).header("review") + 1
	}},
	{"review-same-person", "twice", func(v *victim) int {
		return reviewed(v, secrecy, steps[0], `{kind = "复审复校", by = "李某", on = 2026-02-25, conclusion = "同意"}`, steps[2]).header("review") + 1
	}},
}

// absentFaults are the classes of what is not there, which is known only when there are no
// errors.
var absentFaults = []fault{
	{"summary-missing", "one in a column", func(v *victim) int { // said of the newest alone
		columns := []string{"zcfg/qtwj", "zcfg/qlqk", "jgzn/zyzz", "jgzn/ldfg", "jgzn/nsjg", "ghjh/zxgh", "ghjh/ndjh", "tjxx/tjgb", "czxx/sfxm", "czxx/zxzj"}
		return v.fresh("summary", `category = "`+columns[*v.serial%len(columns)]+`"`).header("title") + 1
	}},
	{"interpretation-missing", "none", func(v *victim) int {
		d := v.policy(inYear(v, 2026)...)
		return d.header("title") + 1
	}},
	{"interpretation-forms", "one", func(v *victim) int {
		d := v.policy(inYear(v, 2026)...)
		interpret(v, d, 0, `form = ["文字"]`)
		v.at = d
		return d.header("title") + 1
	}},
	{"feedback-missing", "none", func(v *victim) int { return consult(v, 30+v.IntN(15)).header("consultation") + 1 }},
	{"attachment-unused", "file", func(v *victim) int { v.file(".csv", "名称,数量\n疏浚船,2\n"); return 0 }},
}

// later is the day of a key and some days.
func later(v *victim, key string, days int) string {
	d, err := time.Parse(time.DateOnly, v.value(key))
	if err != nil {
		panic(err) // what fresh made
	}
	return d.AddDate(0, 0, days).Format(time.DateOnly)
}

// inYear are the days of a document that was made in another year.
func inYear(v *victim, year int) []string {
	d := v.workday(year)
	return []string{"written = " + d.Format(time.DateOnly), "published = " + d.AddDate(0, 0, 1).Format(time.DateOnly)}
}

// interpret makes an interpretation of a document so many days after it.
func interpret(v *victim, d *victim, days int, headers ...string) *victim {
	on := later(d, "published", days)
	return v.fresh(append([]string{`class = "政策解读"`, `category = "zcjd/wzjd"`, "written = " + on, "published = " + on, `interprets = ["` + d.index() + `"]`}, headers...)...)
}

// consult makes a consultation of so many days, which ended long ago.
func consult(v *victim, days int) *victim {
	d := v.fresh(append(inYear(v, 2026), `class = "意见征集"`, `category = "zcfg/yjzj"`)...)
	d.set("consultation", fmt.Sprintf(`{opens = %s, closes = %s, channel = "电子邮箱"}`, d.value("published"), later(d, "published", days-1)))
	return d
}

// attach makes a document with an attachment, which holds the fault; nothing in it has a
// line.
func attach(v *victim, ext, text string) int {
	attached(v, ext, text)
	v.at = v.more[1]
	return 0
}

// attached makes a document with an attachment, of which the document says something.
func attached(v *victim, ext, text string) int {
	d := v.fresh()
	name := v.file(ext, text)
	v.at = d
	line := d.set("attachments", `[{file = "`+name+`", title = "船舶一览"}]`)
	d.paragraph(0, "附件：船舶一览")
	return line
}

// The records of a document that was reviewed as it should be.
const secrecy = `{kind = "保密审查", by = "钱某", on = 2026-02-26, conclusion = "可以公开"}`

var steps = []string{
	`{kind = "初审初校", by = "李某", on = 2026-02-24, conclusion = "同意"}`,
	`{kind = "复审复校", by = "赵某", on = 2026-02-25, conclusion = "同意"}`,
	`{kind = "终审终校", by = "孙某", on = 2026-02-26, conclusion = "同意公开"}`,
}

// reviewed makes a document of a class whose review is demanded, with these records.
func reviewed(v *victim, first string, more ...string) *victim {
	list := first
	for _, m := range more {
		if list != "" {
			list += ", "
		}
		list += m
	}
	return v.fresh("written = 2026-03-05", "published = 2026-03-06", `class = "公开制度"`, `category = "zfxxgk/gkzd"`, `author = "周某"`, "review = ["+list+"]")
}

// sheet is a workbook of one sheet with one row.
func sheet(state, author string, cells ...string) string {
	row := `<row r="1">`
	for _, c := range cells {
		row += cell(c)
	}
	return workbook(state, row+"</row>", "docProps/core.xml", "<cp><dc:creator>"+author+"</dc:creator></cp>")
}

// hidden is a workbook whose second row begins so, and has other parts.
func hidden(row, value string, parts ...string) string {
	return workbook("visible", `<row r="1">`+cell("疏浚船")+"</row>"+row+cell(value)+"</row>", parts...)
}

func cell(text string) string { return `<c t="inlineStr"><is><t>` + text + "</t></is></c>" }

func workbook(state, rows string, parts ...string) string {
	return zipped(append([]string{
		"[Content_Types].xml", "<Types/>",
		"xl/workbook.xml", `<workbook><sheets><sheet name="名单" r:id="r1" state="` + state + `"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}, parts...)...)
}

// docx is a text of one paragraph, and another that was deleted with changes tracked, and
// other parts.
func docx(text, deleted string, parts ...string) string {
	return zipped(append([]string{
		"[Content_Types].xml", "<Types/>",
		"word/document.xml", "<w:document><w:body><w:p><w:r><w:t>" + text + "</w:t></w:r></w:p><w:p><w:del><w:r><w:delText>" + deleted + "</w:delText></w:r></w:del></w:p></w:body></w:document>"}, parts...)...)
}

// zipped is an archive of files: a name and a text each.
func zipped(files ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err == nil {
			_, err = w.Write([]byte(files[i+1]))
		}
		if err != nil {
			panic(err) // memory takes all
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.String()
}
