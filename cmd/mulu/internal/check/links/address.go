package links

import (
	"net/netip"
	"net/url"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/lazy"
	"mulu/cmd/mulu/internal/tree"
)

// address is a web address.
type address struct {
	url  *url.URL
	host string // in lower case, without port
}

// isWeb says whether a destination has the scheme of a web address.
func isWeb(dest string) bool {
	scheme, _, ok := strings.Cut(dest, ":")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// webAddress reads a web address; ok is false for anything else.
func webAddress(s string) (a address, ok bool) {
	if !isWeb(s) {
		return a, false
	}
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" {
		return a, false
	}
	return address{u, strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")}, true
}

// own says whether an address is below the site's own.
func own(c *config.Config, dest string) (rest string, ok bool) {
	for _, base := range []string{c.PublicURL(), c.BaseURL} {
		for _, scheme := range []string{"https://", "http://"} {
			_, at, _ := strings.Cut(base, "://")
			if n := len(scheme + at); at != "" && len(dest) >= n-1 && strings.EqualFold((dest + "/")[:n], scheme+at) {
				return dest[min(n, len(dest)):], true
			}
		}
	}
	return "", false
}

// isOwnHost says whether a host is that of the site.
func isOwnHost(c *config.Config, host string) bool {
	a, ok := webAddress(c.PublicURL())
	return ok && a.host == host || strings.EqualFold(c.Site.Domain, host)
}

// isPrivate says whether a host is known inside an office only: loopback and private
// addresses (RFC 1918, 4193, 6598), names without a domain and names of local networks
// (RFC 6761, 6762, 8375).
func isPrivate(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		ip = ip.Unmap().WithZone("")
		return ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() || ip.IsUnspecified() || shared.Contains(ip)
	}
	last := host[strings.LastIndexByte(host, '.')+1:]
	switch last {
	case "local", "lan", "localhost", "localdomain", "internal", "intranet", "corp", "home":
		return true
	}
	return last == host || strings.HasSuffix(host, ".home.arpa")
}

var shared = netip.MustParsePrefix("100.64.0.0/10")

var mailShape = lazy.Compile(`^[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$`)

// mailAddress is the address of a mailto link, without what follows the question mark.
func mailAddress(dest string) (to string, ok bool) {
	scheme, rest, ok := strings.Cut(dest, ":")
	if !ok || !strings.EqualFold(scheme, "mailto") {
		return "", false
	}
	to, _, _ = strings.Cut(rest, "?")
	if plain, err := url.PathUnescape(to); err == nil {
		to = plain
	}
	return to, true
}

// eachSetting yields the web addresses of config.toml that pages link to.
func eachSetting(c *config.Config, yield func(dest string, path ...tree.Step)) {
	yield(c.Site.ReportError, "site", "report_error")
	yield(c.Site.Portal, "site", "portal")
	yield(c.Site.Apply, "site", "apply")
	for i, n := range c.Navigation {
		yield(n.URL, "navigation", i, "url")
	}
	for i := range c.Categories {
		yield(c.Categories[i].LawURL, "category", i, "law_url")
	}
	if !c.Search.Enabled {
		return // no page leads to the others
	}
	for i, s := range c.Search.Sites {
		yield(s.URL, "search", "site", i, "url")
	}
}

// outbound makes the functions of a rule that judges addresses of other sites wherever
// they stand: in settings, as a document's source, in bodies. judge says what is wrong
// with an address, "" when nothing is.
func outbound(r check.Rule, judge func(s *check.Site, a address) string) check.Rule {
	ask := func(s *check.Site, dest string) string {
		if a, ok := webAddress(dest); ok {
			return judge(s, a)
		}
		return ""
	}
	r.Site = func(s *check.Site) {
		eachSetting(s.Config, func(dest string, path ...tree.Step) {
			if m := ask(s, dest); m != "" {
				s.Report(s.Setting(path, "%s", m))
			}
		})
	}
	r.Document = func(d *check.Document) {
		if d.More == nil || d.More.SourceURL == "" {
			return
		}
		if m := ask(d.Site, d.More.SourceURL); m != "" {
			d.Report(d.At("source", nil, "%s", m))
		}
	}
	r.Body = found(func(b *finder) {
		for i := range b.Links {
			// A picture of another site is an error of its own.
			if l := &b.Links[i]; !l.Image && isWeb(l.Dest) {
				if m := ask(b.Site, l.Dest); m != "" {
					b.Report(b.AtPlace(b.File, l.Pos, "%s", m))
				}
			}
		}
	})
	return r
}

// at is a rule's own part, for outbound.
func at(r diag.Rule) check.Rule { return check.Rule{Rule: r} }
