package extract

import (
	"bytes"
	"strings"
)

// What is known of XML that no reader here is made for: which elements do not end a
// text, which are the cells and rows of tables, and which attributes people write.
var (
	inline     = map[string]bool{"t": true, "span": true, "a": true, "instrText": true, "delText": true, "r": true, "s": true, "tab": true, "TextCode": true}
	gaps       = map[string]bool{"s": true, "tab": true, "br": true, "line-break": true}
	block      = map[string]bool{"p": true, "h": true, "si": true, "comment": true, "TextObject": true}
	cellNames  = map[string]bool{"tc": true, "table-cell": true, "covered-table-cell": true}
	rowNames   = map[string]bool{"tr": true, "table-row": true}
	tableNames = map[string]bool{"tbl": true, "table": true}
	written    = map[string]bool{"v": true, "descr": true, "title": true, "displayName": true, "display": true, "tooltip": true, "location": true, "alt": true, "string": true, "comment": true, "description": true, "string-value": true, "href": true}
)

// walker takes the texts out of any XML part.
type walker struct {
	out    *lines
	at     string // the part, of which elements of properties are parts
	rows   int
	data   bool // the part is somebody's own data, of which any attribute may be text
	direct bool // the last thing was text
	opened bool // the last tag was a start tag
}

// walk reads the texts of the part name, and the attributes that people write.
func (j *job) walk(a *archive, name string) error {
	w := &walker{out: &j.out, at: j.out.at, data: strings.HasPrefix(name, "customxml/item") && !strings.HasPrefix(name, "customxml/itemprops")}
	err := a.each(name, w.element)
	j.out.end()
	return err
}

func (w *walker) element(x *xmlReader, kind xmlKind) error {
	switch kind {
	case xmlText:
		switch {
		case len(bytes.TrimSpace(x.text)) > 0:
			w.direct = true
			return w.out.write(string(x.text))
		case w.opened: // else it is the layout of the XML, which may cut a number
			w.out.space()
		}
	case xmlOpen:
		w.direct, w.opened = false, true
		w.open(x)
	case xmlClose:
		w.close(x.name)
		w.direct, w.opened = false, false
	}
	return nil
}

func (w *walker) open(x *xmlReader) {
	switch {
	case gaps[x.name]:
		w.out.space()
	case rowNames[x.name]:
		w.rows++
	case tableNames[x.name]:
		w.out.table++
	case w.at == "文档属性":
		w.out.end()
		w.out.at = w.at
		if p := properties[x.name]; p != "" {
			w.out.at = p
		}
	}
	external := x.name == "Relationship" && x.attr("TargetMode") == "External"
	for _, a := range x.attrs {
		switch {
		case external && a.name == "Target", written[a.name], w.data, x.name == "docVar" && a.name == "val":
			w.out.aside(w.out.at, a.value)
		case a.name == "author", a.name == "displayName":
			w.out.say(placeReviser, a.value)
		}
	}
}

func (w *walker) close(name string) {
	switch {
	case rowNames[name]:
		if w.rows = max(0, w.rows-1); w.rows == 0 {
			w.out.end()
		}
	case w.rows == 1 && cellNames[name]:
		w.out.cell(1)
	case w.rows > 0:
		if block[name] {
			w.out.space()
		}
	case block[name], w.direct && !inline[name]:
		w.out.end()
	}
}
