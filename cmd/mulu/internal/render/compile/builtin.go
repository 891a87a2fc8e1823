package compile

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"text/template"
	"text/template/parse"
)

// printers are the built-in functions of any arguments with a string result.
var printers = map[string]func(args ...any) string{
	"html":     template.HTMLEscaper,
	"js":       template.JSEscaper,
	"print":    fmt.Sprint,
	"println":  fmt.Sprintln,
	"urlquery": template.URLQueryEscaper,
}

// evalArgs is what the escaper makes of {{html x}}: the text of x, to be escaped
// by html at the end of the pipeline.
const evalArgs = "_eval_args_"

// function compiles a call by name. The caller's functions come before the
// built-in ones, as in text/template.
func (s *scope) function(n *parse.IdentifierNode, nodes []parse.Node, final *value) value {
	if fn, found := s.funcs[n.Ident]; found {
		v := reflect.ValueOf(fn)
		c := calleeOf(n.Ident, v.Type(), false)
		c.fn = v
		return s.own(n, c, nodes, final)
	}
	if strings.HasPrefix(n.Ident, escaperPrefix) && final != nil {
		return s.escapedText(n, *final)
	}
	args := make([]value, 0, len(nodes)+1)
	for _, node := range nodes {
		args = append(args, s.operand(node))
	}
	if final != nil {
		args = append(args, *final)
	}
	for _, arg := range args {
		if arg.bad {
			return badValue
		}
	}
	return s.builtin(n, n.Ident, args)
}

// own compiles a call of one of the caller's functions. With nothing but constants it is
// made here, once.
func (s *scope) own(n *parse.IdentifierNode, c callee, nodes []parse.Node, final *value) value {
	v := s.call(n, c, nil, nodes, final)
	if v.bad {
		return v
	}
	args, _ := s.arguments(n, c, nodes, final)
	if judge := s.vets[n.Ident]; judge != nil {
		if err := judge(constants(args)); err != nil {
			return s.mistake(n, "%v", err)
		}
	}
	if slices.ContainsFunc(args, func(a value) bool { return !a.constant.IsValid() }) {
		return v
	}
	once(func() { v = constantOf(box(v.typ, v.place()(&state{}, nil))) })
	return v
}

// once does what a template would do each time. What fails is left as it is, to be done
// and reported when the template is executed.
func once(do func()) bool {
	defer func() { _ = recover() }()
	do()
	return true
}

// constants are the arguments of a call that are known when it is compiled; nil stands
// for the others.
func constants(args []value) []any {
	known := make([]any, len(args))
	for i, a := range args {
		if a.constant.IsValid() {
			known[i] = a.constant.Interface()
		}
	}
	return known
}

func (s *scope) builtin(n parse.Node, name string, args []value) value {
	if comparisons[name] != nil {
		return s.compare(n, name, args)
	}
	if printer := printers[name]; printer != nil {
		all := anys(args)
		return value{typ: typeString, text: func(st *state, dot word) string { return printer(all(st, dot)...) }}
	}
	if len(args) == 0 {
		return s.mistake(n, "函数 %s 缺少参数", name)
	}
	switch name {
	case "and", "or":
		return choose(name == "or", args)
	case "not":
		if len(args) == 1 {
			test := truth(args[0])
			return value{typ: typeBool, cond: func(st *state, dot word) bool { return !test(st, dot) }}
		}
	case "len":
		if len(args) == 1 {
			return s.length(n, args[0])
		}
	case "index":
		return s.index(n, args[0], args[1:])
	case "slice":
		return s.slice(n, args)
	case "printf":
		return s.printf(n, args)
	case evalArgs:
		if len(args) == 1 && args[0].typ == typeString && !args[0].null {
			return args[0]
		}
		return s.unsupported(n, "函数 html 或 urlquery 的参数不是一个字符串")
	default:
		return s.unsupported(n, "函数 %s", name)
	}
	return s.mistake(n, "函数 %s 的参数个数不对", name)
}

// anys gives arguments to functions of any values.
func anys(args []value) func(st *state, dot word) []any {
	boxed := make([]func(*state, word) reflect.Value, len(args))
	for i, arg := range args {
		boxed[i] = arg.boxed()
	}
	return func(st *state, dot word) []any {
		all := make([]any, len(boxed))
		for i, get := range boxed {
			if v := get(st, dot); v.IsValid() {
				all[i] = v.Interface()
			}
		}
		return all
	}
}

func (s *scope) printf(n parse.Node, args []value) value {
	format := s.convert(n, args[0], typeString, "printf")
	if format.bad {
		return badValue
	}
	layout, all := format.strings(), anys(args[1:])
	return value{typ: typeString, text: func(st *state, dot word) string {
		return fmt.Sprintf(layout(st, dot), all(st, dot)...)
	}}
}

// choose compiles or (the first true argument, else the last) and and (the
// first false one, else the last).
func choose(stop bool, args []value) value {
	last, tests := len(args)-1, make([]test, len(args))
	chosen, alike := value{typ: args[0].typ, addr: true}, true
	for i, arg := range args {
		tests[i] = truth(arg)
		alike = alike && arg.typ == chosen.typ && arg.typ != nil && !arg.null
		chosen.addr = chosen.addr && arg.addr
	}
	pick := func(st *state, dot word) int {
		for i := range last {
			if tests[i](st, dot) == stop {
				return i
			}
		}
		return last
	}
	truthy := func(st *state, dot word) bool { return tests[pick(st, dot)](st, dot) }
	switch {
	case alike && chosen.typ.Kind() == reflect.Bool:
		chosen.cond = truthy
	case alike && chosen.typ.Kind() == reflect.String:
		chosen.text = chooseText(pick, args)
	case alike:
		places := make([]func(*state, word) word, len(args))
		for i, arg := range args {
			places[i] = arg.place()
		}
		chosen.at = func(st *state, dot word) word { return places[pick(st, dot)](st, dot) }
	default:
		chosen = mixed(pick, args)
		chosen.truthy = truthy
	}
	return chosen
}

func chooseText(pick func(*state, word) int, args []value) func(*state, word) string {
	texts := make([]func(*state, word) string, len(args))
	for i, arg := range args {
		texts[i] = arg.strings()
	}
	return func(st *state, dot word) string { return texts[pick(st, dot)](st, dot) }
}

// mixed is one of several values of different types.
func mixed(pick func(*state, word) int, args []value) value {
	boxed := make([]func(*state, word) reflect.Value, len(args))
	for i, arg := range args {
		boxed[i] = arg.boxed()
	}
	return value{typ: typeAny, at: func(st *state, dot word) word {
		v := boxed[pick(st, dot)](st, dot)
		if !v.IsValid() {
			return hold[any](nil)
		}
		return hold(v.Interface())
	}}
}
