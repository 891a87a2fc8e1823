package diag

import (
	"cmp"
	"encoding/binary"
	"iter"
	"math"
	"slices"
	"strings"
)

// List keeps many problems in a third of their memory, for a build that finds 100,000 of
// them while it keeps a whole catalogue: as bytes in blocks, in which a garbage collection
// has nothing to follow. Names of files, codes and hints, which come again and again, are
// kept once. What is given back shares the texts with the blocks. The zero value is empty.
type List struct {
	blocks []*strings.Builder
	buf    []byte
	places []uint64 // of each problem: its block << 32 | where it begins
	files  []string // one after the other; a name comes again where others came between
	codes  words
	hints  words
	rests  []rest // what few problems have
	counts Counts
}

// rest is what few problems have.
type rest struct {
	related     []Related
	found, mark string
	waived      *Waiver
}

const (
	blockOfList = 64 << 10
	mostHints   = 1 << 10 // that are looked for again; others stand with their problems
	lastFiles   = 8       // among which the next problem's file is likely to be
)

// words are texts that are kept once, by their numbers.
type words struct {
	all    []string
	number map[string]int
}

// of is the number of a text, and false when it is not known and there are most of them.
func (w *words) of(text string, most int) (n int, ok bool) {
	if n, ok = w.number[text]; ok || len(w.all) >= most {
		return n, ok
	}
	if w.number == nil {
		w.number = map[string]int{}
	}
	text = strings.Clone(text)
	w.all, w.number[text] = append(w.all, text), len(w.all)
	return len(w.all) - 1, true
}

// Len is how many problems there are.
func (l *List) Len() int { return len(l.places) }

// Counts counts the problems as Count does.
func (l *List) Counts() Counts { return l.counts }

// flags of a packed problem; its severity stands below them.
const (
	flagSecret = 4 << iota
	flagKnown
	flagHint  // its hint is a number
	flagPlain // it has none of a rest
)

// Add keeps a problem.
func (l *List) Add(d *Diagnostic) {
	hint, common := l.hints.of(d.Hint, mostHints)
	code, _ := l.codes.of(d.Code, math.MaxInt) // there are a few hundred
	flags := flagsOf(d, common)
	b := append(l.buf[:0], flags)
	for _, n := range [...]int{l.file(d.File), code, d.Pos.Line, d.Pos.Col, d.Pos.EndLine, d.Pos.EndCol} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	b = appendText(b, d.Message)
	if common {
		b = binary.AppendUvarint(b, uint64(hint))
	} else {
		b = appendText(b, d.Hint)
	}
	if flags&flagPlain == 0 {
		b = binary.AppendUvarint(b, uint64(len(l.rests)))
		l.rests = append(l.rests, rest{d.Related, d.Found, d.Mark, d.Waived})
	}
	l.put(b)
	l.buf = b
	l.counts.count(d)
}

// put appends a problem to the last block that has room for it.
func (l *List) put(b []byte) {
	n := len(l.blocks)
	if n == 0 || l.blocks[n-1].Len()+len(b) > l.blocks[n-1].Cap() {
		block := new(strings.Builder)
		block.Grow(max(len(b), blockOfList))
		l.blocks = append(l.blocks, block)
		n++
	}
	l.places = append(l.places, uint64(n-1)<<32|uint64(l.blocks[n-1].Len()))
	_, _ = l.blocks[n-1].Write(b) // it takes everything
}

func flagsOf(d *Diagnostic, common bool) byte {
	b := byte(d.Severity)
	for _, f := range [...]struct {
		is   bool
		flag byte
	}{{d.Secret, flagSecret}, {d.Known, flagKnown}, {common, flagHint}, {d.Related == nil && d.Found == "" && d.Mark == "" && d.Waived == nil, flagPlain}} {
		if f.is {
			b |= f.flag
		}
	}
	return b
}

