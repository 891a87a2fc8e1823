package han

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestHolds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	random := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString([]string{"一", "是", "丁", "a", "\x98", "\xAF"}[r.IntN(6)])
		}
		return b.String()
	}
	for range 5000 {
		s, word := random(r.IntN(12)), random(r.IntN(4))
		want := strings.Contains(s, word)
		if got := Holds(s, word); got != want {
			t.Fatalf("Holds(%q, %q) = %v", s, word, got)
		}
		if got := HoldsBytes([]byte(s), word); got != want {
			t.Fatalf("HoldsBytes(%q, %q) = %v", s, word, got)
		}
	}
}

func BenchmarkHolds(b *testing.B) {
	text := strings.Repeat("各单位要高度重视，切实做好信息公开工作。", 100)
	b.Run("Holds", func(b *testing.B) {
		for b.Loop() {
			Holds(text, "一是")
		}
	})
	b.Run("strings", func(b *testing.B) {
		for b.Loop() {
			strings.Contains(text, "一是")
		}
	})
}
