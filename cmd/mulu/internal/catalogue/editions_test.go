package catalogue

import (
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/official"
)

// Who replaces a document of the same name, or says so, is its next edition.
func TestEditions(t *testing.T) {
	titled := func(n int, title, header string) string { return replaceTitle(doc(n, header), title) }
	for _, tt := range []struct {
		name             string
		old, new, header string
		together         bool
	}{
		{"the same name", "停车管理办法", "停车管理办法", `replaces = ["` + index(1) + `"]`, true},
		{"no longer on trial", "停车管理办法（试行）", "停车管理办法", `replaces = ["` + index(1) + `"]`, true},
		{"two words more", "停车管理办法（试行）（2020年修订）", "停车管理办法(2024年版)", `replaces = ["` + index(1) + `"]`, true},
		{"issued with a notice", "关于印发《停车管理办法（试行）》的通知", "市局关于公布《停车管理办法》的公告", `replaces = ["` + index(1) + `"]`, true},
		{"other brackets", "停车管理办法（市区）", "停车管理办法", `replaces = ["` + index(1) + `"]`, false},
		{"another year's plan", "2025年工作要点", "2026年工作要点", `replaces = ["` + index(1) + `"]`, false},
		{"another name", "停车管理办法", "停车管理条例", `replaces = ["` + index(1) + `"]`, false},
		{"another name, but told", "停车管理办法", "停车管理条例", `replaces = [{target = "` + index(1) + `", compare = true}]`, true},
		{"told not to", "停车管理办法", "停车管理办法", `replaces = [{target = "` + index(1) + `", compare = false}]`, false},
		{"another relation", "停车管理办法", "停车管理办法", `repeals = ["` + index(1) + `"]`, false},
	} {
		s := testSite{today: official.DateOf(2026, 7, 1), files: map[string]string{
			"content/a.md": titled(1, tt.old, ""), "content/b.md": titled(2, tt.new, tt.header)}}
		c, ds := s.build(t)
		a, _ := c.Find(index(1))
		b, _ := c.Find(index(2))
		if a.Document == nil || b.Document == nil {
			t.Fatalf("%s: %v", tt.name, ds)
		}
		for _, d := range []*Document{a.Document, b.Document} {
			es := d.Editions()
			if got := len(es) == 2; got != tt.together {
				t.Errorf("%s: editions of %s: %d", tt.name, d.Title, len(es))
			} else if got && (es[0].Document != a.Document || len(es[0].Before) != 0 || len(es[1].Before) != 1 || es[1].Before[0] != a.Document) {
				t.Errorf("%s: editions of %s: %v", tt.name, d.Title, es)
			}
		}
	}
}

// A text that an act amends and that is published anew as amended was not repealed.
func TestRestated(t *testing.T) {
	acting := func(n int, title, effective, header string) string {
		return replaceTitle(doc(n, "effective = "+effective+"\n"+header), title)
	}
	for _, tt := range []struct {
		name, restated, effective string
		want                      official.Validity
	}{
		{"on that day", "停车管理办法（2026年修正）", "2026-06-01", official.Amended},
		{"on another day", "停车管理办法（2026年修正）", "2026-06-02", official.Repealed},
		{"by another work", "停车管理条例", "2026-06-01", official.Repealed},
	} {
		s := testSite{today: official.DateOf(2026, 7, 1), files: map[string]string{
			"content/a.md": replaceTitle(doc(1, `class = "其他文件"`), "停车管理办法"),
			"content/b.md": acting(2, "关于修改《停车管理办法》的决定", "2026-06-01", `amends = ["`+index(1)+`"]`),
			"content/c.md": acting(3, tt.restated, tt.effective, `replaces = ["`+index(1)+`"]`)}}
		c, ds := s.build(t)
		got, _ := c.Find(index(1))
		if got.Document == nil {
			t.Fatalf("%s: %v", tt.name, ds)
		}
		if v := got.Document.Validity; v.State != tt.want {
			t.Errorf("%s: is %s, want %s", tt.name, v.State, tt.want)
		}
		for _, iv := range c.Intervals(got.Document) {
			if iv.State == official.Repealed && tt.want == official.Amended {
				t.Errorf("%s: repealed from %s", tt.name, iv.From)
			}
		}
	}
}

func TestWishIsAFlag(t *testing.T) {
	s := testSite{today: official.DateOf(2026, 7, 1), files: map[string]string{
		"content/a.md": doc(1, ""), "content/b.md": doc(2, `replaces = [{target = "`+index(1)+`", compare = "是"}]`)}}
	_, ds := s.build(t)
	if len(ds) == 0 || !strings.Contains(ds[0].Message, "对照") {
		t.Errorf("reports %v", ds)
	}
}
