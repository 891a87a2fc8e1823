package query

import (
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/search/codec"
)

// posting is in which documents a term is, and how.
type posting struct {
	docs []uint32 // ordinals in the segment, ascending
	how  []how    // of each of docs
}

// how a term is in a document: in the title, then with the class of the title's
// length, in the meta lines, or only elsewhere.
type how uint8

const (
	inMeta     how = 1
	inTitle    how = 2
	notLooked  how = 0x80 // the term was not looked up in this segment
	classShift     = 2
	titleClass     = 0xF // after classShift
)

func (h how) class() float64 { return float64(h >> classShift & titleClass) }

// posting looks a term up in the whole segment.
func (g *segment) posting(cost *Fetched, t han.Term) (posting, error) {
	if len(g.Ranges) == 1 {
		if p, ok, err := g.cutPosting(cost, 0, 0, t); ok || err != nil {
			return p, err
		}
	}
	return g.usualPosting(cost, t)
}

// usualPosting looks a term up in the segment's own files.
func (g *segment) usualPosting(cost *Fetched, t han.Term) (posting, error) {
	p, _, err := g.postingIn(cost, &g.Part, g.Part.Posting(g.Name, t.Hash()), 0, t)
	return p, err
}

// rangePosting looks a term with a key of the list up in range r, which begins at base.
func (g *segment) rangePosting(cost *Fetched, r int, base uint32, t han.Term) (posting, error) {
	p, ok, err := g.cutPosting(cost, r, base, t)
	if ok || err != nil {
		return p, err
	}
	p, err = g.usualPosting(cost, t)
	return p.window(base, base+uint32(g.Ranges[r].Docs)), err
}

// cutPosting looks a term up in range r, when it has a key of the list. Not ok, it is
// no cut term; it only has the key of one.
func (g *segment) cutPosting(cost *Fetched, r int, base uint32, t han.Term) (p posting, ok bool, err error) {
	n, _, listed := g.frequent.Find(t.Hash())
	if !listed {
		return p, false, nil
	}
	part := &g.Ranges[r].Part
	return g.postingIn(cost, part, part.File(codec.RangePart(g.Name, r), n), base, t)
}

// postingIn looks a term up in a file; ok says whether it has a record.
func (g *segment) postingIn(cost *Fetched, part *codec.Part, file string, base uint32, t han.Term) (_ posting, ok bool, err error) {
	data, err := read(g.site.files, cost, file, postingFile)
	if err != nil {
		return posting{}, false, err
	}
	p, ok, err := codec.FindRecord(data, part.Docs, t.Hash())
	if err != nil {
		return posting{}, false, &FileError{dataName(file), err}
	}
	return hows(&p, base), ok, nil
}

func hows(p *codec.Posting, base uint32) posting {
	out := posting{docs: p.Docs, how: make([]how, len(p.Docs))}
	for i, at := range p.Title {
		out.how[at] = inTitle | how(p.Classes[i])<<classShift
	}
	for _, at := range p.Meta {
		out.how[at] |= inMeta
	}
	if base > 0 {
		for i := range out.docs {
			out.docs[i] += base
		}
	}
	return out
}

// window cuts the documents of ordinals from low on and under high out of p.
func (p posting) window(low, high uint32) posting {
	a, b := search(p.docs, low), search(p.docs, high)
	return posting{p.docs[a:b], p.how[a:b]}
}

// search is the first place of ascending ids where one is not under id.
func search(ids []uint32, id uint32) int {
	low, high := 0, len(ids)
	for low < high {
		if mid := (low + high) / 2; ids[mid] < id {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}
