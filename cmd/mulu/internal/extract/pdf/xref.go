package pdf

import (
	"bytes"
	"cmp"
)

// readXref reads the tables that say where the objects are, the newest first, and says
// whether all could be read.
func (f *file) readXref() bool {
	tail := f.window(max(0, f.size-2048), 2048)
	i := bytes.LastIndex(tail, []byte("startxref"))
	if i < 0 {
		return false
	}
	l := &lexer{data: tail, pos: i + len("startxref")}
	start, ok := l.next().(int)
	if !ok {
		return false
	}
	queue, seen := []int{start}, map[int]bool{}
	for len(queue) > 0 {
		offset := queue[0]
		queue = queue[1:]
		if seen[offset] {
			continue
		}
		seen[offset] = true
		trailer, ok := f.readSection(int64(offset))
		if !ok || len(seen) > 4096 {
			return false
		}
		if f.trailer == nil {
			f.trailer = trailer
		}
		for _, key := range []name{"XRefStm", "Prev"} {
			if isNumber(trailer[key]) {
				queue = append(queue, integer(trailer[key]))
			}
		}
	}
	return len(f.entries) > 0
}

// readSection reads one table or stream of entries and gives its trailer.
func (f *file) readSection(offset int64) (dict, bool) {
	if offset < 0 || offset >= f.size {
		return nil, false
	}
	l := &lexer{data: f.window(f.base+offset, 64)}
	first := l.next()
	if num, ok := first.(int); ok {
		return f.readXrefStream(offset, num)
	}
	if first != keyword("xref") {
		return nil, false
	}
	return f.readTable(offset + int64(l.pos))
}

// readTable reads the subsections of a classic table; offset is after "xref".
func (f *file) readTable(offset int64) (dict, bool) {
	for f.spend(10) {
		l := &lexer{data: f.window(f.base+offset, 128)}
		first := l.next()
		if first == keyword("trailer") {
			d, ok := f.trailerAt(offset + int64(l.pos))
			return d, ok
		}
		start, ok1 := first.(int)
		count, ok2 := l.next().(int)
		if !ok1 || !ok2 || start < 0 || count < 0 {
			return nil, false
		}
		n, ok := f.readRows(offset+int64(l.pos), start, count)
		if !ok {
			return nil, false
		}
		offset += int64(l.pos) + n
	}
	return nil, false
}

func (f *file) trailerAt(offset int64) (dict, bool) {
	for n := int64(4 << 10); n <= maxObject && f.spend(int(n>>3)); n *= 8 {
		l := &lexer{data: f.window(f.base+offset, n)}
		d, ok := l.next().(dict)
		if ok && (l.pos < len(l.data) || int64(len(l.data)) < n) {
			return d, true
		}
	}
	return nil, false
}

// readRows reads count rows "0000000016 00000 n", in pieces; n is their length. The
// rows are read as words, because not all producers keep to 20 bytes.
func (f *file) readRows(offset int64, start, count int) (n int64, ok bool) {
	for i := 0; i < count; {
		const piece = 20 << 10
		data := f.window(f.base+offset+n, piece)
		l := &lexer{data: data}
		took := 0
		for ; i < count && (len(data)-l.pos >= 40 || len(data) < piece); i++ {
			at, ok1 := l.next().(int)
			gen, ok2 := l.next().(int)
			kind, ok3 := l.next().(keyword)
			if !ok1 || !ok2 || !ok3 || !f.spend(1) {
				return 0, false
			}
			took = l.pos
			if kind == "n" && at > 0 {
				f.enter(start+i, entry{offset: int64(at), gen: gen})
			} else {
				f.enter(start+i, entry{offset: -1})
			}
		}
		if took == 0 {
			return 0, false
		}
		n += int64(took)
	}
	return n, true
}

// enter notes where an object is, unless a newer table has said so.
func (f *file) enter(num int, e entry) {
	if _, known := f.entries[num]; !known && num >= 0 && f.roomFor(num) {
		f.entries[num] = e
	}
}

