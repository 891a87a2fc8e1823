// Package form makes the forms on which an office reviews a document before it is
// published: 政府信息公开保密审查表 and 三审三校单. What the document's header has is filled in,
// what it lacks is a blank to be written by hand.
//
// A form is for the office: it holds names of officials, and those of documents that are
// not public, so it is never part of a site. It knows no day and no clock: the same
// header gives the same bytes.
package form

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/official"
)

// Source reads files by their paths from the site's folder.
type Source interface {
	Read(path string) ([]byte, error)
}

// Read reads the header of one content file, of a document of any kind of disclosure, a
// draft too. The record is nil when an error is among the problems or the file is no
// document.
func Read(src Source, c *config.Config, path string) (*catalogue.Record, []diag.Diagnostic, error) {
	raw, err := src.Read(path)
	if err != nil {
		return nil, nil, fmt.Errorf("读取 %s：%w", path, err)
	}
	data, ds := frontmatter.Clean(path, raw)
	header, more := frontmatter.Parse(path, data)
	ds = append(ds, more...)
	if header.Format == 0 || diag.Count(ds).Errors > 0 {
		return nil, ds, nil
	}
	item, more := catalogue.NewReader(c).Read(path, header.Table, 1)
	ds = append(ds, more...)
	diag.Sort(ds)
	if diag.Count(ds).Errors > 0 {
		return nil, ds, nil
	}
	if item.Record == nil {
		return nil, ds, fmt.Errorf("%s 是页面，不是公开的文件，没有审查表：%w", path, fs.ErrInvalid)
	}
	return item.Record, ds, nil
}

//go:embed form.html
var text string

var page = template.Must(template.New("form.html").Parse(text))

// view is what the template shows.
type view struct {
	Site  string
	Forms []sheet
}

// sheet is the two forms of one document.
type sheet struct {
	Rows        [][]cell
	Attachments []string
	Secrecy     []step
	Steps       []step
	Others      []step
}

// cell is a label and its value.
type cell struct{ Label, Value string }

// step is a line of a form: what is recorded, or blanks.
type step struct{ Name, By, On, Conclusion string }

// Write writes a page of HTML with the forms of the documents, each on sheets of its own.
func Write(w io.Writer, c *config.Config, records []*catalogue.Record) error {
	v := view{Site: c.Title}
	for _, r := range records {
		v.Forms = append(v.Forms, newSheet(r))
	}
	return page.Execute(w, v)
}

func newSheet(r *catalogue.Record) sheet {
	m := r.More
	if m == nil {
		m = &catalogue.More{}
	}
	s := sheet{Rows: rows(r, m)}
	for _, a := range m.Attachments {
		s.Attachments = append(s.Attachments, fmt.Sprintf("%s（%s）", a.Title, a.File))
	}
	s.fill(m.Reviews)
	return s
}

func rows(r *catalogue.Record, m *catalogue.More) [][]cell {
	class, state := "", r.Disclosure.String()
	if r.Class != nil {
		class = r.Class.Name
	}
	if r.Draft {
		state = strings.TrimSpace(state + "（草稿）")
	}
	columns := make([]string, len(r.Categories))
	for i, k := range r.Categories {
		columns[i] = k.Name
	}
	return [][]cell{
		{{"信息标题", r.Title}},
		{{"索引号", r.Index}},
		{{"发布机构", r.IssuerNames()}, {"责任单位", r.Unit}},
		{{"发文字号", r.DocNumber}, {"信息类别", class}},
		{{"公开栏目", strings.Join(columns, "、")}},
		{{"成文日期", day(r.Written)}, {"拟发布日期", day(r.Published)}},
		{{"公开属性", state}, {"拟稿人", m.Author}},
		{{"依据或理由", m.DisclosureBasis}},
	}
}

func day(d official.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Chinese()
}

// secrecySteps are the lines of the form of 保密审查 that stand also when nothing is
// recorded: whoever made the document proposes, the office reviews, a leader decides.
var secrecySteps = []string{"科室负责人意见", "保密审查意见", "分管领导意见"}

var threeSteps = []string{"初审", "初校", "复审", "复校", "终审", "终校"}

// secondNames are the other usual names of the steps, in their order.
var secondNames = []string{"一审", "一校", "二审", "二校", "三审", "三校"}

// fill puts the records where they belong.
func (s *sheet) fill(reviews []catalogue.Review) {
	for _, name := range secrecySteps {
		s.Secrecy = append(s.Secrecy, step{Name: name})
	}
	for _, name := range threeSteps {
		s.Steps = append(s.Steps, step{Name: name})
	}
	for _, r := range reviews {
		if !s.place(r) {
			s.Others = append(s.Others, stepOf(r.Kind, r))
		}
	}
}

// place fills in the lines that a record is of; of several records of one, the last
// counts. It says whether there was any.
func (s *sheet) place(r catalogue.Review) (placed bool) {
	if strings.Contains(r.Kind, "保密") {
		s.Secrecy[1] = stepOf(s.Secrecy[1].Name, r)
		return true
	}
	for i, name := range threeSteps {
		if strings.Contains(r.Kind, name) || strings.Contains(r.Kind, secondNames[i]) {
			s.Steps[i] = stepOf(name, r)
			placed = true
		}
	}
	return placed
}

func stepOf(name string, r catalogue.Review) step {
	return step{Name: name, By: r.By, On: day(r.On), Conclusion: r.Conclusion}
}
