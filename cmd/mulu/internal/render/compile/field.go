package compile

import (
	"reflect"
	"strings"
	"text/template/parse"
)

// fields follows .A.B.C from a value; the last name may be a method with
// arguments.
func (s *scope) fields(v value, n parse.Node, names []string, args []parse.Node, final *value) value {
	for i, name := range names {
		if i == len(names)-1 {
			return s.field(v, n, name, args, final)
		}
		v = s.field(v, n, name, nil, nil)
	}
	return v
}

// field finds a method, a field or a map's entry, in text/template's order.
func (s *scope) field(v value, n parse.Node, name string, args []parse.Node, final *value) value {
	if v.bad {
		return badValue
	}
	if v.typ == nil {
		return s.mistake(n, "此处没有数据，不能取 .%s：调用本模板时没有传入值", name)
	}
	if v.null {
		v = present(v)
	}
	v = v.base()
	if method, found := methodOf(v, name); found {
		return s.method(v, method, n, args, final)
	}
	hasArgs := len(args) > 0 || final != nil
	switch v.typ.Kind() {
	case reflect.Interface:
		return s.unsupported(n, "类型 %s 的值到运行时才知道有没有 %s", v.typ, name)
	case reflect.Struct:
		if f, found := v.typ.FieldByName(name); found && f.IsExported() {
			if hasArgs {
				return s.mistake(n, "%s 是字段，不是方法，不能带参数", name)
			}
			return v.walk(f.Index)
		}
	case reflect.Map:
		if v.typ.Key().Kind() == reflect.Interface {
			return s.unsupported(n, "键为接口的映射表 %s", v.typ)
		}
		if v.typ.Key() == typeString {
			if hasArgs {
				return s.mistake(n, "%s 不是方法，不能带参数", name)
			}
			return entry(v, func(*state, word) string { return name }, true)
		}
	}
	return s.mistake(n, "类型 %s 没有名为 %s 的字段或方法%s", v.typ, name, nearest(v.typ, name))
}

// present makes a missing value stop the compiled code.
func present(v value) value {
	at := v.place()
	return value{typ: v.typ, addr: v.addr, at: func(st *state, dot word) word { return need(at(st, dot)) }}
}

// walk goes to a field, perhaps through embedded structs and pointers to them.
func (v value) walk(index []int) value {
	for _, i := range index {
		v = v.base()
		f := v.typ.Field(i)
		v = v.part(f.Type, f.Offset)
	}
	return v
}

// entry looks a key up in a map with string keys. A missing entry is no value,
// or the zero value of its type if missing is false.
func entry(m value, key func(st *state, dot word) string, missing bool) value {
	at, typ, elem := m.place(), m.typ, m.typ.Elem()
	if typ == reflect.TypeFor[map[string]string]() {
		text := func(st *state, dot word) string { return load[map[string]string](need(at(st, dot)))[key(st, dot)] }
		e := value{typ: elem, null: missing, text: text}
		if missing {
			e.at = func(st *state, dot word) word {
				if text, found := load[map[string]string](need(at(st, dot)))[key(st, dot)]; found {
					return hold(text)
				}
				return nil
			}
		}
		return e
	}
	zero := unbox(elem, reflect.Zero(elem))
	return value{typ: elem, null: missing, at: func(st *state, dot word) word {
		k := reflect.ValueOf(key(st, dot)).Convert(typ.Key())
		e := box(typ, need(at(st, dot))).MapIndex(k)
		switch {
		case e.IsValid():
			return unbox(elem, e)
		case missing:
			return nil
		}
		return zero
	}}
}

// methodOf finds a method that text/template would find.
func methodOf(v value, name string) (reflect.Method, bool) {
	if v.typ.Kind() != reflect.Interface {
		if _, found := v.typ.MethodByName(name); found || v.addr {
			return reflect.PointerTo(v.typ).MethodByName(name)
		}
		return reflect.Method{}, false
	}
	return v.typ.MethodByName(name)
}

// nearest names a field or method that looks like what was written.
func nearest(t reflect.Type, name string) string {
	best, least := "", 2*min(2, len(name)/2)+1
	try := func(candidate string) {
		d := 2 * distance(strings.ToLower(name), strings.ToLower(candidate))
		if candidate[0] == name[0] {
			d-- // people get the first letter right
		}
		if d < least {
			best, least = candidate, d
		}
	}
	if t.Kind() == reflect.Struct {
		for _, f := range reflect.VisibleFields(t) {
			if f.IsExported() {
				try(f.Name)
			}
		}
	}
	for p, i := reflect.PointerTo(t), 0; i < p.NumMethod(); i++ {
		try(p.Method(i).Name)
	}
	if best == "" {
		return ""
	}
	return "，是否应为 " + best
}

// distance counts the insertions, deletions and substitutions from a to b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			substituted := diagonal
			if a[i] != b[j] {
				substituted++
			}
			diagonal = row[j+1]
			row[j+1] = min(substituted, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
