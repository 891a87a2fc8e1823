package compile

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/html"
)

// Minify shortens a template file without a change of meaning: HTML comments,
// needless white space and the text of template comments go; other actions, quotes,
// document tags, end tags and the text of pre and textarea stay. A file whose actions
// the minifier would touch, as where {{ is written as entities, is given back
// unchanged.
func Minify(text string) (string, error) {
	m := minify.New()
	m.Add("text/html", &html.Minifier{
		KeepDefaultAttrVals: true, // style sheets may select by them
		KeepDocumentTags:    true,
		KeepEndTags:         true,
		KeepQuotes:          true,
		TemplateDelims:      html.GoTemplateDelims,
	})
	// White space at the ends of a partial may stand between words of its caller.
	plain := emptyComments(text)
	rest, areas := cutTextareas(plain)
	short, err := m.String("text/html", guardMark+rest+guardMark)
	if err != nil {
		return "", err
	}
	short = strings.TrimSuffix(strings.TrimPrefix(short, guardMark), guardMark)
	for i, area := range areas {
		short = strings.Replace(short, placeholder(i), area, 1)
	}
	if !slices.Equal(actions(short), actions(plain)) {
		return text, nil
	}
	return short, nil
}

// guardMark is a comment that shows nothing.
const guardMark = "{{/**/}}"

var textarea = regexp.MustCompile(`(?is)(<textarea\b[^>]*>)(.*?)(</textarea)`)

// cutTextareas puts placeholders for the text of textareas, because the minifier
// joins the lines of those that hold actions.
func cutTextareas(text string) (rest string, areas []string) {
	rest = textarea.ReplaceAllStringFunc(text, func(element string) string {
		parts := textarea.FindStringSubmatch(element)
		areas = append(areas, parts[2])
		return parts[1] + placeholder(len(areas)-1) + parts[3]
	})
	return rest, areas
}

// placeholder is made of private characters that no template holds.
func placeholder(i int) string { return fmt.Sprintf("\uE0FE%d\uE0FF", i) }

// emptyComments takes the text out of comments: to the minifier an apostrophe in them
// begins a string, and it would leave alone all up to the next one.
func emptyComments(text string) string {
	for _, action := range actions(text) {
		open, _, _ := strings.Cut(action, "/*")
		if open != "{{" && open != "{{- " {
			continue
		}
		end := "*/}}"
		if strings.HasSuffix(action, " -}}") {
			end = "*/ -}}"
		}
		text = strings.Replace(text, action, open+"/*"+end, 1)
	}
	return text
}

// actions gives all actions of a template, delimiters included.
func actions(text string) []string {
	var all []string
	for {
		start := strings.Index(text, "{{")
		if start < 0 {
			return all
		}
		text = text[start:]
		end := actionEnd(text)
		all = append(all, text[:end])
		text = text[end:]
	}
}

// actionEnd finds the end of the action that text begins with. }} may stand in
// strings and comments.
func actionEnd(text string) int {
	body := strings.TrimPrefix(strings.TrimPrefix(text[2:], "-"), " ")
	if strings.HasPrefix(body, "/*") {
		if end := strings.Index(text, "*/"); end >= 0 {
			return end + len("*/") + through(text[end+len("*/"):])
		}
		return len(text)
	}
	for i := 2; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"' || c == '\'' || c == '`':
			i += quoted(text[i:])
		case strings.HasPrefix(text[i:], "}}"):
			return i + 2
		}
	}
	return len(text)
}

// through gives the length up to and with }}.
func through(text string) int {
	if end := strings.Index(text, "}}"); end >= 0 {
		return end + 2
	}
	return len(text)
}

// quoted gives the length of the string that text begins with, without its
// closing quote.
func quoted(text string) int {
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == text[0]:
			return i
		case text[i] == '\\' && text[0] != '`':
			i++
		}
	}
	return len(text)
}
