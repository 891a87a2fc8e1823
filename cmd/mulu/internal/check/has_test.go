package check

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/han"
)

func hasOf(text string) Has { return newScanner(nil).scan(text, new(found)) }

// What a text has is what a look at each character says.
func TestHas(t *testing.T) {
	for text, want := range map[string]Has{
		"":            0,
		"abc 12":      Latin | Digit,
		"甲乙":          Wide,
		"Ａ１":          Wide | FullWidth | Latin | Digit,
		"國":           Wide | Traditional,
		"“甲”":         Wide | Quote,
		"（甲）":         Wide | Bracket,
		"《甲》":         Wide | TitleMark,
		"甲,乙":         Wide | NarrowByHan,
		"a,甲":         Wide | Latin | NarrowByHan,
		"a, 甲":        Wide | Latin,
		"甲 乙":         Wide | SpaceBetween,
		"甲　 乙":        Wide | SpaceBetween | Spaces,
		"甲 a 乙":       Wide | Latin,
		"甲甲":          Wide | Twin,
		"甲，。":         Wide | TwinPoint,
		"甲，,":         Wide | TwinPoint,
		"1**2":        Digit | Parted,
		"1\u200b2":    Wide | Digit | Parted,
		"a&b":         Latin | Parted,
		"甲（，":         Wide | Bracket,
		"\U00020bb7":  Wide,
		"\xff":        Wide,
		"甲乙丙丙":        Wide | Twin,
		"证号ab1234567": Wide | Latin | Digit | Serial,
		"ab1234-5678": Latin | Digit,
		"ab1234５678":  Wide | FullWidth | Latin | Digit,
	} {
		if got := hasOf(text); got != want {
			t.Errorf("%q has %b, want %b", text, got, want)
		}
	}
}

func TestHasDigits(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "13800138001": true, "1380013800": false, "138-0013-8001": true, "138　0013　8001": true, "１３８００１３８００１": true,
		"1380013 | 8001": false, "2024年3月5日至2024年4月": false, "a138001380": false, "1 1 0 1 0 1 1 9 9 0 0": true,
		"1\t1\t0\t1\t0\t1\t1\t9\t9\t0\t0": true, "2025\t03\t05\t1380": false, "12345678901\t2": true,
	} {
		if got := hasOf(text)&Digits != 0; got != want {
			t.Errorf("%q has Digits: %v", text, got)
		}
	}
}

// slowHas says what a text has, one thing after the other.
func slowHas(text string) (h Has) {
	for kind, chars := range map[Has]string{
		Quote: "“”‘’「」『』〝〞＂\"", Bracket: "（）()【】〔〕﹝﹞［］[]｛｝{}", TitleMark: "《》〈〉＜＞<>", Markup: "`\\@/[]{}<>",
	} {
		if strings.ContainsAny(text, chars) {
			h |= kind
		}
	}
	rs := []rune(text)
	isPoint := func(r rune) bool { return strings.ContainsRune("，。；：、！？", r) }
	isNarrow := func(r rune) bool { return strings.ContainsRune(",;:?!()", r) }
	isSpace := func(r rune) bool { return strings.ContainsRune(" \u3000\u00a0", r) }
	isDigit := func(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }
	isSerial := func(r rune) bool { return r < utf8.RuneSelf && (unicode.IsDigit(r) || unicode.IsLetter(r)) }
	for i, r := range rs {
		if r >= utf8.RuneSelf {
			h |= Wide
		}
		if r == '&' || i > 0 && isDigit(rs[i-1]) && strings.ContainsRune("*~`\\@/<>\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2065\u2066\u2067\u2068\u2069\ufeff", r) {
			h |= Parted
		}
		if isDigit(r) {
			h |= Digit
		}
		if isSerial(r) && !isDigit(r) {
			h |= Latin
		}
		if r > '～'-'~'+' ' && r < '～' && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			h |= FullWidth
			if unicode.IsLetter(r) {
				h |= Latin
			}
		}
		if han.IsTraditional(r) {
			h |= Traditional
		}
		if i > 0 {
			p := rs[i-1]
			if han.IsHan(r) && p == r {
				h |= Twin
			}
			if isNarrow(r) && han.IsHan(p) || isNarrow(p) && han.IsHan(r) {
				h |= NarrowByHan
			}
			if isSpace(r) && isSpace(p) {
				h |= Spaces
			}
			if isPoint(r) && isPoint(p) || isPoint(r) && isNarrow(p) || isNarrow(r) && isPoint(p) {
				h |= TwinPoint
			}
		}
		if j := i + 1 + slices.IndexFunc(rs[i+1:], func(r rune) bool { return !isSpace(r) }); han.IsHan(r) && j > i+1 && han.IsHan(rs[j]) {
			h |= SpaceBetween
		}
		serial := 0
		for serial < len(rs)-i && isSerial(rs[i+serial]) {
			serial++
		}
		if serial >= longSerial {
			h |= Serial
		}
		digits := 0
		for j := i; isDigit(r) && j < len(rs) && (isDigit(rs[j]) || j+1 < len(rs) && isDigit(rs[j+1])); j++ {
			if isDigit(rs[j]) {
				digits++
			} else if rs[j] == '\t' && j > 1 && isDigit(rs[j-2]) {
				break
			}
		}
		if digits >= manyDigits {
			h |= Digits
		}
	}
	return h
}

