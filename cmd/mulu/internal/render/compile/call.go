package compile

import (
	"reflect"
	"slices"
	"text/template/parse"
)

// callee is a function or a method with its receiver.
type callee struct {
	name   string
	fn     reflect.Value // not valid for a method of an interface
	method int           // of the receiver's interface type
	params []reflect.Type
	varies bool
	result reflect.Type
	fails  bool // the second result is an error
}

func calleeOf(name string, t reflect.Type, receiver bool) callee {
	c := callee{name: name, varies: t.IsVariadic()}
	for i := range t.NumIn() {
		if i > 0 || !receiver {
			c.params = append(c.params, t.In(i))
		}
	}
	if n := t.NumOut(); n == 1 || n == 2 && t.Out(1) == typeError {
		c.result, c.fails = t.Out(0), n == 2
	}
	return c
}

// method calls a method of v. A method of *T serves values of T, whose word is
// their address.
func (s *scope) method(v value, m reflect.Method, n parse.Node, args []parse.Node, final *value) value {
	if v.typ.Kind() == reflect.Interface {
		c := calleeOf(m.Name, m.Type, false)
		c.method = m.Index
		return s.call(n, c, &v, args, final)
	}
	if v.typ == typeRawHTML && m.Name == "HTML" {
		html := s.call(n, calleeOf(m.Name, m.Type, true), &v, args, final)
		html.text, html.raw = nil, read[[]byte](v)
		return html
	}
	c := calleeOf(m.Name, m.Type, true)
	c.fn = m.Func
	receiver := value{typ: reflect.PointerTo(v.typ), at: v.place()}
	return s.call(n, c, &receiver, args, final)
}

// call compiles a call after checking its arguments.
func (s *scope) call(n parse.Node, c callee, receiver *value, nodes []parse.Node, final *value) value {
	given := len(nodes)
	if final != nil {
		given++
	}
	if c.varies && given < len(c.params)-1 || !c.varies && given != len(c.params) {
		return s.mistake(n, "%s 需要 %d 个参数，这里有 %d 个", c.name, len(c.params), given)
	}
	if c.result == nil || c.result == typeReflect || slices.Contains(c.params, typeReflect) {
		return s.unsupported(n, "%s 的参数或结果的类型", c.name)
	}
	args, ok := s.arguments(n, c, nodes, final)
	if !ok {
		return badValue
	}
	if receiver != nil {
		args = slices.Insert(args, 0, *receiver)
	}
	if c.fn.IsValid() && !c.varies && !c.fails {
		if v, ok := direct(c.fn, args, c.result); ok {
			return v
		}
	}
	return reflected(c, args, receiver != nil)
}

func (s *scope) arguments(n parse.Node, c callee, nodes []parse.Node, final *value) ([]value, bool) {
	args, ok := make([]value, 0, len(nodes)+1), true
	add := func(v value, at parse.Node) {
		v = s.convert(at, v, c.param(len(args)), c.name)
		ok = ok && !v.bad
		args = append(args, v)
	}
	for _, node := range nodes {
		add(s.argument(node, c.param(len(args))), node)
	}
	if final != nil {
		add(*final, n)
	}
	return args, ok
}

// param is the type of the parameter that takes argument i.
func (c callee) param(i int) reflect.Type {
	if last := len(c.params) - 1; c.varies && i >= last {
		return c.params[last].Elem()
	}
	return c.params[i]
}

// argument compiles an argument. A constant takes the parameter's type.
func (s *scope) argument(n parse.Node, p reflect.Type) value {
	typed := reflect.New(p).Elem()
	switch n := n.(type) {
	case *parse.StringNode:
		if p.Kind() == reflect.String {
			typed.SetString(n.Text)
			return constantOf(typed)
		}
	case *parse.BoolNode:
		if p.Kind() == reflect.Bool {
			typed.SetBool(n.True)
			return constantOf(typed)
		}
	case *parse.NumberNode:
		switch c := classOfKind(p.Kind()); {
		case c == intClass && n.IsInt:
			typed.SetInt(n.Int64)
			return constantOf(typed)
		case c == uintClass && n.IsUint:
			typed.SetUint(n.Uint64)
			return constantOf(typed)
		case c == floatClass && n.IsFloat:
			typed.SetFloat(n.Float64)
			return constantOf(typed)
		}
	default:
		return s.operand(n)
	}
	if p.Kind() == reflect.Interface && p.NumMethod() == 0 {
		return s.literal(n)
	}
	return s.mistake(n, "参数应是 %v，这里是 %s", p, n)
}

// convert makes v fit a parameter as text/template does.
func (s *scope) convert(n parse.Node, v value, p reflect.Type, name string) value {
	switch {
	case v.bad:
		return v
	case v.typ == nil:
		if !nillable(p.Kind()) {
			return s.mistake(n, "%s 的参数应是 %v，这里没有值", name, p)
		}
		return constantOf(reflect.Zero(p))
	case v.typ.AssignableTo(p) && p.Kind() == reflect.Interface:
		return v
	}
	if v.null {
		v = present(v)
	}
	switch {
	case v.typ.AssignableTo(p):
		return v
	case v.typ.Kind() == reflect.Interface:
		return lateConversion(v, p)
	case v.typ.Kind() == reflect.Pointer && v.typ.Elem().AssignableTo(p):
		return v.pointee()
	case v.addr && reflect.PointerTo(v.typ).AssignableTo(p):
		return value{typ: reflect.PointerTo(v.typ), at: v.place()}
	}
	return s.mistake(n, "%s 的参数应是 %v，这里是 %v", name, p, v.typ)
}

func nillable(k reflect.Kind) bool {
	switch k {
	case reflect.Chan, reflect.Func, reflect.Interface, reflect.Map, reflect.Pointer, reflect.Slice:
		return true
	}
	return false
}

// lateConversion takes the value out of an interface at run time.
func lateConversion(v value, p reflect.Type) value {
	boxed := v.boxed()
	return value{typ: p, at: func(st *state, dot word) word {
		inside := concrete(boxed(st, dot))
		if !inside.IsValid() || !inside.Type().AssignableTo(p) {
			panic(errBail)
		}
		return unbox(p, inside)
	}}
}

// reflected calls by reflection.
func reflected(c callee, args []value, receiver bool) value {
	boxed := make([]func(*state, word) reflect.Value, len(args))
	for i, arg := range args {
		boxed[i] = arg.boxed()
	}
	return value{typ: c.result, at: func(st *state, dot word) word {
		argv := make([]reflect.Value, len(boxed))
		for i, get := range boxed {
			argv[i] = get(st, dot)
			if !argv[i].IsValid() { // a missing entry for a parameter of interface type
				argv[i] = reflect.Zero(typeAny)
			}
		}
		fn := c.fn
		if !fn.IsValid() {
			if argv[0].IsNil() {
				panic(errBail)
			}
			fn, argv = argv[0].Method(c.method), argv[1:]
		}
		out := fn.Call(argv)
		if c.fails && !out[1].IsNil() {
			panic(errBail)
		}
		return unbox(c.result, out[0])
	}}
}
