package query_test

import (
	"fmt"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/search/query"
)

// Long documents that have the terms of a phrase in different places are read after short
// ones, though they are newer; where titles have the terms or the index is sure they keep
// their place.
func TestLongDocumentsAreReadLater(t *testing.T) {
	var docs []doc
	for i := range 60 {
		d := doc{title: fmt.Sprintf("第%02d期简报", i), issuer: "局", day: int32(15000 + i), body: "要闻。"}
		switch {
		case i >= 50:
			d.body = strings.Repeat("山塘养殖。塘水清澈。水库蓄水。库除外。除险工作。", 60)
		case i < 3:
			d.body = "山塘水库除险。"
		}
		docs = append(docs, d)
	}
	ix := open(t, publish(t, docs, shape{files: 2}))
	for _, tt := range []struct {
		q     string
		first int32 // day
	}{{"山塘水库除险", 15002}, {"期简报 除险", 15002}, {"山塘", 15059}, {"期简报", 15059}} {
		got, err := ix.Search(t.Context(), query.Request{Q: tt.q, Limit: 3, Quick: true})
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Results) != 3 || got.Results[0].Published != date(tt.first) || got.Fetched.Pages != 3 {
			t.Errorf("Search(%q) reads %d pages and gives %d results, want 3 and 3, from %s on: %+v", tt.q, got.Fetched.Pages, len(got.Results), date(tt.first), got.Results)
		}
	}
}
