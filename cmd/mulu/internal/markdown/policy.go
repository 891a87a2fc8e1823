package markdown

import (
	"regexp"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const bodyAtom = atom.Body

// allowedTags are the elements that a site with RawHTML may use: what official
// texts need and Markdown cannot say (joined cells, sub- and superscript,
// underline, ruby, folded text, figures, words in another language).
var allowedTags = map[string]bool{
	"table": true, "caption": true, "thead": true, "tbody": true, "tfoot": true, "tr": true, "th": true, "td": true,
	"sup": true, "sub": true, "br": true, "u": true, "strong": true, "em": true, "p": true,
	"ruby": true, "rt": true, "rp": true, "span": true,
	"details": true, "summary": true, "figure": true, "figcaption": true,
}

// paired are those whose end tag may not be left out.
var paired = map[string]bool{
	"table": true, "sup": true, "sub": true, "u": true, "strong": true, "em": true, "ruby": true, "span": true,
	"details": true, "summary": true, "figure": true, "figcaption": true,
}

var (
	spanValue  = regexp.MustCompile(`^[1-9][0-9]{0,2}$`)
	scopeValue = regexp.MustCompile(`^(?:col|row|colgroup|rowgroup)$`)
	langValue  = regexp.MustCompile(`^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$`)
)

// allowedAttr says whether the policy keeps an attribute of an allowed element.
func allowedAttr(tag string, a html.Attribute) bool {
	switch a.Key {
	case "lang":
		return langValue.MatchString(a.Val)
	case "colspan", "rowspan":
		return (tag == "td" || tag == "th") && spanValue.MatchString(a.Val)
	case "scope":
		return tag == "th" && scopeValue.MatchString(a.Val)
	}
	return false
}

var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	for tag := range allowedTags {
		p.AllowElements(tag)
	}
	p.AllowAttrs("lang").Matching(langValue).Globally()
	p.AllowAttrs("colspan", "rowspan").Matching(spanValue).OnElements("td", "th")
	p.AllowAttrs("scope").Matching(scopeValue).OnElements("th")
	return p
})
