// Package settings has the rules of config.toml that need to know the documents and the
// pages. What is wrong with a setting by itself is reported by package config.
package settings

import (
	"net/url"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
)

// Rules are the rules of this group, in the order in which documentation lists them.
var Rules = []*check.Rule{
	&identityMissing, &applyMissing, &siteDomain, &siteHTTPS, &timeZone, &holidayMissing,
	&navigationBroken, &navigationTwice, &navigationEntries, &profileIgnored, &profileTwice, &profileLegal,
	&issuerUnused, &formerOverlap, &prefixShared,
	&securityExpires, &siblingName, &categoryDeep, &nameLong, &categoryDetail, &sunsetUnreachable, &aliasUnused,
}

// host is the host of the site's address for its readers, in lower case.
func host(c *config.Config) string {
	u, err := url.Parse(c.PublicURL())
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// isExample says whether a host is one of those that stand for none (RFC 2606, 6761):
// a site that is being written, a test or an exercise.
func isExample(host string) bool {
	switch host[strings.LastIndexByte(host, '.')+1:] {
	case "example", "test", "invalid", "localhost", "":
		return true
	}
	return false
}
