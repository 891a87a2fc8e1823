package pdf

import (
	"cmp"
	"math"
	"slices"
	"unicode"
	"unicode/utf8"
)

// segments puts spans together that continue each other on a base line: a line of a
// column, or of a cell.
func segments(spans []span) []span {
	var out []span
	for _, s := range spans {
		if n := len(out); n > 0 && out[n-1].takes(s) {
			p := &out[n-1]
			p.right = max(p.right, s.right)
			if s.text == "" {
				continue
			}
			p.text = joined(p.text, s.text, s.x0-p.x1, p.size)
			p.gap = s.left - p.x1
			p.x1 = max(p.x1, s.x1)
			if s.size > p.size { // p began with a raised or lowered character
				p.size, p.y = s.size, s.y
			}
			continue
		}
		if s.text != "" && !doubled(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// maxLine bounds the text of a segment, in bytes; no line that can be seen is as long.
const maxLine = 1000

// takes says whether s continues p on its line.
func (p *span) takes(s span) bool {
	if len(p.text) > maxLine {
		return false
	}
	size := max(p.size, s.size)
	gap, most := s.left-p.right, 1.2
	if last, first := ends(p.text, s.text); s.placed && !(narrow(last) && narrow(first)) {
		most = 0.38 // the next cell of a table may be as near
		if spread := p.gap / size; spread > 0.2 || utf8.RuneCountInString(p.text) == 1 {
			most = min(1.2, 2*spread+0.6) // characters are spread over the line
		}
	}
	return math.Abs(s.y-p.y) < 0.5*size && gap > -0.5*size && gap < most*size && s.right > p.x0
}

// ends are the characters where a and b meet.
func ends(a, b string) (last, first rune) {
	last, _ = utf8.DecodeLastRuneInString(a)
	first, _ = utf8.DecodeRuneInString(b)
	return last, first
}

// doubled says whether s was just drawn, a little beside: that is how bold type is made
// from plain type.
func doubled(before []span, s span) bool {
	for i := len(before) - 1; i >= 0 && i >= len(before)-3; i-- {
		b := before[i]
		if b.text == s.text && math.Abs(b.x0-s.x0) < 0.2*s.size && math.Abs(b.y-s.y) < 0.2*s.size {
			return true
		}
	}
	return false
}

// joined puts b behind a, with a space where the gap says so.
func joined(a, b string, gap, size float64) string {
	last, first := ends(a, b)
	least := 0.6 // lines of Chinese are spread by up to half a character
	switch {
	case narrow(last) && narrow(first):
		least = 0.15
	case narrow(last) || narrow(first):
		least = 0.2
	}
	if gap > least*size {
		return a + " " + b
	}
	return a + b
}

// narrow says whether words of r are parted by spaces.
func narrow(r rune) bool { return r < 0x2E80 && !unicode.IsSpace(r) }

// jumpy says whether the order of drawing is not that of reading: it goes back to the
// left on a line, or up without going right, more often than headings and notes do.
func jumpy(segs []span) bool {
	back := 0
	for i := 1; i < len(segs); i++ {
		p, n := segs[i-1], segs[i]
		size := max(p.size, n.size)
		sameLine := math.Abs(p.y-n.y) < 0.5*size
		if sameLine && n.x1 < p.x0+0.5*size || n.y > p.y+size && n.x0 < p.x1-0.5*size {
			back++
		}
	}
	return back > 3 && back*5 > len(segs)
}

// byPosition orders spans from top to bottom and left to right.
func byPosition(spans []span) []span {
	spans = slices.Clone(spans)
	slices.SortStableFunc(spans, func(a, b span) int { return cmp.Compare(b.y, a.y) })
	for from := 0; from < len(spans); {
		to := from + 1
		for to < len(spans) && spans[from].y-spans[to].y < 0.4*spans[from].size {
			to++
		}
		slices.SortStableFunc(spans[from:to], func(a, b span) int { return cmp.Compare(a.x0, b.x0) })
		from = to
	}
	return columns(segments(spans))
}

// columns reorders lines that are set in two columns. A gutter counts as one if at
// least five lines in a row have it and the text beside it is as wide as running text.
func columns(segs []span) []span {
	var out []span
	for from := 0; from < len(segs); {
		at, to := gutter(segs, from)
		if to == from {
			out = append(out, segs[from])
			from++
			continue
		}
		for _, left := range []bool{true, false} {
			for _, s := range segs[from:to] {
				if (s.x0 < at) == left {
					out = append(out, s)
				}
			}
		}
		from = to
	}
	return out
}

// gutter finds the white strip that begins between segs[from] and the segment to its
// right, and the end of the lines that keep it free; to is from when there is none.
func gutter(segs []span, from int) (at float64, to int) {
	if from+1 >= len(segs) || math.Abs(segs[from].y-segs[from+1].y) > 0.5*segs[from].size {
		return 0, from
	}
	left, right := segs[from].x1, segs[from+1].x0
	pairs, width := 0, 0.0
	for to = from; to < len(segs) && to < from+500; to++ {
		s := segs[to]
		l, r := left, right
		if s.x0 < (left+right)/2 {
			l = max(l, s.x1)
		} else {
			r = min(r, s.x0)
			pairs++
		}
		if r-l < 0.8*s.size {
			break
		}
		left, right = l, r
		width += (s.x1 - s.x0) / s.size
	}
	if n := to - from; pairs < 5 || n-pairs < 5 || width < 12*float64(n) {
		return 0, from
	}
	return (left + right) / 2, to
}
