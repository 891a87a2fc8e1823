package codec

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"testing"

	"mulu/cmd/mulu/internal/han"
)

var update = flag.Bool("update", false, "write the vectors anew")

const vectorsFile = "../../../testdata/search/codec.json"

// vectors are what the browser's decoder is tested with, too. Data is base64.
type vectors struct {
	Sets      []setVector     `json:"sets"`
	Files     []fileVector    `json:"files"`
	Addresses []addressVector `json:"addresses"`
	Days      []dayVector     `json:"days"`
	Names     []nameVector    `json:"names"`
	Manifest  json.RawMessage `json:"manifest"`
	Bad       []badVector     `json:"bad"`
}

type setVector struct {
	Universe int      `json:"universe"`
	IDs      []uint32 `json:"ids"`
	Data     []byte   `json:"data"`
	Counted  []byte   `json:"counted"` // the set with its number before it
}

type fileVector struct {
	Docs    int            `json:"docs"`
	Data    []byte         `json:"data"`
	Records []recordVector `json:"records"`
}

type recordVector struct {
	Term    string   `json:"term"`
	Docs    []uint32 `json:"all"`
	Title   []uint32 `json:"title"` // ordinals, not places
	Classes []int    `json:"classes"`
	Meta    []uint32 `json:"meta"` // ordinals
}

type addressVector struct {
	Data      []byte   `json:"data"`
	Addresses []string `json:"addresses"`
}

type dayVector struct {
	Data []byte  `json:"data"`
	Days []int32 `json:"days"`
}

type nameVector struct {
	Hash  uint32   `json:"hash"` // of a term
	Files int      `json:"files"`
	Group int      `json:"group"`
	Part  string   `json:"part"`
	Data  [][]byte `json:"data"` // the files of its group
	Name  string   `json:"name"`
}

// badVector is data that a decoder must refuse: of kind file, set, counted, addresses,
// days or manifest.
type badVector struct {
	Kind  string `json:"kind"`
	Why   string `json:"why"`
	Data  []byte `json:"data"`
	Docs  int    `json:"docs"`  // documents, or the universe of a set
	Count int    `json:"count"` // of a set
}

// every is 0, step, 2 step … under n.
func every(step, n uint32) []uint32 {
	var ids []uint32
	for i := uint32(0); i < n; i += step {
		ids = append(ids, i)
	}
	return ids
}

// without is 0 to n − 1 but for some.
func without(n uint32, some ...uint32) []uint32 {
	return slices.DeleteFunc(every(1, n), func(i uint32) bool { return slices.Contains(some, i) })
}

