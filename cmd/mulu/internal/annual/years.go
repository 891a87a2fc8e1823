package annual

import (
	"cmp"
	"fmt"
	"maps"
	"math/big"
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
)

// Check checks the reports of a catalogue: each by itself, with that of the same body of
// the year before, with the documents of the catalogue, and with the request statistics,
// which are nil when there are none. What is wrong in the data of a draft stops nothing: it
// is a notice.
func Check(c *catalogue.Catalogue, reports []*Report, requests *Requests) (ds []diag.Diagnostic) {
	latest := byYear(reports)
	counted := map[*config.Issuer]*Counter{}
	for _, r := range reports {
		found := append(r.sums(), r.statistics()...)
		if by := r.issuer(); by != nil && r.Form != nil {
			found = append(found, r.titled(c)...)
			found = append(found, r.twice(latest[key{by, r.Year}])...)
			found = append(found, r.follows(latest[key{by, r.Year - 1}])...)
			if counted[by] == nil {
				counted[by] = NewCounter(c, by)
			}
			found = append(found, r.compare(counted[by])...)
		}
		ds = append(ds, Lowered(r.Record, found)...)
	}
	return append(ds, requests.check(latest)...)
}

// Lowered makes notices of what is found in the data of a draft, and of all its blanks one.
func Lowered(of *catalogue.Record, ds []diag.Diagnostic) []diag.Diagnostic {
	if !of.Draft {
		return ds
	}
	var out []diag.Diagnostic
	first, blanks := -1, 0
	for _, d := range ds {
		d.Severity = diag.Notice
		if d.Code == ruleBlank.Code {
			if blanks++; blanks > 1 {
				continue
			}
			first = len(out)
		}
		out = append(out, d)
	}
	if blanks > 1 {
		out[first].Message += fmt.Sprintf("（共有%d行没有填完）", blanks)
	}
	return out
}

func (r *Report) issuer() *config.Issuer {
	if len(r.Record.Issuers) == 0 {
		return nil
	}
	return r.Record.Issuers[0]
}

type key struct {
	by   *config.Issuer
	year int
}

// byYear finds the reports of a body and a year; of several the one that was published
// last, public ones before drafts.
func byYear(reports []*Report) map[key]*Report {
	order := slices.Clone(reports)
	slices.SortStableFunc(order, func(a, b *Report) int {
		if a.Record.Draft != b.Record.Draft {
			return cmp.Compare(b2i(b.Record.Draft), b2i(a.Record.Draft))
		}
		return a.Record.Published.Compare(b.Record.Published)
	})
	m := map[key]*Report{}
	for _, r := range order {
		if by := r.issuer(); by != nil && r.Form != nil {
			m[key{by, r.Year}] = r
		}
	}
	return m
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// titled says whether the year is the one in the document's title.
func (r *Report) titled(c *catalogue.Catalogue) []diag.Diagnostic {
	year, ok := YearInTitle(r.Record)
	if !ok || year == r.Year {
		return nil
	}
	return []diag.Diagnostic{ruleData.At(r.File, r.yearAt, "数据是%d年的，标题写的是%d年", r.Year, year).WithHint("改正 year 或者标题").
		WithRelated(r.Record.Path, c.Locate(r.Record.Path, "title"), "标题在这里")}
}

// Before is the report of the same body of the year before; nil when there is none.
func (r *Report) Before(reports map[string]*Report) *Report {
	return byYear(slices.SortedFunc(maps.Values(reports), byFile))[key{r.issuer(), r.Year - 1}]
}

// byFile puts reports into an order that does not depend on how they were gathered.
func byFile(a, b *Report) int { return cmp.Compare(a.File, b.File) }

// twice says that another report is of the same body and year; valid is the one that was
// published last.
func (r *Report) twice(valid *Report) []diag.Diagnostic {
	if valid == r || r.Record.Draft {
		return nil
	}
	return []diag.Diagnostic{ruleTwice.At(r.File, r.yearAt, "%s%d年的年度报告另有一份", r.issuer().Name, r.Year).WithHint("%s", ruleTwice.Repair).
		WithRelated(valid.File, valid.yearAt, "后公布的一份")}
}

// follows compares with the report of the year before.
func (r *Report) follows(before *Report) (ds []diag.Diagnostic) {
	if before == nil {
		return nil
	}
	from, to := before.Row(Applications, CarriedForward), r.Row(Applications, CarriedOver)
	for i := range min(len(from), len(to)) {
		if a, b := from[i], to[i]; a.Value != nil && b.Value != nil && a.Value.Cmp(b.Value) != 0 {
			col := applicants[i].Name()
			ds = append(ds, ruleCarried.At(r.File, b.Pos, "%d年的上年结转（%s）写的是%s，%d年的报告结转下年度的是%s", r.Year, col, b.Text, before.Year, a.Text).
				WithHint("%s", ruleCarried.Repair).WithRelated(before.File, a.Pos, "上一年的报告"))
		}
	}
	if r.Form != &form2021 || before.Form != r.Form {
		return ds
	}
	for _, kind := range kinds {
		ds = append(ds, r.inForce(before, kind)...)
	}
	return ds
}

// inForce compares what is in force with the report of the year before.
func (r *Report) inForce(before *Report, kind countedKind) []diag.Diagnostic {
	now, ok := r.numbers(Disclosure, kind.row)
	was, wasOK := before.numbers(Disclosure, kind.row)
	if !ok || !wasOK {
		return nil
	}
	right := sum(was[2], now[0], new(big.Rat).Neg(now[1]))
	if right.Cmp(now[2]) == 0 {
		return nil
	}
	cell := r.Row(Disclosure, kind.row)[2]
	return []diag.Diagnostic{ruleInForce.At(r.File, cell.Pos, "%s现行有效写的是%s件，%d年的%s件，加制发%s件，减废止%s件，应为%s件",
		kind.class, cell.Text, before.Year, figure(was[2]), figure(now[0]), figure(now[1]), figure(right)).
		WithHint("%s", ruleInForce.Repair).WithRelated(before.File, before.Row(Disclosure, kind.row)[2].Pos, "上一年的报告")}
}
