package check

import (
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
)

// Head is a head of what every body makes public (条例第二十条), as the site has it.
type Head struct {
	Columns []*config.Category // those that serve it
	Filled  []*config.Category // those of them that documents are in
	Newest  official.Date      // day of the newest document under it
}

// Heads gives the heads by their numbers, from 1; nil when the site does not ask for
// them. A document counts for the heads of the very columns that it is in.
func (s *Site) Heads() []Head {
	if !s.Config.Check.Statutory.Heads {
		return nil
	}
	newest := make([]official.Date, len(s.Config.Categories))
	for i := range s.Documents {
		d := &s.Documents[i]
		for _, k := range d.Categories {
			if newest[k.ID].Before(d.Published) {
				newest[k.ID] = d.Published
			}
		}
	}
	list := make([]Head, official.Heads+1)
	for i := range s.Config.Categories {
		k := &s.Config.Categories[i]
		for _, n := range s.Config.HeadsOf(k) {
			h := &list[n]
			h.Columns = append(h.Columns, k)
			if !newest[i].IsZero() {
				h.Filled = append(h.Filled, k)
			}
			if h.Newest.Before(newest[i]) {
				h.Newest = newest[i]
			}
		}
	}
	return list
}
