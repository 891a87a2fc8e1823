package stats

import (
	"testing"

	"mulu/cmd/mulu/internal/sitetest"
)

func TestDelayOf(t *testing.T) {
	fs := sitetest.Docs(0)
	for i, published := range []string{"2025-03-03", "2025-03-10", "2025-03-17", "2025-03-24", "2025-03-31", "2025-04-01", "2025-06-30"} {
		fs["content/"+string(rune('a'+i))+".md"] = withDays(i+1, "2025-03-03", published, "")
	}
	fs["content/reprint.md"] = withDays(8, "2025-03-03", "2025-12-01", `source = {name = "交通运输部", url = "https://www.mot.gov.cn/"}`)
	c, ds := fs.Catalogue(t)
	d := DelayOf(c)
	// 2025-03-03 is a Monday; no holiday falls into March.
	want := Delay{Bins: [6]int{1, 1, 1, 1, 1, 2}, Counted: 7, Left: 1, Median: 15}
	if d != want {
		t.Errorf("the delay is %+v, want %+v (%v)", d, want, ds)
	}
}

func withDays(serial int, written, published, more string) string {
	return "+++\ntitle = \"文件\"\nindex_number = \"" + sitetest.Index(serial) + "\"\nissuer = \"栖澜市交通运输局\"\nwritten = " + written + "\npublished = " + published +
		"\ndisclosure = \"主动公开\"\ncategory = \"wj\"\n" + more + "\n+++\n\n正文\n"
}

func TestInterpreted(t *testing.T) {
	fs := sitetest.Docs(0)
	rule := "class = \"行政规范性文件\"\nexpires = 2099-01-01\n"
	fs["content/1.md"] = sitetest.Doc(1, rule, "正文")
	fs["content/2.md"] = sitetest.Doc(2, rule, "正文")
	fs["content/3.md"] = sitetest.Doc(3, rule, "正文")
	fs["content/4.md"] = sitetest.Doc(4, "interprets = [\""+sitetest.Index(2)+"\"]", "正文")
	c, _ := fs.Catalogue(t)
	s := Interpreted(c)
	if s != (Share{1, 3}) || s.Percent() != 3333 {
		t.Errorf("%+v, %d", s, s.Percent())
	}
	if p := (Share{2, 3}).Percent(); p != 6667 {
		t.Errorf("two thirds are %d", p)
	}
	if p := (Share{}).Percent(); p != 0 {
		t.Errorf("nothing of nothing is %d", p)
	}
}

func TestMonths(t *testing.T) {
	c, _ := sitetest.Docs(40).Catalogue(t) // from 1 January 2025, one a day
	if n := Months(c, 2025); n != [12]int{31, 9} {
		t.Errorf("months are %v", n)
	}
}
