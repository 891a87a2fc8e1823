package compile

import (
	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/html"
)

// Minify shortens an HTML template: comments and needless white space go,
// actions, quotes, document tags and end tags stay.
func Minify(text string) (string, error) {
	m := minify.New()
	m.Add("text/html", &html.Minifier{
		KeepDocumentTags: true,
		KeepEndTags:      true,
		KeepQuotes:       true,
		TemplateDelims:   html.GoTemplateDelims,
	})
	return m.String("text/html", text)
}
