package diag

import (
	"cmp"
	_ "embed"
	"html/template"
	"io"
	"slices"
	"sync"
)

//go:embed report.html
var reportPage string

var reportTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("report").Funcs(template.FuncMap{"visible": visible}).Parse(reportPage))
})

// htmlReport is what the page shows.
type htmlReport struct {
	*Report
	*tally
	Stops      bool
	Severities []htmlSeverity
	Found      []htmlRule
	Clean      []Group // the rules without problems
	CleanRules int
	Waived     []htmlWaived
	WaivedAll  int // of which Waived are the first
	Known      int // problems of the baseline
}

// Section is the number of a section in Chinese, counted from what the page has before.
func (h *htmlReport) Section(after int) string {
	n := after
	if h.Found != nil {
		n += 4
	}
	return string([]rune("一二三四五六七八")[n])
}

type htmlSeverity struct {
	Name        string
	Now, Before int
}

// htmlRule is a rule that has problems, or had some in the earlier report.
type htmlRule struct {
	*Rule
	Group       string
	Worst       Severity // of its problems; the rule's own when it has none now
	Now, Before int
	Problems    []htmlProblem
	Left        int // problems that are not listed
}

// htmlWaived is a problem that a reviewer excused.
type htmlWaived struct {
	Place, Title, Message string
	*Waiver
}

type htmlProblem struct{ Place, Severity, Message, Hint string }

// WriteHTML writes a page for who answers for the site: how many problems there are by
// rule, by unit and by column, against an earlier report when there is one, and what
// they are. It is one file without script and prints on paper. It shows no line of any
// file. What is waived is listed apart, with who says so. The error is the writer's.
func WriteHTML(w io.Writer, r *Report) error {
	everything := r
	r = r.counting()
	h := &htmlReport{Report: r, tally: r.tally()}
	h.excused(everything)
	h.Stops = r.stops(Error) && h.All.Errors > 0 || r.stops(Warning) && h.All.Warnings > 0
	before := Earlier{}
	if r.Before != nil {
		before = *r.Before
	}
	h.Severities = []htmlSeverity{{Error.Label(), h.All.Errors, before.Counts.Errors},
		{Warning.Label(), h.All.Warnings, before.Counts.Warnings}, {Notice.Label(), h.All.Notices, before.Counts.Notices}}
	h.sortRules(before.codes)
	return reportTemplate().Execute(w, h)
}

// excused lists the problems that do not count.
func (h *htmlReport) excused(r *Report) {
	titles := r.rules()
	for i := range r.Diagnostics {
		d := &r.Diagnostics[i]
		switch {
		case d.Waived != nil && h.WaivedAll < maxPerRule:
			title := d.Code
			if rule := titles[d.Code]; rule != nil {
				title = rule.Title
			}
			h.Waived = append(h.Waived, htmlWaived{trimPlace(d.File, d.Pos), title, short(d.Message), d.Waived})
			fallthrough
		case d.Waived != nil:
			h.WaivedAll++
		case d.Known:
			h.Known++
		}
	}
}

// sortRules parts the rules into those with problems, the worst first, and the others.
func (h *htmlReport) sortRules(before map[string]int) {
	found := byCode(h.Diagnostics)
	for _, g := range h.groups() {
		for _, rule := range g.Rules {
			if len(found[rule.Code])+before[rule.Code] > 0 {
				h.Found = append(h.Found, h.rule(g, rule, found[rule.Code], before[rule.Code]))
			}
		}
	}
	slices.SortStableFunc(h.Found, func(a, b htmlRule) int {
		return cmp.Or(cmp.Compare(b.Worst, a.Worst), cmp.Compare(b.Now, a.Now))
	})
	if !h.Checked() {
		return
	}
	for _, g := range h.groups() {
		clean := Group{Title: g.Title}
		for _, rule := range g.Rules {
			if len(found[rule.Code]) == 0 {
				clean.Rules = append(clean.Rules, rule)
			}
		}
		if clean.Rules != nil {
			h.Clean = append(h.Clean, clean)
			h.CleanRules += len(clean.Rules)
		}
	}
}

func (h *htmlReport) rule(g Group, rule *Rule, found []int32, before int) htmlRule {
	out := htmlRule{Rule: rule, Group: g.Title, Worst: rule.Severity, Now: len(found), Before: before, Left: max(0, len(found)-maxPerRule)}
	for n, i := range found { // a site's settings may raise a severity
		if s := h.Diagnostics[i].Severity; n == 0 || s > out.Worst {
			out.Worst = s
		}
	}
	for _, i := range found[:len(found)-out.Left] {
		d := &h.Diagnostics[i]
		p := htmlProblem{trimPlace(d.File, d.Pos), d.Severity.Name(), short(d.Message), short(d.Hint)}
		out.Problems = append(out.Problems, p)
	}
	return out
}
