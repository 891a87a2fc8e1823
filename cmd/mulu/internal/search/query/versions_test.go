package query_test

import (
	"fmt"
	"testing"

	"mulu/cmd/mulu/internal/search/query"
)

// The newest version of a text stands before the older ones, also where it lies in
// another segment, in which fewer terms are looked up and so the score is another.
func TestNewestVersionFirst(t *testing.T) {
	body := "各级人民政府组织有关部门划定湿地保护范围，按照规定予以公布。"
	var docs []doc
	for i := range 12 {
		d := doc{title: fmt.Sprintf("关于第%d次会议的通知", i), issuer: "局", day: int32(15000 + i), body: "会议内容。"}
		if i == 0 || i == 4 || i == 11 {
			d.title, d.body = "湿地保护条例", body
		}
		docs = append(docs, d)
	}
	ix := open(t, publish(t, docs, shape{new: 2, mid: 4, files: 2}))
	for _, q := range []string{"湿地保护条例", "部门划定湿地保护范围按照规定", "划定湿地保护范围", "划定 保护范围"} {
		got, err := ix.Search(t.Context(), query.Request{Q: q})
		if err != nil {
			t.Fatal(err)
		}
		var days []string
		for _, r := range got.Results {
			days = append(days, r.Published)
		}
		if want := []string{date(15011), date(15004), date(15000)}; fmt.Sprint(days) != fmt.Sprint(want) {
			t.Errorf("Search(%q) gives the versions of %v, want %v", q, days, want)
		}
	}
}
