package export

import (
	"fmt"
	"net/url"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/markdown"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
)

// downloadKeys are the fields that a downloaded document says of itself, by their keys:
// each is public. What else a header holds (拟稿人, 审核记录) is in no list of fields here,
// so that a field that is new does not get out by itself.
var downloadKeys = []string{"title", "index_number", "issuer", "doc_number", "unified_number", "class", "category", "theme", "written", "published", "effective", "expires", "validity", "source", "summary"}

// field is a field of a download, under its official name.
type field struct{ label, value string }

// fields are those that a document has, and the address of its page.
func fields(p *plan.Plan, d *catalogue.Document) (fs []field) {
	for _, key := range downloadKeys {
		if v := downloadField(d, key); v != "" {
			fs = append(fs, field{catalogue.LabelOf(key), v})
		}
	}
	return append(fs, field{"网址", p.Canonical(plan.DocumentPath(d.Index))})
}

func downloadField(d *catalogue.Document, key string) string {
	switch key {
	case "title":
		return d.Title
	case "index_number":
		return d.Index
	case "issuer":
		return d.IssuerNames()
	case "doc_number":
		return d.DocNumber
	case "unified_number":
		return d.Unified
	case "class":
		if d.Class != nil {
			return d.Class.Name
		}
	case "category":
		names := make([]string, len(d.Categories))
		for i, c := range d.Categories {
			names[i] = categoryName(c)
		}
		return strings.Join(names, "、")
	case "theme":
		return d.Theme
	case "written":
		return d.Written.String()
	case "published":
		return d.Published.String()
	case "effective":
		return d.Effective.String()
	case "expires":
		return d.Expires.String()
	case "source":
		if d.More != nil {
			return d.More.SourceName
		}
	case "summary":
		return d.Summary
	case "validity":
		if s := d.Validity.State; s != official.Unstated {
			return s.String()
		}
	}
	return ""
}

// attachments are the files of a document: their names and whole addresses.
func attachments(p *plan.Plan, d *catalogue.Document) (fs []field) {
	if d.More == nil {
		return nil
	}
	for _, a := range d.More.Attachments {
		src, _ := catalogue.AttachmentPath(d.Path, a.File)
		at, fixed := strings.CutPrefix(src, "static/")
		if !fixed {
			at = plan.FilePath(d, src)
		}
		fs = append(fs, field{a.Title, p.Config.BaseURL + (&url.URL{Path: at}).EscapedPath()})
	}
	return fs
}

// Markdown appends a document as Markdown: its public fields as YAML front matter, its
// title, its body, which is Markdown as markdown.AppendMarkdown makes it of the page, and
// links to its attachments.
func Markdown(dst []byte, p *plan.Plan, d *catalogue.Document, body []byte) []byte {
	dst = append(dst, "---\n"...)
	fs := fields(p, d)
	for _, f := range fs {
		dst = append(append(dst, f.label...), ": "...)
		dst = append(quote(dst, f.value), '\n') // JSON's strings are YAML's, too
	}
	dst = append(append(append(dst, "---\n\n# "...), markdown.Escape(d.Title)...), "\n\n"...)
	dst = append(dst, body...)
	for i, f := range attachments(p, d) {
		if i == 0 {
			dst = append(append(append(dst, "\n## "...), attachmentsLabel...), "\n\n"...)
		}
		dst = fmt.Appendf(dst, "%d. [%s](%s)\n", i+1, markdown.Escape(f.label), f.value)
	}
	return dst
}

// Text appends a document as plain text: its public fields, its body, a paragraph a line,
// as markdown.AppendText makes it of the page, and the names and addresses of its
// attachments.
func Text(dst []byte, p *plan.Plan, d *catalogue.Document, body []byte) []byte {
	for _, f := range fields(p, d) {
		dst = append(append(append(append(dst, f.label...), "："...), f.value...), '\n')
	}
	dst = append(append(append(dst, '\n'), body...), '\n')
	for i, f := range attachments(p, d) {
		if i == 0 {
			dst = append(append(append(dst, '\n'), attachmentsLabel...), "：\n"...)
		}
		dst = fmt.Appendf(dst, "%d. %s %s\n", i+1, f.label, f.value)
	}
	return dst
}

var attachmentsLabel = catalogue.LabelOf("attachments")