func makeVectors(t *testing.T) vectors {
	t.Helper()
	var v vectors
	for _, s := range []setVector{{Universe: 0}, {Universe: 5}, {Universe: 1, IDs: []uint32{0}}, {Universe: 256, IDs: every(1, 256)}, {Universe: 10, IDs: []uint32{9}},
		{Universe: 256, IDs: []uint32{0, 1, 2, 250}}, {Universe: 8192, IDs: every(97, 8192)}, {Universe: 1000, IDs: every(2, 1000)}, {Universe: 1000, IDs: without(1000, 0, 1, 500, 999)},
		{Universe: 131072, IDs: []uint32{0, 131071}}, {Universe: 1_000_000, IDs: append(every(1, 1000), 900_000)}, {Universe: 98304, IDs: every(5, 98304)[:300]}} {
		s.IDs = nonNilIDs(s.IDs)
		s.Data, s.Counted = AppendSet([]byte{}, s.Universe, s.IDs), AppendCounted(nil, s.Universe, s.IDs)
		v.Sets = append(v.Sets, s)
	}
	v.Files = append(v.Files, fileOf(200, []recordVector{
		{Term: "交通", Docs: every(3, 200), Title: []uint32{0, 6, 198}, Classes: []int{15, 0, 7}, Meta: []uint32{3, 6}},
		{Term: "a", Docs: every(1, 200), Meta: every(1, 200)},
		{Term: "31号", Docs: []uint32{199}, Title: []uint32{199}, Classes: []int{4}},
		{Term: "𠮷野", Docs: without(200, 17)},
	}), fileOf(2100, []recordVector{
		{Term: "管理", Docs: every(1, 2100), Title: every(1, 2100), Classes: slices.Repeat([]int{8, 2, 12, 5, 5, 2}, 350)},
	}), fileOf(1, nil), fileOf(1, []recordVector{{Term: "〇", Docs: []uint32{0}, Title: []uint32{0}, Classes: []int{1}, Meta: []uint32{0}}}))
	for _, names := range [][]string{
		{"113701000041890072/2025-00003", "113701000041890072/2025-00002", "113701000041890072/2025-00001", "113701000041890072/2024-10000", "113701000041890072/2024-09999"},
		{"a/2025-10", "a/2025-9", "a/2024-7b", "a/2024-8b", "无号", "x/0", "y/999999999", "z/2024-12345678901", "a/2025-11"},
	} {
		forms, addresses := tableOf(names)
		v.Addresses = append(v.Addresses, addressVector{AppendAddresses(nil, forms, addresses), names})
	}
	for _, days := range [][]int32{{}, {20000}, {20100, 20100, 20099, 19000, 19500, -3000}} {
		v.Days = append(v.Days, dayVector{AppendDays([]byte{}, days), days})
	}
	for _, n := range []nameVector{{Hash: 0, Files: 1, Group: 1, Part: "new"}, {Hash: 0xffffffff, Files: 10240, Group: 8, Part: "old"}, {Hash: 0x80000000, Files: 5, Group: 2, Part: "old-3"}} {
		n.Data = [][]byte{AppendFile(nil, nil), AppendFile(nil, []Entry{{n.Hash, []byte{0x40}, 5}})}
		n.Name = PostingName(n.Part, FileNumber(n.Hash, n.Files), Hash(n.Data...))
		v.Names = append(v.Names, n)
	}
	m, err := json.Marshal(sampleManifest())
	if err != nil {
		t.Fatal(err)
	}
	v.Manifest = m
	v.Bad = badVectors(v.Files[0].Data)
	return v
}

func nonNilIDs(ids []uint32) []uint32 {
	if ids == nil {
		return []uint32{}
	}
	return ids
}

func fileOf(docs int, records []recordVector) fileVector {
	slices.SortFunc(records, func(a, b recordVector) int { return cmp.Compare(hashOf(a.Term), hashOf(b.Term)) })
	var entries []Entry
	for i, r := range records {
		p := Posting{Docs: r.Docs, Title: places(r.Docs, r.Title), Meta: places(r.Docs, r.Meta)}
		for _, c := range r.Classes {
			p.Classes = append(p.Classes, byte(c))
		}
		body, bits := AppendBody(nil, docs, &p)
		entries = append(entries, Entry{hashOf(r.Term), body, bits})
		records[i].Title, records[i].Meta = nonNilIDs(r.Title), nonNilIDs(r.Meta)
		if r.Classes == nil {
			records[i].Classes = []int{}
		}
	}
	if records == nil {
		records = []recordVector{}
	}
	return fileVector{docs, AppendFile(nil, entries), records}
}

func hashOf(term string) uint32 { return han.MakeTerm([]rune(term)...).Hash() }

// places are where ids stand in docs.
func places(docs, ids []uint32) []uint32 {
	var list []uint32
	for _, id := range ids {
		i, _ := slices.BinarySearch(docs, id)
		list = append(list, uint32(i))
	}
	return list
}

