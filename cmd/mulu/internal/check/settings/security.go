package settings

import (
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/tree"
)

// The file may be relied on until a day; that should be less than a year ahead, and somebody
// needs some days to write a new one.
const securityDays, securityAhead = 30, 366

var securityExpires = check.Rule{
	Rule: diag.Rule{Code: "security-expires", Severity: diag.Warning, Title: "security.txt 快要到期，或者期限太长",
		Explain:  "security.txt 告诉发现漏洞的人找谁。过了 expires 的日期，这份说明就不能再信；期限太长，联系方式变了也没有人知道。到期前30天开始提醒。",
		Source:   "RFC 9116 2.5.5（Expires 必须写，建议不超过一年）",
		Repair:   "核对 [security] 里的联系方式，把 expires 改成一年以内的日期。",
		Examples: []diag.Example{{Wrong: "[security]\ncontact = [\"mailto:aq@jtj.jichuan.example\"]\nexpires = 2036-12-31", Right: "[security]\ncontact = [\"mailto:aq@jtj.jichuan.example\"]\nexpires = 2027-06-30"}}},
	Site: func(s *check.Site) {
		last := s.Config.Security.Expires
		if !s.Config.Security.Configured() || last.IsZero() {
			return
		}
		at := []tree.Step{"security", "expires"}
		s.Due(last.AddDays(-securityDays), "security", func() diag.Diagnostic {
			return s.Setting(at, "security.txt 到 %s 为止有效", last)
		})
		if last.After(s.Today.AddDays(securityAhead)) {
			s.Report(s.Setting(at, "security.txt 的期限 %s 在一年以后", last))
		}
	},
}
