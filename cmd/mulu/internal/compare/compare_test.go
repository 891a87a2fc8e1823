package compare

import (
	"fmt"
	"math/rand"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// text makes units of lines: 第N条 and the text behind it is an article, # a heading, |a|b
// a row of a table, and an indented line belongs to the unit before it.
func text(lines ...string) (us []Unit) {
	for _, l := range lines {
		switch label, rest, ok := strings.Cut(l, "："); {
		case strings.HasPrefix(l, " "):
			u := &us[len(us)-1]
			u.Lines = append(u.Lines, line(l[1:]))
		case strings.HasPrefix(l, "|") && len(us) > 0 && us[len(us)-1].Kind == Table:
			u := &us[len(us)-1]
			u.Lines = append(u.Lines, line(l))
		case strings.HasPrefix(l, "|"):
			us = append(us, Unit{Kind: Table, Lines: []Line{line(l)}})
			us[len(us)-1].Lines[0].Head = true
		case strings.HasPrefix(l, "#"):
			h := line(l[1:])
			us = append(us, Unit{Kind: Heading, Label: h.Label, Lines: []Line{{Cells: h.Cells}}})
		case ok:
			us = append(us, Unit{Kind: Article, Label: label, Lines: []Line{line(rest)}})
		default:
			p := line(l)
			us = append(us, Unit{Label: p.Label, Lines: []Line{{Cells: p.Cells}}})
		}
	}
	return us
}

var (
	number = regexp.MustCompile(`^(（.）|第.章　?|[0-9]+\.)`)
	object = regexp.MustCompile(`<([0-9])>`)
)

// line is a line with its number; <1> in it is object 1.
func line(s string) (l Line) {
	if l.Row = strings.HasPrefix(s, "|"); l.Row {
		for _, cell := range strings.Split(s[1:], "|") {
			l.Cells = append(l.Cells, parts(cell))
		}
		return l
	}
	l.Label = number.FindString(s)
	l.Cells = []Text{parts(s[len(l.Label):])}
	return l
}

func parts(s string) (t Text) {
	for s != "" {
		at := object.FindStringIndex(s)
		if at == nil {
			return append(t, Part{Text: s})
		}
		if at[0] > 0 {
			t = append(t, Part{Text: s[:at[0]]})
		}
		t = append(t, Part{Text: "物", Object: int(s[at[0]+1] - '0')})
		s = s[at[1]:]
	}
	return t
}

func (p Piece) String() string {
	s := p.Text
	if p.Object != 0 {
		s = fmt.Sprintf("<%d>", p.Object)
	}
	return fmt.Sprintf([]string{"%s", "", "{+%s+}", "[-%s-]"}[p.Kind], s)
}

// show writes a result, one change a line: = same, ~ changed, + added, - removed, > moved,
// then the labels and behind | the lines, those that came or went with + or - alone, the
// others with [-removed-] and {+added+} and the number that they had: was→is.
func show(r Result) string {
	var b strings.Builder
	for _, c := range r.Changes {
		b.WriteString([]string{"=", "~", "+", "-"}[c.Kind])
		if c.Moved {
			b.WriteString(">")
		}
		if c.Old != nil && c.Old.Label != "" {
			b.WriteString(" " + c.Old.Label)
		}
		if c.New != nil && c.New.Label != "" {
			b.WriteString(" " + c.New.Label)
		}
		for _, l := range c.Lines {
			b.WriteString(" |")
			l.show(&b)
		}
		b.WriteString("\n")
	}
	if r.Rough {
		b.WriteString("rough\n")
	}
	return b.String()
}

func (l *LineChange) show(b *strings.Builder) {
	one, sign := l.New, ""
	switch l.Kind {
	case Removed:
		one, sign = l.Old, "-"
	case Added:
		sign = "+"
	default:
		if l.Old.Label != l.New.Label {
			b.WriteString(l.Old.Label + "→")
		}
	}
	b.WriteString(sign + one.Label)
	for k, cell := range l.Cells {
		if k > 0 {
			b.WriteString("¦")
		}
		for _, p := range cell.Pieces {
			b.WriteString(p.String())
		}
	}
	if l.Cells == nil {
		for k, cell := range one.Cells {
			if k > 0 {
				b.WriteString("¦")
			}
			for _, p := range cell.pieces(Same) {
				b.WriteString(p.String())
			}
		}
	}
}

func TestUnits(t *testing.T) {
	const (
		aim   = "为规范网约车经营服务行为，保障运营安全和乘客合法权益，制定本细则。"
		scope = "在本市行政区域内从事网约车经营服务，应当遵守本细则。"
		fine  = "违反本办法规定的，由交通运输主管部门责令限期改正，处一千元罚款。"
	)
	for _, tt := range []struct {
		name     string
		old, new []Unit
		want     string
	}{
		{"same", text("第一条："+aim, "第二条："+scope), text("第一条："+aim, "第二条："+scope), "= 第一条 第一条\n= 第二条 第二条\n"},
		{"nothing", nil, nil, ""},
		{"a number is a whole", text("第一条：经营者应当在实施的5日前公告。"), text("第一条：经营者应当在实施的10日前公告。"), "~ 第一条 第一条 |经营者应当在实施的[-5-]{+10+}日前公告。\n"},
		{"an article comes in", text("第一条："+aim, "第二条："+fine), text("第一条："+aim, "第二条："+scope, "第三条："+fine), "= 第一条 第一条\n+ 第二条\n= 第二条 第三条\n"},
		{"an article goes", text("第一条："+aim, "第二条："+scope, "第三条："+fine), text("第一条："+aim, "第二条："+fine), "= 第一条 第一条\n- 第二条\n= 第三条 第二条\n"},
		{"an article moves", text("第一条："+fine, "第二条："+aim, "第三条："+scope), text("第一条："+aim, "第二条："+scope, "第三条："+fine), "= 第二条 第一条\n= 第三条 第二条\n=> 第一条 第三条\n"},
		{"another article of the number", text("第一条：" + aim), text("第一条：" + fine), "- 第一条\n+ 第一条\n"},
		{"a paragraph comes in", text("第一条："+aim, " "+scope), text("第一条："+aim, " "+fine, " "+scope), "~ 第一条 第一条 |" + aim + " |+" + fine + " |" + scope + "\n"},
		{"a heading is no article", text("#第一章　总则"), text("第一章　总则"), "- 第一章　\n+ 第一章　\n"},
		{"numbers alone", text("第一条："+aim, "第二条："+scope), text("第五条："+aim, "第六条："+scope), "= 第一条 第五条\n= 第二条 第六条\n"},
		{"an article cited is changed text", text("第一条："+aim, "第二条：依照第一条申请的，应当提交材料。"), text("第一条："+scope, "第二条："+aim, "第三条：依照第二条申请的，应当提交材料。"),
			"+ 第一条\n= 第一条 第二条\n~ 第二条 第三条 |依照第[-一-]{+二+}条申请的，应当提交材料。\n"},
		{"an article in two", text("第一条：" + aim + scope), text("第一条："+aim, "第二条："+scope), "~ 第一条 第一条 |" + aim + "[-" + scope + "-]\n+ 第二条\n"},
		{"a chapter comes in", text("#第一章　总则", "第一条："+aim, "#第二章　附则", "第二条："+scope), text("#第一章　总则", "第一条："+aim, "#第二章　罚则", "第二条："+fine, "#第三章　附则", "第三条："+scope),
			"= 第一章　 第一章　\n= 第一条 第一条\n+ 第二章　\n+ 第二条\n= 第二章　 第三章　\n= 第二条 第三条\n"},
		{"an item comes in", text("第一条：有下列情形之一的：", " （一）无证经营；", " （二）拒绝检查。"), text("第一条：有下列情形之一的：", " （一）无证经营；", " （二）伪造证件，情节严重；", " （三）拒绝检查。"),
			"~ 第一条 第一条 |有下列情形之一的： |（一）无证经营； |+（二）伪造证件，情节严重； |（二）→（三）拒绝检查。\n"},
		{"an item goes", text("第一条：有下列情形之一的：", " （一）无证经营；", " （二）伪造证件，情节严重；", " （三）拒绝检查。"), text("第一条：有下列情形之一的：", " （一）伪造证件，情节严重；", " （二）拒绝检查。"),
			"~ 第一条 第一条 |有下列情形之一的： |-（一）无证经营； |（二）→（一）伪造证件，情节严重； |（三）→（二）拒绝检查。\n"},
		{"a paragraph outside articles gets another number", text("（一）"+aim, "（二）"+scope), text("（一）"+fine, "（二）"+aim, "（三）"+scope), "+ （一）\n= （一） （二）\n= （二） （三）\n"},
		{"a number comes to what had none", text("（一）"+aim, scope), text("（一）"+aim, "（二）"+scope), "= （一） （一）\n~ （二） |" + scope + "\n"},
		{"a link leads elsewhere", text("按照办事指南<1>办理。"), text("按照办事指南<2>办理。"), "~ |按照办事指南[-<1>-]{+<2>+}办理。\n"},
		{"a link comes in", text("按照办事指南办理。"), text("按照办事指南<2>办理。"), "~ |按照办事指南{+<2>+}办理。\n"},
		{"another picture", text("<1>"), text("<2>"), "~ |[-<1>-]{+<2>+}\n"},
		{"a picture of another kind", text("第一条：如图<1>。"), text("第一条：如图物。"), "~ 第一条 第一条 |如图[-<1>-]{+物+}。\n"},
		{"a cell", text("|项目|收费|", "|小型车|5元|", "|大型车|10元|"), text("|项目|收费|", "|小型车|8元|", "|大型车|10元|"), "~ |项目¦收费¦ |小型车¦[-5-]{+8+}元¦ |大型车¦10元¦\n"},
		{"a cell that is another", text("|项目|收费", "|小型车|免费"), text("|项目|收费", "|小型车|每小时五元"), "~ |项目¦收费 |小型车¦[-免费-]{+每小时五元+}\n"},
		{"a row comes in, one goes", text("|项目|收费", "|小型车|5元", "|大型车|10元"), text("|项目|收费", "|大型车|10元", "|挂车，每二十吨|15元"), "~ |项目¦收费 |-小型车¦5元 |大型车¦10元 |+挂车，每二十吨¦15元\n"},
		{"a column comes in", text("|项目|收费", "|小型车|5元"), text("|项目|单位|收费", "|小型车|次|5元"), "~ |项目¦{+单位+}¦收费 |小型车¦{+次+}¦5元\n"},
		{"a column goes", text("|项目|单位|收费", "|小型车|次|5元"), text("|项目|收费", "|小型车|5元"), "~ |项目¦[-单位-]¦收费 |小型车¦[-次-]¦5元\n"},
		{"a table in an article", text("第一条：标准如下：", " |小型车|5元"), text("第一条：标准如下：", " |小型车|6元"), "~ 第一条 第一条 |标准如下： |小型车¦[-5-]{+6+}元\n"},
		{"words in place of a row", text("第一条：标准如下：", " |小型车|5元"), text("第一条：标准如下：", " 小型车5元"), "~ 第一条 第一条 |标准如下： |-小型车¦5元 |+小型车5元\n"},
		{"kept words that are too few", text("本市出租汽车经营服务管理的主管部门是交通局负责全市有关工作并接受监督"), text("本市巡游汽车的管理的主管单位是交通局负责全市有关工作并接受监督"), "~ |本市[-出租汽车经营服务-]{+巡游汽车的+}管理的主管[-部门-]{+单位+}是交通局负责全市有关工作并接受监督\n"},
	} {
		if got := show(Units(tt.old, tt.new)); got != tt.want {
			t.Errorf("%s: Units gives\n%swant\n%s", tt.name, got, tt.want)
		}
	}
}

// What is shown turns the old text into the new one and back, whatever they are: nothing
// is lost, said twice or out of its order.
func TestBothAreThere(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	word := func() string {
		return []string{"公开", "机关", "应当", "2024", "年", "，", "abc", "不得", "第三条的规定自公布之日起施行", "<1>", "<2>"}[r.Intn(11)]
	}
	words := func(most int) (s string) {
		for w := r.Intn(most); w > 0; w-- {
			s += word()
		}
		return s
	}
	someLine := func() Line {
		switch r.Intn(4) {
		case 0:
			return line("|" + words(3) + strings.Repeat("|"+words(3), r.Intn(3)))
		case 1:
			return line(fmt.Sprintf("（%c）", []rune("一二三四")[r.Intn(4)]) + words(6))
		}
		return line(words(9))
	}
	units := func() (us []Unit) {
		for n := r.Intn(12); n > 0; n-- {
			u := Unit{Kind: UnitKind(r.Intn(4))}
			if r.Intn(2) == 0 {
				u.Label = fmt.Sprint("第", r.Intn(9), "条")
			}
			for k := 1 + r.Intn(4); k > 0; k-- {
				u.Lines = append(u.Lines, someLine())
			}
			us = append(us, u)
		}
		return us
	}
	// Also texts that were edited, for of two made by chance little is the same.
	edited := func(us []Unit) (out []Unit) {
		for _, u := range us {
			switch r.Intn(6) {
			case 0:
				continue
			case 1:
				out = append(out, units()...)
			case 2:
				u.Lines = slices.Insert(slices.Clone(u.Lines), r.Intn(len(u.Lines)), someLine())
			case 3:
				u.Label = fmt.Sprint("第", r.Intn(9), "条")
			}
			out = append(out, u)
		}
		return out
	}
	for k := range 4000 {
		old, new := units(), units()
		if k%2 == 0 {
			new = edited(old)
		}
		res := Units(old, new)
		var was []*Unit
		is := 0
		for _, c := range res.Changes {
			if c.Old != nil {
				was = append(was, c.Old)
			}
			if c.New != nil {
				if c.New != &new[is] {
					t.Fatalf("new units out of order:\n%s", show(res))
				}
				is++
			}
			bothLines(t, c)
		}
		if len(was) != len(old) || is != len(new) {
			t.Fatalf("%d of %d old and %d of %d new units:\n%s", len(was), len(old), is, len(new), show(res))
		}
		for i := range old {
			if !slices.Contains(was, &old[i]) {
				t.Fatalf("an old unit is not there:\n%s", show(res))
			}
		}
	}
}

// bothLines asks that the lines of a change are those of both units, in their order.
func bothLines(t *testing.T, c Change) {
	t.Helper()
	switch {
	case c.Old == nil || c.New == nil:
		return
	case c.Kind == Same:
		if a, b := plain(c.Old.Lines), plain(c.New.Lines); a != b {
			t.Fatalf("said to be the same:\n%s\n%s", a, b)
		}
		return
	}
	var was, is []Line
	for _, l := range c.Lines {
		a, b := l.Old, l.New
		if l.Kind == Changed {
			a, b = &Line{Label: a.Label, Row: a.Row}, &Line{Label: b.Label, Row: b.Row}
			for _, cell := range l.Cells {
				side(a, cell, Added)
				side(b, cell, Removed)
			}
		}
		if a != nil {
			was = append(was, *a)
		}
		if b != nil {
			is = append(is, *b)
		}
		if l.Kind == Same {
			if c := plain([]Line{{Cells: l.Old.Cells}}); c != plain([]Line{{Cells: l.New.Cells}}) {
				t.Fatalf("lines said to be the same: %s", c)
			}
		}
	}
	if got, want := plain(was), plain(c.Old.Lines); got != want {
		t.Fatalf("old lines %q, want %q", got, want)
	}
	if got, want := plain(is), plain(c.New.Lines); got != want {
		t.Fatalf("new lines %q, want %q", got, want)
	}
}

// side adds to a line what a cell has of it, which is all but what is only on the other
// side.
func side(l *Line, cell CellChange, not Kind) {
	if cell.Kind == not {
		return
	}
	var t Text
	for _, p := range cell.Pieces {
		if p.Kind != not {
			t = append(t, p.Part)
		}
	}
	l.Cells = append(l.Cells, t)
}

func plain(lines []Line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.Label)
		l.write(&b, true)
	}
	return b.String()
}

