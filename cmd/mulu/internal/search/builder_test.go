package search

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/search/codec"
	"mulu/cmd/mulu/internal/sitetest"
)

// randomSite has n documents whose texts are drawn from few words, so that terms are
// frequent and rare.
func randomSite(t testing.TB, n int, seed uint64) *site {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 7))
	words := strings.Fields("政府 信息 公开 條例 交通 運輸 二〇二三年 2023年 济交办〔2023〕1号 ＡＢ12 通知 𠮷野 网站 abc 3号 零售")
	for range 200 {
		words = append(words, string([]rune{'一' + rune(r.IntN(2000)), '一' + rune(r.IntN(2000))}))
	}
	text := func(most int) string {
		var b strings.Builder
		for range r.IntN(most) + 1 {
			b.WriteString(words[min(r.IntN(len(words)), r.IntN(len(words)))])
			b.WriteString([]string{"", "", "，", "\n"}[r.IntN(4)])
		}
		return b.String()
	}
	fs, pages := sitetest.Files{"config.toml": sitetest.Config}, map[string]page{}
	for i := 1; i <= n; i++ {
		more := fmt.Sprintf("keywords = [%q]\nsummary = %q", fmt.Sprint("公交", i%7), strings.ReplaceAll(text(3), "\n", " "))
		if i%3 == 0 {
			more += fmt.Sprintf("\ndoc_number = \"栖交发〔2025〕%d号\"\ncategory = \"wj/gf\"\neffective = 2020-01-01\nexpires = 2026-12-01\ntheme = \"交通\"\ngenre = \"通知\"", i)
		}
		index := sitetest.Index(i)
		if i%7 == 0 { // so that addresses are many runs
			index = fmt.Sprintf("113701000041890072/%d-%05d", 2020+i%3, i)
		}
		fs[fmt.Sprintf("content/d%05d.md", i)] = strings.Replace(doc(i, more), sitetest.Index(i), index, 1)
		pages[index] = page{text(60), strings.Repeat(text(4), i%2)}
	}
	return newSite(t, fs, pages)
}

// doc is a document of a serial; twenty are published on a day.
func doc(serial int, more string) string {
	first, _ := official.ParseDate("2025-01-01")
	was, is := first.AddDays(serial-1), first.AddDays((serial-1)/20)
	return strings.ReplaceAll(sitetest.Doc(serial, more, ""), was.String(), is.String())
}

// small cuts a hundred documents as the standard layout cuts a million.
var small = layout{latest: 4, latestFrom: 120, newest: 16, middle: 64, ranges: 50, rangeGroups: 3, table: 150, block: 100, frequent: 60, frequentShare: 10, bits: 7, keys: 20, keyGroups: 3,
	recent: cutting{pairs: 60, files: 2, groups: 2}, new: cutting{pairs: 40, files: 6, groups: 6}, mid: cutting{pairs: 75, files: 9, groups: 3}, old: cutting{pairs: 100, files: 10, most: 400, groups: 4}}

func TestIndexHoldsEverything(t *testing.T) {
	for _, tt := range []struct {
		docs   int
		layout layout
		memory int64
	}{{0, standard, 0}, {1, standard, 0}, {300, standard, 0}, {300, standard, 1}, {15, small, 0}, {16, small, 0}, {64, small, 0}, {100, small, 1 << 20}, {200, small, 0}, {200, small, 1}} {
		s := randomSite(t, tt.docs, uint64(tt.docs))
		files, stats := s.build(t, Options{Workers: 2, TempDir: t.TempDir(), Memory: tt.memory}, tt.layout, inOrder(tt.docs))
		d := decode(t, files)
		d.compare(s)
		d.compareTables(s)
		for name := range files {
			if !d.read[name] {
				t.Errorf("nothing names %s", name)
			}
		}
		if stats.Files != len(files) || tt.memory == 1 && stats.Spilt == 0 {
			t.Errorf("stats are %+v for %d files", stats, len(files))
		}
		if t.Failed() {
			t.Fatalf("%d documents, layout %+v", tt.docs, tt.layout)
		}
	}
}

