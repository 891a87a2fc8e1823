package pdf

// font turns the bytes of strings into glyphs.
type font struct {
	unicode  *cmap            // ToUnicode, may be nil
	simple   *[256]string     // characters of a font with codes of one byte
	codes    *cmap            // codes of a composite font, nil with a charset
	charset  *charset         // of a composite font with a predefined map
	cids     func(int) string // characters of a character collection, may be nil
	vertical bool

	widths    map[int]float64 // in units of the font's size
	ranges    []widthRange
	otherwise float64 // width of other glyphs
}

type widthRange struct {
	lo, hi int
	width  float64
}

// glyph is one drawn character. text is "" when the file does not tell it.
type glyph struct {
	text  string
	width float64
}

// next is the first glyph of t, which is not empty, and the number of its bytes.
func (f *font) next(t text) (glyph, int) {
	if f.simple != nil {
		c := t[0]
		g := glyph{width: f.width(int(c))}
		if f.unicode != nil {
			g.text = f.unicode.unicode(uint32(c))
		}
		if g.text == "" {
			g.text = f.simple[c]
		}
		return g, 1
	}
	n, cid := 0, -1
	if f.charset != nil {
		n = f.charset.length(t)
	} else {
		n = f.codes.length(t)
	}
	n = max(1, min(n, len(t)))
	value, _ := code(t[:n])
	if f.codes != nil {
		if m, ok := f.codes.find(value); ok {
			cid = m.cid + int(value-m.lo)
		}
	}
	g := glyph{}
	switch {
	case f.vertical:
		g.width = 1
	case cid < 0 && n == 1: // the map of a charset to widths is not known: half an em
		g.width = 0.5
	default:
		g.width = f.width(cid)
	}
	if f.unicode != nil {
		g.text = f.unicode.unicode(value)
	}
	if g.text == "" && f.charset != nil {
		g.text = f.charset.decode(t[:n])
	}
	if g.text == "" && f.cids != nil {
		g.text = f.cids(cid)
	}
	return g, n
}

func (f *font) width(code int) float64 {
	if w, ok := f.widths[code]; ok {
		return w
	}
	for _, r := range f.ranges {
		if code >= r.lo && code <= r.hi {
			return r.width
		}
	}
	return f.otherwise
}

// maxFontCost bounds what is kept of fonts already read, in entries of their tables.
const maxFontCost = 1 << 19

// font reads the font o, once. What cannot be read is a font of unknown characters.
func (f *file) font(o object) *font {
	r, isRef := o.(ref)
	if known := f.fonts[r]; isRef && known != nil {
		return known
	}
	d, _ := f.resolve(o).(dict)
	ft := f.readFont(d)
	if isRef {
		if f.fontCost += ft.cost(); f.fontCost > maxFontCost {
			clear(f.fonts)
			clear(f.charmaps)
			f.fontCost = 0
		}
		f.fonts[r] = ft
	}
	return ft
}

// cost is what the font holds at most, but for its maps to Unicode.
func (f *font) cost() int {
	if f.charset != nil {
		return 1 << 16
	}
	return 256 + len(f.widths)
}

func (f *file) readFont(d dict) *font {
	f.spend(100)
	ft := &font{widths: map[int]float64{}}
	ft.unicode = f.charmap(d["ToUnicode"], 0)
	if f.name(d, "Subtype") == "Type0" {
		f.readComposite(ft, d)
		return ft
	}
	f.readSimple(ft, d)
	return ft
}

// charmap reads the character map that o refers to, once.
func (f *file) charmap(o object, depth int) *cmap {
	r, _ := o.(ref)
	if known, ok := f.charmaps[r]; ok {
		return known
	}
	s, ok := f.resolve(o).(*stream)
	if !ok {
		return nil
	}
	f.charmaps[r] = nil // against loops
	c := f.parseCmap(f.data(s), predefined)
	if base := s.dict["UseCMap"]; base != nil && depth < 4 {
		if n, ok := f.resolve(base).(name); ok {
			c.use(predefined(n))
		} else {
			c.use(f.charmap(base, depth+1))
		}
		c.sort()
	}
	if f.int(s.dict, "WMode") == 1 {
		c.vertical = true
	}
	f.charmaps[r] = c
	f.fontCost += len(c.mappings)
	return c
}

