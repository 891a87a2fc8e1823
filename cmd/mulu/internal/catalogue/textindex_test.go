package catalogue

import (
	"fmt"
	"slices"
	"testing"
)

// An index gives the places that bear a text, in their order, and of others only such as
// have its hash by chance.
func TestTextIndex(t *testing.T) {
	const n = 5000
	var x textIndex
	for i := range 3 * n {
		x.add(fmt.Sprint("沂政办发〔2023〕", i%n, "号"), i)
	}
	x.sort()
	for i := range n {
		var got []int32
		for _, e := range x.look(fmt.Sprint("沂政办发〔2023〕", i, "号")) {
			if p := placeIn(e); int(p)%n == i {
				got = append(got, p)
			}
		}
		if want := []int32{int32(i), int32(i + n), int32(i + 2*n)}; !slices.Equal(got, want) {
			t.Fatalf("%d is at %v, want %v", i, got, want)
		}
	}
	if got := x.look("没有"); len(got) > 1 {
		t.Errorf("what nothing bears is at %v", got)
	}
	if got := textIndex(nil).look("没有"); len(got) > 0 {
		t.Errorf("nothing has %v", got)
	}
}
