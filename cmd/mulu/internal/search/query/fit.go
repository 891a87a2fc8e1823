package query

import (
	"slices"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/lazy"
)

// said is a phrase as people shorten a title: what the document is about, its kind, and
// which of several it is (公司法, 解释, 三); kind is empty when none is said.
type said struct {
	about, kind, nth string
}

// kinds are those that readers take one for another: what people call an interpretation
// may be a provision by its title, 办法 may be 条例.
const kinds = "解释|规定|条例|办法|细则|规则|决定"

var (
	kindAtEnd = lazy.Compile("^(.*?)(" + kinds + ")([一二三四五六七八九]?)$")
	kindOf    = lazy.Compile("(" + kinds + ")[一二三四五六七八九]?(?:试行|暂行)?$")
	// idle is what titles hold for form's sake, so that who shortens them leaves it out.
	idle    = lazy.Compile("中华人民共和国|最高人民法院|最高人民检察院|国务院|关于|审理|办理|具体|应?用法律|适用|若干|问题|案件|人民法院|实施|暂行|试行|管理|[的和与及省市]")
	country = lazy.Compile("中华人民共和国")
	// around is what stands around the name of a document that another brings: 关于印发《…》的通知.
	around = lazy.Compile("印发|通知")
)

// saidOf reads a phrase, without what is idle in it, too, unless next to nothing is left.
func saidOf(phrase string) said {
	f := said{about: phrase}
	if m := kindAtEnd.FindStringSubmatch(phrase); m != nil {
		f = said{m[1], m[2], m[3]}
	}
	if rest := idle.ReplaceAllString(f.about, ""); utf8.RuneCountInString(rest) > 1 {
		f.about = rest
	}
	return f
}

// What makes a title a worse reading of a short form: besides each gap 1.
const (
	costKind = 1 // it is of another kind
	costTurn = 2 // it has what it is about the other way round

	leastTurned = 2 // characters that stand before others in one and behind them in the other
)

// fit tells how well a folded title can be shortened to what was said, a number of
// gaps, and the places of its characters; nil when it cannot.
func (f said) fit(title []rune) (cost int, places []int) {
	kind := f.kind
	if m := kindOf.FindStringSubmatch(string(title)); m != nil && kind != "" {
		kind = m[1]
	}
	other := 0
	if kind != f.kind {
		other = costKind
	}
	about := []rune(f.about)
	cost, places = inOrder(title, []rune(f.about+kind+f.nth))
	for at := leastTurned; places == nil && at <= len(about)-leastTurned; at++ {
		if cost, places = inOrder(title, []rune(string(about[at:])+string(about[:at])+kind+f.nth)); places != nil {
			cost += costTurn
		}
	}
	return cost + other, places
}

// inOrder finds the characters of a phrase in a title in their order with as few gaps
// as can be, each a run of characters, before, between or behind them, that are not all
// idle; nil when it cannot. Of equal ways it is the one with the first places.
func inOrder(title, phrase []rune) (gaps int, places []int) {
	silent, notice, republic := placesOf(idle, title), placesOf(around, title), placesOf(country, title)
	const never = 1 << 20
	// least[i][open][j] is the number of further gaps from place j of the title and i of
	// the phrase on; open: within a gap.
	width := len(title) + 1
	least := make([]int, (len(phrase)+1)*2*width)
	at := func(i, open, j int) *int { return &least[(2*i+open)*width+j] }
	for i := len(phrase); i >= 0; i-- {
		for j := len(title); j >= 0; j-- {
			for open := range 2 {
				best := never
				switch {
				case j == len(title) && i == len(phrase):
					best = 0
				case j < len(title) && (silent[j] || notice[j]):
					best = *at(i, open, j+1)
				case j < len(title):
					best = *at(i, 1, j+1) + 1 - open
				}
				if i < len(phrase) && j < len(title) && phrase[i] == title[j] {
					best = min(best, *at(i+1, 0, j+1)+price(republic[j]))
				}
				*at(i, open, j) = best
			}
		}
	}
	if gaps = *at(0, 0, 0); gaps >= never {
		return 0, nil
	}
	for i, open, j := 0, 0, 0; i < len(phrase); j++ {
		switch {
		case phrase[i] == title[j] && *at(i+1, 0, j+1)+price(republic[j]) == *at(i, open, j):
			places = append(places, j)
			i, open = i+1, 0
		case !silent[j] && !notice[j]:
			open = 1
		}
	}
	return gaps, places
}

// price is what a character of the country's name costs, which people leave out: 民促法 has
// its first from 民办.
func price(inCountry bool) int { return compareBool(inCountry, false) }

// placesOf says of each character of a title whether it is in what a pattern finds.
func placesOf(pattern *lazy.Regexp, title []rune) []bool {
	in := make([]bool, len(title))
	s := string(title)
	for _, m := range pattern.FindAllStringIndex(s, -1) {
		from := utf8.RuneCountInString(s[:m[0]])
		for i := range utf8.RuneCountInString(s[m[0]:m[1]]) {
			in[from+i] = true
		}
	}
	return in
}

// otherKinds are the kinds of title that may be meant, the likeliest first: what people
// call an interpretation may be a provision; "" for any.
func (f said) otherKinds() []string {
	switch f.kind {
	case "":
		return []string{""}
	case "解释":
		return []string{"解释", "规定"}
	}
	return []string{f.kind, ""}
}

// letters are the terms that a title must have: single characters, and the kind as a
// pair.
func (f said) letters(kind string) (list []word) {
	for _, term := range append(strings.Split(f.about+f.nth, ""), kind) {
		if term != "" && !slices.ContainsFunc(list, func(w word) bool { return string(w.phrase) == term }) {
			list = append(list, word{phrase: []rune(term)})
		}
	}
	return list
}
