package pdf

import (
	"maps"
	"slices"
)

// page is one page with what it inherits.
type page struct {
	dict      dict
	resources dict
	turn      int // degrees clockwise: 0, 90, 180 or 270
}

// eachPage calls fn for the pages in order until it fails or the budget is used up.
func (f *file) eachPage(fn func(page) error) error {
	w := &walk{file: f, seen: map[ref]bool{}, fn: fn}
	err := w.node(f.catalogue()["Pages"], page{}, 0)
	if err == nil && w.pages == 0 && f.over == nil {
		err = w.loose()
	}
	switch {
	case err != nil:
		return err
	case f.over != nil:
		return f.over
	case w.pages == 0:
		return errDamaged
	}
	return nil
}

type walk struct {
	*file
	seen  map[ref]bool
	pages int
	fn    func(page) error
}

// node visits a node of the page tree and what is below it, each once.
func (w *walk) node(o object, above page, depth int) error {
	if r, ok := o.(ref); ok {
		if w.seen[r] {
			return nil
		}
		w.seen[r] = true
	}
	d, ok := w.resolve(o).(dict)
	if !ok || depth > maxDepth || !w.spend(100) {
		return nil
	}
	p := page{dict: d, resources: above.resources, turn: above.turn}
	if r := w.dict(d, "Resources"); r != nil {
		p.resources = r
	}
	if d["Rotate"] != nil {
		p.turn = ((w.int(d, "Rotate")%360 + 360) % 360) / 90 * 90
	}
	kids, isNode := w.resolve(d["Kids"]).(array)
	if !isNode {
		w.pages++
		return w.fn(p)
	}
	for _, kid := range kids {
		if err := w.node(kid, p, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// loose visits the pages of a file whose tree is broken.
func (w *walk) loose() error {
	if !w.rebuilt {
		w.rebuild()
	}
	for _, num := range slices.Sorted(maps.Keys(w.entries)) {
		if d, ok := w.object(num).(dict); ok && w.name(d, "Type") == "Page" {
			if err := w.node(ref{num: num}, page{}, 0); err != nil {
				return err
			}
		}
	}
	return nil
}

// readLayers notes the layers (optional content groups) that are off when the file is
// opened.
func (f *file) readLayers() {
	f.layers = map[ref]bool{}
	properties := f.dict(f.catalogue(), "OCProperties")
	setting := f.dict(properties, "D")
	set := func(list array, hidden bool) {
		for _, o := range list {
			if r, ok := o.(ref); ok {
				f.layers[r] = hidden
			}
		}
	}
	if f.name(setting, "BaseState") == "OFF" {
		set(f.array(properties, "OCGs"), true)
	}
	set(f.array(setting, "ON"), false)
	set(f.array(setting, "OFF"), true)
}

// hidden says whether what belongs to the group or membership o is not shown.
func (f *file) hidden(o object) bool {
	if f.all {
		return false
	}
	if r, ok := o.(ref); ok && f.layers[r] {
		return true
	}
	d, ok := f.resolve(o).(dict)
	if !ok || f.name(d, "Type") != "OCMD" {
		return false
	}
	groups, isList := f.resolve(d["OCGs"]).(array)
	if !isList {
		groups = array{d["OCGs"]}
	}
	on, off := 0, 0
	if !f.spend(len(groups)) {
		return true
	}
	for _, g := range groups {
		if r, ok := g.(ref); !ok {
			continue
		} else if f.layers[r] {
			off++
		} else {
			on++
		}
	}
	switch f.name(d, "P") {
	case "AllOn":
		return off > 0
	case "AnyOff":
		return off == 0 && on > 0
	case "AllOff":
		return on > 0
	}
	return on == 0 && off > 0 // AnyOn
}
