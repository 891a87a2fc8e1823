// Package hosting says with which headers of HTTP a site's files are served, and which old
// addresses lead where: one model, from which come the files that hosts read (Netlify,
// Cloudflare Pages, EdgeOne), settings for nginx, Caddy and Apache, those of object stores, and
// what an upload tells them of each file.
//
// It makes text, and knows no site's bytes: which files there are says package plan, in which
// order they are put in place package publish.
package hosting

import (
	"path"
	"regexp"
	"strings"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/publish"
)

// Header is a header of HTTP.
type Header struct{ Name, Value string }

// Redirect is an old address and the one it leads to, from the site's root.
type Redirect struct{ From, To string }

// Site is what is told of one site.
type Site struct {
	Base      string // path of the site's root: from / to /
	URL       string // its whole address
	Redirects []Redirect
	inert     []string // the site's own files that are served as downloads
	policy    string   // of pages
	common    []Header // of every answer
	share     bool
	hsts      bool
}

// New tells of a planned site.
func New(p *plan.Plan) *Site {
	s := Of(p.Config)
	for _, e := range p.Redirects {
		if e.Kind == plan.Redirect {
			s.Redirects = append(s.Redirects, Redirect{e.Path, e.Target})
		}
	}
	for _, e := range p.Files {
		if inertPath.MatchString(e.Path) {
			s.inert = append(s.inert, e.Path)
		}
	}
	return s
}

// Of tells of a site by its settings alone, without redirects.
func Of(c *config.Config) *Site {
	h := &c.Hosting
	s := &Site{Base: c.BasePath(), URL: c.BaseURL, policy: headerPolicy(c), share: h.Share, hsts: h.HSTS}
	s.common = []Header{
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "strict-origin-when-cross-origin"},
		{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
	}
	if len(h.Frames) == 0 { // what came before frame-ancestors knows no list of sites
		s.common = append(s.common, Header{"X-Frame-Options", "SAMEORIGIN"})
	}
	if h.HSTS {
		s.common = append(s.common, Header{"Strict-Transport-Security", hstsValue})
	}
	if h.Share {
		s.common = append(s.common, Header{"Access-Control-Allow-Origin", "*"})
	}
	for _, own := range h.Headers {
		s.common = append(s.common, Header(own))
	}
	return s
}

// hstsValue is a year: what lists of browsers ask for.
const hstsValue = "max-age=31536000"

// How long readers may keep a file. Validity changes with the days and a text may be
// withdrawn, so nothing but what is named by its content is kept for long.
const (
	forever = "public, max-age=31536000, immutable"
	shortly = "public, max-age=300"
	asked   = "no-cache" // kept, but asked after each time
)

// asking are the files by which programs find the others: they must be of the same
// publication as what they name. The page of errors is among them, because what is missing
// now may be there in a minute.
var asking = []string{publish.ManifestName, publish.SignatureName, config.SearchEntry, notFound}

const notFound = "404.html"

// sandboxed is the policy of files that could act as pages but are none of the site's.
const sandboxed = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"

// Files that browsers would run as a page are served as downloads. Among attachments package
// catalogue allows none, and this holds if one gets there in another way; a site may have its own
// SVG in static/, which pages may show as pictures all the same. The HTML in static/ is the
// site's own and is served with the policy of pages.
var (
	inertTypes = []string{"svg", "svgz", "xhtml", "xht", "xhtm", "mht", "mhtml", "hta", "htc", "xsl", "xslt", "rdf", "mathml", "mml", "swf"}
	// inertBeside are such only beside documents, for elsewhere they are mulu's or the site's.
	inertBeside = []string{"htm", "xml", "rss", "atom"}
	pageTypes   = []string{"html", "htm", "xml"}
)

// Expressions of the classes of files, for paths from the site's root, which all servers read.
var (
	hashedPattern = `(?:assets|data/search)/.+`
	inertPattern  = `(?:.*\.(?i:` + strings.Join(inertTypes, "|") + `)|doc/.*\.(?i:` + strings.Join(inertBeside, "|") + `))`
	pagePattern   = `(?:.*/|.*\.(?i:` + strings.Join(pageTypes, "|") + `)|)`
	// hiddenPattern is what is not the site's: what a deployment puts in place, and a server's files.
	hiddenPattern = `(?:.*/)?\.(?!well-known/).*`
	askingPattern = `(?:` + strings.ReplaceAll(strings.Join(asking, "|"), ".", `\.`) + `)`
	inertPath     = regexp.MustCompile(`^` + inertPattern + `$`)
	pagePath      = regexp.MustCompile(`^` + pagePattern + `$`)
)

// Headers are those with which the file at a path from the site's root is served.
func (s *Site) Headers(name string) []Header {
	h := []Header{{"Content-Type", ContentType(name)}, {"Cache-Control", cacheOf(name)}}
	switch {
	case publish.Immutable(name):
	case inertPath.MatchString(name):
		h = append(h, Header{cspName, sandboxed}, Header{dispositionName, "attachment"})
	case pagePath.MatchString(name):
		h = append(h, Header{cspName, s.policy})
	}
	return append(h, s.common...)
}

const (
	cspName         = "Content-Security-Policy"
	dispositionName = "Content-Disposition"
)

func cacheOf(name string) string {
	switch {
	case publish.Immutable(name):
		return forever
	case isAsking(name):
		return asked
	}
	return shortly
}

func isAsking(name string) bool {
	for _, a := range asking {
		if a == name {
			return true
		}
	}
	return false
}

// ContentType is the type of a file by its name, on every machine the same.
func ContentType(name string) string {
	if t := contentTypes[strings.TrimPrefix(strings.ToLower(path.Ext(name)), ".")]; t != "" {
		return t
	}
	return unknownType
}

const unknownType = "application/octet-stream"
