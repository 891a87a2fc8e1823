package render_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/sitetest"
)

// On a year's list the months are linked to the pages and places where they begin.
func TestMonthsOfYear(t *testing.T) {
	s := load(t, sitetest.Docs(100)) // from 1 January, one a day, five a page
	page, _ := s.page(t, "year/2025/index.html")
	mustHold(t, "year", page, "2025年4月", "2025年1月", `aria-label="月份"`)
	links := regexp.MustCompile(`href="?\.\./\.\./(year/2025/[^"# >]+)#(m-m2025-\d\d)`).FindAllStringSubmatch(page, -1)
	if len(links) != 4 {
		t.Fatalf("links to months are %v", links)
	}
	for _, l := range links {
		at, _ := s.page(t, l[1])
		if !strings.Contains(at, `id="`+l[2]+`"`) && !strings.Contains(at, "id="+l[2]) {
			t.Errorf("%s has no %s", l[1], l[2])
		}
	}
	if short, _ := load(t, sitetest.Docs(4)).page(t, "year/2025/index.html"); strings.Contains(short, `class="jumps"`) || strings.Contains(short, "class=jumps") {
		t.Error("a list of one page offers jumps")
	}
}

// A long list of a category leads to its years.
func TestYearsOfCategory(t *testing.T) {
	files := sitetest.Docs(15)
	for i := 1; i <= 8; i++ {
		name := fmt.Sprintf("content/d%05d.md", i)
		files[name] = strings.ReplaceAll(files[name], "= 2025-01-", "= 2024-01-")
	}
	s := load(t, files)
	page, _ := s.page(t, "wj/index.html")
	m := regexp.MustCompile(`href="?\.\./(wj/[^"# >]+)#m-y2024`).FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no link to 2024:\n%s", page)
	}
	at, _ := s.page(t, m[1])
	mustHold(t, m[1], at, "y2024")
}

// An archive page, months and all, is the same when a document was added.
func TestArchivePagesOfYearAreStable(t *testing.T) {
	before, _ := load(t, sitetest.Docs(98)).page(t, "year/2025/p7.html")
	after, _ := load(t, sitetest.Docs(99)).page(t, "year/2025/p7.html")
	if before != after {
		t.Error("a full page changed")
	}
	mustHold(t, "page", before, "新公开的在前。")
}

// deepConfig has a chain of categories twelve levels deep and one with many children.
func deepConfig() string {
	var b strings.Builder
	b.WriteString(sitetest.Config)
	path := "l1"
	for n := 1; n <= 12; n++ {
		fmt.Fprintf(&b, "\n[[category]]\npath = %q\nname = \"第%d级栏目\"\ndescription = \"说明。\"\nowner = \"办公室\"\ncycle = \"长期\"\n", path, n)
		path += fmt.Sprintf("/l%d", n+1)
	}
	return b.String()
}

// Two levels of the tree are in sight, deeper ones are folded, and every level has its link;
// before it a narrow window has the first level and the same tree, folded.
func TestDeepTree(t *testing.T) {
	s := load(t, sitetest.Files{config.FileName: deepConfig(), "content/a.md": sitetest.Doc(1, "", "")})
	page, _ := s.page(t, plan.HomePath)
	mustHold(t, "home", page, "下级栏目 10 个", "l1/l2/l3/l4/l5/l6/l7/l8/l9/l10/l11/l12/index.html")
	mustHold(t, "home", page, `<ul class="tree-roots">`, "全部下级栏目（12 个）") // eleven below l1, one below wj
	if n := strings.Count(page, `<details class="branch"`); n != 2*10 {
		t.Errorf("%d folded branches, want one below each level from the second in both trees", n)
	}
	if n := len(regexp.MustCompile(`<details[^>]* open`).FindAllString(page, -1)); n != 2 {
		t.Errorf("%d branches are open, want the last alone in both trees: it is short", n)
	}
}

