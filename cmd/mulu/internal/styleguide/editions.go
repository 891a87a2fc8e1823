package styleguide

import (
	"html/template"
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/render"
)

// editions are three texts of one document, the page's own the second.
func (g *guide) editions() []render.EditionItem {
	compare := []render.Comparing{{Name: template.HTML(template.HTMLEscapeString(g.Text("editions.compare", number))), URL: "comparison.html"}}
	item := func(state official.Validity, year int) render.EditionItem {
		return render.EditionItem{Title: title, URL: "document.html", Number: number, Since: g.Text("summary.effective", g.day(year, 4, 1)),
			State: g.Text("state." + state.Slug()), StateClass: state.Slug(), Mark: state != official.InForce}
	}
	old, own, next := item(official.Repealed, 2023), item(official.InForce, 2026), item(official.NotYet, 2027)
	own.Current, own.Comparisons = true, compare
	next.Comparisons, next.Note = compare, "修正"
	return []render.EditionItem{old, own, next}
}

func (g *guide) counts() string {
	all := []string{g.Text("comparison.count_changed", 1), g.Text("comparison.count_added", 1), g.Text("comparison.count_removed", 1), g.Text("comparison.count_same", 1)}
	return strings.Join(all, g.Text("sign.comma")) + g.Text("comparison.count_end")
}

// comparison has a change of every kind.
func (g *guide) comparison() *render.Comparison {
	line := func(pieces ...render.ComparisonPiece) []render.ComparisonLine {
		return []render.ComparisonLine{{Pieces: pieces}}
	}
	plain := func(s template.HTML) render.ComparisonPiece { return render.ComparisonPiece{Text: s} }
	say := func(key, article string) template.HTML {
		return template.HTML(template.HTMLEscapeString(g.Text("comparison."+key, article)))
	}
	c := &render.Comparison{Shell: g.shell("comparison", "comparison.html", g.Text("comparison.crumb")), Heading: say("title", title),
		Old: g.editions()[0], New: g.editions()[1], Acts: []render.Link{g.content("关于修改《"+title+"》的决定", "document.html")}, Counts: g.counts()}
	c.Parts = []render.ComparisonPart{
		{Kind: "same", Name: say("same", "第一条"), Lines: line(plain("为了规范道路客运管理，制定本办法。"))},
		{Kind: "changed", Name: say("changed", "第二条"), Lines: line(plain("申请人应当在"), render.ComparisonPiece{Removed: true, Text: "二十日"}, render.ComparisonPiece{Added: true, Text: "十五个工作日"}, plain("内提交材料。"))},
		{Kind: "added", Name: say("added", "第三条"), Lines: line(plain("推行电子证照。"))},
		{Kind: "removed", Name: say("removed", "第四条"), Lines: line(plain("申请人应当提交纸质证明。"))},
	}
	n := 0
	for i := range c.Parts {
		if c.Parts[i].Kind != "same" {
			n++
			c.Parts[i].Number = n
			c.Jumps = append(c.Jumps, render.Comparing{Name: c.Parts[i].Name, URL: "#m-" + strconv.Itoa(n)})
		}
	}
	return c
}
