package config

import (
	"net"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/tree"
)

// CheckLinks is [check.links]: settings of the rules of links. A host stands for itself
// and for all hosts below it: gov.cn is www.mot.gov.cn, too.
type CheckLinks struct {
	Hosts []string `toml:"hosts"` // hosts that documents may link to beside the site's own; any when absent
	Deny  []string `toml:"deny"`  // hosts that nothing may link to
	Image int      `toml:"image"` // most KB of a picture; 1024 when absent
	// ReportDays is after how many days a link checker's report is old; 30 when absent.
	ReportDays int `toml:"report_days"`
}

// hasHost says whether a list of hosts has a host or one above it.
func hasHost(list []string, host string) bool {
	return slices.ContainsFunc(list, func(h string) bool { return host == h || strings.HasSuffix(host, "."+h) })
}

// Allows says whether documents may link to a host, which is in lower case.
func (c *CheckLinks) Allows(host string) bool { return c.Hosts == nil || hasHost(c.Hosts, host) }

// Denies says whether nothing may link to a host, which is in lower case.
func (c *CheckLinks) Denies(host string) bool { return hasHost(c.Deny, host) }

func (l *loader) checkLinks() {
	c := &l.c.Check.Links
	l.checkRange(c.Image, 1, 1<<20, "check", "links", "image")
	l.checkRange(c.ReportDays, 1, 3650, "check", "links", "report_days")
	l.checkHosts(c.Hosts, "hosts")
	l.checkHosts(c.Deny, "deny")
	for i, h := range c.Deny {
		if slices.Contains(c.Hosts, h) {
			l.report(ruleValue.At(l.file, l.at("check", "links", "deny", i), "%s 既在 hosts 中，又在 deny 中", h).WithHint("删去其中一个"))
		}
	}
}

// checkHosts reports what is no host, and brings the hosts to lower case.
func (l *loader) checkHosts(list []string, key tree.Step) {
	for i, h := range list {
		name := strings.TrimPrefix(strings.ToLower(h), "*.")
		if !hostName.MatchString(name) || strings.Contains(name, ":") && net.ParseIP(strings.Trim(name, "[]")) == nil {
			l.report(ruleValue.At(l.file, l.at("check", "links", key, i), "“%s”不是域名", h).WithHint("只写域名，不写 https:// 和路径，例如 www.mot.gov.cn；它的下级域名也算在内"))
		}
		list[i] = name
	}
}
