package a11y

import (
	"bytes"
	"cmp"
	"hash/maphash"
	"net/url"
	"slices"
	"unicode"
	"unicode/utf8"
)

// name is an id, or what refers to one.
type name struct {
	sum     uint64
	off     int32
	text    []byte // as written
	key     string // the attribute that refers
	missing bool   // a field without an id
}

// landmark is a region of a page that readers of screens jump to.
type landmark struct {
	kind  string // the element
	label uint64 // of its name; 0: none
	off   int32
}

// link is a link in the navigation, the header or the footer.
type link struct {
	list         int32 // the list that it stands in
	text, target uint64
	off          int32
	content      []byte // as written
}

// references collects what the attributes of an element refer to by id.
func (in *Inspector) references(e *element) {
	for _, o := range in.attr.others {
		switch string(o.key) {
		case "for":
			if e.tag == tLabel {
				in.labelled = append(in.labelled, name{sum: sum(o.val)})
				in.refs = append(in.refs, name{sum: sum(o.val), off: e.off, text: o.val, key: "for"})
			}
		case "headers", "list", "form", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "aria-flowto", "aria-errormessage", "aria-activedescendant":
			for id := range bytes.FieldsSeq(o.val) {
				in.refs = append(in.refs, name{sum: sum(id), off: e.off, text: id, key: string(o.key)})
			}
		}
		if bytes.HasPrefix(o.key, []byte("aria-")) {
			in.aria(e, o)
		}
	}
}

// fragment notes where a link within the page leads.
func (in *Inspector) fragment(off int32, href []byte) {
	if len(href) < 2 || href[0] != '#' || string(href) == "#top" {
		return
	}
	id := href[1:]
	if bytes.IndexByte(id, '%') >= 0 {
		if s, err := url.PathUnescape(string(id)); err == nil {
			id = []byte(s)
		}
	}
	in.refs = append(in.refs, name{sum: sum(id), off: off, text: id, key: "href"})
}

// checkIDs finds ids that are there twice, and references to ids that are not there.
func (in *Inspector) checkIDs() {
	slices.SortFunc(in.ids, func(a, b name) int { return cmp.Or(cmp.Compare(a.sum, b.sum), cmp.Compare(a.off, b.off)) })
	for i := 1; i < len(in.ids); i++ {
		if in.ids[i].sum == in.ids[i-1].sum {
			in.report(&ruleID, in.ids[i].off, "id=\"%s\" 在一页里用了两次", plain(in.ids[i].text))
		}
	}
	for i := range in.refs {
		r := &in.refs[i]
		if in.hasID(r.sum) {
			continue
		}
		if r.key == "href" {
			in.report(&ruleReference, r.off, "链接 #%s 指向本页没有的位置", plain(r.text))
			continue
		}
		in.report(&ruleReference, r.off, "%s=\"%s\" 指向本页没有的 id", r.key, plain(r.text))
	}
	for i := range in.fields {
		f := &in.fields[i]
		if f.missing || !slices.ContainsFunc(in.labelled, func(l name) bool { return l.sum == f.sum }) {
			in.report(&ruleField, f.off, "输入框 <%s> 没有标签，读屏软件说不出要填什么", in.nameAt(f.off))
		}
	}
}

func (in *Inspector) hasID(sum uint64) bool {
	_, ok := slices.BinarySearchFunc(in.ids, sum, func(n name, s uint64) int { return cmp.Compare(n.sum, s) })
	return ok
}

// kinds are the elements that are landmarks.
var kinds = [tVoid + 1]string{tNav: "nav", tAside: "aside", tSection: "section", tForm: "form", tSearch: "search", tHeader: "header", tFooter: "footer"}

// landmark notes an element that is a landmark.
func (in *Inspector) landmark(e *element) {
	a := &in.attr
	kind := kinds[e.tag]
	if string(a.role) == "search" {
		kind = "search"
	}
	switch kind {
	case "header", "footer":
		e.part = true
		for i := range in.stack {
			switch in.stack[i].tag {
			case tMain, tArticle, tSection, tNav, tAside:
				return
			}
		}
	case "nav":
		e.part = true
	case "section", "form":
		if !e.named {
			return
		}
	}
	if e.hidden || e.mute {
		return
	}
	var label uint64
	switch {
	case says(a.labelledby):
		label = sum(a.labelledby)
	case says(a.label):
		label = sum(a.label)
	case says(a.title):
		label = sum(a.title)
	}
	in.marks = append(in.marks, landmark{kind, label, e.off})
}

