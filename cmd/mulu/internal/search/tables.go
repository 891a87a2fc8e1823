package search

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/search/codec"
)

// tables writes a segment's addresses, days, facets and states.
func (b *Builder) tables(out *output, s *segment, m *codec.Segment) (err error) {
	if err = addresses(out, s, m); err != nil {
		return err
	}
	if err = b.days(out, s, m); err != nil {
		return err
	}
	if err = b.facets(out, s, m); err != nil {
		return err
	}
	if len(s.ranges) < 2 {
		m.Dead, m.Long = dead(s.docs), long(b.lengths[s.from:][:len(s.docs)])
		m.Facets[codec.FacetState], err = out.states(s.name, s.docs)
		return err
	}
	for i, r := range s.ranges {
		if m.Ranges[i].States, err = out.states(codec.RangePart(s.name, i), s.docs[r.from:r.to]); err != nil {
			return err
		}
	}
	return nil
}

// states writes the file of states of a part.
func (o *output) states(part string, docs []*catalogue.Document) (name string, err error) {
	return o.json("states", codec.Folder+"/"+part+"/states", states(docs))
}

// dead is the set of the documents that are no longer in force.
func dead(docs []*catalogue.Document) []byte {
	var ids []uint32
	for i, d := range docs {
		if codec.IsDead(d.Validity.State.Slug()) {
			ids = append(ids, uint32(i))
		}
	}
	return codec.AppendCounted(nil, len(docs), ids)
}

// longPart is the part of a segment's documents that counts as long: their pages are
// three times as long as others', and hold by chance what is looked for in pieces.
const longPart = 10

// long is the set of the documents with the longest bodies; of equal ones at its edge
// none is in it.
func long(lengths []uint32) []byte {
	sorted := slices.Sorted(slices.Values(lengths))
	edge := sorted[len(sorted)-1-len(sorted)/longPart]
	var ids []uint32
	for i, n := range lengths {
		if n > edge {
			ids = append(ids, uint32(i))
		}
	}
	return codec.AppendCounted(nil, len(lengths), ids)
}

func addresses(out *output, s *segment, m *codec.Segment) error {
	if s.blockFrom == nil {
		m.Addresses.Table = s.addresses[0]
		return nil
	}
	m.Addresses.From = s.blockFrom
	for i, block := range s.addresses {
		hash := codec.Hash(block)
		m.Addresses.Hashes += hash
		if err := out.file("addresses", codec.AddressesName(s.name, i, hash), block); err != nil {
			return err
		}
	}
	return nil
}

var epoch = official.DateOf(1970, 1, 1)

func (b *Builder) days(out *output, s *segment, m *codec.Segment) error {
	for from := 0; from < len(s.docs); from += codec.DaysPerFile {
		var days []int32
		for _, d := range s.docs[from:min(from+codec.DaysPerFile, len(s.docs))] {
			day := 0
			if !d.Published.IsZero() {
				day = epoch.DaysUntil(d.Published)
			}
			days = append(days, int32(day))
		}
		data := codec.AppendDays(nil, days)
		name := codec.Folder + "/" + s.name + "/days-" + strconv.Itoa(from/codec.DaysPerFile) + "-" + codec.Hash(data) + ".bin"
		m.Days = append(m.Days, name)
		if err := out.file("days", name, data); err != nil {
			return err
		}
	}
	return nil
}

// json writes a value into a file named by its hash and gives the name.
func (o *output) json(kind, name string, v any) (string, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	name += "-" + codec.Hash(data) + ".json"
	return name, o.file(kind, name, data)
}

// states lists the states of validity, the most frequent first and without its
// documents. These files, their names and the sets of the dead are all of the index
// that depends on the day of the build.
func states(docs []*catalogue.Document) []codec.State {
	lists := map[official.Validity][]uint32{}
	for i, d := range docs {
		lists[d.Validity.State] = append(lists[d.Validity.State], uint32(i))
	}
	var list []codec.State
	for v, ids := range lists {
		list = append(list, codec.State{Slug: v.Slug(), Label: v.String(), Count: len(ids), Docs: codec.AppendSet([]byte{}, len(docs), ids)})
	}
	slices.SortFunc(list, func(a, b codec.State) int { return cmp.Or(b.Count-a.Count, strings.Compare(a.Slug, b.Slug)) })
	list[0].Rest, list[0].Docs = true, nil
	return list
}

