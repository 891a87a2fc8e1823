package query

import (
	"errors"
	"slices"

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
	if len(g.Ranges) == 1 && g.site.cut[t] {
		return g.rangePosting(cost, 0, 0, t)
	}
	return g.postingIn(cost, &g.Part, g.Part.Posting(g.Name, t.Hash()), 0, t)
}

// rangePosting looks a cut term up in range r, which begins at base.
func (g *segment) rangePosting(cost *Fetched, r int, base uint32, t han.Term) (posting, error) {
	part := &g.Ranges[r].Part
	n, ok := slices.BinarySearch(g.cutHashes, t.Hash())
	if !ok || n >= part.Files {
		return posting{}, &FileError{codec.ManifestName, errCut}
	}
	return g.postingIn(cost, part, part.File(codec.RangePart(g.Name, r), n), base, t)
}

var errCut = errors.New("ranges have fewer files than cut terms")

func (g *segment) postingIn(cost *Fetched, part *codec.Part, file string, base uint32, t han.Term) (posting, error) {
	data, err := read(g.site.files, cost, file, postingFile)
	if err != nil {
		return posting{}, err
	}
	p, err := codec.Find(data, part.Docs, t.Hash())
	if err != nil {
		return posting{}, &FileError{dataName(file), err}
	}
	return hows(&p, base), nil
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

// from cuts the documents of ordinals from low on and under high out of p.
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
