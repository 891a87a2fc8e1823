package codec

import "testing"

// Facets, states, days and sets of damaged files end soon within the bounds that are asked
// for, or are refused.
func FuzzSmallFiles(f *testing.F) {
	f.Add([]byte(`[["in-force","有效",2,null],["repealed","废止",1,"gA=="]]`), 3)
	f.Add([]byte(`{"category":[]}`), 3)
	f.Add(AppendDays(nil, []int32{19000, 19001, 18000}), 3)
	f.Fuzz(func(t *testing.T, data []byte, docs int) {
		docs = min(max(docs, 0), 1<<17)
		_, _ = DecodeFacets(data)
		if states, err := DecodeStates(data); err == nil {
			for _, s := range states {
				if s.Rest {
					continue
				}
				if ids, err := s.Set(docs); err == nil && len(ids) != s.Count {
					t.Errorf("%d of %d documents", len(ids), s.Count)
				}
			}
		}
		if days, err := DecodeDays(data, docs); err == nil && len(days) != docs {
			t.Errorf("%d of %d days", len(days), docs)
		}
		for _, count := range []int{0, 1, docs / 3, docs} {
			ids, err := DecodeSet(data, docs, count)
			for i, id := range ids {
				if err == nil && (int(id) >= docs || i > 0 && id <= ids[i-1]) {
					t.Fatalf("ids %v of %d", ids, docs)
				}
			}
			if err == nil && len(ids) != count {
				t.Errorf("%d of %d ids", len(ids), count)
			}
		}
	})
}
