package pdf

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
)

// rebuild finds the objects of a file without usable tables by looking for "1 0 obj"
// all through it; the last object of a number counts, as that is the newest.
func (f *file) rebuild() {
	f.rebuilt, f.base, f.packed = true, 0, nil
	clear(f.entries)
	clear(f.cache)
	old := f.trailer
	f.trailer = nil
	packed, roots := f.scan()
	for _, num := range packed { // a cross-reference stream is also a trailer
		if s, ok := f.object(num).(*stream); ok && s.dict["Root"] != nil {
			f.trailer = s.dict
		}
	}
	if f.trailer == nil {
		f.trailer = old
	}
	if f.unlock() != nil {
		return
	}
	for _, num := range packed {
		if s, ok := f.object(num).(*stream); ok && s.dict["Type"] == name("ObjStm") {
			for i, n := range f.unpack(num).nums {
				f.enter(n, entry{offset: int64(i), within: num})
			}
		}
	}
	clear(f.cache) // what was looked for before it was known
	if f.catalogue() == nil {
		f.findRoot(roots)
	}
}

// manyObjects is how many are read one after the other at most to find a catalogue.
const manyObjects = 10_000

// findRoot looks for the catalogue among the objects, of very many only among those that
// seem to be one.
func (f *file) findRoot(roots []int) {
	if len(f.entries) <= manyObjects {
		roots = slices.Sorted(maps.Keys(f.entries))
	}
	for _, num := range roots[:min(len(roots), manyObjects)] {
		if d, ok := f.object(num).(dict); ok && d["Type"] == name("Catalog") && d["Pages"] != nil {
			root := dict{"Root": ref{num: num}}
			if e, ok := f.trailer["Encrypt"]; ok {
				root["Encrypt"], root["ID"] = e, f.trailer["ID"]
			}
			f.trailer = root
			return
		}
	}
}

// scan reads the whole file, in pieces that overlap, and enters every object and the
// last trailer. It returns the numbers of the streams that hold objects or entries, and of
// what seems to be a catalogue.
func (f *file) scan() (packed, roots []int) {
	const piece, margin = 1 << 20, 512
	for offset := int64(0); offset < f.size && f.spend(piece>>8); offset += piece - 2*margin {
		if f.bytes -= piece; f.bytes < 0 {
			f.over = cmp.Or(f.over, ErrBytes)
			break
		}
		data := f.window(offset, piece)
		from, to := margin, len(data)-margin
		if offset == 0 {
			from = 0
		}
		if offset+int64(len(data)) >= f.size {
			to = len(data)
		}
		eachIndex(data, "obj", from, to, func(at int) {
			num, gen, start, ok := objectHead(data, at)
			if !ok || !f.roomFor(num) {
				return
			}
			f.entries[num] = entry{offset: offset + int64(start), gen: gen}
			about := data[at:min(len(data), at+margin)]
			if i := bytes.Index(about, []byte("stream")); i >= 0 {
				about = about[:i]
			}
			if bytes.Contains(about, []byte("/ObjStm")) || bytes.Contains(about, []byte("/XRef")) {
				packed = append(packed, num)
			}
			if bytes.Contains(about, []byte("/Catalog")) {
				roots = append(roots, num)
			}
		})
		eachIndex(data, "trailer", from, to, func(at int) {
			if d, ok := f.trailerAt(offset + int64(at+len("trailer"))); ok && d["Root"] != nil {
				f.trailer = d
			}
		})
	}
	return packed, roots
}

// eachIndex calls fn for every place of word in data[from:to].
func eachIndex(data []byte, word string, from, to int, fn func(at int)) {
	for at := from; at < to; {
		i := bytes.Index(data[at:], []byte(word))
		if i < 0 || at+i >= to {
			return
		}
		fn(at + i)
		at += i + len(word)
	}
}

// objectHead reads "12 0 " backwards from the word "obj" at at.
func objectHead(data []byte, at int) (num, gen, start int, ok bool) {
	gen, i, ok := numberBefore(data, at)
	if !ok || i == 0 || !isSpace(data[i-1]) {
		return 0, 0, 0, false
	}
	num, start, ok = numberBefore(data, i)
	return num, gen, start, ok && num < 1<<24
}

// numberBefore reads the digits before i; start is the place of the first of them.
func numberBefore(data []byte, i int) (v, start int, ok bool) {
	for i > 0 && isSpace(data[i-1]) {
		i--
	}
	last := i
	for i > 0 && data[i-1] >= '0' && data[i-1] <= '9' && last-i < 10 {
		i--
	}
	for _, c := range data[i:last] {
		v = v*10 + int(c-'0')
	}
	return v, i, i < last
}
