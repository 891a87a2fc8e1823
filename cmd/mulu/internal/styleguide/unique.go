package styleguide

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// references are the attributes that name ids of their own page.
var references = []string{"for", "aria-labelledby", "aria-describedby", "aria-controls"}

// landmarks are the elements that a screen reader lists by their names.
var landmarks = []string{"nav", "section", "form", "aside"}

// unique makes a fragment one of several on a page: its ids that are taken get a suffix,
// also where it refers to them, and the names of its landmarks the example's own behind
// them. All else stays as the template wrote it, so that scripts find the first of a kind.
func unique(fragment, suffix string, taken map[string]bool, e *example) string {
	own := map[string]bool{}
	for id := range idsOf(fragment) {
		own[id] = taken[id]
	}
	for id, renamed := range own {
		if !renamed {
			taken[id] = true
		}
	}
	var b strings.Builder
	each(fragment, func(t *html.Token, raw string) {
		if t.Type != html.StartTagToken && t.Type != html.SelfClosingTagToken {
			b.WriteString(raw)
			return
		}
		for i := range t.Attr {
			rename(&t.Attr[i], own, suffix)
		}
		if slices.Contains(landmarks, t.Data) {
			nameLandmark(t, e)
		}
		writeTag(&b, t)
	})
	return b.String()
}

// idsOf gives the ids of a page or a fragment.
func idsOf(fragment string) map[string]bool {
	ids := map[string]bool{}
	each(fragment, func(t *html.Token, _ string) {
		for _, a := range t.Attr {
			if a.Key == "id" {
				ids[a.Val] = true
			}
		}
	})
	return ids
}

func each(fragment string, see func(t *html.Token, raw string)) {
	z := html.NewTokenizer(strings.NewReader(fragment))
	for z.Next() != html.ErrorToken {
		raw := string(z.Raw())
		t := z.Token()
		see(&t, raw)
	}
}

// rename appends the suffix to those ids in an attribute that need one.
func rename(a *html.Attribute, own map[string]bool, suffix string) {
	switch {
	case a.Key == "id" && own[a.Val]:
		a.Val += suffix
	case a.Key == "href" && strings.HasPrefix(a.Val, "#") && own[a.Val[1:]]:
		a.Val += suffix
	case slices.Contains(references, a.Key):
		ids := strings.Fields(a.Val)
		for i, id := range ids {
			if own[id] {
				ids[i] += suffix
			}
		}
		a.Val = strings.Join(ids, " ")
	}
}

// nameLandmark adds the label to a landmark's name. A form is one when its role says so, a
// section when it has a name.
func nameLandmark(t *html.Token, e *example) {
	at := func(key string) int {
		return slices.IndexFunc(t.Attr, func(a html.Attribute) bool { return a.Key == key })
	}
	by, named, role := at("aria-labelledby"), at("aria-label"), at("role")
	switch {
	case by >= 0:
		t.Attr[by].Val += " " + e.ID
	case named >= 0:
		t.Attr[named].Val += " " + e.Part + " " + e.Label
	case role >= 0 && t.Attr[role].Val == "search":
		t.Attr = append(t.Attr, html.Attribute{Key: "aria-labelledby", Val: e.ID})
	}
}

func writeTag(b *strings.Builder, t *html.Token) {
	b.WriteString("<" + t.Data)
	for _, a := range t.Attr {
		b.WriteString(" " + a.Key)
		if a.Val != "" {
			b.WriteString(`="` + html.EscapeString(a.Val) + `"`)
		}
	}
	b.WriteString(">")
}
