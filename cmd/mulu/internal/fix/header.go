package fix

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/tree"
)

// header repairs the values and keys of a header, and space at the ends of its lines.
func header(file string, data []byte) ([]byte, []Repair) {
	h, ds := frontmatter.Parse(file, data)
	if h.Format == 0 || diag.Count(ds).Errors > 0 {
		return data, nil
	}
	x := &headerFix{data: data, starts: lineStarts(data), keys: map[string]bool{}, respelt: map[string]string{}, replaced: map[diag.Pos]string{}}
	for _, e := range h.Table.Table {
		x.keys[e.Key] = true
	}
	for i := range h.Table.Table {
		x.top(&h.Table.Table[i])
	}
	x.space(h)
	fixed, repairs := apply(data, x.edits)
	if len(repairs) == 0 || !x.proved(file, fixed, h) {
		return data, nil
	}
	return fixed, repairs
}

type headerFix struct {
	data     []byte
	starts   []int
	keys     map[string]bool // that the header has
	edits    []edit
	inside   [][2]int            // first and last lines of values of several
	respelt  map[string]string   // keys, with what they become
	replaced map[diag.Pos]string // values, with what they are then read as
}

// offset is that of a place in the data.
func (x *headerFix) offset(line, col int) int {
	at := x.starts[line-1]
	for ; col > 1 && at < len(x.data); col-- {
		_, n := utf8.DecodeRune(x.data[at:])
		at += n
	}
	return at
}

// replace replaces what stands at a place of one line.
func (x *headerFix) replace(pos diag.Pos, text, what string) {
	from := x.offset(pos.Line, pos.Col)
	x.edits = append(x.edits, edit{from, x.offset(pos.EndLine, pos.EndCol), text, Repair{pos.Line, what}})
}

func oneLine(pos diag.Pos) bool {
	return pos.Line > 0 && pos.EndLine == pos.Line && pos.EndCol > pos.Col
}

// top repairs one key of the header with its value.
func (x *headerFix) top(e *tree.Entry) {
	f := fieldOf(e.Key)
	if f == nil {
		if key := x.meant(e.Key); key != "" && oneLine(e.KeyPos) && strings.TrimSpace(x.text(e.KeyPos)) == e.Key {
			x.replace(e.KeyPos, key, "项名 "+e.Key+" 改为 "+key)
			x.respelt[e.Key] = key
			f = fieldOf(key)
		}
	}
	switch {
	case f != nil && f.Type == catalogue.Day:
		x.day(&e.Value)
	case f != nil && f.Key == "doc_number":
		x.number(&e.Value)
	}
	x.days(&e.Value)
	x.noteLines(&e.Value)
}

// dayKeys are the keys of days inside values of a header.
var dayKeys = map[string]bool{"on": true, "opens": true, "closes": true, "日期": true}

// days repairs the days inside a table or list.
func (x *headerFix) days(v *tree.Value) {
	for i := range v.List {
		x.days(&v.List[i])
	}
	for i := range v.Table {
		e := &v.Table[i]
		if dayKeys[e.Key] {
			x.day(&e.Value)
		}
		x.days(&e.Value)
	}
}

// text is what stands at a place of one line.
func (x *headerFix) text(pos diag.Pos) string {
	return string(x.data[x.offset(pos.Line, pos.Col):x.offset(pos.EndLine, pos.EndCol)])
}

// day writes a day that can only be one as 2024-03-05.
func (x *headerFix) day(v *tree.Value) {
	if v.Kind != tree.String && v.Kind != tree.Date || !oneLine(v.Pos) {
		return
	}
	if _, err := official.ParseDate(v.Str); err == nil {
		return
	}
	if d := official.GuessDate(v.Str); !d.IsZero() {
		x.rewrite(v, d.String(), d.String(), "日期改为 "+d.String())
	}
}

// certain are the mistakes of a document number that are only ways of writing.
var certain = map[official.DocMistake]bool{official.DocBrackets: true, official.DocSpaces: true, official.DocFullWidth: true}

// rightNumber is the right form of a document number with such mistakes alone; "" for
// any other text.
func rightNumber(s string) string {
	n, mistakes, err := official.ReadDocNumber(s)
	if err != nil || len(mistakes) == 0 {
		return ""
	}
	for _, m := range mistakes {
		if !certain[m] {
			return ""
		}
	}
	return n.String()
}

