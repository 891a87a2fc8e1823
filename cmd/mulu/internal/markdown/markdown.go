// Package markdown turns the body of a document into HTML that is safe to put
// on a page: CommonMark with tables, strikethrough, footnotes, definition and
// task lists, Chinese line breaks and emphasis beside Chinese punctuation, and
// the parts of an official document (GB/T 9704) as elements of their own.
//
// It promises that nothing active survives: elements, attributes and addresses
// all come from closed lists; that every body, however hostile, ends soon and
// with at most 20 MB; and that nothing of the text is lost silently: what is
// not shown as it was written is a diagnostic with its place. A simple body is
// rendered by a fast path whose result equals the complete path's byte for byte.
//
// Classes on the page: addressee, annex-note, signature, signed-date, end-mark
// (paragraphs), table-wrap (a section around each table), align-left,
// align-center, align-right (cells), task (items), footnotes (a section).
//
// It knows no site, file system or page: where a link leads is asked of the
// caller (Resolve), and the page around the body is package render's.
package markdown

import (
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/texts"
)

// Options is what a site chooses for all its bodies.
type Options struct {
	// RawHTML lets a small sanitised subset of HTML through (tables with joined
	// cells, sup, sub, br, u, ruby, details, figure, span with lang). Without it every tag is
	// an error and is shown as text.
	RawHTML bool
	// Texts are the words of what bodies get beside their own: the names of footnotes and
	// boxes, in the bodies' language. Nil is Simplified Chinese.
	Texts *texts.Table
}

// Link is a destination met in the body; those of the site itself are for the caller
// to resolve. Dest has its backslash escapes and entities decoded; that of a link into
// the site also its percent escapes, except those of # ? % / and \ (%23 stays %23).
type Link struct {
	Dest  string
	Image bool
	Pos   diag.Pos // from the [ or ! that begins it to its end, if that is on the same line
	Text  string   // the link's text without marks, the image's alternative text
}

// Resolve says what address a destination gets. With ok false the destination
// is wrong: the caller has made its own diagnostic, and the link is rendered as
// its text only. A nil Resolve leaves every destination as it is.
type Resolve func(l Link) (href string, ok bool)

// Heading is a heading of the body. Level is the one it has on the page (2 to
// 6): a body that uses level 1, which is the page's own, has all its headings
// moved down by one. ID is unique in the body; it never begins with m-, which is
// kept for the page template's own ids, nor with fn- and fnref-, which are the
// footnotes'; it begins with art- if the heading is that of an article.
type Heading struct {
	Level   int
	ID      string
	Text    string
	English bool     // in English, see markEnglish
	Pos     diag.Pos // of its first line
}

// Part is a paragraph that is a part of an official document.
type Part struct {
	Text string // without marks; empty when the body has no such part
	Pos  diag.Pos
}

// Parts are the parts of an official document (GB/T 9704-2012 7.3) that were
// recognised in the body. What is not surely such a part is left a paragraph.
type Parts struct {
	Addressee     Part          // 主送机关, with its colon
	AnnexNote     Part          // 附件说明, its first paragraph
	Signature     Part          // 发文机关署名; of several in one paragraph, one a line
	SignedDate    official.Date // 成文日期
	SignedDatePos diag.Pos
	EndMark       Part // 附注 on disclosure, as 此件主动公开, without its brackets
}

// Result is a converted body. It is reused from body to body: Convert empties
// it first and keeps the buffers, so nothing in it outlives the next Convert.
type Result struct {
	HTML     []byte
	Headings []Heading
	Articles []string // the ids of paragraphs that begin articles: art-12; headings that do are among Headings
	Shift    int      // by how much the headings were moved down: 0 or 1
	// Links are the links and images in their order, also those to other sites and to
	// places of the same page, without those whose addresses are not allowed.
	Links    []Link
	Problems []diag.Diagnostic // sorted by position
	Parts    Parts
	// Text is the body without marks, when WantText asks for it: blocks are
	// parted by a newline, cells by a space.
	Text     []byte
	WantText bool
	Fast     bool // the fast path made it

	doc *doc // scratch
}

// Reset empties r and keeps its buffers and WantText.
func (r *Result) Reset() {
	*r = Result{
		HTML:     r.HTML[:0],
		Headings: r.Headings[:0],
		Articles: r.Articles[:0],
		Links:    r.Links[:0],
		Problems: r.Problems[:0],
		Text:     r.Text[:0],
		WantText: r.WantText,
		doc:      r.doc,
	}
}
