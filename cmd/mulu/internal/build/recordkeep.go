package build

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"sync/atomic"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/parallel"
)

// What the headers of public documents say is kept in the cache, by the hash of their files:
// a build for which Recall has hashed all files reads those alone whose hashes are others. Of
// what is not public nothing is kept, nor of a header with a problem, which is to be told
// again. As all that is kept it is in parts, of which those are written anew in which
// something changed.

// recordPrefix begins the names of these entries; the rest is the hash of what headers are
// read by, the number of parts and the part. recordSets is how many are kept: of a few
// branches.
const (
	recordPrefix = "records-"
	recordSets   = 3
)

// records are the parts of a site.
type records struct {
	name  string
	parts int
	stale [HeaderParts]atomic.Bool // of the parts: it is not, or no longer, what is kept
}

// newRecords names the parts: a small site has one.
func newRecords(st *settings, files int) (*records, error) {
	prog, err := program()
	if err != nil {
		return nil, err
	}
	h := inputs{}
	h.field("program", prog)
	h.field("settings", st.text)
	h.field("address", st.baseURL+"\n"+st.origin)
	name := h.sum()
	r := &records{name: recordPrefix + hex.EncodeToString(name[:]), parts: 1}
	if files >= headerLeast {
		r.parts = HeaderParts
	}
	return r, nil
}

func (r *records) entry(part int) string { return fmt.Sprintf("%s-%d-%02d", r.name, r.parts, part) }

func (r *records) part(file string) int { return partOf(file) % r.parts }

// takeRecords takes over what is kept of files that Recall has read, and gives the files that
// are still to be read.
func (l *Loader) takeRecords(ctx context.Context, p *headerPass, tasks []task) (_ []task, err error) {
	if !p.opt.Cache.Usable() || p.scope != nil {
		return tasks, nil
	}
	if l.records, err = newRecords(&l.settings, len(p.next.files)); err != nil {
		return nil, err
	}
	p.records = l.records
	known := make([]bool, len(p.next.files))
	err = parallel.Each(ctx, 0, p.records.parts, func(_, i int) error {
		p.takePart(i, known)
		return nil
	})
	return slices.DeleteFunc(tasks, func(t task) bool { return known[t.now] }), err
}

// takePart takes over what is kept in a part. A file is in one part only, so that its place in
// known is not written by others.
func (p *headerPass) takePart(part int, known []bool) {
	if p.opt.Read == nil {
		p.records.stale[part].Store(true)
		return
	}
	data, ok := p.opt.Cache.Get(p.records.entry(part))
	list, whole := p.reader.Unpack(string(data))
	p.records.stale[part].Store(!ok || !whole)
	for n := range list {
		k := &list[n]
		i, found := p.next.find(k.Path) // the files are those that were read, see survey
		if !found || p.opt.Read.sums[i] != k.Text || known[i] || p.records.part(k.Path) != part {
			p.records.stale[part].Store(true)
			continue
		}
		p.next.items[i], p.next.state[i], known[i] = k.Item, headerState{whole: k.Text, head: k.Header, good: true}, true
	}
}

// rememberRecords writes the parts anew in which something changed.
func (s *Site) rememberRecords() error {
	r, h := s.notes.records, &s.notes.read
	if r == nil {
		return nil
	}
	lists := make([][]catalogue.Kept, r.parts)
	for i := range h.files {
		file, state := h.files[i].Path, &h.state[i]
		part := r.part(file)
		if r.stale[part].Load() && state.good && state.head != (sum{}) && h.diags[file] == nil && h.items[i].Keepable() {
			lists[part] = append(lists[part], catalogue.Kept{Path: file, Text: state.whole, Header: state.head, Item: h.items[i]})
		}
	}
	reader := catalogue.NewReader(s.Config)
	for part, list := range lists {
		if !r.stale[part].Load() {
			continue
		}
		data, ok := reader.Pack(list)
		if !ok {
			continue // it costs time, and nothing else
		}
		if err := s.opt.Cache.Put(recordPrefix, r.entry(part), data, recordSets*HeaderParts); err != nil {
			return err
		}
	}
	return nil
}
