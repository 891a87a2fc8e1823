package annual

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
)

// Draft is the beginning of a report: what the catalogue knows of it.
type Draft struct {
	Issuer *config.Issuer
	Year   int

	site   *config.Site
	form   *Form
	known  map[string][]string // numbers by table and row, as in a Report
	facts  []string            // what is filled in, for its editor
	public int                 // documents of the body that were published in the year

	requests *Sum // of the whole year; nil when it is not known
}

// NewDraft gathers what is known of a body's report of a year. reports are those that
// there are with data; the body's own of the year before tells what was carried over, and
// the request statistics of the whole year what table 3 has; they may be nil. It is nil for
// a year of which there is no form.
func NewDraft(c *catalogue.Catalogue, by *config.Issuer, year int, reports map[string]*Report, requests *Requests) *Draft {
	d := &Draft{Issuer: by, Year: year, site: &c.Config.Site, form: FormFor(year), known: map[string][]string{}}
	if d.form == nil {
		return nil
	}
	if d.form == &form2021 {
		d.count(NewCounter(c, by))
	}
	if before := byYear(slices.SortedFunc(maps.Values(reports), byFile))[key{by, year - 1}]; before != nil {
		d.carry(before)
	}
	for _, s := range requests.Years() {
		if s.By == by && s.Year == year {
			d.request(s)
		}
	}
	for i := range c.Documents {
		if doc := &c.Documents[i]; doc.Published.Year() == year && len(doc.Issuers) > 0 && doc.Issuers[0] == by {
			d.public++
		}
	}
	if year == c.Today.Year() {
		d.facts = append(d.facts, fmt.Sprintf("%d年还没有结束：以上各数统计到 %s，年底以后重新核对", year, c.Today))
	}
	d.facts = append(d.facts, fmt.Sprintf("主动公开信息：%d年%d条（目录中发布日期在当年的，写在正文里）", year, d.public))
	return d
}

// count fills in the documents that the catalogue counts.
func (d *Draft) count(k *Counter) {
	for _, kind := range kinds {
		made, over, inForce, known := k.Counts(kind.row, d.Year)
		d.known[Disclosure+"."+kind.row] = []string{itoa(made), itoa(over), itoa(inForce)}
		fact := fmt.Sprintf("%s：制发%d件，废止%d件，现行有效%d件（按目录中的文件计算）", kind.class, made, over, inForce)
		if !known {
			fact = kind.class + "：都是0（目录里没有；有的请补上）"
		}
		d.facts = append(d.facts, fact)
	}
}

// carry fills in what the report of the year before carried forward.
func (d *Draft) carry(before *Report) {
	var texts []string
	for _, c := range before.Row(Applications, CarriedForward) {
		if c.Value == nil {
			return
		}
		texts = append(texts, c.Text)
	}
	if len(texts) == 0 {
		return
	}
	d.known[Applications+"."+CarriedOver] = texts
	d.facts = append(d.facts, fmt.Sprintf("上年结转：%s件（%d年报告的结转下年度）", texts[len(texts)-1], before.Year))
}

// request fills in table 3 where all periods of the year are there.
func (d *Draft) request(s *Sum) {
	if !s.Whole {
		d.facts = append(d.facts, fmt.Sprintf("依申请公开：没有填，统计只有%s的，或者中间缺少时段", s.Period()))
		return
	}
	for i := range d.form.Table(Applications).Blocks[0].Rows {
		key := d.form.Table(Applications).Blocks[0].Rows[i].Key
		var texts []string
		for _, v := range s.rows[key] {
			texts = append(texts, figure(v))
		}
		d.known[Applications+"."+key] = texts
	}
	d.requests = s
	d.facts = append(d.facts, fmt.Sprintf("申请情况表：新收%d件，上年结转%d件，办结%d件，结转下年度%d件（按依申请公开统计各时段合计）", s.Total(Received), s.Total(CarriedOver), s.Total(ResultsTotal), s.Total(CarriedForward)))
}

// Facts say what is filled in, a line each.
func (d *Draft) Facts() []string { return d.facts }

// Title is that of the report.
func (d *Draft) Title() string {
	return fmt.Sprintf("%s%d年政府信息公开工作年度报告", d.Issuer.Name, d.Year)
}

// Blank is how many rows of the tables are left to be filled in.
func (d *Draft) Blank() (n int) {
	for _, t := range d.form.Tables {
		for _, b := range t.Blocks {
			for i := range b.Rows {
				if d.known[t.Key+"."+b.Rows[i].Key] == nil {
					n++
				}
			}
		}
	}
	return n
}

