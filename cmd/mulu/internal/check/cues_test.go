package check

import (
	"slices"
	"testing"
)

func TestCues(t *testing.T) {
	line := func(*Line) {}
	a := &Rule{Cues: []string{"甲", "乙丙"}, Line: line, In: InBody}
	b := &Rule{Cues: []string{"丙丁"}, Body: func(*Body) {}}
	c := &Rule{Words: func(*Site) []string { return []string{"甲"} }, Line: line, In: InFile}
	d := &Rule{Line: line, In: InBody}
	set := newCues(nil, []*Rule{a, b, c, d})
	for text, want := range map[string][]*Rule{"": nil, "乙": nil, "乙丙丁": {a, b}, "x甲": {a, c}, "丙丁": {b}} {
		var got []*Rule
		_, f := set.look(text, new(found))
		set.each(f.called, func(r *Rule, _ uint64) { got = append(got, r) })
		if !slices.Equal(got, want) {
			t.Errorf("%q calls %d rules, want %d", text, len(got), len(want))
		}
		set.each(f.called&set.in[InBody], func(r *Rule, _ uint64) {
			if r != a {
				t.Errorf("%q calls %v for a line of a body", text, r)
			}
		})
	}
}
