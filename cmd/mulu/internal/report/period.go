package report

import (
	"fmt"

	"mulu/cmd/mulu/internal/stats"
)

// Monitor is 监测表.
func Monitor(title string, m *stats.Monitor) *Table {
	t := &Table{Title: fmt.Sprintf("%s信息公开监测表（%s）", title, m.Name), Total: true}
	t.Heads = []string{"发布机构"}
	if m.By == stats.ByResponsible {
		t.Heads[0] = "责任单位"
	}
	t.Heads = append(append(t.Heads, m.Columns...), "本期合计", "本年以前各期", "本年累计", "历年累计")
	n := len(m.Columns)
	t.Short = []int{0, n + 1, n + 2, n + 3, n + 4}
	for _, r := range m.Rows {
		t.Rows = append(t.Rows, monitorRow(&r))
	}
	t.Rows = append(t.Rows, monitorRow(&m.Total))
	t.Notes = []string{
		fmt.Sprintf("统计时段：%s 至 %s；本年自 %s 起。", m.From, m.To, m.Begin),
		"只计主动公开的信息，按发布日期；联合发文计入牵头机构，归入几个栏目的计入第一个。本期合计＋本年以前各期＝本年累计。",
	}
	return t
}

func monitorRow(r *stats.MonitorRow) []Value {
	row := []Value{Word(r.Unit)}
	for _, n := range r.Cells {
		row = append(row, Count(n))
	}
	return append(row, Count(r.Period), Count(r.Before), Count(r.Cumulative), Count(r.All))
}

// Columns are the totals of 监测表 by category, as a table of their own for where the
// whole is too wide.
func Columns(m *stats.Monitor) *Table {
	t := &Table{Title: "按栏目", Heads: []string{"栏目", "本期"}, Total: true}
	for i, name := range m.Columns {
		t.Rows = append(t.Rows, []Value{Word(name), Count(m.Total.Cells[i])})
	}
	t.Rows = append(t.Rows, []Value{Word("合计"), Count(m.Total.Period)})
	return t
}

// Goals says whether the site's targets are met.
func Goals(title string, gs []stats.Goal, day string) *Table {
	t := &Table{Title: fmt.Sprintf("%s信息公开目标完成情况（截至 %s）", title, day), Heads: []string{"序号", "目标", "机构或单位", "统计时段", "应公开", "已公开", "情况", "说明"}}
	counts := map[stats.Status]int{}
	for i, g := range gs {
		whom := g.Issuer
		if g.Unit != "" {
			whom = g.Unit
		}
		if whom == "" {
			whom = "全部"
		}
		counts[g.Status]++
		t.Rows = append(t.Rows, []Value{Count(i + 1), Word(g.Name), Word(whom), Word(g.Period.Name), Count(g.ReportTarget.Count), Count(g.Count), Word(g.Status.String()), Word(g.NotApplicable)})
	}
	t.Notes = []string{fmt.Sprintf("目标 %d 项：完成 %d，进行中 %d，未完成 %d，不适用 %d。", len(gs), counts[stats.Met], counts[stats.Open], counts[stats.Missed], counts[stats.NotApplicable])}
	return t
}