// checkLandmarks wants landmarks of one kind to be told apart.
func (in *Inspector) checkLandmarks() {
	for i := range in.marks {
		m := &in.marks[i]
		for k := range in.marks {
			o := &in.marks[k]
			if k == i || o.kind != m.kind {
				continue
			}
			switch {
			case m.label == 0 && (m.kind == "header" || m.kind == "footer"):
				if k < i {
					in.report(&ruleLandmark, m.off, "一页有两个 <%s>", m.kind)
				}
			case m.label == 0:
				in.report(&ruleLandmark, m.off, "一页有几个 <%s>，这一个没有名称（aria-label）", m.kind)
			case o.label == m.label && k < i:
				in.report(&ruleLandmark, m.off, "一页有几个同名的 <%s>", m.kind)
			default:
				continue
			}
			break
		}
	}
}

// longestText is that of a link's text that is looked at, tags included, in bytes.
const longestText = 300

// linkText looks at what a link says.
func (in *Inspector) linkText(e *element, content []byte) {
	if len(content) > longestText || e.named {
		return
	}
	said := in.saying(content)
	if said.vague {
		in.report(&ruleLinkVague, e.off, "链接文字“%s”没有说明指向什么", visible(content))
		return
	}
	if !e.part || said.nothing {
		return
	}
	for i := len(in.stack) - 1; i >= 0; i-- {
		if n := in.stack[i].list; n != 0 && in.stack[i].tag == tList {
			in.links = append(in.links, link{list: n, text: said.sum, target: e.target, off: e.off, content: content})
			return
		}
	}
}

// saying is what the content of a link says.
type saying struct {
	key     uint64 // of the content
	sum     uint64 // of its words
	vague   bool
	nothing bool // it has no words
	known   bool
}

// mostSayings is how many places an inspector has for what it remembers of links. Those of the
// navigation stand on every page, and to fold their text costs more than to read the page.
const mostSayings = 1 << 11

// saying reads the content of a link, as remembered if it was there not long ago.
func (in *Inspector) saying(content []byte) saying {
	key := maphash.Bytes(seed, content)
	bare := isBare(content)
	if bare && len(content) > mostVague {
		return saying{sum: key}
	}
	if in.sayings == nil {
		in.sayings = make([]saying, mostSayings)
	}
	s := &in.sayings[key%mostSayings]
	switch {
	case s.known && s.key == key:
	case bare:
		*s = saying{key: key, sum: key, vague: in.folding.isVague(content), nothing: len(content) == 0, known: true}
	default:
		words := visible(content)
		*s = saying{key: key, sum: sum([]byte(words)), vague: Vague(words), nothing: words == "", known: true}
	}
	return *s
}

// isBare says whether the content of a link is surely its words as they are: no tags, no
// entities, no spaces but single ASCII ones between words.
func isBare(content []byte) bool {
	before := byte(' ')
	for i, c := range content {
		if notBare[c] && (c != ' ' || before == ' ') && (c < utf8.RuneSelf || beginsSpace(content[i:])) {
			return false
		}
		before = c
	}
	return before != ' ' || len(content) == 0
}

func beginsSpace(b []byte) bool {
	r, _ := utf8.DecodeRune(b)
	return unicode.IsSpace(r)
}

// notBare are the bytes that are not bare, or with which wide spaces begin.
var notBare = func() (t [256]bool) {
	for c := range ' ' + 1 {
		t[c] = true
	}
	for _, c := range []byte("<&\xc2\xe1\xe2\xe3") { // U+0085, U+00A0, U+1680, U+2000 and others, U+3000
		t[c] = true
	}
	return t
}()

// visible gives the text of a short piece of HTML, white space joined.
func visible(b []byte) string {
	if bytes.IndexByte(b, '<') >= 0 {
		var out []byte
		for len(b) > 0 {
			i := bytes.IndexByte(b, '<')
			if i < 0 {
				out = append(out, b...)
				break
			}
			out = append(out, b[:i]...)
			j := bytes.IndexByte(b[i:], '>')
			if j < 0 {
				break
			}
			b = b[i+j+1:]
		}
		b = out
	}
	return string(bytes.Join(bytes.Fields(plain(b)), []byte(" ")))
}

// checkLinks wants links of one list of the navigation that say the same to lead to the
// same.
func (in *Inspector) checkLinks() {
	slices.SortFunc(in.links, func(a, b link) int {
		return cmp.Or(cmp.Compare(a.list, b.list), cmp.Compare(a.text, b.text), cmp.Compare(a.off, b.off))
	})
	for i := 1; i < len(in.links); i++ {
		a, b := &in.links[i-1], &in.links[i]
		if a.list == b.list && a.text == b.text && a.target != b.target {
			in.report(&ruleLinkSame, b.off, "两个链接都是“%s”，却指向不同的地方", visible(b.content))
		}
	}
}

func sortFindings(fs []Finding) {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(a.Rule.Code, b.Rule.Code), cmp.Compare(a.Message, b.Message))
	})
}
