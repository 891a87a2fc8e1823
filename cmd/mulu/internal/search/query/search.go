package query

import (
	"context"
	"errors"
	"io/fs"
	"slices"

	"mulu/cmd/mulu/internal/search/codec"
)

// The pages that are read before an answer is given.
const (
	batchSize  = 10
	fewPages   = 3 // of documents of a key; so few unread candidates are not narrowed down
	morePages  = 9 // further ones at a first look, while there is nothing to show
	maxBatches = 9 // further ones, while none has a result
)

// searcher answers one request.
type searcher struct {
	ctx    context.Context
	ix     *Index
	req    Request
	cost   Fetched
	pages  map[pageKey]*content
	tables map[*segment]*codec.Addresses
	notes  []Note
}

// Search answers a request. The error is a *FileError when the index cannot be read;
// a candidate's page that cannot be is only a note.
func (ix *Index) Search(ctx context.Context, req Request) (Response, error) {
	s := ix.searcher(ctx, req)
	p := parse(req.Q)
	if p.cut {
		s.note(NoteCut, "")
	}
	a, err := s.answer(p)
	if err != nil {
		return Response{}, err
	}
	return s.response(p, a), nil
}

func (ix *Index) searcher(ctx context.Context, req Request) *searcher {
	if req.Limit <= 0 {
		req.Limit = batchSize
	}
	req.Offset = max(0, req.Offset)
	return &searcher{ctx: ctx, ix: ix, req: req, pages: map[pageKey]*content{}, tables: map[*segment]*codec.Addresses{}}
}

// note takes a note, the same one once.
func (s *searcher) note(code, text string) {
	if n := (Note{code, text}); !slices.Contains(s.notes, n) {
		s.notes = append(s.notes, n)
	}
}

// wanted is the number of results that the asker will have.
func (s *searcher) wanted() int { return s.req.Offset + s.req.Limit }

// answer is what one reading of the query, or several together, gave.
type answer struct {
	words   []word
	found   []*page // from tierText on, in their order
	partial []*page
	nearest []*page
	cands   int  // candidates
	read    int  // of them whose pages were read
	behind  int  // about so many more are in ranges that were left alone
	exact   bool // every candidate holds the words
	left    bool // ranges of the index were left alone
	soft    bool // partial are those that have most of the words
	further bool // of partial or nearest
	whole   bool // found are those of which the title or number is the query
	ahead   int  // of found, documents of which this reading has not read the page
	ignored []string
	dropped []string
}

func (a *answer) unread() bool { return a.left || a.read < a.cands }

// total is the number of documents that hold the words, and whether that is sure.
func (a *answer) total() (n int, exact bool) {
	switch {
	case a.exact:
		return a.cands + a.behind, !a.left
	case a.read == a.cands:
		return len(a.found) + a.behind, !a.left
	}
	return max(len(a.found), a.cands-a.read+len(a.found)-a.ahead) + a.behind, false
}

// moreRanges is how many times as many candidates are collected when those of the
// newest ranges gave nothing to show.
const moreRanges = 8

// try answers by one reading of the query.
func (s *searcher) try(m *match) (*answer, error) {
	need := (s.wanted() + batchSize - 1) / batchSize * batchSize
	for {
		again := &match{words: slices.Clone(m.words), without: m.without, number: m.number, need: need}
		if s.req.Exhaustive {
			again.need = everything
		}
		if err := s.find(again); err != nil {
			return nil, err
		}
		a := &answer{words: again.words, cands: len(again.cands), behind: again.behind, left: again.left, exact: s.sure(again)}
		if err := s.readPages(again, a); err != nil || !a.left || len(a.found) > s.req.Offset {
			return a, err
		}
		need = max(need, a.cands) * moreRanges
	}
}

// sure says whether the index alone tells which documents hold the words.
func (s *searcher) sure(m *match) bool {
	for _, w := range m.words {
		if len(w.chosen) != 1 || w.count != 1 || len(w.phrase) > 2 && len(w.chosen[0].term.Runes()) != len(w.phrase) {
			return false
		}
	}
	for _, w := range m.without {
		if _, ok := s.ix.single(w); !ok {
			return false
		}
	}
	return true
}

