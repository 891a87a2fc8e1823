package statutory

import (
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/annual"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/lazy"
)

const reportForm = regulation + "第五十条；《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）"

// newForm is the first year of whose report the form of 2021 asks for six parts and
// three tables.
const newForm = 2021

const whichReports = "查信息类别是“年度报告”、2021年及以后的报告，年度看标题；正文只有附件的不查。"

var reportParts = check.Rule{
	Rule: diag.Rule{Code: "annual-report-parts", Severity: diag.Warning, Title: "年度报告的部分不全",
		Explain: "年度报告依次有六个部分：总体情况，主动公开政府信息情况，收到和处理政府信息公开申请情况，行政复议、行政诉讼情况，存在的主要问题及改进情况，其他需要报告的事项。没有内容的部分也要写明没有。" + whichReports,
		Source:  reportForm, Repair: "补上缺少的部分。", Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "## 一、总体情况\n\n## 二、主动公开政府信息情况", Right: "## 六、其他需要报告的事项\n\n全年没有收取信息处理费，没有其他需要报告的事项。"}}},
	Body: func(b *check.Body) {
		if reportOf(b) < newForm {
			return
		}
		raw := string(b.Raw)
		var missing []string
		for _, part := range [...][2]string{
			{"总体情况", "总体情况"}, {"主动公开政府信息情况", "主动公开政府信息情况|主动公开政府信息的情况"},
			{"收到和处理政府信息公开申请情况", "收到和处理政府信息公开申请"}, {"行政复议、行政诉讼情况", "提起行政诉讼|行政复议、行政诉讼"},
			{"存在的主要问题及改进情况", "存在的主要问题|主要问题及改进|存在问题"}, {"其他需要报告的事项", "其他需要报告"},
		} {
			if !config.HoldsWord(raw, part[1]) {
				missing = append(missing, part[0])
			}
		}
		if len(missing) > 0 {
			b.Report(b.AtPlace(b.File, b.Locate(b.File, "title"), "年度报告没有写%s", strings.Join(missing, "；")))
		}
	},
}

var reportSection = check.Rule{
	Rule: diag.Rule{Code: "annual-report-section", Severity: diag.Warning, Title: "年度报告的表格没有放处",
		Explain: "年度报告的三张表由数据文件（data）生成，放在第二、三、四部分的最后。正文里没有这一部分的二级标题（## 二、主动公开政府信息情况），表格只能放在正文最后。",
		Source:  reportForm, Repair: "写上这一部分的二级标题。",
		Examples: []diag.Example{{Wrong: "二、主动公开政府信息情况", Right: "## 二、主动公开政府信息情况"}}},
	Body: func(b *check.Body) {
		if b.Document == nil || b.More == nil || b.More.Data == "" || !annual.IsReport(b.Record) || withdrawn(b) {
			return
		}
		var missing []string
		for i := range annual.FormFor(newForm).Tables { // the sections are the same in all forms
			if t := &annual.FormFor(newForm).Tables[i]; !t.HasPlace(b.Result.Headings) {
				missing = append(missing, "“"+t.Title+"”")
			}
		}
		if missing != nil {
			b.Report(b.AtPlace(b.File, b.Locate(b.File, "data"), "正文没有%s的二级标题，表格放在了正文最后", strings.Join(missing, "、")))
		}
	},
}

// reportOf is the year of the report that a body holds; 0 when it holds none.
func reportOf(b *check.Body) int {
	if b.Document == nil || b.Class == nil || b.Class.Page != "reports" || withdrawn(b) || len(b.Raw) < leastOrder {
		return 0
	}
	if m := titleYear.FindStringSubmatch(b.Title); m != nil {
		year, _ := strconv.Atoi(m[1]) // four digits
		return year
	}
	return b.Document.Published.Year() - 1
}

