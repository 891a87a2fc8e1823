package relations

import (
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var consultationShort = check.Rule{
	Rule: diag.Rule{Code: "consultation-short", Severity: diag.Warning, Title: "征求意见的时间太短",
		Explain: "决策草案公开征求意见的期限一般不少于30日；因情况紧急等需要缩短的，公布时应当予以说明。起止两日都计入。天数由 [check.relations] 的 consultation_days 规定。",
		Source:  "重大行政决策程序暂行条例（国务院令第713号）第十五条", Repair: "延长截止日期，或写明缩短的理由（consultation 的 reason）。",
		Examples: []diag.Example{{
			Wrong: "consultation = {opens = 2025-03-01, closes = 2025-03-10, channel = \"电子邮箱\"}",
			Right: "consultation = {opens = 2025-03-01, closes = 2025-03-10, channel = \"电子邮箱\", reason = \"汛期将至，需尽快施行\"}",
		}}},
	Document: func(d *check.Document) {
		if d.More == nil || d.More.Consultation == nil {
			return
		}
		c := d.More.Consultation
		if c.Opens.IsZero() || c.Closes.IsZero() {
			return // said with the header
		}
		days := c.Opens.DaysUntil(c.Closes) + 1
		switch least := d.Config.Check.Relations.ConsultationDays; {
		case days < 1:
			d.Report(d.At("consultation", nil, "征求意见的截止日期 %s 早于开始日期 %s", c.Closes, c.Opens).WithHint("改正起止日期"))
		case days < least && c.Reason == "":
			d.Report(d.At("consultation", nil, "征求意见 %s 至 %s 共%d日，少于%d日，没有说明理由", c.Opens, c.Closes, days, least))
		}
	},
}

var consultationPeriod = check.Rule{
	Rule: diag.Rule{Code: "consultation-period-missing", Severity: diag.Warning, Title: "征求意见没有写起止日期",
		Explain: "文件头写了征求意见的起止日期，页面才会写明是否已经结束，程序才能检查期限够不够、采纳情况有没有按时公布。转载的和 [check.relations] 的 since 以前公布的不查。",
		Source:  "重大行政决策程序暂行条例（国务院令第713号）第十五条", Repair: "在文件头写上征求意见（consultation）的开始日期、截止日期和途径。",
		Examples: []diag.Example{{
			Wrong: "class = \"意见征集\"",
			Right: "class = \"意见征集\"\nconsultation = {opens = 2025-03-01, closes = 2025-03-31, channel = \"电子邮箱\"}",
		}}},
	Document: func(d *check.Document) {
		m := d.More
		if d.Class == nil || d.Class.Name != "意见征集" || d.Record.Published.Before(d.Config.Check.Relations.Since) ||
			m != nil && (m.Consultation != nil || m.SourceName != "") {
			return
		}
		d.Report(d.At("class", nil, "意见征集没有写征求意见的起止日期"))
	},
}

const feedbackSource = "重大行政决策程序暂行条例 第十八条；各地政务公开工作要点（征求意见结束后20个工作日内公布采纳情况）"

var feedbackMissing = check.Rule{
	Rule: diag.Rule{Code: "feedback-missing", Severity: diag.Warning, Title: "征求意见没有反馈",
		Explain: "征求意见结束后应公布收到的意见和采纳情况。没有收到意见的，也要公布。工作日数由 [check.relations] 的 feedback_days 规定，since 以前截止的不查。",
		Source:  feedbackSource, Repair: "公布采纳情况；已经公布的，在那个文件的文件头用意见反馈（feedback_on）指向本次征求意见。", Unconfirmed: true,
		Examples: []diag.Example{{Right: "class = \"意见反馈\"\nfeedback_on = [\"113799004189027499/2025-00007\"]"}}},
	Absence: true,
	Due: func(s *check.Site) {
		for i := range s.Documents {
			d := s.Of(&s.Documents[i])
			if !asks(d) || len(partners(d.Document, catalogue.FeedbackOn)) > 0 {
				continue
			}
			closes, n := d.More.Consultation.Closes, s.Config.Check.Relations.FeedbackDays
			s.Ahead(closes.AddDays(1), d.Path+" closes", func() diag.Diagnostic {
				return d.At("consultation", nil, "“%s”征求意见 %s 截止", d.Title, closes)
			})
			last := workingDays(s, closes, n)
			s.Due(last, d.Path, func() diag.Diagnostic {
				return d.At("consultation", nil, "“%s”征求意见 %s 截止，没有公布采纳情况，最迟应在 %s 公布（%d个工作日内）", d.Title, closes, last, n)
			})
		}
	},
}

var feedbackLate = check.Rule{
	Rule: diag.Rule{Code: "feedback-late", Severity: diag.Notice, Title: "意见反馈晚于期限",
		Explain: "采纳情况应在征求意见结束后20个工作日内公布。已经晚了的不能改日期，只作提示；有几次反馈的，看第一次。",
		Source:  feedbackSource, Repair: "今后按期公布；日期写错的改正。", Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "# 征求意见 2025-03-31 截止\npublished = 2025-06-30", Right: "# 征求意见 2025-03-31 截止\npublished = 2025-04-20"}}},
	Document: func(d *check.Document) {
		if !asks(d) {
			return
		}
		list := partners(d.Document, catalogue.FeedbackOn)
		if len(list) == 0 {
			return
		}
		last, first := workingDays(d.Site, d.More.Consultation.Closes, d.Config.Check.Relations.FeedbackDays), list[0]
		if first.Published.After(last) {
			d.Report(d.Of(first).At("published", nil, "“%s”的采纳情况 %s 公布，期限是 %s", d.Title, first.Published, last).
				WithRelated(d.Path, d.Locate(d.Path, "consultation"), "征求意见的起止日期"))
		}
	},
}

// asks says whether a document is a consultation that needs feedback.
func asks(d *check.Document) bool {
	return d.More != nil && d.More.Consultation != nil && !d.More.Consultation.Closes.Before(d.Config.Check.Relations.Since)
}
