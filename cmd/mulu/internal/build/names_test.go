package build

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"

	"mulu/cmd/mulu/internal/sitetest"
)

// The finder says what looking for each name says, at the beginning of words.
func TestNameFinder(t *testing.T) {
	sitetest.Heavy(t, "20,000 texts")
	r := rand.New(rand.NewPCG(3, 4))
	letters := []rune("ab1./号〔")
	word := func(n int) []byte {
		w := make([]rune, n)
		for i := range w {
			w[i] = letters[r.IntN(len(letters))]
		}
		return []byte(string(w))
	}
	found := 0
	for range 20_000 {
		names := make([][]byte, r.IntN(5))
		for i := range names {
			names[i] = word(1 + r.IntN(6))
		}
		text := word(r.IntN(60))
		short := slices.ContainsFunc(names, func(name []byte) bool { return len(name) < 3 })
		want := slices.ContainsFunc(names, func(name []byte) bool {
			for i := range text {
				if bytes.HasPrefix(text[i:], name) && (short || !within(text, i)) {
					return true
				}
			}
			return false
		})
		if got := newNameFinder(names).in(text); got != want {
			t.Fatalf("%q in %q: %v, want %v", names, text, got, want)
		}
		if want {
			found++
		}
	}
	if found < 1000 || found > 19_000 {
		t.Errorf("found in %d texts of 20,000", found)
	}
}

func BenchmarkNameFinder(b *testing.B) {
	text := bytes.Repeat([]byte("各县区交通运输局，市直各单位：现将2024年工作要点印发给你们，请遵照执行。index_number = \"113701000041890072/2024-00001\"\n"), 50)
	for _, n := range []int{8, 500} {
		var names [][]byte
		for i := range n {
			names = append(names, []byte("113701000041890072/2023-"+string(rune('A'+i/26))+string(rune('a'+i%26))+"z"), []byte("t20230122_"+string(rune('A'+i))+".md"))
		}
		f := newNameFinder(names)
		b.Run("finder", func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				f.in(text)
			}
		})
		b.Run("each", func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if slices.ContainsFunc(names, func(name []byte) bool { return bytes.Contains(text, name) }) {
					b.Fatal("found")
				}
			}
		})
	}
}
