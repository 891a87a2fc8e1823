package extract

import (
	"errors"
	"path"
	"strings"
)

// readDOCX reads a word processor's document: the body, then notes. For a search headers,
// footers and comments are left out; numbers that the program counts by itself are not
// in the file.
func readDOCX(j *job) error {
	a, err := j.archive()
	if err != nil {
		return err
	}
	main, err := a.main()
	if err != nil || main == "" {
		main = "word/document.xml"
	}
	d := &document{out: &j.out, all: j.all}
	if d.hidden, err = hiddenStyles(a, path.Join(path.Dir(main), "styles.xml")); err != nil {
		return err
	}
	for _, story := range storiesOf(a, main, j.all) {
		d.begin(story)
		if err := d.finish(a.each(story.part, d.element)); err != nil {
			return err
		}
	}
	if j.all {
		return j.rest(a, d.read)
	}
	return nil
}

// story is a part of a document that has paragraphs.
type story struct{ part, at string }

// storyParts are the names, without number, of further parts that hold paragraphs.
var storyParts = map[string]string{"header": "页眉", "footer": "页脚", "comments": "批注", "document": "文档部件"}

// storiesOf are the parts to be read as documents: the body and the notes, and when all
// is wanted headers, footers, comments and building blocks.
func storiesOf(a *archive, main string, all bool) []story {
	dir := path.Dir(main)
	list := []story{{main, "正文"}}
	for _, s := range []story{{"footnotes.xml", "脚注"}, {"endnotes.xml", "尾注"}} {
		if part := path.Join(dir, s.part); a.has(part) {
			list = append(list, story{part, s.at})
		}
	}
	if !all {
		return list
	}
	for _, part := range a.names() {
		kind := strings.TrimRight(strings.TrimSuffix(path.Base(part), ".xml"), "0123456789")
		if at := storyParts[kind]; at != "" && !strings.EqualFold(part, main) && strings.HasPrefix(part, strings.ToLower(dir)+"/") {
			list = append(list, story{part, at})
		}
	}
	return list
}

// finish ends a part, also in the middle of it.
func (d *document) finish(err error) error {
	for len(d.outer) > 0 {
		d.closeBox()
	}
	d.out.end()
	if written := d.writeBoxes(); err == nil {
		err = written
	}
	*d = document{out: d.out, hidden: d.hidden, all: d.all, read: d.read, tables: d.tables}
	return full(err)
}

// full makes a Problem of the end of the room for text.
func full(err error) error {
	if errors.Is(err, errFull) {
		return limited(err)
	}
	return err
}

// hiddenStyles are the names of styles that hide their text.
func hiddenStyles(a *archive, name string) (map[string]bool, error) {
	styles := map[string]bool{}
	id := ""
	err := a.optional(name, func(x *xmlReader, kind xmlKind) error {
		switch {
		case kind != xmlOpen:
		case x.name == "style":
			id = x.attr("styleId")
		case x.name == "vanish" && id != "" && x.isOn() && len(styles) < 10_000:
			styles[id] = true
		}
		return nil
	})
	return styles, err
}

// document follows the elements of a document's XML.
type document struct {
	out    *lines
	hidden map[string]bool // styles

	inText  bool       // within an element whose text is shown
	inRun   bool       // within a run, where properties are the run's
	vanish  bool       // the run is hidden
	rows    int        // open rows of the tables around
	fields  []bool     // open fields; true: within the instruction
	coded   int        // those of them
	outer   []document // what open text boxes interrupt
	boxText []string   // of boxes, due after the paragraph that they are in

	// When all is read:
	all     bool
	read    map[string]bool // parts
	tables  int
	deleted int  // depth of the elements of deleted text around
	added   int  // of inserted text
	boxed   bool // the drawing's text was read, so that the fallback only repeats it
}

// begin begins a part.
func (d *document) begin(s story) {
	if d.read == nil {
		d.read = map[string]bool{}
	}
	d.read[strings.ToLower(s.part)] = true
	d.out.spot = spot{within: d.out.within, at: s.at, unit: "段", number: 1}
}

// skipped are elements that are not shown, or that repeat what is shown: the fallback of
// a drawing, deleted and moved-away text, the pronunciation above characters.
var skipped = map[string]bool{"Fallback": true, "del": true, "moveFrom": true, "rt": true, "sectPr": true, "pPrChange": true, "rPrChange": true}

