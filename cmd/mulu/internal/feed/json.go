package feed

import (
	"encoding/json"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/plan"
)

// The members of a JSON Feed (jsonfeed.org/version/1.1).
type jsonFeed struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	Home        string       `json:"home_page_url"`
	URL         string       `json:"feed_url"`
	Authors     []jsonAuthor `json:"authors"`
	Language    string       `json:"language"`
	Description string       `json:"description,omitempty"`
	Items       []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

type jsonItem struct {
	ID        string       `json:"id"`
	URL       string       `json:"url"`
	Title     string       `json:"title"`
	Text      string       `json:"content_text"`
	Published string       `json:"date_published"`
	Modified  string       `json:"date_modified"`
	Authors   []jsonAuthor `json:"authors,omitempty"`
	Tags      []string     `json:"tags,omitempty"`
	Mulu      jsonEvent    `json:"_mulu"`
}

// jsonEvent is what programs need not read out of a sentence.
type jsonEvent struct {
	About string   `json:"about"` // the page that explains it, as the form demands of an extension
	Event string   `json:"event"` // published, in-force, amended, partly-repealed, repealed, expired, corrected
	On    string   `json:"on"`    // the day from which it holds; an entry's dates say when it was known
	Index string   `json:"index"` // the document's index number
	By    []string `json:"by,omitempty"`
}

// JSON appends the feed of the whole catalogue, or of a list, as a JSON Feed 1.1: the same
// entries under the same ids as Atom.
func (f *Feeds) JSON(dst []byte, e plan.Entry) ([]byte, error) {
	items := f.items(e.List)
	h := f.head(e.List, items)
	out := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: h.title, Home: h.home, URL: f.plan.Canonical(e.Path),
		Authors: []jsonAuthor{{h.author}}, Language: h.language, Items: make([]jsonItem, 0, len(items))}
	if e.List == nil {
		out.Description = f.plan.Config.Description
	}
	for _, it := range items {
		en := f.entry(it)
		out.Items = append(out.Items, f.jsonItem(&en, h.about))
	}
	data, err := json.MarshalIndent(out, "", " ")
	return append(append(dst, data...), '\n'), err
}

func (f *Feeds) jsonItem(e *entry, about string) jsonItem {
	at := instant(e.known, f.plan.Config.Location())
	it := jsonItem{ID: e.id, URL: e.page, Title: e.title, Text: e.summary, Published: at, Modified: at,
		Mulu: jsonEvent{About: about, Event: events[e.event], On: e.on.String(), Index: e.doc.Index}}
	if it.Text == "" { // a text is demanded
		it.Text = e.doc.Title
	}
	for i := range e.doc.Issuers {
		it.Authors = append(it.Authors, jsonAuthor{e.doc.IssuerName(i)})
	}
	it.Tags = append(it.Tags, f.label(e.event))
	for _, c := range e.doc.Categories {
		it.Tags = append(it.Tags, c.Name)
	}
	for _, by := range e.by {
		it.Mulu.By = append(it.Mulu.By, by.Index)
	}
	return it
}

// relative is the whole address of another document's page, by that of the entry's.
func (e *entry) relative(d *catalogue.Document) string {
	return strings.TrimSuffix(e.page, plan.DocumentPath(e.doc.Index)) + plan.DocumentPath(d.Index)
}
