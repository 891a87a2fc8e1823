package query

import (
	"cmp"
	"math"
	"slices"

	"mulu/cmd/mulu/internal/search/codec"
)

// The weights of ranking that are no site's choice.
const (
	numberBonus = 1_000_000_000 // thousandths: above every other score
	classLength = 3             // characters of a class of titles
	classMiddle = 1.5
)

// weigh gives every candidate its score.
func (m *match) weigh(w codec.Weights) {
	total, length := int64(0), 0
	for i := range m.terms {
		t := &m.terms[i]
		t.idf = idf(t.all, t.df)
		total += t.idf
	}
	for _, w := range m.words {
		length += len(w.phrase)
	}
	for i := range m.cands {
		c := &m.cands[i]
		c.score, c.titled = m.score(w, m.hows[i*len(m.terms):][:len(m.terms)], total, float64(length))
	}
}

// idf is the weight of a term that df of all documents have, in thousandths.
func idf(all, df int) int64 {
	n, d := float64(all), float64(df)
	return max(1, round(1000*math.Log(1+(n-d+0.5)/(d+0.5))))
}

// round is floor(x + 0.5), as JavaScript rounds.
func round(x float64) int64 { return int64(math.Floor(x + 0.5)) }

// score adds up what the terms count where they stand, and says whether the title has all
// that were looked up. What is made of fewer lookups is raised to what all terms would
// give. Products are converted one by one, so that no machine rounds two operations as
// one.
func (m *match) score(w codec.Weights, hows []how, total int64, length float64) (score int64, titled bool) {
	if len(hows) == 0 {
		return 0, false
	}
	sum, looked := int64(0), int64(0)
	title, meta := true, true
	class := 0.0
	for i, h := range hows {
		if h == notLooked {
			continue
		}
		idf := m.terms[i].idf
		looked += idf
		switch {
		case h&inTitle != 0:
			sum += idf * int64(w.Title)
			class = h.class()
		case h&inMeta != 0:
			sum += idf * int64(w.Meta)
			title = false
		default:
			sum += idf * int64(w.Body)
			title, meta = false, false
		}
	}
	x := float64(sum)
	if title {
		covered := min(1, length/(float64(classLength*class)+classMiddle))
		x += float64(float64(int64(w.Coverage)*looked) * covered)
	}
	score = round(float64(x*float64(total)) / float64(looked))
	if m.number && meta {
		score += numberBonus
	}
	return score, title
}

// byScore is the order of candidates.
func byScore(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.score, a.score), compareBool(a.dead, b.dead), compareBool(a.late, b.late),
		cmp.Compare(a.ordinal(), b.ordinal()), cmp.Compare(a.seg.site.place, b.seg.site.place))
}

// compareBool puts false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// sort orders the candidates as the request wants them.
func (s *searcher) sort(m *match) error {
	if s.byDate(m) {
		return s.sortByDate(m)
	}
	slices.SortFunc(m.cands, byScore)
	m.hows = nil // no longer in step
	return nil
}

// byDate says whether results are ordered by date: at the reader's wish, and where
// there is nothing to compare.
func (s *searcher) byDate(m *match) bool { return s.req.Sort == SortDate || len(m.words) == 0 }

// rank puts pages in their final order.
func rank(list []*page) {
	slices.SortFunc(list, func(a, b *page) int {
		return cmp.Or(cmp.Compare(b.tier, a.tier), cmp.Compare(b.score, a.score), compareBool(a.dead, b.dead),
			cmp.Compare(b.density, a.density), newer(a, b))
	})
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].tier == list[0].tier {
			n++
		}
		versions(list[:n])
		list = list[n:]
	}
}

// newer puts the later publication first.
func newer(a, b *page) int {
	return cmp.Or(cmp.Compare(b.Published, a.Published), cmp.Compare(a.ordinal(), b.ordinal()),
		cmp.Compare(a.seg.site.place, b.seg.site.place))
}

// versions puts pages of the same title, which are mostly versions of one document,
// in order among their own places: in force first, then newest first. Their scores
// differ when they lie in segments in which other terms were looked up.
func versions(list []*page) {
	places := map[string][]int{}
	var titles []string
	for i, p := range list {
		t := string(p.plain)
		if places[t] == nil {
			titles = append(titles, t)
		}
		places[t] = append(places[t], i)
	}
	for _, t := range titles {
		var same []*page
		for _, i := range places[t] {
			same = append(same, list[i])
		}
		slices.SortFunc(same, func(a, b *page) int { return cmp.Or(compareBool(a.dead, b.dead), newer(a, b)) })
		for n, i := range places[t] {
			list[i] = same[n]
		}
	}
}
