package compare

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
	"time"
)

// text makes units of lines: 第N条 and the text behind it is an article, # a heading, and
// an indented line belongs to the unit before it.
func text(lines ...string) (us []Unit) {
	for _, l := range lines {
		switch label, rest, ok := strings.Cut(l, "："); {
		case strings.HasPrefix(l, " "):
			u := &us[len(us)-1]
			u.Lines = append(u.Lines, l[1:])
		case strings.HasPrefix(l, "#"):
			us = append(us, Unit{Heading: true, Lines: []string{l[1:]}})
		case ok:
			us = append(us, Unit{Label: label, Lines: []string{rest}})
		default:
			us = append(us, Unit{Lines: []string{l}})
		}
	}
	return us
}

// show writes a result, one change a line: = same, ~ changed, + added, - removed, > moved,
// then the labels and the lines with [-removed-] and {+added+}.
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
			for _, p := range l.Pieces {
				fmt.Fprintf(&b, []string{"%s", "", "{+%s+}", "[-%s-]"}[p.Kind], p.Text)
			}
		}
		b.WriteString("\n")
	}
	if r.Rough {
		b.WriteString("rough\n")
	}
	return b.String()
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
		{"a paragraph comes in", text("第一条："+aim, " "+scope), text("第一条："+aim, " "+fine, " "+scope), "~ 第一条 第一条 |" + aim + " |{+" + fine + "+} |" + scope + "\n"},
		{"a heading is no article", text("#第一章　总则"), text("第一章　总则"), "-\n+\n"},
		{"kept words that are too few", text("本市出租汽车经营服务管理的主管部门是交通局负责全市有关工作并接受监督"), text("本市巡游汽车的管理的主管单位是交通局负责全市有关工作并接受监督"), "~ |本市[-出租汽车经营服务-]{+巡游汽车的+}管理的主管[-部门-]{+单位+}是交通局负责全市有关工作并接受监督\n"},
	} {
		if got := show(Units(tt.old, tt.new)); got != tt.want {
			t.Errorf("%s: Units gives\n%swant\n%s", tt.name, got, tt.want)
		}
	}
}

// Both texts can be had back from what differs, whatever they are.
func TestBothAreThere(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	make := func() (us []Unit) {
		for n := r.Intn(12); n > 0; n-- {
			u := Unit{Heading: r.Intn(8) == 0}
			if r.Intn(2) == 0 {
				u.Label = fmt.Sprint("第", r.Intn(9), "条")
			}
			for k := 1 + r.Intn(3); k > 0; k-- {
				line := ""
				for w := r.Intn(9); w > 0; w-- {
					line += []string{"公开", "机关", "应当", "2024", "年", "，", "abc", "不得", "第三条的规定自公布之日起施行"}[r.Intn(9)]
				}
				u.Lines = append(u.Lines, line)
			}
			us = append(us, u)
		}
		return us
	}
	for range 3000 {
		old, new := make(), make()
		res := Units(old, new)
		var was, is int
		for _, c := range res.Changes {
			if c.Old != nil {
				was++
			}
			if c.New != nil {
				if c.New != &new[is] {
					t.Fatalf("new units out of order:\n%s", show(res))
				}
				is++
			}
			if c.Kind == Changed {
				compareLines(t, c)
			}
		}
		if was != len(old) || is != len(new) {
			t.Fatalf("%d of %d old and %d of %d new units:\n%s", was, len(old), is, len(new), show(res))
		}
	}
}

func compareLines(t *testing.T, c Change) {
	t.Helper()
	var was, is []string
	for _, l := range c.Lines {
		a, b := "", ""
		for _, p := range l.Pieces {
			if p.Kind != Added {
				a += p.Text
			}
			if p.Kind != Removed {
				b += p.Text
			}
		}
		if l.Kind != Added {
			was = append(was, a)
		}
		if l.Kind != Removed {
			is = append(is, b)
		}
	}
	if got, want := strings.Join(was, "\n"), strings.Join(c.Old.Lines, "\n"); got != want {
		t.Fatalf("old lines %q, want %q", got, want)
	}
	if got, want := strings.Join(is, "\n"), strings.Join(c.New.Lines, "\n"); got != want {
		t.Fatalf("new lines %q, want %q", got, want)
	}
}

// Texts of 5 MB that are made to be slow end soon, and say that they were not compared in
// detail where they were not.
func TestHostile(t *testing.T) {
	const size = 5 << 20
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
			us = append(us, Unit{Lines: []string{noise(n)}})
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
	line := noise(size / 3)
	few, often := []Unit{{Lines: []string{line}}}, []Unit{{Lines: []string{strings.ReplaceAll(line, line[:3], "") + strings.Repeat("甲", 9) + line[:size/9]}}}
	for i, r := range []rune("一丁七万丈三上下") {
		often[0].Lines[0] = strings.ReplaceAll(often[0].Lines[0], string(r), strings.Repeat("改", i))
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
		{"the same line", text(strings.Split(strings.Repeat("同样的一行。\n", size/20), "\n")...), text(strings.Split(strings.Repeat("同样的一行。\n", size/30), "\n")...), false},
	} {
		start := time.Now()
		res := Units(tt.old, tt.new)
		if took := time.Since(start); took > time.Minute {
			t.Errorf("%s: takes %v", tt.name, took)
		} else {
			t.Logf("%s: %v", tt.name, took.Round(time.Millisecond))
		}
		if res.Rough != tt.rough {
			t.Errorf("%s: Rough is %v", tt.name, res.Rough)
		}
	}
}
