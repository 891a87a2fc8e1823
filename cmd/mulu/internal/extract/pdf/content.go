package pdf

import (
	"bytes"
	"cmp"
)

// state is the graphics state, as far as text depends on it.
type state struct {
	ctm                     matrix
	font                    *font
	size, char, word, scale float64
	leading, rise           float64
}

// painter runs content streams.
type painter struct {
	*file
	out       drawn
	state     state
	stack     []state
	tm, tlm   matrix
	placed    bool // the next span is
	marks     []marked
	resources dict
	named     map[name]*font // fonts of the resources, the last few
	depth     int
}

// maxStates bounds the stacks of states and marks; more is not kept.
const maxStates = 256

// draw runs a page's content.
func (f *file) draw(p page) (drawn, error) {
	w := &painter{file: f, resources: p.resources}
	w.state = state{ctm: turned(p.turn), scale: 1}
	w.run(f.contents(p.dict))
	return w.out, f.over
}

// contents is the content of a page: one stream, or several that continue each other.
func (f *file) contents(d dict) []byte {
	switch o := f.resolve(d["Contents"]).(type) {
	case *stream:
		return f.data(o)
	case array:
		var all []byte
		for _, part := range o {
			if len(all) >= MaxStream {
				f.missed = cmp.Or(f.missed, ErrStream)
				break
			}
			if s, ok := f.resolve(part).(*stream); ok {
				all = append(append(all, f.data(s)...), '\n')
			}
		}
		return all
	}
	return nil
}

// run interprets a content stream.
func (w *painter) run(data []byte) {
	l := &lexer{data: data}
	var args array
	for w.spend(l.items) {
		o := l.next()
		op, ok := o.(keyword)
		switch {
		case !ok:
			if len(args) < 64 {
				args = append(args, o)
			}
			continue
		case op == end && l.pos >= len(l.data):
			return
		case op == "BI":
			skipImage(l)
		default:
			w.operator(op, args)
		}
		args = args[:0]
	}
}

// skipImage passes an inline image: its data end at "EI" with white space around it.
func skipImage(l *lexer) {
	for o := l.next(); o != keyword("ID"); o = l.next() {
		if o == end {
			return
		}
	}
	for from := l.pos; ; {
		i := bytes.Index(l.data[from:], []byte("EI"))
		if i < 0 {
			l.pos = len(l.data)
			return
		}
		at := from + i
		from = at + 2
		if at > l.pos && isSpace(l.data[at-1]) && (from >= len(l.data) || isSpace(l.data[from])) && looksText(l.data[from:]) {
			l.pos = from
			return
		}
	}
}

// looksText says whether what follows "EI" can be operators and not picture data.
func looksText(data []byte) bool {
	for _, c := range data[:min(len(data), 12)] {
		if c >= 0x7F || c < ' ' && !isSpace(c) {
			return false
		}
	}
	return true
}

func (w *painter) operator(op keyword, args array) {
	arg := func(i int) float64 {
		if i < len(args) {
			return number(args[i])
		}
		return 0
	}
	s := &w.state
	switch op {
	case "q":
		if len(w.stack) < maxStates {
			w.stack = append(w.stack, *s)
		}
	case "Q":
		if n := len(w.stack); n > 0 {
			*s, w.stack = w.stack[n-1], w.stack[:n-1]
		}
	case "cm":
		s.ctm = toMatrix(args).times(s.ctm)
	case "Do":
		w.form(args)
	case "gs":
		w.setting(args)
	case "BMC", "BDC":
		w.mark(args)
	case "EMC":
		if n := len(w.marks); n > 0 {
			w.marks = w.marks[:n-1]
		}
	case "BT":
		w.tm, w.tlm, w.placed = identity, identity, true
	case "Tf":
		if len(args) >= 2 {
			n, _ := args[0].(name)
			s.font, s.size = w.namedFont(n), arg(1)
		}
	case "Tc":
		s.char = arg(0)
	case "Tw":
		s.word = arg(0)
	case "Tz":
		s.scale = arg(0) / 100
	case "TL":
		s.leading = arg(0)
	case "Ts":
		s.rise = arg(0)
	case "Td":
		w.move(arg(0), arg(1))
	case "TD":
		s.leading = -arg(1)
		w.move(arg(0), arg(1))
	case "Tm":
		w.tlm = toMatrix(args)
		w.tm, w.placed = w.tlm, true
	case "T*":
		w.move(0, -s.leading)
	case "Tj":
		w.show(args)
	case "'":
		w.move(0, -s.leading)
		w.show(args)
	case "\"":
		if len(args) >= 3 {
			s.word, s.char = arg(0), arg(1)
			w.move(0, -s.leading)
			w.show(args[2:])
		}
	case "TJ":
		if len(args) > 0 {
			list, _ := args[len(args)-1].(array)
			w.show(list)
		}
	}
}

func (w *painter) namedFont(n name) *font {
	f, ok := w.named[n]
	if !ok {
		if w.named == nil || len(w.named) >= 16 {
			w.named = map[name]*font{}
		}
		f = w.font(w.dict(w.resources, "Font")[n])
		w.named[n] = f
	}
	return f
}

func (w *painter) move(x, y float64) {
	w.tlm = matrix{1, 0, 0, 1, x, y}.times(w.tlm)
	w.tm, w.placed = w.tlm, true
}

// setting takes the font of a graphics state dictionary.
func (w *painter) setting(args array) {
	if len(args) == 0 {
		return
	}
	n, _ := args[0].(name)
	if a := w.array(w.dict(w.dict(w.resources, "ExtGState"), n), "Font"); len(a) >= 2 {
		w.state.font, w.state.size = w.font(a[0]), number(w.resolve(a[1]))
	}
}

// form runs a form XObject.
func (w *painter) form(args array) {
	if len(args) == 0 || w.depth >= 12 || !w.spend(50) {
		return
	}
	n, _ := args[0].(name)
	s, ok := w.resolve(w.dict(w.resources, "XObject")[n]).(*stream)
	if !ok || w.name(s.dict, "Subtype") != "Form" || w.hidden(s.dict["OC"]) {
		return
	}
	inner := &painter{file: w.file, out: w.out, state: w.state, resources: w.resources, depth: w.depth + 1}
	if r := w.dict(s.dict, "Resources"); r != nil {
		inner.resources = r
	}
	if m := w.within(); m.hidden || m.actual != nil {
		inner.marks = []marked{m}
	}
	inner.state.ctm = toMatrix(w.array(s.dict, "Matrix")).times(w.state.ctm)
	inner.run(w.data(s))
	w.out = inner.out
}
