package check

import (
	"testing"

	"mulu/cmd/mulu/internal/diag"
)

// What a finding that stands for many found changes with each of them, but not when the
// same is there again: an exception of a list is not one of who is added to it.
func TestTallyFound(t *testing.T) {
	found := func(texts ...string) string {
		t := tally{rules: map[string]bool{"a": true}}
		for i, s := range texts {
			t.add([]diag.Diagnostic{{Code: "a", Pos: diag.Pos{Line: i + 1, Col: 1}, Found: s}}, "")
		}
		return t.findings()[0].Found
	}
	one := found("甲")
	if one != "甲" || found("甲", "甲") != one {
		t.Errorf("one text is %q, and twice %q", one, found("甲", "甲"))
	}
	seen := map[string]bool{one: true}
	for _, texts := range [][]string{{"甲", "乙"}, {"甲", "乙", "丙"}, {"甲", "丙"}, {"甲", "乙", "乙"}, {"乙", "甲"}} {
		if s := found(texts...); seen[s] {
			t.Errorf("%v is found as %q like others", texts, s)
		} else {
			seen[s] = true
		}
	}
}
