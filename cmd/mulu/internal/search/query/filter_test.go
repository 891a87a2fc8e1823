package query_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"mulu/cmd/mulu/internal/search/codec"
	"mulu/cmd/mulu/internal/search/query"
)

func randomFilters(r *rand.Rand) (f query.Filters) {
	pick := func(values ...string) []string {
		if r.IntN(2) == 0 {
			return nil
		}
		return []string{values[r.IntN(len(values))], values[r.IntN(len(values))]}
	}
	f.Category, f.State = pick("wj", "wj/gf", "jd", "没有"), pick("in-force", "repealed", "expired")
	f.Issuer, f.Year = pick("甲乙局", "市交通运输局"), pick("2011", "2012")
	if r.IntN(2) == 0 {
		f.From = date(int32(15000 + r.IntN(400)))
	}
	if r.IntN(2) == 0 {
		f.To = date(int32(15000 + r.IntN(400)))
	}
	return f
}

// passes says whether a document passes the filters, but for one.
func passes(d *doc, f query.Filters, but string) bool {
	in := func(facet string, chosen []string, values ...string) bool {
		return facet == but || len(chosen) == 0 || slices.ContainsFunc(values, func(v string) bool { return slices.Contains(chosen, v) })
	}
	state := d.state
	if state == "" {
		state = "in-force"
	}
	above, _, _ := strings.Cut(d.category, "/")
	return in("category", f.Category, d.category, above) && in("state", f.State, state) && in("issuer", f.Issuer, d.issuer) &&
		in("year", f.Year, date(d.day)[:4]) && (f.From == "" || date(d.day) >= f.From) && (f.To == "" || date(d.day) <= f.To)
}

// Filters leave the documents that a plain look at each leaves, newest first, and
// every facet counts what choosing its value would leave.
func TestFiltersAndFacets(t *testing.T) {
	ctx := context.Background()
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 8))
		docs := randomDocs(r, 15+r.IntN(30))
		ix := open(t, publish(t, docs, shapes[seed%uint64(len(shapes))]))
		for range 10 {
			f, q := randomFilters(r), []string{"", "改革", "甲"}[r.IntN(3)]
			matching := plainSearch(docs, q)
			var want []string
			counts := map[string]int{}
			for i := range docs {
				d := &docs[i]
				url := "doc/" + d.address + ".html"
				if !slices.Contains(matching, url) {
					continue
				}
				if passes(d, f, "") {
					want = append(want, url)
				}
				if passes(d, f, "category") {
					counts[d.category]++
					if above, _, below := strings.Cut(d.category, "/"); below {
						counts[above]++
					}
				}
			}
			slices.Sort(want)
			got, err := ix.Search(ctx, query.Request{Q: q, Filters: f, Sort: query.SortDate, Exhaustive: true})
			if err != nil || !slices.Equal(urls(got.Results), want) && len(want) > 0 || got.Total != len(want) && len(got.Notes) == 0 {
				t.Fatalf("seed %d: Search(%q, %+v) = %v (%d), want %v; %v", seed, q, f, urls(got.Results), got.Total, want, err)
			}
			if len(got.Results) > 0 {
				checkNewestFirst(t, got.Results)
			}
			facets, err := ix.Facets(ctx, query.Request{Q: q, Filters: f})
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range facets.Category {
				if c.Count != counts[c.Key] {
					t.Errorf("seed %d: Facets(%q, %+v) counts %d in %s, want %d", seed, q, f, c.Count, c.Key, counts[c.Key])
				}
				delete(counts, c.Key)
			}
			if len(counts) > 0 {
				t.Errorf("seed %d: Facets(%q, %+v) has no %v", seed, q, f, counts)
			}
		}
	}
}

func checkNewestFirst(t *testing.T, list []query.Result) {
	t.Helper()
	if !slices.IsSortedFunc(list, func(a, b query.Result) int { return strings.Compare(b.Published, a.Published) }) {
		t.Errorf("not newest first: %v", urls(list))
	}
}

// manyDays is a site of 40,000 documents with days, and no postings and pages: a
// period is a year, in which days are in no order.
func manyDays(t *testing.T) (fstest.MapFS, []int32) {
	const docs = 40_000
	r := rand.New(rand.NewPCG(1, 1))
	days, list := make([]int32, docs), make([]codec.Address, docs)
	for i := range days {
		days[i] = int32(19000 - i/13_000*365 - r.IntN(300)) // years end at 18993, 18628 and so on
		list[i] = codec.Address{Serial: int32(docs - i)}
	}
	g := codec.Segment{Name: "old", Period: "year", Facets: map[string]string{}, Dead: codec.AppendCounted(nil, docs, nil)}
	g.Part = codec.Part{Docs: docs, Files: 1, Group: 1, Hashes: "aaaaaa"}
	g.Addresses.Table = codec.AppendAddresses(nil, []codec.Form{{Prefix: "a/", Width: 5}}, list)
	site := fstest.MapFS{}
	for n := 0; n < docs; n += codec.DaysPerFile {
		name := fmt.Sprintf("search/old/days-%d-aaaaaa.bin", n/codec.DaysPerFile)
		g.Days = append(g.Days, name)
		site["data/"+name] = &fstest.MapFile{Data: codec.AppendDays(nil, days[n:min(docs, n+codec.DaysPerFile)])}
	}
	m, err := json.Marshal(codec.Manifest{Format: codec.Format, Root: "../", Docs: docs, Segments: []codec.Segment{g}})
	if err != nil {
		t.Fatal(err)
	}
	site[codec.ManifestName] = &fstest.MapFile{Data: m}
	return site, days
}

