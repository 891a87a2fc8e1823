package config

import (
	"slices"
	"strings"
)

// CheckPrivacy is [check.privacy]: settings of the rules of personal data. Identity and
// bank card numbers have no exceptions here; one that must be published is waived.
type CheckPrivacy struct {
	Phones  []string `toml:"phones"`  // mobile numbers of offices, which may be published
	Emails  []string `toml:"emails"`  // mail addresses of offices with public providers
	Domains []string `toml:"domains"` // mail domains of offices, beside gov.cn and the site's own
}

func (l *loader) checkPrivacy() {
	p := &l.c.Check.Privacy
	for i, s := range p.Phones {
		p.Phones[i] = digitsOf(s)
		if n := p.Phones[i]; len(n) != 11 || n[0] != '1' {
			l.report(ruleValue.At(l.file, l.at("check", "privacy", "phones", i), "“%s”不是手机号码", s).WithHint("写11位数字，如 \"13800000000\"；固定电话不用写"))
		}
	}
	for i, s := range p.Emails {
		if name, domain, ok := strings.Cut(s, "@"); !ok || name == "" || !strings.Contains(domain, ".") {
			l.report(ruleValue.At(l.file, l.at("check", "privacy", "emails", i), "“%s”不是电子邮箱", s).WithHint("如 \"jtj_zwgk@163.com\""))
		}
	}
	for i, s := range p.Domains {
		if strings.Contains(s, "@") || !strings.Contains(s, ".") || strings.HasPrefix(s, ".") {
			l.report(ruleValue.At(l.file, l.at("check", "privacy", "domains", i), "“%s”不是邮箱的域名", s).WithHint("写 @ 后面的部分，如 \"jtj.example.gov.cn\""))
		}
	}
}

// digitsOf is s without what people put between digits.
func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return -1
		}
		return r
	}, s)
}

// AllowsPhone says whether a mobile number, of 11 digits, may be published: because it
// is listed, or the site's own.
func (c *Config) AllowsPhone(number string) bool {
	return slices.Contains(c.Check.Privacy.Phones, number) || strings.Contains(digitsOf(c.Site.Phone), number) || strings.Contains(digitsOf(c.Site.Fax), number)
}

// AllowsMail says whether a mail address is one of an office.
func (c *Config) AllowsMail(address string) bool {
	same := func(s string) bool { return strings.EqualFold(s, address) }
	if same(c.Site.Email) || slices.ContainsFunc(c.Check.Privacy.Emails, same) {
		return true
	}
	_, domain, _ := strings.Cut(strings.ToLower(address), "@")
	within := func(office string) bool {
		office = strings.ToLower(strings.TrimPrefix(office, "www."))
		return office != "" && (domain == office || strings.HasSuffix(domain, "."+office))
	}
	_, own, _ := strings.Cut(c.Site.Email, "@")
	if publicMail(own) { // a bureau's address with a public provider allows no other
		own = ""
	}
	return within("gov.cn") || within(c.Site.Domain) || within(own) || slices.ContainsFunc(c.Check.Privacy.Domains, within)
}

// publicMail says whether a mail domain is one where anybody can have an address.
func publicMail(domain string) bool {
	return slices.Contains([]string{"163.com", "126.com", "yeah.net", "qq.com", "foxmail.com", "sina.com", "sina.cn", "sohu.com", "139.com", "189.cn", "wo.cn",
		"aliyun.com", "vip.163.com", "vip.qq.com", "vip.sina.com", "21cn.com", "tom.com", "outlook.com", "hotmail.com", "gmail.com", "icloud.com"}, strings.ToLower(domain))
}
