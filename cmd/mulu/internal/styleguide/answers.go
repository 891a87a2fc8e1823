package styleguide

import "mulu/cmd/mulu/internal/render"

// searches are the states of the search page, each by the query that brings it about: the
// engine of samples knows these words.
var searches = []string{"found", "few", "partly", "notes", "none", "waiting", "offline", "missing", "broken", "version"}

func (g *guide) searches() (links []render.Link) {
	for _, q := range searches {
		links = append(links, render.Link{Name: g.Text("guide.search_" + q), URL: "search.html?q=" + q})
	}
	return links
}

// answers are what the engine of samples answers with.
type answers struct {
	Site    string
	Results []answer
	Years   []string
}

type answer struct{ URL, Title, Number, Index, Issuer, Written, Published, Slug, Label string }

func (g *guide) answers() answers {
	a := answers{Site: g.Config.Title, Years: []string{"2026", "2025", "2024"}}
	for _, r := range g.rows() {
		a.Results = append(a.Results, answer{r.URL, r.Title, r.Number, r.Code + r.Serial, r.Issuer, r.Written, r.Published, r.StateClass, r.State})
	}
	return a
}
