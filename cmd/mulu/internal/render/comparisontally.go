package render

import "mulu/cmd/mulu/internal/compare"

// tally is how many articles, and how many paragraphs and so on outside them, changed in
// each way, and where they stand.
type tally struct {
	*words
	n     [2][waySame + 1]int // of articles, of all else
	links [2][waySame + 1][]Comparing
	total int // of links
}

// How units change.
const (
	wayChanged = iota
	wayAdded
	wayRemoved
	wayMoved
	wayRenumbered
	waySame
)

// countTexts say how many articles, and how many others, changed in each way.
var countTexts = [2][waySame + 1]string{
	{"comparison.articles_changed", "comparison.articles_added", "comparison.articles_removed", "comparison.articles_moved", "comparison.articles_renumbered", "comparison.articles_same"},
	{"comparison.count_changed", "comparison.count_added", "comparison.count_removed", "comparison.count_moved", "comparison.count_renumbered", "comparison.count_same"},
}

func class(k compare.UnitKind) int {
	if k == compare.Article {
		return 0
	}
	return 1
}

// change counts a unit that changed, or a run of paragraphs.
func (t *tally) change(ch *compare.Change, run int, to Comparing) {
	way := wayChanged
	switch {
	case ch.Kind == compare.Added:
		way = wayAdded
	case ch.Kind == compare.Removed:
		way = wayRemoved
	case ch.Moved:
		way = wayMoved
	}
	of := class(unitOf(ch).Kind)
	t.n[of][way] += run
	t.link(of, way, to)
}

// same counts a unit that says the same, and says whether it is one whose other number is
// to be led to.
func (t *tally) same(ch *compare.Change) bool {
	way := waySame
	if ch.Renumbered() {
		way = wayRenumbered
	}
	t.n[class(ch.New.Kind)][way]++
	return ch.Renumbered() && hasNumber(ch)
}

func (t *tally) link(of, way int, to Comparing) {
	t.links[of][way] = append(t.links[of][way], to)
	t.total++
}

// counts says what a tally holds, of articles first, and whether the texts have little in
// common; nothing where nothing changed.
func (t *tally) counts() (counts []ComparisonCount, little bool) {
	differ, kept := 0, 0
	for of := range t.n {
		differ += t.n[of][wayAdded] + t.n[of][wayRemoved]
		kept += t.n[of][wayChanged] + t.n[of][waySame] + t.n[of][wayRenumbered]
	}
	for of := range t.n {
		for way, n := range t.n[of] {
			if n == 0 {
				continue
			}
			count := ComparisonCount{Name: t.Text(countTexts[of][way], n)}
			if t.total <= mostJumps {
				count.Links = t.links[of][way]
			}
			counts = append(counts, count)
		}
	}
	if differ == 0 && t.total == 0 && t.n[1][wayRenumbered] == 0 {
		return nil, false
	}
	return counts, 2*kept < differ
}