// Home tells what lapses soon and what lapsed lately, for whom documents are, and how
// many there are.
func TestHomeAtAGlance(t *testing.T) {
	s := load(t, sitetest.Files{
		"content/1.md": sitetest.Doc(1, "class = \"其他文件\"\nexpires = 2027-01-31\naudience = [\"企业\"]\ntheme = \"工业、交通\"", ""),
		"content/2.md": sitetest.Doc(2, "class = \"其他文件\"\nexpires = 2026-10-31", ""),
		"content/3.md": sitetest.Doc(3, "class = \"其他文件\"\nexpires = 2030-01-31", ""),
		"content/4.md": sitetest.Doc(4, "class = \"政策解读\"", ""),
	})
	page, _ := s.page(t, plan.HomePath)
	text := regexp.MustCompile(`\s*<[^>]*>\s*`).ReplaceAllString(page[strings.Index(page, "glance"):], "|")
	text = regexp.MustCompile(`\|+`).ReplaceAllString(text, "|")
	mustHold(t, "home", text, "即将到期|有效期在半年内届满的文件共 1 件，先到期的在前。|文件1|2027年2月1日起失效|",
		"近期失效和废止|最近半年失效、废止的文件共 1 件，最近的在前。|文件2|失效|2026年11月1日|",
		"公开的文件|4|有效|2|失效|1|不涉及有效性的（解读、公告等）|1|", "按服务对象和主题|企业和其他组织|1|件|工业、交通|（企业和其他组织）|1|")
	mustHold(t, "home", page, "audience/enterprises/07/index.html", "asof/index.html")
}

// A year's page says what was so then, and nothing of today.
func TestAsOfPage(t *testing.T) {
	s := load(t, sitetest.Files{
		"content/1.md": sitetest.Doc(1, "class = \"其他文件\"\nrepealed = 2026-01-01", ""),
		"content/2.md": sitetest.Doc(2, "class = \"其他文件\"\nrepealed = 2025-12-31", ""),
	})
	page, _ := s.page(t, "asof/2025.html")
	mustHold(t, "page", page, "2025年12月31日有效的文件", "共 1 件", "文件1", "state-in-force")
	for _, not := range []string{"文件2", "废止</span>", "state-repealed"} {
		if strings.Contains(page, not) {
			t.Errorf("the page holds %s", not)
		}
	}
	index, _ := s.page(t, plan.AsOfPath)
	mustHold(t, "index", index, "asof/2025.html", `type="date"`, "noscript", "asof.")
}

// An empty catalogue and one of one document say so and have no empty parts.
func TestSmallCatalogues(t *testing.T) {
	empty := load(t, sitetest.Docs(0))
	page, _ := empty.page(t, plan.HomePath)
	mustHold(t, "home", page, "目前没有公开的文件。")
	for _, not := range []string{"即将到期", "<table", "按服务对象"} {
		if strings.Contains(page, not) {
			t.Errorf("the home page of an empty catalogue holds %s", not)
		}
	}
	if page, _ := empty.page(t, plan.AsOfPath); strings.Contains(page, "历年") && strings.Contains(page, "m-years") {
		t.Error("the page of days links to years that are not there")
	}
	one := load(t, sitetest.Docs(1))
	page, _ = one.page(t, plan.HomePath)
	mustHold(t, "home", page, "最近半年没有失效、废止的文件。", "半年内没有到期的文件。")
}

// A site that has a list template of its own keeps the built-in parts it calls.
func TestOwnListTemplate(t *testing.T) {
	own := render.File{Name: "list.html", Data: []byte(`<!doctype html><html lang="{{.Site.Language}}"><head>{{template "head" .Shell}}</head><body><main><h1>{{.Heading}}</h1>{{template "rows" .}}{{range .Jumps}}<a href="{{$.Root}}{{.URL}}">{{.Name}}</a>{{end}}{{template "pager" .}}</main></body></html>`)}
	if _, ds := render.NewTheme(chinese, []render.File{own}, nil); diag.Count(ds).Errors > 0 {
		t.Error(ds)
	}
}

// No two lists have the same title: one theme's documents for citizens, for enterprises
// and for all are three lists.
func TestListsHaveTheirOwnTitles(t *testing.T) {
	const theme = "theme = '工业、交通\\公路'\naudience = [\"企业\", \"公民\"]"
	s := load(t, sitetest.Files{"content/1.md": sitetest.Doc(1, theme, "")})
	seen := map[string]string{}
	for _, l := range s.plan.Lists {
		page, _ := s.page(t, l.Path(0))
		_, after, _ := strings.Cut(page, "<title>")
		title, _, _ := strings.Cut(after, "</title>")
		if seen[title] != "" {
			t.Errorf("%s and %s are both %q", seen[title], l.Path(0), title)
		}
		seen[title] = l.Path(0)
	}
	if len(seen) < 5 || seen["工业、交通（企业和其他组织） - 栖澜市交通运输局政府信息公开"] == "" {
		t.Errorf("titles are %v", seen)
	}
}

