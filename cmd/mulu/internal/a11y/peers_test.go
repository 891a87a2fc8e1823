package a11y

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// testdata/peers.json has broken and sound pages with what this package and axe-core
// find; a test in the browser keeps axe-core's side true.
func TestPeers(t *testing.T) {
	text, err := os.ReadFile("testdata/peers.json")
	if err != nil {
		t.Fatal(err)
	}
	var peers struct {
		Page  string
		Cases []struct {
			Old, New  string
			Mulu, Axe []string
		}
	}
	if err := json.Unmarshal(text, &peers); err != nil {
		t.Fatal(err)
	}
	offended := map[string]bool{}
	for _, c := range peers.Cases {
		if strings.Count(peers.Page, c.Old) == 0 {
			t.Fatalf("no %s", c.Old)
		}
		got := strings.Fields(codes(strings.Replace(peers.Page, c.Old, c.New, 1)))
		if !slices.Equal(got, c.Mulu) {
			t.Errorf("%s: %q, want %q", c.New, got, c.Mulu)
		}
		if len(c.Axe) > 0 && len(got) == 0 {
			t.Errorf("%s: finds nothing, axe-core %q", c.New, c.Axe)
		}
		for _, code := range got {
			offended[code] = true
		}
	}
	for _, r := range Rules() {
		if !offended[r.Code] {
			t.Errorf("no page offends %s", r.Code)
		}
	}
}
