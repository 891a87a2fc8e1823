package statutory

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var reportProse = check.Rule{
	Rule: diag.Rule{Code: "annual-report-prose", Severity: diag.Warning, Title: "年度报告正文的数字与表格不符",
		Explain: "年度报告的正文写着收到、办结、结转多少件申请，予以公开、不予公开等多少件，各占百分之几，比上年增减多少件，发生多少件行政复议、行政诉讼，制发、废止、现行有效多少件行政规范性文件，作出多少件行政许可、行政处罚、行政强制决定，应与表格的数字相同；写着通过目录主动公开多少条信息，应与目录里这个机构（联合发文算牵头的）当年公布的件数，加上所属单位的件数，或者整个目录的件数相同，这一项只作提示。" +
			"只查有数据文件（data）的报告。只查说得明白的：讲其中一部分、别的年份、所属单位的不查；一个数有几种理解的，符合一种就不报。",
		Source: reportForm + "（不得虚报、漏报）；" + regulation + "第六条", Repair: "核对正文和表格，改正写错的一处。", Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "新收申请56件，办结34件。  # 表格的本年新收是33件", Right: "新收申请33件，办结34件。"}}},
	Asks: func(b *check.Body) bool { return b.Document != nil && b.More != nil && b.More.Data != "" },
	Body: func(b *check.Body) {
		r := b.Reports[b.File]
		if r == nil || r.Form == nil || b.Document == nil || len(b.Issuers) == 0 || withdrawn(b) {
			return
		}
		before := r.Before(b.Reports)
		public := check.Once(b.Site, publicKey{}, func() map[made]int { return countPublic(b.Site) })
		own := public[madeBy(b, r.Year)]
		below, all := own, 0
		for of, n := range public {
			if of.year == r.Year {
				all += n
				if of.by.Parent == b.Issuers[0].Name {
					below += n
				}
			}
		}
		for t := range b.Lines {
			if strings.HasPrefix(t.Text, "|") {
				continue
			}
			for _, c := range r.Contradictions(t.Text, before) {
				b.Report(b.At(t, c.From, c.To, "%s", c.Message))
			}
			for _, c := range r.Published(t.Text, own, below, all) {
				d := b.At(t, c.From, c.To, "%s", c.Message)
				d.Severity = diag.Notice
				b.Report(d)
			}
		}
	},
}

type publicKey struct{}

// countPublic counts the documents of all bodies by the year in which they were published.
func countPublic(s *check.Site) map[made]int {
	n := map[made]int{}
	for i := range s.Documents {
		if d := &s.Documents[i]; len(d.Issuers) > 0 {
			n[made{d.Issuers[0], d.Published.Year()}]++
		}
	}
	return n
}
