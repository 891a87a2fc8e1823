package main

import (
	"math/rand/v2"
	"slices"
	"testing"

	"mulu/cmd/mulu/internal/search/query"
)

// TestExactness wants search to find what a scan of all texts finds, and to call
// nothing else a find: parts of titles and bodies of every length, beginning anywhere.
func TestExactness(t *testing.T) {
	s := buildLaws(t, 2)
	r := rand.New(rand.NewPCG(2, 2))
	for range 150 {
		text := s.substring(r)
		phrase := phraseOf(text)
		if len(phrase) == 0 {
			continue
		}
		want, got := s.scan(phrase), s.all(t, text)
		for _, i := range want {
			if !slices.Contains(got, i) {
				t.Errorf("%q is in %s, but was not found", text, s.name(i))
			}
		}
		for _, i := range got {
			if !slices.Contains(want, i) {
				t.Errorf("%q was found in %s, which does not hold it", text, s.name(i))
			}
		}
	}
}

// all is every document that search says holds the text.
func (s *lawSite) all(t *testing.T, text string) (found []int) {
	t.Helper()
	// In quotation marks, so that neither white space nor a sign at the front means
	// anything.
	answer, err := s.index.Search(t.Context(), query.Request{Q: "「" + text + "」", Exhaustive: true, Limit: len(s.docs)})
	if err != nil {
		t.Fatalf("search %q: %v", text, err)
	}
	if len(answer.Results) != answer.Total || !answer.Exact {
		t.Errorf("search %q: total %d (exact: %v), %d results", text, answer.Total, answer.Exact, len(answer.Results))
	}
	for _, res := range answer.Results {
		i, ok := s.at[res.Index]
		if !ok {
			t.Fatalf("search %q found %q", text, res.Index)
		}
		found = append(found, i)
	}
	return found
}

// substring is a part of a line that a reader sees, of 1 to 30 characters; every
// second one lies at a digit or a Latin letter, when the document has any.
func (s *lawSite) substring(r *rand.Rand) string {
	i := r.IntN(len(s.docs))
	lines := append([]string{s.docs[i].Title, s.docs[i].Index, s.docs[i].Number}, s.texts[i].body...)
	line := []rune(lines[r.IntN(len(lines))])
	if r.IntN(6) == 0 {
		line = []rune(lines[r.IntN(3)])
	}
	if len(line) == 0 {
		return ""
	}
	at := r.IntN(len(line))
	if r.IntN(2) == 0 {
		for j := range line {
			if c := line[(at+j)%len(line)]; c < 0x80 && c > ' ' {
				at = (at + j) % len(line)
				break
			}
		}
	}
	text := line[at:min(at+1+r.IntN(30), len(line))]
	// A closing mark would end the quotation.
	return string(slices.DeleteFunc(slices.Clone(text), func(c rune) bool { return c == '」' }))
}
