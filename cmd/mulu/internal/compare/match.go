package compare

import "slices"

// The bounds of a comparison. Work is counted in steps of the inner loops; all of it
// takes about a second or two. Two texts of 100 articles need a hundredth of it.
const (
	maxWork  = 1 << 26
	maxCells = 1 << 20 // of a table of likenesses, in bytes
	maxDepth = 24      // of anchors within anchors
)

// Like enough to be taken for the same unit: the share of pairs of neighbouring
// characters that both have. Less is asked of articles that also have the same number,
// more of what stands elsewhere in the new text.
const (
	alike      = 0.5
	alikeLabel = 0.25
	alikeMoved = 0.75
)

// match gives for each item of a its place in b, -1 where it has none; matches keep their
// order. First what is the same in both, then, between that, what is alike.
func (c *comparer) match(a, b []item) []int {
	m := matcher{comparer: c, a: a, b: b, to: slices.Repeat([]int{-1}, len(a))}
	m.equal(0, len(a), 0, len(b), 0)
	m.gaps()
	return m.to
}

type matcher struct {
	*comparer
	a, b []item
	to   []int
}

// equal matches items of two ranges that are the same: those at both ends, and between
// them those that are once in each range (patience diff), and so on within these.
func (m *matcher) equal(i, iEnd, j, jEnd, depth int) {
	for i < iEnd && j < jEnd && m.a[i].key == m.b[j].key {
		m.to[i] = j
		i, j = i+1, j+1
	}
	for i < iEnd && j < jEnd && m.a[iEnd-1].key == m.b[jEnd-1].key {
		iEnd, jEnd = iEnd-1, jEnd-1
		m.to[iEnd] = jEnd
	}
	if i == iEnd || j == jEnd {
		return
	}
	if depth == maxDepth {
		m.rough = true
		return
	}
	anchors := m.anchors(i, iEnd, j, jEnd)
	if len(anchors) == 0 {
		return
	}
	for _, at := range append(anchors, [2]int{iEnd, jEnd}) {
		m.equal(i, at[0], j, at[1], depth+1)
		if at[0] < iEnd {
			m.to[at[0]] = at[1]
		}
		i, j = at[0]+1, at[1]+1
	}
}

// anchors are the items that are once in each of two ranges, as many as keep their order.
func (m *matcher) anchors(i, iEnd, j, jEnd int) [][2]int {
	type count struct{ inA, inB, at int }
	counts := map[int32]*count{}
	for k := j; k < jEnd; k++ {
		n := counts[m.b[k].key]
		if n == nil {
			n = &count{}
			counts[m.b[k].key] = n
		}
		n.inB++
		n.at = k
	}
	for k := i; k < iEnd; k++ {
		if n := counts[m.a[k].key]; n != nil {
			n.inA++
		}
	}
	var pairs [][2]int
	for k := i; k < iEnd; k++ {
		if n := counts[m.a[k].key]; n != nil && n.inA == 1 && n.inB == 1 {
			pairs = append(pairs, [2]int{k, n.at})
		}
	}
	return increasing(pairs)
}

// increasing keeps as many pairs, which are sorted by their first number, as are also
// sorted by their second.
func increasing(pairs [][2]int) [][2]int {
	var ends []int // for each length, the pair that the run with the least end has last
	before := make([]int, len(pairs))
	for k, p := range pairs {
		n, _ := slices.BinarySearchFunc(ends, p[1], func(e, v int) int { return pairs[e][1] - v })
		before[k] = -1
		if n > 0 {
			before[k] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, k)
		} else {
			ends[n] = k
		}
	}
	kept := make([][2]int, len(ends))
	if len(ends) == 0 {
		return kept
	}
	for n, k := len(ends)-1, ends[len(ends)-1]; n >= 0; n, k = n-1, before[k] {
		kept[n] = pairs[k]
	}
	return kept
}

// gaps matches what is alike between what is the same.
func (m *matcher) gaps() {
	i, j := 0, 0
	for k := 0; k <= len(m.a); k++ {
		if k < len(m.a) && m.to[k] < 0 {
			continue
		}
		end := len(m.b)
		if k < len(m.a) {
			end = m.to[k]
		}
		if k > i && end > j {
			m.gap(i, k, j, end)
		}
		i, j = k+1, end+1
	}
}

