package compile

import "reflect"

// shape groups types that are passed to functions alike.
type shape byte

const (
	otherShape shape = iota
	stringShape
	intShape
	boolShape
	pointerShape
	sliceShape
)

func shapeOf(t reflect.Type) shape {
	switch t.Kind() {
	case reflect.String:
		return stringShape
	case reflect.Int:
		return intShape
	case reflect.Bool:
		return boolShape
	case reflect.Pointer:
		return pointerShape
	case reflect.Slice:
		return sliceShape
	}
	return otherShape
}

// direct calls functions of one or two simple parameters without reflection.
// The arguments are assignable to the parameters; a pointer for a parameter of
// interface type is not simple.
func direct(fn reflect.Value, args []value, result reflect.Type) (v value, ok bool) {
	shapes := [2]shape{}
	for i, arg := range args {
		if i == len(shapes) || shapeOf(arg.typ) != shapeOf(fn.Type().In(i)) {
			return value{}, false
		}
		shapes[i] = shapeOf(arg.typ)
	}
	switch shapes[0] {
	case stringShape:
		v = direct1(fn, args, args[0].strings(), shapes[1], shapeOf(result))
	case intShape:
		v = direct1(fn, args, args[0].ints(), shapes[1], shapeOf(result))
	case boolShape:
		v = direct1(fn, args, args[0].bools(), shapes[1], shapeOf(result))
	case pointerShape:
		v = direct1(fn, args, args[0].place(), shapes[1], shapeOf(result))
	}
	v.typ = result
	return v, v.text != nil || v.num != nil || v.cond != nil || v.at != nil
}

func direct1[A any](fn reflect.Value, args []value, a func(*state, word) A, second, result shape) value {
	switch {
	case len(args) == 1 && result == stringShape:
		f := funcAs[func(A) string](fn)
		return value{text: func(st *state, dot word) string { return f(a(st, dot)) }}
	case len(args) == 1 && result == intShape:
		f := funcAs[func(A) int](fn)
		return value{num: func(st *state, dot word) int { return f(a(st, dot)) }}
	case len(args) == 1 && result == boolShape:
		f := funcAs[func(A) bool](fn)
		return value{cond: func(st *state, dot word) bool { return f(a(st, dot)) }}
	case len(args) == 1 && result == pointerShape:
		f := funcAs[func(A) word](fn)
		return value{at: func(st *state, dot word) word { return f(a(st, dot)) }}
	case len(args) == 1 && result == sliceShape:
		f := funcAs[func(A) []byte](fn)
		return value{at: func(st *state, dot word) word { return hold(f(a(st, dot))) }}
	case second == stringShape:
		return direct2(fn, a, args[1].strings(), result)
	case second == intShape:
		return direct2(fn, a, args[1].ints(), result)
	}
	return value{}
}

func direct2[A, B any](fn reflect.Value, a func(*state, word) A, b func(*state, word) B, result shape) value {
	switch result {
	case stringShape:
		f := funcAs[func(A, B) string](fn)
		return value{text: func(st *state, dot word) string { return f(a(st, dot), b(st, dot)) }}
	case intShape:
		f := funcAs[func(A, B) int](fn)
		return value{num: func(st *state, dot word) int { return f(a(st, dot), b(st, dot)) }}
	case boolShape:
		f := funcAs[func(A, B) bool](fn)
		return value{cond: func(st *state, dot word) bool { return f(a(st, dot), b(st, dot)) }}
	}
	return value{}
}
