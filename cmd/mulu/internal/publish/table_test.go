package publish

import (
	"fmt"
	"strings"
	"testing"
)

// Eight bytes at a time mean what they mean one by one: each byte at each place.
func TestLowerWord(t *testing.T) {
	for c := range 256 {
		for place := range 8 {
			name := strings.Repeat("Zaé", 2)[:place] + string([]byte{byte(c)}) + "@[`{ZA"
			want := []byte(name)
			for i, b := range want {
				if 'A' <= b && b <= 'Z' {
					want[i] = b + 'a' - 'A'
				}
			}
			if hash(name) != hash(want) || !sameName(want, name) {
				t.Fatalf("%q is not %q", name, want)
			}
			if other := name[:place] + string([]byte{byte(c) ^ 0x40}) + name[place+1:]; !strings.EqualFold(other, name) && sameName(want, other) {
				t.Fatalf("%q is %q", other, name)
			}
		}
	}
}

func TestTableOfMany(t *testing.T) {
	tab := newTable()
	for i := range 5000 {
		tab.add(fmt.Sprintf("Doc/%d/Page-é-%d.html", i%7, i), int64(i), sum{byte(i)})
	}
	for i := range 5000 {
		name := fmt.Sprintf("doc/%d/pAGE-é-%d.HTML", i%7, i)
		if r := tab.find(name); r == nil || r.size != int64(i) {
			t.Fatalf("%s: %v", name, r)
		}
	}
	if r := tab.find("doc/1/page-É-1.html"); r != nil { // no ASCII letter
		t.Error(tab.path(r))
	}
}
