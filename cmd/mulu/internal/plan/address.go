package plan

import (
	"bytes"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/official"
)

// DocumentPath is the address of a document's page, from the site's root.
func DocumentPath(index string) string {
	a, err := official.AddressPath(index)
	if err != nil {
		// Package catalogue refuses numbers that have no address.
		return "doc/invalid.html"
	}
	return "doc/" + a + ".html"
}

// AppendDocumentPath appends DocumentPath to dst.
func AppendDocumentPath(dst []byte, index string) []byte {
	a, err := official.AddressPath(index)
	if err != nil {
		return append(dst, DocumentPath(index)...)
	}
	return append(append(append(dst, "doc/"...), a...), ".html"...)
}

// DocumentIndex is the index number that has the address of a document's page as it is, which
// nearly all have; ok is false of any other file. Whether there is such a document is not known.
func DocumentIndex(page []byte) (index []byte, ok bool) {
	rest, ok := bytes.CutPrefix(page, []byte("doc/"))
	index, ok2 := bytes.CutSuffix(rest, []byte(".html"))
	return index, ok && ok2
}

// TextPath is the address of what a document's attachments say, beside them; it is ""
// when the site does not search any of them. ~ is in no file's own address.
func (p *Plan) TextPath(d *catalogue.Document) string {
	if d.More == nil {
		return ""
	}
	for _, a := range d.More.Attachments {
		if p.Config.Search.Reads(ext(a.File)) {
			return strings.TrimSuffix(DocumentPath(d.Index), ".html") + textName
		}
	}
	return ""
}

const textName = "/~text.txt"

// MarkdownPath is the address of a document as Markdown, beside its page; "" when the site
// offers none.
func (p *Plan) MarkdownPath(d *catalogue.Document) string {
	return p.download(d, p.Config.Downloads.Markdown, markdownExt)
}

// PlainPath is the address of a document as plain text; "" when the site offers none.
func (p *Plan) PlainPath(d *catalogue.Document) string {
	return p.download(d, p.Config.Downloads.Text, plainExt)
}

// JSONPath is the address of a document as data; "" when the site offers none.
func (p *Plan) JSONPath(d *catalogue.Document) string {
	return p.download(d, p.Config.Downloads.JSON, jsonExt)
}

const markdownExt, plainExt, jsonExt = ".md", ".txt", ".json"

func (p *Plan) download(d *catalogue.Document, offered bool, ext string) string {
	if !offered {
		return ""
	}
	return strings.TrimSuffix(DocumentPath(d.Index), ".html") + ext
}

// downloadAt finds the download at an address.
func (p *Plan) downloadAt(at string) (Entry, bool) {
	for _, f := range [...]struct {
		kind Kind
		ext  string
		path func(*catalogue.Document) string
	}{{MarkdownFile, markdownExt, p.MarkdownPath}, {TextFile, plainExt, p.PlainPath}, {JSONFile, jsonExt, p.JSONPath}} {
		if page, ok := strings.CutSuffix(at, f.ext); ok {
			if d := p.documentAt(page + ".html"); d != nil && f.path(d) == at {
				return Entry{Kind: f.kind, Path: at, Doc: d}, true
			}
		}
	}
	return Entry{}, false
}

// FilePath is the address of a file that lies beside a document's source: in a
// folder named as the document's page, so that it goes where the page goes.
func FilePath(d *catalogue.Document, source string) string {
	return strings.TrimSuffix(DocumentPath(d.Index), ".html") + "/" + fileName(d.Path, source)
}

// AttachmentAt is the file of a document's attachment, from the site's folder, and its
// address.
func AttachmentAt(d *catalogue.Document, a catalogue.Attachment) (source, at string) {
	source, _ = catalogue.AttachmentPath(d.Path, a.File)
	if at = strings.TrimPrefix(source, "static/"); at == source {
		at = FilePath(d, source)
	}
	return source, at
}

// PageFilePath is the address of a file that lies beside a content page's source.
func PageFilePath(pg *catalogue.Page, source string) string {
	return pg.Name + "/" + fileName(pg.Path, source)
}

// PagePath is the address of a content page.
func PagePath(p *catalogue.Page) string { return p.Name + ".html" }

// The addresses of mulu's own pages.
const (
	HomePath    = "index.html"
	SearchPath  = "search.html"
	SiteMapPath = "sitemap.html"
	FeedPath    = "feed.xml"

	StatisticsPath = "statistics.html"

	ShardsPath = "data/index.json"

	JSONFeedPath   = "feed.json"
	CalendarPath   = "calendar.ics"
	SubscribePath  = "subscribe.html"
	OpenSearchPath = "opensearch.xml"
	SecurityPath   = ".well-known/security.txt"

	LogPath        = "log.html"
	LogFeedPath    = "log.xml"
	SitemapLogPath = "sitemap-log.xml"
)

// Root is the way from a page to the site's root: "", "../", "../../" …
func Root(p string) string {
	switch n := strings.Count(p, "/"); n {
	case 0:
		return ""
	case 1:
		return "../"
	case 2:
		return "../../"
	default:
		return strings.Repeat("../", n)
	}
}

// Canonical is the whole address of a page; index.html is left out of it.
func (p *Plan) Canonical(at string) string {
	if at == HomePath {
		return p.Config.BaseURL
	}
	return p.Config.BaseURL + strings.TrimSuffix(at, "/index.html") + dirSlash(at)
}

func dirSlash(at string) string {
	if strings.HasSuffix(at, "/index.html") {
		return "/"
	}
	return ""
}
