package check

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/rounds"
)

// Bodies are read into the same memory, one after the other; what was found in one says the
// same when others were read since, whatever parts of the text it holds.
func TestFindingsOutliveTexts(t *testing.T) {
	cat, _ := ended(t, 1)
	e := New(cat, []*Rule{{Rule: diag.Rule{Code: "a"}, In: InBody,
		Line: func(l *Line) {
			if strings.HasPrefix(l.Text, "错") {
				d := l.At(0, len(l.Text), "甲")
				number := l.Text[len("错"):]
				d.File, d.Code, d.Message, d.Hint, d.Found, d.Mark = number, number, l.Text, number, number, number
				l.Report(d.WithRelated(number, d.Pos, number))
			}
		}}}, Options{})
	var found []diag.Diagnostic
	var raw []byte
	for i := range 100 {
		word := "对"
		if i%3 == 0 {
			word = "错"
		}
		raw = fmt.Appendf(raw[:0], "%s%03d\n对%[2]d", word, i)
		found = append(found, e.Body(&Body{Raw: raw, First: 1, File: "a.md"})...)
	}
	if len(found) != 34 {
		t.Fatalf("%d findings, want 34", len(found))
	}
	for i, d := range found {
		n := fmt.Sprintf("%03d", 3*i)
		want := diag.Diagnostic{File: n, Code: n, Message: "错" + n, Hint: n, Found: n, Mark: n, Pos: d.Pos, Severity: d.Severity, Related: []diag.Related{{File: n, Pos: d.Pos, Message: n}}}
		if !reflect.DeepEqual(d, want) {
			t.Errorf("finding %d is %+v, want %+v", i, d, want)
		}
	}
	if n := stringsOf(reflect.TypeFor[diag.Diagnostic]()); n != 8 {
		t.Errorf("a finding has %d texts, of which release and this test know 8", n)
	}
}

// stringsOf counts the strings that a value of a type holds in itself and in its lists.
func stringsOf(t reflect.Type) (n int) {
	switch t.Kind() {
	case reflect.String:
		return 1
	case reflect.Slice:
		return stringsOf(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			n += stringsOf(t.Field(i).Type)
		}
	}
	return n
}

// A body in which nothing is found leaves nothing to be collected but what is told of it.
func TestBodiesAllocateLittle(t *testing.T) {
	rounds.Alone(t) // and it forgets on purpose what is pooled
	cat, _ := ended(t, 1)
	e := New(cat, nil, Options{})
	b := Body{Raw: []byte(strings.Repeat("正文的一行，有些长，可是没有什么问题。\n", 100)), First: 1, File: "a.md"}
	inspect := func() { e.Body(&b) }
	inspect()
	if n := testing.AllocsPerRun(100, inspect); n > 2 {
		t.Errorf("%v allocations", n)
	}
}
