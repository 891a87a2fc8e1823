package config

import (
	"strings"

	"mulu/cmd/mulu/internal/official"
)

// Security is [security]: whom researchers tell of a weakness of the site, as
// .well-known/security.txt (RFC 9116). There is no such file when it is absent.
type Security struct {
	Contact    []string      `toml:"contact"`             // https:, mailto: or tel: addresses, the preferred one first
	Expires    official.Date `toml:"expires"`             // last day on which the file may be relied on, less than a year ahead
	Encryption string        `toml:"encryption"`          // address of a key
	Policy     string        `toml:"policy"`              // address of the rules for reports
	Thanks     string        `toml:"acknowledgments"`     // address of a page that thanks
	Languages  string        `toml:"preferred_languages"` // as zh, en; the language of documents when absent
}

// Configured says whether the site has a file of that kind.
func (s *Security) Configured() bool { return len(s.Contact) > 0 }

// checkSecurity asks for what RFC 9116 demands: a contact and an end (2.5.3, 2.5.5).
func (l *loader) checkSecurity() {
	s := &l.c.Security
	switch {
	case len(s.Contact) == 0 && (!s.Expires.IsZero() || s.Encryption+s.Policy+s.Thanks+s.Languages != ""):
		l.report(ruleMissing.At(l.file, l.at("security"), "[security] 没有写 contact：发现网站漏洞时找谁").WithHint(`例如 contact = ["mailto:aq@jtj.jichuan.example"]`))
	case len(s.Contact) > 0 && s.Expires.IsZero():
		l.report(ruleMissing.At(l.file, l.at("security"), "[security] 没有写 expires：这份说明到哪一天为止有效").WithHint("写一年以内的日期，到期前核对后改新，例如 expires = 2027-06-30"))
	}
	for i, c := range s.Contact {
		scheme, rest, _ := strings.Cut(c, ":")
		if rest == "" || scheme != "https" && scheme != "mailto" && scheme != "tel" || strings.ContainsAny(c, " \t\r\n") {
			l.report(ruleValue.At(l.file, l.at("security", "contact", i), "contact 的值“%s”不是联系方式的地址", c).WithHint("写成 mailto:邮箱、tel:+86-电话 或者 https:// 开头的网址"))
		}
	}
	for _, a := range [...]struct{ key, value string }{{"encryption", s.Encryption}, {"policy", s.Policy}, {"acknowledgments", s.Thanks}} {
		if a.value != "" && (!strings.HasPrefix(a.value, "https://") || strings.ContainsAny(a.value, " \t\r\n")) {
			l.report(ruleValue.At(l.file, l.at("security", a.key), "%s 的值“%s”不是 https:// 开头的网址", a.key, a.value).WithHint("写完整的网址，例如 https://jtj.jichuan.example/aq.html"))
		}
	}
	if strings.Trim(s.Languages, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-, ") != "" {
		l.report(ruleValue.At(l.file, l.at("security", "preferred_languages"), "preferred_languages 的值“%s”不是语言代码", s.Languages).WithHint("例如 zh, en"))
	}
}
