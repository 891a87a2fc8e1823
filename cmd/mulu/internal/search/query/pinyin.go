package query

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/search/codec"
)

// The reading of Latin letters as pinyin.
const (
	leastLetters = 2
	mostLetters  = 40
	beamWidth    = 2000 // beginnings of phrases that are followed
	bestPhrases  = 3    // that are searched
	costInitial  = 2    // of a character typed by its initial
	costPrefix   = 1    // of the last character when its syllable is not typed out
)

// pinyinTable is what a site's pinyin file says.
type pinyinTable struct {
	readings map[rune][]string
	starts   []pair          // all pairs, in the order of the file
	after    map[rune][]pair // by their first character
}

// pair is two characters that stand side by side in titles or issuers.
type pair struct {
	a, b  rune
	class int // 0: the most frequent
}

func decodePinyin(data []byte) (*pinyinTable, error) {
	var file codec.Pinyin
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, err
	}
	t := &pinyinTable{readings: map[rune][]string{}, after: map[rune][]pair{}}
	for syllable, chars := range file.Readings {
		for _, r := range chars {
			t.readings[r] = append(t.readings[r], syllable)
		}
	}
	for _, list := range t.readings {
		slices.Sort(list)
	}
	for class, joined := range file.Pairs {
		for chunk := range slices.Chunk([]rune(joined), 2) {
			if len(chunk) == 2 {
				p := pair{chunk[0], chunk[1], class}
				t.starts = append(t.starts, p)
				t.after[p.a] = append(t.after[p.a], p)
			}
		}
	}
	return t, nil
}

// spelling is the beginning of a phrase that fits the beginning of the letters.
type spelling struct {
	phrase []rune
	at     int // letters used
	cost   int
	class  int // sum of the pairs'
}

// pinyin reads a query of Latin letters as the pinyin of phrases in titles and
// issuers: full syllables, initials, or both.
func (s *searcher) pinyin(p parsed) (*answer, error) {
	letters := string(joined(p.words))
	if len(letters) < leastLetters || len(letters) > mostLetters || strings.ContainsFunc(letters, func(r rune) bool { return r < 'a' || r > 'z' }) {
		return nil, nil
	}
	phrases, err := s.spell(letters)
	if err != nil || len(phrases) == 0 {
		return nil, err
	}
	all := &answer{}
	for i, phrase := range phrases {
		if len(all.found) >= s.wanted() {
			phrases = phrases[:i]
			break
		}
		a, err := s.try(&match{words: []word{{raw: phrase, phrase: []rune(phrase)}}, without: p.without})
		if err != nil {
			return nil, err
		}
		all.words = append(all.words, a.words...)
		all.found = mergePages(all.found, a.found, nil)
		all.cands, all.read, all.left = all.cands+a.cands, all.read+a.read, all.left || a.left
		all.behind += a.behind
	}
	if len(all.found) == 0 {
		return nil, nil
	}
	s.note(NotePinyin, strings.Join(phrases, "、"))
	return all, nil
}

// spell gives the best phrases of all sites that letters spell.
func (s *searcher) spell(letters string) ([]string, error) {
	var all []spelling
	for _, site := range s.ix.sites {
		if site.manifest.Pinyin == "" {
			continue
		}
		t, err := read(site.files, &s.cost, site.manifest.Pinyin, decodePinyin)
		if err != nil {
			return nil, err
		}
		all = append(all, t.spell(letters)...)
	}
	slices.SortFunc(all, func(a, b spelling) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.class, b.class), slices.Compare(a.phrase, b.phrase))
	})
	var phrases []string
	for _, sp := range all {
		if p := string(sp.phrase); len(phrases) < bestPhrases && !slices.Contains(phrases, p) {
			phrases = append(phrases, p)
		}
	}
	return phrases, nil
}

// spell gives the phrases of chained pairs that use up all letters.
func (t *pinyinTable) spell(letters string) (whole []spelling) {
	var beam []spelling
	for _, p := range t.starts {
		for _, first := range t.extend(spelling{}, p.a, 0, letters) {
			beam = append(beam, t.extend(first, p.b, p.class, letters)...)
		}
	}
	for len(beam) > 0 {
		var next []spelling
		for _, sp := range prune(beam) {
			if sp.at == len(letters) {
				whole = append(whole, sp)
				continue
			}
			for _, p := range t.after[sp.phrase[len(sp.phrase)-1]] {
				next = append(next, t.extend(sp, p.b, p.class, letters)...)
			}
		}
		beam = next
	}
	return whole
}

// prune keeps the most promising beginnings.
func prune(beam []spelling) []spelling {
	slices.SortFunc(beam, func(a, b spelling) int {
		return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(a.cost, b.cost), slices.Compare(a.phrase, b.phrase), cmp.Compare(a.at, b.at))
	})
	return beam[:min(len(beam), beamWidth)]
}

// extend gives the ways in which a character goes on after a beginning.
func (t *pinyinTable) extend(sp spelling, r rune, class int, letters string) (list []spelling) {
	rest := letters[sp.at:]
	add := func(n, cost int) {
		next := spelling{append(slices.Clone(sp.phrase), r), sp.at + n, sp.cost + cost, sp.class + class}
		same := func(o spelling) bool { return o.at == next.at && o.cost <= next.cost }
		if n > 0 && !slices.ContainsFunc(list, same) {
			list = append(list, next)
		}
	}
	for _, syllable := range t.readings[r] {
		switch {
		case rest == "":
		case strings.HasPrefix(rest, syllable):
			add(len(syllable), 0)
		case len(rest) > 1 && strings.HasPrefix(syllable, rest):
			add(len(rest), costPrefix)
		}
		if n := initial(syllable); n > 1 && strings.HasPrefix(rest, syllable[:n]) {
			add(n, costInitial)
		}
		if rest != "" && rest[0] == syllable[0] {
			add(1, costInitial)
		}
	}
	return list
}

// initial is the length of a syllable's initial of more than one letter, else 1.
func initial(syllable string) int {
	if len(syllable) > 1 && syllable[1] == 'h' && strings.IndexByte("zcs", syllable[0]) >= 0 {
		return 2
	}
	return 1
}
