package check

import (
	"fmt"
	"strings"

	"mulu/cmd/mulu/internal/diag"
)

// tally joins the findings of a rule PerFile: a list of ten thousand persons is one
// fault, and one finding with their number.
type tally struct {
	rules map[string]bool // the codes of rules PerFile
	all   bool            // every rule is: the lines of an attachment have no end
	list  []diag.Diagnostic
	many  map[string]*repeated
}

// repeated is a finding that stands for all of its code in a file.
type repeated struct {
	at     int // in the list
	count  int
	places []string // of the next ones
}

// morePlaces is how many places a finding names besides its own.
const morePlaces = 2

// add takes findings; place is where they are, when that is not a line of a text.
func (t *tally) add(ds []diag.Diagnostic, place string) {
	for _, d := range ds {
		r := t.many[d.Code]
		switch {
		case !t.all && !t.rules[d.Code]:
			t.list = append(t.list, d)
		case r == nil:
			if t.many == nil {
				t.many = map[string]*repeated{}
			}
			t.many[d.Code] = &repeated{at: len(t.list), count: 1}
			t.list = append(t.list, d)
		default:
			r.count++
			if len(r.places) < morePlaces {
				r.places = append(r.places, placeOf(&d, place))
			}
		}
	}
}

func placeOf(d *diag.Diagnostic, place string) string {
	if d.Pos.Line > 0 {
		return fmt.Sprintf("第%d行第%d列", d.Pos.Line, d.Pos.Col)
	}
	return place
}

// findings are all, with the numbers of those that stand for many.
func (t *tally) findings() []diag.Diagnostic {
	for _, r := range t.many {
		if r.count == 1 {
			continue
		}
		d := &t.list[r.at]
		d.Message += fmt.Sprintf("；这样的在本文件中共%d处", r.count)
		if places := strings.Join(r.places, "、"); strings.Trim(places, "、") != "" {
			d.Message += "，其次在" + places
		}
	}
	return t.list
}
