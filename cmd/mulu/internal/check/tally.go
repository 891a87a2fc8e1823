package check

import (
	"crypto/sha256"
	"encoding/binary"
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
	others uint64   // the sum of the hashes of what the next ones found
	differ bool     // they found something else than the first
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
			r.differ = r.differ || d.Found != t.list[r.at].Found
			r.others += hashOf(d.Found)
			if len(r.places) < morePlaces {
				r.places = append(r.places, placeOf(&d, place))
			}
		}
	}
}

func hashOf(s string) uint64 {
	sum := sha256.Sum256([]byte(s))
	return binary.BigEndian.Uint64(sum[:])
}

func placeOf(d *diag.Diagnostic, place string) string {
	if d.Pos.Line > 0 {
		return fmt.Sprintf("第%d行第%d列", d.Pos.Line, d.Pos.Col)
	}
	return place
}

// findings are all, with the numbers of those that stand for many. What these found is
// the sum of all, so that an exception that was made of them is not one of another person
// who is added to the list.
func (t *tally) findings() []diag.Diagnostic {
	for _, r := range t.many {
		if r.count == 1 {
			continue
		}
		d := &t.list[r.at]
		if r.differ {
			d.Found = fmt.Sprintf("%s\x00%d\x00%x", d.Found, r.count, r.others)
		}
		d.Message += fmt.Sprintf("；这样的在本文件中共%d处", r.count)
		if places := strings.Join(r.places, "、"); strings.Trim(places, "、") != "" {
			d.Message += "，其次在" + places
		}
	}
	return t.list
}
