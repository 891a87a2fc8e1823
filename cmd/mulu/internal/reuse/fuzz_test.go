package reuse

import (
	"crypto/sha256"
	"testing"

	"mulu/cmd/mulu/internal/diag"
)

// A pack that was damaged, or that somebody made, ends soon in entries or in none.
func FuzzOpen(f *testing.F) {
	good, err := Pack(Sum{7}, []*Entry{fullEntry(1), {Key: Sum{1}, Faulty: true}, fullEntry(50)})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add([]byte(magic))
	told, err := PackTold(&Told{Diags: []diag.Diagnostic{{File: "a", Waived: &diag.Waiver{}}}, Owners: map[string]diag.Owner{"a": {}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(told)
	f.Fuzz(func(t *testing.T, data []byte) {
		keys := []Sum{{1}, sha256.Sum256([]byte("1")), sha256.Sum256([]byte("50")), {}}
		d := Open(data)
		if d.Len() > len(data) {
			t.Fatalf("%d entries in %d bytes", d.Len(), len(data))
		}
		for i := range min(d.Len(), 8) {
			keys = append(keys, Sum(d.records[i*record:]))
		}
		for _, key := range keys {
			if e := d.Find(key); e != nil && (e.Key != key || len(e.Links) > len(data) || len(e.Made) > len(data)) {
				t.Errorf("the entry of %x is %+v", key, e)
			}
			d.Words(key)
		}
		if told := OpenTold(data); told != nil && len(told.Diags) > len(data) {
			t.Errorf("%d findings in %d bytes", len(told.Diags), len(data))
		}
	})
}