// The small layout must reach what only great indexes have.
func TestSmallLayoutHasAll(t *testing.T) {
	s := randomSite(t, 230, 3)
	files, _ := s.build(t, Options{}, small, inOrder(230))
	d := decode(t, files)
	d.compare(s)
	old := d.manifest.Segments[len(d.manifest.Segments)-1]
	if old.Name != "old" || len(old.Ranges) != 4 || old.Dead != nil || old.Facets[codec.FacetState] != "" || len(old.Addresses.From) < 2 || old.Group < 2 {
		t.Errorf("old has %d ranges, facets %v, address blocks from %v, groups of %d", len(old.Ranges), old.Facets, old.Addresses.From, old.Group)
	}
	list, err := old.Frequent.Terms()
	if err != nil || list.Len() < 30 || len(d.cut) < list.Len() {
		t.Fatalf("%d terms are cut, %d are listed, error %v", len(d.cut), list.Len(), err)
	}
	mistaken := 0
	for term, docs := range s.naive() {
		_, class, listed := list.Find(hashOf(term))
		n := 0
		for _, index := range d.addresses(&old) {
			if _, has := docs[index]; has {
				n++
			}
		}
		switch cut := d.cut[hashOf(term)]; {
		case cut > 0 && (!listed || cut%len(old.Ranges) != 0 || n<<(class+1) < old.Docs && class < 3 || class > 0 && n<<class >= old.Docs):
			t.Errorf("%s is in %d of %d documents; listed %t, class %d, %d records", term, n, old.Docs, listed, class, cut)
		case cut == 0 && listed && n > 0:
			mistaken++
		}
	}
	if mistaken < 30 {
		t.Errorf("%d terms have only the key of a frequent one", mistaken)
	}
}

// compareTables holds days, facets and states against the documents.
func (d *decoded) compareTables(s *site) {
	d.t.Helper()
	for i := range d.manifest.Segments {
		seg := &d.manifest.Segments[i]
		var docs []*catalogue.Document
		for _, index := range d.addresses(seg) {
			target, _ := s.plan.Catalogue.Find(index)
			docs = append(docs, target.Document)
		}
		d.days(seg, docs)
		d.facets(seg, docs)
		if len(seg.Ranges) < 2 {
			d.states(seg.Facets[codec.FacetState], docs)
			d.dead(seg, docs)
			d.long(seg, docs, s)
			continue
		}
		from := 0
		for _, r := range seg.Ranges {
			d.states(r.States, docs[from:from+r.Docs])
			from += r.Docs
		}
	}
	if name := d.manifest.Pinyin; name != "" && !json.Valid(d.file(name)) {
		d.t.Errorf("%s is no JSON", name)
	}
	from, to := han.Simplified()
	chars, targets, n := []rune(from), []rune(to), 0
	for block := codec.FirstFoldBlock; block <= codec.LastFoldBlock; block++ {
		var table codec.FoldTable
		if err := json.Unmarshal(d.file(codec.FoldName(block, d.manifest.FoldHash)), &table); err != nil {
			d.t.Fatal(err)
		}
		to := []rune(table.To)
		for i, r := range []rune(table.From) {
			if r>>10 != rune(block) && (block != codec.LastFoldBlock || r < 0xA000) || to[i] != targets[slices.Index(chars, r)] {
				d.t.Errorf("%c folds to %c in block %d", r, to[i], block)
			}
			n++
		}
	}
	if n != len(targets) {
		d.t.Errorf("blocks have %d characters, not %d", n, len(targets))
	}
}

func (d *decoded) days(seg *codec.Segment, docs []*catalogue.Document) {
	d.t.Helper()
	days, err := codec.DecodeDays(d.file(seg.Days[0]), len(docs))
	if err != nil {
		d.t.Fatal(err)
	}
	for i, doc := range docs {
		if got := official.DateOf(1970, 1, 1).AddDays(int(days[i])); got != doc.Published {
			d.t.Errorf("%s was published on %s, not %s", doc.Index, doc.Published, got)
		}
	}
}

