package annual

import (
	"bytes"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/markdown"
)

// HasPlace says whether a body has the section of a table.
func (t *Table) HasPlace(headings []markdown.Heading) bool {
	at, _ := t.place(headings)
	return at >= 0
}

// place finds the section of a table in a body: the heading of the first level that has the
// section's words, and the one after it. It gives their places among the headings, -1 for
// the first when there is none, and the number of headings for the second when the section
// is the last.
func (t *Table) place(headings []markdown.Heading) (at, next int) {
	at = -1
	for i, h := range headings {
		switch {
		case h.Level != 2:
		case at >= 0:
			return at, i
		case config.HoldsWord(h.Text, t.Section):
			at = i
		}
	}
	return at, len(headings)
}

// Insert puts the tables into a converted body, each at the end of its section; those of
// which there is no section stand at the end of the body.
func (r *Report) Insert(body *markdown.Result) {
	if r.Form == nil {
		return
	}
	for i := range r.Form.Tables {
		t := &r.Form.Tables[i]
		at, next := t.place(body.Headings)
		if at < 0 {
			next = len(body.Headings)
		}
		html, text := len(body.HTML), len(body.Text)
		if notes := bytes.LastIndex(body.HTML, []byte(`<section class="footnotes"`)); notes >= 0 {
			html = notes
		}
		if next < len(body.Headings) {
			h := &body.Headings[next]
			html = bytes.Index(body.HTML, []byte(`<h2 id="`+h.ID+`">`))
			text = lineAt(body.Text, h.Text, text)
		}
		body.HTML = insert(body.HTML, html, r.AppendHTML(nil, t))
		if body.WantText {
			body.Text = insert(body.Text, text, r.plain(body.Text, text, t))
		}
	}
}

// plain is the text of a table between the lines of another text.
func (r *Report) plain(in []byte, at int, t *Table) []byte {
	var text []byte
	if at > 0 && in[at-1] != '\n' {
		text = append(text, '\n')
	}
	text = r.AppendText(text, t)
	if at == len(in) {
		text = bytes.TrimSuffix(text, []byte("\n"))
	}
	return text
}

// lineAt is where the last line that is the given one begins; end when there is none. A
// heading may be named before, as in a list of what follows.
func lineAt(text []byte, line string, end int) int {
	for at := len(text); ; {
		at = bytes.LastIndex(text[:at], []byte(line))
		if at < 0 {
			return end
		}
		after := at + len(line)
		if (at == 0 || text[at-1] == '\n') && (after == len(text) || text[after] == '\n') {
			return at
		}
	}
}

func insert(in []byte, at int, more []byte) []byte {
	if at < 0 {
		at = len(in)
	}
	out := append(in, more...)
	copy(out[at+len(more):], out[at:len(in)])
	copy(out[at:], more)
	return out
}
