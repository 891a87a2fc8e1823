package search

import (
	"cmp"
	"fmt"
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/search/codec"
)

// The names of segments.
const (
	segmentLatest = "latest"
	segmentNew    = "new"
	segmentMid    = "mid"
	segmentOld    = "old"
)

// layout is the sizes by which the index is cut; tests make them small.
type layout struct {
	latest         int     // documents that segment latest never reaches, a part of newest
	latestFrom     int     // documents of an index from which it has segment latest
	newest, middle int     // documents that segments new and mid never reach, with those before them
	ranges         int     // documents of a range of segment old
	rangesFrom     int     // documents of segment old from which it has ranges
	recent         cutting // of segment latest
	new, mid, old  cutting // of the other segments; the last one is cut as old, whatever its name
	rangeGroups    int     // groups of posting files of a range, of which nearly all change together
	table          int     // bytes of an address table for which documents are sorted finely
	block          int     // bytes of an address table or of a block of it
	frequent       int     // terms that the manifest lists, and ranges hold, at most
	frequentShare  int     // the part of the documents above which a term is listed: 1/frequentShare
	bits           int     // of the hashes by which they are listed
	keys           int     // keys of a file of keys
	keyGroups      int     // of files of keys of a part, at most
}

// cutting is how a segment's pairs of term and document are cut into posting files.
type cutting struct {
	pairs  int // of a file
	files  int // at most, until files have most pairs
	most   int // pairs of a file, where there are more files; 0: there never are
	groups int // of files that share a hash, at most
}

// Files of the newer segments, into all of which readers look, are short: an added
// document changes segment latest, which has eight of them, 8 documents all of segment new, 64 of
// them most of mid. A record of a few documents is mostly its hash, so that many short files are
// less to read than few. Readers pay for segment latest with a request or two, so that an index has
// it where files that change are many beside those that a small site has. Of the groups of
// old a correction of one document's text changes a few, each with all of its files.
// A file for each frequent term is worth its place where their lists are some KB long.
var standard = layout{latest: 8, latestFrom: 4096, newest: 64, middle: 8192, ranges: 131072, rangesFrom: 32768, rangeGroups: 128, table: 8 << 10, block: 16 << 10, frequent: 3072, frequentShare: 50, bits: 18, keys: 420, keyGroups: 64,
	recent: cutting{pairs: 1_200, files: 8, groups: 8},
	new:    cutting{pairs: 1_200, files: 40, groups: 40},
	mid:    cutting{pairs: 3_000, files: 1_536, groups: 96},
	old:    cutting{pairs: 9_450, files: 61_440, most: 40_000, groups: 512}}

// cutting is how the segment of a name is cut, the last one or another.
func (l *layout) cutting(name string, last bool) *cutting {
	switch {
	case last:
		return &l.old
	case name == segmentLatest:
		return &l.recent
	case name == segmentNew:
		return &l.new
	}
	return &l.mid
}

// segment is a part of the documents, in the order of their ordinals.
type segment struct {
	name      string
	from      int // first ordinal, over all segments
	docs      []*catalogue.Document
	period    string
	addresses [][]byte          // the table, or its blocks
	blockFrom []int             // first ordinal of each block in the segment; nil when there is one table
	ranges    []span            // none: the segment is not cut
	kept      *Kept             // of a segment whose posting files are taken over
	mended    map[string][]byte // those that are other ones nevertheless, by name
}

// span is a part of a segment's ordinals.
type span struct{ from, to int }

// segments cuts the documents, which come newest first. How many the newer segments
// have is what is left over by the older ones, so that an added newest document
// changes the first segment alone, until it is full.
func (l *layout) segments(docs []catalogue.Document) ([]*segment, error) {
	latest, newest := 0, len(docs)%l.newest
	middle := (len(docs) - newest) % l.middle
	older := len(docs) - newest - middle
	if l.latest > 0 && len(docs) >= l.latestFrom {
		latest = len(docs) % l.latest
		newest -= latest
	}
	var segments []*segment
	from := 0
	for _, s := range [...]struct {
		name string
		docs int
	}{{segmentLatest, latest}, {segmentNew, newest}, {segmentMid, middle}, {segmentOld, older}} {
		if s.docs == 0 {
			continue
		}
		seg := &segment{name: s.name, from: from}
		for i := range docs[from : from+s.docs] {
			seg.docs = append(seg.docs, &docs[from+i])
		}
		if err := l.sort(seg); err != nil {
			return nil, err
		}
		l.cutRanges(seg)
		segments = append(segments, seg)
		from += s.docs
	}
	return segments, nil
}

// cutRanges cuts a segment's documents into ranges, where there are many.
func (l *layout) cutRanges(s *segment) {
	s.ranges = nil
	if n := len(s.docs); s.name == segmentOld && n >= l.rangesFrom {
		for at := 0; at < n; at += l.ranges {
			s.ranges = append(s.ranges, span{at, min(at+l.ranges, n)})
		}
	}
}

