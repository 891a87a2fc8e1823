package policy

import (
	"bytes"
	"errors"
	"testing"
)

// Any file of waivers ends in waivers or in problems with places in it.
func FuzzReadWaivers(f *testing.F) {
	f.Add([]byte("[[waiver]]\ncode = \"link-broken\"\nfile = \"content/a.md\"\nuntil = 2027-01-01\nreason = \"甲\"\n"))
	f.Add([]byte("waiver = [{code = 1}]\n"))
	f.Add([]byte("[waiver]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		w, ds := ReadWaivers("w.toml", data)
		if w == nil {
			t.Fatal("no waivers")
		}
		lines := bytes.Count(data, []byte("\n")) + bytes.Count(data, []byte("\r")) + 1 // each ends a line
		for _, d := range ds {
			if d.File != "w.toml" || d.Pos.Line > lines || d.Message == "" {
				t.Errorf("%q: %+v", data, d)
			}
		}
	})
}

// Any baseline is one, with counts that can be, or is refused.
func FuzzBaseline(f *testing.F) {
	f.Add([]byte(`{"muluBaseline": 1, "entries": [{"path":"a","code":"b","severity":"error","mark":"0123","count":1}]}`))
	f.Add([]byte(`{"muluBaseline": 2}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := parseBaseline(data)
		if err != nil {
			return
		}
		for _, e := range b.Entries {
			if e.Count < 1 || e.Path == "" || e.Code == "" {
				t.Errorf("%q: %+v", data, e)
			}
		}
		if b == nil && !errors.Is(err, ErrNotBaseline) {
			t.Errorf("%q: nothing, and no error", data)
		}
	})
}
