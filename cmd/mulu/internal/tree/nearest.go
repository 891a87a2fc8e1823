package tree

import "strings"

// Nearest gives the candidate that is nearest to word by edit distance (insert,
// delete, replace or exchange neighbouring characters; case does not count), or ""
// when none is near enough to be what was meant: of up to five characters one may
// differ, of up to nine two, of more three. The first of equals wins.
func Nearest(word string, candidates []string) string {
	w := []rune(strings.ToLower(word))
	if len(w) > 64 { // no key is so long; the distance takes quadratic time
		return ""
	}
	best, nearest := "", 4
	for _, c := range candidates {
		k := []rune(strings.ToLower(c))
		if len(k)-len(w) >= nearest || len(w)-len(k) >= nearest {
			continue
		}
		if d := distance(w, k); d < nearest && d <= allowed(max(len(w), len(k))) {
			best, nearest = c, d
		}
	}
	return best
}

func allowed(length int) int {
	switch {
	case length <= 1:
		return 0
	case length <= 5:
		return 1
	case length <= 9:
		return 2
	}
	return 3
}

// distance is the optimal string alignment distance of a and b.
func distance(a, b []rune) int {
	before := make([]int, len(b)+1) // the row before the last
	last := make([]int, len(b)+1)
	row := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			change := 1
			if a[i] == b[j] {
				change = 0
			}
			row[j+1] = min(last[j]+change, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
