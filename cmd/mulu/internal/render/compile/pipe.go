package compile

import (
	"reflect"
	"strings"
	"text/template/parse"
)

// pipe compiles a | b | c: each value is the last argument of the next command.
func (s *scope) pipe(n *parse.PipeNode) value { return s.commands(n.Cmds) }

func (s *scope) commands(cmds []*parse.CommandNode) value {
	v := s.command(cmds[0], nil)
	for _, cmd := range cmds[1:] {
		before := v
		v = s.command(cmd, &before)
	}
	return v
}

func (s *scope) command(n *parse.CommandNode, final *value) value {
	if final != nil && final.bad {
		return badValue
	}
	args := n.Args[1:]
	switch first := n.Args[0].(type) {
	case *parse.FieldNode:
		return s.fields(s.dot, first, first.Ident, args, final)
	case *parse.ChainNode:
		return s.fields(s.operand(first.Node), first, first.Field, args, final)
	case *parse.VariableNode:
		if len(first.Ident) > 1 {
			return s.fields(s.variable(first), first, first.Ident[1:], args, final)
		}
	case *parse.IdentifierNode:
		return s.function(first, args, final)
	case *parse.NilNode:
		return s.mistake(first, "nil 只能作参数")
	}
	if len(args) > 0 || final != nil {
		return s.mistake(n.Args[0], "%s 不是函数或方法，不能带参数", n.Args[0])
	}
	return s.operand(n.Args[0])
}

// operand compiles what stands alone: a field, a variable, a constant, (a pipe).
func (s *scope) operand(n parse.Node) value {
	switch n := n.(type) {
	case *parse.DotNode:
		return s.dot
	case *parse.FieldNode:
		return s.fields(s.dot, n, n.Ident, nil, nil)
	case *parse.ChainNode:
		return s.fields(s.operand(n.Node), n, n.Field, nil, nil)
	case *parse.VariableNode:
		return s.fields(s.variable(n), n, n.Ident[1:], nil, nil)
	case *parse.IdentifierNode:
		return s.function(n, nil, nil)
	case *parse.PipeNode:
		if len(n.Decl) > 0 {
			return s.unsupported(n, "括号里声明变量")
		}
		return s.pipe(n)
	case *parse.NilNode:
		return value{}
	}
	return s.literal(n)
}

func (s *scope) variable(n *parse.VariableNode) value {
	v, found := s.lookup(n.Ident[0])
	if !found {
		return s.mistake(n, "没有声明变量 %s", n.Ident[0])
	}
	return slotValue(v.like, v.slot)
}

// literal is a constant where no type is asked for.
func (s *scope) literal(n parse.Node) value {
	switch n := n.(type) {
	case *parse.BoolNode:
		return constantOf(reflect.ValueOf(n.True))
	case *parse.StringNode:
		return constantOf(reflect.ValueOf(n.Text))
	case *parse.NumberNode:
		switch number := strings.ContainsAny(n.Text, ".eEpP") && !isHex(n.Text) && n.Text[0] != '\''; {
		case n.IsComplex:
		case n.IsFloat && number:
			return constantOf(reflect.ValueOf(n.Float64))
		case n.IsInt:
			return constantOf(reflect.ValueOf(int(n.Int64)))
		}
	}
	return s.unsupported(n, "常量 %s", n)
}

// isHex reports whether a number is a hexadecimal integer, whose digit e is no
// exponent.
func isHex(number string) bool {
	return len(number) > 2 && strings.EqualFold(number[:2], "0x") && !strings.ContainsAny(number, "pP")
}
