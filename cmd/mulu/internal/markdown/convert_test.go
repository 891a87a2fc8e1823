package markdown

import (
	"bytes"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// problems converts a body and gives what is wrong as "line:col code".
func problems(body string, o Options) []string {
	var r Result
	New(o).Convert("a.md", []byte(body), 1, nil, &r)
	var out []string
	for _, p := range r.Problems {
		out = append(out, fmt.Sprintf("%d:%d %s", p.Pos.Line, p.Pos.Col, p.Code))
	}
	return out
}

// TestPositions asks for exact lines and columns, in characters, also behind
// Chinese text, in later lines of a paragraph, and inside containers.
func TestPositions(t *testing.T) {
	for _, tt := range []struct{ body, want string }{
		{"甲乙[丙](javascript:x)", "1:3 link-scheme"},
		{"甲乙\n丙丁 **[戊](data:x)**", "2:6 link-scheme"},
		{"甲\n\n- 乙\n- 丙![](a.png)", "4:4 image-alt"},
		{"> 甲\n> 乙<b>", "2:4 html-not-allowed"},
		{"| 甲 |\n| --- |\n| 𠮷乙[丙](//x) |", "3:5 link-scheme"},
		{"# 标题 <u>\n", "1:6 html-not-allowed"},
		{"甲\n\n<div>\n</div>", "3:1 html-not-allowed"},
		{"甲\n\n  <!-- x -->\n  <p>\n", "4:3 html-not-allowed"},
		{"- 甲\n\n  <div>\n", "3:3 html-not-allowed"},
		{"甲[乙][r]\n\n[r]: file:///x", "1:2 link-scheme"},
		{"甲<javascript:x>", "1:2 link-scheme"},
		{"甲[乙](#丙)", "1:2 link-fragment-unknown"},
		{"甲[^1]", "1:2 footnote-unknown"},
		{"甲\n\n[^1]: 乙", "3:1 footnote-unused"},
		{"甲[^1]\n\n[^1]: 乙\n    [丙](blob:x)", "4:5 link-scheme"},
		{"甲\r\n乙[丙](vbscript:x)", "2:2 link-scheme"},
		{"\xff甲[乙](vbscript:x)", "1:3 link-scheme"},
		{"　　甲。\n　　乙。", "2:1 paragraph-merged"},
		{"1. 甲\n   [乙]()", "2:4 link-empty"},
		{"\t- 甲\n\n甲\n\t[乙](\\\\x)", "4:2 link-scheme"},
	} {
		if got := problems(tt.body, Options{}); !reflect.DeepEqual(got, []string{tt.want}) {
			t.Errorf("%q: problems %q, want %q", tt.body, got, tt.want)
		}
	}
}

func TestFirstLineIsAdded(t *testing.T) {
	var r Result
	New(Options{}).Convert("a.md", []byte("甲\n[乙](javascript:x)\n"), 12, nil, &r)
	if len(r.Problems) != 1 || r.Problems[0].Pos.Line != 13 || r.Problems[0].File != "a.md" {
		t.Errorf("problems %+v", r.Problems)
	}
}

func TestEqualHeadingsAreLinear(t *testing.T) {
	body := []byte(strings.Repeat("## 一、总则\n\n", 10_000))
	var r Result
	start := cpuTime()
	New(Options{}).Convert("a.md", body, 1, nil, &r)
	if took := cpuTime() - start; took > 200*time.Millisecond*slowdown {
		t.Errorf("10,000 equal headings take %v", took)
	}
	if n := len(r.Headings); n != 10_000 || r.Headings[n-1].ID != "一总则-10000" {
		t.Errorf("%d headings, the last is %+v", n, r.Headings[n-1])
	}
}

// TestBudgets has, for each budget, a body that keeps it and one that does not.
func TestBudgets(t *testing.T) {
	for _, tt := range []struct{ name, fits, exceeds, where string }{
		{"size", "甲", strings.Repeat("甲甲甲甲甲甲甲甲甲\n\n", 150_000), "1:1"},
		{"nesting", strings.Repeat("> ", 90) + "甲", "乙\n\n" + strings.Repeat("> ", 101) + "甲", "3:1"},
		{"headings", strings.Repeat("# 甲\n", 20_000), strings.Repeat("# 甲\n", 20_001), "20001:1"},
		{"cells", "|a|b|\n|-|-|\n" + strings.Repeat("|1|2|\n", 20_000), "|a|b|\n|-|-|\n" + strings.Repeat("|1|2|\n", 26_000), ""},
		{"marks", strings.Repeat("- [a](b) *c*\n", 20_000), strings.Repeat("[a](b) *c*\n", 20_000), ""},
		{"references", strings.Repeat("[a]: b\n\n", 2_000) + "[a](b)", strings.Repeat("[a]: b\n\n", 2_001), ""},
		{"lines", strings.Repeat("甲\n\n", 100_000), strings.Repeat("甲\n\n", 100_001), "200001:1"},
	} {
		if got := problems(tt.fits, Options{}); len(got) > 0 {
			t.Errorf("%s: a body that fits: %q", tt.name, got)
		}
		got := problems(tt.exceeds, Options{})
		if len(got) != 1 || !strings.HasPrefix(got[0], tt.where) || !strings.HasSuffix(got[0], "body-too-large") {
			t.Errorf("%s: a body that exceeds: %q, want body-too-large at %s", tt.name, got, tt.where)
		}
	}
}

// TestTheCivilCodeFits has as many articles as 民法典, and as long.
func TestTheCivilCodeFits(t *testing.T) {
	var b strings.Builder
	for i := range 1260 {
		if i%20 == 0 {
			b.WriteString("## 第" + strconv.Itoa(i) + "章 通则\n\n")
		}
		b.WriteString("**第" + strconv.Itoa(i) + "条**　民事主体的人身权利、财产权利以及其他合法权益受法律保护，任何组织或者个人不得侵犯。\n\n（一）依照其规定；\n\n")
	}
	if got := problems(b.String(), Options{}); len(got) > 0 {
		t.Errorf("problems %q", got)
	}
}

func TestResolveIsAskedOnce(t *testing.T) {
	body := "# 甲 [乙](a.md)\n\n[丙](b.md) 与 [丁](b.md)\n\n`戊` ![己](c.png)\n"
	var asked []string
	var r Result
	New(Options{}).Convert("a.md", []byte(body), 1, func(l Link) (string, bool) {
		asked = append(asked, l.Dest)
		return "x", true
	}, &r)
	if want := []string{"a.md", "b.md", "b.md", "c.png"}; !reflect.DeepEqual(asked, want) || r.Fast {
		t.Errorf("asked %q, want %q; fast %v", asked, want, r.Fast)
	}
}

// TestHostileResolve: an address that Resolve gives is checked as any other.
func TestHostileResolve(t *testing.T) {
	for _, href := range []string{"javascript:x", "//x", "", "a\\b", "data:x"} {
		var r Result
		New(Options{}).Convert("a.md", []byte("[甲](a.md)"), 1, func(Link) (string, bool) { return href, true }, &r)
		if string(r.HTML) != "<p>甲</p>\n" || len(r.Problems) != 1 || r.Problems[0].Code != "link-scheme" {
			t.Errorf("%q: %s %+v", href, r.HTML, r.Problems)
		}
	}
}

func TestPanicIsADiagnostic(t *testing.T) {
	for _, body := range []string{"[甲](a.md)", "`x` [甲](a.md)"} {
		var r Result
		New(Options{}).Convert("a.md", []byte(body), 7, func(Link) (string, bool) { panic("x") }, &r)
		if len(r.Problems) != 1 || r.Problems[0].Code != "body-internal" || r.Problems[0].Pos.Line != 7 || len(r.HTML) > 0 {
			t.Errorf("%q: %s %+v", body, r.HTML, r.Problems)
		}
	}
}

// TestReuseAndConcurrency: a Result that was used before, and a Converter that
// others use at the same time, change nothing.
func TestReuseAndConcurrency(t *testing.T) {
	c := New(Options{})
	want := make([]Result, len(seeds))
	for i, s := range seeds {
		c.Convert("a.md", []byte(s), 1, nil, &want[i])
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			var r Result
			for range 20 {
				for i, s := range seeds {
					c.Convert("a.md", []byte(s), 1, nil, &r)
					if !bytes.Equal(r.HTML, want[i].HTML) || len(r.Problems) != len(want[i].Problems) || !reflect.DeepEqual(r.Parts, want[i].Parts) {
						t.Errorf("%q differs", s)
						return
					}
				}
			}
		})
	}
	wg.Wait()
}

func TestLineEnds(t *testing.T) {
	lf := "# 甲\n\n乙\n丙\n\n| a |\n| - |\n| b |\n"
	want := convert(t, lf)
	for _, end := range []string{"\r\n", "\r"} {
		if got := convert(t, strings.ReplaceAll(lf, "\n", end)); got != want {
			t.Errorf("with %q:\n%s want\n%s", end, got, want)
		}
	}
}

func TestRules(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Rules() {
		if seen[r.Code] || r.Code == "" || r.Severity == 0 || r.Title == "" || r.Explain == "" || r.Source == "" || r.Repair == "" {
			t.Errorf("rule %+v: a field is empty or the code is there twice", r)
		}
		seen[r.Code] = true
	}
}
