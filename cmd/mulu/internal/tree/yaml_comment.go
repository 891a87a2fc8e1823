package tree

import (
	"strings"

	"github.com/goccy/go-yaml/token"
)

// checkComments warns of comments behind a text without quotes, of which they may have been
// meant as the end. Behind a number, a day or a word like true they are what they seem.
func (r *yamlReader) checkComments(tokens token.Tokens) {
	for i, t := range tokens {
		if t.Type != token.CommentType || i == 0 || len(r.diags) == mostReports {
			continue
		}
		if text := tokens[i-1]; r.endsText(text, t) {
			r.report(ruleYAMLComment.At(r.file, r.place(t), "“%s”被当作注释，这一项的值只有“%s”", shortened(written(t)), shortened(scalarText(text))).
				WithHint("%s", ruleYAMLComment.Repair))
		}
	}
}

// endsText says whether a comment stands behind a plain text, on the line on which that ends.
func (r *yamlReader) endsText(text, comment *token.Token) bool {
	return text.Type == token.StringType && plainScalar(scalarText(text)).Kind == String &&
		text.Position.Line+strings.Count(written(text), "\n") == comment.Position.Line
}
