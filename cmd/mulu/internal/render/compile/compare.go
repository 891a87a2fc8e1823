package compile

import (
	"cmp"
	"reflect"
	"text/template/parse"
)

// comparisons are the functions eq, ne, lt, le, gt and ge on two ordered values.
var comparisons = map[string]func(order int) bool{
	"eq": func(order int) bool { return order == 0 },
	"ne": func(order int) bool { return order != 0 },
	"lt": func(order int) bool { return order < 0 },
	"le": func(order int) bool { return order <= 0 },
	"gt": func(order int) bool { return order > 0 },
	"ge": func(order int) bool { return order >= 0 },
}

type test = func(st *state, dot word) bool

// compare compiles eq a b c …, ne a b, lt a b and so on.
func (s *scope) compare(n parse.Node, name string, args []value) value {
	if len(args) < 2 || len(args) > 2 && name != "eq" {
		return s.mistake(n, "函数 %s 的参数个数不对", name)
	}
	var tests []test
	for _, arg := range args[1:] {
		t := s.comparePair(n, name, args[0], arg)
		if t == nil {
			return badValue
		}
		tests = append(tests, t)
	}
	return value{typ: typeBool, cond: anyOf(tests)}
}

func anyOf(tests []test) test {
	if len(tests) == 1 {
		return tests[0]
	}
	return func(st *state, dot word) bool {
		for _, t := range tests {
			if t(st, dot) {
				return true
			}
		}
		return false
	}
}

// comparePair gives nil after a problem.
func (s *scope) comparePair(n parse.Node, name string, a, b value) test {
	if a.bad || b.bad {
		return nil
	}
	ca, cb := classOf(a), classOf(b)
	numbers := ca == intClass && cb == uintClass || ca == uintClass && cb == intClass
	if ca != cb && !numbers && ca != lateClass && cb != lateClass {
		s.mistake(n, "%s 不能比较 %v 和 %v", name, a.typ, b.typ)
		return nil
	}
	equality := name == "eq" || name == "ne"
	if !equality && (ca == boolClass || ca == otherClass) {
		s.mistake(n, "%s 不能比较 %v 的大小", name, a.typ)
		return nil
	}
	switch {
	case a.null || b.null || ca != cb:
	case ca == stringClass:
		return compareStrings(name, a.strings(), b)
	case a.typ.Kind() == reflect.Int && b.typ.Kind() == reflect.Int:
		return compareInts(name, a.ints(), b.ints())
	case ca == boolClass:
		x, y := a.bools(), b.bools()
		return func(st *state, dot word) bool { return (x(st, dot) == y(st, dot)) == (name == "eq") }
	}
	return compareLate(name, a.boxed(), b.boxed())
}

func compareStrings(name string, x func(*state, word) string, b value) test {
	y := b.strings()
	if b.constant.IsValid() {
		known := b.constant.String()
		switch name {
		case "eq":
			return func(st *state, dot word) bool { return x(st, dot) == known }
		case "ne":
			return func(st *state, dot word) bool { return x(st, dot) != known }
		}
	}
	holds := comparisons[name]
	return func(st *state, dot word) bool { return holds(cmp.Compare(x(st, dot), y(st, dot))) }
}

func compareInts(name string, x, y func(*state, word) int) test {
	holds := comparisons[name]
	return func(st *state, dot word) bool { return holds(cmp.Compare(x(st, dot), y(st, dot))) }
}

// class groups the types that text/template compares with each other.
type class uint8

const (
	otherClass class = iota // structs, pointers and other types without order
	boolClass
	intClass
	uintClass
	floatClass
	complexClass
	stringClass
	lateClass // known at run time: interfaces, nil, missing entries
)

func classOf(v value) class {
	if v.typ == nil || v.null {
		return lateClass
	}
	return classOfKind(v.typ.Kind())
}

func classOfKind(k reflect.Kind) class {
	switch k {
	case reflect.Invalid, reflect.Interface:
		return lateClass
	case reflect.Bool:
		return boolClass
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return intClass
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return uintClass
	case reflect.Float32, reflect.Float64:
		return floatClass
	case reflect.Complex64, reflect.Complex128:
		return complexClass
	case reflect.String:
		return stringClass
	}
	return otherClass
}

// compareLate decides at run time; what text/template would refuse is left to it.
func compareLate(name string, x, y func(*state, word) reflect.Value) test {
	return func(st *state, dot word) bool {
		a, b := concrete(x(st, dot)), concrete(y(st, dot))
		switch name {
		case "eq":
			return equal(a, b)
		case "ne":
			return !equal(a, b)
		case "lt":
			return less(a, b)
		case "le":
			return less(a, b) || equal(a, b)
		case "gt":
			return !less(a, b) && !equal(a, b)
		default:
			return !less(a, b)
		}
	}
}

// concrete looks into an interface.
func concrete(v reflect.Value) reflect.Value {
	if v.IsValid() && v.Kind() == reflect.Interface {
		return v.Elem()
	}
	return v
}

func equal(a, b reflect.Value) bool {
	ca, cb := classOfKind(a.Kind()), classOfKind(b.Kind())
	switch {
	case ca == intClass && cb == uintClass:
		return a.Int() >= 0 && uint64(a.Int()) == b.Uint()
	case ca == uintClass && cb == intClass:
		return b.Int() >= 0 && a.Uint() == uint64(b.Int())
	case ca == cb && ca != otherClass && ca != lateClass:
		return sameBasic(ca, a, b)
	case !a.IsValid() || !b.IsValid():
		return isNil(a) && isNil(b)
	case a.Kind() != b.Kind():
		panic(errBail)
	case isNil(a) || isNil(b):
		return isNil(a) == isNil(b)
	case !a.Comparable() || !b.Comparable():
		panic(errBail)
	}
	return a.Interface() == b.Interface()
}

func sameBasic(c class, a, b reflect.Value) bool {
	switch c {
	case boolClass:
		return a.Bool() == b.Bool()
	case intClass:
		return a.Int() == b.Int()
	case uintClass:
		return a.Uint() == b.Uint()
	case floatClass:
		return a.Float() == b.Float()
	case complexClass:
		return a.Complex() == b.Complex()
	}
	return a.String() == b.String()
}

func less(a, b reflect.Value) bool {
	ca, cb := classOfKind(a.Kind()), classOfKind(b.Kind())
	switch {
	case ca == intClass && cb == uintClass:
		return a.Int() < 0 || uint64(a.Int()) < b.Uint()
	case ca == uintClass && cb == intClass:
		return b.Int() >= 0 && a.Uint() < uint64(b.Int())
	case ca != cb:
		panic(errBail)
	}
	switch ca {
	case intClass:
		return a.Int() < b.Int()
	case uintClass:
		return a.Uint() < b.Uint()
	case floatClass:
		return a.Float() < b.Float()
	case stringClass:
		return a.String() < b.String()
	}
	panic(errBail)
}

func isNil(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Invalid:
		return true
	case reflect.Chan, reflect.Func, reflect.Interface, reflect.Map, reflect.Pointer, reflect.Slice:
		return v.IsNil()
	}
	return false
}
