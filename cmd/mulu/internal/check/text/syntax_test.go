package text

import (
	"math/rand/v2"
	"regexp"
	"testing"
)

func TestSyntax(t *testing.T) {
	for line, want := range map[string]string{
		"甲，乙":                           "甲，乙",
		"见`a,b`和``c`d``":                "见和",
		"[说明](a（1.md \"题,目\")后":         "[说明后",
		"[甲](b(c).md)乙":                 "[甲乙",
		"图![平面](图.png)。":                "图平面。",
		`甲\(乙\`:                         `甲乙\`,
		"网址https://a.cn/b?c:d，邮箱a@b.cn": "网址，邮箱",
		"甲<br>乙<甲>":                     "甲乙<甲>",
		"注[^1]，":                        "注，",
		"[^1]: 说明":                      ": 说明",
		"[a]: b.md":                     "",
		"`未闭合":                          "`未闭合",
	} {
		p, got := prose{text: line, markdown: true}, ""
		for i, r := range line {
			if p.has(i) {
				got += string(r)
			}
		}
		if got != want {
			t.Errorf("%q: prose is %q, want %q", line, got, want)
		}
	}
}

// TestBlockMarks compares with the pattern that says what the marks are.
func TestBlockMarks(t *testing.T) {
	pattern := regexp.MustCompile(`^[\s　]*(?:>[\s]*)*(?:[-*+]\s+|\d{1,9}[.)]\s+|#{1,6}\s+)*`)
	pieces := []string{" ", "　", "\t", ">", "- ", "* ", "+", "12. ", "3)", "1234567890. ", "# ", "#######", "###### ", "一", "a", "\u00a0"}
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		s := ""
		for range r.IntN(6) {
			s += pieces[r.IntN(len(pieces))]
		}
		if got, want := blockMarks(s), len(pattern.FindString(s)); got != want {
			t.Fatalf("%q begins with %d bytes of marks, want %d", s, got, want)
		}
	}
}
