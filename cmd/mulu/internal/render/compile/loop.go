package compile

import (
	"cmp"
	"reflect"
	"slices"
	"text/template/parse"
)

// loop compiles range over slices, arrays, maps and whole numbers.
func (s *scope) loop(n *parse.RangeNode) step {
	outer := s.vars
	defer func() { s.vars = outer }()
	v := s.pipe(n.Pipe)
	if v.typ != nil && v.null {
		// No value is an empty range.
		v = value{typ: v.typ, at: orZero(v)}
	}
	if !v.bad && v.typ != nil {
		v = v.base()
	}
	key, elem := s.loopTypes(n, v)
	bad := v.bad || elem.bad
	inner := *s
	store := inner.loopVariables(n.Pipe, key, elem)
	body, empty := inner.with(elem).list(n.List), s.list(n.ElseList)
	switch {
	case v.typ == nil && !v.bad:
		return empty
	case bad || store == nil:
		return nil
	case v.typ.Kind() == reflect.Slice:
		return sliceLoop(v, store, body, empty)
	case v.typ.Kind() == reflect.Int:
		return countLoop(v, store, body, empty)
	}
	return boxedLoop(v, store, body, empty)
}

// orZero gives the zero value for a missing one.
func orZero(v value) func(*state, word) word {
	at, zero := v.place(), unbox(v.typ, reflect.Zero(v.typ))
	return func(st *state, dot word) word {
		if w := at(st, dot); w != nil {
			return w
		}
		return zero
	}
}

// loopTypes describes what an iteration sees.
func (s *scope) loopTypes(n *parse.RangeNode, v value) (key, elem value) {
	if v.bad || v.typ == nil {
		return badValue, badValue
	}
	switch t := v.typ; t.Kind() {
	case reflect.Slice:
		return value{typ: typeInt}, value{typ: t.Elem(), addr: true}
	case reflect.Array:
		return value{typ: typeInt}, value{typ: t.Elem(), addr: v.addr}
	case reflect.Map:
		if sortable(t.Key().Kind()) {
			return value{typ: t.Key()}, value{typ: t.Elem()}
		}
	case reflect.Int:
		if len(n.Pipe.Decl) > 1 {
			s.mistake(n, "对整数循环只能有一个变量")
			return badValue, badValue
		}
		return badValue, value{typ: t}
	case reflect.Bool, reflect.String, reflect.Struct, reflect.Float32, reflect.Float64:
		s.mistake(n, "range 不能用于类型 %v", t)
		return badValue, badValue
	}
	return badValue, s.unsupported(n, "range 的类型 %v", v.typ)
}

// loopVariables declares $i, $e := range. The function made is nil if that is
// not understood.
func (s *scope) loopVariables(n *parse.PipeNode, key, elem value) func(st *state, key, elem word) {
	if n.IsAssign {
		s.unsupported(n, "range 给已有变量赋值")
		return nil
	}
	switch len(n.Decl) {
	case 0:
		return func(*state, word, word) {}
	case 1:
		e := s.declare(n.Decl[0].Ident[0], elem)
		return func(st *state, _, elem word) { st.slots[st.base+e] = elem }
	}
	k := s.declare(n.Decl[0].Ident[0], key)
	e := s.declare(n.Decl[1].Ident[0], elem)
	return func(st *state, key, elem word) { st.slots[st.base+k], st.slots[st.base+e] = key, elem }
}

func sliceLoop(v value, store func(*state, word, word), body, empty step) step {
	at, elem := v.place(), v.typ.Elem()
	size, follow := elem.Size(), elem.Kind() == reflect.Pointer
	return func(st *state, dot word) flow {
		first, n := sliceParts(need(at(st, dot)))
		if n == 0 {
			return empty(st, dot)
		}
		for i := range n {
			w := shift(first, uintptr(i)*size)
			if follow {
				w = loadPointer(w)
			}
			store(st, intWord(i), w)
			if body(st, w) == breakLoop {
				break
			}
		}
		return goOn
	}
}

func countLoop(v value, store func(*state, word, word), body, empty step) step {
	count := v.ints()
	return func(st *state, dot word) flow {
		n := count(st, dot)
		if n <= 0 {
			return empty(st, dot)
		}
		for i := range n {
			w := intWord(i)
			store(st, nil, w)
			if body(st, w) == breakLoop {
				break
			}
		}
		return goOn
	}
}

// boxedLoop ranges over arrays and maps by reflection, maps in order of keys.
func boxedLoop(v value, store func(*state, word, word), body, empty step) step {
	boxed, t := v.boxed(), v.typ
	iterate := func(st *state, key, elem word) flow {
		store(st, key, elem)
		return body(st, elem)
	}
	return func(st *state, dot word) flow {
		c := boxed(st, dot)
		if c.Len() == 0 {
			return empty(st, dot)
		}
		if t.Kind() == reflect.Array {
			for i := range c.Len() {
				if iterate(st, intWord(i), unbox(t.Elem(), c.Index(i))) == breakLoop {
					break
				}
			}
			return goOn
		}
		for _, k := range sortedKeys(c) {
			if iterate(st, unbox(t.Key(), k), unbox(t.Elem(), c.MapIndex(k))) == breakLoop {
				break
			}
		}
		return goOn
	}
}

func sortable(k reflect.Kind) bool {
	c := classOfKind(k)
	return c == stringClass || c == intClass || c == uintClass
}

func sortedKeys(m reflect.Value) []reflect.Value {
	keys := m.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int {
		switch classOfKind(a.Kind()) {
		case stringClass:
			return cmp.Compare(a.String(), b.String())
		case intClass:
			return cmp.Compare(a.Int(), b.Int())
		}
		return cmp.Compare(a.Uint(), b.Uint())
	})
	return keys
}
