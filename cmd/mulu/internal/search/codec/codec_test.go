package codec

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestSets(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, universe := range []int{0, 1, 2, 3, 10, 255, 256, 8192, 100_000} {
		for _, share := range []float64{0, 0.0001, 0.01, 0.1, 0.3, 0.5, 0.51, 0.9, 0.999, 1} {
			var ids []uint32
			for i := range universe {
				if r.Float64() < share {
					ids = append(ids, uint32(i))
				}
			}
			data := AppendSet([]byte{7}, universe, ids)
			got, err := DecodeSet(data[1:], universe, len(ids))
			if err != nil || !slices.Equal(got, ids) {
				t.Fatalf("set of %d of %d comes back with %d, error %v", len(ids), universe, len(got), err)
			}
			if len(data) > 2 {
				if _, err := DecodeSet(data[1:len(data)-1], universe, len(ids)); err == nil {
					t.Errorf("set of %d of %d without its last byte is read", len(ids), universe)
				}
			}
			if _, err := DecodeSet(append(data[1:], 0), universe, len(ids)); err != errLong {
				t.Errorf("set of %d of %d with one byte more: error %v", len(ids), universe, err)
			}
		}
	}
}

// A big gap does not fit into one write of bits.
func TestSetWithBigGap(t *testing.T) {
	var ids []uint32
	for i := range 1000 {
		ids = append(ids, uint32(i))
	}
	ids = append(ids, 900_000)
	got, err := DecodeSet(AppendSet(nil, 1_000_000, ids), 1_000_000, len(ids))
	if err != nil || !slices.Equal(got, ids) {
		t.Errorf("%d ids, error %v", len(got), err)
	}
}

