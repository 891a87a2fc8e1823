package build

import (
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/publish"
)

// described tells the manifest which files are documents. It keeps nothing of those whose
// address is their index number, as nearly all addresses are.
func (s *Site) described() func(path []byte) (publish.Document, bool) {
	odd := map[string]*catalogue.Document{}
	for i := range s.Catalogue.Documents {
		d := &s.Catalogue.Documents[i]
		if a, err := official.AddressPath(d.Index); err != nil || a != d.Index {
			odd[plan.DocumentPath(d.Index)] = d
		}
	}
	return func(path []byte) (publish.Document, bool) {
		index, ok := plan.DocumentIndex(path)
		if !ok {
			return publish.Document{}, false
		}
		d := odd[string(path)]
		if d == nil {
			// What stands at the number itself of a document with another address leads to it.
			t, _ := s.Catalogue.Find(string(index))
			if d = t.Document; d == nil || len(odd) > 0 && odd[plan.DocumentPath(d.Index)] == d {
				return publish.Document{}, false
			}
		}
		return publish.Document{Index: d.Index, Written: d.Written, Published: d.Published,
			Effective: d.Effective, Expires: d.Expires, Validity: d.Validity.State.Slug()}, true
	}
}
