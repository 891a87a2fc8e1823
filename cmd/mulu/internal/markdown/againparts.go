package markdown

import (
	"strings"

	"golang.org/x/net/html"
)

// object writes what is no text: links, pictures, boxes and the marks of footnotes.
func (w *again) object(t html.Token) {
	w.goOn()
	w.begun, w.first = true, false
	switch t.Data {
	case "a":
		w.openLink(t)
	case "img":
		w.put("![")
		w.escaped(attr(t, "alt"))
		w.put("](" + address(attr(t, "src")) + title(t) + ")")
	case "input":
		if strings.Contains(t.String(), " checked") {
			w.put("[x]")
		} else {
			w.put("[ ]")
		}
	}
}

// openLink begins a link. The mark of a footnote and the way back from it are links on a
// page only.
func (w *again) openLink(t html.Token) {
	switch attr(t, "role") {
	case "doc-noteref":
		w.put("[^")
		w.links = append(w.links, "]")
	case "doc-backlink":
		w.skip = true
		w.links = append(w.links, "")
	default:
		w.put("[")
		w.links = append(w.links, "]("+address(attr(t, "href"))+title(t)+")")
	}
}

func (w *again) closeLink() {
	if n := len(w.links) - 1; n >= 0 {
		w.put(w.links[n])
		w.links, w.skip = w.links[:n], false
	}
}

// address is the destination of a link, in <> where it has a space or a parenthesis.
func address(s string) string {
	if s == "" || strings.ContainsAny(s, " ()<>\\") {
		return "<" + strings.NewReplacer("<", "%3C", ">", "%3E", "\\", "%5C").Replace(s) + ">"
	}
	return s
}

func title(t html.Token) string {
	if s := attr(t, "title"); s != "" {
		return ` "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", `\&`).Replace(s) + `"`
	}
	return ""
}

// openCode begins a block of code, in a fence, or code in a line.
func (w *again) openCode(class string) {
	if !w.pre {
		w.goOn()
		w.begun, w.first = true, false
		w.pre, w.fence = true, "" // code decides when it knows the text
		return
	}
	w.fence = strings.TrimPrefix(class, "language-") + "\n"
}

// code writes the text of code, behind a fence that is longer than any in it.
func (w *again) code(s string) {
	ticks := "`"
	if w.fence != "" {
		ticks = "```"
	}
	for strings.Contains(s, ticks) {
		ticks += "`"
	}
	if w.fence == "" {
		pad := ""
		if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") || strings.HasPrefix(s, " ") && strings.HasSuffix(s, " ") && strings.Trim(s, " ") != "" {
			pad = " "
		}
		if w.cell {
			s = strings.ReplaceAll(s, "|", "\\|")
		}
		w.put(ticks + pad + s + pad + ticks)
		return
	}
	w.put(ticks + strings.TrimSuffix(w.fence, "\n"))
	for _, line := range strings.Split(strings.TrimSuffix(s, "\n"), "\n") {
		w.line()
		w.put(line)
	}
	w.line()
	w.put(ticks)
	w.fence = ""
}

func (w *again) closeCode() {
	if len(w.fence) > 0 && w.fence[len(w.fence)-1] == '\n' && w.pre { // an empty block
		w.code("")
	}
	w.pre, w.begun = false, w.fence == "" && w.begun
}

// openTable begins a row or a cell of a table.
func (w *again) openTable(name string) {
	switch name {
	case "table":
		w.block()
		w.cells, w.head = 0, false
	case "tr":
		if w.head {
			w.line()
		}
		w.cells = 0
	default:
		if w.cells == 0 {
			w.put("|")
		}
		w.put(" ")
		w.cells++
		w.cell, w.begun, w.first = true, true, false
	}
}

// closeTable ends a cell, or a row; the line below the first row makes it a table.
func (w *again) closeTable(name string) {
	if name != "tr" {
		w.put(" |")
		w.cell = false
		return
	}
	if w.head {
		return
	}
	w.head = true
	w.line()
	w.put("|" + strings.Repeat(" --- |", w.cells))
}