// Texts of 5 MB that are made to be slow end soon, and say that they were not compared in
// detail where they were not.
func TestHostile(t *testing.T) {
	size := hostileSize
	r := rand.New(rand.NewSource(1))
	noise := func(n int) string {
		b := make([]rune, n)
		for i := range b {
			b[i] = rune('一' + r.Intn(3000))
		}
		return string(b)
	}
	lines := func(n int) (us []Unit) {
		for k := size / 3 / n; k > 0; k-- {
			us = append(us, Unit{Lines: []Line{Words(noise(n))}})
		}
		return us
	}
	inOne := func(us []Unit) []Unit {
		var u Unit
		for _, l := range us {
			u.Lines = append(u.Lines, l.Lines...)
		}
		return []Unit{u}
	}
	long := noise(size / 3)
	other := strings.ReplaceAll(long, long[:3], "") + strings.Repeat("甲", 9) + long[:size/9]
	for i, r := range []rune("一丁七万丈三上下") {
		other = strings.ReplaceAll(other, string(r), strings.Repeat("改", i))
	}
	few, often := []Unit{{Lines: []Line{Words(long)}}}, []Unit{{Lines: []Line{Words(other)}}}
	rows := func(cells int) []Unit {
		u := Unit{Kind: Table}
		for k := size / 30 / cells; k > 0; k-- {
			l := line("|每一行都有的文字")
			for range cells {
				l.Cells = append(l.Cells, Text{{Text: noise(2)}})
			}
			u.Lines = append(u.Lines, l)
		}
		return []Unit{u}
	}
	for _, tt := range []struct {
		name     string
		old, new []Unit
		rough    bool
	}{
		{"one line", lines(size / 3), lines(size / 3), false},
		{"one line, much changed", few[:1], often[:1], true},
		{"short lines", lines(4), lines(4), true},
		{"short lines of one article", inOne(lines(4)), inOne(lines(4)), false},
		{"lines", lines(100), lines(100), true},
		{"long lines", lines(10000), lines(10000), true},
		{"rows", rows(3), rows(3), true},
		{"rows of a thousand cells", rows(1000), rows(999), false},
		{"the same line", text(strings.Split(strings.Repeat("同样的一行。\n", size/20), "\n")...), text(strings.Split(strings.Repeat("同样的一行。\n", size/30), "\n")...), false},
	} {
		start := time.Now()
		res := Units(tt.old, tt.new)
		if took := time.Since(start); took > time.Minute {
			t.Errorf("%s: takes %v", tt.name, took)
		} else {
			t.Logf("%s: %v", tt.name, took.Round(time.Millisecond))
		}
		if hostileWhole && res.Rough != tt.rough {
			t.Errorf("%s: Rough is %v", tt.name, res.Rough)
		}
	}
}

