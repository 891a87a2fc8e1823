package catalogue

import (
	"crypto/sha256"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
)

// filler gives every field of a value another value than all others have, so that one that is
// left out, or taken for another, is seen.
type filler struct {
	t   *testing.T
	n   int
	cfg *config.Config
}

func (f *filler) fill(v reflect.Value) {
	f.n++
	switch at := v.Addr().UnsafePointer(); v.Interface().(type) {
	case official.Date:
		*(*official.Date)(at) = official.DateOf(1900+f.n%200, 1+f.n%12, 1+f.n%28)
		return
	case *config.Issuer:
		*(**config.Issuer)(at) = &f.cfg.Issuers[f.n%len(f.cfg.Issuers)]
		return
	case *config.Category:
		*(**config.Category)(at) = &f.cfg.Categories[f.n%len(f.cfg.Categories)]
		return
	case *Class:
		*(**Class)(at) = &Classes[f.n%len(Classes)]
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(strings.Repeat("字", f.n%5+1) + string(rune('a'+f.n%26)))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Uint8:
		v.SetUint(uint64(f.n%200 + 1))
	case reflect.Int32:
		v.SetInt(int64(f.n * 100_000))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), f.n%3+1, f.n%3+1))
		for i := range v.Len() {
			f.fill(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Field(i)
			f.fill(reflect.NewAt(field.Type(), field.Addr().UnsafePointer()).Elem()) // also of fields that are not exported
		}
	default:
		f.t.Fatalf("a field of kind %v", v.Kind())
	}
}

func keptConfig() *config.Config {
	c := new(config.Config)
	for _, name := range []string{"甲局", "乙局", "丙局"} {
		c.Issuers = append(c.Issuers, config.Issuer{Name: name})
		c.Categories = append(c.Categories, config.Category{Path: name, Name: name})
	}
	return c
}

// keptList has items in which every field says something, and such in which none does.
func keptList(t *testing.T, c *config.Config) (list []Kept) {
	f := filler{t: t, cfg: c}
	for i := range 40 {
		k := Kept{Path: strings.Repeat("路", i) + ".md", Text: sha256.Sum256([]byte{byte(i)}), Header: sha256.Sum256([]byte{byte(i), 1})}
		switch i % 4 {
		case 0:
			k.Page = new(Page)
			f.fill(reflect.ValueOf(k.Page).Elem())
			k.Page.Path = k.Path
		case 1:
			k.Record = &Record{Path: k.Path, Filing: new(Filing), Words: new(Words)}
		default:
			k.Record = new(Record)
			f.fill(reflect.ValueOf(k.Record).Elem())
			k.Record.Path = k.Path
			if i%4 == 3 { // as thousands have it
				k.Record.Filing, k.Record.Words = list[i-1].Record.Filing, list[i-1].Record.Words
				k.Record.More.Aliases, k.Record.More.Forms = []string{}, nil
			}
		}
		list = append(list, k)
	}
	return list
}

var everything = cmp.Exporter(func(reflect.Type) bool { return true })

func TestPack(t *testing.T) {
	c := keptConfig()
	r := NewReader(c)
	list := keptList(t, c)
	data, ok := r.Pack(list)
	if !ok {
		t.Fatal("not packed")
	}
	got, ok := r.Unpack(string(data))
	if !ok {
		t.Fatal("not read")
	}
	if diff := cmp.Diff(list, got, everything); diff != "" {
		t.Error(diff)
	}
	if got[2].Record.Filing != got[3].Record.Filing || got[2].Record.Words != got[3].Record.Words {
		t.Error("what records shared they do not share")
	}
	if got[2].Record.Issuers[0] != list[2].Record.Issuers[0] || got[2].Record.Class != list[2].Record.Class {
		t.Error("not the settings' own values")
	}
	foreign := Kept{Item: Item{Record: &Record{Filing: &Filing{Issuers: []*config.Issuer{{Name: "甲局"}}}, Words: new(Words)}}}
	if _, ok := r.Pack([]Kept{foreign}); ok {
		t.Error("packed an issuer that is not of these settings")
	}
}

// A pack that was cut or changed is refused, or has other values: nothing else happens.
func TestUnpackDamaged(t *testing.T) {
	c := keptConfig()
	r := NewReader(c)
	data, _ := r.Pack(keptList(t, c)[:8])
	for n := range data {
		if _, ok := r.Unpack(string(data[:n])); ok {
			t.Errorf("read %d of %d bytes", n, len(data))
		}
		for _, flip := range []byte{1, 0x40, 0x80, 0xff} {
			bad := append([]byte(nil), data...)
			bad[n] ^= flip
			r.Unpack(string(bad))
		}
	}
	if _, ok := r.Unpack(string(data) + "x"); ok {
		t.Error("read what has more at its end")
	}
}

// What is not public is kept nowhere.
func TestKeepable(t *testing.T) {
	public := Record{Disclosure: official.DisclosurePublic}
	with := func(change func(r *Record)) Item { r := public; change(&r); return Item{Record: &r} }
	for name, tt := range map[string]struct {
		item Item
		want bool
	}{
		"public":     {Item{Record: &public}, true},
		"more":       {with(func(r *Record) { r.More = new(More) }), true},
		"page":       {Item{Page: new(Page)}, true},
		"draft page": {Item{Page: &Page{Draft: true}}, false},
		"draft":      {with(func(r *Record) { r.Draft = true }), false},
		"unstated":   {with(func(r *Record) { r.Disclosure = official.DisclosureUnstated }), false},
		"on request": {with(func(r *Record) { r.Disclosure = official.DisclosureOnRequest }), false},
		"withdrawn":  {with(func(r *Record) { r.More = &More{Withdrawn: new(Withdrawal)} }), false},
		"broken":     {Item{Broken: "a.md"}, false},
	} {
		if got := tt.item.Keepable(); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