// placed is a document with what its ordinal comes from.
type placed struct {
	doc    *catalogue.Document
	at     codec.Address
	prefix int32 // rank of the form's prefix
	period int32
}

// sort gives the documents of a segment their order: by the finest period whose
// address table is small.
func (l *layout) sort(s *segment) error {
	list, forms, err := place(s.docs)
	if err != nil {
		return err
	}
	for _, p := range periods {
		for i := range list {
			list[i].period = p.of(list[i].doc.Published)
		}
		slices.SortFunc(list, comparePlaced)
		s.period = p.name
		if s.name == segmentLatest || s.name == segmentNew || len(table(forms, list)) <= l.table {
			break
		}
	}
	for i := range list {
		s.docs[i] = list[i].doc
	}
	l.cutTable(s, forms, list)
	return nil
}

func comparePlaced(a, b placed) int {
	return cmp.Or(cmp.Compare(b.period, a.period), cmp.Compare(a.prefix, b.prefix), cmp.Compare(b.at.Serial, a.at.Serial), cmp.Compare(a.at.Form, b.at.Form))
}

func table(forms []codec.Form, list []placed) []byte {
	addresses := make([]codec.Address, len(list))
	for i := range list {
		addresses[i] = list[i].at
	}
	return codec.AppendAddresses(nil, forms, addresses)
}

// cutTable keeps the address table, in blocks when it is too big: halves, and halves
// of these.
func (l *layout) cutTable(s *segment, forms []codec.Form, list []placed) {
	var cut func(from, to int)
	cut = func(from, to int) {
		t := table(forms, list[from:to])
		if len(t) > l.block && to-from > 1 {
			middle := (from + to) / 2
			cut(from, middle)
			cut(middle, to)
			return
		}
		s.addresses = append(s.addresses, t)
		s.blockFrom = append(s.blockFrom, from)
	}
	cut(0, len(list))
	if len(s.addresses) == 1 {
		s.blockFrom = nil
	}
}

// periods are the spans of time by which documents are sorted, the finest first.
var periods = []struct {
	name string
	of   func(official.Date) int32
}{
	{"day", func(d official.Date) int32 { return int32(d.Year()*12+d.Month())*31 + int32(d.Day()) }},
	{"month", func(d official.Date) int32 { return int32(d.Year()*12 + d.Month()) }},
	{"quarter", func(d official.Date) int32 { return int32(d.Year()*4 + (d.Month()+2)/3) }},
	{"year", func(d official.Date) int32 { return int32(d.Year()) }},
}

// maxAddress is the longest address that a table holds, in bytes.
const maxAddress = 1000

// place splits the documents' addresses into forms and serials.
func place(docs []*catalogue.Document) ([]placed, []codec.Form, error) {
	list := make([]placed, len(docs))
	own := make([]codec.Form, len(docs))
	padded := map[codec.Form]bool{}
	for i, d := range docs {
		address := Address(d)
		if len(address) > maxAddress {
			return nil, nil, fmt.Errorf("index %s: its address is longer than %d bytes", d.Index, maxAddress)
		}
		list[i].doc = d
		own[i], list[i].at.Serial = codec.SplitAddress(address)
		if w := own[i].Width; w != 0 && w != codec.NoNumber {
			padded[own[i]] = true
		}
	}
	places := map[codec.Form]int32{}
	for i := range own {
		own[i] = brother(own[i], list[i].at.Serial, padded)
		places[own[i]] = 0
	}
	forms := make([]codec.Form, 0, len(places))
	for f := range places {
		forms = append(forms, f)
	}
	slices.SortFunc(forms, codec.CompareForms)
	ranks := make([]int32, len(forms))
	for i, f := range forms {
		places[f] = int32(i)
		ranks[i] = int32(i)
		if i > 0 && forms[i-1].Prefix == f.Prefix {
			ranks[i] = ranks[i-1]
		}
	}
	for i := range list {
		list[i].at.Form = places[own[i]]
		list[i].prefix = ranks[list[i].at.Form]
	}
	return list, forms, nil
}

// brother gives a serial without leading zeros the form of those with some, when it
// would be written the same: 12345 beside 00368.
func brother(f codec.Form, serial int32, padded map[codec.Form]bool) codec.Form {
	if f.Width == 0 {
		wide := f
		for n := serial; n > 0; n /= 10 {
			wide.Width++
		}
		if padded[wide] {
			return wide
		}
	}
	return f
}

// Address is a document's address in the index: its page's path without doc/ and
// .html.
func Address(d *catalogue.Document) string {
	at := plan.DocumentPath(d.Index)
	return at[len("doc/") : len(at)-len(".html")]
}