// gap matches two ranges of different items so that the likenesses of the matched ones
// add up to the most.
func (m *matcher) gap(i, iEnd, j, jEnd int) {
	n, k := iEnd-i, jEnd-j
	if n > maxCells/k || !m.afford(m.cost(m.a[i:iEnd])*k+m.cost(m.b[j:jEnd])*n) {
		m.rough = true
		m.byLabel(i, iEnd, j, jEnd)
		return
	}
	const skipOld, skipNew, both = 0, 1, 2
	turns := make([]uint8, n*k)
	best, next := make([]float32, k+1), make([]float32, k+1)
	for x := n - 1; x >= 0; x-- {
		for y := k - 1; y >= 0; y-- {
			score, turn := best[y], uint8(skipOld)
			if next[y+1] > score {
				score, turn = next[y+1], skipNew
			}
			if like := likeness(&m.a[i+x], &m.b[j+y]); enough(&m.a[i+x], &m.b[j+y], like) && best[y+1]+like > score {
				score, turn = best[y+1]+like, both
			}
			next[y], turns[x*k+y] = score, turn
		}
		best, next = next, best
	}
	for x, y := 0, 0; x < n && y < k; {
		switch turns[x*k+y] {
		case both:
			m.to[i+x] = j + y
			x, y = x+1, y+1
		case skipOld:
			x++
		default:
			y++
		}
	}
}

// byLabel matches articles of the same number, where there are too many for more.
func (m *matcher) byLabel(i, iEnd, j, jEnd int) {
	at := map[string]int{}
	for k := j; k < jEnd; k++ {
		if _, known := at[m.b[k].label]; !known && m.b[k].label != "" {
			at[m.b[k].label] = k
		}
	}
	var pairs [][2]int
	for k := i; k < iEnd; k++ {
		if to, ok := at[m.a[k].label]; ok {
			pairs = append(pairs, [2]int{k, to})
		}
	}
	for _, p := range increasing(pairs) {
		m.to[p[0]] = p[1]
	}
}

// moves matches what is left of a with what is left of b, wherever it stands, and says
// which items of a it matched: first what is the same, then what is alike.
func (c *comparer) moves(a, b []item, to []int) map[int]bool {
	from := inverse(to, len(b))
	was, is := unmatched(a, to), unmatched(b, from)
	moved := map[int]bool{}
	take := func(i, j int) { to[i], from[j], moved[i] = j, i, true }
	at := map[int32]int{}
	for _, j := range slices.Backward(is) {
		at[b[j].key] = j
	}
	for _, i := range was {
		if j, ok := at[a[i].key]; ok && from[j] < 0 {
			take(i, j)
		}
	}
	if len(was)*len(is) > maxCells {
		c.rough = true
		return moved
	}
	for _, i := range was {
		best, place := float32(alikeMoved), -1
		for _, j := range is {
			if to[i] >= 0 || from[j] >= 0 || !c.afford(c.cost(a[i:i+1])+c.cost(b[j:j+1])) {
				continue
			}
			if like := likeness(&a[i], &b[j]); like > best {
				best, place = like, j
			}
		}
		if place >= 0 {
			take(i, place)
		}
	}
	return moved
}

// unmatched are the items without a match that are long enough to have moved.
func unmatched(list []item, to []int) (left []int) {
	for i := range list {
		if to[i] < 0 && len(list[i].text) >= leastMoved {
			left = append(left, i)
		}
	}
	return left
}

// leastMoved is how long, in bytes, a text is that can be told to have moved: shorter
// ones are the same by chance.
const leastMoved = 30

// afford takes work from what may be done.
func (c *comparer) afford(work int) bool {
	if work > c.work {
		return false
	}
	c.work -= work
	return true
}

// cost is the work of asking once how alike items are to another.
func (c *comparer) cost(list []item) (n int) {
	for i := range list {
		n += 1 + min(len(list[i].text)/3, maxGrams)
	}
	return n
}
