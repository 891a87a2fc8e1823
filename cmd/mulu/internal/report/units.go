package report

import (
	"cmp"
	"fmt"
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
)

// unit is what is counted of one body.
type unit struct {
	name                   string
	documents, year        int
	stale, blank, late     int
	errors, warns, notices int
}

// Units is the table of how each unit does, for the office that supervises them: of every
// issuer what it published, how many of its columns stand still or are empty, what was
// published late, and the problems of its files. ds are the problems of a whole check.
//
// A problem of a document is its leading issuer's; one of a column is the unit's that the
// settings name as its owner, when that is an issuer, else the site's, which is the first
// issuer. 扣分 is by the points of the settings.
func Units(c *catalogue.Catalogue, ds []diag.Diagnostic) *Table {
	units, at := unitsOf(c)
	issuerOf := map[string]int{}
	for i := range c.Documents {
		d := &c.Documents[i]
		if len(d.Issuers) == 0 {
			continue
		}
		k := at[d.Issuers[0].Name]
		issuerOf[d.Path] = k
		units[k].documents++
		if d.Published.Year() == c.Today.Year() {
			units[k].year++
		}
	}
	owners := ownersOf(c, at)
	for _, d := range ds {
		if d.Excused() {
			continue
		}
		k, known := issuerOf[d.File]
		if !known && d.File == config.FileName {
			k = owners[d.Pos.Line]
		}
		units[k].add(&d)
	}
	return tableOf(c, units)
}

func unitsOf(c *catalogue.Catalogue) (units []unit, at map[string]int) {
	at = map[string]int{}
	for i := range c.Config.Issuers {
		at[c.Config.Issuers[i].Name] = i
		units = append(units, unit{name: c.Config.Issuers[i].Name})
	}
	return units, at
}

// ownersOf are the units that own columns, by the line of config.toml on which a problem
// of a column stands.
func ownersOf(c *catalogue.Catalogue, at map[string]int) map[int]int {
	owners := map[int]int{}
	for i := range c.Config.Categories {
		k := &c.Config.Categories[i]
		if is := c.Config.Issuer(k.Owner); is != nil {
			owners[c.Config.At("category", i).Line] = at[is.Name]
			owners[c.Config.At("category", i, "path").Line] = at[is.Name]
			owners[c.Config.At("category", i, "name").Line] = at[is.Name]
		}
	}
	return owners
}

func (u *unit) add(d *diag.Diagnostic) {
	switch d.Code {
	case "column-stale", "column-gap":
		u.stale++
	case "category-empty":
		u.blank++
	case "publication-late", "change-late":
		u.late++
	}
	switch d.Severity {
	case diag.Error:
		u.errors++
	case diag.Warning:
		u.warns++
	case diag.Notice:
		u.notices++
	}
}

func tableOf(c *catalogue.Catalogue, units []unit) *Table {
	points := &c.Config.Report.Points
	t := &Table{Title: fmt.Sprintf("%s信息公开各单位情况表（%s）", c.Config.Site.Name, c.Today), Total: true,
		Heads: []string{"单位", "公开信息", "其中本年", "停更栏目", "空白栏目", "超期公开", "错误", "警告", "提示", "扣分"}}
	lost := func(u *unit) int { return u.errors*points.Error + u.warns*points.Warning + u.notices*points.Notice }
	slices.SortStableFunc(units, func(a, b unit) int { return cmp.Compare(lost(&b), lost(&a)) })
	total := unit{name: "合计"}
	for i := range units {
		u := &units[i]
		t.Rows = append(t.Rows, u.row(lost(u)))
		total.sum(u)
	}
	t.Rows = append(t.Rows, total.row(lost(&total)))
	t.Notes = []string{
		fmt.Sprintf("扣分＝错误×%d＋警告×%d＋提示×%d，扣得多的在前；停更、空白栏目和超期公开已经包括在警告中，另列件数。", points.Error, points.Warning, points.Notice),
		"文件的问题计入牵头的发布机构；栏目的问题计入 config.toml 中的责任单位，责任单位不是发布机构的，计入第一个机构。豁免的问题不计。",
	}
	return t
}

func (u *unit) row(lost int) []Value {
	row := []Value{Word(u.name)}
	for _, n := range []int{u.documents, u.year, u.stale, u.blank, u.late, u.errors, u.warns, u.notices, lost} {
		row = append(row, Count(n))
	}
	return row
}

func (u *unit) sum(o *unit) {
	u.documents, u.year, u.stale, u.blank, u.late = u.documents+o.documents, u.year+o.year, u.stale+o.stale, u.blank+o.blank, u.late+o.late
	u.errors, u.warns, u.notices = u.errors+o.errors, u.warns+o.warns, u.notices+o.notices
}
