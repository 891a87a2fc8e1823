package compare

import "slices"

// maxGrams is how many pairs of characters of a text are looked at: those of its beginning
// tell enough.
const maxGrams = 2000

// likeness is the share of pairs of neighbouring characters that two texts have in common,
// each as often as it is in both (Sørensen–Dice): 1 of the same text, 0 of those that share
// nothing. A heading is like no article, and a row like no paragraph.
func likeness(a, b *item) float32 {
	if a.kind != b.kind {
		return 0
	}
	x, y := a.pairs(), b.pairs()
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	same := 0
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] == y[j]:
			same++
			i, j = i+1, j+1
		case x[i] < y[j]:
			i++
		default:
			j++
		}
	}
	return 2 * float32(same) / float32(len(x)+len(y))
}

// enough says whether two items are alike enough to be one that was changed.
func enough(a, b *item, like float32) bool {
	if a.label != "" && a.label == b.label {
		return like >= alikeLabel
	}
	return like >= alike
}

// pairs are the pairs of neighbouring characters of a text, sorted. A text of one
// character counts as one pair.
func (it *item) pairs() []uint32 {
	if it.grams != nil || it.text == "" {
		return it.grams
	}
	before := rune(0)
	for _, r := range it.text {
		// Two characters of the common planes fit; of rarer ones enough bits do.
		it.grams = append(it.grams, uint32(before)<<16^uint32(r))
		if before = r; len(it.grams) == maxGrams {
			break
		}
	}
	slices.Sort(it.grams)
	return it.grams
}