// A scanner finds what slow searches find, also in bytes that are no text.
func TestScan(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	alphabet := []string{"a", "b", "X", "甲", "乙", "丙", "é", "𠮷", "𠮶", "国", "國", "1", "2", "９", "Ａ", " ", "　", "\u00a0", "，", "、", "。", ",", "(", "（", "《", "<", "“", "\"", "[", "-", "`", "/", "\\",
		"\xE7\x94", "\xFF", "\xED\xA0\x80", "\xE0\x80\x80", "\uFFFD", "\u0800", "\uFFFF", "\x00"}
	random := func(n int, from []string) string {
		var b strings.Builder
		for range n {
			b.WriteString(from[r.IntN(len(from))])
		}
		return b.String()
	}
	for range 500 {
		few := make([]string, 3+r.IntN(8)) // so that the same characters meet
		for i := range few {
			few[i] = alphabet[r.IntN(len(alphabet))]
		}
		var words []word
		for n := range 1 + r.IntN(8) {
			words = append(words, word{strings.ToValidUTF8(random(1+r.IntN(4), few), "甲"), uint8(n), int32(n)})
		}
		text := random(r.IntN(80), few)
		checkScan(t, words, text)
	}
}

func FuzzScan(f *testing.F) {
	f.Add("其中 内部 （ 不得上网", "其中：内部文件（不得上网）")
	f.Add("xx 𠮷野", "\xE5\x85x\uFFFDxx𠮷野 1380013８000")
	f.Fuzz(func(t *testing.T, list, text string) {
		var words []word
		for n, w := range strings.Fields(strings.ToValidUTF8(list, "")) {
			words = append(words, word{w, uint8(n % 64), int32(n)})
		}
		checkScan(t, words, text)
	})
}

// checkScan compares a scanner with slow searches.
func checkScan(t *testing.T, words []word, text string) {
	t.Helper()
	var got, want found
	has := newScanner(words).scan(text, &got)
	if slow := slowHas(text); has != slow {
		t.Fatalf("%q has %b, want %b", text, has, slow)
	}
	for n, w := range words {
		for i := range text {
			if strings.HasPrefix(text[i:], w.text) {
				want.called |= 1 << w.cue
				want.hits = append(want.hits, hit{w.cue, int32(n), int32(i), int32(i + len(w.text))})
			}
		}
	}
	for i, r := range text {
		if slowHas(string(r))&(Quote|Bracket|TitleMark) != 0 {
			want.marks = append(want.marks, int32(i))
		}
		if r == '。' {
			want.points = append(want.points, pointAt(i, pointStop))
		}
		if isDigit := func(i int) bool { return i >= 0 && text[i] >= '0' && text[i] <= '9' }; isDigit(i) && !isDigit(i-1) {
			want.points = append(want.points, pointAt(i, pointNumber))
		}
	}
	if !slices.Equal(got.points, want.points) {
		t.Fatalf("%q has points at %v, want %v", text, got.points, want.points)
	}
	if !slices.Equal(got.marks, want.marks) {
		t.Fatalf("%q has marks at %v, want %v", text, got.marks, want.marks)
	}
	if !slices.IsSortedFunc(got.hits, func(a, b hit) int { return int(a.end - b.end) }) {
		t.Fatalf("%v: not in the order of their ends", got.hits)
	}
	byPlace := func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.end, b.end), cmp.Compare(a.nth, b.nth))
	}
	slices.SortFunc(got.hits, byPlace)
	slices.SortFunc(want.hits, byPlace)
	if got.called != want.called || !slices.Equal(got.hits, want.hits) {
		t.Fatalf("words %q in %q: found %v, want %v", words, text, got, want)
	}
}
