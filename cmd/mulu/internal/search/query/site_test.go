package query_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/search/codec"
	"mulu/cmd/mulu/internal/search/query"
)

// doc is a document of a site made for a test.
type doc struct {
	title, number, issuer, summary, body, attached string
	keywords                                       []string
	day                                            int32 // since 1970-01-01
	state                                          string
	category, theme                                string

	address string
}

// index is the document's index number.
func (d *doc) index() string { return "11370100004189007A/" + path.Base(d.address) }

// fields are the folded texts that are searched.
func (d *doc) fields() (title, meta, rest []rune) {
	lines := append([]string{d.index(), d.number, d.issuer}, d.keywords...)
	if d.attached != "" {
		lines = append(lines, "附件")
	}
	return fold(d.title), fold(strings.Join(lines, "\n")), fold(d.summary + "\n" + d.body + "\n" + d.attached)
}

func fold(s string) []rune { return han.AppendFold(nil, s) }

// holds is the plain answer to compare with: whether a phrase is anywhere.
func (d *doc) holds(phrase []rune) bool {
	title, meta, rest := d.fields()
	return han.Contains(title, phrase) || han.Contains(meta, phrase) || han.Contains(rest, phrase)
}

// shape is how a test's site is cut.
type shape struct {
	new, mid int // documents of these segments at most
	ranges   int // documents a range of old; 0: no ranges
	cut      int // df from which a term of old is cut
	bits     int // of the keys of frequent terms; 0: 18
	files    int // posting files a part
}

// publish makes an index and pages by the definition of the format, plainly. docs
// are put in order and get addresses.
func publish(t testing.TB, docs []doc, sh shape) fstest.MapFS {
	t.Helper()
	for i := range docs {
		docs[i].address = fmt.Sprintf("113701/%05d", i+1)
	}
	slices.SortStableFunc(docs, func(a, b doc) int { return cmp.Or(cmp.Compare(b.day, a.day), strings.Compare(b.address, a.address)) })
	site := fstest.MapFS{}
	m := codec.Manifest{Format: codec.Format, Title: "测试目录", Root: "../", Docs: len(docs),
		Weights: codec.Weights{Title: 8, Meta: 4, Body: 1, Coverage: 10}, Aliases: map[string]string{"道交法": "道路交通安全法"}}
	p := &publisher{t: t, site: site, shape: sh}
	rest := docs
	biggest := max(len(docs)-sh.new-sh.mid, min(sh.mid, len(docs)-sh.new), min(sh.new, len(docs)))
	for _, part := range []struct {
		name string
		n    int
	}{{"new", sh.new}, {"mid", sh.mid}, {"old", len(docs)}} {
		n := min(part.n, len(rest))
		if n > 0 {
			m.Segments = append(m.Segments, p.segment(part.name, rest[:n], n == biggest))
		}
		rest = rest[n:]
	}
	p.pinyin(&m, docs)
	p.fold(&m, docs)
	p.json(codec.ManifestName, m)
	for i := range docs {
		p.page(&docs[i])
	}
	return site
}

type publisher struct {
	t     testing.TB
	site  fstest.MapFS
	shape shape
}

func (p *publisher) file(name string, data []byte) {
	p.site[name] = &fstest.MapFile{Data: data}
}

func (p *publisher) json(name string, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		p.t.Fatal(err)
	}
	p.file(name, data)
}

// segment writes a segment's files. Its documents are in order already: the period is
// a day.
func (p *publisher) segment(name string, docs []doc, biggest bool) codec.Segment {
	g := codec.Segment{Name: name, Period: "day", Facets: map[string]string{}}
	terms := postings(docs)
	if name == "old" && p.shape.ranges > 0 {
		terms = p.ranges(&g, docs, terms)
	} else {
		p.states(&g, docs)
		if biggest {
			list := slices.DeleteFunc(slices.Collect(maps.Keys(terms)), func(t han.Term) bool { return len(terms[t].Docs) < max(2, len(docs)/16) })
			g.Frequent = frequent(terms, p.keyed(terms, list), len(docs), p.bits())
		}
	}
	g.Part = p.part(name, docs, terms)
	g.Keys = p.keys(name, docs)
	g.Addresses.Table = addresses(docs)
	facets := facets(docs)
	for facet := range facets {
		g.Facets[facet] = codec.Folder + "/" + name + "/facets-aaaaaa.json"
	}
	p.json("data/"+codec.Folder+"/"+name+"/facets-aaaaaa.json", facets)
	days := make([]int32, len(docs))
	for i := range docs {
		days[i] = docs[i].day
	}
	g.Days = []string{codec.Folder + "/" + name + "/days-0-aaaaaa.bin"}
	p.file("data/"+g.Days[0], codec.AppendDays(nil, days))
	return g
}

