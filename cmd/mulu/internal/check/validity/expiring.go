package validity

import (
	"fmt"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

var expiring = check.Rule{
	Rule: diag.Rule{Code: "validity-expiring", Severity: diag.Notice, Title: "有效期快到了",
		Explain: "有效期届满前6个月应评估，前2个月提出续期、修订或废止的意见，前1个月作出决定；不作决定的，期满自动失效，页面随之变成“失效”。最后一步没有做时是警告。目录中有与它相关（related）的评估报告、修订征求意见等，就算已经做了那一步。天数由 [check.validity] 的 steps 规定。任何文件的有效期届满，mulu check --forecast 都会列出。",
		Source:  sunsetSource, Repair: "评估后决定：续期的重新公布并改写有效期至，修订的公布新文件并写明替代，不再需要的等它到期失效。", Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "expires = 2027-03-31  # 现在是 2026-11-22，还没有评估"}}},
	Due: func(s *check.Site) {
		for i := range s.Documents {
			tellExpiry(s.Of(&s.Documents[i]))
		}
	},
}

// steps are what is to be done before a document lapses; their days are settings.
var steps = [...]string{"完成评估", "提出续期、修订或废止的意见", "作出续期、修订或废止的决定"}

func tellExpiry(d *check.Document) {
	until := d.Validity.Until
	if until.IsZero() && !d.Validity.Standing() {
		return
	}
	d.Ahead(until, d.Path, func() diag.Diagnostic {
		f := d.At("title", nil, "“%s”自 %s 起%s", d.Title, until, becomes(d))
		if d.Validity.State == official.NotYet { // nothing ends
			f = f.WithHint("文件不用改；%s 零点以后要重新生成网站，页面才会变成“有效”", until)
		}
		return f
	})
	end, _, _ := d.Lapses(d.Record)
	if !d.Validity.Standing() || !sunsetClass(d.Site, d.Document) || end.IsZero() {
		return
	}
	last := end.AddDays(-1) // of validity
	days := d.Config.Check.Validity.Steps
	if !d.Soon(last.AddDays(-days[0])) {
		return
	}
	done := stepsDone(d, last)
	for i, step := range steps {
		by := last.AddDays(-days[i])
		// Of the steps whose day has come only the nearest to the end is told.
		if i < done || i+1 < len(days) && last.AddDays(-days[i+1]).Before(d.Today) {
			continue
		}
		d.Due(by, fmt.Sprint(d.Path, " ", i), func() diag.Diagnostic {
			f := d.At(placeOfTerm(d), nil, "“%s”有效期至 %s，最迟应在 %s %s（届满前%d天）", d.Title, last, by, step, days[i])
			if i == len(steps)-1 {
				f.Severity = diag.Warning
			}
			return f
		})
	}
}

// stepsDone is how many steps the catalogue shows to be done: a document that names this
// one as related, of the last year of its term, with its evaluation or with an opinion
// on what is to become of it.
func stepsDone(d *check.Document, last official.Date) (n int) {
	for _, r := range d.In {
		switch {
		case r.Type != catalogue.RelatedTo || r.Doc.Published.Before(last.AddYears(-1)):
		case config.HoldsWord(r.Doc.Title, "修订|修改|征求意见|续期|延长|延续"):
			n = max(n, 2)
		case config.HoldsWord(r.Doc.Title, "评估"):
			n = max(n, 1)
		}
	}
	return n
}

// becomes says what a document's state will be.
func becomes(d *check.Document) string {
	switch v := d.Validity; {
	case v.Next != nil && v.Next.By != nil:
		return fmt.Sprintf("%s（依据“%s”）", v.Next.State, v.Next.By.Title)
	case v.Next != nil:
		return v.Next.State.String()
	case v.State == official.NotYet:
		return "施行"
	}
	return official.Expired.String()
}

// placeOfTerm is the field that a document's term comes from.
func placeOfTerm(d *check.Document) string {
	if _, cause, _ := d.Lapses(d.Record); cause == catalogue.BySunset {
		return "title"
	}
	return "expires"
}