var reportBlank = check.Rule{
	Rule: diag.Rule{Code: "annual-report-blank", Severity: diag.Warning, Title: "年度报告的表格有空格",
		Explain: "年度报告的三张表里，没有的数写0，空着的分不清是没有还是漏填。查有数字的行里数字后面的空格、短横和斜线；前面的空格（合并的单元格）不算。" + whichReports,
		Source:  reportForm, Repair: "没有的写0。", Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "| 行政复议 | 1 | | 0 | | 1 |", Right: "| 行政复议 | 1 | 0 | 0 | 0 | 1 |"}}},
	PerFile: true,
	Body: func(b *check.Body) {
		if reportOf(b) < newForm {
			return
		}
		var joined []bool // the columns without a heading, which a number is as wide as
		for t := range b.Lines {
			if !strings.HasPrefix(t.Text, "|") {
				joined = nil
				continue
			}
			if rowName(t.Text) == "信息内容" {
				joined = blanksOf(t.Text)
			}
			at, counted, column := 1, false, -1
			for cell := range strings.SplitSeq(strings.TrimSuffix(strings.TrimRight(t.Text[1:], " "), "|"), "|") {
				column++
				switch word := strings.TrimSpace(cell); {
				case isNumber(word):
					counted = true
				case word == "" && column < len(joined) && joined[column]:
				case counted && strings.Trim(word, "-–—―－─/／") == "":
					from := at + len(cell) - len(strings.TrimLeft(cell, " "))
					if word == "" {
						from, word = at, cell
					}
					b.Report(b.At(t, from, from+len(word), "“%s”一行的表格有空格，没有的应写0", rowName(t.Text)))
				}
				at += len(cell) + 1
			}
		}
	},
}

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	return err == nil
}

// blanksOf tells which cells of a row are empty.
func blanksOf(row string) (blank []bool) {
	for cell := range strings.SplitSeq(strings.TrimSuffix(strings.TrimRight(row[1:], " "), "|"), "|") {
		blank = append(blank, strings.TrimSpace(cell) == "")
	}
	return blank
}

// rowName is the first cell of a row that is not empty.
func rowName(row string) string {
	for cell := range strings.SplitSeq(row, "|") {
		if s := strings.TrimSpace(cell); s != "" {
			return s
		}
	}
	return ""
}

var reportCount = check.Rule{
	Rule: diag.Rule{Code: "annual-report-count", Severity: diag.Notice, Title: "年度报告的规范性文件件数与目录不符",
		Explain: "年度报告写明本年制发行政规范性文件多少件，目录里这个机构当年成文的行政规范性文件应是同样多；不同的，不是报告写错，就是文件没有公开或者信息类别写错。目录里没有这个机构的规范性文件的不查；联合发文算在主办机关。" + whichReports,
		Source:  reportForm + "（不得虚报、漏报）；本软件约定", Repair: "核对报告的表格和目录中的文件。", Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "| 行政规范性文件 | 3 | 0 | 10 |  # 目录里当年成文的只有2件", Right: "| 行政规范性文件 | 2 | 0 | 9 |"}}},
	Asks: func(b *check.Body) bool { return reportOf(b) >= newForm },
	Body: func(b *check.Body) {
		year := reportOf(b)
		if year < newForm || len(b.Issuers) == 0 {
			return
		}
		made := check.Once(b.Site, madeKey{}, func() map[made]int { return countMade(b.Site) })
		if made[madeBy(b, 0)] == 0 {
			return
		}
		t, from, to := claimOf(b)
		if to == 0 {
			return
		}
		claim, _ := strconv.Atoi(t.Text[from:to]) // digits
		if n := made[madeBy(b, year)]; n != claim {
			b.Report(b.At(t, from, to, "年度报告写着%d年制发行政规范性文件%d件，目录里%s当年成文的有%d件", year, claim, b.Issuers[0].Name, n))
		}
	},
}

// made is a body and a year, 0 for all years.
type made struct {
	by   *config.Issuer
	year int
}

type madeKey struct{}

func madeBy(b *check.Body, year int) made { return made{b.Issuers[0], year} }

// countMade counts the 行政规范性文件 of all bodies by year of 成文日期.
func countMade(s *check.Site) map[made]int {
	n := map[made]int{}
	for i := range s.Documents {
		if d := &s.Documents[i]; d.Class != nil && d.Class.Unified && len(d.Issuers) > 0 {
			n[made{d.Issuers[0], d.Written.Year()}]++
			n[made{d.Issuers[0], 0}]++
		}
	}
	return n
}

// claimOf finds how many 行政规范性文件 a report says were made: the first number in the
// row of that name below 本年制发件数; to is 0 when there is none.
func claimOf(b *check.Body) (t *check.Text, from, to int) {
	headed := false
	for t := range b.Lines {
		headed = headed || strings.Contains(t.Text, "制发件数")
		if !headed {
			continue
		}
		if m := claimRow.FindStringSubmatchIndex(t.Text); m != nil {
			return t, m[2], m[3]
		}
	}
	return t, 0, 0
}

var claimRow = lazy.Compile(`^\|[^|]*(?:\|[^|0-9]*)?行政规范性文件[\s*]*\|[\s*]*([0-9]{1,6})[\s*]*\|`)
