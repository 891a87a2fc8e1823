package links

import (
	"strings"
	"testing"
)

func TestReadReport(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		len        int
		dead       map[string]string
	}{
		{"lychee", `{"total":3,"errors":1,"success_map":{"a.md":[{"url":"https://b.example/ok","status":{"text":"OK (cached)","code":200}}]},
			"error_map":{"public/a.html":[{"url":"https://A.example","status":{"text":"Rejected status code: 404 Not Found","code":404},"span":{"line":1}},
			{"url":"file:///tmp/x.html","status":{"text":"Cannot find file"}}]},"timeout_map":{"x":[{"url":"https://c.example/slow","status":{"text":"Timeout"}}]}}`, 3,
			map[string]string{"https://a.example/#top": "Rejected status code: 404 Not Found", "https://c.example/slow": "Timeout", "https://b.example/ok": ""}},
		{"old lychee", `{"total":1,"fail_map":{"a":[{"url":"https://a.example/x","status":"Failed: Network error"}]}}`, 1,
			map[string]string{"https://a.example/x": "Failed: Network error"}},
		{"number beside words", `{"error_map":{"a":[{"url":"https://a.example/x","status":{"text":"Not Found","code":404}}]}}`, 1,
			map[string]string{"https://a.example/x": "404 Not Found"}},
		{"all alive, not verbose", `{"detailed_stats":true,"total":3,"successful":3,"errors":0,"success_map":{},"error_map":{}}`, 0, nil},
		{"CSV", "\ufeffurl,status,message\nhttps://a.example/x,404,\"Not Found, gone\"\nhttps://b.example,200\nhttps://c.example,timeout\nhttps://d.example,301\n", 4,
			map[string]string{"https://a.example/x": "404 Not Found, gone", "https://b.example/": "", "https://c.example": "timeout", "https://d.example": ""}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, err := ReadReport("r", strings.NewReader(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			if r.Len() != tt.len {
				t.Errorf("%d addresses, want %d", r.Len(), tt.len)
			}
			for url, status := range tt.dead {
				got := r.Find(url)
				if got == nil || got.Dead != (status != "") || got.Dead && got.Status != status {
					t.Errorf("Find(%s) = %+v, want status %q", url, got, status)
				}
			}
			if n := r.Missed(); n != 0 {
				t.Errorf("%d missed", n)
			}
			if n, first := r.Unused(); n != 0 {
				t.Errorf("%d dead addresses unused, as %s", n, first)
			}
		})
	}
}

func TestReadReportRefuses(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"", "没有任何网址"},
		{"{}", "不是 lychee 的结果"},
		{`{"total":0,"error_map":{}}`, "没有任何网址"},
		{`{"error_map":[1]}`, "cannot unmarshal"},
		{"https://a.example", "第 1 行"},
		{"https://a.example,200\n/local,404", "第 2 行"},
		{"https://a.example,200\nhttps://b\".example,200", "第 2 行的引号"},
		{"[[[[", "第 1 行"},
		{strings.Repeat("x", MaxReport+1), "超过 64 MB"},
	} {
		_, err := ReadReport("r.csv", strings.NewReader(tt.text))
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "r.csv") {
			t.Errorf("ReadReport(%.40q): %v, want %s", tt.text, err, tt.want)
		}
	}
}
