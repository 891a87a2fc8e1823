package annual

import (
	"slices"
	"strings"
)

// Form is a national form of the report.
type Form struct {
	Year   int // from which on it is asked for; what a file calls it
	Source string
	Tables []Table
}

// Table is one of the tables 2 to 4, with the section at whose end it stands.
type Table struct {
	Key     string // of the table in the file of data
	Number  int    // 2, 3, 4
	Section string // the words that the heading of its section has, divided by |
	Title   string // of the section, with its number
	Caption string
	Wide    bool // its rows stand side by side, in one row of the page
	Blocks  []Block
}

// Table gives the table of a key, which the form has.
func (f *Form) Table(key string) *Table {
	i := slices.IndexFunc(f.Tables, func(t Table) bool { return t.Key == key })
	return &f.Tables[i]
}

// Block is rows that have the same columns.
type Block struct {
	Title   string // the heading above it; "" for none
	Columns []Column
	Rows    []Row
}

// Column is a column of numbers.
type Column struct {
	Kind
	Names []string // its headings, the outer ones first
}

// Row is a row of numbers.
type Row struct {
	Key   string   // in the file of data
	Names []string // its headings, the outer ones first
}

// Name is what messages call a row: its headings, one behind the other, without the one
// that nearly all results have.
func (r *Row) Name() string {
	if len(r.Names) > 1 && r.Names[0] == done {
		return strings.Join(r.Names[1:], "：")
	}
	return strings.Join(r.Names, "：")
}

// Name is what messages call a column: its innermost heading.
func (c *Column) Name() string { return c.Names[len(c.Names)-1] }

// Kind is what numbers a column takes.
type Kind uint8

// The kinds.
const (
	Count  Kind = iota // a whole number, 0 or more
	Change             // a whole number, less than 0 for a decrease
	Money              // 0 or more, with decimals
)

// FormFor is the form in which the report of a year is written; nil before there was one.
func FormFor(year int) *Form {
	switch {
	case year >= form2021.Year:
		return &form2021
	case year >= form2019.Year:
		return &form2019
	}
	return nil
}

// The keys of the tables, and of the rows by which one report is compared with another
// and with the catalogue.
const (
	Disclosure   = "disclosure"
	Applications = "applications"
	Proceedings  = "proceedings"

	Regulations    = "regulations"     // 规章
	Normative      = "normative"       // 行政规范性文件
	Received       = "received"        // 一
	CarriedOver    = "carried_over"    // 二
	ResultsTotal   = "results_total"   // 三（七）
	CarriedForward = "carried_forward" // 四
)

// Sections are the words of the headings of the sections that have tables, in order.
var Sections = [...]string{
	"主动公开政府信息情况|主动公开政府信息的情况", "收到和处理政府信息公开申请", "提起行政诉讼|行政复议、行政诉讼|行政复议和行政诉讼",
}

func counts(names ...string) (list []Column) {
	for _, n := range names {
		list = append(list, Column{Count, []string{n}})
	}
	return list
}

func row(key string, names ...string) Row { return Row{key, names} }

