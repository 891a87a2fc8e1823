package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/lazy"
)

// typesetter makes paragraphs and rows of the segments of pages. A paragraph may go on
// over columns and pages, so the last line of a page waits for the next page.
type typesetter struct {
	line    func(string) error
	current strings.Builder
	last    segment // the last one on the current line
	row     box     // of what is on the current line
	body    float64 // size of most of the page's text
}

// segment is a span with the block that it belongs to.
type segment struct {
	span
	block *block
	edge  bool // the lowest of its page
}

// box is the place that the current line takes.
type box struct {
	top, bottom, right float64
	cells              bool // several, beside each other
}

// block is a run of lines below each other.
type block struct {
	left, right float64
	leading     float64 // the least distance of two lines, in sizes of the font
	lines, full int     // full lines go to the right edge
}

// pageNumber is what stands alone at the top or bottom of a page; a bare one could be
// anything but for its distance from the text.
var (
	pageNumber = lazy.Compile(`^([-–—－·•]\s*\d{1,4}\s*[-–—－·•]|\d{1,4}\s*/\s*\d{1,4}|第\s*\d{1,4}\s*页[\s，,/]*(共\s*\d{1,4}\s*页)?)$`)
	bareNumber = lazy.Compile(`^\d{1,4}$`)
)

// page adds the text of a page.
func (t *typesetter) page(spans []span) error {
	var angles []int
	groups := map[int][]span{}
	for _, s := range spans {
		if groups[s.angle] == nil {
			angles = append(angles, s.angle)
		}
		groups[s.angle] = append(groups[s.angle], s)
	}
	for _, a := range angles {
		segs := segments(groups[a])
		if jumpy(segs) {
			segs = byPosition(groups[a])
		}
		segs = withoutNumber(segs)
		t.body = commonSize(segs)
		if err := t.write(blocks(segs)); err != nil {
			return err
		}
	}
	return nil
}

// withoutNumber drops the page's number: alone, and at a distance from the text.
func withoutNumber(segs []span) []span {
	if len(segs) < 2 {
		return segs
	}
	byY := func(a, b span) int { return cmp.Compare(a.y, b.y) }
	low, high := slices.MinFunc(segs, byY), slices.MaxFunc(segs, byY)
	for _, number := range []span{low, high} {
		alone, near := 0, math.Inf(1)
		for _, s := range segs {
			distance := math.Abs(s.y-number.y) / number.size
			if distance < 1 {
				alone++
			}
			if s != number {
				near = min(near, distance)
			}
		}
		if alone == 1 && len(number.text) < 40 && (pageNumber.MatchString(number.text) || near > 2.2 && bareNumber.MatchString(number.text)) {
			segs = slices.DeleteFunc(segs, func(s span) bool { return s == number })
		}
	}
	return segs
}

// commonSize is the size that most characters have.
func commonSize(segs []span) float64 {
	count := map[float64]int{}
	best, most := 0.0, 0
	for _, s := range segs {
		size := math.Round(s.size*2) / 2
		count[size] += len(s.text)
		if count[size] > most {
			best, most = size, count[size]
		}
	}
	return best
}

// blocks finds the blocks of lines.
func blocks(segs []span) []segment {
	out := make([]segment, len(segs))
	low := math.Inf(1)
	for _, s := range segs {
		low = min(low, s.y)
	}
	for i, s := range segs {
		out[i] = segment{span: s, edge: s.y <= low}
		if i > 0 && below(segs[i-1], s) {
			b := out[i-1].block
			b.left, b.right = min(b.left, s.x0), max(b.right, s.x1)
			b.leading = min(b.leading, (segs[i-1].y-s.y)/s.size)
			b.lines++
			out[i].block = b
			continue
		}
		out[i].block = &block{left: s.x0, right: s.x1, leading: 3, lines: 1}
	}
	for _, s := range out {
		if s.x1 >= s.block.right-1.2*s.size {
			s.block.full++
		}
	}
	return out
}

// below says whether n is the next line under p.
func below(p, n span) bool {
	down := p.y - n.y
	return alike(p.size, n.size) && down > 0.5*n.size && down < 2.7*n.size && n.x0 < p.x1 && n.x1 > p.x0
}

