package compare

import (
	"strconv"
	"strings"
)

// UnitKind is what a unit is.
type UnitKind uint8

// The kinds of units.
const (
	Plain   UnitKind = iota // a paragraph that belongs to no article
	Article                 // with its paragraphs, items and tables
	Heading
	Table // that belongs to no article
)

// Unit is what is matched as a whole.
type Unit struct {
	Kind  UnitKind
	Label string // 第十二条, 第三章, （三）; empty of what has no number
	Lines []Line // without the unit's label
}

// Line is a paragraph, an item or a row of a table.
type Line struct {
	Label string // of an item: （三）, 3.
	Row   bool
	Head  bool   // the row names the columns
	Cells []Text // of a row; of all else one
}

// Text is text in which objects stand.
type Text []Part

// Part is text, or an object.
type Part struct {
	Text   string // of an object, what it is called
	Object int    // from 1: the same number of what is the same; 0 is text
}

func (p Part) same(o Part) bool { return p.Object == o.Object && (p.Object != 0 || p.Text == o.Text) }

// Words is a line of text alone.
func Words(s string) Line { return Line{Cells: []Text{{{Text: s}}}} }

// pieces are the parts as pieces of a kind.
func (t Text) pieces(k Kind) []Piece {
	out := make([]Piece, len(t))
	for i, p := range t {
		out[i] = Piece{k, p}
	}
	return out
}

// write adds what a text says; exact also says which objects stand in it.
func (t Text) write(b *strings.Builder, exact bool) {
	for _, p := range t {
		if p.Object == 0 || !exact {
			b.WriteString(p.Text)
			continue
		}
		b.WriteByte(0)
		b.WriteString(strconv.Itoa(p.Object))
		b.WriteByte(0)
	}
}

func (l *Line) write(b *strings.Builder, exact bool) {
	if exact && l.Row {
		b.WriteByte(1)
	}
	for i, cell := range l.Cells {
		if i > 0 {
			b.WriteByte('\t')
		}
		cell.write(b, exact)
	}
	b.WriteByte('\n')
}

// item is a unit, a line or a cell as it is matched.
type item struct {
	key   int32 // of what it says
	label string
	kind  UnitKind
	text  string
	grams []uint32 // made when first asked for, see likeness
}

// comparer holds what one comparison uses up.
type comparer struct {
	work  int // that may still be done
	rough bool
	keys  map[string]int32
}

// items are units by what they say; their own numbers are no part of it, those of their
// items are. An article is known by its number, too, and a table by the names of its columns.
func (c *comparer) items(us []Unit) []item {
	list := make([]item, len(us))
	for i := range us {
		u := &us[i]
		var key, text strings.Builder
		key.WriteByte(byte(u.class()))
		for k := range u.Lines {
			key.WriteString(u.Lines[k].Label)
			u.Lines[k].write(&key, true)
			u.Lines[k].write(&text, false)
		}
		list[i] = item{key: c.key(key.String()), kind: u.class(), text: text.String()}
		switch {
		case u.Kind == Article:
			list[i].label = u.Label
		case u.Kind == Table && len(u.Lines) > 0 && u.Lines[0].Head:
			list[i].label, _, _ = strings.Cut(list[i].text, "\n")
		}
	}
	return list
}

// class is the kind of a unit as it is matched: an article may become a paragraph.
func (u *Unit) class() UnitKind {
	if u.Kind == Article {
		return Plain
	}
	return u.Kind
}

// lineItems are lines by what they say without their numbers. A row is known by its first
// cell, too.
func (c *comparer) lineItems(lines []Line) []item {
	list := make([]item, len(lines))
	for i := range lines {
		var key, text strings.Builder
		lines[i].write(&key, true)
		lines[i].write(&text, false)
		list[i] = item{key: c.key(key.String()), text: text.String()}
		if lines[i].Row {
			list[i].kind = Table
			list[i].label, _, _ = strings.Cut(list[i].text, "\t")
		}
	}
	return list
}

func (c *comparer) cellItems(cells []Text) []item {
	list := make([]item, len(cells))
	for i, cell := range cells {
		var key, text strings.Builder
		cell.write(&key, true)
		cell.write(&text, false)
		list[i] = item{key: c.key(key.String()), text: text.String()}
	}
	return list
}

// key is the same number for the same text.
func (c *comparer) key(text string) int32 {
	if c.keys == nil {
		c.keys = map[string]int32{}
	}
	k, ok := c.keys[text]
	if !ok {
		k = int32(len(c.keys))
		c.keys[text] = k
	}
	return k
}
