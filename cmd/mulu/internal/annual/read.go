package annual

import (
	"fmt"
	"math/big"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/lazy"
	"mulu/cmd/mulu/internal/tree"
)

// IsReport says whether a document is an annual report, so that its data has tables.
func IsReport(r *catalogue.Record) bool { return r.Class != nil && r.Class.Page == "reports" }

// Read reads the data of a document; nil when the text cannot be read. What is wrong or
// missing in it is reported at its place, and left out of the report.
func Read(file string, text []byte, of *catalogue.Record) (*Report, []diag.Diagnostic) {
	text, ds := frontmatter.Clean(file, text)
	if diag.Count(ds).Errors > 0 {
		return nil, ds
	}
	v, more := tree.ConfigLimits.ParseTOML(file, text, 1)
	if ds = append(ds, more...); diag.Count(ds).Errors > 0 {
		return nil, ds
	}
	r := &reader{file: file, data: &ruleData, blank: &ruleBlank, report: &Report{File: file, Record: of, cells: map[string][]Cell{}}}
	if IsReport(of) {
		r.tables(&v)
	} else {
		r.known("", &v, "statistic")
	}
	r.statistics(v.Get("statistic"))
	return r.report, append(ds, r.diags...)
}

// reader reads one file and collects what is wrong with it.
type reader struct {
	file        string
	data, blank *diag.Rule // of what is wrong, and of what is not filled in
	report      *Report
	diags       []diag.Diagnostic
}

func (r *reader) say(d diag.Diagnostic) { r.diags = append(r.diags, d) }

func (r *reader) wrong(at diag.Pos, hint, format string, args ...any) {
	r.say(r.data.At(r.file, at, format, args...).WithHint("%s", hint))
}

// known reports keys of a table that nobody reads.
func (r *reader) known(name string, v *tree.Value, keys ...string) {
	for i := range v.Table {
		e := &v.Table[i]
		if contains(keys, e.Key) {
			continue
		}
		hint := "这里可以写的有：" + strings.Join(keys, "、")
		if near := tree.Nearest(e.Key, keys); near != "" {
			hint = "是不是 " + near + "？"
		}
		r.wrong(e.KeyPos, hint, "不认识的项 %s%s", name, e.Key)
	}
}

func contains(list []string, s string) bool {
	for _, k := range list {
		if k == s {
			return true
		}
	}
	return false
}

const blankRepair = "填上数字；没有的写0。"

// tables reads the year, the form and the tables of a report.
func (r *reader) tables(v *tree.Value) {
	form := r.form(v)
	if form == nil {
		return
	}
	r.report.Form = form
	keys := []string{"year", "form", "statistic"}
	for i := range form.Tables {
		keys = append(keys, form.Tables[i].Key)
	}
	r.known("", v, keys...)
	for i := range form.Tables {
		r.table(&form.Tables[i], v)
	}
}

// form reads the year and the form that a report says it has; nil when it is not that of
// its year, for then every line would be wrong.
func (r *reader) form(v *tree.Value) *Form {
	year := v.Get("year")
	switch {
	case year == nil:
		r.wrong(diag.Pos{Line: 1, Col: 1}, "例如 year = 2025", "没有写明是哪一年的报告（year）")
		return nil
	case year.Value.Kind != tree.Int || year.Value.Int < 1900 || year.Value.Int > 2999:
		r.wrong(year.Value.Pos, "例如 year = 2025，不加引号", "报告的年份（year）应是四位数字，写的是%s", shown(&year.Value))
		return nil
	}
	r.report.Year, r.report.yearAt = int(year.Value.Int), year.Value.Pos
	form := FormFor(r.report.Year)
	if form == nil {
		r.wrong(year.Value.Pos, "以前的报告只写正文，不要 data（数据文件）这一项", "%d年度的报告没有统一的表格", r.report.Year)
		return nil
	}
	if f := v.Get("form"); f != nil && (f.Value.Kind != tree.Int || f.Value.Int != int64(form.Year)) {
		r.wrong(f.Value.Pos, fmt.Sprintf("写 form = %d，不加引号；各行的写法见 mulu explain annual-report", form.Year), "%d年度的报告用%d年的格式（%s），写的是%s", r.report.Year, form.Year, form.Source, shown(&f.Value))
		return nil
	}
	return form
}

