package pdf

import (
	"math"
	"strings"
)

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
