package catalogue

import (
	"fmt"
	"testing"
)

// Records and strings of one slab keep apart, in whatever number they come, none moves when
// there are more, and those of a file read alone, as in a preview, keep little beside them.
func TestSlab(t *testing.T) {
	var free slabs
	s := free.take()
	var records []*Record
	for i := range 1000 {
		title, index := fmt.Sprint("标题", i), fmt.Sprintf("%0*d", 1+i*7%900, i)
		k := keeper{}
		rec := Record{Title: title, Index: index}
		k.hold(&rec.Title)
		k.hold(&rec.Index)
		k.settle(s)
		kept := s.record()
		*kept = rec
		records = append(records, kept)
	}
	for i, r := range records {
		if want := fmt.Sprint("标题", i); r.Title != want || r.Index != fmt.Sprintf("%0*d", 1+i*7%900, i) {
			t.Fatalf("record %d: %q %q", i, r.Title, r.Index)
		}
	}
	if n := s.text.Cap(); n > textSlab {
		t.Errorf("one piece of text grew to %d bytes", n)
	}
	free.give(s)
	if free.take() != s {
		t.Error("a slab that was given back is not used again")
	}
	one := free.take()
	one.record()
	if text := one.room(100); len(one.records) > 0 || text.Cap() > 1000 {
		t.Errorf("the first file has %d records and %d bytes beside it", len(one.records), text.Cap())
	}
}
