package pdf

// marked is one level of marked content, with what it has from those around it.
type marked struct {
	hidden bool
	actual *string // what the glyphs within stand for; emptied when used
}

// mark begins marked content, which may be a hidden layer, a running head or text that
// stands for its glyphs.
func (w *painter) mark(args array) {
	if len(w.marks) >= maxStates {
		return
	}
	m := w.within()
	var tag name
	var d dict
	var o object
	if len(args) > 0 {
		tag, _ = args[0].(name)
	}
	if len(args) > 1 {
		o = args[1]
		if n, ok := o.(name); ok {
			o = w.dict(w.resources, "Properties")[n]
		}
		d, _ = w.resolve(o).(dict)
	}
	switch {
	case tag == "OC":
		m.hidden = m.hidden || w.hidden(o)
	case tag == "Artifact":
		m.hidden = m.hidden || !w.all && w.name(d, "Type") == "Pagination"
	case d["ActualText"] != nil && m.actual == nil:
		if t := w.text(d, "ActualText"); len(t) < 4096 && w.spend(len(t)) {
			s := decodeText(t)
			m.actual = &s
		}
	}
	w.marks = append(w.marks, m)
}

// within is the marked content that holds what is drawn now.
func (w *painter) within() marked {
	if n := len(w.marks); n > 0 {
		return w.marks[n-1]
	}
	return marked{}
}
