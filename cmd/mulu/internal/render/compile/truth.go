package compile

import (
	"reflect"
	"text/template"
)

// truth tests a value as if does: false is zero, empty, nil or missing.
func truth(v value) func(st *state, dot word) bool {
	switch {
	case v.truthy != nil:
		return v.truthy
	case v.typ == nil:
		return func(*state, word) bool { return false }
	case v.typ.Kind() == reflect.Bool && !v.null:
		return v.bools()
	case v.text != nil:
		text := v.text
		return func(st *state, dot word) bool { return text(st, dot) != "" }
	case v.num != nil:
		num := v.num
		return func(st *state, dot word) bool { return num(st, dot) != 0 }
	case v.raw != nil:
		raw := v.raw
		return func(st *state, dot word) bool { return len(raw(st, dot)) > 0 }
	case v.inDot && !v.null && v.typ.Kind() == reflect.String:
		offset := v.offset
		return func(_ *state, dot word) bool { return load[string](shift(need(dot), offset)) != "" }
	}
	at, test := v.place(), truthOf(v.typ)
	return func(st *state, dot word) bool {
		w := at(st, dot)
		return w != nil && test(w)
	}
}

// truthOf tests the value of a word that is not nil.
func truthOf(t reflect.Type) func(w word) bool {
	switch t.Kind() {
	case reflect.Pointer, reflect.Struct:
		return func(word) bool { return true }
	case reflect.String:
		return func(w word) bool { return load[string](w) != "" }
	case reflect.Slice:
		return func(w word) bool { _, n := sliceParts(w); return n > 0 }
	case reflect.Bool:
		return load[bool]
	case reflect.Int:
		return func(w word) bool { return load[int](w) != 0 }
	case reflect.Interface:
		return func(w word) bool {
			v := box(t, w)
			return !v.IsNil() && isTrue(v.Elem())
		}
	}
	return func(w word) bool { return isTrue(box(t, w)) }
}

func isTrue(v reflect.Value) bool {
	truth, ok := template.IsTrue(v.Interface())
	if !ok {
		panic(errBail)
	}
	return truth
}
