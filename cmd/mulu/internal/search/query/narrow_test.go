package query_test

import (
	"fmt"
	"testing"

	"mulu/cmd/mulu/internal/search/query"
)

// usualDocs are those of a site that keeps 环境, 境局, 局关 and 关于 by ranges, of which half of
// the documents have 境局 and 局关 not: 14 that have the others, and 于建 in a short title, 14
// that have all but 于建, and one that has 环境局关于建筑, whose title is long.
func usualDocs() (docs []doc) {
	add := func(n int, day int32, title, body string) {
		for i := range n {
			docs = append(docs, doc{title: fmt.Sprintf(title, i), issuer: "局", category: "wj", day: day + int32(i), body: body})
		}
	}
	add(14, 15000, "于建%02d", "环境优美。关于此事。")
	add(14, 15100, "第%02d期简报", "环境局关于环境。")
	add(20, 15200, "第%02d号信息", "环境优美。关于此事。")
	return append(docs, doc{title: "二〇一一年度第一次专题会议纪要摘编及其说明", issuer: "局", category: "wj", day: 14000, body: "据环境局关于建筑的意见。"})
}

// usualShape has three ranges.
var usualShape = shape{ranges: 17, cut: 15, files: 2}

// A phrase of one rare term and usual ones that are kept by ranges is found also where many
// documents with the rare one come before: candidates are narrowed down by the others, too.
func TestPhraseOfUsualTerms(t *testing.T) {
	ix := open(t, publish(t, usualDocs(), usualShape))
	for _, q := range []string{"环境局关于建", "境局关于建", "据环境局关于建筑"} {
		got, err := ix.Search(t.Context(), query.Request{Q: q, Limit: 3, Quick: true})
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Results) != 1 || got.Results[0].Published != date(14000) || len(got.Notes) > 0 || got.Fetched.Pages > 6 {
			t.Errorf("Search(%q) reads %d pages and gives %d results, %v; want the one of %s: %+v", q, got.Fetched.Pages, len(got.Results), got.Notes, date(14000), got.Results)
		}
	}
}
