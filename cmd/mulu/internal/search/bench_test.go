package search

import (
	"testing"

	"mulu/cmd/mulu/internal/sitetest"
)

// benchSite has n documents of about 2,000 characters.
func benchSite(b *testing.B, n int) *site {
	s := randomSite(b, n, 1)
	for i := range s.plan.Catalogue.Documents {
		d := &s.plan.Catalogue.Documents[i]
		text := s.pages[sitetest.Index(i%n+1)].text
		for len(text) < 6000 {
			text += "\n" + s.pages[sitetest.Index((i*31+len(text))%n+1)].text
		}
		s.pages[d.Index] = page{text: text[:6000]}
	}
	return s
}

func BenchmarkAdd(b *testing.B) {
	s := benchSite(b, 500)
	docs := s.plan.Catalogue.Documents
	texts := make([][]byte, len(docs))
	for i := range docs {
		texts[i] = []byte(s.pages[docs[i].Index].text)
	}
	b.ReportAllocs()
	i := len(docs)
	var bd *Builder
	for b.Loop() {
		if i == len(docs) {
			b.StopTimer()
			var err error
			if bd, err = NewBuilder(s.plan, Options{Workers: 1}); err != nil {
				b.Fatal(err)
			}
			i = 0
			b.StartTimer()
		}
		if err := bd.Add(0, &docs[i], texts[i], nil); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// One operation is the index of 500 documents.
func BenchmarkFinish(b *testing.B) {
	s := benchSite(b, 500)
	docs := s.plan.Catalogue.Documents
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		bd, err := NewBuilder(s.plan, Options{Workers: 1})
		if err != nil {
			b.Fatal(err)
		}
		for i := range docs {
			if err := bd.Add(0, &docs[i], []byte(s.pages[docs[i].Index].text), nil); err != nil {
				b.Fatal(err)
			}
		}
		b.StartTimer()
		if _, err := bd.Finish(b.Context(), func(string, []byte) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
