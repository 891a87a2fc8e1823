package plan

import (
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
)

// ComparisonPath is the address of the comparison of a document with an earlier edition of
// it: in the folder of the new one, by the index number of the old one. ~ is in no file's
// own address.
func ComparisonPath(new, old *catalogue.Document) string {
	return strings.TrimSuffix(DocumentPath(new.Index), ".html") + comparisonName + strings.TrimPrefix(DocumentPath(old.Index), "doc/")
}

const comparisonName = "/~diff/"

// comparisons are those of all documents with the editions before them.
func (p *Plan) comparisons(yield func(Entry) bool) {
	for i := range p.Catalogue.Documents {
		d := &p.Catalogue.Documents[i]
		for _, old := range d.EarlierEditions() {
			if !yield(Entry{Kind: Comparison, Path: ComparisonPath(d, old), Doc: d, Old: old}) {
				return
			}
		}
	}
}

// comparisonAt finds the comparison at an address.
func (p *Plan) comparisonAt(at string) (Entry, bool) {
	page, _, ok := strings.Cut(at, comparisonName)
	if !ok {
		return Entry{}, false
	}
	if d := p.documentAt(page + ".html"); d != nil {
		for _, old := range d.EarlierEditions() {
			if ComparisonPath(d, old) == at {
				return Entry{Kind: Comparison, Path: at, Doc: d, Old: old}, true
			}
		}
	}
	return Entry{}, false
}
