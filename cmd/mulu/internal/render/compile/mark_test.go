package compile

import (
	"strings"
	"testing"
)

func TestMark(t *testing.T) {
	const text = "{{/* 说明 <p> */}}\n<ul class=\"{{.Title}}\">\n  {{- range .Items}}\n  字<li>{{else}}<p>没有</p>{{end -}}\n\n<IMG></ul>{{define \"more\"}}<h{{.N}}><h2>{{end}}"
	const want = "{{/* 说明 <p> */}}\n<ul data-m-at=\"a.html:2:1\" class=\"{{.Title}}\">\n  {{- range .Items}}\n  字<li data-m-at=\"a.html:4:4\">{{else}}<p data-m-at=\"a.html:4:16\">没有</p>{{end -}}\n\n<IMG data-m-at=\"a.html:6:1\"></ul>{{define \"more\"}}<h{{.N}}><h2 data-m-at=\"a.html:6:37\">{{end}}"
	got, err := Mark("a.html", text)
	if err != nil || got != want {
		t.Errorf("Mark gives\n%s, %v\nwant\n%s", got, err, want)
	}
	if _, err := Mark("a.html", "{{if}}"); err == nil {
		t.Error("a broken template is no error")
	}
}

func TestPlaceAt(t *testing.T) {
	page := []byte(`<ul data-m-at="a.html:2:1" class="x"><li>one</li><p data-m-at="b.html:12:34"></p></ul>`)
	for _, tt := range []struct {
		tag, file string
		line, col int
	}{
		{"<ul", "a.html", 2, 1}, {"<li", "a.html", 2, 1}, {"<p", "b.html", 12, 34},
	} {
		file, line, col, ok := PlaceAt(page, strings.Index(string(page), tt.tag))
		if !ok || file != tt.file || line != tt.line || col != tt.col {
			t.Errorf("PlaceAt(%s) = %s:%d:%d, %v, want %s:%d:%d", tt.tag, file, line, col, ok, tt.file, tt.line, tt.col)
		}
	}
	if _, _, _, ok := PlaceAt([]byte("<p>"), 0); ok {
		t.Error("a page without marks knows places")
	}
}
