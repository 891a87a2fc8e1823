package report

import (
	"fmt"

	"mulu/cmd/mulu/internal/annual"
)

// Requests is 依申请公开统计 of a body and a year: of all applicants what was received and
// answered in each period, and in all of them together.
func Requests(s *annual.Sum) *Table {
	t := &Table{Title: fmt.Sprintf("%s依申请公开统计（%s）", s.By.Name, s.Period()), Heads: []string{"项目"}}
	for _, p := range s.Parts {
		t.Heads = append(t.Heads, p.Name)
	}
	t.Heads = append(t.Heads, "合计")
	n := len(s.Parts)
	t.Short = []int{0, n, n + 1}
	rows := s.Form.Table(annual.Applications).Blocks[0].Rows
	for i := range rows {
		row := []Value{Word(rows[i].Name())}
		for _, p := range s.Parts {
			row = append(row, Count(p.Total(rows[i].Key)))
		}
		t.Rows = append(t.Rows, append(row, Count(s.Total(rows[i].Key))))
	}
	t.Notes = []string{"件数是全部申请人的总计。合计栏的上年结转是第一个时段的，结转下年度是最后一个时段的，其余各行是各时段之和。"}
	if !s.Whole {
		t.Notes = append(t.Notes, "全年的时段还不全，不能与年度报告核对。")
	}
	return t
}
