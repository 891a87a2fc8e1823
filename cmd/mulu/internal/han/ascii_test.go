package han

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestNextASCII(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	pieces := []string{"汉", "字", "，", "a", "1", "\n", "é", "𠮷", "\xff", "汉字汉字汉字汉字"}
	for range 5000 {
		var b strings.Builder
		for range r.IntN(12) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		s := b.String()
		for from := range len(s) + 1 {
			want := from
			for want < len(s) && s[want] >= utf8.RuneSelf {
				want++
			}
			if got, same := NextASCII(s, from), NextASCII([]byte(s), from); got != want || same != want {
				t.Fatalf("%q from %d: %d and %d, want %d", s, from, got, same, want)
			}
		}
	}
}

func BenchmarkNextASCII(b *testing.B) {
	s := strings.Repeat("县级以上地方人民政府应当将限期达标规划报上一级人民政府备案，", 20)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		NextASCII(s, 0)
	}
}
