package compile

import (
	"fmt"
	"reflect"
	"strings"
	"text/template/parse"
)

// compiler compiles the templates of a set, each once for every type of its dot.
type compiler struct {
	trees   map[string]*parse.Tree // escaped, derived ones too
	funcs   map[string]any
	vets    map[string]func(args []any) error // of the functions' calls
	codes   map[codeKey]*code
	problem func(n parse.Node, format string, args ...any) // takes note of an *Error
	place   func(n parse.Node) string                      // file:line
}

type codeKey struct {
	name       string
	typ        reflect.Type
	addr, null bool
}

// code is a compiled template.
type code struct {
	run         step
	slots       int      // variables, with $
	unsupported []string // what only html/template can do, as "file:line: reason"
	calls       []*code
}

// reasons collects what is unsupported in a template and those it calls.
func (c *code) reasons(seen map[*code]bool) []string {
	if seen[c] {
		return nil
	}
	seen[c] = true
	all := c.unsupported
	for _, callee := range c.calls {
		all = append(all[:len(all):len(all)], callee.reasons(seen)...)
	}
	return all
}

// template gives the code of a template for a dot like the given value.
func (c *compiler) template(name string, dot value) *code {
	key := codeKey{name, dot.typ, dot.addr, dot.null}
	if made, found := c.codes[key]; found {
		return made
	}
	made := &code{}
	c.codes[key] = made
	s := &scope{compiler: c, code: made, dot: dotValue(dot)}
	s.declare("$", s.dot)
	made.run = s.list(c.trees[name].Root)
	return made
}

// scope is where code is compiled: the type of dot, the variables in sight.
type scope struct {
	*compiler
	code    *code
	dot     value
	vars    []variable
	current *parse.ActionNode // escapers have no place of their own
}

type variable struct {
	name string
	slot int
	like value
}

// with is the scope of a block with another dot.
func (s *scope) with(dot value) *scope {
	inner := *s
	inner.dot = dotValue(dot)
	return &inner
}

// declare gives a variable a slot of its own.
func (s *scope) declare(name string, like value) int {
	slot := s.code.slots
	s.code.slots++
	// The full slice expression keeps scopes from writing over each other.
	s.vars = append(s.vars[:len(s.vars):len(s.vars)], variable{name, slot, like})
	return slot
}

func (s *scope) lookup(name string) (variable, bool) {
	for i := len(s.vars) - 1; i >= 0; i-- {
		if s.vars[i].name == name {
			return s.vars[i], true
		}
	}
	return variable{}, false
}

// mistake takes note of an error in the template. The value stands for what
// should have been there, so that one mistake is reported once.
func (s *scope) mistake(n parse.Node, format string, args ...any) value {
	s.problem(s.written(n), format, args...)
	return badValue
}

// unsupported takes note of something that only html/template can do.
func (s *scope) unsupported(n parse.Node, format string, args ...any) value {
	s.code.unsupported = append(s.code.unsupported, s.place(s.written(n))+": "+fmt.Sprintf(format, args...))
	return badValue
}

// written gives a node that has a place in a file: functions that the escaper
// put in have none.
func (s *scope) written(n parse.Node) parse.Node {
	if id, ok := n.(*parse.IdentifierNode); ok && (strings.HasPrefix(id.Ident, escaperPrefix) || id.Ident == evalArgs) {
		return s.current
	}
	return n
}
