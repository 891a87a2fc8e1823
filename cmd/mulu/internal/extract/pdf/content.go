package pdf

import (
	"bytes"
	"math"
	"strings"
)

// matrix is [a b c d e f] of ISO 32000-1, 8.3.3.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times is m applied before n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func toMatrix(a array) matrix {
	if len(a) < 6 {
		return identity
	}
	var m matrix
	for i := range m {
		m[i] = number(a[i])
	}
	return m
}

// span is a piece of text in one go, in a frame in which lines run to the right.
type span struct {
	text   string
	angle  int // of the frame, in degrees; spans of one angle belong together
	x0, x1 float64
	left   float64 // x0 and x1 with the spaces around the text
	right  float64
	y      float64 // of the base line, upwards
	size   float64 // of the font
	placed bool    // where the file says, not behind the span before
	gap    float64 // the last one within, when spans were put together
}

// drawn is what a page shows.
type drawn struct {
	spans           []span
	bytes           int // of their text
	drawn, unmapped int
}

// state is the graphics state, as far as text depends on it.
type state struct {
	ctm                     matrix
	font                    *font
	size, char, word, scale float64
	leading, rise           float64
}

// marked is one level of marked content, with what it has from those around it.
type marked struct {
	hidden bool
	actual *string // what the glyphs within stand for; emptied when used
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
	if f.overBudget {
		return w.out, ErrLimit
	}
	return w.out, nil
}

func turned(degrees int) matrix {
	switch degrees {
	case 90:
		return matrix{0, -1, 1, 0, 0, 0}
	case 180:
		return matrix{-1, 0, 0, -1, 0, 0}
	case 270:
		return matrix{0, 1, -1, 0, 0, 0}
	}
	return identity
}

// contents is the content of a page: one stream, or several that continue each other.
func (f *file) contents(d dict) []byte {
	switch o := f.resolve(d["Contents"]).(type) {
	case *stream:
		return f.data(o)
	case array:
		var all []byte
		for _, part := range o {
			if s, ok := f.resolve(part).(*stream); ok && len(all) < maxStream {
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

// mark begins marked content, which may be a hidden layer, a running head or text that
// stands for its glyphs.
func (w *painter) mark(args array) {
	if len(w.marks) >= maxStates {
		return
	}
	m := w.within()
	var tag name
	var d dict
	var o object
	if len(args) > 0 {
		tag, _ = args[0].(name)
	}
	if len(args) > 1 {
		o = args[1]
		if n, ok := o.(name); ok {
			o = w.dict(w.resources, "Properties")[n]
		}
		d, _ = w.resolve(o).(dict)
	}
	switch {
	case tag == "OC":
		m.hidden = m.hidden || w.hidden(o)
	case tag == "Artifact":
		m.hidden = m.hidden || w.name(d, "Type") == "Pagination"
	case d["ActualText"] != nil && m.actual == nil:
		if t := w.text(d, "ActualText"); len(t) < 4096 && w.spend(len(t)) {
			s := decodeText(t)
			m.actual = &s
		}
	}
	w.marks = append(w.marks, m)
}

// within is the marked content that holds what is drawn now.
func (w *painter) within() marked {
	if n := len(w.marks); n > 0 {
		return w.marks[n-1]
	}
	return marked{}
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

// show draws strings with the adjustments between them.
func (w *painter) show(list array) {
	s := &w.state
	if s.font == nil {
		s.font = w.font(nil)
	}
	for _, o := range list {
		if t, ok := o.(text); ok {
			w.showText(t)
			continue
		}
		shift := -number(o) / 1000 * s.size
		if s.font.vertical {
			w.tm = matrix{1, 0, 0, 1, 0, shift}.times(w.tm)
		} else {
			w.tm = matrix{1, 0, 0, 1, shift * s.scale, 0}.times(w.tm)
		}
	}
}

// showText draws one string as one span, from its first glyph that is no space to the
// last one.
func (w *painter) showText(t text) {
	s := &w.state
	var b strings.Builder
	start := matrix{1, 0, 0, 1, 0, s.rise}.times(w.tm).times(s.ctm)
	at, from, to, end := 0.0, 0.0, 0.0, 0.0 // end: without the spacing behind a glyph
	for len(t) > 0 && w.spend(1) {
		g, n := s.font.next(t)
		width := g.width * s.size
		if !blank(g.text) {
			if b.Len() == 0 {
				from = at
			}
			to = at + width
			w.glyph(&b, g)
		} else if b.Len() > 0 {
			b.WriteByte(' ')
		}
		end = at + width
		at += width + s.char
		if n == 1 && t[0] == ' ' {
			at += s.word
		}
		t = t[n:]
	}
	if s.font.vertical {
		w.tm = matrix{1, 0, 0, 1, 0, -at}.times(w.tm)
	} else {
		at, from, to, end = at*s.scale, from*s.scale, to*s.scale, end*s.scale
		w.tm = matrix{1, 0, 0, 1, at, 0}.times(w.tm)
	}
	if end > 0 && !w.within().hidden && len(w.out.spans) < maxSpans && w.out.bytes < maxPageText {
		w.out.bytes += b.Len()
		piece := span{text: strings.TrimRight(b.String(), " "), size: s.size, placed: w.placed, x0: from, x1: to, right: end}
		w.out.add(piece, start, s.font.vertical)
		w.placed = false
	}
}

// blank says whether a glyph is a space.
func blank(s string) bool { return s != "" && strings.TrimSpace(s) == "" }

// glyph adds the characters of a glyph to b.
func (w *painter) glyph(b *strings.Builder, g glyph) {
	if a := w.within().actual; a != nil {
		b.WriteString(*a)
		*a = ""
		w.out.drawn++
		return
	}
	if b.Len() < maxPageText {
		b.WriteString(g.text)
	}
	if g.text == "" {
		w.out.unmapped++
	}
	w.out.drawn++
}

// These bound what is kept of one page; a full page of small print has some thousand
// spans and ten thousand bytes.
const (
	maxSpans    = 200_000
	maxPageText = 8 << 20
)

// add notes a span whose places are given on the base line of m.
func (d *drawn) add(s span, m matrix, vertical bool) {
	unit := math.Hypot(m[0], m[1])
	angle := math.Atan2(m[1], m[0])
	if vertical {
		unit, angle = math.Hypot(m[2], m[3]), math.Atan2(-m[3], -m[2])
	}
	s.size = math.Abs(s.size) * math.Hypot(m[2], m[3])
	degrees := int(math.Round(angle*180/math.Pi/5)) * 5 // scanned pages are a little askew
	s.angle = (degrees + 360) % 360
	sin, cos := math.Sincos(float64(s.angle) * math.Pi / 180)
	x := m[4]*cos + m[5]*sin
	s.y = -m[4]*sin + m[5]*cos
	s.left, s.x0, s.x1, s.right = x, x+s.x0*unit, x+s.x1*unit, x+s.right*unit
	if !finite(s.left) || !finite(s.right) || !finite(s.y) || !finite(s.size) || s.size == 0 {
		return
	}
	d.spans = append(d.spans, s)
}

// finite says whether v is a place on a page and not the outcome of absurd numbers.
func finite(v float64) bool { return v > -1e7 && v < 1e7 }
