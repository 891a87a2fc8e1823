package han

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTerm(t *testing.T) {
	for _, s := range []string{"政", "a", "政务", "23号", "𠮷野", "\U0010FFFF\U0010FFFF\U0010FFFF"} {
		term := MakeTerm([]rune(s)...)
		if term.String() != s {
			t.Errorf("MakeTerm(%q) is %q", s, term)
		}
	}
	if list := (Term(0)).Runes(); len(list) != 0 {
		t.Errorf("no term holds %q", string(list))
	}
	words := []string{"政务", "号", "1", "12", "123", "2", "𠮷", "政", "a1号", "\uffff"}
	slices.Sort(words)
	if !slices.IsSortedFunc(words, func(a, b string) int {
		return cmp.Compare(MakeTerm([]rune(a)...), MakeTerm([]rune(b)...))
	}) {
		t.Errorf("terms are not in the order of %q", words)
	}
}

// plainTerms is the definition of Terms.
func plainTerms(folded []rune) map[string]bool {
	set := map[string]bool{}
	year, _ := YearFold(folded)
	for _, text := range []string{string(folded), string(year)} {
		for _, line := range strings.Split(text, "\n") {
			l := []rune(line)
			for i := range l {
				set[string(l[i])] = true
				if i+2 <= len(l) {
					set[string(l[i:i+2])] = true
				}
				if i+3 <= len(l) && isThree(l[i], l[i+1], l[i+2]) {
					set[string(l[i:i+3])] = true
				}
			}
		}
	}
	return set
}

// The exactness of the search: every piece of every line is found by its terms, as
// it is and with its years folded, and what is said to stand in a text has all its
// terms there.
func TestEveryPieceIsFound(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 1500 {
		text := someText(random, 25)
		checkPieces(t, text)
		phrase := someText(random, 1+random.IntN(6))
		if Contains(text, phrase) {
			wantTerms(t, text, phrase)
		}
	}
}

func checkPieces(t *testing.T, text []rune) {
	terms := map[string]bool{}
	for _, term := range Terms(nil, text) {
		terms[term.String()] = true
	}
	if want := plainTerms(text); !equalSets(terms, want) {
		t.Fatalf("Terms(%q) = %v, want %v", string(text), terms, want)
	}
	for line := range strings.SplitSeq(string(text), "\n") {
		l := []rune(line)
		for i := range l {
			for j := i + 1; j <= min(len(l), i+40); j++ {
				checkPiece(t, text, l, l[i:j], terms)
			}
		}
	}
}

func checkPiece(t *testing.T, text, line, piece []rune, terms map[string]bool) {
	year, _ := YearFold(piece)
	for _, p := range [][]rune{piece, year} {
		if !Contains(line, p) || !Contains(text, p) {
			t.Fatalf("Contains(%q, %q) is false", string(line), string(p))
		}
		for _, term := range PhraseTerms(p) {
			if !terms[term.String()] {
				t.Fatalf("%q, piece of %q, has the term %q", string(p), string(line), term)
			}
		}
	}
}

func wantTerms(t *testing.T, text, phrase []rune) {
	terms := plainTerms(text)
	for _, term := range PhraseTerms(phrase) {
		if !terms[term.String()] {
			t.Fatalf("%q holds %q, but not the term %q", string(text), string(phrase), term)
		}
	}
}

func equalSets(a, b map[string]bool) bool {
	for s := range a {
		if !b[s] {
			return false
		}
	}
	return len(a) == len(b)
}

func FuzzTerms(f *testing.F) {
	for _, s := range []string{title, "从二〇二二年到二零二三年1号", "〇一二三四年\n5二〇二三年", "𠮷é한\xff"} {
		f.Add(s, "二年到二〇二三年")
	}
	f.Fuzz(func(t *testing.T, s, p string) {
		text := AppendFold(nil, s)
		checkPieces(t, text[:min(len(text), 60)])
		phrase := AppendFold(nil, p)
		if Contains(text, phrase) {
			wantTerms(t, text, phrase)
		}
	})
}

func BenchmarkTerms(b *testing.B) {
	text := AppendFold(nil, strings.Repeat(title+"二○二三年\n", 50))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	var terms []Term
	for b.Loop() {
		terms = Terms(terms[:0], text)
	}
}

func BenchmarkContains(b *testing.B) {
	text := AppendFold(nil, strings.Repeat(title+"二○二三年\n", 50))
	phrase := []rune("2023年政务公开要点")
	b.SetBytes(int64(utf8.RuneCountInString(string(text))))
	for b.Loop() {
		Contains(text, phrase)
	}
}
