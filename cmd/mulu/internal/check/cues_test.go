package check

import (
	"slices"
	"testing"
)

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
		"甲　 乙":        Wide | SpaceBetween,
		"甲 a 乙":       Wide | Latin,
		"甲甲":          Wide | Twin,
		"甲，。":         Wide | TwinPoint,
		"甲，,":         Wide | TwinPoint,
		"甲（，":         Wide | Bracket,
		"\U00020bb7":  Wide,
		"\xff":        Wide,
		"甲乙丙丙":        Wide | Twin,
		"证号ab1234567": Wide | Latin | Digit | Serial,
		"ab1234-5678": Latin | Digit,
		"ab1234５678":  Wide | FullWidth | Latin | Digit,
	} {
		if got := has(text); got != want {
			t.Errorf("has(%q) = %b, want %b", text, got, want)
		}
	}
}

func TestCues(t *testing.T) {
	line := func(*Line) {}
	a := &Rule{Cues: []string{"甲", "乙丙"}, Line: line, In: InBody}
	b := &Rule{Cues: []string{"丙丁"}, Body: func(*Body) {}}
	c := &Rule{Cues: []string{"甲"}, Line: line, In: InFile}
	d := &Rule{Line: line, In: InBody}
	set := newCues([]*Rule{a, b, c, d}, InBody)
	for text, want := range map[string][]*Rule{"": nil, "乙": nil, "乙丙丁": {a, b}, "x甲": {a}, "丙丁": {b}} {
		var got []*Rule
		set.each(set.in(text), func(r *Rule) { got = append(got, r) })
		if !slices.Equal(got, want) {
			t.Errorf("%q calls %d rules, want %d", text, len(got), len(want))
		}
	}
}