// facets writes the files of facets: one for all, but for the old segment one each.
func (b *Builder) facets(out *output, s *segment, m *codec.Segment) error {
	m.Facets = map[string]string{}
	all := codec.Facets{}
	for _, key := range codec.FacetKeys {
		values := b.values(key, s.docs)
		if s.name != segmentOld {
			all[key] = values
			continue
		}
		name, err := out.json("facets", codec.Folder+"/"+s.name+"/"+key, codec.Facets{key: values})
		if err != nil {
			return err
		}
		m.Facets[key] = name
	}
	if s.name == segmentOld {
		return nil
	}
	name, err := out.json("facets", codec.Folder+"/"+s.name+"/facets", all)
	for _, key := range codec.FacetKeys {
		m.Facets[key] = name
	}
	return err
}

// value is a value of a facet that is being gathered.
type value struct {
	codec.FacetValue
	rank int // among the values, then by key
	docs []uint32
}

// values gives a facet's values with their documents, in the order of the lists of
// pages.
func (b *Builder) values(key string, docs []*catalogue.Document) []codec.FacetValue {
	c := collector{values: map[string]*value{}}
	for i, d := range docs {
		c.doc = uint32(i)
		b.collect(&c, key, d)
	}
	list := make([]*value, 0, len(c.values))
	for _, v := range c.values {
		list = append(list, v)
	}
	slices.SortFunc(list, func(a, b *value) int { return cmp.Or(cmp.Compare(a.rank, b.rank), strings.Compare(a.Key, b.Key)) })
	values := make([]codec.FacetValue, len(list))
	for i, v := range list {
		v.Count, v.Docs = len(v.docs), codec.AppendSet([]byte{}, len(docs), v.docs)
		values[i] = v.FacetValue
	}
	return values
}

// collector gathers the documents of values.
type collector struct {
	doc    uint32
	values map[string]*value
}

// value gives the value of a key, made when it is new.
func (c *collector) value(key, label string, rank int) *value {
	v := c.values[key]
	if v == nil {
		v = &value{FacetValue: codec.FacetValue{Key: key, Label: label}, rank: rank}
		c.values[key] = v
	}
	return v
}

// add puts the document under way to a value, once.
func (v *value) add(doc uint32) {
	if n := len(v.docs); n == 0 || v.docs[n-1] != doc {
		v.docs = append(v.docs, doc)
	}
}

// collect puts a document to its values of a facet.
func (b *Builder) collect(c *collector, key string, d *catalogue.Document) {
	switch key {
	case codec.FacetCategory:
		for _, cat := range d.Categories {
			v := c.value(cat.Path, cat.Name, cat.ID)
			v.add(c.doc)
			for ; cat.Parent != nil; cat = cat.Parent {
				v.Parent = cat.Parent.Path
				v = c.value(cat.Parent.Path, cat.Parent.Name, cat.Parent.ID)
			}
		}
	case codec.FacetIssuer:
		for _, is := range d.Issuers {
			c.value(is.Slug, is.Name, b.issuerRank[is]).add(c.doc)
		}
	case codec.FacetYear:
		if y := d.Published.Year(); y > 0 {
			c.value(strconv.Itoa(y), strconv.Itoa(y)+"年", -y).add(c.doc)
		}
	case codec.FacetTheme:
		if d.Theme != "" {
			top, _ := official.SplitTheme(d.Theme)
			c.value(top, top, rankIn(themes, top)).add(c.doc)
		}
	case codec.FacetGenre:
		if d.Genre != "" {
			c.value(d.Genre, d.Genre, rankIn(genres, d.Genre)).add(c.doc)
		}
	case codec.FacetFive:
		if d.Five != 0 {
			c.value(d.Five.String(), d.Five.String(), int(d.Five)).add(c.doc)
		}
	}
}

var themes, genres = official.Themes(), official.Genres()

// rankIn is the place of a name in the official order; others come after.
func rankIn(names []string, name string) int {
	if i := slices.Index(names, name); i >= 0 {
		return i
	}
	return len(names)
}