func (d *decoded) facets(seg *codec.Segment, docs []*catalogue.Document) {
	d.t.Helper()
	for key, of := range map[string]func(*catalogue.Document) string{
		codec.FacetCategory: func(d *catalogue.Document) string { return d.Categories[0].Path },
		codec.FacetIssuer:   func(d *catalogue.Document) string { return d.Issuers[0].Slug },
		codec.FacetYear:     func(d *catalogue.Document) string { return fmt.Sprint(d.Published.Year()) },
		codec.FacetTheme:    func(d *catalogue.Document) string { return d.Theme },
		codec.FacetGenre:    func(d *catalogue.Document) string { return d.Genre },
		codec.FacetFive:     func(d *catalogue.Document) string { return d.Five.String() },
	} {
		all, err := codec.DecodeFacets(d.file(seg.Facets[key]))
		if err != nil {
			d.t.Fatal(err)
		}
		got := make([]string, len(docs))
		for _, v := range all[key] {
			ids, err := v.Set(len(docs))
			if err != nil || v.Label == "" {
				d.t.Fatalf("%+v: %v", v, err)
			}
			for _, id := range ids {
				got[id] = v.Key
			}
		}
		for i, doc := range docs {
			if got[i] != of(doc) {
				d.t.Errorf("%s of %s is %q, want %q", key, doc.Index, got[i], of(doc))
			}
		}
	}
}

func (d *decoded) dead(seg *codec.Segment, docs []*catalogue.Document) {
	d.t.Helper()
	ids, err := codec.DecodeCounted(seg.Dead, seg.Docs)
	if err != nil {
		d.t.Fatal(err)
	}
	for i, doc := range docs {
		state := doc.Validity.State
		if want := state == official.Repealed || state == official.Expired; want != slices.Contains(ids, uint32(i)) {
			d.t.Errorf("%s is %s, listed as no longer in force: %t", doc.Index, state, !want)
		}
	}
}

// long wants a tenth of the documents, of which no other has more folded characters.
func (d *decoded) long(seg *codec.Segment, docs []*catalogue.Document, s *site) {
	d.t.Helper()
	ids, err := codec.DecodeCounted(seg.Long, seg.Docs)
	if err != nil {
		d.t.Fatal(err)
	}
	least, most := 1<<30, -1
	for i, doc := range docs {
		n := len(han.AppendFold(nil, []byte(s.pages[doc.Index].text)))
		if slices.Contains(ids, uint32(i)) {
			least = min(least, n)
		} else {
			most = max(most, n)
		}
	}
	if least <= most || len(ids) > seg.Docs/10 || len(ids)+4 < seg.Docs/10 {
		d.t.Errorf("%s: %d of %d are long, from %d characters on; one of %d is not", seg.Name, len(ids), seg.Docs, least, most)
	}
}

func (d *decoded) states(file string, docs []*catalogue.Document) {
	d.t.Helper()
	list, err := codec.DecodeStates(d.file(file))
	if err != nil {
		d.t.Fatal(err)
	}
	got := make([]string, len(docs))
	for i := range list {
		if list[i].Rest {
			continue
		}
		ids, err := list[i].Set(len(docs))
		if err != nil {
			d.t.Fatal(err)
		}
		for _, id := range ids {
			got[id] = list[i].Slug
		}
	}
	for i, doc := range docs {
		if got[i] == "" && len(list) > 0 && list[0].Rest {
			got[i] = list[0].Slug
		}
		if want := doc.Validity.State.Slug(); got[i] != want {
			d.t.Errorf("state of %s is %q, want %q", doc.Index, got[i], want)
		}
	}
}

// The bytes depend on the documents alone.
func TestSameBytes(t *testing.T) {
	const n = 120
	s := randomSite(t, n, 1)
	for _, l := range []layout{standard, small} {
		want, _ := s.build(t, Options{Workers: 1}, l, inOrder(n))
		for _, tt := range []struct{ procs, workers, memory int }{{1, 1, 1}, {2, 2, 1}, {4, 7, 0}, {4, 7, 1 << 20}} {
			was := runtime.GOMAXPROCS(tt.procs)
			got, _ := s.build(t, Options{Workers: tt.workers, TempDir: t.TempDir(), Memory: int64(tt.memory)}, l, rand.New(rand.NewPCG(uint64(tt.procs), 1)).Perm(n))
			runtime.GOMAXPROCS(was)
			if changed := differing(want, got); len(changed) > 0 {
				t.Errorf("%+v: other files: %v", tt, changed)
			}
		}
	}
}

