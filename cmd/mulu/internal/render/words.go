package render

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render/compile"
	"mulu/cmd/mulu/internal/texts"
)

// words are the texts of the interface as pages need them: those of every page are
// found once. mark is the attribute of elements that hold documents' own words, empty
// when these are in the interface's language.
type words struct {
	*texts.Table
	mark    template.HTMLAttr
	content string // the language of documents

	home, body string                             // crumbs
	feed       string                             // of the whole catalogue
	disclosure string                             // of what is public
	self       string                             // the page's own document, among others
	asked      string                             // a document on which opinions are asked
	and        string                             // between names
	states     [official.Unstated + 1]string      // "" of what has no validity: of that, nothing is said
	relations  [catalogue.RelatedTo + 1][2]string // by type; what others state, what a document states
	parts      [2]string                          // likewise, of partial repeals
}

func wordsOf(t *Theme, title string) words {
	w := words{Table: t.Texts, mark: t.langs.Mark(), content: t.langs.Content}
	w.home, w.body, w.and, w.disclosure = w.Text("crumbs.home"), w.Text("crumbs.body"), w.Text("sign.list"), w.Text("disclosure.public")
	w.self, w.asked = w.Text("relation.self"), w.Text("relation.consultation")
	w.feed = w.Text("home.feed", title)
	for v := official.NotYet; v < official.Unstated; v++ {
		w.states[v] = w.Text("state." + v.Slug())
	}
	for _, t := range catalogue.RelationTypes {
		for i, out := range [...]bool{false, true} {
			w.relations[t][i] = w.Text("relation." + t.Slug(out))
		}
	}
	for i, out := range [...]bool{false, true} {
		w.parts[i] = w.Text("relation." + catalogue.Repeals.Slug(out) + "-part")
	}
	return w
}

func (w *words) relation(t catalogue.RelationType, out, partial bool) string {
	i := 0
	if out {
		i = 1
	}
	if partial {
		return w.parts[i]
	}
	return w.relations[t][i]
}

// label is the name of a field of the header table. In another language than Simplified
// Chinese it is the field's own, unless the site's settings give one in that language.
func (w *words) label(f config.ProfileField, own bool) string {
	switch {
	case w.Name() == texts.Names[0] || own && !strings.ContainsFunc(f.Label, foreignTo(w.Name())):
		return f.Label
	}
	if label, ok := w.Lookup("field." + f.Field); ok {
		return label
	}
	return f.Label
}

// date writes a day as readers of the interface read it.
func (w *words) date(d official.Date) string { return w.Date(d.Year(), d.Month(), d.Day()) }

// join writes names one after another.
func (w *words) join(names []string) string { return strings.Join(names, w.and) }

// listName is the name of a list: of its year, its state, its stage or its audience in the interface's
// language, else the name of its category, issuer or theme, which is content.
func (w *words) listName(l *plan.List) string {
	_, value, _ := strings.Cut(l.Dir, "/")
	switch l.Facet {
	case plan.ByYear:
		year, _ := strconv.Atoi(value) // the list's folder is a year
		return w.Text("facet.year_value", year)
	case plan.ByValidity:
		return w.Text("state." + value)
	case plan.ByFive:
		return w.Text("five." + value)
	case plan.ByAudience:
		return w.Text("audience." + value)
	}
	return l.Name
}

// listMark is the mark of a list's name.
func (w *words) listMark(l *plan.List) template.HTMLAttr {
	switch l.Facet {
	case plan.ByYear, plan.ByValidity, plan.ByFive, plan.ByAudience:
		return ""
	}
	return w.mark
}

// five is the name of a stage, "" of none.
func (w *words) five(f official.FiveDisclosure) string {
	if f == 0 {
		return ""
	}
	return w.Text("five." + f.Slug())
}

func (w *words) facet(f plan.Facet) string { return w.Text("facet." + f.Key()) }

// markOf is the mark of words that a site's settings and pages give: they may be in the
// language of the interface or of the documents. Characters that the former does not use
// tell which.
func (w *words) markOf(s string) template.HTMLAttr {
	if w.mark == "" || !strings.ContainsFunc(s, foreignTo(w.Name())) {
		return ""
	}
	return w.mark
}

// foreignTo says which characters the texts of a table never have.
func foreignTo(table string) func(rune) bool {
	switch table {
	case "zh-Hans":
		return han.IsTraditional
	case "zh-Hant":
		return han.IsSimplified
	}
	return han.IsHan
}

// content is documents' own words inside a text of the interface.
type content string

// phrase is a text with values; those that are content are marked as such, and those that
// are phrases are taken as they are.
func (w *words) phrase(key string, args ...any) template.HTML {
	plain := string(compile.AppendText(nil, w.Text(key)))
	return template.HTML(texts.Fill(plain, func(p texts.Place) string {
		if p.Words() {
			return p.Of(fmt.Sprint(args[p.N-1]))
		}
		switch own := args[p.N-1].(type) {
		case content:
			return string(inline(string(own), w.mark))
		case template.HTML:
			return string(own)
		}
		return string(inline(fmt.Sprint(args[p.N-1]), ""))
	}))
}

// inline is text as HTML, in an element of its own when it has a mark.
func inline(s string, mark template.HTMLAttr) template.HTML {
	if s == "" {
		return ""
	}
	safe := string(compile.AppendText(nil, s))
	if mark != "" {
		safe = "<span" + string(mark) + ">" + safe + "</span>"
	}
	return template.HTML(safe)
}
