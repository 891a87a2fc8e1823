package journal

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/plan"
)

// Comparison finds what differs between the records of the last publication and those of a
// build. It keeps the lines that differ, which are few, and not those that are equal.
type Comparison struct {
	site     *Site
	old, new map[string]record // by index number
	made     map[string]bool   // addresses of new records
	mu       sync.Mutex
}

// Compare begins a comparison with the last publication.
func (s *Site) Compare() *Comparison {
	return &Comparison{site: s, old: map[string]record{}, new: map[string]record{}, made: map[string]bool{}}
}

// Add takes the new records of a period. It may be called by several goroutines at a time.
func (c *Comparison) Add(at string, data []byte) error {
	c.mu.Lock()
	c.made[at] = true
	c.mu.Unlock()
	var old []byte
	if slices.Contains(c.site.refs, at) {
		var err error
		if old, err = c.site.file(at); err != nil {
			return err
		}
	}
	return c.differ(at, old, data)
}

// differ keeps the lines that only one of two files has.
func (c *Comparison) differ(at string, old, new []byte) error {
	if !c.site.Log.begun || bytes.Equal(old, new) {
		return nil
	}
	was, ok := lines(old)
	now, fine := lines(new)
	if !ok || !fine {
		return damaged(at, "读不懂")
	}
	same := make(map[string]bool, len(was))
	for _, l := range was {
		same[string(l)] = false
	}
	for _, l := range now {
		if _, ok := same[string(l)]; ok {
			same[string(l)] = true
		} else if err := c.keep(c.new, at, l); err != nil {
			return err
		}
	}
	for _, l := range was {
		if !same[string(l)] {
			if err := c.keep(c.old, at, l); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *Comparison) keep(in map[string]record, at string, line []byte) error {
	var r record
	if json.Unmarshal(line, &r) != nil || r.Index == "" {
		return damaged(at, "读不懂")
	}
	c.mu.Lock()
	in[r.Index] = r
	c.mu.Unlock()
	return nil
}

// Changes are what a build changed, when all new records were added, and the documents that
// are gone. The catalogue says which of them were withdrawn.
func (c *Comparison) Changes(cat *catalogue.Catalogue) ([]Change, []Gone, error) {
	for _, at := range c.site.refs {
		if c.made[at] {
			continue
		}
		old, err := c.site.file(at)
		if err == nil {
			err = c.differ(at, old, nil)
		}
		if err != nil {
			return nil, nil, err
		}
	}
	if !c.site.Log.begun {
		return []Change{{Event: Begun, Documents: len(cat.Documents)}}, nil, nil
	}
	var all []Change
	gone := c.site.gone
	for index, now := range c.new {
		was, known := c.old[index]
		switch _, before := gone[index]; {
		case known:
			all = append(all, changesOf(&was, &now, c.site.form == Form)...)
		case before:
			delete(gone, index)
			all = append(all, Change{Event: Republished, Index: index})
		default:
			all = append(all, Change{Event: Published, Index: index})
		}
	}
	for index := range c.old {
		if _, still := c.new[index]; still {
			continue
		}
		e := Removed
		if slices.ContainsFunc(cat.Withdrawn, func(t catalogue.Tomb) bool { return t.Index == index }) {
			e = Withdrawn
		}
		gone[index] = Gone{Index: index, Event: e, On: cat.Today.String()}
		all = append(all, Change{Event: e, Index: index})
	}
	for i := range all {
		if all[i].Index != "" {
			all[i].Page = plan.DocumentPath(all[i].Index)
		}
	}
	slices.SortFunc(all, func(a, b Change) int {
		return cmp.Or(cmp.Compare(slices.Index(Events, a.Event), slices.Index(Events, b.Event)), strings.Compare(a.Index, b.Index))
	})
	list := make([]Gone, 0, len(gone))
	for _, g := range gone {
		list = append(list, g)
	}
	return all, list, nil
}

// changesOf is what differs between two records of a document: nothing, when only its place
// in the catalogue is another. Hashes of another form are not compared.
func changesOf(was, now *record, comparable bool) (all []Change) {
	var what []string
	if !comparable {
		was.Text, was.Fields, was.Files = now.Text, now.Fields, now.Files
	}
	for _, part := range [...]struct{ name, was, now string }{{Text, was.Text, now.Text}, {Fields, was.Fields, now.Fields}, {Files, was.Files, now.Files}} {
		if part.was != part.now {
			what = append(what, part.name)
		}
	}
	if what != nil {
		all = append(all, Change{Event: Changed, Index: now.Index, What: what})
	}
	if was.State != now.State {
		from, to := was.State, now.State
		all = append(all, Change{Event: Validity, Index: now.Index, From: &from, To: &to})
	}
	return all
}
