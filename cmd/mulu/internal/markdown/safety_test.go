package markdown

import (
	"bytes"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
)

// pageElements are all elements that a body may put on a page, with their
// attributes.
var pageElements = map[string][]string{
	"p": {"class", "id", "lang"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"},
	"blockquote": nil, "ul": nil, "ol": {"start"}, "li": {"id", "class"}, "hr": nil, "br": nil,
	"pre": {"tabindex"}, "code": {"class"}, "dl": nil, "dt": nil, "dd": nil,
	"section": {"class", "role", "tabindex", "aria-label"},
	"table":   nil, "thead": nil, "tbody": nil, "tr": nil, "th": {"scope", "class"}, "td": {"class"},
	"em": nil, "strong": nil, "del": nil, "sup": {"id"}, "time": {"datetime"},
	"a": {"href", "title", "role", "aria-label"}, "img": {"src", "alt", "title", "loading"},
	"input": {"type", "disabled", "checked", "aria-label"},
}

var pageClasses = []string{"addressee", "annex-note", "signature", "signed-date", "end-mark", "table-wrap", "footnotes", "task", "align-left", "align-center", "align-right"}

// checkPage fails unless the HTML is made of allowed elements, attributes and
// addresses only, its ids are unique and none is the template's.
func checkPage(t *testing.T, body, page []byte, raw bool) {
	t.Helper()
	ids := map[string]bool{}
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		kind := z.Next()
		token := z.Token()
		switch kind {
		case html.ErrorToken:
			return
		case html.CommentToken, html.DoctypeToken:
			t.Errorf("%q gives %q", body, token)
		case html.StartTagToken, html.SelfClosingTagToken:
			allowed, ok := pageElements[token.Data]
			if !ok && !(raw && allowedTags[token.Data]) {
				t.Errorf("%q gives element %q", body, token)
			}
			for _, a := range token.Attr {
				if !slices.Contains(allowed, a.Key) && !(raw && allowedAttr(token.Data, a)) {
					t.Errorf("%q gives attribute %q in %q", body, a.Key, token)
				}
				checkAttribute(t, body, token.Data, a)
				if a.Key == "id" {
					if ids[a.Val] || a.Val == "" || strings.HasPrefix(a.Val, "m-") {
						t.Errorf("%q gives id %q, twice or reserved", body, a.Val)
					}
					ids[a.Val] = true
				}
			}
		}
	}
}

func checkAttribute(t *testing.T, body []byte, tag string, a html.Attribute) {
	t.Helper()
	switch a.Key {
	case "class":
		if !slices.Contains(pageClasses, a.Val) && !(tag == "code" && strings.HasPrefix(a.Val, "language-")) {
			t.Errorf("%q gives class %q", body, a.Val)
		}
	case "href", "src":
		clean := strings.Map(func(r rune) rune {
			if r <= ' ' {
				return -1
			}
			return r
		}, a.Val)
		u, err := url.Parse(clean)
		if err != nil {
			return // a browser may still follow it, but not as a scheme: see below
		}
		if !slices.Contains([]string{"", "http", "https", "mailto", "tel"}, strings.ToLower(u.Scheme)) ||
			strings.HasPrefix(clean, "//") || strings.ContainsAny(a.Val, "\\\x00\n\t") {
			t.Errorf("%q gives address %q", body, a.Val)
		}
	}
}