func badVectors(good []byte) []badVector {
	changed := func(edit func(data []byte) []byte) []byte {
		data := edit(bytes.Clone(good[:len(good)-4]))
		return binary.LittleEndian.AppendUint32(data, checksum(data))
	}
	set := func(at int, b byte) []byte {
		return changed(func(d []byte) []byte { d[at] = b; return d })
	}
	flipped := bytes.Clone(good)
	flipped[len(flipped)/2] ^= 1
	many := binary.AppendUvarint([]byte{magic, version}, 1<<40)
	many = binary.LittleEndian.AppendUint32(many, checksum(many))
	html := []byte("<!DOCTYPE html><title>404</title>")
	return []badVector{
		{Kind: "file", Docs: 200, Why: "empty"},
		{Kind: "file", Docs: 200, Why: "a page instead of the file", Data: html},
		{Kind: "file", Docs: 200, Why: "cut off", Data: good[:len(good)-9]},
		{Kind: "file", Docs: 200, Why: "one bit changed", Data: flipped},
		{Kind: "file", Docs: 200, Why: "another magic byte", Data: set(0, 'N')},
		{Kind: "file", Docs: 200, Why: "another version", Data: set(1, 9)},
		{Kind: "file", Docs: 200, Why: "more records than there are", Data: set(2, 100)},
		{Kind: "file", Docs: 200, Why: "2^40 records", Data: many},
		{Kind: "file", Docs: 3, Why: "more documents than there are", Data: good},
		{Kind: "file", Docs: 200, Why: "a hash over the last one", Data: set(3, 0xff)},
		{Kind: "file", Docs: 200, Why: "ones without end", Data: changed(func(d []byte) []byte { return append(d[:8], bytes.Repeat([]byte{0xff}, 300)...) })},
		{Kind: "file", Docs: 200, Why: "bytes after the last body", Data: changed(func(d []byte) []byte { return append(d, 0) })},
		{Kind: "set", Why: "ones without end", Docs: 1000, Count: 3, Data: bytes.Repeat([]byte{0xff}, 300)},
		{Kind: "set", Why: "an id over the universe", Docs: 100, Count: 1, Data: []byte{0xff, 0xff}},
		{Kind: "set", Why: "more ids than the universe", Docs: 5, Count: 6, Data: []byte{0, 0, 0}},
		{Kind: "set", Why: "too short", Docs: 100000, Count: 40000, Data: []byte{0}},
		{Kind: "counted", Why: "empty", Docs: 5},
		{Kind: "counted", Why: "more ids than the universe", Docs: 5, Data: []byte{6}},
		{Kind: "counted", Why: "longer than its number says", Docs: 5, Data: []byte{5, 0}},
		{Kind: "addresses", Why: "empty", Docs: 3},
		{Kind: "addresses", Why: "more forms than bytes", Docs: 3, Data: []byte{0xff, 0xff, 3}},
		{Kind: "addresses", Why: "shares more than there is", Docs: 1, Data: []byte{1, 4, 1, 'a', 0, 0, 0, 0, 1}},
		{Kind: "addresses", Why: "a form that does not exist", Docs: 1, Data: []byte{1, 0, 1, 'a', 0, 0, 2, 0, 1}},
		{Kind: "addresses", Why: "a serial below 0", Docs: 2, Data: []byte{1, 0, 1, 'a', 0, 0, 0, 0, 2}},
		{Kind: "addresses", Why: "more than there are documents", Docs: 1, Data: []byte{1, 0, 1, 'a', 0, 0, 0, 9, 2}},
		{Kind: "addresses", Why: "a run of none", Docs: 1, Data: []byte{1, 0, 1, 'a', 0, 0, 0, 9, 0}},
		{Kind: "addresses", Why: "fewer than there are documents", Docs: 2, Data: []byte{1, 0, 1, 'a', 0, 0, 0, 9, 1}},
		{Kind: "addresses", Why: "a width that there is not", Docs: 1, Data: []byte{1, 0, 1, 'a', 10, 0, 0, 9, 1}},
		{Kind: "days", Why: "too short", Docs: 3, Data: []byte{1, 1}},
		{Kind: "manifest", Why: "empty"},
		{Kind: "manifest", Why: "a page instead of the file", Data: html},
		{Kind: "manifest", Why: "another version", Data: []byte(`{"format":2}`)},
		{Kind: "manifest", Why: "no version", Data: []byte(`{"segments":[]}`)},
	}
}