// A list's newest page has its data and feeds; those of many parts fold the older ones.
func TestDataOfList(t *testing.T) {
	s := load(t, sitetest.Docs(12))
	page, _ := s.page(t, "wj/index.html")
	mustHold(t, "list", page, "data/category/wj/1.csv", "data/category/wj/1.xlsx", "data/category/wj/1.jsonl", "wj/feed.xml", "data.html")
	for _, at := range []string{"wj/p1.html", "year/2025/index.html"} {
		if other, _ := s.page(t, at); strings.Contains(other, "m-data") {
			t.Errorf("%s has data", at)
		}
	}
	page, _ = load(t, sitetest.Docs(2001)).page(t, "wj/index.html")
	newest, older, folded := strings.Cut(page, "<details><summary>较早的部分")
	if !folded || !strings.Contains(newest, "data/category/wj/3.csv") || strings.Contains(newest, "data/category/wj/2.csv") || !strings.Contains(older, "data/category/wj/1.csv") {
		t.Error("the parts of a long list are not folded")
	}
}

// A large category names the pages on which those below it have their data, and has in files
// of its own what is in itself.
func TestDataOfLargeCategory(t *testing.T) {
	files := sitetest.Docs(1001)
	for i := 1; i <= 1000; i++ {
		name := fmt.Sprintf("content/d%05d.md", i)
		files[name] = strings.Replace(files[name], `category = "wj"`, `category = "wj/gf"`, 1)
	}
	s := load(t, files)
	page, _ := s.page(t, "wj/index.html")
	mustHold(t, "list", page, "data/category/wj/1.csv", `wj/gf/index.html#m-data">规范性文件`)
	if strings.Contains(page, "data/category/wj/gf/") || strings.Contains(page, "data/category/wj/2") {
		t.Error("data of the category below are repeated")
	}
	page, _ = s.page(t, "wj/gf/index.html")
	mustHold(t, "list below", page, "data/category/wj/gf/1.csv", "m-data")
}

// What the home page and the statistics count the site map and the pages of lists by validity
// do not count once more: a document would change them that they do not show.
func TestCountedOnce(t *testing.T) {
	s := load(t, sitetest.Docs(40))
	for at, counted := range map[string]bool{"index.html": true, "statistics.html": true, "wj/index.html": true, "sitemap.html": false, "validity/unstated/index.html": false} {
		page, _ := s.page(t, at)
		if regexp.MustCompile(`>40<|共 40 件`).MatchString(page) != counted {
			t.Errorf("%s: whether it says that there are 40 documents: want %v", at, counted)
		}
	}
}

// However many issuers there are, only the site map lists them all.
func TestManyIssuers(t *testing.T) {
	files := sitetest.Files{}
	c := sitetest.Config
	for i := range 150 {
		code := fmt.Sprintf("113701000041%06d", i)
		c += fmt.Sprintf("\n[[issuer]]\nname = \"第%d分局\"\ncode = %q\nprefix = \"分%d\"\n", i, code, i)
		files[fmt.Sprintf("content/%d.md", i)] = strings.NewReplacer(sitetest.Index(1), code+"/2025-00001", "栖澜市交通运输局", fmt.Sprintf("第%d分局", i)).Replace(sitetest.Doc(1, "", "正文"))
	}
	files[config.FileName] = c
	s := load(t, files)
	named := regexp.MustCompile(`issuer/113701000041[0-9]{6}/`)
	for at, want := range map[string]int{"issuer/113701000041000007/index.html": 20, "index.html": 0, "subscribe.html": 0, "data.html": 0} {
		page, _ := s.page(t, at)
		if n := len(named.FindAllString(page, -1)); n > want {
			t.Errorf("%s names %d issuers' lists, want at most %d", at, n, want)
		}
		mustHold(t, at, page, "sitemap.html#m-issuer")
	}
	page, _ := s.page(t, plan.SiteMapPath)
	if n := len(named.FindAllString(page, -1)); n != 150 {
		t.Errorf("the site map names %d issuers, want 150", n)
	}
}
