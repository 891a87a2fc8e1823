package plan_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sitetest"
)

var publishedLine = regexp.MustCompile(`published = \S+`)

// dated is a document with a day of publication of its own.
func dated(serial int, published, more string) string {
	return publishedLine.ReplaceAllString(sitetest.Doc(serial, more, ""), "published = "+published)
}

func yearEnds(p *plan.Plan) map[int][]string {
	got := map[int][]string{}
	for _, y := range p.YearEnds {
		got[y.Year] = []string{}
		for _, d := range y.Docs {
			got[y.Year] = append(got[y.Year], p.Catalogue.Documents[d.Doc()].Title+" "+d.State().String())
		}
	}
	return got
}

// A year's page holds what was in force on its last day, in the state of that day, and
// what is published later changes it only when it is dated back.
func TestYearEnds(t *testing.T) {
	fs := sitetest.Files{config.FileName: sitetest.Config,
		"content/1.md": dated(1, "2022-03-01", "class = \"其他文件\""),
		"content/2.md": dated(2, "2023-05-01", "class = \"其他文件\"\nexpires = 2024-12-30"),
		"content/3.md": dated(3, "2023-06-01", "class = \"政策解读\""),
		"content/4.md": dated(4, "2023-12-01", "class = \"其他文件\"\neffective = 2024-01-01"),
		"content/5.md": dated(5, "2024-03-01", "class = \"其他文件\"\namends = [\""+sitetest.Index(1)+"\"]"),
	}
	p, _ := make1(t, fs)
	want := "map[2022:[文件1 有效] 2023:[文件2 有效 文件1 有效] 2024:[文件5 有效 文件4 有效 文件1 已修改] 2025:[文件5 有效 文件4 有效 文件1 已修改]]"
	if got := fmt.Sprint(yearEnds(p)); got != want {
		t.Errorf("in force at the years' ends: %s\nwant %s", got, want)
	}
	fs["content/6.md"] = dated(6, "2026-02-01", "class = \"其他文件\"\nrepeals = [\""+sitetest.Index(1)+"\"]")
	p, _ = make1(t, fs)
	if got := fmt.Sprint(yearEnds(p)); got != want {
		t.Errorf("a later repeal changes closed years: %s", got)
	}
	fs["content/6.md"] = dated(6, "2026-02-01", "class = \"其他文件\"\nrepeals = [{target = \""+sitetest.Index(1)+"\", on = 2025-06-01}]")
	p, _ = make1(t, fs)
	if got := yearEnds(p); len(got[2024]) != 3 || len(got[2025]) != 2 {
		t.Errorf("a repeal dated back gives %v", got)
	}
}

// Of a work whose text was published anew as amended, a year's page holds the wording of
// its last day.
func TestYearEndsHoldOneWording(t *testing.T) {
	p, _ := make1(t, sitetest.Files{config.FileName: sitetest.Config,
		"content/1.md": strings.Replace(dated(1, "2022-03-01", "class = \"其他文件\""), "文件1", "停车管理办法", 1),
		"content/2.md": dated(2, "2024-03-01", "class = \"其他文件\"\namends = [\""+sitetest.Index(1)+"\"]"),
		"content/3.md": strings.Replace(dated(3, "2024-03-01", "class = \"其他文件\"\nreplaces = [\""+sitetest.Index(1)+"\"]"), "文件3", "停车管理办法（2024年修正）", 1),
	})
	want := "map[2022:[停车管理办法 有效] 2023:[停车管理办法 有效] 2024:[停车管理办法（2024年修正） 有效 文件2 有效] 2025:[停车管理办法（2024年修正） 有效 文件2 有效]]"
	if got := fmt.Sprint(yearEnds(p)); got != want {
		t.Errorf("in force at the years' ends: %s\nwant %s", got, want)
	}
}

// One slip in a year makes no thousand pages.
func TestYearEndsAreBounded(t *testing.T) {
	p, _ := make1(t, sitetest.Files{config.FileName: sitetest.Config, "content/1.md": sitetest.Doc(1, "class = \"其他文件\"\neffective = 0202-01-01", "")})
	if n := len(p.YearEnds); n != 60 || p.YearEnds[0].Year != sitetest.Today.Year()-1 {
		t.Errorf("%d years' pages, the first of %d", n, p.YearEnds[0].Year)
	}
}

// The pages of a year hold each of its documents once, and one more on top changes the newest
// page alone until a further archive page is closed.
func TestYearEndPages(t *testing.T) {
	for _, n := range []int{0, 1, 149, 150, 299, 300, 301, 900} {
		y, more := yearEndOf(n), yearEndOf(n+1)
		held := len(y.Page(0))
		for k := 1; k <= y.Archive(); k++ {
			held += len(y.Page(k))
			if !slices.Equal(y.Page(k), more.Page(k)) {
				t.Errorf("%d documents: archive page %d changes with one more", n, k)
			}
		}
		if held != n || n >= 150 && len(y.Page(0)) < 150 {
			t.Errorf("%d documents: %d on the pages, %d on the newest", n, held, len(y.Page(0)))
		}
	}
}

// yearEndOf holds so many documents, the newest first.
func yearEndOf(n int) *plan.YearEnd {
	y := &plan.YearEnd{Year: 2023}
	for i := range n {
		y.Docs = append(y.Docs, plan.AtYearEnd(int32(n-i), official.InForce))
	}
	return y
}

// PageOf names the page on which a document of a list stands.
func TestPageOf(t *testing.T) {
	const size = 5
	for n := range 40 {
		l := &plan.List{Docs: make([]int32, n)}
		for i := range l.Docs {
			l.Docs[i] = int32(i)
		}
		for number := range l.Archive(size) + 1 {
			for _, i := range l.Page(number, size) {
				if got := l.PageOf(int(i), size); got != number {
					t.Errorf("%d documents: %d is said to be on page %d, is on %d", n, i, got, number)
				}
			}
		}
	}
}

// A document stands in the list of those whom it serves, once, and in that of its theme.
func TestAudienceLists(t *testing.T) {
	p, _ := make1(t, sitetest.Files{config.FileName: sitetest.Config,
		"content/1.md": sitetest.Doc(1, "audience = [\"企业\", \"个体工商户\", \"市民\"]\ntheme = \"工业、交通\"", ""),
		"content/2.md": sitetest.Doc(2, "audience = [\"县乡政府\"]", ""),
	})
	var got []string
	for _, f := range []plan.Facet{plan.ByAudience, plan.ByAudienceTheme} {
		for _, l := range p.Of(f) {
			got = append(got, fmt.Sprintf("%s %d", l.Path(0), len(l.Docs)))
		}
	}
	want := "[audience/citizens/index.html 1 audience/enterprises/index.html 1 audience/citizens/07/index.html 1 audience/enterprises/07/index.html 1]"
	if fmt.Sprint(got) != want {
		t.Errorf("lists %v, want %s", got, want)
	}
}
