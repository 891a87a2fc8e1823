package extract

// What readDOCX reads besides when all is wanted: deleted and moved-away text, hidden
// runs, instructions of fields, descriptions of pictures, names of those who revised.

// changes are the elements around text that was deleted or inserted while changes were
// tracked (ECMA-376 part 1, 17.13.5).
var changes = map[string]note{"del": deleted, "moveFrom": deleted, "ins": inserted, "moveTo": inserted}

func (d *document) openAll(x *xmlReader) error {
	if author := x.attr("author"); author != "" {
		d.out.say(placeReviser, author)
	}
	switch x.name {
	case "Fallback":
		if d.boxed {
			return x.skip()
		}
	case "AlternateContent":
		d.boxed = false
	case "tbl":
		d.tables++
	case "delText", "instrText", "delInstrText":
		d.inText = true
	case "docPr", "alias", "tag", "textpath", "fldSimple", "hyperlink", "dropDownList", "listItem":
		for _, a := range x.attrs {
			switch a.name {
			case "descr", "title", "val", "string", "instr", "tooltip", "displayText", "value":
				d.out.aside(d.out.at+"的说明文字", a.value)
			}
		}
	}
	switch changes[x.name] {
	case deleted:
		d.deleted++
	case inserted:
		d.added++
	}
	return d.open(x)
}

func (d *document) closeAll(name string) {
	switch name {
	case "delText", "instrText", "delInstrText":
		d.inText = false
	case "tbl":
		if d.rows == 0 {
			d.out.table, d.out.unit = 0, "段"
		}
	}
	switch changes[name] {
	case deleted:
		d.deleted = max(0, d.deleted-1)
	case inserted:
		d.added = max(0, d.added-1)
	}
}

// notes says what is particular about the text of the run.
func (d *document) notes() (n note) {
	if !d.all {
		return 0
	}
	if d.vanish {
		n |= hiddenText
	}
	if d.deleted > 0 {
		n |= deleted
	}
	if d.added > 0 {
		n |= inserted
	}
	return n
}
