package pdf

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"slices"
	"sync"
)

// maxObject is the size of the largest single object, without stream data.
const (
	maxObject = 4 << 20
	maxCached = 8 << 20 // source bytes of objects that are kept
)

// file is an opened PDF file.
type file struct {
	r    io.ReaderAt
	size int64
	base int64    // of the header; offsets count from it
	near struct { // what was read last of small objects
		offset int64
		data   []byte
	}
	bytes int64 // what may still be unpacked
	steps int   // what may still be done

	entries map[int]entry
	trailer dict
	rebuilt bool
	crypt   *decrypter

	cache     map[int]object
	cached    int          // source bytes of what is in cache
	resolving map[int]bool // against loops
	packed    *objectStream
	fonts     map[ref]*font
	charmaps  map[ref]*cmap
	layers    map[ref]bool // those that are hidden
	all       bool         // hidden layers and running heads are read, too
	inflate   inflater
	fontCost  int   // entries of what fonts and charmaps hold
	over      error // the limit that ended the reading
	missed    error // the limit behind which something was left out, while reading went on
}

// entry says where an object is.
type entry struct {
	offset int64 // in the file; or the index within an object stream
	gen    int
	within int // the object stream; 0: none
}

// spend takes n steps from the budget and says whether they were there.
func (f *file) spend(n int) bool {
	if f.steps -= n; f.steps < 0 {
		f.over = cmp.Or(f.over, ErrLimit)
		return false
	}
	return true
}

// window reads up to n bytes at offset; fewer at the end of the file.
func (f *file) window(offset, n int64) []byte {
	data, shared := f.peek(offset, n)
	if shared {
		return slices.Clone(data)
	}
	return data
}

// peek is window, but what it gives, when it is shared, is valid until the next one: enough
// to parse an object, which keeps nothing of it.
func (f *file) peek(offset, n int64) (data []byte, shared bool) {
	if offset < 0 || offset >= f.size || n <= 0 {
		return nil, false
	}
	n = min(n, f.size-offset)
	at := offset - f.near.offset
	inside := at >= 0 && at+n <= int64(len(f.near.data))
	switch {
	case !inside && (n > nearby/4 || at < 0 || at > 2*nearby): // no object that follows the last
		if n <= nearby/4 {
			f.near.offset, f.near.data = offset, f.near.data[:0]
		}
		return f.readAt(make([]byte, n), offset), false
	case !inside:
		size := min(nearby, f.size-offset)
		if f.near.data == nil {
			f.near.data = *nearBuffers.Get().(*[]byte)
		}
		f.near.data = f.readAt(slices.Grow(f.near.data[:0], int(size))[:size], offset)
		f.near.offset, at = offset, 0
	}
	return f.near.data[at:min(at+n, int64(len(f.near.data)))], true
}

// nearBuffers are for near.data: of files of some hundred KB, as most are, each would need
// one of its own that is as large as a third of all else it is read with.
var nearBuffers = sync.Pool{New: func() any { return new([]byte) }}

// close gives what is shared with other files back.
func (f *file) close() {
	if data := f.near.data; data != nil {
		f.near.data = nil
		nearBuffers.Put(&data)
	}
}

// nearby is how much is read at once where small objects follow each other.
const nearby = 64 << 10

// readAt fills buf as far as the file goes.
func (f *file) readAt(buf []byte, offset int64) []byte {
	got, err := f.r.ReadAt(buf, offset)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil
	}
	return buf[:got]
}

// open finds the file's objects and its first page.
func (f *file) open() error {
	f.entries, f.cache, f.resolving = map[int]entry{}, map[int]object{}, map[int]bool{}
	f.fonts, f.charmaps = map[ref]*font{}, map[ref]*cmap{}
	head := f.window(0, 1024)
	if i := bytes.Index(head, []byte("%PDF-")); i > 0 {
		f.base = int64(i)
	}
	if !f.readXref() || f.catalogue() == nil {
		f.rebuild()
	}
	if f.catalogue() == nil && len(f.entries) == 0 {
		return errDamaged
	}
	if err := f.unlock(); err != nil {
		return err
	}
	f.readLayers()
	return nil
}

// catalogue is the root of the document, nil when it has none.
func (f *file) catalogue() dict {
	root := f.dict(f.trailer, "Root")
	if root["Pages"] == nil {
		return nil
	}
	return root
}

// resolve follows references. What is missing, damaged or in a circle is nil.
func (f *file) resolve(o object) object {
	for range 8 {
		r, ok := o.(ref)
		if !ok {
			return o
		}
		o = f.object(r.num)
	}
	return nil
}

func (f *file) object(num int) object {
	if o, ok := f.cache[num]; ok {
		return o
	}
	e, ok := f.entries[num]
	if !ok || f.resolving[num] || !f.spend(20) {
		return nil
	}
	f.resolving[num] = true
	defer delete(f.resolving, num)
	var o object
	cost := 64
	if e.within > 0 {
		o, cost = f.fromStream(e, num)
	} else {
		o, cost, ok = f.parseAt(e.offset, num)
		if !ok && !f.rebuilt {
			f.rebuild()
			if e, found := f.entries[num]; found && e.within == 0 {
				o, cost, _ = f.parseAt(e.offset, num)
			}
		}
	}
	if f.cached += cost; f.cached > maxCached {
		clear(f.cache)
		f.cached = cost
	}
	f.cache[num] = o
	return o
}

// parseAt reads the object num at offset; ok says whether there is one. cost is the
// number of bytes it was made of.
func (f *file) parseAt(offset int64, num int) (o object, cost int, ok bool) {
	for n := int64(1 << 10); ; n *= 4 {
		data, _ := f.peek(f.base+offset, n)
		l := &lexer{data: data}
		got, isNum := l.next().(int)
		gen, isGen := l.next().(int)
		if !isNum || !isGen || got != num || l.next() != keyword("obj") {
			return nil, 64, false
		}
		o = l.value()
		after := l.pos
		word := l.next()
		if l.pos >= len(data) && int64(len(data)) == n && n < maxObject {
			if !f.spend(int(n >> 3)) {
				return nil, 64, false
			}
			continue // the window was too small
		}
		if d, isDict := o.(dict); isDict && word == keyword("stream") {
			o = &stream{dict: d, offset: f.base + offset + int64(dataStart(data, l.pos)), id: ref{num, gen}}
		}
		f.spend(after >> 4)
		return o, 64 + after, true
	}
}

// value is the next object with references put together.
func (l *lexer) value() object {
	o := l.next()
	num, ok := o.(int)
	if !ok {
		return o
	}
	back := l.pos
	if gen, ok := l.next().(int); ok && l.next() == keyword("R") {
		return ref{num, gen}
	}
	l.pos = back
	return o
}

// dataStart is the place after the line break that follows the word "stream".
func dataStart(data []byte, pos int) int {
	if pos < len(data) && data[pos] == '\r' {
		pos++
	}
	if pos < len(data) && data[pos] == '\n' {
		pos++
	}
	return pos
}
