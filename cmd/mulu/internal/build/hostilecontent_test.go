package build_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/sitetest"
)

// Whatever an editor or the settings say, in no file is it a script, a formula, a line of
// a calendar or an element that the theme did not make.
func TestNothingActiveAnywhere(t *testing.T) {
	files := hostileTree(t)
	seen := map[string]int{}
	for at, data := range files {
		kind := path.Ext(at)
		seen[kind]++
		switch kind {
		case ".html":
			for _, p := range activeIn(data) {
				t.Errorf("%s: %s", at, p)
			}
		case ".xml":
			if err := wellFormed(data); err != nil {
				t.Errorf("%s: %v", at, err)
			}
		case ".json", ".jsonld":
			if !json.Valid(data) {
				t.Errorf("%s is no JSON", at)
			}
		case ".csv":
			formulas(t, at, data)
		case ".xlsx":
			for _, part := range unpacked(t, at, data)[2:] {
				if bytes.Contains(part, []byte("<f>")) || bytes.Contains(part, []byte("<f ")) || bytes.Contains(part, []byte("<script")) || bytes.HasPrefix(part, []byte("<?xml")) && wellFormed(part) != nil {
					t.Errorf("%s has a formula, a script or is broken: %.300q", at, part)
				}
			}
		case ".ics":
			calendar(t, at, data)
		}
	}
	for _, kind := range []string{".html", ".xml", ".json", ".csv", ".xlsx", ".ics", ".jsonl", ".txt", ".md"} {
		if seen[kind] == 0 {
			t.Errorf("no %s was made", kind)
		}
	}
	t.Logf("%d payloads, files: %v", len(sitetest.Payloads), seen)
}

// hostileTree builds the hostile site.
func hostileTree(t *testing.T) map[string][]byte {
	t.Helper()
	s, ds, dir := load(t, sitetest.Hostile())
	out := filepath.Join(t.TempDir(), "public")
	_, more := publishTo(t, s, dir, out)
	for _, d := range slices.Concat(ds, more) {
		if d.Severity == diag.Error {
			t.Errorf("%s: %s [%s]", d.File, d.Message, d.Code)
		}
	}
	if t.Failed() {
		t.FailNow()
	}
	return tree(t, out)
}

// themeElements are the elements that pages have, beside those of bodies.
var themeElements = strings.Fields(`html head title meta link script body header footer main nav section article aside div span p a h1 h2 h3 h4 h5 h6 ul ol li dl dt dd
	table thead tbody tr th td caption form label input button select option optgroup fieldset legend time strong em del sup sub code pre blockquote br hr img svg path rect circle use g title
	details summary small abbr b i u s q cite data output noscript figure figcaption search ins mark dialog template ruby rt rp col colgroup tfoot wbr var kbd samp address line polyline text desc defs pattern symbol`)

// activeIn tells what of a page could run or lead to what runs.
func activeIn(page []byte) (problems []string) {
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return []string{err.Error()}
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if !slices.Contains(themeElements, n.Data) {
			problems = append(problems, "element "+n.Data)
		}
		if n.Data == "script" {
			problems = append(problems, script(n)...)
		}
		for _, a := range n.Attr {
			if p := attribute(n, a); p != "" {
				problems = append(problems, n.Data+" "+a.Key+"="+a.Val+": "+p)
			}
		}
	}
	return problems
}

// script tells what is wrong with a script: it is one of our files, or data that is JSON.
func script(n *html.Node) (problems []string) {
	kind, src := value(n, "type"), value(n, "src")
	switch {
	case src != "" && n.FirstChild == nil && ownScript.MatchString(src):
	case src == "" && (kind == "application/ld+json" || kind == "application/json" || kind == "importmap" || kind == "speculationrules"):
		if n.FirstChild == nil || !json.Valid([]byte(n.FirstChild.Data)) {
			return []string{"script of " + kind + " is no JSON"}
		}
	default:
		return []string{"a script of type " + kind + " from " + src}
	}
	return nil
}

var ownScript = regexp.MustCompile(`^[./]*(?:/xxgk/)?assets/[a-z-]+\.[0-9a-f]{10}\.js$`)

func value(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func attribute(n *html.Node, a html.Attribute) string {
	switch key := strings.ToLower(a.Key); {
	case strings.HasPrefix(key, "on"):
		return "an event handler"
	case key == "style" || key == "srcdoc" || key == "formaction" || key == "ping":
		return "not allowed"
	case key == "http-equiv" && !slices.Contains([]string{"content-security-policy", "refresh", "x-ua-compatible", "content-type"}, strings.ToLower(a.Val)):
		return "not allowed"
	case key == "content" && strings.EqualFold(value(n, "http-equiv"), "refresh") && strings.Contains(strings.ToLower(a.Val), "script"):
		return "leads to a script"
	case slices.Contains([]string{"href", "src", "action", "poster", "xlink:href", "cite"}, key):
		u, err := url.Parse(strings.TrimSpace(a.Val))
		if err != nil || !slices.Contains([]string{"", "http", "https", "mailto", "tel", "webcal"}, strings.ToLower(u.Scheme)) && !strings.HasPrefix(a.Val, "data:image/svg+xml,") || u.Host == "evil.example" && n.Data != "a" {
			return "leads where it may not"
		}
	}
	return ""
}

func wellFormed(data []byte) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "script" {
			return errors.New("a script")
		}
	}
}

// formulas fails for a cell that a spreadsheet would reckon. Attachments are what their
// makers published.
func formulas(t *testing.T, at string, data []byte) {
	t.Helper()
	if strings.HasPrefix(at, "doc/") {
		return
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF"))))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Errorf("%s: %v", at, err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if strings.IndexAny(cell, "=+-@\t\r") == 0 || strings.HasPrefix(cell, "＝") || strings.HasPrefix(cell, "＋") || strings.HasPrefix(cell, "－") || strings.HasPrefix(cell, "＠") {
				t.Errorf("%s: a cell is %q", at, cell)
			}
		}
	}
}

// calendar fails for a line that is no property that we write.
func calendar(t *testing.T, at string, data []byte) {
	t.Helper()
	text := strings.ReplaceAll(string(data), "\r\n ", "")
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if !calendarLine.MatchString(line) || strings.ContainsAny(line, "\r\n") {
			t.Errorf("%s: line %q", at, line)
		}
	}
	if strings.Count(text, "canary()") == 0 {
		t.Errorf("%s has no hostile text", at)
	}
	if strings.Count(text, "\r\nBEGIN:VEVENT") != strings.Count(text, "\r\nEND:VEVENT") {
		t.Errorf("%s: events do not end", at)
	}
}

var calendarLine = regexp.MustCompile(`^(BEGIN|END|VERSION|PRODID|CALSCALE|METHOD|NAME|X-WR-CALNAME|X-WR-TIMEZONE|X-WR-CALDESC|X-PUBLISHED-TTL|REFRESH-INTERVAL|SOURCE|UID|DTSTAMP|DTSTART|DTEND|SUMMARY|DESCRIPTION|URL|CATEGORIES|TRANSP|SEQUENCE|STATUS|CLASS|LAST-MODIFIED|CREATED|COLOR|IMAGE|TZID|TZOFFSETFROM|TZOFFSETTO|RDATE)[;:]`)
