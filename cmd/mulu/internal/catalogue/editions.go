package catalogue

import (
	"cmp"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/official"
)

// A regulation that is revised is published as a new document, which replaces the one
// before. Both are editions of one work when they bear the same name; the editor of the
// new one may say otherwise (compare). A text that was amended by an act and is published
// anew as amended (修正) is an edition, too: then the act amends the old document and the
// new one replaces it on the same day.

// Wish is what an editor says where something is decided without him, too.
type Wish uint8

// The wishes.
const (
	Unsaid Wish = iota
	Yes
	No
)

// mostEditions bounds the editions of a work, each of which is shown with each other.
const mostEditions = 50

// Edition is a document in the history of its work.
type Edition struct {
	*Document
	Before []*Document // the editions that it replaces
	Note   string      // what it says of that
}

// Editions are the texts of the work that a document is of, the earliest first; none when
// there is no other. Of very many, those next to the document are given.
func (d *Document) Editions() []Edition {
	replacing := func(rel Relation) bool { return rel.Type == Replaces }
	if !slices.ContainsFunc(d.Out, replacing) && !slices.ContainsFunc(d.In, replacing) {
		return nil
	}
	var es []Edition
	seen := map[*Document]bool{}
	queue := []*Document{d}
	for len(queue) > 0 && len(es) < mostEditions {
		at := queue[0]
		if queue = queue[1:]; seen[at] {
			continue
		}
		seen[at] = true
		e := Edition{Document: at, Before: at.EarlierEditions()}
		queue = append(queue, e.Before...)
		for _, rel := range at.Out {
			if rel.Type == Replaces && slices.Contains(e.Before, rel.Doc) {
				e.Note = cmp.Or(e.Note, rel.Note)
			}
		}
		for i := range at.In {
			if rel := &at.In[i]; rel.joinsEditions(rel.Doc, at) {
				queue = append(queue, rel.Doc)
			}
		}
		es = append(es, e)
	}
	if len(es) < 2 {
		return nil
	}
	slices.SortFunc(es, func(a, b Edition) int {
		return cmp.Or(a.Begins().Compare(b.Begins()), a.Published.Compare(b.Published), cmp.Compare(b.ID, a.ID))
	})
	return es
}

// EarlierEditions are the documents that a document replaces as a new edition of them.
func (d *Document) EarlierEditions() (before []*Document) {
	for i := range d.Out {
		if rel := &d.Out[i]; rel.joinsEditions(d, rel.Doc) && !slices.Contains(before, rel.Doc) {
			before = append(before, rel.Doc)
		}
	}
	return before
}

// joinsEditions says whether a relation makes a document an edition of one before.
func (rel *Relation) joinsEditions(new, old *Document) bool {
	if rel.Type != Replaces || rel.Compare == No {
		return false
	}
	return rel.Compare == Yes || new.workName() == old.workName()
}

// workName is the name by which editions of a work are known: without who issues it, and
// without what tells one edition from another.
func (d *Document) workName() string {
	name := d.Title
	for _, verb := range [...]string{"印发《", "公布《", "发布《"} {
		if _, inner, ok := strings.Cut(name, verb); ok {
			if end := strings.LastIndex(inner, "》"); end >= 0 {
				name = inner[:end]
				break
			}
		}
	}
	for {
		short, ok := cutEdition(name)
		if !ok {
			break
		}
		name = short
	}
	if len(d.Issuers) > 0 {
		name = strings.TrimPrefix(name, d.IssuerName(0))
	}
	return name
}

// cutEdition cuts from a name what it ends with in brackets, if that names an edition:
// （试行）, （2025年版）, （2024年修正）.
func cutEdition(name string) (string, bool) {
	for _, b := range [...][2]string{{"（", "）"}, {"(", ")"}} {
		inner, ok := strings.CutSuffix(name, b[1])
		at := strings.LastIndex(inner, b[0])
		if !ok || at <= 0 {
			continue
		}
		for _, word := range [...]string{"试行", "暂行", "修订", "修正", "版"} {
			if strings.Contains(inner[at:], word) {
				return strings.TrimSpace(inner[:at]), true
			}
		}
	}
	return name, false
}

// anew is the edition that has a document's text as amended, and the first day on which it
// is there and is the wording to go by.
type anew struct {
	by *Document
	on official.Date
}

// restated leaves out of the events of a document that it was replaced by its own text as
// amended: it was amended on that day by an act, and the work was not repealed. It gives
// the first such text, none where there is none.
func restated(d *Document, events []event) (rest []event, text anew) {
	for _, e := range events {
		own := e.cause == ByReplace && e.By != nil && slices.Contains(e.By.EarlierEditions(), d) &&
			slices.ContainsFunc(events, func(a event) bool { return a.cause == ByAmend && a.on == e.on })
		if !own {
			rest = append(rest, e)
			continue
		}
		on := latest(e.on, e.By.Begins(), e.By.Effective)
		if text.by == nil || on.Before(text.on) {
			text = anew{e.By, on}
		}
	}
	return rest, text
}

func latest(days ...official.Date) official.Date { return slices.MaxFunc(days, official.Date.Compare) }

// TextSince is the first day on which a text is the wording of its work to go by, where
// the work had another text before; no day of all others.
func (d *Document) TextSince() (on official.Date, has bool) {
	if len(d.EarlierEditions()) == 0 {
		return on, false
	}
	return cmp.Or(d.Effective, d.Begins()), true
}
