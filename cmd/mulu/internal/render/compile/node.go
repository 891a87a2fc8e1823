package compile

import (
	"reflect"
	"slices"
	"text/template/parse"
)

// A step appends a part of the page. Its flow says how a loop goes on.
type step func(st *state, dot word) flow

type flow uint8

const (
	goOn flow = iota
	breakLoop
	continueLoop
)

// maxDepth bounds templates that call themselves; deeper ones are left to
// html/template, which knows its own bound.
const maxDepth = 1000

func nothing(*state, word) flow { return goOn }

// list compiles nodes in order. Constant text between actions becomes one step.
func (s *scope) list(n *parse.ListNode) step {
	if n == nil {
		return nothing
	}
	outer := s.vars
	defer func() { s.vars = outer }()
	var steps []step
	var text []byte
	flush := func() {
		if len(text) > 0 {
			steps = append(steps, textStep(string(text)))
			text = nil
		}
	}
	for _, node := range n.Nodes {
		made, known := s.node(node)
		text = append(text, known...)
		if made != nil {
			flush()
			steps = append(steps, made)
		}
	}
	flush()
	return sequence(steps)
}

func textStep(text string) step {
	return func(st *state, _ word) flow {
		st.dst = append(st.dst, text...)
		return goOn
	}
}

func sequence(steps []step) step {
	switch len(steps) {
	case 0:
		return nothing
	case 1:
		return steps[0]
	}
	steps = slices.Clip(steps)
	return func(st *state, dot word) flow {
		for _, step := range steps {
			if f := step(st, dot); f != goOn {
				return f
			}
		}
		return goOn
	}
}

// node compiles one node to a step, to constant text or to nothing.
func (s *scope) node(n parse.Node) (made step, text []byte) {
	switch n := n.(type) {
	case *parse.TextNode:
		return nil, n.Text
	case *parse.ActionNode:
		return s.action(n)
	}
	return s.control(n), nil
}

// control compiles what decides over other nodes; nil is nothing to do.
func (s *scope) control(n parse.Node) step {
	switch n := n.(type) {
	case *parse.IfNode:
		return s.branch(&n.BranchNode, false)
	case *parse.WithNode:
		return s.branch(&n.BranchNode, true)
	case *parse.RangeNode:
		return s.loop(n)
	case *parse.TemplateNode:
		return s.include(n)
	case *parse.BreakNode:
		return func(*state, word) flow { return breakLoop }
	case *parse.ContinueNode:
		return func(*state, word) flow { return continueLoop }
	case *parse.CommentNode:
		return nil
	}
	s.unsupported(n, "未知的动作")
	return nil
}

// branch compiles if and with. Variables of the condition end with it.
func (s *scope) branch(n *parse.BranchNode, moveDot bool) step {
	outer := s.vars
	defer func() { s.vars = outer }()
	v := s.pipe(n.Pipe)
	store := s.assign(n.Pipe, &v)
	inner := s
	if moveDot {
		found := v
		found.null = false // or else is taken
		inner = s.with(found)
	}
	yes, no := inner.list(n.List), s.list(n.ElseList)
	if v.bad {
		return nil
	}
	if moveDot {
		return withStep(v, store, yes, no)
	}
	test := truth(v)
	if store != nil {
		test = storedTruth(v, store)
	}
	return func(st *state, dot word) flow {
		if test(st, dot) {
			return yes(st, dot)
		}
		return no(st, dot)
	}
}

func withStep(v value, store func(*state, word), yes, no step) step {
	if v.typ == nil {
		return no
	}
	at, test := v.place(), truthOf(v.typ)
	return func(st *state, dot word) flow {
		w := at(st, dot)
		if store != nil {
			store(st, w)
		}
		if w != nil && test(w) {
			return yes(st, w)
		}
		return no(st, dot)
	}
}

// storedTruth tests a value that goes into a variable, too, and gets it once.
func storedTruth(v value, store func(*state, word)) func(*state, word) bool {
	if v.typ == nil {
		return func(st *state, _ word) bool { store(st, nil); return false }
	}
	at, test := v.place(), truthOf(v.typ)
	return func(st *state, dot word) bool {
		w := at(st, dot)
		store(st, w)
		return w != nil && test(w)
	}
}

// assign compiles the left side of $x := or $x =. It gives a function that
// stores a word, or nil if nothing is to store. The value is then what the
// variable holds.
func (s *scope) assign(n *parse.PipeNode, v *value) func(st *state, w word) {
	if len(n.Decl) == 0 {
		return nil
	}
	if len(n.Decl) > 1 {
		*v = s.unsupported(n, "循环之外的多个变量")
		return nil
	}
	name := n.Decl[0].Ident[0]
	if !n.IsAssign {
		slot := s.declare(name, *v)
		return func(st *state, w word) { st.slots[st.base+slot] = w }
	}
	old, found := s.lookup(name)
	if !found || v.bad || old.like.bad {
		*v = badValue
		return nil
	}
	if old.like.typ != v.typ || old.like.addr != v.addr || old.like.null != v.null {
		if !interchangeable(old.like, *v) {
			*v = s.unsupported(n, "变量 %s 先后是不同的类型：%v 和 %v", name, old.like.typ, v.typ)
			return nil
		}
	}
	return func(st *state, w word) { st.slots[st.base+old.slot] = w }
}

// interchangeable reports whether a variable may hold both values: of one type
// whose methods do not depend on the place of the value.
func interchangeable(a, b value) bool {
	return a.typ == b.typ && a.typ != nil && a.null == b.null &&
		(a.typ.Kind() == reflect.Interface || a.typ.NumMethod() == reflect.PointerTo(a.typ).NumMethod())
}

// include compiles {{template}}: the callee sees its dot and none of our variables.
func (s *scope) include(n *parse.TemplateNode) step {
	v := value{}
	if n.Pipe != nil {
		v = s.pipe(n.Pipe)
		if len(n.Pipe.Decl) > 0 {
			v = s.unsupported(n, "调用模板时声明变量")
		}
	}
	if _, found := s.trees[n.Name]; !found {
		s.mistake(n, missingTemplate, n.Name)
		return nil
	}
	if v.bad {
		return nil
	}
	callee := s.template(n.Name, v)
	s.code.calls = append(s.code.calls, callee)
	at, caller := func(*state, word) word { return nil }, s.code
	if v.typ != nil {
		at = v.place()
	}
	return func(st *state, dot word) flow {
		callee.enter(st, at(st, dot), caller.slots)
		return goOn
	}
}

// enter runs a template with a frame of variables after the caller's.
func (c *code) enter(st *state, dot word, callerSlots int) {
	if st.depth == maxDepth {
		panic(errBail)
	}
	st.depth++
	st.base += callerSlots
	for len(st.slots) < st.base+c.slots {
		st.slots = append(st.slots, nil)
	}
	st.slots[st.base] = dot
	c.run(st, dot)
	st.base -= callerSlots
	st.depth--
}