func (d *document) element(x *xmlReader, kind xmlKind) error {
	switch kind {
	case xmlText:
		if d.inText && !d.concealed() {
			d.out.notes |= d.notes()
			return d.out.write(string(x.text))
		}
	case xmlOpen:
		if d.all {
			return d.openAll(x)
		}
		if skipped[x.name] {
			return x.skip()
		}
		return d.open(x)
	case xmlClose:
		if d.all {
			d.closeAll(x.name)
		}
		return d.close(x.name)
	}
	return nil
}

func (d *document) concealed() bool { return !d.all && (d.vanish || d.coded > 0) }

func (d *document) open(x *xmlReader) error {
	switch x.name {
	case "footnote", "endnote":
		if t := x.attr("type"); t != "" && t != "normal" {
			return x.skip()
		}
	case "r":
		d.inRun, d.vanish = true, false
	case "vanish":
		d.vanish = d.vanish || d.inRun && x.isOn()
	case "rStyle":
		d.vanish = d.vanish || d.inRun && d.hidden[x.attr("val")]
	case "t":
		d.inText = true
	case "tab", "br", "cr", "ptab":
		if d.inRun && !d.concealed() { // else a tab stop of a style
			d.out.space()
		}
	case "noBreakHyphen":
		if !d.concealed() {
			return d.out.write("-")
		}
	case "fldChar":
		d.field(x.attr("fldCharType"))
	case "tr":
		if d.rows++; d.rows == 1 {
			d.out.end()
			d.out.table, d.out.unit = d.tables, "行"
		}
	case "txbxContent":
		return d.openBox()
	}
	return nil
}

// field follows the parts of a field: begin, instruction, separate, result, end.
func (d *document) field(kind string) {
	n := len(d.fields)
	switch {
	case kind == "begin" && n < 1000:
		d.fields = append(d.fields, true)
		d.coded++
		return
	case n == 0 || kind != "separate" && kind != "end":
		return
	}
	if d.fields[n-1] {
		d.fields[n-1] = false
		d.coded--
	}
	if kind == "end" {
		d.fields = d.fields[:n-1]
	}
}

func (d *document) close(name string) error {
	switch name {
	case "t":
		d.inText = false
	case "r":
		d.inRun, d.vanish = false, false
	case "p", "tc":
		switch {
		case d.rows == 1 && name == "tc":
			d.out.cell(1)
			return nil
		case d.rows > 0:
			d.out.space()
			return nil
		}
		return d.endLine()
	case "tr":
		if d.rows = max(0, d.rows-1); d.rows > 0 {
			d.out.space()
			return nil
		}
		return d.endLine()
	case "txbxContent":
		d.closeBox()
	}
	return nil
}

func (d *document) endLine() error {
	d.out.end()
	d.out.number++
	return d.writeBoxes()
}

// openBox begins a text box, which lies within a run of the paragraph it is anchored to
// but is read after it.
func (d *document) openBox() error {
	if len(d.outer) >= 20 {
		return errXML
	}
	out := &lines{left: d.out.left, yield: d.out.yield, spot: spot{within: d.out.within, at: d.out.at + "文本框", unit: "段", number: 1}}
	*d = document{out: out, hidden: d.hidden, outer: append(d.outer, *d), all: d.all, read: d.read, tables: d.tables}
	return nil
}

func (d *document) closeBox() {
	n := len(d.outer)
	if n == 0 {
		return
	}
	if d.all {
		d.out.end() // which gives it, as boxes before did
		box := *d
		*d = d.outer[n-1]
		d.out.left, d.out.shown, d.tables, d.boxed = box.out.left, d.out.shown || box.out.shown, box.tables, true
		return
	}
	text := append(d.boxText, d.out.String())
	*d = d.outer[n-1]
	d.boxText = append(d.boxText, text...)
}

// writeBoxes writes the text of the boxes of a paragraph that has ended.
func (d *document) writeBoxes() error {
	for _, text := range d.boxText {
		for line := range strings.Lines(text) {
			if err := d.out.writeLine(line); err != nil {
				return err
			}
		}
	}
	d.boxText = nil
	return nil
}