// predefined is a predefined map that counts CIDs as codes.
func predefined(n name) *cmap {
	if n != "Identity-H" && n != "Identity-V" {
		return nil
	}
	return &cmap{
		spaces:   []codeSpace{{2, 0, 0xFFFF}},
		mappings: []mapping{{lo: 0, hi: 0xFFFF}},
		vertical: n == "Identity-V",
	}
}

func (f *file) readComposite(ft *font, d dict) {
	encoding := f.resolve(d["Encoding"])
	if n, ok := encoding.(name); ok {
		ft.codes = predefined(n)
		ft.charset = charsetOf(n)
		ft.vertical = len(n) > 2 && n[len(n)-2:] == "-V" || n == "V"
	} else {
		ft.codes = f.charmap(d["Encoding"], 0)
	}
	switch {
	case ft.codes == nil && ft.charset == nil:
		ft.codes = predefined("Identity-H")
	case ft.codes != nil:
		ft.vertical = ft.codes.vertical
	}
	var below dict
	if list := f.array(d, "DescendantFonts"); len(list) > 0 {
		below, _ = f.resolve(list[0]).(dict)
	}
	ft.otherwise = 1
	if isNumber(f.resolve(below["DW"])) {
		ft.otherwise = number(f.resolve(below["DW"])) / 1000
	}
	if ft.codes != nil {
		f.readWidths(ft, f.array(below, "W"))
		ft.cids = collection(string(f.text(f.dict(below, "CIDSystemInfo"), "Ordering")))
	}
}

// readWidths reads the W array: "c [w w w]" and "from to w".
func (f *file) readWidths(ft *font, w array) {
	for len(w) >= 2 && f.spend(1) {
		first := integer(f.resolve(w[0]))
		if list, ok := f.resolve(w[1]).(array); ok {
			for i, o := range list[:min(len(list), 1<<16)] {
				ft.widths[first+i] = number(f.resolve(o)) / 1000
			}
			f.spend(len(list))
			w = w[2:]
			continue
		}
		if len(w) < 3 {
			return
		}
		last, width := integer(f.resolve(w[1])), number(f.resolve(w[2]))/1000
		if last-first < 512 {
			for c := first; c <= last; c++ {
				ft.widths[c] = width
			}
			f.spend(max(0, last-first))
		} else if len(ft.ranges) < 64 {
			ft.ranges = append(ft.ranges, widthRange{first, last, width})
		}
		w = w[3:]
	}
}

func (f *file) readSimple(ft *font, d dict) {
	ft.simple = f.encoding(d)
	unit := 0.001
	if f.name(d, "Subtype") == "Type3" {
		if m := f.array(d, "FontMatrix"); len(m) >= 1 {
			unit = number(f.resolve(m[0]))
		}
	}
	first := f.int(d, "FirstChar")
	list := f.array(d, "Widths")
	for i, o := range list[:min(len(list), 256)] {
		ft.widths[first+i] = number(f.resolve(o)) * unit
	}
	ft.otherwise = number(f.resolve(f.dict(d, "FontDescriptor")["MissingWidth"])) * unit
	if len(list) == 0 { // one of the fonts that every reader has: about its widths
		ft.otherwise = 0.52
		for c := '0'; c <= '9'; c++ {
			ft.widths[int(c)] = 0.556
		}
		for c := 'A'; c <= 'Z'; c++ {
			ft.widths[int(c)] = 0.67
		}
		for _, c := range " .,:;!'ijlt|" {
			ft.widths[int(c)] = 0.26
		}
	}
}
