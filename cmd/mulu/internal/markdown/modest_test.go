package markdown

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// What is called modest is within all budgets, whatever it is made of.
func TestModestBodiesAreWithinBudgets(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	pieces := []string{"甲", "甲乙丙丁。", "\n", "\n\n", "> ", ">", "- ", "\t", "    ", "1. ", "[^1]: ", "[^1]", "[a]: b", "[a](b)", "*", "_", "`", "\\|", "|", "| - |", "|-|-|", "---", "===", "# 甲", ": ", "<a>", "&amp;", "~~", "!["}
	modestOnes, large := 0, 0
	for range 3000 {
		var s strings.Builder
		few := make([]string, 1+r.IntN(4))
		for i := range few {
			few[i] = pieces[r.IntN(len(pieces))]
		}
		for n := 1 << r.IntN(16); n > 0; n-- {
			s.WriteString(few[r.IntN(len(few))])
		}
		body := []byte(s.String())
		_, message := overBudget(body)
		if modest(body) {
			if modestOnes++; message != "" {
				t.Errorf("%.60q (%d bytes) is no modest body: %s", body, len(body), message)
			}
		}
		if message != "" {
			large++
		}
	}
	if modestOnes < 500 || large < 100 {
		t.Errorf("%d modest bodies, %d over a budget", modestOnes, large)
	}
	if !modest([]byte(strings.Repeat(string(notice), 3))) {
		t.Error("notices are not modest")
	}
}

// valid is utf8.Valid, also where a fault begins at any place of a word.
func TestValidIsThatOfUTF8(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	pieces := []string{"中", "中文", "a", "abcdefgh", "é", "\U00020bb7", "\u3000", "\ud7ff", "\ue000", "\xed\xa0\x80", "\xe4\xb8", "\xff", "\x80", "\xe0\x80\x80", "\xf4\x90\x80\x80"}
	good := 0
	for range 50_000 {
		var s strings.Builder
		for range r.IntN(9) {
			if n := r.IntN(40); n < len(pieces) {
				s.WriteString(pieces[n])
			} else {
				s.WriteString(pieces[n%4])
			}
		}
		want := utf8.ValidString(s.String())
		if got := valid([]byte(s.String())); got != want {
			t.Fatalf("valid(%q) = %v", s.String(), got)
		}
		if want {
			good++
		}
	}
	if good < 1000 || good > 49_000 {
		t.Errorf("%d of 50,000 are valid", good)
	}
}

func BenchmarkModest(b *testing.B) {
	body := []byte(strings.Repeat(string(notice), 3))
	for _, bb := range []struct {
		name string
		f    func() bool
	}{{"modest", func() bool { return modest(body) }}, {"overBudget", func() bool { _, m := overBudget(body); return m == "" }}, {"valid", func() bool { return valid(body) }}, {"utf8", func() bool { return utf8.Valid(body) }}} {
		b.Run(bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				if !bb.f() {
					b.Fatal("refused")
				}
			}
		})
	}
}
