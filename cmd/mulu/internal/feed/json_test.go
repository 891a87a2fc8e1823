package feed_test

import (
	"encoding/json"
	"testing"

	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sitetest"
)

// A feed is written as encoding/json writes what it holds, members in this order.
func TestJSONIsPretty(t *testing.T) {
	type author struct {
		Name string `json:"name"`
	}
	type feed struct {
		Version     string   `json:"version"`
		Title       string   `json:"title"`
		Home        string   `json:"home_page_url"`
		URL         string   `json:"feed_url"`
		Authors     []author `json:"authors"`
		Language    string   `json:"language"`
		Description string   `json:"description,omitempty"`
		Items       []struct {
			ID        string   `json:"id"`
			URL       string   `json:"url"`
			Title     string   `json:"title"`
			Text      string   `json:"content_text"`
			Published string   `json:"date_published"`
			Modified  string   `json:"date_modified"`
			Authors   []author `json:"authors,omitempty"`
			Tags      []string `json:"tags,omitempty"`
			Mulu      struct {
				About string   `json:"about"`
				Event string   `json:"event"`
				On    string   `json:"on"`
				Index string   `json:"index"`
				By    []string `json:"by,omitempty"`
			} `json:"_mulu"`
		} `json:"items"`
	}
	odd := eventful()
	odd["content/8.md"] = sitetest.Doc(8, `summary = "甲\t乙\u007F丙\u2028<丁>&\\\"\r\n戊😀"`, "")
	for _, files := range []sitetest.Files{odd, {}} {
		p := load(t, files)
		f := feeds(t, p)
		for e := range p.Fixed() {
			if e.Kind != plan.JSONFeed {
				continue
			}
			got := f.JSON([]byte("x"), e)[1:]
			var held feed
			if err := json.Unmarshal(got, &held); err != nil {
				t.Fatal(e.Path, err)
			}
			want, err := json.MarshalIndent(held, "", " ")
			if err != nil || string(got) != string(want)+"\n" {
				t.Errorf("%s: %v\n%s\nwant\n%s", e.Path, err, got, want)
			}
		}
	}
}