// ranges writes the terms that are to be cut by ranges, and gives the others.
func (p *publisher) ranges(g *codec.Segment, docs []doc, terms map[han.Term]*codec.Posting) map[han.Term]*codec.Posting {
	list := slices.DeleteFunc(slices.Collect(maps.Keys(terms)), func(t han.Term) bool { return len(terms[t].Docs) < p.shape.cut })
	cut := p.keyed(terms, list)
	g.Frequent = frequent(terms, cut, len(docs), p.bits())
	left := maps.Clone(terms)
	var hashes []uint32
	for _, t := range cut {
		hashes = append(hashes, t.Hash())
		delete(left, t)
	}
	for n, part := range slices.Collect(slices.Chunk(docs, p.shape.ranges)) {
		own, all := map[han.Term]*codec.Posting{}, postings(part)
		for _, t := range cut {
			own[t] = cmp.Or(all[t], &codec.Posting{}) // a record of none, too
		}
		r := codec.Range{Part: p.files(codec.RangePart(g.Name, n), part, own, len(hashes), func(hash uint32) int {
			at, _ := slices.BinarySearch(hashes, hash)
			return at
		})}
		if len(docs) > p.shape.ranges {
			r.States = fmt.Sprintf("%s/%s/states-aaaaaa.json", codec.Folder, codec.RangePart(g.Name, n))
			p.json("data/"+r.States, states(part))
		}
		g.Ranges = append(g.Ranges, r)
	}
	if len(g.Ranges) == 1 {
		p.states(g, docs)
	}
	return left
}

// states writes what a segment without several ranges says of validity.
func (p *publisher) states(g *codec.Segment, docs []doc) {
	var dead []uint32
	for i := range docs {
		if codec.IsDead(docs[i].state) {
			dead = append(dead, uint32(i))
		}
	}
	g.Dead = codec.AppendCounted(nil, len(docs), dead)
	g.Long = long(docs)
	g.Facets[codec.FacetState] = codec.Folder + "/" + g.Name + "/states-aaaaaa.json"
	p.json("data/"+g.Facets[codec.FacetState], states(docs))
}

// long is the set of the documents that are longer than the mean.
func long(docs []doc) []byte {
	all := 0
	for i := range docs {
		all += len(docs[i].body)
	}
	var ids []uint32
	for i := range docs {
		if len(docs[i].body)*len(docs) > all {
			ids = append(ids, uint32(i))
		}
	}
	return codec.AppendCounted(nil, len(docs), ids)
}

// postings are the postings of all terms of documents.
func postings(docs []doc) map[han.Term]*codec.Posting {
	all := map[han.Term]*codec.Posting{}
	for i := range docs {
		title, meta, rest := docs[i].fields()
		for _, part := range []struct {
			text []rune
			kind int
		}{{rest, 0}, {meta, 1}, {title, 2}} {
			list := han.Terms(nil, part.text)
			slices.Sort(list)
			for _, t := range slices.Compact(list) {
				if all[t] == nil {
					all[t] = &codec.Posting{}
				}
				note(all[t], uint32(i), part.kind, codec.TitleClass(len(title)))
			}
		}
	}
	return all
}

func note(p *codec.Posting, doc uint32, kind int, class byte) {
	if len(p.Docs) == 0 || p.Docs[len(p.Docs)-1] != doc {
		p.Docs = append(p.Docs, doc)
	}
	place := uint32(len(p.Docs) - 1)
	switch kind {
	case 1:
		p.Meta = append(p.Meta, place)
	case 2:
		p.Title, p.Classes = append(p.Title, place), append(p.Classes, class)
	}
}

func (p *publisher) part(name string, docs []doc, terms map[han.Term]*codec.Posting) codec.Part {
	return p.files(name, docs, terms, p.shape.files, func(hash uint32) int { return codec.FileNumber(hash, p.shape.files) })
}

