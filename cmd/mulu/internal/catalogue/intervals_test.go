package catalogue

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/official"
)

// randomSite has documents that take effect, expire, lapse by rule and act on each
// other, some by hidden or draft documents.
func randomSite(r *rand.Rand) map[string]string {
	base := official.DateOf(2018, 1, 1)
	day := func() string { return base.AddDays(r.IntN(3000)).String() }
	some := func(key, value string) string {
		if r.IntN(3) > 0 {
			return ""
		}
		return key + " = " + value + "\n"
	}
	files := map[string]string{}
	for n := 1; n <= 12; n++ {
		title := fmt.Sprintf("文件%d", n)
		if r.IntN(4) == 0 {
			title += "管理办法（试行）"
		}
		disclosure := "主动公开"
		if r.IntN(6) == 0 {
			disclosure = "不予公开"
		}
		class := []string{"其他文件", "政策解读", "规划计划"}[r.IntN(3)]
		text := fmt.Sprintf("+++\ntitle = %q\nindex_number = %q\nissuer = \"栖澜市交通运输局\"\ncategory = \"wj\"\ndisclosure = %q\nclass = %q\nwritten = %s\npublished = %s\n",
			title, index(n), disclosure, class, day(), day())
		text += some("effective", day()) + some("expires", day()) + some("repealed", day())
		for _, key := range []string{"repeals", "replaces", "amends"} {
			if n > 1 { // earlier ones alone: no circles
				scope := ""
				if r.IntN(2) == 0 && key != "replaces" {
					scope = `, scope = "第三条"`
				}
				on := ""
				if r.IntN(3) == 0 {
					on = ", on = " + day()
				}
				text += some(key, fmt.Sprintf("[{target = %q%s%s}]", index(1+r.IntN(n-1)), scope, on))
			}
		}
		files[fmt.Sprintf("content/d%02d.md", n)] = text + "+++\n"
	}
	return files
}

// On every day the intervals give the state and the cause that a build of that day
// derives from the same files.
func TestIntervalsAreTheDerivation(t *testing.T) {
	states := map[official.Validity]int{}
	for seed := range uint64(25) {
		r := rand.New(rand.NewPCG(seed, 1))
		files := randomSite(r)
		all := map[string][]Interval{}
		c, _ := testSite{files: files, today: official.DateOf(2026, 11, 22)}.build(t)
		for i := range c.Documents {
			d := &c.Documents[i]
			all[d.Index] = c.Intervals(d)
			checkIntervals(t, d, all[d.Index])
		}
		for range 20 {
			today := official.DateOf(2017, 6, 1).AddDays(r.IntN(4500))
			then, _ := testSite{files: files, today: today}.build(t)
			for i := range then.Documents {
				d := &then.Documents[i]
				if today.Before(d.Begins()) {
					continue
				}
				got, want := StateOn(all[d.Index], today), d.Validity
				states[want.State]++
				if got.State != want.State || got.Cause != want.Cause || got.On != want.On || by(got) != by(Interval{Validity: want}) || got.Basis != want.Basis {
					t.Fatalf("seed %d: %s on %s is %s by %d since %s, a build of that day says %s by %d since %s:\n%s", seed, d.Title, today,
						got.State, got.Cause, got.On, want.State, want.Cause, want.On, files[d.Path])
				}
			}
		}
	}
	for v := official.NotYet; v <= official.Unstated; v++ {
		if states[v] == 0 {
			t.Errorf("no day was seen on which a document is %s", v)
		}
	}
}

func by(v Interval) string {
	if v.By == nil {
		return ""
	}
	return v.By.Index
}

// checkIntervals asks that intervals follow one another, the first on the first day.
func checkIntervals(t *testing.T, d *Document, ivs []Interval) {
	t.Helper()
	if len(ivs) == 0 || ivs[0].From != d.Begins() {
		t.Fatalf("%s begins on %s, its intervals are %+v", d.Title, d.Begins(), ivs)
	}
	for k := 1; k < len(ivs); k++ {
		if !ivs[k].From.After(ivs[k-1].From) || ivs[k].sameAs(&ivs[k-1]) {
			t.Fatalf("%s: interval %d does not follow: %+v", d.Title, k, ivs)
		}
	}
}

func TestBegins(t *testing.T) {
	for _, tt := range []struct{ header, want string }{
		{"", "2025-03-05"},                       // its publication
		{"effective = 2025-06-01", "2025-03-05"}, // there, but 尚未施行
		{"effective = 2024-06-01", "2024-06-01"}, // it says so of itself
	} {
		c, _ := testSite{files: map[string]string{"content/a.md": doc(1, tt.header)}}.build(t)
		if got := c.Documents[0].Begins().String(); got != tt.want {
			t.Errorf("%q begins on %s, want %s", tt.header, got, tt.want)
		}
	}
	if v := StateOn([]Interval{{From: official.DateOf(2025, 1, 1)}}, official.DateOf(2024, 12, 31)); v != (Interval{}) {
		t.Errorf("before it is there its state is %+v", v)
	}
}

// What is soon to lapse and has lately lapsed is so for half a year, and the first and
// the last day are announced.
func TestWindows(t *testing.T) {
	for _, tt := range []struct {
		header, today string
		soon, lately  bool
	}{
		{"expires = 2026-12-31", "2026-07-04", false, false},
		{"expires = 2026-12-31", "2026-07-05", true, false}, // ends on 1 January, 180 days on
		{"expires = 2026-12-31", "2026-12-31", true, false},
		{"expires = 2026-12-31", "2027-01-01", false, true},
		{"expires = 2026-12-31", "2027-06-29", false, true},
		{"expires = 2026-12-31", "2027-06-30", false, false},
		{"effective = 2026-12-31", "2026-12-01", false, false}, // begins, does not end
		{"class = \"其他文件\"\nrepealed = 2026-12-31", "2026-12-01", true, false},
		{"class = \"其他文件\"", "2026-12-01", false, false},
	} {
		today, err := official.ParseDate(tt.today)
		if err != nil {
			t.Fatal(err)
		}
		at := func(day official.Date) *Catalogue {
			c, _ := testSite{files: map[string]string{"content/a.md": doc(1, tt.header)}, today: day}.build(t)
			return c
		}
		c := at(today)
		d := &c.Documents[0]
		if c.Soon(d) != tt.soon || c.Lately(d) != tt.lately {
			t.Errorf("%s on %s: soon %t, lately %t", tt.header, tt.today, c.Soon(d), c.Lately(d))
		}
		next := c.NextChange()
		for day := today.AddDays(1); day.Before(next); day = day.AddDays(1) {
			if then := at(day); then.Soon(&then.Documents[0]) != tt.soon || then.Lately(&then.Documents[0]) != tt.lately {
				t.Errorf("%s on %s: changes on %s, before the next change %s", tt.header, tt.today, day, next)
				break
			}
		}
	}
}

// A document that is not public acts, but is not named.
func TestIntervalsNameNoHiddenDocument(t *testing.T) {
	hidden := strings.Replace(doc(2, `repeals = [{target = "`+index(1)+`", scope = "内部的话", on = 2025-06-01}]`), "主动公开", "不予公开", 1)
	c, _ := testSite{files: map[string]string{"content/a.md": doc(1, `class = "其他文件"`), "content/b.md": hidden}}.build(t)
	ivs := c.Intervals(&c.Documents[0])
	if last := ivs[len(ivs)-1]; len(ivs) != 2 || last.State != official.PartlyInvalid || last.By != nil || last.Basis != "" {
		t.Errorf("intervals are %+v", ivs)
	}
}
