package links

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/markdown"
)

// mostFindings is how many findings of one rule in one body are worth listing.
const mostFindings = 200

// finder is a body while a rule looks at it. However many findings a hostile body has,
// they are listed up to a number.
type finder struct {
	*check.Body
	n int // findings so far
}

// found makes a rule's function of one that has a finder.
func found(look func(b *finder)) func(b *check.Body) {
	return func(b *check.Body) { look(&finder{Body: b}) }
}

// Report adds a finding, in place of the Body's own.
func (b *finder) Report(d diag.Diagnostic) {
	b.n++
	if b.n == mostFindings {
		d.Message += "（这个文件中这样的问题太多，后面的没有列出）"
	}
	if b.n <= mostFindings {
		b.Body.Report(d)
	}
}

// plain is a text without what a reader does not tell apart: width, case, traditional
// forms, spaces, punctuation.
func plain(s string) string { return strings.ReplaceAll(han.Fold(s), "\n", "") }

// targetName is what a reader would call what a link leads to; empty when that is not
// known.
func targetName(b *finder, l *markdown.Link) string {
	dest, _, _ := strings.Cut(l.Dest, "#")
	if dest == "" {
		return ""
	}
	if _, title, ok := b.LinkTarget(b.File, dest); ok {
		return title
	}
	if b.Document == nil || b.More == nil {
		return ""
	}
	for _, a := range b.More.Attachments {
		if a.File == dest {
			return a.Title
		}
	}
	return ""
}
