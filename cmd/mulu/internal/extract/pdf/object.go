package pdf

// An object is nil, bool, int, float64, text, name, keyword, array, dict, ref or *stream.
type object any

type (
	text    string // a string object, its bytes
	name    string // without the slash
	keyword string // an operator or structure word
	array   []object
	dict    map[name]object
	ref     struct{ num, gen int }
)

// stream is a dictionary with data in the file.
type stream struct {
	dict   dict
	offset int64
	id     ref    // for decryption
	plain  []byte // the data, when it is not in the file itself
}

func number(o object) float64 {
	switch o := o.(type) {
	case int:
		return float64(o)
	case float64:
		return o
	}
	return 0
}

func isNumber(o object) bool {
	switch o.(type) {
	case int, float64:
		return true
	}
	return false
}

// integer is o as an int, 0 when it is none or far out of range.
func integer(o object) int {
	switch o := o.(type) {
	case int:
		return o
	case float64:
		if o > -1e9 && o < 1e9 {
			return int(o)
		}
	}
	return 0
}

// dict is the value of key of d, resolved, when it is a dictionary (or that of a
// stream); an empty one otherwise. The other accessors do the same for their kinds.
func (f *file) dict(d dict, key name) dict {
	switch o := f.resolve(d[key]).(type) {
	case dict:
		return o
	case *stream:
		return o.dict
	}
	return nil
}

func (f *file) array(d dict, key name) array { a, _ := f.resolve(d[key]).(array); return a }
func (f *file) name(d dict, key name) name   { n, _ := f.resolve(d[key]).(name); return n }
func (f *file) text(d dict, key name) text   { t, _ := f.resolve(d[key]).(text); return t }
func (f *file) int(d dict, key name) int     { return integer(f.resolve(d[key])) }
