package han

import (
	_ "embed" // the tables
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:generate go run gen_tables.go gen_traditional.go $NODE_MODULES

//go:embed tables/simplified.txt
var simplifiedText string

//go:embed tables/pinyin.txt
var pinyinText string

// tableLines are the lines of a table without its comment.
func tableLines(text string) []string {
	_, text, _ = strings.Cut(text, "\n")
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

// readSimplified reads lines of a character and all that fold to it.
func readSimplified() map[rune]rune {
	table := make(map[rune]rune, 3300)
	for _, line := range tableLines(simplifiedText) {
		var to rune
		for i, r := range line {
			if i == 0 {
				to = r
				continue
			}
			table[r] = to
		}
	}
	return table
}

// Simplified gives the table of Traditional characters and what each folds to: the
// characters of from, ascending, and at the same places of to. No character of to
// is in from.
func Simplified() (from, to string) {
	table := tables().simplified
	var a, b []rune
	for _, r := range slices.Sorted(maps.Keys(table)) {
		a, b = append(a, r), append(b, table[r])
	}
	return string(a), string(b)
}

// Readings gives the pinyin of a character without tones, the commonest first: 行
// is xing, hang, heng. A character that Fold changes is read as what it becomes; one
// without a reading gives nothing. The result is not to be changed.
//
// ü is v, as it is typed, and then, as many type it, u as well: 绿 is lv and lu, 略
// is lve and lue.
func Readings(r rune) []string {
	if s, ok := tables().simplified[r]; ok {
		r = s
	}
	if r == '零' || r == '○' {
		r = '〇'
	}
	return readings()[r]
}

// readings reads lines of a syllable and the characters of which it is the first
// reading, the second and so on, parted by tabs.
var readings = sync.OnceValue(func() map[rune][]string {
	table := make(map[rune][]string, 18000)
	lines := tableLines(pinyinText)
	for place, found := 1, true; found; place++ {
		found = false
		for _, line := range lines {
			fields := strings.Split(line, "\t")
			if place >= len(fields) {
				continue
			}
			found = true
			for _, r := range fields[place] {
				table[r] = append(table[r], fields[0])
			}
		}
	}
	for r, list := range table {
		table[r] = withU(list)
	}
	return table
})

// withU adds to each syllable that has v the one that has u.
func withU(list []string) []string {
	for _, s := range list {
		if u := strings.Replace(s, "v", "u", 1); !slices.Contains(list, u) {
			list = append(list, u)
		}
	}
	return list
}
