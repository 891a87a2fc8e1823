package markdown

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestEnglishIsMarked(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want bool
	}{
		{"This guide is for drivers from abroad.", true},
		{"**The holder** of a permit shall carry it – the driver’s own – “at all times”.", true},
		{"Drivers from abroad\nmay apply at [the window](https://www.qilan.example/).", true},
		{"本指南 This guide is for drivers from abroad.", false},
		{"GB/T 37668, WCAG 2.2 AA and axe-core", false},           // too few words
		{"Toyota Corolla Volkswagen Lavida Nissan Sylphy", false}, // names alone
		{"Dieser Leitfaden richtet sich an Fahrer aus dem Ausland.", false},
		{"Ce guide s’adresse à des conducteurs in the taxi.", false},
		{"Настоящее руководство in the of and to for", false},
		{"https://www.qilan.example/the/of/and/to/in/for/this", false},
	} {
		page := convert(t, tt.in)
		if got := strings.HasPrefix(page, `<p lang="en">`); got != tt.want {
			t.Errorf("%q: marked %v, want %v: %s", tt.in, got, tt.want, page)
		}
	}
}

// So are headings, items, cells and paragraphs in others, by the fast path and by the
// complete one; not what holds a text of another language, too.
func TestEnglishPhrases(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"## How to Apply", `<h2 id="how-to-apply" lang="en">How to Apply</h2>`},
		{"# 甲\n\n# Guide for Drivers", `<h2 id="guide-for-drivers" lang="en">Guide for Drivers</h2>`},
		{"Guide for Drivers\n---", `<h2 id="guide-for-drivers" lang="en">Guide for Drivers</h2>`},
		{"## WCAG 2.2", `<h2 id="wcag-22">WCAG 2.2</h2>`},
		{"## 指南 Guide for Drivers", `<h2 id="指南-guide-for-drivers">`},
		{"- 驾驶证\n- Copy of the licence\n", "<li>驾驶证</li>\n<li lang=\"en\">Copy of the licence</li>"},
		{"1. Copy of the licence\n   - 驾驶证\n", "<li>Copy of the licence\n<ul>"},
		{"- 甲\n\n- A copy of the licence must be shown.\n", `<p lang="en">A copy of the licence must be shown.</p>`},
		{"> A copy of the licence must be shown.", `<p lang="en">A copy of the licence must be shown.</p>`},
		{"| 项目 | Name of the item |\n| --- | :-: |\n| 证件 | Copy of the licence |\n", `<th scope="col" class="align-center" lang="en">Name of the item</th>`},
		{"| 项目 | Name of the item |\n| --- | :-: |\n| 证件 | Copy of the licence |\n", `<td class="align-center" lang="en">Copy of the licence</td>`},
		{"| 项目 | 型号 |\n| --- | --- |\n| 车辆 | Toyota Corolla Cross |\n", `<td>Toyota Corolla Cross</td>`},
		{"Copy of the licence\n: Shown to the officer\n", "<dt lang=\"en\">Copy of the licence</dt>\n<dd lang=\"en\">Shown to the officer</dd>"},
	} {
		for _, more := range []string{"", "\n\n***\n"} { // the fast path knows no lines of stars
			if page := convert(t, tt.in+more); !strings.Contains(page, tt.want) {
				t.Errorf("%q: no %s in %s", tt.in+more, tt.want, page)
			}
		}
	}
}

// An English paragraph at the end is no 署名, and those around it are found all the same.
func TestEnglishBesideParts(t *testing.T) {
	page := convert(t, "各单位：\n\n正文。\n\nThis guide is for drivers from abroad.\n\n栖澜市交通运输局\n\n2025年3月5日\n")
	for _, part := range []string{`<p class="addressee">`, `<p lang="en">This guide`, `<p class="signature">`, `<p class="signed-date">`} {
		if !strings.Contains(page, part) {
			t.Errorf("no %s in %s", part, page)
		}
	}
}

// Where HTML is allowed, words of any language can be marked; an attribute that is no
// language is taken out and reported.
func TestLanguageOfRawHTML(t *testing.T) {
	var r Result
	c := New(Options{RawHTML: true})
	c.Convert("a.md", []byte("站名<span lang=\"ja\">とうきょう</span>、<em lang=\"mn-Cyrl\">Улаанбаатар</em>。\n"), 1, nil, &r)
	if got, want := string(r.HTML), "<p>站名<span lang=\"ja\">とうきょう</span>、<em lang=\"mn-Cyrl\">Улаанбаатар</em>。</p>\n"; got != want || len(r.Problems) > 0 {
		t.Errorf("%s, want %s; %v", got, want, r.Problems)
	}
	c.Convert("a.md", []byte("站名<span lang=\"日文\">东京</span>\n"), 1, nil, &r)
	if len(r.Problems) != 1 || strings.Contains(string(r.HTML), "日文") {
		t.Errorf("%s, %v", r.HTML, r.Problems)
	}
}

// What has too few words has no more of them when it is looked at closely.
func TestFewWords(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	pieces := []string{"the", "of ", " a", "<b>", "</b>", "&#32;", "&nbsp;", "\u00a0", "\u2003", "\n", "\t", "’", "990.64", "-", "甲", "\v"}
	few := 0
	for range 20_000 {
		var s strings.Builder
		for range r.IntN(8) {
			s.WriteString(pieces[r.IntN(len(pieces))])
		}
		least := 1 + r.IntN(5)
		if fewWords([]byte(s.String()), least) {
			few++
			if n := len(strings.Fields(visible([]byte(s.String())))); n >= least {
				t.Fatalf("%q has %d words, not fewer than %d", s.String(), n, least)
			}
		}
	}
	if few < 1000 {
		t.Errorf("%d texts of few words", few)
	}
}