// form2021 is the form of 国办公开办函〔2021〕30号.
var form2021 = Form{Year: 2021, Source: "国办公开办函〔2021〕30号", Tables: []Table{
	{Key: Disclosure, Number: 2, Section: Sections[0], Title: "二、主动公开政府信息情况", Caption: "主动公开政府信息情况", Blocks: []Block{
		{"第二十条第（一）项", counts("本年制发件数", "本年废止件数", "现行有效件数"), []Row{row(Regulations, "规章"), row(Normative, "行政规范性文件")}},
		{"第二十条第（五）项", counts("本年处理决定数量"), []Row{row("permits", "行政许可")}},
		{"第二十条第（六）项", counts("本年处理决定数量"), []Row{row("penalties", "行政处罚"), row("coercion", "行政强制")}},
		{"第二十条第（八）项", []Column{{Money, []string{"本年收费金额（单位：万元）"}}}, []Row{row("fees", "行政事业性收费")}},
	}},
	{Key: Applications, Number: 3, Section: Sections[1], Title: "三、收到和处理政府信息公开申请情况", Caption: "收到和处理政府信息公开申请情况",
		Blocks: []Block{{Columns: applicants, Rows: applications(
			row("other_uncorrected", done, other, "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
			row("other_unpaid", done, other, "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
			row("other", done, other, "3.其他"),
		)}}},
	proceedings,
}}

const (
	other = "（六）其他处理"
	done  = "三、本年度办理结果"
)

// balance is what the corner of table 3 says.
const balance = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

var applicants = []Column{
	{Count, []string{"申请人情况", "自然人"}},
	{Count, []string{"申请人情况", "法人或其他组织", "商业企业"}},
	{Count, []string{"申请人情况", "法人或其他组织", "科研机构"}},
	{Count, []string{"申请人情况", "法人或其他组织", "社会公益组织"}},
	{Count, []string{"申请人情况", "法人或其他组织", "法律服务机构"}},
	{Count, []string{"申请人情况", "法人或其他组织", "其他"}},
	{Count, []string{"申请人情况", "总计"}},
}

// applications are the rows of table 3, with those of （六）其他处理, which differ.
func applications(others ...Row) []Row {
	const refused, unavailable, declined = "（三）不予公开", "（四）无法提供", "（五）不予处理"
	rows := []Row{
		row(Received, "一、本年新收政府信息公开申请数量"),
		row(CarriedOver, "二、上年结转政府信息公开申请数量"),
		row("granted", done, "（一）予以公开"),
		row("partly", done, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
		row("refused_secret", done, refused, "1.属于国家秘密"),
		row("refused_law", done, refused, "2.其他法律行政法规禁止公开"),
		row("refused_safety", done, refused, "3.危及“三安全一稳定”"),
		row("refused_third_party", done, refused, "4.保护第三方合法权益"),
		row("refused_internal", done, refused, "5.属于三类内部事务信息"),
		row("refused_process", done, refused, "6.属于四类过程性信息"),
		row("refused_case_file", done, refused, "7.属于行政执法案卷"),
		row("refused_query", done, refused, "8.属于行政查询事项"),
		row("unavailable_not_held", done, unavailable, "1.本机关不掌握相关政府信息"),
		row("unavailable_not_made", done, unavailable, "2.没有现成信息需要另行制作"),
		row("unavailable_unclear", done, unavailable, "3.补正后申请内容仍不明确"),
		row("declined_petition", done, declined, "1.信访举报投诉类申请"),
		row("declined_repeated", done, declined, "2.重复申请"),
		row("declined_publication", done, declined, "3.要求提供公开出版物"),
		row("declined_excessive", done, declined, "4.无正当理由大量反复申请"),
		row("declined_confirmation", done, declined, "5.要求行政机关确认或重新出具已获取信息"),
	}
	return append(append(rows, others...), row(ResultsTotal, done, "（七）总计"), row(CarriedForward, "四、结转下年度继续办理"))
}

var outcomes = counts("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")

var proceedings = Table{Key: Proceedings, Number: 4, Section: Sections[2], Title: "四、政府信息公开行政复议、行政诉讼情况", Caption: "政府信息公开行政复议、行政诉讼情况", Wide: true,
	Blocks: []Block{{Columns: outcomes, Rows: []Row{
		row("reconsideration", "行政复议"), row("direct", "行政诉讼", "未经复议直接起诉"), row("after_reconsideration", "行政诉讼", "复议后起诉"),
	}}}}

// form2019 is the form of the reports of 2019 and 2020 (国办公开办函〔2019〕60号).
var form2019 = Form{Year: 2019, Source: "国办公开办函〔2019〕60号", Tables: []Table{
	{Key: Disclosure, Number: 2, Section: Sections[0], Title: "二、主动公开政府信息情况", Caption: "主动公开政府信息情况", Blocks: []Block{
		{"第二十条第（一）项", counts("本年新制作数量", "本年新公开数量", "对外公开总数量"), []Row{row(Regulations, "规章"), row(Normative, "规范性文件")}},
		{"第二十条第（五）项", projects("处理决定数量"), []Row{row("permits", "行政许可"), row("services", "其他对外管理服务事项")}},
		{"第二十条第（六）项", projects("处理决定数量"), []Row{row("penalties", "行政处罚"), row("coercion", "行政强制")}},
		{"第二十条第（八）项", projects(), []Row{row("fees", "行政事业性收费")}},
		{"第二十条第（九）项", append(counts("采购项目数量"), Column{Money, []string{"采购总金额"}}), []Row{row("procurement", "政府集中采购")}},
	}},
	{Key: Applications, Number: 3, Section: Sections[1], Title: "三、收到和处理政府信息公开申请情况", Caption: "收到和处理政府信息公开申请情况",
		Blocks: []Block{{Columns: applicants, Rows: applications(row("other", done, other))}}},
	proceedings,
}}

func projects(more ...string) []Column {
	return append(append(counts("上一年项目数量"), Column{Change, []string{"本年增/减"}}), counts(more...)...)
}
