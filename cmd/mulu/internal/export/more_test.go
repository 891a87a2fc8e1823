package export

import (
	"bytes"
	"slices"
	"testing"

	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sitetest"
)

// exported are all files of the exports by address.
func exported(t *testing.T, n int) map[string][]byte {
	t.Helper()
	fs := sitetest.Docs(n)
	c, _ := fs.Catalogue(t)
	p, _ := plan.New(c, nil)
	e := New(p, fs)
	files := map[string][]byte{}
	for at := range p.Fixed() {
		if at.Kind != plan.Export {
			continue
		}
		data, err := e.List(nil, at)
		if err != nil {
			t.Fatal(err)
		}
		files[at.Path] = data
	}
	return files
}

// One document more changes the newest of its category and of its issuer, and no file of its
// year besides:
// closed parts and full hundreds stay the same to the byte.
func TestOneMore(t *testing.T) {
	before, after := exported(t, 2_150), exported(t, 2_151)
	if len(after) != len(before) || len(after) < 4*8 {
		t.Fatalf("%d files, then %d", len(before), len(after))
	}
	var changed []string
	for at, data := range after {
		if !bytes.Equal(data, before[at]) {
			changed = append(changed, at)
		}
	}
	slices.Sort(changed)
	want := []string{}
	for _, part := range []string{"data/category/wj/3-new", "data/issuer/113701000041890072/3-new"} {
		for _, ext := range []string{".csv", ".json", ".jsonl", ".xlsx"} {
			want = append(want, part+ext)
		}
	}
	if !slices.Equal(changed, want) {
		t.Errorf("changed are %q, want %q", changed, want)
	}
}