// few says whether the asker wants a first look: fewer results than a batch of pages.
func (s *searcher) few() bool { return s.wanted() < batchSize }

// readPages reads candidates' pages in batches, as many as are wanted, and some more
// while there is nothing to show.
func (s *searcher) readPages(m *match, a *answer) error {
	size := batchSize
	switch {
	case s.req.Exhaustive:
		size = max(1, len(m.cands))
	case s.few():
		size = s.wanted()
	}
	least := (s.wanted() + size - 1) / size * size
	for narrowed := 0; a.read < a.cands && !s.enough(a, least); {
		if s.few() && a.read > 0 {
			size = a.read
		}
		if narrowed < a.read && a.isLoose() {
			narrowed = a.read
			if err := s.narrow(m, a.read); err != nil {
				return err
			}
			if a.cands = len(m.cands); a.read == a.cands {
				return nil
			}
		}
		batch, err := s.batch(m, m.cands[a.read:min(a.read+size, a.cands)])
		if err != nil {
			return err
		}
		a.read = min(a.read+size, a.cands)
		a.take(batch)
	}
	return nil
}

// isLoose says whether more lookups may leave many pages out: most of those that were
// read do not hold the words, and some not even their terms.
func (a *answer) isLoose() bool {
	return 2*len(a.found) < a.read && len(a.found)+len(a.partial) < a.read && a.cands-a.read > fewPages
}

// enough says whether pages may be left unread.
func (s *searcher) enough(a *answer, least int) bool {
	switch found := len(a.found); {
	case a.read < least:
		return false
	case found > s.req.Offset:
		return true
	case s.few():
		return len(a.partial) > 0 || a.read >= least+morePages
	}
	return a.read >= least+maxBatches*batchSize
}

// take adds judged pages.
func (a *answer) take(batch []*page) {
	for _, p := range batch {
		if p.tier >= tierText {
			a.found = append(a.found, p)
		} else if p.tier == tierParts {
			a.partial = append(a.partial, p)
		}
	}
}

// batch reads and judges pages and puts them in order.
func (s *searcher) batch(m *match, cands []candidate) ([]*page, error) {
	list, err := s.readAll(cands)
	if err != nil {
		return nil, err
	}
	for _, p := range list {
		if err := s.judge(p, m); err != nil {
			return nil, err
		}
	}
	if !s.byDate(m) {
		rank(list)
	}
	return list, nil
}

// readAll reads the pages of candidates; those that cannot be read are noted.
func (s *searcher) readAll(cands []candidate) (list []*page, err error) {
	for _, c := range cands {
		if err := s.ctx.Err(); err != nil {
			return nil, err
		}
		p, err := s.page(c)
		var file *FileError
		if errors.As(err, &file) && errors.Is(err, fs.ErrNotExist) {
			s.note(NotePage, file.Name)
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}

// response is the part of an answer that was asked for.
func (s *searcher) response(p parsed, a *answer) Response {
	r := Response{
		Results: results(s.asked(a.found)), Partial: results(a.partial), Nearest: results(a.nearest),
		Words: []string{}, Notes: append([]Note{}, s.notes...), Fetched: s.cost,
		Ignored: append(append([]string{}, p.ignored...), a.ignored...), Dropped: append([]string{}, a.dropped...),
	}
	r.Total, r.Exact = a.total()
	r.Whole = a.whole
	r.More = len(a.found) > s.wanted() && !s.req.Exhaustive || a.unread() || a.further
	for _, w := range a.words {
		r.Words = append(r.Words, string(w.phrase))
	}
	return r
}

// asked cuts the results that were asked for out of those found.
func (s *searcher) asked(list []*page) []*page {
	if s.req.Exhaustive {
		return list
	}
	return list[min(s.req.Offset, len(list)):min(s.wanted(), len(list))]
}

func results(pages []*page) []Result {
	list := make([]Result, len(pages))
	for i, p := range pages {
		list[i] = p.result()
	}
	return list
}
