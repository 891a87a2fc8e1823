package a11y

import "bytes"

// framing is a frame that is being read for the first time: where everything was at its start.
type framing struct {
	on     bool
	kind   int // in frameKinds
	depth  int // of the elements around it
	around surroundings
	at     int
	html   int32 // place of the html tag
	before counts

	seen, lists                                         int32
	findings, ids, refs, fields, labelled, marks, links int
}

// endFrame is called behind an end tag after which no element of a frame is open, and keeps
// the frame. One in which something was found is read again on each page.
func (in *Inspector) endFrame() {
	b := in.framing
	in.framing.on = false
	if len(in.stack) != b.depth || in.at-b.at > longestFrame || len(in.findings) > b.findings || len(in.outside) > 0 || len(in.tables) > 0 || in.html.off != b.html {
		return
	}
	list := in.frames[b.kind]
	if len(list) < mostFrames {
		list = append(list, new(frame))
	}
	f := list[len(list)-1] // the one that was used longest ago
	copy(list[1:], list)
	list[0] = f
	in.frames[b.kind] = list
	in.keep(f, &b)
}

// keep makes f of what was read since b.
func (in *Inspector) keep(f *frame, b *framing) {
	at := int32(b.at)
	f.html = append(f.html[:0], in.page[b.at:in.at]...)
	f.around, f.before, f.after = b.around, b.before, in.counts
	f.seen, f.lists = in.seen-b.seen, in.lists-b.lists
	for _, k := range [...]struct {
		to   *[]name
		from []name
	}{{&f.ids, in.ids[b.ids:]}, {&f.refs, in.refs[b.refs:]}, {&f.fields, in.fields[b.fields:]}, {&f.labelled, in.labelled[b.labelled:]}} {
		*k.to = (*k.to)[:0]
		for _, n := range k.from {
			n.off, n.text = n.off-at, in.moved(n.text, f.html, b.at)
			*k.to = append(*k.to, n)
		}
	}
	f.marks, f.links = append(f.marks[:0], in.marks[b.marks:]...), append(f.links[:0], in.links[b.links:]...)
	for i := range f.marks {
		f.marks[i].off -= at
	}
	for i := range f.links {
		l := &f.links[i]
		l.off, l.list, l.content = l.off-at, l.list-b.lists, in.moved(l.content, f.html, b.at)
	}
}

// moved is a text of the page from at on as it stands in html, which begins there.
func (in *Inspector) moved(text, html []byte, at int) []byte {
	from := cap(in.page) - cap(text) - at // where it is a piece of the page
	if to := from + len(text); len(text) > 0 && from >= 0 && to <= len(html) && &in.page[at+from] == &text[0] {
		return html[from:to]
	}
	return bytes.Clone(text)
}
