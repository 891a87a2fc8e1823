package annual

import (
	"mulu/cmd/mulu/internal/diag"
)

// check checks the periods: each by itself, with the one before of the same body, and the
// first one with the report of the year before.
func (q *Requests) check(reports map[key]*Report) (ds []diag.Diagnostic) {
	if q == nil {
		return nil
	}
	for i, t := range q.Tallies {
		for _, d := range t.numbers.solve(t.table(), t.numbers.broken(t.table())) {
			d.Code, d.Severity = ruleRequestSum.Code, ruleRequestSum.Severity
			d.Message = t.Name + "：" + d.Message
			ds = append(ds, d)
		}
		if i > 0 && q.Tallies[i-1].By == t.By {
			ds = append(ds, q.follows(q.Tallies[i-1], t)...)
		} else if before := reports[key{t.By, t.Year() - 1}]; before != nil && t.From.Month() == 1 {
			ds = append(ds, q.carried(t, before.File, before.Row(Applications, CarriedForward), "上一年的报告")...)
		}
	}
	for _, s := range q.Years() {
		if r := reports[key{s.By, s.Year}]; r != nil && s.Whole && r.Form == s.Form {
			ds = append(ds, Lowered(r.Record, q.agrees(s, r))...)
		}
	}
	return ds
}

// follows says whether a period begins where the one before ended, with what it carried
// forward.
func (q *Requests) follows(before, t *Tally) []diag.Diagnostic {
	next := before.To.AddDays(1)
	switch {
	case t.From.Before(next):
		return []diag.Diagnostic{ruleRequests.At(q.File, t.at, "%s与%s重叠，会重复计算", t.Name, before.Name).WithHint("只保留一处；改按更长的时段填报的，删去较短的").
			WithRelated(q.File, before.at, before.Name)}
	case t.From.After(next):
		return []diag.Diagnostic{ruleRequestPeriod.At(q.File, t.at, "%s以前缺少 %s 至 %s 的统计", t.Name, next, t.From.AddDays(-1)).WithHint("%s", ruleRequestPeriod.Repair).
			WithRelated(q.File, before.at, "前一个时段")}
	}
	return q.carried(t, q.File, before.numbers.Row(Applications, CarriedForward), before.Name)
}

// carried compares what a period carried over with what was carried forward before.
func (q *Requests) carried(t *Tally, file string, from []Cell, what string) (ds []diag.Diagnostic) {
	to := t.numbers.Row(Applications, CarriedOver)
	for i := range min(len(from), len(to)) {
		if a, b := from[i], to[i]; a.Value != nil && a.Value.Cmp(b.Value) != 0 {
			ds = append(ds, ruleRequestCarried.At(q.File, b.Pos, "%s的上期结转（%s）写的是%s，前一期结转下期的是%s", t.Name, applicants[i].Name(), b.Text, a.Text).
				WithHint("%s", ruleRequestCarried.Repair).WithRelated(file, a.Pos, what))
		}
	}
	return ds
}

// agrees compares the sum of a whole year with table 3 of its report, cell by cell.
func (q *Requests) agrees(s *Sum, r *Report) (ds []diag.Diagnostic) {
	t := r.Form.Table(Applications)
	for i := range t.Blocks[0].Rows {
		row := &t.Blocks[0].Rows[i]
		for col, c := range r.Row(Applications, row.Key) {
			if c.Value != nil && c.Value.Cmp(s.rows[row.Key][col]) != 0 {
				ds = append(ds, ruleRequestReport.At(r.File, c.Pos, "%s的%s写的是%s，依申请公开统计%d年各时段合计是%s", t.rowName(place{i, col}), t.columnName(place{i, col}), c.Text, s.Year, figure(s.rows[row.Key][col])).
					WithHint("%s", ruleRequestReport.Repair).WithRelated(q.File, s.Parts[0].at, "当年的统计从这里开始"))
			}
		}
	}
	return ds
}