// payloads try to get something active onto a page.
var payloads = []string{
	"[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](javascript&colon;alert(1))", "[x](java&Tab;script:alert(1))",
	"[x](java&#x0A;script:alert(1))", "[x](&#106;avascript:alert(1))", "[x](\\javascript:alert(1))", "[x](java\\script:alert(1))",
	"[x](<javascript:alert(1)>)", "[x](< javascript:alert(1)>)", "[x](\u0001javascript:alert(1))", "[x](data:text/html,<script>)",
	"[x](vbscript:x)", "[x](blob:x)", "[x](file:///etc/passwd)", "[x](//evil.example)", "[x](/\\evil.example)", "[x](\\\\evil)",
	"[x](/%09/evil.example)", "[x](view-source:x)", "[x](intent:x)", "[x](x-y.z+1:a)", "[x](&#x2f;&#x2f;evil.example)",
	"![x](javascript:x)", "![x](data:image/svg+xml,<svg>)", "![x](mailto:a@b.cn)", "![x](#a)",
	"<javascript:alert(1)>", "<data:text/html,x>", "<vbscript:x>", "<file:///x>",
	"[x]: javascript:alert(1)\n\n[x]", "[x]: <data:x> \"t\"\n\n![a][x]", "[x][y]\n\n[y]: //evil.example",
	"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<b onclick=x>", "a <iframe src=x> b",
	"[x](a \"\\\" onclick=alert(1) x=\\\"\")", "[x](a '\" onclick=\"alert(1)')", "[a\" onmouseover=\"x](b\" onmouseover=\"x)",
	"![\" onerror=\"x](b.png)", "```\"><script>\nx\n```", "``` a\" onclick=\"x\nx\n```", "# <script>x</script>\n", "# \" onclick=\"x\n",
	"| <script> |\n|---|\n| [x](javascript:x) |\n", "x[^1]\n\n[^1]: <script>x</script>\n", "# m-main\n\n# fn-1\n\n[^a]\n\n[^a]: x\n",
	"<table><tr><td onclick=x style=x colspan=2>x", "<u>x</u><u onclick=x>", "<details open ontoggle=x>x</details>", "</div></main>",
	"<ruby>x<rt>y", "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
	"<!-- x --> <script>", "<!-- x", "<?php x ?>", "<![CDATA[x]]>", "<!DOCTYPE html>", "&lt;script&gt;", "&#60;script>",
	"<a href=\"javascript:x\">x</a>", "<p style=\"x\">", "[<script>](x)", "[x](a&quot;onclick=b)", "[x](https://a.cn/\"onclick=b)",
}

func TestNothingActiveSurvives(t *testing.T) {
	for _, raw := range []bool{false, true} {
		c := New(Options{RawHTML: raw})
		for _, p := range payloads {
			for _, form := range []string{"%", "- %\n- b", "> %", "a **%** b", "甲\n%\n乙"} {
				body := []byte(strings.Replace(form, "%", p, 1))
				var r Result
				c.Convert("a.md", body, 1, nil, &r)
				checkPage(t, body, r.HTML, raw)
			}
		}
	}
}

// FuzzNoScript holds every output to the allowed elements, attributes and
// addresses, also when Resolve is hostile, and every run to the same bytes.
func FuzzNoScript(f *testing.F) {
	for _, s := range slices.Concat(payloads, seeds) {
		f.Add([]byte(s), false)
		f.Add([]byte(s), true)
	}
	converters := map[bool]*Converter{false: New(Options{}), true: New(Options{RawHTML: true})}
	f.Fuzz(func(t *testing.T, body []byte, raw bool) {
		var a, b Result
		start := cpuTime()
		converters[raw].Convert("a.md", body, 1, nil, &a)
		if took := cpuTime() - start; took > 5e9 {
			t.Errorf("%d bytes took %v", len(body), took)
		}
		checkPage(t, body, a.HTML, raw)
		hostile := func(l Link) (string, bool) { return l.Dest, l.Text != "" }
		converters[raw].Convert("a.md", body, 1, hostile, &b)
		checkPage(t, body, b.HTML, raw)
	})
}

// An entity brings nothing into a page or its text that the file itself may not hold,
// and no line of its own.
func TestEntitiesBringNoControls(t *testing.T) {
	for _, body := range []string{
		"甲&#x1b;[31m乙&#x202E;丙&#8294;丁&NewLine;戊&#10;己&#150;",
		"<p>甲&#x1b;[31m乙&#x202E;丙&#8294;丁&NewLine;戊&#10;己&#x96;</p>",
		"![甲&#x1b;乙&#x202E;](a.png \"丙&#x202e;&#x1b;\") `&#x1b;`",
	} {
		for _, raw := range []bool{false, true} {
			r := Result{WantText: true}
			New(Options{RawHTML: raw}).Convert("a.md", []byte(body), 1, leaveAlone, &r)
			for _, out := range [][]byte{r.HTML, r.Text} {
				for _, c := range string(out) {
					if unicode.IsControl(c) && c != '\n' || unicode.Is(unicode.Bidi_Control, c) {
						t.Errorf("%s (raw %v) becomes %q", body, raw, out)
						break
					}
				}
			}
			if bytes.Contains(r.Text, []byte("\n")) {
				t.Errorf("%s (raw %v) has the text %q", body, raw, r.Text)
			}
		}
	}
}
