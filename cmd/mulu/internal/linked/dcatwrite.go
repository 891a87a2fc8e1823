package linked

import (
	"mulu/cmd/mulu/internal/jsontext"
	"mulu/cmd/mulu/internal/plan"
)

// DCAT appends the description of the exports as JSON-LD 1.1.
func DCAT(dst []byte, p *plan.Plan) []byte {
	dst = append(dst, `{"@context":{`...)
	for i, v := range vocabularies {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = jsontext.Append(append(jsontext.Append(dst, v[0]), ':'), v[1])
	}
	dst = append(dst, "},\n"...)
	n := catalog(p)
	w := writer{lang: p.Config.Content}
	dst = w.members(dst, &n)
	return append(dst, "}\n"...)
}

// writer knows the language of texts.
type writer struct{ lang string }

func (w *writer) json(dst []byte, n *node) []byte {
	dst = append(dst, "\n{"...)
	return append(w.members(dst, n), '}')
}

func (w *writer) members(dst []byte, n *node) []byte {
	o := jsontext.Object{Dst: dst}
	o.Text("@id", n.id)
	if len(n.types) == 1 {
		o.Text("@type", n.types[0])
	}
	for _, s := range n.says {
		o.Key(s.term)
		switch {
		case s.text != "":
			v := jsontext.Begin(o.Dst)
			v.Text("@value", s.text)
			v.Text("@language", w.lang)
			o.Dst = v.End()
		case s.iri != "":
			o.Dst = reference(o.Dst, s.iri)
		case s.iris != nil:
			o.Dst = append(o.Dst, '[')
			for i, at := range s.iris {
				if i > 0 {
					o.Dst = append(o.Dst, ',')
				}
				o.Dst = reference(o.Dst, at)
			}
			o.Dst = append(o.Dst, ']')
		default:
			o.Dst = append(o.Dst, '[')
			for i := range s.nodes {
				if i > 0 {
					o.Dst = append(o.Dst, ',')
				}
				o.Dst = w.json(o.Dst, &s.nodes[i])
			}
			o.Dst = append(o.Dst, ']')
		}
	}
	return o.Dst
}

func reference(dst []byte, at string) []byte {
	o := jsontext.Begin(dst)
	o.Text("@id", at)
	return o.End()
}

// Turtle appends the same as Turtle (W3C RDF 1.1).
func Turtle(dst []byte, p *plan.Plan) []byte {
	for _, v := range vocabularies {
		dst = append(append(append(append(append(dst, "@prefix "...), v[0]...), ": <"...), v[1]...), "> .\n"...)
	}
	n := catalog(p)
	w := writer{lang: p.Config.Content}
	return w.turtle(append(dst, '\n'), &n)
}

// turtle appends a node, then the nodes that it names, each once.
func (w *writer) turtle(dst []byte, n *node) []byte {
	dst = append(iri(dst, n.id), " a "...)
	dst = append(dst, n.types[0]...)
	dst = w.statements(dst, n, "  ")
	dst = append(dst, " .\n\n"...)
	for _, s := range n.says {
		for i := range s.nodes {
			if m := &s.nodes[i]; m.id != "" && len(m.types) > 0 {
				dst = w.turtle(dst, m)
			}
		}
	}
	return dst
}

func (w *writer) statements(dst []byte, n *node, indent string) []byte {
	for _, s := range n.says {
		dst = append(append(append(append(dst, " ;\n"...), indent...), s.term...), ' ')
		switch {
		case s.text != "":
			dst = append(append(literal(dst, s.text), '@'), w.lang...)
		case s.iri != "":
			dst = iri(dst, s.iri)
		case s.iris != nil:
			for i, at := range s.iris {
				if i > 0 {
					dst = append(dst, ", "...)
				}
				dst = iri(dst, at)
			}
		default:
			for i := range s.nodes {
				if i > 0 {
					dst = append(dst, ", "...)
				}
				dst = w.object(dst, &s.nodes[i], indent)
			}
		}
	}
	return dst
}

// object is a node where another names it: a blank node is told there.
func (w *writer) object(dst []byte, n *node, indent string) []byte {
	if n.id != "" {
		return iri(dst, n.id)
	}
	dst = append(append(dst, "[ a "...), n.types[0]...)
	return append(w.statements(dst, n, indent+"  "), " ]"...)
}

// iri appends an address; what an address cannot hold is escaped as it is in addresses.
func iri(dst []byte, at string) []byte {
	const hex = "0123456789ABCDEF"
	dst = append(dst, '<')
	for i := 0; i < len(at); i++ {
		switch c := at[i]; {
		case c <= ' ', c == '<', c == '>', c == '"', c == '{', c == '}', c == '|', c == '^', c == '`', c == '\\':
			dst = append(dst, '%', hex[c>>4], hex[c&15])
		default:
			dst = append(dst, c)
		}
	}
	return append(dst, '>')
}

// literal appends a text. Turtle's escapes are JSON's.
func literal(dst []byte, s string) []byte { return jsontext.Append(dst, s) }
