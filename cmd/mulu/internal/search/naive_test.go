package search

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/search/codec"
	"mulu/cmd/mulu/internal/sitetest"
)

// page is what a test adds for a document.
type page struct{ text, attachments string }

// site is a small site with the texts of its documents' pages, by index number.
type site struct {
	plan  *plan.Plan
	pages map[string]page
}

func newSite(t testing.TB, fs sitetest.Files, pages map[string]page) *site {
	t.Helper()
	c, ds := fs.Catalogue(t)
	if len(c.Documents) == 0 && len(ds) > 0 {
		t.Fatal(ds)
	}
	p, _ := plan.New(c, nil)
	return &site{p, pages}
}

// build makes the index and gives its files by name.
func (s *site) build(t testing.TB, o Options, l layout, order []int) (map[string][]byte, Stats) {
	t.Helper()
	b, err := newBuilder(s.plan, o, l)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	}()
	docs := s.plan.Catalogue.Documents
	for n, i := range order {
		d := &docs[i]
		p := s.pages[d.Index]
		if err := b.Add(n%len(b.gatherers), d, []byte(p.text), []byte(p.attachments)); err != nil {
			t.Fatal(err)
		}
	}
	files := map[string][]byte{}
	stats, err := b.Finish(context.Background(), func(name string, data []byte) error {
		if files[name] != nil {
			return fmt.Errorf("%s is written twice", name)
		}
		files[name] = data
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files, stats
}

// inOrder are the places of n documents.
func inOrder(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	return order
}

// where says how a document has a term.
type where struct{ title, meta bool }

// naive is the index as plain maps: term, then index number.
func (s *site) naive() map[string]map[string]where {
	all := map[string]map[string]where{}
	docs := s.plan.Catalogue.Documents
	for i := range docs {
		d := &docs[i]
		add := func(text string, w where) {
			for line := range strings.SplitSeq(text, "\n") {
				for _, term := range naiveTerms([]rune(han.Fold(line))) {
					if all[term] == nil {
						all[term] = map[string]where{}
					}
					was := all[term][d.Index]
					all[term][d.Index] = where{was.title || w.title, was.meta || w.meta && weighs(han.MakeTerm([]rune(term)...))}
				}
			}
		}
		add(d.Title, where{title: true})
		add(d.Index, where{meta: true})
		add(d.DocNumber, where{meta: true})
		add(d.IssuerName(0), where{meta: true})
		for _, k := range d.Keywords() {
			add(k, where{meta: true})
		}
		if d.More != nil {
			for _, a := range d.More.Attachments {
				add(a.Title, where{meta: true})
			}
		}
		add(d.Summary, where{})
		add(s.pages[d.Index].text, where{})
		add(s.pages[d.Index].attachments, where{})
	}
	return all
}

// naiveTerms are the terms of a folded line, as the rule says them.
func naiveTerms(line []rune) []string {
	years, _ := han.YearFold(line)
	var list []string
	latin := func(r rune) bool { return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' }
	for _, f := range [][]rune{line, years} {
		for i := range f {
			list = append(list, string(f[i]))
			if i+1 < len(f) {
				list = append(list, string(f[i:i+2]))
			}
			if i+2 < len(f) && latin(f[i+1]) && (latin(f[i]) || latin(f[i+2])) {
				list = append(list, string(f[i:i+3]))
			}
		}
	}
	return list
}

// decoded reads every posting file of an index back: term, then index number.
type decoded struct {
	t        *testing.T
	files    map[string][]byte
	read     map[string]bool
	manifest *codec.Manifest
	terms    map[uint32]map[string]where // by hash
	classes  map[string]byte             // of titles, by index number
	cut      map[uint32]int              // number of records in ranges
	own      map[uint32]bool             // hashes with records in files of segment old
	byKey    map[string][]uint32         // keys, by index number
}

func decode(t *testing.T, files map[string][]byte) *decoded {
	t.Helper()
	m, err := codec.DecodeManifest(files[codec.ManifestName])
	if err != nil {
		t.Fatal(err)
	}
	d := &decoded{t: t, files: files, read: map[string]bool{codec.ManifestName: true}, manifest: m, terms: map[uint32]map[string]where{}, classes: map[string]byte{}, cut: map[uint32]int{}, own: map[uint32]bool{}, byKey: map[string][]uint32{}}
	for i := range m.Segments {
		s := &m.Segments[i]
		names := d.addresses(s)
		d.part(s.Name, &s.Part, names, nil)
		d.keys(s, names)
		if len(s.Ranges) > 0 {
			d.ranges(s, names)
		}
	}
	return d
}

// ranges reads the files of the cut terms: in each range one for each, with a record
// of its hash and of no other.
func (d *decoded) ranges(s *codec.Segment, names []string) {
	d.t.Helper()
	cut, err := s.Frequent.Terms()
	if err != nil {
		d.t.Fatal(err)
	}
	from := 0
	for r := range s.Ranges {
		p := &s.Ranges[r].Part
		d.part(codec.RangePart(s.Name, r), p, names[from:from+p.Docs], cut)
		from += p.Docs
	}
	files := map[int]uint32{}
	for hash := range d.cut {
		n, _, _ := cut.Find(hash)
		if other, twice := files[n]; twice || d.own[hash] {
			d.t.Errorf("%08x has file %d of ranges as %08x, or a record elsewhere: %t", hash, n, other, d.own[hash])
		}
		files[n] = hash
	}
}

// keys reads a segment's keys.
func (d *decoded) keys(s *codec.Segment, names []string) {
	d.t.Helper()
	for n := range s.Keys.Files {
		err := codec.Walk(d.file(s.Keys.File(codec.KeysPart(s.Name), n)), s.Docs, func(hash uint32, p *codec.Posting) bool {
			if codec.FileNumber(hash, s.Keys.Files) != n || len(p.Title)+len(p.Meta) > 0 {
				d.t.Errorf("key %08x in file %d of %s has %+v", hash, n, s.Name, p)
			}
			for _, id := range p.Docs {
				d.byKey[names[id]] = append(d.byKey[names[id]], hash)
			}
			return true
		})
		if err != nil {
			d.t.Fatalf("file %d of keys of %s: %v", n, s.Name, err)
		}
	}
}

// file is a file by its name from the manifest.
func (d *decoded) file(name string) []byte {
	d.t.Helper()
	data, ok := d.files[codec.DataFolder+"/"+name]
	if !ok {
		d.t.Fatalf("%s is missing", name)
	}
	d.read[codec.DataFolder+"/"+name] = true
	return data
}

// addresses are the index numbers of a segment's documents, by ordinal.
func (d *decoded) addresses(s *codec.Segment) []string {
	d.t.Helper()
	var names []string
	take := func(data []byte, docs int) {
		a, err := codec.DecodeAddresses(data, docs)
		if err != nil {
			d.t.Fatalf("addresses of %s: %v", s.Name, err)
		}
		for i := range docs {
			names = append(names, a.At(i))
		}
	}
	if s.Addresses.From == nil {
		take(s.Addresses.Table, s.Docs)
	}
	for i, from := range s.Addresses.From {
		to := s.Docs
		if i+1 < len(s.Addresses.From) {
			to = s.Addresses.From[i+1]
		}
		take(d.file(s.Addresses.Name(s.Name, i)), to-from)
	}
	return names
}

func (d *decoded) part(name string, p *codec.Part, names []string, cut *codec.FrequentTerms) {
	ranged := cut != nil
	d.t.Helper()
	if len(names) != p.Docs {
		d.t.Fatalf("%s has %d addresses for %d documents", name, len(names), p.Docs)
	}
	for n := range p.Files {
		g := n / p.Group * codec.HashLength
		last := uint32(0)
		err := codec.Walk(d.file(codec.PostingName(name, n, p.Hashes[g:g+codec.HashLength])), p.Docs, func(hash uint32, posting *codec.Posting) bool {
			want := codec.FileNumber(hash, p.Files)
			if ranged {
				want, _, _ = cut.Find(hash)
			} else if name == "old" {
				d.own[hash] = true
			}
			if want != n || hash < last {
				d.t.Errorf("%08x is in file %d of %s after %08x", hash, n, name, last)
			}
			last = hash
			d.posting(hash, posting, names, ranged)
			return true
		})
		if err != nil {
			d.t.Fatalf("file %d of %s: %v", n, name, err)
		}
	}
}

func (d *decoded) posting(term uint32, p *codec.Posting, names []string, ranged bool) {
	if ranged {
		d.cut[term]++
	}
	docs := d.terms[term]
	if docs == nil && len(p.Docs) > 0 {
		docs = map[string]where{}
		d.terms[term] = docs
	}
	for i, id := range p.Docs {
		_, title := slices.BinarySearch(p.Title, uint32(i))
		_, meta := slices.BinarySearch(p.Meta, uint32(i))
		if _, twice := docs[names[id]]; twice {
			d.t.Errorf("%08x has %s twice", term, names[id])
		}
		docs[names[id]] = where{title, meta}
	}
	for i, place := range p.Title {
		d.classes[names[p.Docs[place]]] = p.Classes[i]
	}
}

func hashOf(term string) uint32 { return han.MakeTerm([]rune(term)...).Hash() }

// compare says where the index differs from the naive one.
func (d *decoded) compare(s *site) {
	d.t.Helper()
	known := map[uint32]bool{}
	for term, docs := range s.naive() {
		known[hashOf(term)] = true
		if got := fmt.Sprint(d.terms[hashOf(term)]); got != fmt.Sprint(docs) {
			d.t.Errorf("%s: index has %.200s, want %.200s", term, got, fmt.Sprint(docs))
		}
	}
	for hash := range d.terms {
		if !known[hash] {
			d.t.Errorf("%08x is in the index and the hash of no term", hash)
		}
	}
	docs := s.plan.Catalogue.Documents
	for i := range docs {
		if got, want := d.classes[docs[i].Index], codec.TitleClass(len([]rune(han.Fold(docs[i].Title)))); got != want {
			d.t.Errorf("class of %s is %d, want %d", docs[i].Index, got, want)
		}
		if got, want := d.byKey[docs[i].Index], codec.Keys(docs[i].Index, docs[i].DocNumber, docs[i].Title); !slices.Equal(got, want) {
			d.t.Errorf("keys of %s are %08x, want %08x", docs[i].Index, got, want)
		}
	}
}
