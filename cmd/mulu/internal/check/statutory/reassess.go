package statutory

import (
	"path"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

// named calls a document by its file: no more of it is kept.
func named(w catalogue.Withheld) string { return "“" + path.Base(w.Path) + "”" }

const reassessing = regulation + "第十八条"

var reassessMissing = check.Rule{
	Rule: diag.Rule{Code: "reassess-missing", Severity: diag.Warning, Title: "不公开的信息没有评估日期",
		Explain: "对不予公开的信息要定期评估审查，因情势变化可以公开的，应当公开。本站在 [check.statutory] 中写了 reassess = true，每件不主动公开的信息（依申请公开、不予公开）都要写明下一次评估的日期。草稿不查。评估日期不会出现在任何页面和数据里。",
		Source:  reassessing + "；config.toml 的 check.statutory.reassess", Repair: "在文件头写上评估日期（reassess）；评估后改为下一次的日期，可以公开的改公开属性。",
		Examples: []diag.Example{{Wrong: "disclosure = \"依申请公开\"", Right: "disclosure = \"依申请公开\"\nreassess = 2027-03-01"}}},
	Site: func(s *check.Site) {
		if !s.Config.Check.Statutory.Reassess {
			return
		}
		for _, w := range s.Withheld {
			if w.Reassess.IsZero() {
				s.Report(s.AtPlace(w.Path, s.Locate(w.Path, "disclosure"), "%s%s，没有写明下一次评估的日期（reassess）", named(w), w.Disclosure))
			}
		}
	},
}

var reassessDue = check.Rule{
	Rule: diag.Rule{Code: "reassess-overdue", Severity: diag.Warning, Title: "不公开的信息到期没有评估",
		Explain: "文件头写明的评估日期已经过了：应当重新评估能否公开，可以公开的在20个工作日内公开，仍不公开的写下一次的日期。mulu check --forecast 会提前列出到期的信息。",
		Source:  reassessing, Repair: "评估后改写评估日期（reassess）；可以公开的，把公开属性改为主动公开。",
		Examples: []diag.Example{{Wrong: "disclosure = \"不予公开\"\nreassess = 2026-03-01  # 已经过了", Right: "disclosure = \"不予公开\"\nreassess = 2028-03-01"}}},
	Due: func(s *check.Site) {
		for _, w := range s.Withheld {
			s.Due(w.Reassess, w.Path, func() diag.Diagnostic {
				return s.AtPlace(w.Path, s.Locate(w.Path, "reassess"), "%s%s，应在 %s 以前评估能否公开", named(w), w.Disclosure, w.Reassess)
			})
		}
	},
}

var oftenRequested = check.Rule{
	Rule: diag.Rule{Code: "requested-often", Severity: diag.Notice, Title: "多人申请的信息没有主动公开",
		Explain: "多个申请人就相同的信息提出申请，又属于可以公开的，可以纳入主动公开的范围；申请人也可以建议转为主动公开。申请次数（requests）达到 [check.statutory] 的 requests（3次）就提醒；不予公开的信息不查。次数不含申请人的任何信息，也不会公开。",
		Source:  regulation + "第四十四条；次数是本软件约定", Unconfirmed: true,
		Repair:   "评估能否转为主动公开：可以的，把公开属性改为主动公开，在公开依据中写明由依申请公开转来；不可以的，在公开依据中写明理由，并在 waivers.toml 中写一项豁免。",
		Examples: []diag.Example{{Wrong: "disclosure = \"依申请公开\"\nrequests = 4", Right: "disclosure = \"主动公开\"\ndisclosure_basis = \"政府信息公开条例第四十四条，由依申请公开转为主动公开\""}}},
	Site: func(s *check.Site) {
		least := s.Config.Check.Statutory.Requests
		for _, w := range s.Withheld {
			if w.Disclosure == official.DisclosureOnRequest && int(w.Requests) >= least {
				s.Report(s.AtPlace(w.Path, s.Locate(w.Path, "requests"), "%s已有%d人次申请，达到%d次，可以考虑转为主动公开", named(w), w.Requests, least))
			}
		}
	},
}
