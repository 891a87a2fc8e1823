package reuse

import (
	"crypto/sha256"
	"fmt"
	"math/rand"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/markdown"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/rounds"
)

// fill gives every field of a value something else than zero, but for those of skip.
func fill(v reflect.Value, n *int, skip map[string]bool) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprint("文字", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32:
		v.SetInt(int64(*n))
	case reflect.Uint8, reflect.Uint32:
		v.SetUint(uint64(*n % 200))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), n, skip)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if name := v.Type().Name() + "." + v.Type().Field(i).Name; !skip[name] {
				fill(v.Field(i), n, skip)
			}
		}
	}
}

// notKept are the fields that a build gives after what is kept was found, or that say
// nothing of a file that a body names; the texts of links only rules look at.
var notKept = map[string]bool{"Diagnostic.Known": true, "Diagnostic.Mark": true, "Diagnostic.Waived": true, "Link.Text": true,
	"Entry.Kind": true, "Entry.Doc": true, "Entry.Old": true, "Entry.List": true, "Entry.Number": true, "Entry.Newest": true, "Entry.Format": true, "Entry.Year": true,
	"Entry.Page": true, "Entry.Tomb": true, "Entry.Period": true, "Entry.Target": true, "Entry.Name": true, "Entry.Variant": true}

func fullEntry(n int) *Entry {
	e := &Entry{}
	fill(reflect.ValueOf(e).Elem(), &n, notKept)
	e.Key = sha256.Sum256(fmt.Append(nil, n))
	for i := range e.Files {
		e.Files[i].Kind = plan.File
	}
	return e
}

// Every field comes back as it was: one that is new must be kept, too, or be named above.
func TestPack(t *testing.T) {
	entries := []*Entry{fullEntry(1), {Key: Sum{1}, Text: [16]byte{2}}, fullEntry(1000), {Key: Sum{2}, Faulty: true}, {Key: Sum{3}, Asked: true},
		{Key: Sum{4}, Links: []markdown.Link{{Dest: "a.md"}}}, {Key: Sum{5}, Ruled: []diag.Diagnostic{{Code: "x", Related: []diag.Related{{}}}}}, {Key: Sum{6}, Fragments: []render.Fragment{{ID: "甲"}}}}
	want := append([]*Entry(nil), entries...)
	data, err := Pack(Sum{7}, entries)
	if err != nil {
		t.Fatal(err)
	}
	d := Open(data)
	if d.Whole != (Sum{7}) || d.Len() != len(want) {
		t.Fatalf("%d entries of %x", d.Len(), d.Whole)
	}
	for _, e := range want {
		if diff := cmp.Diff(e, d.Find(e.Key)); diff != "" {
			t.Error(diff)
		}
		if words, ok := d.Words(e.Key); !ok || words != e.Words {
			t.Errorf("words %x %v", words, ok)
		}
	}
	if _, ok := d.Words(Sum{9}); ok || d.Find(Sum{9}) != nil {
		t.Error("finds what was not kept")
	}
	if d := Open(nil); d.Find(Sum{1}) != nil {
		t.Error("nothing has an entry")
	}
}

// What was told comes back as it was, in every field.
func TestTold(t *testing.T) {
	n := 0
	want := &Told{Diags: make([]diag.Diagnostic, 3), Owners: map[string]diag.Owner{"甲": {Issuer: "一", Unit: "二", Category: "三", Column: "四"}, "乙": {}}}
	for i := range want.Diags {
		fill(reflect.ValueOf(&want.Diags[i]).Elem(), &n, nil)
		want.Diags[i].Waived = nil
	}
	want.Diags[1].Waived = &diag.Waiver{}
	fill(reflect.ValueOf(want.Diags[1].Waived).Elem(), &n, nil)
	want.Diags[2] = diag.Diagnostic{}
	data, err := PackTold(want)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, OpenTold(data)); diff != "" {
		t.Error(diff)
	}
	for cut := range data {
		OpenTold(data[:cut])
	}
	if OpenTold(nil) != nil || OpenTold([]byte(toldMagic)) != nil {
		t.Error("nothing was told")
	}
}

// A pack that is cut or changed gives entries or none, and nothing else happens: what is
// given back is held against a hash by package cache.
func TestDamagedPack(t *testing.T) {
	rounds.Alone(t)
	good, err := Pack(Sum{7}, []*Entry{fullEntry(1), fullEntry(500), {Key: Sum{1}}})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewSource(1))
	for i := range 20000 {
		bad := append([]byte(nil), good...)
		if i%2 == 0 {
			bad = bad[:rng.Intn(len(bad))]
		}
		for range rng.Intn(3) {
			if len(bad) > 0 {
				bad[rng.Intn(len(bad))] ^= byte(1 << rng.Intn(8))
			}
		}
		d := Open(bad)
		for _, n := range []int{1, 500} {
			d.Find(fullEntry(n).Key)
		}
		d.Find(Sum{1})
	}
}

// The texts of an entry are those of the pack: they are not copied for each.
func TestTextsAreShared(t *testing.T) {
	ds := make([]diag.Diagnostic, 50)
	for i := range ds {
		ds[i] = diag.Diagnostic{File: "content/a.md", Code: "a-code", Message: "说明", Hint: "提示", Found: "所见"}
	}
	data, err := Pack(Sum{7}, []*Entry{{Key: Sum{1}, Ruled: ds}})
	if err != nil {
		t.Fatal(err)
	}
	d := Open(data)
	if n := testing.AllocsPerRun(10, func() { d.Find(Sum{1}) }); n > 5 {
		t.Errorf("finding an entry of %d findings allocates %v times", len(ds), n)
	}
}