// statute has 500 articles of three paragraphs; that of edit 1 has every tenth article
// changed and one more after every fiftieth, so that most numbers are others.
func statute(edit int) (us []Unit) {
	r := rand.New(rand.NewSource(7))
	words := func(n int) string {
		b := make([]rune, n)
		for i := range b {
			b[i] = rune('一' + r.Intn(1500))
		}
		return string(b)
	}
	for n := range 500 {
		u := Unit{Kind: Article, Label: fmt.Sprintf("第%d条", len(us)+1), Lines: []Line{Words(words(60)), Words(words(40)), Words(words(50))}}
		if edit > 0 && n%10 == 3 {
			u.Lines[1] = Words("经批准的，" + u.Lines[1].Cells[0][0].Text)
		}
		us = append(us, u)
		if edit > 0 && n%50 == 7 {
			us = append(us, Unit{Kind: Article, Label: fmt.Sprintf("第%d条", len(us)+1), Lines: []Line{Words("本条规定了新的事项，以前没有这样的规定。")}})
		}
	}
	return us
}

func TestStatute(t *testing.T) {
	var n [5]int
	res := Units(statute(0), statute(1))
	for _, c := range res.Changes {
		n[c.Kind]++
		if c.Kind == Same && c.Renumbered() {
			n[4]++
		}
	}
	if want := [5]int{450, 50, 10, 0, 443}; n != want || res.Rough {
		t.Errorf("same, changed, added, removed, renumbered: %v, want %v; rough %v", n, want, res.Rough)
	}
}

func BenchmarkStatute(b *testing.B) {
	old, new := statute(0), statute(1)
	for b.Loop() {
		Units(old, new)
	}
}
