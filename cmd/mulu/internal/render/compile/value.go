package compile

import (
	"errors"
	"reflect"
)

// state is one execution. Functions compiled from templates share it.
type state struct {
	dst   []byte
	slots []word // variables of the running templates
	base  int    // of the innermost template's variables in slots
	depth int
}

// errBail stops the compiled code: html/template executes the page again and
// gives the same bytes or the exact error.
var errBail = errors.New("left to html/template")

// need stops the compiled code if there is no value.
func need(w word) word {
	if w == nil {
		panic(errBail)
	}
	return w
}

// A value describes an expression: its static type and how to get it. Exactly
// one way is always there: at, or one of the direct forms, which make values
// that have no place in memory.
type value struct {
	typ  reflect.Type // nil: {{template "x"}} without data, or the constant nil
	bad  bool         // not understood, and already reported
	addr bool         // reflect could take its address, so methods of *T count
	null bool         // at may give nil although typ is no pointer: a map's missing entry

	at     func(st *state, dot word) word
	inDot  bool    // the value lies in dot's memory at offset
	offset uintptr // only with inDot
	isDot  bool    // at is dot itself, a pointer

	text func(st *state, dot word) string // typ is a string type; "" if null and missing
	num  func(st *state, dot word) int    // typ is an int type
	cond func(st *state, dot word) bool   // typ is a bool type
	raw  func(st *state, dot word) []byte // typ is template.HTML

	truthy func(st *state, dot word) bool // how if tests it, where that is not by typ

	constant reflect.Value // valid if the value is known at build time
}

var badValue = value{bad: true}

var (
	typeString  = reflect.TypeFor[string]()
	typeInt     = reflect.TypeFor[int]()
	typeBool    = reflect.TypeFor[bool]()
	typeAny     = reflect.TypeFor[any]()
	typeError   = reflect.TypeFor[error]()
	typeReflect = reflect.TypeFor[reflect.Value]()
	typeRawHTML = reflect.TypeFor[RawHTML]()
)

// place gives the value's word by the way that is always there.
func (v value) place() func(st *state, dot word) word {
	switch {
	case v.at != nil:
		return v.at
	case v.text != nil:
		text := v.text
		return func(st *state, dot word) word { return hold(text(st, dot)) }
	case v.num != nil:
		num := v.num
		return func(st *state, dot word) word { return intWord(num(st, dot)) }
	case v.cond != nil:
		cond := v.cond
		return func(st *state, dot word) word { return hold(cond(st, dot)) }
	default:
		raw := v.raw
		return func(st *state, dot word) word { return hold(string(raw(st, dot))) }
	}
}

// strings gives the text of a value of a string type.
func (v value) strings() func(st *state, dot word) string {
	if v.text != nil && !v.null {
		return v.text
	}
	return read[string](v)
}

func (v value) ints() func(st *state, dot word) int {
	if v.num != nil {
		return v.num
	}
	return read[int](v)
}

func (v value) bools() func(st *state, dot word) bool {
	if v.cond != nil {
		return v.cond
	}
	return read[bool](v)
}

// read loads a value whose type has the underlying type T.
func read[T any](v value) func(st *state, dot word) T {
	if v.constant.IsValid() {
		known := load[T](v.at(nil, nil))
		return func(*state, word) T { return known }
	}
	if v.inDot {
		offset := v.offset
		return func(_ *state, dot word) T { return load[T](shift(need(dot), offset)) }
	}
	at := v.place()
	return func(st *state, dot word) T { return load[T](need(at(st, dot))) }
}

// boxed gives the value to code that works by reflection: invalid if it is missing.
func (v value) boxed() func(st *state, dot word) reflect.Value {
	if v.typ == nil {
		return func(*state, word) reflect.Value { return reflect.Value{} }
	}
	at, typ := v.place(), v.typ
	return func(st *state, dot word) reflect.Value {
		w := at(st, dot)
		if w == nil && typ.Kind() != reflect.Pointer {
			return reflect.Value{}
		}
		return box(typ, w)
	}
}

// constantOf makes the value of something known at build time.
func constantOf(v reflect.Value) value {
	w := unbox(v.Type(), v)
	return value{typ: v.Type(), constant: v, at: func(*state, word) word { return w }}
}

// dotValue is the dot of a template or block. Its word is what steps are given.
func dotValue(like value) value {
	dot := value{typ: like.typ, bad: like.bad, addr: like.addr, null: like.null}
	dot.at = func(_ *state, dot word) word { return dot }
	// The word of a pointer is not the address of the pointer.
	dot.isDot = like.typ != nil && like.typ.Kind() == reflect.Pointer
	dot.inDot = like.typ != nil && !dot.isDot
	return dot
}

// slotValue is a variable.
func slotValue(like value, slot int) value {
	return value{typ: like.typ, bad: like.bad, addr: like.addr, null: like.null,
		at: func(st *state, _ word) word { return st.slots[st.base+slot] }}
}

// part is the value of type t at an offset in the memory that v's word is the
// address of: a field of a struct or of the struct that a pointer points to.
func (v value) part(t reflect.Type, offset uintptr) value {
	pointsAt := v.typ.Kind() == reflect.Pointer
	p := value{typ: t, addr: v.addr || pointsAt}
	if v.inDot {
		p.inDot, p.offset = true, v.offset+offset
	}
	at, fromDot, total := v.place(), p.inDot, p.offset
	switch {
	case t.Kind() == reflect.Pointer && fromDot:
		p.at = func(_ *state, dot word) word { return loadPointer(shift(need(dot), total)) }
	case t.Kind() == reflect.Pointer:
		p.at = func(st *state, dot word) word { return loadPointer(shift(need(at(st, dot)), offset)) }
	case fromDot:
		p.at = func(_ *state, dot word) word { return shift(need(dot), total) }
	default:
		p.at = func(st *state, dot word) word { return shift(need(at(st, dot)), offset) }
	}
	p.inDot = p.inDot && t.Kind() != reflect.Pointer
	return p
}

// pointee follows a pointer; a nil pointer is left to html/template.
func (v value) pointee() value {
	elem := v.typ.Elem()
	if elem.Kind() == reflect.Pointer {
		return v.part(elem, 0)
	}
	at := v.place()
	return value{typ: elem, addr: true, inDot: v.isDot, at: func(st *state, dot word) word { return need(at(st, dot)) }}
}

// base follows all pointers.
func (v value) base() value {
	for v.typ.Kind() == reflect.Pointer {
		v = v.pointee()
	}
	return v
}