// differing are the files of b that a has not, and those of a that b has not.
func differing(a, b map[string][]byte) []string {
	var names []string
	for name := range a {
		if !bytes.Equal(a[name], b[name]) {
			names = append(names, name)
		}
	}
	for name := range b {
		if a[name] == nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Files come in the same order, whatever the number of workers.
func TestSameOrder(t *testing.T) {
	s := randomSite(t, 100, 1)
	var orders [2][]string
	for i, workers := range []int{1, 4} {
		b, err := newBuilder(s.plan, Options{Workers: workers}, small)
		if err != nil {
			t.Fatal(err)
		}
		for j := range s.plan.Catalogue.Documents {
			if err := b.Add(j%workers, &s.plan.Catalogue.Documents[j], []byte("正文"), nil); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := b.Finish(t.Context(), func(name string, _ []byte) error { orders[i] = append(orders[i], name); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(orders[0], orders[1]) || orders[0][len(orders[0])-1] != codec.ManifestName {
		t.Errorf("files come as %v, then as %v", orders[0], orders[1])
	}
}

// One more document, the newest, changes the newest segment, the pinyin file and the manifest.
func TestAddedDocument(t *testing.T) {
	for n, segment := range map[int]string{300: "new", 9000: "latest", 9005: "latest"} {
		if n > 1000 && testing.Short() {
			continue
		}
		fs, pages := sitetest.Files{"config.toml": sitetest.Config}, map[string]page{}
		for i := 1; i <= n; i++ {
			fs[fmt.Sprintf("content/d%05d.md", i)] = doc(i, "")
			pages[sitetest.Index(i)] = page{text: fmt.Sprintf("%s第%d次", strings.Repeat("交通运输局政府信息公开\n", i%3), i)}
		}
		before, _ := newSite(t, fs, pages).build(t, Options{}, standard, inOrder(n))
		fs["content/new.md"] = doc(n+1, "summary = \"新的内容\"")
		pages[sitetest.Index(n+1)] = page{text: "交通运输局政府信息公开：一份新的文件"}
		after, _ := newSite(t, fs, pages).build(t, Options{}, standard, inOrder(n+1))
		changed, size := 0, 0
		for name, data := range after {
			if !bytes.Equal(before[name], data) {
				changed++
				size += len(data)
				part := strings.TrimPrefix(strings.TrimPrefix(name, codec.DataFolder+"/"), codec.Folder+"/")
				if name != codec.ManifestName && !strings.HasPrefix(part, segment) && !strings.HasPrefix(part, "pinyin-") {
					t.Errorf("%d documents and one more: %s is new", n, name)
				}
			}
			if before[name] != nil && !bytes.Equal(before[name], data) && name != codec.ManifestName {
				t.Errorf("%s has other bytes under the same name", name)
			}
		}
		t.Logf("%d documents and one more: %d of %d files are new, %d bytes", n, changed, len(after), size)
		if changed > 10 {
			t.Errorf("%d documents and one more: %d files are new", n, changed)
		}
	}
}

// On another day only the files of states change, and of the manifest their names and
// the sets of the dead.
func TestValidityChangesStatesOnly(t *testing.T) {
	fs := sitetest.Files{"config.toml": sitetest.Config}
	for i := 1; i <= 100; i++ {
		fs[fmt.Sprintf("content/d%05d.md", i)] = doc(i, fmt.Sprintf("doc_number = \"栖交发〔2025〕%d号\"\nexpires = 2026-12-%02d", i, i%28+1))
	}
	on := func(day official.Date, l layout) map[string][]byte {
		c, items, _ := fs.Items(t)
		cat, _ := catalogue.New(c, items, catalogue.Options{Today: day, Files: fs, Header: fs.Header})
		p, _ := plan.New(cat, nil)
		files, _ := (&site{plan: p}).build(t, Options{}, l, inOrder(len(cat.Documents)))
		return files
	}
	for _, l := range []layout{standard, small} {
		a, b := on(sitetest.Today, l), on(official.DateOf(2026, 12, 20), l)
		for _, name := range differing(a, b) {
			if name != codec.ManifestName && !strings.Contains(name, "/states-") {
				t.Errorf("%s differs", name)
			}
		}
		ma, mb := a[codec.ManifestName], b[codec.ManifestName]
		if bytes.Equal(ma, mb) {
			t.Error("the manifest says nothing of states")
		}
		if got, want := withoutStates(t, mb), withoutStates(t, ma); got != want {
			t.Errorf("manifest of the other day is\n%s\nwant\n%s", got, want)
		}
	}
}

func withoutStates(t *testing.T, manifest []byte) string {
	t.Helper()
	m, err := codec.DecodeManifest(manifest)
	if err != nil {
		t.Fatal(err)
	}
	for i := range m.Segments {
		m.Segments[i].Dead = nil
		delete(m.Segments[i].Facets, codec.FacetState)
		for j := range m.Segments[i].Ranges {
			m.Segments[i].Ranges[j].States = ""
		}
	}
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// What only hidden documents have is in no file: characters that nothing else has.
func TestHiddenIsNowhere(t *testing.T) {
	fs := sitetest.Files{"config.toml": sitetest.Config, "content/1.md": doc(1, ""), "content/2.md": doc(2, "summary = \"可以公开\"")}
	secret := "title = \"龘靐\"\nsummary = \"齉龘\"\nkeywords = [\"爩靐\"]\ndoc_number = \"龘发〔2025〕7号\""
	hidden := strings.Replace(doc(3, secret), "title = \"文件3\"\n", "", 1)
	fs["content/3.md"] = strings.Replace(hidden, "主动公开", "不予公开", 1)
	fs["content/4.md"] = strings.Replace(doc(4, "draft = true"), "文件4", "龘龘", 1)
	s := newSite(t, fs, nil)
	if s.plan.Catalogue.Hidden != 2 || len(s.plan.Catalogue.Documents) != 2 {
		t.Fatalf("%d documents are public, %d hidden", len(s.plan.Catalogue.Documents), s.plan.Catalogue.Hidden)
	}
	files, _ := s.build(t, Options{}, standard, inOrder(2))
	for name, data := range files {
		for _, r := range "龘靐齉爩" {
			if strings.Contains(string(data), string(r)) {
				t.Errorf("%s has %c", name, r)
			}
		}
	}
	d := decode(t, files)
	d.compare(s)
	other := newSite(t, sitetest.Files{"config.toml": sitetest.Config, "content/3.md": strings.Replace(doc(3, ""), "文件3", "龘靐", 1)}, nil)
	b, err := NewBuilder(s.plan, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Add(0, &other.plan.Catalogue.Documents[0], nil, nil); err == nil {
		t.Error("a document of another site is added")
	}
}

func TestMistakes(t *testing.T) {
	s := randomSite(t, 3, 1)
	docs := s.plan.Catalogue.Documents
	b, err := NewBuilder(s.plan, Options{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	none := func(string, []byte) error { return nil }
	if err := b.Add(0, &docs[0], nil, nil); err != nil {
		t.Fatal(err)
	}
	if err := b.Add(0, &docs[0], nil, nil); err == nil || !strings.Contains(err.Error(), docs[0].Index) {
		t.Errorf("a document added twice: error %v", err)
	}
	if _, err := b.Finish(t.Context(), none); !errors.Is(err, errMissing) {
		t.Errorf("a document is missing: error %v", err)
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	full := errors.New("disk full")
	b, _ = NewBuilder(s.plan, Options{})
	for i := range docs {
		if err := b.Add(0, &docs[i], nil, nil); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Finish(t.Context(), func(string, []byte) error { return full }); !errors.Is(err, full) {
		t.Errorf("write fails: error %v", err)
	}
	b, _ = NewBuilder(s.plan, Options{TempDir: "/does/not/exist", Memory: 1})
	if err := b.Add(0, &docs[0], []byte("正文"), nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no folder for temporary files: error %v", err)
	}
}

// Temporary files go, whatever happens.
func TestTemporaryFilesGo(t *testing.T) {
	s := randomSite(t, 20, 1)
	dir := t.TempDir()
	s.build(t, Options{TempDir: dir, Memory: 1}, standard, inOrder(20))
	b, err := NewBuilder(s.plan, Options{Workers: 1, TempDir: dir, Memory: 1})
	if err != nil {
		t.Fatal(err)
	}
	for i := range s.plan.Catalogue.Documents {
		if err := b.Add(0, &s.plan.Catalogue.Documents[i], []byte("正文"), nil); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errors.New("stopped"))
	if _, err := b.Finish(ctx, func(string, []byte) error { return nil }); err == nil || err.Error() != "stopped" {
		t.Errorf("Finish after a stop: error %v", err)
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left are %v, error %v", left, err)
	}
}

// A document with very many terms makes the table grow.
func TestManyTerms(t *testing.T) {
	s := randomSite(t, 2, 1)
	var text strings.Builder
	r := rand.New(rand.NewPCG(1, 1))
	for range 15_000 {
		text.WriteRune('一' + rune(r.IntN(20000)))
	}
	s.pages = map[string]page{s.plan.Catalogue.Documents[0].Index: {text: text.String()}, s.plan.Catalogue.Documents[1].Index: {text: text.String()[:9_000]}}
	files, _ := s.build(t, Options{Workers: 1}, standard, inOrder(2))
	decode(t, files).compare(s)
}

func TestWords(t *testing.T) {
	fs := sitetest.Files{"config.toml": sitetest.Config + "\n[search]\npinyin = true\n[search.weights]\ntitle = 12\n[[search.alias]]\nword = \"《道交法》\"\nmeans = \"道路交通安全法\"\n",
		"content/1.md": strings.Replace(doc(1, ""), "文件1", "交通運輸", 1)}
	s := newSite(t, fs, nil)
	files, _ := s.build(t, Options{}, standard, inOrder(1))
	d := decode(t, files)
	m := d.manifest
	if m.Weights != (codec.Weights{Title: 12, Meta: 4, Body: 1, Coverage: 10}) || !maps.Equal(m.Aliases, map[string]string{"道交法": "道路交通安全法"}) {
		t.Errorf("weights %+v, aliases %v", m.Weights, m.Aliases)
	}
	from, to := []rune(m.Fold[0]), []rune(m.Fold[1])
	if i := slices.Index(from, '運'); i < 0 || len(to) != len(from) || to[i] != '运' {
		t.Errorf("運 of a title is not in %d characters that fold", len(from))
	}
	if slices.Contains(from, '龍') {
		t.Error("龍 occurs nowhere and is in the manifest")
	}
	var table codec.FoldTable
	if err := json.Unmarshal(d.file(codec.FoldName('龍'>>10, m.FoldHash)), &table); err != nil || !strings.Contains(table.From, "龍") {
		t.Errorf("its block has no 龍, error %v", err)
	}
	var p codec.Pinyin
	if err := json.Unmarshal(d.file(m.Pinyin), &p); err != nil || !strings.Contains(p.Readings["jiao"], "交") || !slices.ContainsFunc(p.Pairs, func(s string) bool { return strings.Contains(s, "交通") }) {
		t.Errorf("pinyin is %+v, error %v", p, err)
	}
}

func TestSixBits(t *testing.T) {
	for in, want := range map[int]int{0: 0, 1: 1, 63: 63, 64: 64, 65: 66, 66: 66, 1151: 1152, 7085: 7040, 10240: 10240} {
		if got := sixBits(in); got != want {
			t.Errorf("sixBits(%d) = %d, want %d", in, got, want)
		}
	}
}

func TestNumberOfFiles(t *testing.T) {
	if standard.cutting("new", true) != &standard.old || standard.cutting("mid", true) != &standard.old {
		t.Error("the only segment is cut as a new one beside others")
	}
	for _, tt := range []struct {
		segment     string
		pairs       int64
		files, size int
	}{
		{"latest", 10_000, 8, 1}, {"new", 1_000, 1, 1}, {"new", 45_000, 38, 1}, {"new", 200_000, 40, 1},
		{"mid", 300_000, 100, 2}, {"mid", 2_550_000, 848, 9}, {"mid", 12_500_000, 1536, 16},
		{"old", 0, 1, 1}, {"old", 358_000, 38, 1}, {"old", 61_600_000, 6528, 13}, {"old", 91_648_000, 9728, 19}, {"old", 150_000_000, 15872, 31}, {"old", 650_000_000, 61440, 120}, {"old", 4_000_000_000, 100352, 196},
	} {
		how := standard.cutting(tt.segment, tt.segment == "old")
		if f := newPostingFiles(part{}, how.count(tt.pairs), how.groups); f.files != tt.files || f.size != tt.size {
			t.Errorf("%s: %d pairs: %d files in groups of %d, want %d, %d", tt.segment, tt.pairs, f.files, f.size, tt.files, tt.size)
		}
	}
}