// file is the number of a file's name.
func (l *List) file(name string) int {
	for i := len(l.files) - 1; i >= max(0, len(l.files)-lastFiles); i-- {
		if l.files[i] == name {
			return i
		}
	}
	l.files = append(l.files, name)
	return len(l.files) - 1
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// packed reads a problem of a List.
type packed string

func (p *packed) number() int {
	var n uint64
	for i := 0; ; i++ {
		b := (*p)[i]
		if n |= uint64(b&0x7f) << (7 * i); b < 0x80 {
			*p = (*p)[i+1:]
			return int(n)
		}
	}
}

func (p *packed) text() string {
	n := p.number()
	s := (*p)[:n]
	*p = (*p)[n:]
	return string(s)
}

// entry is a problem as it lies in a block.
type entry struct {
	flags               byte
	file, code, message string
	pos                 Pos
	after               packed
}

func (l *List) entry(place uint64) (e entry) {
	p := packed(l.blocks[place>>32].String()[uint32(place):])
	e.flags = p[0]
	p = p[1:]
	e.file, e.code = l.files[p.number()], l.codes.all[p.number()]
	e.pos = Pos{p.number(), p.number(), p.number(), p.number()}
	e.message = p.text()
	e.after = p
	return e
}

// at gives a problem back.
func (l *List) at(place uint64) Diagnostic {
	e := l.entry(place)
	d := Diagnostic{File: e.file, Code: e.code, Pos: e.pos, Message: e.message,
		Severity: Severity(e.flags & 3), Secret: e.flags&flagSecret != 0, Known: e.flags&flagKnown != 0}
	if e.flags&flagHint != 0 {
		d.Hint = l.hints.all[e.after.number()]
	} else {
		d.Hint = e.after.text()
	}
	if e.flags&flagPlain == 0 {
		r := l.rests[e.after.number()]
		d.Related, d.Found, d.Mark, d.Waived = r.related, r.found, r.mark, r.waived
	}
	return d
}

// Sort orders the problems as the function Sort does.
func (l *List) Sort() {
	slices.SortStableFunc(l.places, func(x, y uint64) int {
		a, b := l.entry(x), l.entry(y)
		if a.file != b.file {
			return cmp.Compare(a.file, b.file)
		}
		return cmp.Or(cmp.Compare(a.pos.Line, b.pos.Line), cmp.Compare(a.pos.Col, b.pos.Col),
			cmp.Compare(a.code, b.code), cmp.Compare(a.message, b.message))
	})
}

// Judge gives judge the problems in their order, some files' at a time, at least n of them,
// and keeps what it gives back, in its order. judge may change what it is given.
func (l *List) Judge(n int, judge func([]Diagnostic) []Diagnostic) {
	before := l.places
	l.places, l.counts = make([]uint64, 0, len(before)), Counts{}
	piece := make([]Diagnostic, 0, n)
	for from := 0; from < len(before); {
		piece = piece[:0]
		to := from
		for ; to < len(before); to++ {
			d := l.at(before[to])
			if k := len(piece); k >= n && piece[k-1].File != d.File {
				break
			}
			piece = append(piece, d)
		}
		l.replace(before[from:to], judge(piece))
		from = to
	}
}

// replace puts problems in the place of others. Those that are as they were are not packed
// again.
func (l *List) replace(old []uint64, ds []Diagnostic) {
	for i := range ds {
		for len(old) > len(ds)-i && !l.is(old[0], &ds[i]) {
			old = old[1:] // it is gone
		}
		if len(old) > 0 && l.is(old[0], &ds[i]) {
			l.places = append(l.places, old[0])
			l.counts.count(&ds[i])
		} else {
			l.Add(&ds[i])
		}
		old = old[min(1, len(old)):]
	}
}

// is says whether a problem is the one at a place, with all that it had.
func (l *List) is(place uint64, d *Diagnostic) bool {
	was := l.at(place)
	return was.File == d.File && was.Pos == d.Pos && was.Severity == d.Severity && was.Secret == d.Secret && was.Known == d.Known &&
		was.Code == d.Code && was.Message == d.Message && was.Hint == d.Hint && was.Found == d.Found && was.Mark == d.Mark &&
		was.Waived == d.Waived && len(was.Related) == len(d.Related) && (len(d.Related) == 0 || &was.Related[0] == &d.Related[0])
}

// All gives the problems in their order.
func (l *List) All() iter.Seq[Diagnostic] {
	return func(yield func(Diagnostic) bool) {
		for _, place := range l.places {
			if !yield(l.at(place)) {
				return
			}
		}
	}
}
