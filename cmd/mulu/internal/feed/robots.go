package feed

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/plan"
)

// Robots appends robots.txt (RFC 9309): everything may be read. Robots read it at the root
// of a host alone. Where the site lies below another, the file says so, and is what the
// other's needs: its Sitemap line names the sitemap wherever it stands.
func Robots(dst []byte, p *plan.Plan) []byte {
	if base := p.Config.BasePath(); base != "/" {
		dst = append(dst, "# 本目录在主站的 "+base+" 下。搜索引擎只读主站根目录的 robots.txt（"+rootOf(p.Config)+"robots.txt），不读这一份：\n"+
			"# 请把下面的 Sitemap 一行抄到主站的 robots.txt 里，并且不要在那里禁止访问 "+base+"。\n"...)
	}
	dst = append(dst, "User-agent: *\nAllow: /\nSitemap: "...)
	dst = append(dst, p.Canonical("sitemap.xml")...)
	return append(dst, '\n')
}

// rootOf is the root of the host that a site is on.
func rootOf(c *config.Config) string {
	u, err := url.Parse(c.BaseURL)
	if err != nil {
		return c.BaseURL
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/"}).String()
}

// Security appends security.txt (RFC 9116), which people look for at the root of a host;
// where the site lies below another, the file says where it belongs.
func Security(dst []byte, p *plan.Plan) []byte {
	c := p.Config
	s, at := &c.Security, rootOf(c)+plan.SecurityPath
	if c.BasePath() != "/" {
		dst = append(dst, "# 本目录在主站的 "+c.BasePath()+" 下，这份文件要放在主站的 "+at+" 才有人看。\n"...)
	}
	line := func(name, value string) {
		if value != "" {
			dst = append(dst, name+": "+value+"\n"...)
		}
	}
	for _, contact := range s.Contact {
		line("Contact", contact)
	}
	// The whole last day counts.
	line("Expires", instant(s.Expires.AddDays(1), c.Location()))
	line("Encryption", s.Encryption)
	line("Policy", s.Policy)
	line("Acknowledgments", s.Thanks)
	languages := s.Languages
	if languages == "" {
		languages, _, _ = strings.Cut(c.Content, "-")
	}
	line("Preferred-Languages", languages)
	if strings.HasPrefix(at, "https:") { // 2.5.2: no other address may stand here
		line("Canonical", at)
	}
	return dst
}

// The longest texts of an OpenSearch description, in characters.
const longestName, longestDescription = 16, 1024

// OpenSearch appends the description by which browsers and other programs offer to search
// the catalogue (OpenSearch 1.1, draft 6).
func OpenSearch(dst []byte, p *plan.Plan, icon string) []byte {
	c := p.Config
	name := c.Title
	if utf8.RuneCountInString(name) > longestName && c.Site.Name != "" {
		name = c.Site.Name
	}
	w := writer{dst: append(dst, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"...)}
	w.raw(`<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">` + "\n")
	w.element("ShortName", first(name, longestName))
	w.element("Description", first(describe(c), longestDescription))
	w.raw(`<Url type="text/html" rel="results" method="get" template="`)
	w.text(p.Canonical(plan.SearchPath) + "?q={searchTerms}")
	w.raw("\"/>\n" + `<Url type="application/opensearchdescription+xml" rel="self" template="`)
	w.text(p.Canonical(plan.OpenSearchPath))
	w.raw("\"/>\n")
	if icon != "" {
		w.raw(`<Image type="image/svg+xml">`)
		w.text(p.Canonical(icon))
		w.raw("</Image>\n")
	}
	w.element("Language", c.Content)
	w.element("OutputEncoding", "UTF-8")
	w.element("InputEncoding", "UTF-8")
	w.raw("</OpenSearchDescription>\n")
	return w.dst
}

func describe(c *config.Config) string {
	if c.Description != "" {
		return c.Description
	}
	return c.Title
}

// first is the first n characters of a text.
func first(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