// files writes so many posting files; number says which has a hash.
func (p *publisher) files(name string, docs []doc, terms map[han.Term]*codec.Posting, count int, number func(hash uint32) int) codec.Part {
	part := codec.Part{Docs: len(docs), Files: count, Group: 1}
	files := make([][]codec.Entry, part.Files)
	list := slices.SortedFunc(maps.Keys(terms), func(a, b han.Term) int { return cmp.Or(cmp.Compare(a.Hash(), b.Hash()), cmp.Compare(a, b)) })
	for _, t := range list {
		n := number(t.Hash())
		body, bits := codec.AppendBody(nil, len(docs), terms[t])
		files[n] = append(files[n], codec.Entry{Hash: t.Hash(), Body: body, Bits: bits})
	}
	for n, entries := range files {
		data := codec.AppendFile(nil, entries)
		hash := codec.Hash(data)
		part.Hashes += hash
		p.file("data/"+codec.PostingName(name, n, hash), data)
	}
	return part
}

// keys writes the files of keys.
func (p *publisher) keys(name string, docs []doc) *codec.Part {
	byHash := map[uint32]*codec.Posting{}
	for i := range docs {
		for _, hash := range codec.Keys(docs[i].index(), docs[i].number, docs[i].title) {
			if byHash[hash] == nil {
				byHash[hash] = &codec.Posting{}
			}
			byHash[hash].Docs = append(byHash[hash].Docs, uint32(i))
		}
	}
	part := codec.Part{Docs: len(docs), Files: p.shape.files, Group: 1}
	files := make([][]codec.Entry, part.Files)
	for _, hash := range slices.Sorted(maps.Keys(byHash)) {
		body, bits := codec.AppendBody(nil, len(docs), byHash[hash])
		n := codec.FileNumber(hash, part.Files)
		files[n] = append(files[n], codec.Entry{Hash: hash, Body: body, Bits: bits})
	}
	for n, entries := range files {
		data := codec.AppendFile(nil, entries)
		hash := codec.Hash(data)
		part.Hashes += hash
		p.file("data/"+codec.PostingName(codec.KeysPart(name), n, hash), data)
	}
	return &part
}

func (p *publisher) bits() int { return cmp.Or(p.shape.bits, 18) }

// keyed leaves of terms with one key the most frequent; they come in the order of
// their hashes, of which no two are alike in these few documents.
func (p *publisher) keyed(terms map[han.Term]*codec.Posting, list []han.Term) []han.Term {
	key := func(t han.Term) uint32 { return codec.FrequentKey(t.Hash(), p.bits()) }
	slices.SortFunc(list, func(a, b han.Term) int {
		return cmp.Or(cmp.Compare(key(a), key(b)), cmp.Compare(len(terms[b].Docs), len(terms[a].Docs)), cmp.Compare(a, b))
	})
	return slices.CompactFunc(list, func(a, b han.Term) bool { return key(a) == key(b) })
}

func frequent(terms map[han.Term]*codec.Posting, list []han.Term, docs, bits int) *codec.Frequent {
	var hashes []uint32
	var classes []byte
	for _, t := range list {
		hashes, classes = append(hashes, t.Hash()), append(classes, codec.FrequentClass(len(terms[t].Docs), docs))
	}
	return codec.NewFrequent(bits, hashes, classes)
}

func addresses(docs []doc) []byte {
	var forms []codec.Form
	list := make([]codec.Address, len(docs))
	for i := range docs {
		f, serial := codec.SplitAddress(docs[i].address)
		f.Width = 5
		if len(forms) == 0 {
			forms = append(forms, f)
		}
		list[i] = codec.Address{Form: 0, Serial: serial}
	}
	return codec.AppendAddresses(nil, forms, list)
}

func sets(docs []doc, key func(*doc) string) map[string][]uint32 {
	all := map[string][]uint32{}
	for i := range docs {
		if k := key(&docs[i]); k != "" {
			all[k] = append(all[k], uint32(i))
		}
	}
	return all
}

var stateLabels = map[string]string{"in-force": "有效", "repealed": "废止", "expired": "失效"}

func states(docs []doc) (list []codec.State) {
	all := sets(docs, func(d *doc) string { return cmp.Or(d.state, "in-force") })
	for _, slug := range slices.Sorted(maps.Keys(all)) {
		s := codec.State{Slug: slug, Label: stateLabels[slug], Count: len(all[slug]), Rest: slug == "in-force"}
		if !s.Rest {
			s.Docs = codec.AppendSet(nil, len(docs), all[slug])
		}
		list = append(list, s)
	}
	return list
}

