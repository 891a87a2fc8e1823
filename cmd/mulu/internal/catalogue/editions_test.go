package catalogue

import (
	"fmt"
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

// On any day one goes by one wording of a work, and by it alone: that of an edition whose
// text was published anew as amended is over on the day on which the new one is there.
func TestOneWording(t *testing.T) {
	published := func(s, day string) string { return strings.Replace(s, "published = 2025-03-05", "published = "+day, 1) }
	edition := func(n int, day, header string) string {
		return replaceTitle(published(doc(n, "class = \"其他文件\"\n"+header), day), "停车管理办法（"+day[:4]+"年修正）")
	}
	act := func(n int, day, header string) string {
		return replaceTitle(published(doc(n, "class = \"其他文件\"\n"+header), day), "关于修改《停车管理办法》的决定")
	}
	target := func(n int) string { return "[\"" + index(n) + "\"]" }
	first := edition(1, "2016-01-01", "")
	amending := act(8, "2018-04-20", "effective = 2018-05-01\namends = "+target(1))
	for _, tt := range []struct {
		name  string
		files []string
		want  string // on some days: the editions to go by; then of each the days when it was so
	}{
		{"replaced", []string{first, edition(2, "2018-04-20", "effective = 2018-05-01\nreplaces = "+target(1))},
			"2016-01-01:1 2018-04-30:1 2018-05-01:2; 1 from 2016-01-01 to 2018-04-30"},
		{"amended and published anew", []string{first, amending, edition(2, "2018-04-20", "effective = 2018-05-01\nreplaces = "+target(1))},
			"2015-12-31: 2016-01-01:1 2018-04-20:1 2018-04-30:1 2018-05-01:2; 1 from 2016-01-01 to 2018-04-30"},
		{"published anew later than in force", []string{first, amending, edition(2, "2018-06-15", "effective = 2018-05-01\nreplaces = "+target(1))},
			"2018-04-30:1 2018-05-01:2 2018-06-15:2; 1 from 2016-01-01 to 2018-04-30"},
		{"no day but its publication, after the act's", []string{first, amending, edition(2, "2018-06-15", "replaces = [{target = \""+index(1)+"\", on = 2018-05-01}]")},
			"2018-05-01:1 2018-06-14:1 2018-06-15:2; 1 from 2016-01-01 to 2018-06-14"},
		{"replaced on the day on which it took effect", []string{first, edition(2, "2018-04-20", "effective = 2018-05-01\nreplaces = "+target(1)), edition(3, "2018-04-25", "effective = 2018-05-01\nreplaces = "+target(2))},
			"2018-04-30:1 2018-05-01:3; 1 from 2016-01-01 to 2018-04-30"},
		{"amended twice on a day", []string{first, amending, edition(2, "2018-04-20", "effective = 2018-05-01\nreplaces = "+target(1)), act(9, "2018-04-21", "effective = 2018-05-01\namends = "+target(2)),
			edition(3, "2018-04-21", "effective = 2018-05-01\nreplaces = "+target(2))}, "2018-04-30:1 2018-05-01:3; 1 from 2016-01-01 to 2018-04-30"},
		{"the work is repealed", []string{first, amending, edition(2, "2018-04-20", "effective = 2018-05-01\nreplaces = "+target(1)), act(9, "2020-01-01", "repeals = "+target(2))},
			"2018-05-01:2 2019-12-31:2 2020-01-01:; 1 from 2016-01-01 to 2018-04-30 2 from 2018-05-01 to 2019-12-31"},
		{"the text expires at the end of a day", []string{edition(1, "2016-01-01", "effective = 2016-02-01\nexpires = 2020-12-31")},
			"2016-01-31: 2016-02-01:1 2020-12-31:1 2021-01-01:; 1 from 2016-02-01 to 2020-12-31"},
		{"expired, then repealed", []string{edition(1, "2016-01-01", "expires = 2020-12-31\nrepealed = 2022-01-01")}, "2020-12-31:1 2021-06-01:; 1 from 2016-01-01 to 2020-12-31"},
		{"repealed before it took effect", []string{edition(1, "2016-01-01", "effective = 2016-02-01\nrepealed = 2016-01-15")}, "2016-01-10: 2016-02-01:;"},
		{"not over", []string{edition(1, "2016-01-01", "effective = 2026-12-01")}, "2026-11-30: 2026-12-01:1;"},
	} {
		files := map[string]string{}
		for i, f := range tt.files {
			files[fmt.Sprintf("content/%d.md", i)] = f
		}
		c, ds := testSite{today: official.DateOf(2026, 11, 22), files: files}.build(t)
		var got []string
		days, _, _ := strings.Cut(tt.want, ";")
		for _, day := range strings.Fields(days) {
			day, _, _ = strings.Cut(day, ":")
			got = append(got, day+":"+wordings(t, c, day))
		}
		said := strings.Join(got, " ") + ";"
		for n := 1; n < 8; n++ {
			if l, _ := c.Find(index(n)); l.Document != nil {
				if from, to, ok := c.Span(l.Document); ok {
					said += fmt.Sprintf(" %d from %s to %s", n, from, to)
				}
			}
		}
		if said != tt.want {
			t.Errorf("%s: %s\nwant %s %v", tt.name, said, tt.want, ds)
		}
	}
}

// wordings are the numbers of the editions that one goes by on a day.
func wordings(t *testing.T, c *Catalogue, day string) (found string) {
	t.Helper()
	on, err := official.ParseDate(day)
	if err != nil {
		t.Fatal(err)
	}
	for n := 1; n < 8; n++ {
		if l, _ := c.Find(index(n)); l.Document != nil {
			if iv := StateOn(c.Intervals(l.Document), on); iv.Applies() {
				found += fmt.Sprint(n)
			}
		}
	}
	return found
}

func TestWishIsAFlag(t *testing.T) {
	s := testSite{today: official.DateOf(2026, 7, 1), files: map[string]string{
		"content/a.md": doc(1, ""), "content/b.md": doc(2, `replaces = [{target = "`+index(1)+`", compare = "是"}]`)}}
	_, ds := s.build(t)
	if len(ds) == 0 || !strings.Contains(ds[0].Message, "对照") {
		t.Errorf("reports %v", ds)
	}
}