// roomFor says whether object num may still be entered.
func (f *file) roomFor(num int) bool {
	if _, known := f.entries[num]; known || len(f.entries) < MaxObjects {
		return true
	}
	f.missed = cmp.Or(f.missed, ErrObjects)
	return false
}

// readXrefStream reads the entries of a cross-reference stream.
func (f *file) readXrefStream(offset int64, num int) (dict, bool) {
	o, _, _ := f.parseAt(offset, num)
	s, ok := o.(*stream)
	if !ok || s.dict["Type"] != name("XRef") {
		return nil, false
	}
	widths := f.array(s.dict, "W")
	if len(widths) < 3 {
		return nil, false
	}
	w := [3]int{}
	for i := range w {
		if w[i] = integer(widths[i]); w[i] < 0 || w[i] > 8 {
			return nil, false
		}
	}
	row := w[0] + w[1] + w[2]
	if row == 0 {
		return nil, false
	}
	index := f.array(s.dict, "Index")
	if index == nil {
		index = array{0, f.int(s.dict, "Size")}
	}
	s.id = ref{} // never encrypted
	data := f.data(s)
	for i := 0; i+1 < len(index); i += 2 {
		for n, count := integer(index[i]), integer(index[i+1]); count > 0 && len(data) >= row && f.spend(1); n, count = n+1, count-1 {
			f.enterRow(n, data, w)
			data = data[row:]
		}
	}
	return s.dict, true
}

func (f *file) enterRow(num int, row []byte, w [3]int) {
	kind, at, third := 1, int64(0), int64(0)
	if w[0] > 0 {
		kind = int(bigEndian(row[:w[0]]))
	}
	at = bigEndian(row[w[0] : w[0]+w[1]])
	third = bigEndian(row[w[0]+w[1] : w[0]+w[1]+w[2]])
	switch {
	case kind == 1 && at > 0:
		f.enter(num, entry{offset: at, gen: int(third)})
	case kind == 2 && at > 0 && at < 1<<31:
		f.enter(num, entry{offset: third, within: int(at)})
	default:
		f.enter(num, entry{offset: -1})
	}
}

func bigEndian(b []byte) int64 {
	var v uint64
	for _, c := range b {
		v = v<<8 | uint64(c)
	}
	return int64(v & (1<<63 - 1))
}

// objectStream is an unpacked stream of objects.
type objectStream struct {
	num  int
	data []byte
	nums []int
	at   []int // of each object, within data
}

// fromStream reads an object that is within an object stream. The last stream used is
// kept, because objects are asked for in the neighbourhood.
func (f *file) fromStream(e entry, num int) (object, int) {
	if f.packed == nil || f.packed.num != e.within {
		f.packed = f.unpack(e.within)
	}
	p := f.packed
	i := int(e.offset)
	if i < 0 || i >= len(p.nums) || p.nums[i] != num {
		for i = len(p.nums) - 1; i >= 0 && p.nums[i] != num; i-- {
		}
		if i < 0 {
			return nil, 64
		}
	}
	l := &lexer{data: p.data, pos: p.at[i]}
	o := l.value()
	size := l.pos - p.at[i]
	f.spend(size >> 5)
	return o, 64 + size
}

func (f *file) unpack(num int) *objectStream {
	p := &objectStream{num: num}
	if f.entries[num].within > 0 { // no stream of streams
		return p
	}
	s, ok := f.object(num).(*stream)
	if !ok {
		return p
	}
	data := f.data(s)
	first := min(max(0, f.int(s.dict, "First")), len(data))
	l := &lexer{data: data[:first]}
	for range f.int(s.dict, "N") {
		num, ok1 := l.next().(int)
		at, ok2 := l.next().(int)
		if !ok1 || !ok2 || !f.spend(1) {
			break
		}
		if at >= 0 && at < len(data)-first {
			p.nums, p.at = append(p.nums, num), append(p.at, first+at)
		}
	}
	p.data = data
	return p
}
