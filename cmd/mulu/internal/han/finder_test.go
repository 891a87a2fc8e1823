package han

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// A finder finds what a plain search finds.
func TestFinder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	random := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteRune([]rune("ab甲乙丙é𠮷")[r.IntN(7)])
		}
		return b.String()
	}
	for range 300 {
		var words []string
		for range 1 + r.IntN(8) {
			words = append(words, random(1+r.IntN(4)))
		}
		text := random(60)
		text = text[:len(text)-r.IntN(3)] + "\xE7\x94" + text // with characters that are cut
		var got, want []string
		NewFinder(words).Find(text, func(w, end int) { got = append(got, fmt.Sprint(w, end)) })
		for n, w := range words {
			for i := range text {
				if strings.HasPrefix(text[i:], w) {
					want = append(want, fmt.Sprint(n, i+len(w)))
				}
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("words %q in %q: found %v, want %v", words, text, got, want)
		}
	}
}
