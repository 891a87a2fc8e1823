package styleguide

import (
	"html/template"
	"strconv"

	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/render"
)

// editions are three texts of one document, the page's own the second.
func (g *guide) editions() []render.EditionItem {
	compare := []render.Comparing{{Name: g.phrase("editions.compare", number), URL: "comparison.html"}}
	item := func(state official.Validity, year int) render.EditionItem {
		return render.EditionItem{Title: title, URL: "document.html", Number: number, Since: g.Text("summary.effective", g.day(year, 4, 1)),
			State: g.Text("state." + state.Slug()), StateClass: state.Slug(), Mark: state != official.InForce}
	}
	old, own, next := item(official.Repealed, 2023), item(official.InForce, 2026), item(official.NotYet, 2027)
	own.Current, own.Comparisons = true, compare
	next.Comparisons, next.Note = compare, "修正"
	return []render.EditionItem{old, own, next}
}

// comparison has a change of every kind.
func (g *guide) comparison() *render.Comparison {
	line := func(pieces ...render.ComparisonPiece) []render.ComparisonLine {
		return []render.ComparisonLine{{Pieces: pieces}}
	}
	plain := func(s string) render.ComparisonPiece { return render.ComparisonPiece{Text: g.own(s)} }
	say := func(key, article string) template.HTML { return g.phrase("comparison."+key, article) }
	c := &render.Comparison{Shell: g.shell("comparison", "comparison.html", g.Text("comparison.crumb")), Heading: say("title", title),
		Old: g.editions()[0], New: g.editions()[1], Acts: []render.Link{g.content("关于修改《"+title+"》的决定", "document.html")}}
	c.Parts = []render.ComparisonPart{
		{Kind: "same", Name: say("same", "第一条"), Lines: line(plain("为了规范道路客运管理，制定本办法。"))},
		{Kind: "changed", Name: say("changed", "第二条"), Lines: line(plain("申请人应当在"), render.ComparisonPiece{Removed: true, Text: g.own("二十日")}, render.ComparisonPiece{Added: true, Text: g.own("十五个工作日")}, plain("内提交材料。"))},
		{Kind: "added", Name: say("added", "第三条"), Lines: line(plain("推行电子证照。"))},
		{Kind: "removed", Name: say("removed", "第四条"), Lines: line(plain("申请人应当提交纸质证明。"))},
	}
	c.Parts[1].Lines = append(c.Parts[1].Lines, g.pictures(), g.table())
	c.Parts = append(c.Parts, render.ComparisonPart{Kind: "same", Number: 4, Lines: line(plain("第五条\u3000"), render.ComparisonPiece{Note: true, Text: say("was", "第四条")}, plain("本办法由市交通运输局负责解释。")),
		Name: g.phrase("comparison.renumbered", "第四条", "第五条")})
	for i, count := range []string{"comparison.articles_changed", "comparison.articles_added", "comparison.articles_removed", "comparison.articles_renumbered", "comparison.articles_same"} {
		n := render.ComparisonCount{Name: g.Text(count, 1)}
		if i < 4 {
			c.Parts[i+1].Number = i + 1
			n.Links = []render.Comparing{{Name: g.own([...]string{"第二条", "第三条", "第四条", "第五条"}[i]), URL: "#m-" + strconv.Itoa(i+1)}}
		}
		c.Counts = append(c.Counts, n)
	}
	return c
}

// pictures are one in place of another, and a link that leads elsewhere.
func (g *guide) pictures() render.ComparisonLine {
	say := func(key string, args ...string) template.HTML { return g.phrase("comparison."+key, args...) }
	return render.ComparisonLine{Pieces: []render.ComparisonPiece{
		{Removed: true, Text: say("picture", "办事流程图", "liucheng.png")}, {Added: true, Text: say("picture", "办事流程图", "liucheng-2026.png")},
		{Text: g.own("办理流程见办事指南")}, {Removed: true, Text: say("link", "https://bszn.example/1.html")}, {Added: true, Text: say("link", "https://bszn.example/2.html")}, {Text: g.own("。")},
	}}
}

// table has a cell that changed, a row that came and rows that are left out.
func (g *guide) table() render.ComparisonLine {
	cell := func(pieces ...render.ComparisonPiece) render.ComparisonLine {
		return render.ComparisonLine{Pieces: pieces}
	}
	words := func(s string) render.ComparisonPiece { return render.ComparisonPiece{Text: g.own(s)} }
	head := func(s string) render.ComparisonLine {
		return render.ComparisonLine{Heading: true, Pieces: []render.ComparisonPiece{words(s)}}
	}
	added := func(s string) render.ComparisonPiece { return render.ComparisonPiece{Added: true, Text: g.own(s)} }
	return render.ComparisonLine{Table: g.Text("body.table", 1), Head: []render.ComparisonRow{{Cells: []render.ComparisonLine{head("车型"), head("期限")}}}, Rows: []render.ComparisonRow{
		{Cells: []render.ComparisonLine{cell(words("中型客车")), cell(render.ComparisonPiece{Removed: true, Text: "8"}, added("10"), words("年"))}},
		{Columns: 2, Skipped: template.HTML(template.HTMLEscapeString(g.Text("comparison.rows_same", 5)))},
		{Cells: []render.ComparisonLine{cell(added("大型客车")), cell(added("12年"))}},
	}}
}
