package markdown

import "strings"

// object writes what is no text: links, pictures, boxes and the marks of footnotes.
func (w *again) object(t tag) {
	w.goOn()
	w.begun, w.first = true, false
	switch t.name {
	case "a":
		w.openLink(t)
	case "img":
		w.put("![")
		w.escaped(attr(t, "alt"))
		w.put("](" + address(absolute(w.base, attr(t, "src"))) + title(t) + ")")
	case "input":
		if _, checked := t.attr("checked"); checked {
			w.put("[x]")
		} else {
			w.put("[ ]")
		}
	}
}

// openLink begins a link. The mark of a footnote and the way back from it are links on a
// page only.
func (w *again) openLink(t tag) {
	switch attr(t, "role") {
	case "doc-noteref":
		w.put("[^")
		w.links = append(w.links, "]")
	case "doc-backlink":
		w.skip = true
		w.links = append(w.links, "")
	default:
		w.put("[")
		w.links = append(w.links, "]("+address(absolute(w.base, attr(t, "href")))+title(t)+")")
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

func title(t tag) string {
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

// openScript begins what stands above or below the line, for which Markdown has HTML only.
// The mark of a footnote stands there on the page alone.
func (w *again) openScript(t tag) {
	end := ""
	if attr(t, "id") == "" {
		w.goOn()
		w.put("<" + t.name + ">")
		w.begun, w.first = true, false
		end = "</" + t.name + ">"
	}
	w.scripts = append(w.scripts, end)
}

func (w *again) closeScript() {
	if n := len(w.scripts) - 1; n >= 0 {
		w.put(w.scripts[n])
		w.scripts = w.scripts[:n]
	}
}

// openTable begins a row or a cell of a table. The first row begins the block, behind the
// table's name if it has one.
func (w *again) openTable(t tag) {
	switch t.name {
	case "table":
		w.cells, w.head, w.grid, w.aligns = 0, false, grid{}, w.aligns[:0]
	case "tr":
		if w.head {
			w.line()
		} else {
			w.block()
		}
		w.cells = 0
		w.grid.row()
	default:
		before, behind := w.grid.cell(t)
		if w.cells == 0 {
			w.put("|")
		}
		w.put(strings.Repeat("  |", before) + " ")
		w.cells += before + 1
		w.behind = behind
		if !w.head {
			w.aligns = append(w.unaligned(before), delimiter(attr(t, "class")))
			w.aligns = w.unaligned(behind)
		}
		w.cell, w.begun, w.first = true, true, false
	}
}

// closeTable ends a cell, or a row; the line below the first row makes it a table.
func (w *again) closeTable(name string) {
	if name != "tr" {
		w.put(" |" + strings.Repeat("  |", w.behind))
		w.cells, w.behind = w.cells+w.behind, 0
		w.cell = false
		return
	}
	covered := w.grid.covered()
	w.put(strings.Repeat("  |", covered))
	w.cells += covered
	if w.head {
		return
	}
	w.aligns = w.unaligned(covered)
	w.head = true
	w.line()
	w.put("|" + strings.Join(w.aligns, ""))
}

// unaligned are the delimiters with those of n columns more, of which the first row does not
// say how they are aligned.
func (w *again) unaligned(n int) []string {
	for range n {
		w.aligns = append(w.aligns, delimiter(""))
	}
	return w.aligns
}

// delimiter is what stands below a cell of the first row: it aligns the column as the cell's
// class does.
func delimiter(class string) string {
	switch class {
	case "align-left":
		return " :-- |"
	case "align-center":
		return " :-: |"
	case "align-right":
		return " --: |"
	}
	return " --- |"
}
