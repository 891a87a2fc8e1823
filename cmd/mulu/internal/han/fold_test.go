package han

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// plainFold is the definition of Fold for one character.
func plainFold(simplified map[rune]rune, r rune) []rune {
	var list []rune
	for _, c := range norm.NFKD.String(string(r)) {
		switch {
		case c == '○':
			c = '〇'
		case c == '\n':
		case !unicode.In(c, unicode.L, unicode.N) && (c < 0x20000 || c >= 0x40000):
			continue
		}
		c = unicode.ToLower(c)
		if s, ok := simplified[c]; ok {
			c = s
		}
		if c == '零' {
			c = '〇'
		}
		list = append(list, c)
	}
	return list
}

// Every character there is: what it folds to stays when it is folded again, is a
// letter, a number or a line feed, and comes the same by the table and by definition.
func TestFoldOfEveryCharacter(t *testing.T) {
	simplified := readSimplified()
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if r >= 0xD800 && r < 0xE000 {
			continue // no character
		}
		once := AppendFold(nil, string(r))
		if want := plainFold(simplified, r); !slices.Equal(once, want) {
			t.Errorf("%U folds to %q, want %q", r, string(once), string(want))
		}
		if again := AppendFold(nil, string(once)); !slices.Equal(again, once) {
			t.Errorf("%U folds to %q, then to %q", r, string(once), string(again))
		}
		if slices.Contains(once, '\n') != (r == '\n') {
			t.Errorf("%U folds to %q", r, string(once))
		}
	}
}

func TestFoldPlaces(t *testing.T) {
	text := "济交辦〔2023〕1 号\n①㎡한\xff🚌𠮷é 零"
	var f Folded
	for range 2 { // again, in the same memory
		f.FoldBytes([]byte(text))
		f.Fold(text)
	}
	if got, want := string(f.Runes), "济交办20231号\n1m2\u1112\u1161\u11ab𠮷e〇"; got != want {
		t.Fatalf("%q, want %q", got, want)
	}
	if got := AppendFold([]rune("a"), text); string(got) != "a"+string(f.Runes) {
		t.Errorf("AppendFold gives %q", string(got))
	}
	if len(f.At) != len(f.Runes) {
		t.Fatalf("%d places of %d characters", len(f.At), len(f.Runes))
	}
	for i, r := range f.Runes {
		from, to := int(f.At[i]), f.End(text, i)
		if piece := text[from:to]; !strings.ContainsRune(Fold(piece), r) || utf8.RuneCountInString(piece) != 1 {
			t.Errorf("character %d, %q, is of %q", i, r, piece)
		}
	}
}

func TestSimplified(t *testing.T) {
	from, to := Simplified()
	a, b := []rune(from), []rune(to)
	if len(a) != len(b) || len(a) < 3000 || !slices.IsSorted(a) {
		t.Fatalf("%d characters to %d", len(a), len(b))
	}
	for i := range a {
		if got := Fold(string(a[i])); got != string(b[i]) {
			t.Errorf("%c folds to %s, want %c", a[i], got, b[i])
		}
		if strings.ContainsRune(from, b[i]) {
			t.Errorf("%c folds to %c, which folds to another", a[i], b[i])
		}
		if !IsHan(a[i]) || !IsHan(b[i]) {
			t.Errorf("%c to %c", a[i], b[i])
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"a ´e", "ΐΣς", "İ", "〔２〕", "\xff\xe4\xb8", "한\u1161", "ⅷ\u0308", "零○〇", "\U000E0001𠮷", "\xed\xa0\x80"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if again := Fold(once); again != once {
			t.Errorf("Fold(%q) = %q, folded again %q", s, once, again)
		}
		if strings.Count(once, "\n") != strings.Count(s, "\n") {
			t.Errorf("Fold(%q) = %q", s, once)
		}
		var g Folded
		g.Fold(s)
		if string(g.Runes) != once || len(g.At) != len(g.Runes) || !slices.IsSorted(g.At) {
			t.Errorf("Folded of %q is %q at %d, want %q", s, string(g.Runes), g.At, once)
		}
	})
}

// someText is folded text in which years, numbers and their pieces are frequent.
func someText(random *rand.Rand, n int) []rune {
	letters := []rune("〇一二三九年年年二〇二〇19 0a号号办\n")
	text := make([]rune, n)
	for i := range text {
		text[i] = letters[random.IntN(len(letters))]
	}
	return AppendFold(nil, string(text))
}

const title = "沂川市交通运输局关于印发《2023年政务公开工作要点》的通知〔2023〕15号"

func BenchmarkFold(b *testing.B) {
	text := []byte(strings.Repeat(title+"\n", 100))
	var buffer []rune
	b.SetBytes(int64(utf8.RuneCount(text))) // "MB/s" are characters a microsecond
	b.ReportAllocs()
	for b.Loop() {
		buffer = AppendFold(buffer[:0], text)
	}
}

func BenchmarkFoldTraditional(b *testing.B) {
	text := []byte(strings.Repeat("關於二○二三年會計師（ＡＢＣ）ｘ", 100))
	var f Folded
	b.SetBytes(int64(utf8.RuneCount(text)))
	b.ReportAllocs()
	for b.Loop() {
		f.FoldBytes(text)
	}
}
