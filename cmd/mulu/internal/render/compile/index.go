package compile

import (
	"reflect"
	"text/template/parse"
)

// length compiles len.
func (s *scope) length(n parse.Node, v value) value {
	if v.typ == nil {
		return s.mistake(n, "len 的参数没有值")
	}
	if v.null {
		v = present(v)
	}
	v = v.base()
	count := value{typ: typeInt}
	switch v.typ.Kind() {
	case reflect.String:
		text := v.strings()
		count.num = func(st *state, dot word) int { return len(text(st, dot)) }
	case reflect.Slice:
		at := v.place()
		count.num = func(st *state, dot word) int { _, n := sliceParts(need(at(st, dot))); return n }
	case reflect.Array, reflect.Map, reflect.Chan:
		boxed := v.boxed()
		count.num = func(st *state, dot word) int { return boxed(st, dot).Len() }
	case reflect.Interface:
		return s.unsupported(n, "len 的参数类型 %v", v.typ)
	default:
		return s.mistake(n, "类型 %v 没有长度", v.typ)
	}
	return count
}

// index compiles index x 1 "key": elements of slices, arrays and maps.
func (s *scope) index(n parse.Node, v value, keys []value) value {
	for _, key := range keys {
		if v.bad {
			return v
		}
		if v.typ == nil || key.typ == nil {
			return s.unsupported(n, "index 的参数没有值")
		}
		if v.null {
			v = present(v)
		}
		v = s.element(n, v.base(), key)
	}
	return v
}

func (s *scope) element(n parse.Node, v, key value) value {
	if key.null || key.typ.Kind() == reflect.Interface || v.typ.Kind() == reflect.Interface {
		return s.unsupported(n, "index 的参数到运行时才知道类型")
	}
	switch v.typ.Kind() {
	case reflect.Slice, reflect.Array, reflect.String:
		switch classOfKind(key.typ.Kind()) {
		case intClass, uintClass:
			return s.item(n, v, key)
		}
		return s.mistake(n, "%v 的下标应是整数，这里是 %v", v.typ, key.typ)
	case reflect.Map:
		if v.typ.Key().Kind() == reflect.String {
			if !key.typ.AssignableTo(v.typ.Key()) {
				return s.mistake(n, "%v 的键应是 %v，这里是 %v", v.typ, v.typ.Key(), key.typ)
			}
			return entry(v, key.strings(), false)
		}
		return s.unsupported(n, "index 的参数类型 %v", v.typ)
	}
	return s.mistake(n, "index 不能用于类型 %v", v.typ)
}

// item is an element of a slice. Out of range is left to html/template, which
// says where.
func (s *scope) item(n parse.Node, v, key value) value {
	if v.typ.Kind() != reflect.Slice || key.typ.Kind() != reflect.Int {
		return s.unsupported(n, "index 的参数类型 %v 和 %v", v.typ, key.typ)
	}
	at, number, elem := v.place(), key.ints(), v.typ.Elem()
	size, follow := elem.Size(), elem.Kind() == reflect.Pointer
	return value{typ: elem, addr: true, at: func(st *state, dot word) word {
		first, count := sliceParts(need(at(st, dot)))
		i := number(st, dot)
		if i < 0 || i >= count {
			panic(errBail)
		}
		w := shift(first, uintptr(i)*size)
		if follow {
			return loadPointer(w)
		}
		return w
	}}
}

// slice compiles slice "text" 0 4.
func (s *scope) slice(n parse.Node, args []value) value {
	for _, arg := range args[1:] {
		if arg.typ != typeInt || arg.null {
			return s.unsupported(n, "slice 的下标类型")
		}
	}
	v := args[0]
	if v.typ == nil || v.typ.Kind() != reflect.String || v.null || len(args) > 3 {
		return s.unsupported(n, "slice 的参数类型")
	}
	text := v.strings()
	from := func(*state, word) int { return 0 }
	to := func(*state, word) int { return -1 }
	if len(args) > 1 {
		from = args[1].ints()
	}
	if len(args) > 2 {
		to = args[2].ints()
	}
	toEnd := len(args) < 3
	return value{typ: v.typ, text: func(st *state, dot word) string {
		t, i, j := text(st, dot), from(st, dot), to(st, dot)
		if toEnd {
			j = len(t)
		}
		if i < 0 || i > j || j > len(t) {
			panic(errBail)
		}
		return t[i:j]
	}}
}