func (x *headerFix) number(v *tree.Value) {
	if v.Kind != tree.String || !oneLine(v.Pos) {
		return
	}
	if right := rightNumber(v.Str); right != "" {
		quote := ""
		if c := x.text(v.Pos)[:1]; c == `"` || c == "'" {
			quote = c
		}
		x.rewrite(v, quote+right+quote, right, "发文字号改为 "+right)
	}
}

// rewrite replaces a value, and remembers what it must then be read as.
func (x *headerFix) rewrite(v *tree.Value, text, value, what string) {
	x.replace(v.Pos, text, what)
	x.replaced[v.Pos] = value
}

func (x *headerFix) noteLines(v *tree.Value) {
	end := v.Pos.EndLine
	if end == 0 {
		end = math.MaxInt // a block value of YAML: nobody knows which lines are its own
	}
	if end > v.Pos.Line {
		x.inside = append(x.inside, [2]int{v.Pos.Line, end})
	}
}

// space takes away the space at the ends of lines, but for those of long values.
func (x *headerFix) space(h frontmatter.Header) {
	for n := 1; n < h.BodyLine && n <= len(x.starts); n++ {
		if slices.ContainsFunc(x.inside, func(r [2]int) bool { return n >= r[0] && n <= r[1] }) {
			continue
		}
		from, to := x.starts[n-1], len(x.data)
		if n < len(x.starts) {
			to = x.starts[n] - 1
		}
		kept := len(strings.TrimRight(string(x.data[from:to]), " \t"))
		if from+kept < to {
			x.edits = append(x.edits, edit{from + kept, to, "", Repair{n, "去掉行尾空格"}})
		}
	}
}

// proved reads the repaired header and says whether it means what it should.
func (x *headerFix) proved(file string, fixed []byte, was frontmatter.Header) bool {
	h, ds := frontmatter.Parse(file, fixed)
	if diag.Count(ds).Errors > 0 || len(h.Table.Table) != len(was.Table.Table) || string(fixed[h.Body:]) != string(x.data[was.Body:]) {
		return false
	}
	for i := range h.Table.Table {
		a, b := &was.Table.Table[i], &h.Table.Table[i]
		key := a.Key
		if to, ok := x.respelt[key]; ok {
			key = to
		}
		if b.Key != key || !reflect.DeepEqual(x.meaning(&a.Value), x.meaning(&b.Value)) {
			return false
		}
	}
	return true
}

// meaning is a value without its places, with the repairs made.
func (x *headerFix) meaning(v *tree.Value) any {
	if to, ok := x.replaced[v.Pos]; ok {
		return to
	}
	switch v.Kind {
	case tree.List:
		list := []any{}
		for i := range v.List {
			list = append(list, x.meaning(&v.List[i]))
		}
		return list
	case tree.Table:
		table := []any{}
		for i := range v.Table {
			table = append(table, v.Table[i].Key, x.meaning(&v.Table[i].Value))
		}
		return table
	case tree.Bool:
		return v.Bool
	}
	return v.Str
}

// fieldOf is the row of a key or label; nil for a key that is none.
func fieldOf(key string) *catalogue.Field {
	for i := range catalogue.Fields {
		f := &catalogue.Fields[i]
		if f.Key == key || f.Label == key {
			return f
		}
		for _, a := range f.Aliases {
			if a == key {
				return f
			}
		}
	}
	return nil
}

// meant is the only key from which an unknown one differs by one slip of a finger, and
// that the header lacks; "" when there is doubt.
func (x *headerFix) meant(key string) string {
	if utf8.RuneCountInString(key) < 5 || strings.ContainsFunc(key, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return "" // of short words and of Han every character counts
	}
	found := ""
	for i := range catalogue.Fields {
		f := &catalogue.Fields[i]
		if !oneSlip(strings.ToLower(key), f.Key) {
			continue
		}
		if found != "" || x.keys[f.Key] || x.keys[f.Label] {
			return ""
		}
		for _, a := range f.Aliases {
			if x.keys[a] {
				return ""
			}
		}
		found = f.Key
	}
	return found
}

// oneSlip says whether a becomes b by one character more, less, another, or two
// exchanged; or by case and hyphens alone.
func oneSlip(a, b string) bool {
	if strings.ReplaceAll(a, "-", "_") == b {
		return true
	}
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return len(a)+len(b) == 1 || len(a) == 1 && len(b) == 1 || len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
}
