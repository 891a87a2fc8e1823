package linked

import (
	"strings"

	"mulu/cmd/mulu/internal/jsontext"
	"mulu/cmd/mulu/internal/plan"
)

// writer knows what is written once for the whole: addresses of the site are relative to
// its own, so that a thousand data sets stay small.
type writer struct{ base, lang string }

func newWriter(p *plan.Plan) *writer { return &writer{escaped(p.Config.BaseURL), p.Config.Content} }

// DCAT appends the description of the exports as JSON-LD 1.1.
func DCAT(dst []byte, p *plan.Plan) []byte {
	n, w := catalog(p), newWriter(p)
	c := jsontext.Begin(append(dst, `{"@context":`...))
	c.Text("@base", w.base)
	c.Text("@language", w.lang)
	for _, v := range vocabularies {
		c.Text(v[0], v[1])
	}
	for _, term := range things {
		c.Key(term)
		c.Dst = append(c.Dst, `{"@type":"@id"}`...)
	}
	o := jsontext.Object{Dst: append(c.End(), ",\n"...)}
	w.members(&o, &n)
	return append(o.End(), '\n')
}

// members writes what is said of a node.
func (w *writer) members(o *jsontext.Object, n *node) {
	if n.id != "" {
		name, _ := w.short(n.id)
		o.Text("@id", name)
	}
	o.Text("@type", n.kind)
	for _, s := range n.says {
		o.Key(s.term)
		switch {
		case s.lang != "":
			v := jsontext.Begin(o.Dst)
			v.Text("@value", s.text)
			v.Text("@language", s.lang)
			o.Dst = v.End()
		case s.text != "":
			o.Dst = jsontext.Append(o.Dst, s.text)
		case len(s.nodes) == 1:
			o.Dst = w.json(o.Dst, &s.nodes[0])
		default:
			o.Dst = append(o.Dst, '[')
			for i := range s.nodes {
				if i > 0 {
					o.Dst = append(o.Dst, ',')
				}
				o.Dst = w.json(append(o.Dst, '\n'), &s.nodes[i])
			}
			o.Dst = append(o.Dst, ']')
		}
	}
}

// json appends a node where another names it.
func (w *writer) json(dst []byte, n *node) []byte {
	if n.kind == "" {
		name, _ := w.short(n.id)
		return jsontext.Append(dst, name)
	}
	o := jsontext.Begin(dst)
	w.members(&o, n)
	return o.End()
}

// Turtle appends the same as Turtle (W3C RDF 1.1).
func Turtle(dst []byte, p *plan.Plan) []byte {
	n, w := catalog(p), newWriter(p)
	dst = append(append(append(dst, "@base <"...), w.base...), "> .\n"...)
	for _, v := range vocabularies {
		dst = append(append(append(append(append(dst, "@prefix "...), v[0]...), ": <"...), v[1]...), "> .\n"...)
	}
	return w.turtle(append(dst, '\n'), &n)
}

// turtle appends a node, then those that it describes.
func (w *writer) turtle(dst []byte, n *node) []byte {
	dst = append(append(w.iri(dst, n.id), " a "...), n.kind...)
	dst = append(w.statements(dst, n, " ;\n  "), " .\n"...)
	return w.described(dst, n)
}

func (w *writer) described(dst []byte, n *node) []byte {
	for _, s := range n.says {
		for i := range s.nodes {
			switch m := &s.nodes[i]; {
			case m.id == "":
				dst = w.described(dst, m)
			case m.kind != "":
				dst = w.turtle(dst, m)
			}
		}
	}
	return dst
}

// statements appends what is said of a node, each behind a mark.
func (w *writer) statements(dst []byte, n *node, mark string) []byte {
	for _, s := range n.says {
		dst = append(append(append(dst, mark...), s.term...), ' ')
		if s.text != "" {
			lang := s.lang
			if lang == "" {
				lang = w.lang
			}
			dst = jsontext.Append(dst, s.text) // Turtle's escapes are JSON's
			dst = append(append(dst, '@'), lang...)
		}
		for i := range s.nodes {
			if i > 0 {
				dst = append(dst, ", "...)
			}
			dst = w.object(dst, &s.nodes[i])
		}
	}
	return dst
}

// object is a node where another names it: a blank node is told there.
func (w *writer) object(dst []byte, n *node) []byte {
	if n.id != "" {
		return w.iri(dst, n.id)
	}
	dst = append(append(dst, "[ a "...), n.kind...)
	return append(w.statements(dst, n, " ; "), " ]"...)
}

// iri appends an address as Turtle has it.
func (w *writer) iri(dst []byte, at string) []byte {
	name, prefixed := w.short(at)
	if prefixed {
		return append(dst, strings.ReplaceAll(name, "/", `\/`)...)
	}
	return append(append(append(dst, '<'), name...), '>')
}

// short is an address relative to that of the site, or behind a prefix, or whole.
func (w *writer) short(at string) (name string, prefixed bool) {
	at = escaped(at)
	if rest, ok := strings.CutPrefix(at, w.base); ok && !strings.Contains(rest, ":") && !strings.HasPrefix(rest, "/") {
		if rest == "" {
			return "./", false
		}
		return rest, false
	}
	for _, v := range vocabularies {
		if rest, ok := strings.CutPrefix(at, v[1]); ok && local(rest) {
			return v[0] + ":" + rest, true
		}
	}
	return at, false
}

// local says whether a name may stand behind a prefix, in Turtle with its slashes escaped.
func local(s string) bool {
	return s != "" && !strings.HasPrefix(s, "-") && !strings.HasPrefix(s, "/") && strings.Trim(s, ".") == s &&
		strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./") == ""
}

// escaped is an address without what addresses cannot hold.
func escaped(at string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(at); i++ {
		switch c := at[i]; {
		case c <= ' ', c == 0x7f, c == '<', c == '>', c == '"', c == '{', c == '}', c == '|', c == '^', c == '`', c == '\\':
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