func TestPosting(t *testing.T) {
	for _, p := range []Posting{
		{Docs: []uint32{3}},
		{Docs: []uint32{0, 5, 9}, Title: []uint32{1}, Classes: []byte{15}, Meta: []uint32{0, 2}},
		{Docs: []uint32{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, Title: []uint32{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, Classes: make([]byte, 10)},
	} {
		body, bits := AppendBody(nil, 10, &p)
		data := AppendFile(nil, []Entry{{5, body, bits}})
		got, err := Find(data, 10, 5)
		if err != nil || fmt.Sprint(got) != fmt.Sprint(p) {
			t.Errorf("%v comes back as %v, error %v", p, got, err)
		}
		if none, err := Find(data, 10, 6); err != nil || none.Docs != nil {
			t.Errorf("a hash that is not there gives %v, error %v", none, err)
		}
	}
}

// Bodies of any number of bits stand one after another; two terms of one hash are
// read as one.
func TestFile(t *testing.T) {
	var entries []Entry
	hashes := []uint32{0, 3, 3, 1 << 20, 1<<32 - 1}
	lists := [][]uint32{{1, 2, 3}, {4}, {2, 4, 9}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {9}}
	for i, ids := range lists {
		p := Posting{Docs: ids}
		if i == 2 {
			p.Title, p.Classes, p.Meta = []uint32{1}, []byte{3}, []uint32{2}
		}
		body, bits := AppendBody(nil, 10, &p)
		entries = append(entries, Entry{hashes[i], body, bits})
	}
	data := AppendFile(nil, entries)
	for hash, want := range map[uint32]string{0: "[1 2 3] [] []", 1: "[] [] []", 3: "[2 4 9] [1] [2]", 1 << 20: "[0 1 2 3 4 5 6 7 8 9] [] []", 1<<32 - 1: "[9] [] []"} {
		p, err := Find(data, 10, hash)
		if got := fmt.Sprint(p.Docs, p.Title, p.Meta); err != nil || got != want {
			t.Errorf("%d is %s, error %v, want %s", hash, got, err, want)
		}
	}
	for i := range data {
		bad := bytes.Clone(data)
		bad[i] ^= 0x10
		if CheckFile(bad) == nil {
			t.Errorf("a change of byte %d is not found", i)
		}
		if CheckFile(data[:i]) == nil {
			t.Errorf("%d bytes are read", i)
		}
	}
}

// Classes of many titles are coarse.
func TestManyTitles(t *testing.T) {
	p := Posting{Docs: every(1, 4096), Title: every(1, 4096)}
	for i := range p.Title {
		p.Classes = append(p.Classes, byte(i%(MaxClass+1)))
	}
	body, bits := AppendBody(nil, 4096, &p)
	got, err := Find(AppendFile(nil, []Entry{{1, body, bits}}), 4096, 1)
	if err != nil || fmt.Sprint(got.Classes[:16]) != "[2 2 2 2 5 5 5 8 8 8 8 12 12 12 12 12]" {
		t.Errorf("classes %v, error %v", got.Classes[:min(16, len(got.Classes))], err)
	}
}

// A file that takes long to read is refused, whatever its checksum.
func TestFileOfTooMuch(t *testing.T) {
	all := Posting{Docs: every(1, 1<<20)}
	body, bits := AppendBody(nil, 1<<20, &all)
	var entries []Entry
	for i := range uint32(40) {
		entries = append(entries, Entry{i, body, bits})
	}
	if _, err := Find(AppendFile(nil, entries), 1<<20, 39); err != errRange {
		t.Errorf("40 million ids: error %v", err)
	}
}

func TestAddresses(t *testing.T) {
	names := []string{"113701000041890072/2025-00003", "113701000041890072/2025-00002", "113701000041890072/2025-00001", "a/2025-7", "a/2024-10b", "a/2024-9b",
		"无号", "113701000041890072/2024-12345678901", "113701000041890072/2025-00009", "x/0", "y/999999999"}
	forms, addresses := tableOf(names)
	data := AppendAddresses(nil, forms, addresses)
	got, err := DecodeAddresses(data, len(names))
	if err != nil {
		t.Fatalf("%v, error %v", got, err)
	}
	for i, want := range names {
		if at := got.At(i); at != want {
			t.Errorf("address %d is %s, want %s", i, at, want)
		}
	}
	for n := range data {
		if _, err := DecodeAddresses(data[:n], len(names)); err == nil {
			t.Errorf("%d bytes of %d are read", n, len(data))
		}
	}
	if _, err := DecodeAddresses(append(data, 0), len(names)); err != errLong {
		t.Errorf("one byte more: error %v", err)
	}
}

func tableOf(names []string) ([]Form, []Address) {
	var forms []Form
	for _, n := range names {
		f, _ := SplitAddress(n)
		forms = append(forms, f)
	}
	slices.SortFunc(forms, CompareForms)
	forms = slices.Compact(forms)
	var addresses []Address
	for _, n := range names {
		f, serial := SplitAddress(n)
		i, _ := slices.BinarySearchFunc(forms, f, CompareForms)
		addresses = append(addresses, Address{int32(i), serial})
	}
	return forms, addresses
}

func TestDays(t *testing.T) {
	days := []int32{20000, 20000, 19990, -3000, 5}
	data := AppendDays(nil, days)
	if got, err := DecodeDays(data, len(days)); err != nil || !slices.Equal(got, days) {
		t.Errorf("%v, error %v", got, err)
	}
	if _, err := DecodeDays(data, len(days)+1); err == nil {
		t.Error("a day more than there are is read")
	}
	if _, err := DecodeDays(data, len(days)-1); err == nil {
		t.Error("a day too many is not found")
	}
}

func TestManifest(t *testing.T) {
	m := sampleManifest()
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	got, err := DecodeManifest(data)
	if err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(got)
	if err != nil || !bytes.Equal(again, data) {
		t.Errorf("%s comes back as %s, error %v", data, again, err)
	}
	if name := got.Segments[0].Posting("new", 0xffffffff); name != "search/new/0/2-ghijkl.bin" {
		t.Errorf("name is %s", name)
	}
}

// Blocks of addresses begin at the first document and go on to the last.
func TestManifestAddresses(t *testing.T) {
	for _, blocks := range []AddressRef{{From: []int{}}, {From: []int{1}, Hashes: "abcdef"}, {From: []int{0, 0}, Hashes: "abcdefabcdef"}, {From: []int{0, 10}, Hashes: "abcdefabcdef"}, {From: []int{0, 5}, Hashes: "abcdef"}} {
		m := sampleManifest()
		m.Segments[0].Addresses = blocks
		data, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := DecodeManifest(data); err == nil {
			t.Errorf("%+v is read", blocks)
		}
	}
}

// A list of frequent terms comes back; terms that share a key with one of it are taken
// for it; damaged lists are refused.
func TestFrequent(t *testing.T) {
	hashes := []uint32{5, 1 << 14, 1<<14 + 1<<15, 1 << 31, 1<<32 - 1}
	f := NewFrequent(18, hashes, []byte{3, 0, 1, 2, 3})
	terms, err := f.Terms()
	if err != nil || terms.Len() != len(hashes) {
		t.Fatalf("%d terms, error %v", terms.Len(), err)
	}
	for hash, want := range map[uint32]string{5: "0 3 true", 0: "0 3 true", 1<<14 - 1: "0 3 true", 1<<14 + 7: "1 0 true", 1 << 31: "3 2 true", 1<<32 - 1: "4 3 true"} {
		place, class, listed := terms.Find(hash)
		if got := fmt.Sprint(place, class, listed); got != want {
			t.Errorf("Find(%#x) = %s, want %s", hash, got, want)
		}
	}
	if _, _, listed := terms.Find(1 << 15); listed {
		t.Error("a key that is not there is listed")
	}
	for count, want := range map[int]byte{100: 0, 50: 0, 49: 1, 25: 1, 24: 2, 13: 2, 12: 3, 1: 3} {
		if got := FrequentClass(count, 100); got != want {
			t.Errorf("class of %d of 100 is %d, want %d", count, got, want)
		}
	}
	for _, bad := range []Frequent{{}, {Bits: 21, Set: f.Set, Classes: f.Classes}, {Bits: -1}, {Bits: 3, Set: f.Set, Classes: f.Classes}, {Bits: 18, Set: f.Set, Classes: f.Classes[:1]}, {Bits: 18, Classes: f.Classes}} {
		if _, err := bad.Terms(); err == nil {
			t.Errorf("%+v is read", bad)
		}
	}
	m := sampleManifest()
	m.Segments[0].Ranges = []Range{{Part: Part{Docs: 10, Files: 2, Group: 2, Hashes: "abcdef"}}}
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := DecodeManifest(text); err == nil {
		t.Error("a range with fewer files than frequent terms is read")
	}
}

// A short table of forms that share a long prefix unfolds to a thousand times its size.
func TestAddressesAreBounded(t *testing.T) {
	forms := make([]Form, maxForms+1)
	addresses := make([]Address, len(forms))
	for i := range forms {
		forms[i] = Form{Prefix: strings.Repeat("a", maxAddress-8) + fmt.Sprintf("%08d", i), Width: NoNumber}
		addresses[i].Form = int32(i)
	}
	if _, err := DecodeAddresses(AppendAddresses(nil, forms, addresses), len(forms)); !errors.Is(err, errRange) {
		t.Errorf("%d forms: %v, want %v", len(forms), err, errRange)
	}
}
