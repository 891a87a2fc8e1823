package export

import (
	"encoding/json"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sitetest"
)

func TestShard(t *testing.T) {
	fs := sitetest.Docs(3)
	fs["content/4.md"] = strings.Replace(sitetest.Doc(4, "doc_number = \"栖交发〔2025〕1号\"", ""), "文件4", "<script>\\\"\\\\ & \\u2028", 1)
	fs["content/5.md"] = strings.Replace(sitetest.Doc(5, `summary = "不可外传"`, ""), "主动公开", "不予公开", 1)
	c, _ := fs.Catalogue(t)
	p, _ := plan.New(c, nil)
	data := Shard(nil, p, &p.Periods[0])
	var got struct {
		Version   int
		Documents []struct {
			URL, Title, Index, Number, Written, Published string
		}
	}
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	d := got.Documents[0]
	if len(got.Documents) != 4 || d.Title != "<script>\"\\ & \u2028" || d.Number != "栖交发〔2025〕1号" || d.URL != plan.DocumentPath(d.Index) || d.Written != "2025-01-04" || d.Published != "2025-01-04" {
		t.Errorf("shard is %+v", got)
	}
	if s := string(data); strings.Contains(s, "<script") || strings.Contains(s, "不可外传") {
		t.Errorf("shard holds markup or what is not public: %s", s)
	}
	ix, err := Index(nil, p)
	if err != nil || string(ix) != `{"version":1,"count":4,"shards":[{"url":"data/2025-1.json","count":4,"from":"2025-01-01","to":"2025-01-04"}]}` {
		t.Errorf("index is %s, %v", ix, err)
	}
}

// quote must be JSON for any text, also one that is no UTF-8.
func FuzzQuote(f *testing.F) {
	for _, s := range []string{"", "甲\"\\\n\x00\x7f", "\xff\xfe", "\u2028😀"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var got string
		if err := json.Unmarshal(quote(nil, s), &got); err != nil || got != strings.ToValidUTF8(s, "\uFFFD") && strings.ToValidUTF8(s, "") == s {
			t.Errorf("quote(%q) = %s, read back %q, %v", s, quote(nil, s), got, err)
		}
	})
}