// Days in several files, in periods that go over their borders.
func TestManyDays(t *testing.T) {
	site, days := manyDays(t)
	order := make([]int, len(days))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(days[b] - days[a]) })
	ix := open(t, site)
	for _, f := range []query.Filters{{}, {From: "2021-06-01"}, {To: "2020-02-03"}, {From: "2020-03-01", To: "2021-03-01"}, {From: "2021-02-02", To: "2021-02-02"}, {From: "2022-02-02"}, {To: "1999-01-01"}} {
		var want []string
		total := 0
		for _, i := range order {
			if (f.From == "" || date(days[i]) >= f.From) && (f.To == "" || date(days[i]) <= f.To) {
				if total++; total <= 20 {
					want = append(want, fmt.Sprintf("doc/a/%05d.html", len(days)-i))
				}
			}
		}
		got, err := ix.Search(context.Background(), query.Request{Filters: f, Limit: 20})
		if err != nil {
			t.Fatal(err)
		}
		var read []string // there are no pages: the notes tell which were wanted
		for _, n := range got.Notes {
			read = append(read, n.Text)
		}
		if read = read[:min(20, len(read))]; got.Total != total || !slices.Equal(read, want) {
			t.Errorf("%+v: %d documents, first %v; want %d, %v", f, got.Total, read, total, want)
		}
	}
}

var hostile = []string{
	strings.Repeat("甲", 10_000), strings.Repeat("办 ", 5_000), strings.Repeat("-甲 ", 3_000), strings.Repeat(`"`, 10_000), strings.Repeat("“甲” ", 100),
	"🙂👨‍👩‍👧‍👦", "\xed\xa0\x80甲", "甲\xff", "\x00\x01\x1b[2J", "\u202e\u2066甲", "'; DROP TABLE doc; --", "<script>alert(1)</script>", "../../etc/passwd",
	"%00%2e%2e", strings.Repeat("a", 200), strings.Repeat("0", 200), "ﷺ", "㍿ ㌫", "ｱｲｳ가각", "e\u0301", "\u0301", "年", "〇〇〇〇年", "号", "1号", "-", "--", "- -", "“", "\n",
}

// No query is an error, and none is slow.
func TestHostileQueries(t *testing.T) {
	sites := vectorSites(t)
	ix := join(t, sites, []string{"site", "other"})
	for _, q := range hostile {
		for _, sort := range []string{"", query.SortDate, "other"} {
			if _, err := ix.Search(context.Background(), query.Request{Q: q, Sort: sort, Offset: -3, Limit: -1}); err != nil {
				t.Errorf("Search(%.40q) = %v", q, err)
			}
		}
		if _, err := ix.Facets(context.Background(), query.Request{Q: q}); err != nil {
			t.Errorf("Facets(%.40q) = %v", q, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ix.Search(ctx, query.Request{Q: "办法"}); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled search gives %v", err)
	}
}

// spoil changes one file of a site.
func spoil(site fstest.MapFS, name string, how int) fstest.MapFS {
	other := fstest.MapFS{}
	for n, f := range site {
		other[n] = f
	}
	data := site[name].Data
	switch how {
	case 0:
		delete(other, name)
		return other
	case 1:
		data = data[:len(data)/2]
	case 2:
		data = []byte("<!doctype html><title>404</title>")
	case 3:
		data = slices.Clone(data)
		for i := range data {
			data[i] ^= byte(i)
		}
	case 4:
		data = nil
	}
	other[name] = &fstest.MapFile{Data: data}
	return other
}

// A file that is missing, cut off or of something else is named in the error; nothing
// panics, and what does not need the file works.
func TestBrokenFiles(t *testing.T) {
	site := publish(t, vectorDocs(), shape{new: 6, mid: 11, ranges: 16, cut: 26, files: 2})
	requests := []query.Request{{Q: "道路运输"}, {Q: "jtys"}, {Filters: query.Filters{Category: []string{"wj"}, From: "2019-01-01"}}, {Q: "污水处理"}}
	ways := 5
	if testing.Short() {
		ways = 2
	}
	for name := range site {
		for how := range ways {
			ix, err := query.Open(spoil(site, name, how))
			if name == codec.ManifestName {
				var file *query.FileError
				if !errors.As(err, &file) || file.Name != name || how == 0 && !errors.Is(err, fs.ErrNotExist) {
					t.Errorf("Open without its manifest (%d) = %v", how, err)
				}
				continue
			}
			if err != nil {
				t.Errorf("Open with %s spoilt = %v", name, err)
				continue
			}
			for _, r := range requests {
				_, err := ix.Search(context.Background(), r)
				var file *query.FileError
				if err != nil && (!errors.As(err, &file) || file.Name != name) {
					t.Errorf("Search with %s spoilt = %v", name, err)
				}
				if err != nil && strings.HasPrefix(name, "doc/") && strings.HasSuffix(name, ".html") {
					t.Errorf("Search with page %s spoilt = %v", name, err)
				}
			}
		}
	}
}

// An index of another version is told apart from a broken one.
func TestOtherVersion(t *testing.T) {
	_, err := query.Open(fstest.MapFS{codec.ManifestName: {Data: []byte(`{"format":1}`)}})
	var version *codec.VersionError
	if !errors.As(err, &version) || version.Format != 1 {
		t.Errorf("Open = %v", err)
	}
	if _, err := query.OpenAll(); err == nil {
		t.Error("no index at all can be opened")
	}
	empty := open(t, fstest.MapFS{codec.ManifestName: {Data: fmt.Appendf(nil, `{"format":%d,"segments":[]}`, codec.Format)}})
	if r, err := empty.Search(context.Background(), query.Request{Q: "甲"}); err != nil || r.Total != 0 || !r.Exact {
		t.Errorf("an empty site answers %+v, %v", r, err)
	}
}
