package compile

import (
	"strings"
	"text/template/parse"
)

// action compiles {{pipeline}} and {{$x := pipeline}}: to a step, or to text where a
// pipeline is constant.
func (s *scope) action(n *parse.ActionNode) (made step, text []byte) {
	if len(n.Pipe.Decl) > 0 {
		v := s.pipe(n.Pipe)
		store := s.assign(n.Pipe, &v)
		if v.bad {
			return nil, nil
		}
		at := func(*state, word) word { return nil }
		if v.typ != nil {
			at = v.place()
		}
		return func(st *state, dot word) flow {
			store(st, at(st, dot))
			return goOn
		}, nil
	}
	s.current = n
	cmds, chain := splitChain(n.Pipe.Cmds)
	v := s.commands(cmds)
	show := s.print(n, v, chain)
	if show != nil && v.constant.IsValid() {
		st := &state{}
		if once(func() { show(st, nil) }) {
			return nil, st.dst
		}
	}
	return show, nil
}

// splitChain parts the escapers at the end of a pipeline from what they escape.
func splitChain(cmds []*parse.CommandNode) (before []*parse.CommandNode, chain []string) {
	end := len(cmds)
	for end > 1 && isEscaper(cmds[end-1]) {
		end--
	}
	for _, cmd := range cmds[end:] {
		chain = append(chain, cmd.Args[0].(*parse.IdentifierNode).Ident)
	}
	return cmds[:end], chain
}

func isEscaper(cmd *parse.CommandNode) bool {
	id, ok := cmd.Args[0].(*parse.IdentifierNode)
	return ok && len(cmd.Args) == 1 && strings.HasPrefix(id.Ident, escaperPrefix)
}

// print compiles the output of a value through escapers.
func (s *scope) print(n *parse.ActionNode, v value, chain []string) step {
	switch {
	case v.bad || !s.allowed(n, chain):
		return nil
	case v.typ == typeRawHTML:
		s.mistake(n, "%[1]s 是 HTML 字节，应写成 {{%[1]s.HTML}}", n.Pipe.Cmds[0])
		return nil
	case len(chain) > 0:
		return printer(v, chain)
	case v.typ == typeString && !v.null:
		// The pipeline ends with html or urlquery, whose result is safe.
		return textPrinter(v.strings(), appendRaw)
	}
	s.unsupported(n, "没有转义的输出")
	return nil
}

// escapedText is an escaper that has other functions after it.
func (s *scope) escapedText(n *parse.IdentifierNode, v value) value {
	if !s.allowed(n, []string{n.Ident}) {
		return badValue
	}
	show := printer(v, []string{n.Ident})
	return value{typ: typeString, text: func(st *state, dot word) string {
		start := len(st.dst)
		show(st, dot)
		text := string(st.dst[start:])
		st.dst = st.dst[:start]
		return text
	}}
}

// allowed takes note of actions in scripts and styles. The scan of the files
// finds them too, but cannot see where a partial is called.
func (s *scope) allowed(n parse.Node, chain []string) bool {
	for _, name := range chain {
		name = strings.TrimPrefix(name, escaperPrefix)
		if strings.HasPrefix(name, "js") || strings.HasPrefix(name, "css") {
			s.mistake(n, "%s", scriptMessage)
			return false
		}
	}
	return true
}
