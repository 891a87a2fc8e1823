package query

import (
	"cmp"
	"slices"
	"time"

	"mulu/cmd/mulu/internal/search/codec"
)

const secondsPerDay = 24 * 60 * 60

// parseDay reads a day as the number of days since 1970-01-01.
func parseDay(s string) (int32, bool) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, false
	}
	return int32(t.Unix() / secondsPerDay), true
}

// days are the days of the documents of file n of a segment.
func (s *searcher) days(g *segment, n int) ([]int32, error) {
	return read(g.site.files, &s.cost, g.Days[n], func(data []byte) ([]int32, error) {
		return codec.DecodeDays(data, min(codec.DaysPerFile, g.Docs-n*codec.DaysPerFile))
	})
}

// period is the first and the last day of the period of the segment's order in which
// a day is. Documents are in the order of their periods, newest first.
func (g *segment) period(day int32) (first, last int32) {
	y, m, _ := time.Unix(int64(day)*secondsPerDay, 0).UTC().Date()
	months := 0
	switch g.Period {
	case "day":
		return day, day
	case "month":
		months = 1
	case "quarter":
		m, months = (m-1)/3*3+1, 3
	default:
		m, months = time.January, 12
	}
	start := time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
	end := start.AddDate(0, months, -1)
	return int32(start.Unix() / secondsPerDay), int32(end.Unix() / secondsPerDay)
}

// published is the set of a segment's documents that pass the filter by date; nil
// without one.
func (s *searcher) published(g *segment) (bitset, error) {
	from, hasFrom := parseDay(s.req.Filters.From)
	to, hasTo := parseDay(s.req.Filters.To)
	if !hasFrom && !hasTo {
		return nil, nil
	}
	if !hasTo {
		to = 1 << 30
	}
	if !hasFrom {
		from = -1 << 30
	}
	set := newBitset(g.Docs)
	return set, s.addDays(g, set, from, to, 0, len(g.Days)-1)
}

// addDays adds to set the documents of files a to b that were published between from
// and to. Files are in the order of periods, so that those between two that were
// read need no look when all or none of their periods can be meant.
func (s *searcher) addDays(g *segment, set bitset, from, to int32, a, b int) error {
	first, err := s.addFile(g, set, from, to, a)
	if err != nil || a == b {
		return err
	}
	last, err := s.addFile(g, set, from, to, b)
	if err != nil || b == a+1 {
		return err
	}
	_, newest := g.period(first[len(first)-1])
	oldest, _ := g.period(last[0])
	switch {
	case newest < from || oldest > to:
		return nil
	case newest <= to && oldest >= from:
		for doc := (a + 1) * codec.DaysPerFile; doc < b*codec.DaysPerFile; doc++ {
			set.add(uint32(doc))
		}
		return nil
	}
	middle := (a + b) / 2
	if err := s.addDays(g, set, from, to, a+1, middle); err != nil || middle+1 > b-1 {
		return err
	}
	return s.addDays(g, set, from, to, middle+1, b-1)
}

func (s *searcher) addFile(g *segment, set bitset, from, to int32, n int) ([]int32, error) {
	days, err := s.days(g, n)
	if err != nil {
		return nil, err
	}
	for i, day := range days {
		if day >= from && day <= to {
			set.add(uint32(n*codec.DaysPerFile + i))
		}
	}
	return days, nil
}

// sortByDate orders the candidates by day, newest first, as far as pages may be
// read; those behind stay in the order of ordinals.
func (s *searcher) sortByDate(m *match) error {
	bySite := map[int][]candidate{}
	for _, c := range m.cands { // in the order of ordinals
		bySite[c.seg.site.place] = append(bySite[c.seg.site.place], c)
	}
	want := s.wanted() + maxBatches*batchSize
	if s.req.Exhaustive {
		want = len(m.cands)
	}
	var head, tail []candidate
	for place := range s.ix.sites {
		sorted, err := s.newest(bySite[place], want)
		if err != nil {
			return err
		}
		head = append(head, sorted...)
		tail = append(tail, bySite[place][len(sorted):]...)
	}
	slices.SortStableFunc(head, byDay)
	m.cands = append(head, tail...)
	return nil
}

// byDay is the order of candidates whose days are known.
func byDay(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.day, a.day), cmp.Compare(a.ordinal(), b.ordinal()), cmp.Compare(a.seg.site.place, b.seg.site.place))
}

// newest gives the first candidates of a site, at least want if there are so many,
// ordered by day.
func (s *searcher) newest(list []candidate, want int) ([]candidate, error) {
	var sorted []candidate
	for len(list) > 0 && len(sorted) < want {
		g, n := list[0].seg, 0
		for n < len(list) && list[n].seg == g {
			n++
		}
		part, err := s.newestOf(g, list[:n], want-len(sorted))
		if err != nil {
			return nil, err
		}
		sorted, list = append(sorted, part...), list[n:]
		if len(part) < n {
			break
		}
	}
	return sorted, nil
}

// newestOf does so for candidates of one segment: file by file, until no document
// behind can be as new as the last one wanted.
func (s *searcher) newestOf(g *segment, list []candidate, want int) ([]candidate, error) {
	var part []candidate
	for len(part) < len(list) {
		n := int(list[len(part)].ord / codec.DaysPerFile)
		days, err := s.days(g, n)
		if err != nil {
			return nil, err
		}
		for len(part) < len(list) && int(list[len(part)].ord/codec.DaysPerFile) == n {
			c := list[len(part)]
			c.day = days[c.ord%codec.DaysPerFile]
			part = append(part, c)
		}
		if len(part) < want {
			continue
		}
		slices.SortFunc(part, byDay) // its length alone says where to go on
		behind, _ := g.period(days[len(days)-1])
		if last, _ := g.period(part[want-1].day); behind < last {
			break
		}
	}
	slices.SortFunc(part, byDay)
	return part, nil
}
