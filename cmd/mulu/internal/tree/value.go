package tree

import "mulu/cmd/mulu/internal/diag"

// Kind is the type of a value.
type Kind uint8

// The kinds. None is YAML's null and the kind of the zero Value.
const (
	None Kind = iota
	String
	Int
	Float
	Bool
	Date     // a day: 2024-03-05; it may not exist: 2023-02-30, 2023-2-3
	DateTime // anything with a time or a zone
	List
	Table
)

var kindNames = [...]string{"空值", "文字", "整数", "小数", "开关（true 或 false）", "日期", "带时间的日期", "列表", "表"}

// String names the kind in Chinese, as diagnostics do.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "未知类型"
}

// Value is one value of a text. Only the fields of its kind are set.
//
// Strings without escapes share the memory of the one string made of the whole
// text: who keeps a single short one for long should strings.Clone it.
type Value struct {
	Kind Kind
	Bool bool

	how uint8  // how a table came to be; see toml_table.go
	id  uint32 // of the index of a large table, 0 without one

	Str   string // String: its text; None, Int, Float, Bool, Date, DateTime: as written
	Int   int64
	Float float64
	List  []Value
	Table []Entry  // in order of appearance, keys unique
	Pos   diag.Pos // in the file; no end is known of YAML's block values
}

// Entry is a key of a table with its value.
type Entry struct {
	Key    string
	KeyPos diag.Pos
	Value  Value
}

// Get finds the entry of a key in a table; nil when v is no table or has no such key.
func (v *Value) Get(key string) *Entry {
	for i := range v.Table {
		if v.Table[i].Key == key {
			return &v.Table[i]
		}
	}
	return nil
}

// Step is one step of a path into a tree: a key (string) or the place in a list
// (int, from 0).
type Step any

// PosOf is the place of the value at the end of a path of keys and list places, as
// in PosOf("issuer", 2, "code"). When the path leaves the tree it is the place of
// the last value that was there, so that «key missing» can be said of its table.
func (v Value) PosOf(path ...Step) diag.Pos {
	at, _ := v.walk(path)
	return at.Pos
}

// KeyPosOf is as PosOf for the key at the end of the path, where the last step is
// a key that exists.
func (v Value) KeyPosOf(path ...Step) diag.Pos {
	at, key := v.walk(path)
	if key != nil {
		return key.KeyPos
	}
	return at.Pos
}

// walk follows path as far as it goes; the entry is the last step's, nil when
// that was no existing key.
func (v Value) walk(path []Step) (*Value, *Entry) {
	at := &v
	var last *Entry
	for _, step := range path {
		last = nil
		switch s := step.(type) {
		case string:
			if last = at.Get(s); last == nil {
				return at, nil
			}
			at = &last.Value
		case int:
			if s < 0 || s >= len(at.List) {
				return at, nil
			}
			at = &at.List[s]
		default:
			return at, nil
		}
	}
	return at, last
}