// Data is the file of data: what is known, and a pair of quotes for every other number.
func (d *Draft) Data() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s的数据。表格的格式见%s。\n# 一对空的引号是还没有填的：换成数字，不加引号；没有发生的写0。mulu check 提示没有填的和对不上的。\n", d.Title(), d.form.Source)
	fmt.Fprintf(&b, "year = %d\nform = %d\n", d.Year, d.form.Year)
	for _, t := range d.form.Tables {
		fmt.Fprintf(&b, "\n[%s] # %s\n", t.Key, t.Title)
		for i := range t.Blocks {
			d.block(&b, &t, &t.Blocks[i])
		}
	}
	b.WriteString("\n# 正文里的总数、分项和百分比也可以写在这里，一并核对：\n# [[statistic]]\n# name = \"新收申请\"\n# unit = \"件\"\n# total = 33\n# parts = [{name = \"网上申请\", value = 30, percent = 90.9}, {name = \"信函申请\", value = 3, percent = 9.1}]\n")
	return []byte(b.String())
}

func (d *Draft) block(b *strings.Builder, t *Table, block *Block) {
	if t.Key == Applications {
		b.WriteString("# 依次是：自然人；法人或其他组织中的商业企业、科研机构、社会公益组织、法律服务机构、其他；总计\n")
	} else {
		fmt.Fprintf(b, "# %s%s\n", prefixed(block.Title, "："), columnNames(block))
	}
	for i := range block.Rows {
		row := &block.Rows[i]
		values := d.known[t.Key+"."+row.Key]
		if values == nil {
			values = make([]string, len(block.Columns))
			for k := range values {
				values[k] = `""`
			}
		}
		text := values[0]
		if len(values) > 1 {
			text = "[" + strings.Join(values, ", ") + "]"
		}
		fmt.Fprintf(b, "%s = %s # %s\n", row.Key, text, row.Name())
	}
}

func prefixed(s, tail string) string {
	if s == "" {
		return ""
	}
	return s + tail
}

// Body is the text of the report with its six sections. What its editor has to write is
// marked as mulu check finds it.
func (d *Draft) Body() string {
	var b strings.Builder
	contact := d.Issuer.Name
	if d.site.Address != "" || d.site.Phone != "" {
		contact += "（" + strings.Trim(prefixed(d.site.Address, "，")+prefixed(d.site.Phone, ""), "，") + "）"
	}
	fmt.Fprintf(&b, "本报告根据《中华人民共和国政府信息公开条例》和国务院办公厅政府信息与政务公开办公室规定的格式编制。所列数据的统计期限为%d年1月1日至12月31日。对本报告有疑问的，请联系%s。\n\n", d.Year, contact)
	fmt.Fprintf(&b, "## 一、总体情况\n\n（一）主动公开。全年通过政府信息公开目录主动公开信息%d条", d.public)
	if made := d.known[Disclosure+"."+Normative]; made != nil && made[0] != "0" {
		fmt.Fprintf(&b, "，其中行政规范性文件%s件", made[0])
	}
	b.WriteString("。（此处补充：重点领域公开、政策解读、征求意见的情况）\n\n")
	asked := [2]string{"（二）依申请公开。", "新收、办结的件数，申请的主要内容"}
	if s := d.requests; s != nil {
		asked = [2]string{fmt.Sprintf("（二）依申请公开。新收申请%d件，上年结转%d件；办结%d件，结转下年度%d件。", s.Total(Received), s.Total(CarriedOver), s.Total(ResultsTotal), s.Total(CarriedForward)), "申请的主要内容"}
	}
	for _, head := range [...][2]string{
		asked, {"（三）政府信息管理。", "属性认定、保密审查、规范性文件清理"},
		{"（四）政府信息公开平台建设。", "栏目、网站和新媒体"}, {"（五）监督保障。", "考核、社会评议、培训和责任追究结果"},
	} {
		fmt.Fprintf(&b, "%s（此处补充：%s）\n\n", head[0], head[1])
	}
	for i, more := range [...]string{"本年废止件数包括被废止的文件和有效期届满失效的文件。\n\n", "", ""} {
		fmt.Fprintf(&b, "## %s\n\n%s", d.form.Tables[i].Title, more)
	}
	b.WriteString("## 五、存在的主要问题及改进情况\n\n（此处补充：上年问题的整改情况，存在的主要问题，改进措施）\n\n## 六、其他需要报告的事项\n\n（此处补充：收取信息处理费的情况；没有其他事项的写明没有）\n")
	return b.String()
}

// Due is the last day on which the report may be published.
func (d *Draft) Due(c *config.Config) official.Date {
	return c.Check.Columns.AnnualReportDay(d.Year+1, d.Issuer)
}