func (t *typesetter) write(segs []segment) error {
	for i, s := range segs {
		switch {
		case t.current.Len() == 0:
			t.row = box{top: s.y, bottom: s.y, right: s.x1}
		case i == 0 && t.overPage(s):
			t.add(s, 0)
			t.row = box{top: s.y, bottom: s.y, right: s.x1}
		case i > 0 && t.continues(s):
			t.add(s, 0)
		case i > 0 && t.sameRow(s):
			t.add(s, s.size)
			t.row.cells = true
		default:
			if err := t.flush(); err != nil {
				return err
			}
			t.row = box{top: s.y, bottom: s.y, right: s.x1}
		}
		if t.current.Len() == 0 {
			t.current.WriteString(s.text)
		}
		t.last = s
		t.row.top, t.row.bottom, t.row.right = max(t.row.top, s.y), min(t.row.bottom, s.y), max(t.row.right, s.x1)
		if t.current.Len() > 1<<16 { // nothing that was set by hand is as long
			if err := t.flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

// add puts a segment behind what is on the line; gap parts cells.
func (t *typesetter) add(s segment, gap float64) {
	last, first := ends(t.last.text, s.text)
	if gap > 0 || narrow(last) && narrow(first) && last != '-' {
		t.current.WriteByte(' ')
	}
	t.current.WriteString(s.text)
}

// flush ends the current line.
func (t *typesetter) flush() error {
	if t.current.Len() == 0 {
		return nil
	}
	s := t.current.String()
	t.current.Reset()
	return t.line(s)
}

// sameRow says whether s stands to the right of what is on the line; the first line of
// a cell may be above the others of its row, which are centred.
func (t *typesetter) sameRow(s segment) bool {
	slack := 0.5 * max(s.size, t.last.size)
	return s.y < t.row.top+3*slack && s.y > t.row.bottom-slack && s.x0 > t.row.right-slack
}

// continues says whether s is the next line of the paragraph.
func (t *typesetter) continues(s segment) bool {
	p := t.last
	if p.block != s.block || p.y-s.y > 1.4*s.block.leading*s.size {
		return false
	}
	middle := math.Abs((p.x0+p.x1)-(s.x0+s.x1))/2 < 0.8*s.size
	if middle && s.size > 1.15*t.body { // a heading on several lines
		return true
	}
	return !t.ended(s) && fills(p, s) && (s.x0 < p.x0+0.6*s.size || middle && s.x1 < p.x1)
}

// overPage says whether s, the first of a page, continues the last line before.
func (t *typesetter) overPage(s segment) bool {
	p := t.last
	return p.edge && p.angle == s.angle && alike(p.size, s.size) && p.block.lines > 1 && !t.ended(s) && fills(p, s) && s.x0 < p.block.left+0.6*s.size
}

func alike(a, b float64) bool { return a < 1.25*b && b < 1.25*a }

// opening is what a paragraph of a regulation or a list begins with.
var opening = lazy.Compile(`^(第[一二三四五六七八九十百零〇\d]+[编章节条款]|[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d+[、.．]\D)`)

// ended says whether the end of a sentence at the edge is the end of the paragraph, too:
// when nothing but this line tells where the edge is, outside of tables, or when the
// next line begins as a paragraph does.
func (t *typesetter) ended(next segment) bool {
	last, _ := utf8.DecodeLastRuneInString(t.last.text)
	if !strings.ContainsRune("。！？；：.", last) {
		return false
	}
	return t.last.block.full < 2 && !t.row.cells || opening.MatchString(next.text)
}

// fills says whether p goes to the right edge of its block, or as near as the first
// word of the next line lets it. In a narrow block, all lines but the last must.
func fills(p, next segment) bool {
	b := p.block
	if b.right-b.left < 8*p.size && b.full < b.lines-1 {
		return false
	}
	room := b.right - p.x1
	return room < 1.8*p.size || room < 0.5*p.size*float64(firstWord(next.text)+1)
}

// firstWord is the length of the word that s begins with, 0 for Chinese.
func firstWord(s string) int {
	n := 0
	for _, r := range s {
		if !narrow(r) {
			break
		}
		n++
	}
	return min(n, 30)
}
