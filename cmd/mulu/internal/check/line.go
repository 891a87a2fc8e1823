package check

import (
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/markdown"
)

// Places are kinds of text.
type Places uint8

// The places.
const (
	InHeader   Places = 1 << iota // title, summary and other texts of a header that readers see
	InBody                        // the Markdown body, without blocks of code
	InFile                        // an attachment
	InCode                        // a file that is for programs first: HTML, JSON, XML, SVG
	InDocument = InHeader | InBody
	Everywhere = InHeader | InBody | InFile
)

// places are the single ones, of each of which the engine keeps the rules.
var places = []Places{InHeader, InBody, InFile, InCode}

// Line is a line of text with its place: Markdown as written in a body, a value in a
// header, a paragraph or row in an attachment.
type Line struct {
	*Site
	Doc   *Document // nil in a page or file
	Body  *Body     // of the text's document or page; nil in an attachment
	File  string
	Field string // the key of a header's text
	Place string // in an attachment
	Text  string // in an attachment, cells of a row are separated by tabs
	In    Places
	Has   Has
	// Hidden says that who opens the attachment does not see all of the line.
	Hidden bool

	heading        string // the row of headings of the table that the line is a row of
	number, column int    // of the text's first character; 0 in attachments
	whole          diag.Pos
	found          found // in the text that Text is a piece of
	piece          int   // where in that text it begins
	cue            uint64
	of             *File
	reporter
}

// Words calls yield for each of the rule's Words that stands in Text, by its place in
// their list, with the bytes from which and to which it stands, in the order of their
// ends. They may overlap.
func (l *Line) Words(yield func(nth, from, to int)) {
	for _, h := range l.found.hits {
		from, to := int(h.from)-l.piece, int(h.end)-l.piece
		if to > len(l.Text) {
			return
		}
		if l.cue == 1<<h.cue && from >= 0 {
			yield(int(h.nth), from, to)
		}
	}
}

// Marks yields the places in Text of all characters that are Quote, Bracket or TitleMark.
func (l *Line) Marks(yield func(at int) bool) {
	for _, m := range l.found.marks {
		if at := int(m) - l.piece; at >= len(l.Text) || !yield(at) {
			return
		}
	}
}

// Sentences calls yield for each sentence of Text, which 。 ends, with its place and how many
// numbers in ASCII digits it has.
func (l *Line) Sentences(yield func(from, to, numbers int)) {
	from, numbers := 0, 0
	for _, p := range l.found.points {
		at := int(p>>1) - l.piece
		switch {
		case at >= len(l.Text):
		case p&1 == pointNumber:
			numbers++
		default:
			yield(from, at, numbers)
			from, numbers = at+len("。"), 0
		}
	}
	if from < len(l.Text) {
		yield(from, len(l.Text), numbers)
	}
}

// At makes a finding at Text[from:to].
func (l *Line) At(from, to int, format string, args ...any) diag.Diagnostic {
	d := l.AtPlace(l.File, l.pos(from, to), format, args...)
	if place := l.placeOf(from); place != "" {
		d.Message = place + "：" + d.Message
	}
	if l.In != InBody { // where the place is that of a whole value or file
		d.Found = l.Text[from:to]
	}
	return d
}

// placeOf is the place in an attachment of Text[at].
func (l *Line) placeOf(at int) string {
	if l.heading == "" || l.Place == "" {
		return l.Place
	}
	return l.Place + l.columnOf(at)
}

// pos is the place of Text[from:to]; that of the whole value where the text is not
// written as it is read, as with escapes.
func (l *Line) pos(from, to int) diag.Pos {
	switch {
	case l.number == 0:
		return l.whole
	default:
		return columns(l.Text[:to], l.number, l.column, from)
	}
}

// columns is the place of text[from:] in a line, when text begins at column first.
func columns(text string, line, first, from int) diag.Pos {
	col := first + utf8.RuneCountInString(text[:from])
	return diag.Pos{Line: line, Col: col, EndLine: line, EndCol: col + utf8.RuneCountInString(text[from:])}
}

// line applies the rules of the line's place.
func (e *Engine) line(l *Line, out *[]diag.Diagnostic) {
	for _, r := range e.lines[l.In] {
		if r.needs == 0 || l.Has&r.needs != 0 {
			l.reporter = reporter{&r.Rule.Rule, out}
			r.Line(l)
		}
	}
	e.cues.each(l.found.called&e.cues.in[l.In], func(r *Rule, bit uint64) {
		if r.Needs == 0 || l.Has&r.Needs != 0 {
			l.reporter, l.cue = reporter{&r.Rule, out}, bit
			r.Line(l)
		}
	})
}

// onlyOne is for the text of a field that is not one of several.
const onlyOne = -1

// headerTexts are the fields whose texts readers see; nth is the place among those of a field
// that has several.
func headerTexts(b *Body, yield func(field string, nth int, text string)) {
	d := b.Document
	yield("title", onlyOne, d.Title)
	yield("summary", onlyOne, d.Summary)
	yield("unit", onlyOne, d.Unit)
	for i, k := range d.Keywords() {
		yield("keywords", i, k)
	}
	m := d.More
	if m == nil {
		return
	}
	yield("disclosure_basis", onlyOne, m.DisclosureBasis)
	yield("repealed_by", onlyOne, m.RepealedBy)
	for i, a := range m.Attachments {
		yield("attachments", i, a.Title)
	}
	for i, c := range m.Changes {
		yield("changes", i, c.Text)
	}
	if c := m.Consultation; c != nil {
		yield("consultation", onlyOne, c.Channel)
		yield("consultation", onlyOne, c.Reason)
	}
}

