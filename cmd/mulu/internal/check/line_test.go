package check

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// Headings are those of Markdown's first row, and in an attachment of the last row
// without digits before the first with.
func TestHeading(t *testing.T) {
	var h heading
	for _, s := range []string{"| 姓名 | 电话 |", "|---|---|", "| 甲 | 1 |"} {
		h.body(s, 0)
	}
	l := Line{In: InBody, Text: "| 甲 | 1 |", heading: h.row}
	if got := l.Heading(9); got != "电话" {
		t.Errorf("Heading = %q", got)
	}
	if h.body("正文", 0); h.row != "" {
		t.Errorf("a paragraph has the heading %q", h.row)
	}
	for _, row := range []string{"公示名单", "单位：\t填报：", "姓名\t电话", "甲\t1", "乙\t无"} {
		h.file(2, row, hasOf(row), 0)
	}
	l = Line{In: InFile, Text: "甲\t1", heading: h.row, Place: "工作表“名单”第3行"}
	if from, to := l.Cell(4); l.Heading(4) != "电话" || l.Text[from:to] != "1" || l.placeOf(4) != "工作表“名单”第3行B列" {
		t.Errorf("Heading = %q, Cell = %d to %d, place %s", l.Heading(4), from, to, l.placeOf(4))
	}
	if l.Text = h.row; l.Heading(0) != "" || l.InTable() {
		t.Error("the row of headings is under itself")
	}
}

// In each piece of a long line stand the words and marks that a scan of the piece alone
// finds, also where a word is cut.
func TestPieces(t *testing.T) {
	words := []string{"甲乙", "乙甲", "甲乙甲乙丙", "丙"}
	r := rand.New(rand.NewPCG(3, 4))
	var text strings.Builder
	for text.Len() < 10*longLine {
		text.WriteRune([]rune("甲甲乙乙丙《[a")[r.IntN(8)])
	}
	type place struct{ nth, from, to int }
	var got, want []place
	pieces := 0
	rule := &Rule{In: InBody, Words: func(*Site) []string { return words }, Line: func(l *Line) {
		pieces++
		l.Words(func(nth, from, to int) { got = append(got, place{nth, from, to}) })
		for at := range l.Marks {
			got = append(got, place{-1, at, at})
		}
		_, f := newCues(nil, []*Rule{{Words: func(*Site) []string { return words }}}).look(l.Text, new(found))
		for _, h := range f.hits {
			want = append(want, place{int(h.nth), int(h.from), int(h.end)})
		}
		for _, at := range f.marks {
			want = append(want, place{-1, int(at), int(at)})
		}
	}}
	cat, _ := ended(t, 1)
	New(cat, []*Rule{rule}, Options{}).Body(&Body{Raw: []byte(text.String()), First: 1, File: "a.md"})
	if pieces < 9 || len(want) < 1000 || !slices.Equal(got, want) {
		t.Errorf("in %d pieces found %d places, want %d", pieces, len(got), len(want))
	}
}

// The sentences of a line, and of each piece of a long one, are those that a search for 。
// finds, with as many numbers as they have runs of digits.
func TestSentences(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var text strings.Builder
	for text.Len() < 20*longLine {
		for range r.IntN(3 * longLine / 4) {
			text.WriteString([]string{"甲", "乙，", "。", "1", "23", "４", " ", "5。6", "。。"}[r.IntN(9)])
		}
		text.WriteString("\n")
	}
	type sentence struct{ from, to, numbers int }
	pieces, long := 0, 0
	rule := &Rule{In: InBody, Line: func(l *Line) {
		if pieces++; l.piece > 0 {
			long++
		}
		var got, want []sentence
		l.Sentences(func(from, to, numbers int) { got = append(got, sentence{from, to, numbers}) })
		for at := 0; at < len(l.Text); {
			part, _, _ := strings.Cut(l.Text[at:], "。")
			digits := func(r rune) bool { return r < '0' || r > '9' }
			want = append(want, sentence{at, at + len(part), len(strings.FieldsFunc(part, digits))})
			at += len(part) + len("。")
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%q has the sentences %v, want %v", l.Text, got, want)
		}
	}}
	body := &Rule{Body: func(b *Body) {
		for line := range b.Lines {
			var stops []int
			for at := range line.Stops {
				stops = append(stops, at)
			}
			if n := strings.Count(line.Text, "。"); len(stops) != n || line.Stopped() != (n > 0) || n > 0 && stops[0] != strings.Index(line.Text, "。") {
				t.Fatalf("%q stops at %v", line.Text, stops)
			}
		}
	}}
	cat, _ := ended(t, 1)
	New(cat, []*Rule{rule, body}, Options{}).Body(&Body{Raw: []byte(text.String()), First: 1, File: "a.md"})
	if pieces < 20 || long < 5 {
		t.Errorf("%d pieces, %d behind others", pieces, long)
	}
}

// Hints call no rule and tell it where to look; what rules work out of a body they work out
// once.
func TestHintsAndKept(t *testing.T) {
	type key struct{}
	made, calls := 0, 0
	look := func(b *Body) {
		calls++
		OnceOf(b, key{}, func() *int { made++; return &made })
		if want := strings.Contains(string(b.Raw), "甲乙"); b.CuedAny() != want || b.Cued(&b.Texts[0]) != want {
			t.Errorf("%q is cued: %v", b.Raw, b.CuedAny())
		}
	}
	rule := func() *Rule { return &Rule{Cues: []string{"甲乙"}, Hints: true, Body: look} }
	cat, _ := ended(t, 1)
	e := New(cat, []*Rule{rule(), rule()}, Options{})
	for _, raw := range []string{"甲", "甲乙", "乙", "丙"} {
		e.Body(&Body{Raw: []byte(raw), First: 1, File: "a.md"})
	}
	if made != 4 || calls != 8 {
		t.Errorf("made %d times in %d calls", made, calls)
	}
}