// table reads one of the tables.
func (r *reader) table(t *Table, v *tree.Value) {
	e := v.Get(t.Key)
	if e == nil || e.Value.Kind != tree.Table {
		r.say(r.blank.At(r.file, diag.Pos{Line: 1, Col: 1}, "没有“%s”的数据（[%s]）", t.Title, t.Key).WithHint("%s", blankRepair))
		return
	}
	var keys []string
	for _, b := range t.Blocks {
		for i := range b.Rows {
			keys = append(keys, b.Rows[i].Key)
			r.row(t, &b, &b.Rows[i], e)
		}
	}
	r.known(t.Key+".", &e.Value, keys...)
}

// row reads the numbers of a row; a row of one number is that number.
func (r *reader) row(t *Table, b *Block, row *Row, in *tree.Entry) {
	e := in.Value.Get(row.Key)
	if e == nil {
		r.say(r.blank.At(r.file, in.KeyPos, "“%s”没有填（%s）", row.Name(), row.Key).WithHint("%s", blankRepair))
		return
	}
	values := []tree.Value{e.Value}
	if n := len(b.Columns); n > 1 {
		if e.Value.Kind == tree.List {
			values = e.Value.List
		}
		if e.Value.Kind != tree.List || len(values) != n {
			r.wrong(e.Value.Pos, fmt.Sprintf("依次是%s；没有的写0", columnNames(b)), "“%s”应有%d个数，写了%d个", row.Name(), n, len(values))
			return
		}
	}
	cells := make([]Cell, len(values))
	blank := 0
	for i := range values {
		cells[i] = r.cell(row.Name(), &b.Columns[i], &values[i])
		if cells[i].Text == "" {
			if blank++; blank == 1 {
				defer func(at diag.Pos) {
					r.say(r.blank.At(r.file, at, "“%s”%s没有填", row.Name(), blanks(b, cells)).WithHint("%s", blankRepair))
				}(values[i].Pos)
			}
		}
	}
	r.report.cells[t.Key+"."+row.Key] = cells
}

// blanks says which cells of a row are blank.
func blanks(b *Block, cells []Cell) string {
	if len(b.Columns) == 1 {
		return ""
	}
	var names []string
	for i := range cells {
		if cells[i].Text == "" {
			names = append(names, b.Columns[i].Name())
		}
	}
	if len(names) == len(cells) {
		return "一行都"
	}
	return "一行的“" + strings.Join(names, "”“") + "”"
}

func columnNames(b *Block) string {
	names := make([]string, len(b.Columns))
	for i := range names {
		names[i] = b.Columns[i].Name()
	}
	return strings.Join(names, "、")
}

// plain is a number that is worth adding up; it has no exponent, and ends soon.
var plain = lazy.Compile(`^[+-]?[0-9]{1,15}(?:\.[0-9]{1,6})?$`)

// number reads a number as it is written; nil for what is none.
func number(v *tree.Value) (text string, value *big.Rat) {
	if v.Kind != tree.Int && v.Kind != tree.Float {
		return "", nil
	}
	text = strings.TrimPrefix(strings.ReplaceAll(v.Str, "_", ""), "+")
	if !plain.MatchString(text) {
		return "", nil
	}
	value, _ = new(big.Rat).SetString(text)
	return text, value
}

// cell reads a number of a table. An empty text stands for what is to be filled in.
func (r *reader) cell(row string, c *Column, v *tree.Value) Cell {
	if v.Kind == tree.String && strings.TrimSpace(v.Str) == "" {
		return Cell{Pos: v.Pos}
	}
	bad := func(format string, args ...any) Cell {
		r.wrong(v.Pos, "写数字，不加引号、单位和逗号；没有的写0", "“%s”的“%s”"+format, append([]any{row, c.Name()}, args...)...)
		return Cell{Pos: v.Pos, Text: "?"}
	}
	text, value := number(v)
	switch {
	case value == nil:
		return bad("应是数字，写的是%s", shown(v))
	case c.Kind != Money && strings.Contains(text, "."): // 5.0, too: it would be shown so
		return bad("应是整数，写的是%s", text)
	case c.Kind != Change && value.Sign() < 0:
		return bad("不能小于0，写的是%s", text)
	}
	return Cell{v.Pos, text, value}
}

// shown quotes a value for a message.
func shown(v *tree.Value) string {
	if v.Str == "" {
		return v.Kind.String()
	}
	const most = 20 // characters
	if text := []rune(v.Str); len(text) > most {
		return "“" + string(text[:most]) + "…”"
	}
	return "“" + v.Str + "”"
}