func sampleManifest() Manifest {
	return Manifest{Format: Format, Title: "栖澜", Root: "../", Docs: 10, Fold: [2]string{"運", "运"}, FoldHash: "abcdef", Weights: Weights{8, 4, 1, 10}, Aliases: map[string]string{"道交法": "道路交通安全法"},
		Segments: []Segment{{Name: "new", Part: Part{Docs: 10, Files: 3, Group: 2, Hashes: "abcdefghijkl"}, Period: "day", Addresses: AddressRef{From: []int{0, 5}, Hashes: "abcdefghijkl"},
			Frequent: NewFrequent(18, []uint32{1 << 20, 1 << 30, 1<<32 - 1}, []byte{0, 3, 2}),
			Dead:     AppendCounted(nil, 10, []uint32{3}),
			Facets:   map[string]string{FacetCategory: "search/new/facets-abcdef.json", FacetState: "search/new/states-abcdef.json"}, Days: []string{"search/new/days-0-abcdef.bin"}}}}
}

// The vectors are what the encoder makes today, and the decoder reads them back.
func TestVectors(t *testing.T) {
	v := makeVectors(t)
	text := marshalLines(t, v)
	if *update {
		if err := os.WriteFile(vectorsFile, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	stored, err := os.ReadFile(vectorsFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(stored, text) {
		t.Fatalf("%s is not what the encoder makes: a change of the format needs a new version; go test -update writes it", vectorsFile)
	}
	for _, f := range v.Files {
		n := 0
		if err := Walk(f.Data, f.Docs, func(uint32, *Posting) bool { n++; return true }); err != nil || n != len(f.Records) {
			t.Fatalf("%d records, error %v", n, err)
		}
		for _, r := range f.Records {
			p, err := Find(f.Data, f.Docs, hashOf(r.Term))
			if err != nil || fmt.Sprint(p.Docs) != fmt.Sprint(r.Docs) || fmt.Sprint(p.Title) != fmt.Sprint(places(r.Docs, r.Title)) {
				t.Errorf("%s is %v, error %v", r.Term, p, err)
			}
		}
	}
	for _, b := range v.Bad {
		if err := refuse(b); err == nil {
			t.Errorf("%s: %s is read", b.Kind, b.Why)
		}
	}
}

func refuse(b badVector) (err error) {
	switch b.Kind {
	case "file":
		err = Walk(b.Data, b.Docs, func(uint32, *Posting) bool { return true })
	case "set":
		_, err = DecodeSet(b.Data, b.Docs, b.Count)
	case "counted":
		_, err = DecodeCounted(b.Data, b.Docs)
	case "addresses":
		_, err = DecodeAddresses(b.Data, b.Docs)
	case "days":
		_, err = DecodeDays(b.Data, b.Docs)
	case "manifest":
		_, err = DecodeManifest(b.Data)
	}
	return err
}

// marshalLines writes one vector a line, for people who compare.
func marshalLines(t *testing.T, v vectors) []byte {
	t.Helper()
	var b bytes.Buffer
	list := func(name string, n int, at func(int) any) {
		fmt.Fprintf(&b, "%q: [\n", name)
		for i := range n {
			text, err := json.Marshal(at(i))
			if err != nil {
				t.Fatal(err)
			}
			b.Write(text)
			if i < n-1 {
				b.WriteByte(',')
			}
			b.WriteByte('\n')
		}
		b.WriteString("],\n")
	}
	b.WriteString("{\n")
	list("sets", len(v.Sets), func(i int) any { return v.Sets[i] })
	list("files", len(v.Files), func(i int) any { return v.Files[i] })
	list("addresses", len(v.Addresses), func(i int) any { return v.Addresses[i] })
	list("days", len(v.Days), func(i int) any { return v.Days[i] })
	list("names", len(v.Names), func(i int) any { return v.Names[i] })
	list("bad", len(v.Bad), func(i int) any { return v.Bad[i] })
	fmt.Fprintf(&b, "\"manifest\": %s\n}\n", v.Manifest)
	if !json.Valid(b.Bytes()) {
		t.Fatal("the vectors are no JSON")
	}
	return b.Bytes()
}