func (e *Engine) headerLines(b *Body, mem *scratch, out *[]diag.Diagnostic) {
	l, doc := &mem.line, mem.documentOf(b)
	headerTexts(b, func(field string, nth int, text string) {
		if text == "" {
			return
		}
		before := len(*out)
		has, f := e.cues.look(text, &mem.found)
		*l = Line{Site: b.Site, Doc: doc, Body: b, File: b.File, Field: field, Text: text, Has: has, found: f, In: InHeader, number: 1, column: 1}
		e.line(l, out)
		if len(*out) > before { // places are looked up for problems alone: that reads the file again
			at := locate(b, field, nth)
			for i := before; i < len(*out); i++ {
				(*out)[i].Pos = inValue((*out)[i].Pos, at, text)
			}
		}
	})
}

// locate is the place of a header's text.
func locate(b *Body, field string, nth int) diag.Pos {
	if nth == onlyOne {
		return b.Locate(b.File, field)
	}
	return b.Locate(b.File, field, nth)
}

// inValue moves a place in a text to that text's own place, when the value is written
// as it is read: between quotation marks, so that it is two characters longer.
func inValue(in, value diag.Pos, text string) diag.Pos {
	n := utf8.RuneCountInString(text)
	if value.Line == 0 || value.EndLine != value.Line || value.EndCol-value.Col != n+2 && value.EndCol-value.Col != n {
		return value
	}
	shift := value.Col - 1 + (value.EndCol-value.Col-n)/2
	return diag.Pos{Line: value.Line, Col: in.Col + shift, EndLine: value.Line, EndCol: in.EndCol + shift}
}

// bodyLines applies the rules to each line of the body but those of fenced code. One l
// serves all: rules keep nothing.
func (e *Engine) bodyLines(b *Body, mem *scratch, out *[]diag.Diagnostic) {
	l, doc := &mem.line, mem.documentOf(b)
	var head heading
	for t := range b.Lines {
		head.body(t.Text, t.found.called)
		if t.Text == "" {
			continue
		}
		*l = Line{Site: b.Site, Doc: doc, Body: b, File: b.File, Has: t.Has, found: t.found, In: InBody, number: t.Number, column: 1, heading: head.row}
		l.found.called |= head.called & e.cues.columns
		for rest := t.Text; ; {
			l.Text, rest = firstPiece(rest)
			e.line(l, out)
			if rest == "" {
				break
			}
			l.piece, l.column, l.heading = l.piece+len(l.Text), l.column+utf8.RuneCountInString(l.Text), ""
			l.found.passed(l.piece)
		}
	}
}

// Text is a line of a body.
type Text struct {
	Number int // in the file, from 1
	Text   string
	Has    Has
	at     int // where it begins in Raw
	found  found
}

// Marks are the places of all characters that are Quote, Bracket or TitleMark.
func (t *Text) Marks() []int32 { return t.found.marks }

// Stops yields the places of all 。 in the line.
func (t *Text) Stops(yield func(at int) bool) {
	for _, p := range t.found.points {
		if p&1 == pointStop && !yield(int(p>>1)) {
			return
		}
	}
}

// Stopped says whether there is any 。 in the line.
func (t *Text) Stopped() bool {
	for range t.Stops {
		return true
	}
	return false
}

// text makes the Text of a line; f keeps what is found.
func (e *Engine) text(line string, number int, f *found) Text {
	has, here := e.cues.look(line, f)
	return Text{Number: number, Text: line, Has: has, found: here}
}

// textsOf notes the lines of the body, with what they have. Those of fenced code are
// left out, as if they were not there; empty ones are kept.
func (e *Engine) textsOf(b *Body, mem *scratch) {
	text, fence, size := mem.text(b.Raw), markdown.Fence{}, len(b.Raw)
	b.Texts, b.Has = mem.texts[:0], 0
	for number := b.First; text != ""; number++ {
		at := size - len(text)
		line, rest, _ := strings.Cut(text, "\n")
		text = rest
		line = strings.TrimSuffix(line, "\r")
		if !fence.Next(line) {
			t := e.text(line, number, &mem.found)
			t.at = at
			b.Texts, b.Has = append(b.Texts, t), b.Has|t.Has
		}
	}
	mem.texts = b.Texts
}

// longLine is how much of a line rules see at once, so that what they look for around
// each of thousands of numbers stays little; a line of text has some hundred bytes.
const longLine = 4 << 10

// firstPiece cuts a long line behind a Chinese character or a space.
func firstPiece(line string) (piece, rest string) {
	if len(line) <= longLine {
		return line, ""
	}
	for i, r := range line[longLine:] {
		if i >= longLine || r == ' ' || r >= 0x2E80 && r < 0xFF00 {
			return line[:longLine+i], line[longLine+i:]
		}
	}
	return line, ""
}
