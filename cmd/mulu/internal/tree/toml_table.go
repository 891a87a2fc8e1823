package tree

import (
	"strings"

	"mulu/cmd/mulu/internal/diag"
)

// How a table or list came to be decides what may still be added to it (TOML,
// «Table», «Inline Table», «Array of Tables»). Values and static lists are closed.
const (
	closed   uint8 = iota // a value written whole: nothing can be added
	byHeader              // [table]: once only
	implied               // the parents of a header: one [table] of its own may follow
	byDotted              // the parents of a dotted key: more dotted keys may follow
	ofTables              // [[table]]: more may follow
	fromYAML              // the top table of a YAML text
)

// header reads [table] or [[table]] and makes it the current table.
func (r *tomlReader) header() {
	start := r.here()
	r.off++
	many := r.accept('[')
	if !r.key(0) || !r.expect(']') || many && !r.expect(']') {
		return
	}
	pos := r.upToHere(start)
	r.depth = len(r.parts)
	r.scratch = Value{Kind: Table, how: byHeader}
	r.cur = &r.scratch
	parent := r.parents(&r.root, implied)
	if parent == nil {
		return
	}
	last := r.parts[len(r.parts)-1]
	if many {
		r.nextOfTables(parent, last, pos)
	} else {
		r.oneTable(parent, last, pos)
	}
}

// oneTable opens the table [parent.last].
func (r *tomlReader) oneTable(parent *Value, last keyPart, pos diag.Pos) {
	switch old := r.find(parent, last.text); {
	case old == nil:
		r.open(r.add(parent, last, Value{Kind: Table, how: byHeader, Pos: pos}))
	case old.Value.how == implied:
		old.KeyPos, old.Value.Pos, old.Value.how = last.pos, pos, byHeader
		r.open(&old.Value)
	default:
		r.duplicate(last.pos, old)
	}
}

// nextOfTables opens one more table of [[parent.last]].
func (r *tomlReader) nextOfTables(parent *Value, last keyPart, pos diag.Pos) {
	list := r.find(parent, last.text)
	if list == nil {
		if v := r.add(parent, last, Value{Kind: List, how: ofTables, Pos: pos}); v == nil {
			return
		}
		list = r.find(parent, last.text)
	}
	if list.Value.how != ofTables {
		r.duplicate(last.pos, list)
		return
	}
	if !r.countItem(pos) {
		return
	}
	list.Value.List = append(list.Value.List, Value{Kind: Table, how: byHeader, Pos: pos})
	r.open(&list.Value.List[len(list.Value.List)-1])
}

func (r *tomlReader) open(table *Value) {
	if table != nil {
		r.cur = table
	}
}

// parents goes from t through all parts of the key but the last, and makes the
// tables that are missing; nil after a problem.
func (r *tomlReader) parents(t *Value, how uint8) *Value {
	for _, part := range r.parts[:len(r.parts)-1] {
		old := r.find(t, part.text)
		if old == nil {
			if t = r.add(t, part, Value{Kind: Table, how: how, Pos: part.pos}); t == nil {
				return nil
			}
			continue
		}
		if t = passable(&old.Value, how); t == nil {
			r.duplicate(part.pos, old)
			return nil
		}
	}
	return t
}

// passable is the table that a key with v as a parent goes on from: a header may
// go through every table but a closed one, a dotted key only through what dotted
// keys made.
func passable(v *Value, how uint8) *Value {
	switch {
	case v.how == byDotted, how == implied && (v.how == byHeader || v.how == implied):
		return v
	case how == implied && v.how == ofTables:
		return &v.List[len(v.List)-1]
	}
	return nil
}

// keyValue reads key = value into t, which lies depth tables deep.
func (r *tomlReader) keyValue(t *Value, depth int) bool {
	if !r.key(depth) || !r.expect('=') {
		return false
	}
	last := r.parts[len(r.parts)-1]
	depth += len(r.parts)
	target, old := r.parents(t, byDotted), (*Entry)(nil)
	if target != nil {
		if old = r.find(target, last.text); old != nil {
			r.duplicate(last.pos, old)
		}
	}
	if r.failed {
		return false
	}
	r.blanks()
	v, ok := r.value(depth)
	if ok && target != nil && old == nil {
		r.add(target, last, v)
	}
	return ok
}

// largeTable is the number of keys from which a table gets an index: below it,
// comparing all keys is faster.
const largeTable = 32

// find is the entry of key in t. Entries move when their table grows.
func (r *tomlReader) find(t *Value, key string) *Entry {
	if t.id == 0 {
		return t.Get(key)
	}
	if i, ok := r.indexes[t.id-1][key]; ok {
		return &t.Table[i]
	}
	return nil
}

// add appends an entry with a key that t does not have; nil when there are too
// many keys already.
func (r *tomlReader) add(t *Value, key keyPart, v Value) *Value {
	if r.keys++; r.keys > r.limits.Keys {
		r.stop(r.limits.tooMany(r.file, key.pos))
		return nil
	}
	t.Table = append(t.Table, Entry{key.text, key.pos, v})
	n := len(t.Table)
	switch {
	case t.id != 0:
		r.indexes[t.id-1][key.text] = int32(n - 1)
	case n == largeTable:
		r.index(t)
	}
	return &t.Table[n-1].Value
}

func (r *tomlReader) index(t *Value) {
	m := make(map[string]int32, 2*largeTable)
	for i := range t.Table {
		m[t.Table[i].Key] = int32(i)
	}
	r.indexes = append(r.indexes, m)
	t.id = uint32(len(r.indexes))
}

// duplicate reports the key in r.parts at pos, which was defined before.
func (r *tomlReader) duplicate(pos diag.Pos, old *Entry) {
	names := make([]string, len(r.parts))
	for i, p := range r.parts {
		names[i] = p.text
	}
	r.report(duplicateKey(r.file, strings.Join(names, "."), pos, old.KeyPos))
}

// duplicateKey is the problem of a key at pos that the key at first has made.
func duplicateKey(file, key string, pos, first diag.Pos) diag.Diagnostic {
	return ruleDuplicate.At(file, pos, "键 %s 重复，第 %d 行已经写过", key, first.Line).
		WithHint("%s", ruleDuplicate.Repair).
		WithRelated(file, first, "第一次出现在这里")
}