func facets(docs []doc) codec.Facets {
	f := codec.Facets{}
	for facet, key := range map[string]func(*doc) string{
		codec.FacetCategory: func(d *doc) string { return d.category },
		codec.FacetTheme:    func(d *doc) string { return d.theme },
		codec.FacetIssuer:   func(d *doc) string { return d.issuer },
		codec.FacetYear:     func(d *doc) string { return date(d.day)[:4] },
	} {
		all := sets(docs, key)
		keys := slices.Collect(maps.Keys(all))
		for _, k := range keys {
			if above := path.Dir(k); facet == codec.FacetCategory && above != "." && !slices.Contains(keys, above) {
				keys = append(keys, above)
			}
		}
		slices.Sort(keys)
		for _, k := range keys {
			v := codec.FacetValue{Key: k, Label: k, Count: len(all[k]), Docs: codec.AppendSet(nil, len(docs), all[k])}
			if above := path.Dir(k); facet == codec.FacetCategory && above != "." {
				v.Parent = above
			}
			f[facet] = append(f[facet], v)
		}
	}
	return f
}

func date(day int32) string {
	return time.Unix(int64(day)*24*60*60, 0).UTC().Format(time.DateOnly)
}

// pinyin writes the pinyin file, with all pairs of titles in one class.
func (p *publisher) pinyin(m *codec.Manifest, docs []doc) {
	file := codec.Pinyin{Readings: map[string]string{}, Pairs: []string{""}}
	seen := map[string]bool{}
	for i := range docs {
		r := fold(docs[i].title + "\n" + docs[i].issuer)
		for j, c := range r {
			for _, s := range han.Readings(c) {
				if !strings.ContainsRune(file.Readings[s], c) {
					file.Readings[s] += string(c)
				}
			}
			if j > 0 && han.IsHan(c) && han.IsHan(r[j-1]) && !seen[string(r[j-1:j+1])] {
				seen[string(r[j-1:j+1])] = true
				file.Pairs[0] += string(r[j-1 : j+1])
			}
		}
	}
	m.Pinyin = codec.Folder + "/pinyin-aaaaaa.json"
	p.json("data/"+m.Pinyin, file)
}

// fold writes the table of Traditional characters, and into the manifest what a
// browser cannot do without: what occurs, and what GB 2312 has.
func (p *publisher) fold(m *codec.Manifest, docs []doc) {
	from, to := han.Simplified()
	targets := []rune(to)
	var all strings.Builder
	for i := range docs {
		d := &docs[i]
		all.WriteString(d.title + d.summary + d.body + d.attached + d.issuer + strings.Join(d.keywords, ""))
	}
	for i, r := range []rune(from) {
		if strings.ContainsRune(all.String(), r) || isGB2312(r) {
			m.Fold[0] += string(r)
			m.Fold[1] += string(targets[i])
		}
	}
	m.FoldHash = "aaaaaa"
	for i, block := range codec.FoldBlocks(from, to) {
		p.json("data/"+codec.FoldName(codec.FirstFoldBlock+i, m.FoldHash), block)
	}
}

func isGB2312(r rune) bool {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(string(r))
	return err == nil && len(gbk) == 2 && gbk[0] >= 0xB0 && gbk[1] >= 0xA1
}

func (p *publisher) page(d *doc) {
	var b strings.Builder
	meta := func(name, content string) {
		if content != "" {
			fmt.Fprintf(&b, "<meta name=\"%s\" content=\"%s\">\n", name, html.EscapeString(content))
		}
	}
	b.WriteString("<!doctype html><html><head><title>页</title>")
	meta("ArticleTitle", d.title)
	meta("PubDate", date(d.day)+" 00:00")
	for _, k := range d.keywords {
		meta("Keywords", k)
	}
	meta("description", d.summary)
	meta("mulu-index", d.index())
	meta("mulu-number", d.number)
	meta("mulu-issuer", d.issuer)
	state := cmp.Or(d.state, "in-force")
	meta("mulu-state", state+" "+stateLabels[state])
	if d.attached != "" {
		meta("mulu-attachments", "附件")
		meta("mulu-text", path.Base(d.address)+"/text.txt")
		p.file("doc/"+d.address+"/text.txt", []byte(d.attached))
	}
	b.WriteString("</head><body><article>")
	for line := range strings.SplitSeq(d.body, "\n") {
		fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(line))
	}
	b.WriteString("</article></body></html>")
	p.file("doc/"+d.address+".html", []byte(b.String()))
}

func open(t testing.TB, site fstest.MapFS) *query.Index {
	t.Helper()
	ix, err := query.Open(site)
	if err != nil {
		t.Fatal(err)
	}
	return ix
}
