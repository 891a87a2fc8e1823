package diag

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unsafe"
)

// What is packed comes back, whichever field it has; a field that Add does not know shows
// here.
func TestPack(t *testing.T) {
	var all Diagnostic
	v := reflect.ValueOf(&all).Elem()
	for i := range v.NumField() {
		var one Diagnostic
		for _, f := range []reflect.Value{v.Field(i), reflect.ValueOf(&one).Elem().Field(i)} {
			switch at := f.Addr().Interface().(type) {
			case *string:
				*at = v.Type().Field(i).Name
			case *bool:
				*at = true
			case *Severity:
				*at = Warning
			case *Pos:
				*at = Pos{1, 2, 3, 16 << 20}
			case *[]Related:
				*at = []Related{{File: "a.md", Pos: Pos{Line: 7}, Message: "另一处"}}
			case **Waiver:
				*at = &Waiver{Reason: "已核"}
			default:
				t.Fatalf("a field of type %s: fill it here, and see that Add keeps it", f.Type())
			}
		}
		var list List
		for _, d := range []Diagnostic{one, all} {
			list.Add(&d)
		}
		for i, want := range []Diagnostic{one, all} {
			if d := list.at(list.places[i]); !reflect.DeepEqual(d, want) {
				t.Errorf("%s: %+v comes back as %+v", v.Type().Field(i).Name, want, d)
			}
		}
	}
}

// A List says of many problems what a slice of them says, in the same order, in less memory.
func TestList(t *testing.T) {
	var list List
	var want []Diagnostic
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 5000 {
		d := Diagnostic{File: fmt.Sprintf("content/%d.md", random.IntN(40)), Pos: Pos{Line: random.IntN(7), Col: random.IntN(3)},
			Severity: Severity(1 + random.IntN(3)), Code: fmt.Sprint("rule-", random.IntN(9)), Message: fmt.Sprint("第", random.IntN(5), "处"), Known: i%7 == 0}
		if i%3 == 0 {
			d.Hint = fmt.Sprint("改为", i) // most of them are no others' hint
		}
		if i%100 == 0 {
			d.Message = strings.Repeat("长", 70_000)
		}
		list.Add(&d)
		want = append(want, d)
	}
	if got := list.Counts(); got != Count(want) || list.Len() != len(want) {
		t.Errorf("%d problems, %+v, want %d and %+v", list.Len(), got, len(want), Count(want))
	}
	if got := slices.Collect(list.All()); !reflect.DeepEqual(got, want) {
		t.Error("others come back, or in another order")
	}
	list.Sort()
	Sort(want)
	if got := slices.Collect(list.All()); !reflect.DeepEqual(got, want) {
		t.Error("sorted otherwise than by Sort")
	}
	if len(list.hints.all) > mostHints {
		t.Errorf("%d hints are looked for again", len(list.hints.all))
	}
	for i, b := range list.blocks {
		if b.Cap() > 4*blockOfList { // one message has 210,000 bytes
			t.Errorf("block %d has %d bytes", i, b.Cap())
		}
	}
}

// What a judge leaves, changes, drops and adds is what a List has then; it sees each file's
// problems together.
func TestListJudge(t *testing.T) {
	var list List
	var before []Diagnostic
	for i := range 900 {
		d := Diagnostic{File: fmt.Sprintf("%03d.md", i/7), Pos: Pos{Line: i}, Severity: Warning, Code: "a", Message: fmt.Sprint(i)}
		if i%5 == 0 {
			d = d.WithRelated("b.md", Pos{}, "另一处")
		}
		before = append(before, d)
		list.Add(&d)
	}
	judge := func(ds []Diagnostic) (left []Diagnostic) {
		for i, d := range ds {
			switch n := d.Pos.Line; {
			case n%11 == 0:
				continue
			case n%13 == 0:
				d.Severity = Error
			case n%17 == 0:
				d.Waived = &Waiver{Reason: "已核"}
			case n%19 == 0:
				d.Related = []Related{{File: "c.md"}}
			}
			left = append(left, d)
			if i == 3 {
				left = append(left, Diagnostic{File: d.File, Code: "new"})
			}
		}
		return left
	}
	var want []Diagnostic
	seen := map[string]bool{}
	list.Judge(10, func(ds []Diagnostic) []Diagnostic {
		if seen[ds[0].File] {
			t.Errorf("%s comes in two parts", ds[0].File)
		}
		for i := range ds {
			seen[ds[i].File] = true
		}
		want = append(want, judge(ds)...)
		return judge(ds)
	})
	if got := slices.Collect(list.All()); !reflect.DeepEqual(got, want) {
		t.Errorf("%d problems of %d, want %d, or others", len(got), len(before), len(want))
	}
	if list.Counts() != Count(want) {
		t.Errorf("%+v, want %+v", list.Counts(), Count(want))
	}
}

// Where a judge only drops problems, or only changes some, the others lie where they lay.
func TestListJudgeKeeps(t *testing.T) {
	for name, judge := range map[string]func(ds []Diagnostic) []Diagnostic{
		"dropped": func(ds []Diagnostic) []Diagnostic {
			return slices.DeleteFunc(ds, func(d Diagnostic) bool { return d.Pos.Line%11 == 0 })
		},
		"changed": func(ds []Diagnostic) []Diagnostic {
			for i := range ds {
				if ds[i].Pos.Line%11 == 0 {
					ds[i].Severity = Error
				}
			}
			return ds
		},
	} {
		var list List
		for i := range 900 {
			list.Add(&Diagnostic{File: fmt.Sprintf("%03d.md", i/7), Pos: Pos{Line: i}, Severity: Warning, Code: "a"})
		}
		before := list.places
		list.Judge(10, judge)
		for _, place := range list.places {
			if d := list.at(place); d.Severity == Warning && place != before[d.Pos.Line] {
				t.Fatalf("some are %s: problem %d, as it was, is packed again", name, d.Pos.Line)
			}
		}
	}
}

// What 1,000 problems of a kind take is less than half of what they take as they are, their messages apart.
func TestListMemory(t *testing.T) {
	var list List
	for i := range 1000 {
		list.Add(&Diagnostic{File: fmt.Sprintf("content/%d.md", i/3), Pos: Pos{Line: 12, Col: 3, EndLine: 12, EndCol: 9},
			Severity: Warning, Code: "title-long", Message: "标题有61个字，不宜超过50个字", Hint: "缩短标题"})
	}
	used := 16*cap(list.files) + 8*cap(list.places)
	for _, b := range list.blocks {
		used += b.Len()
	}
	if whole := 1000 * int(unsafe.Sizeof(Diagnostic{})); 2*used > whole {
		t.Errorf("%d bytes, as they are %d", used, whole)
	}
}
