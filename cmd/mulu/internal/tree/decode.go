package tree

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

// Decode fills the struct that dst points to from a table. A field takes the key
// of its tag `toml:"key"`; fields without a tag, or with "-", take none. It fills
// strings, bools, integers, floats, official.Date (from a date, or a string in
// the form of one), Value (as it is), pointers, slices, structs and maps with
// string keys of these. A key that is absent leaves its field as it was, so
// defaults are set before.
//
// For problems that only the meaning shows, a struct may ask for places: a field
// `Pos diag.Pos` gets the place of its table, `KeyPos map[string]diag.Pos` those
// of its keys' values; both need the tag `toml:"-"`. See also Value.PosOf.
//
// All unknown keys and wrong types are reported, at their places. A dst of
// another type is the caller's mistake, and panics.
func Decode(file string, v Value, dst any) []diag.Diagnostic {
	d := decoder{file: file, fields: map[reflect.Type]structFields{}}
	d.value("", &v, reflect.ValueOf(dst).Elem())
	return d.diags
}

type decoder struct {
	file   string
	diags  []diag.Diagnostic
	fields map[reflect.Type]structFields
}

// structFields are the places of a struct's fields by key.
type structFields struct {
	byKey       map[string]int
	keys        []string // in order of the fields, for hints
	pos, keyPos int      // -1 without
}

var (
	dateType    = reflect.TypeFor[official.Date]()
	valueType   = reflect.TypeFor[Value]()
	posType     = reflect.TypeFor[diag.Pos]()
	keyPosType  = reflect.TypeFor[map[string]diag.Pos]()
	kindsByType = map[reflect.Kind]string{
		reflect.String: "文字（用英文双引号括起）", reflect.Bool: "开关 true 或 false（不加引号）",
		reflect.Int: "整数（不加引号）", reflect.Int64: "整数（不加引号）", reflect.Float64: "数字（不加引号）",
		reflect.Slice: "列表（用方括号括起，各项以逗号隔开）", reflect.Struct: "表", reflect.Map: "表",
	}
)

// value fills dst from v, which has the given name in messages.
func (d *decoder) value(name string, v *Value, dst reflect.Value) {
	switch dst.Type() {
	case dateType:
		d.date(name, v, dst)
		return
	case valueType:
		dst.Set(reflect.ValueOf(*v))
		return
	}
	switch dst.Kind() {
	case reflect.Pointer:
		dst.Set(reflect.New(dst.Type().Elem()))
		d.value(name, v, dst.Elem())
	case reflect.Struct:
		d.table(name, v, dst, d.structure)
	case reflect.Map:
		d.table(name, v, dst, d.mapping)
	case reflect.Slice:
		d.list(name, v, dst)
	default:
		d.scalar(name, v, dst)
	}
}

func (d *decoder) scalar(name string, v *Value, dst reflect.Value) {
	kind := dst.Kind()
	switch {
	case kind == reflect.String && v.Kind == String:
		dst.SetString(v.Str)
	case kind == reflect.Bool && v.Kind == Bool:
		dst.SetBool(v.Bool)
	case dst.CanInt() && v.Kind == Int && !dst.OverflowInt(v.Int):
		dst.SetInt(v.Int)
	case dst.CanFloat() && v.Kind == Float:
		dst.SetFloat(v.Float)
	case dst.CanFloat() && v.Kind == Int:
		dst.SetFloat(float64(v.Int))
	default:
		d.wrongType(name, v, expected(dst.Type()))
	}
}

func (d *decoder) date(name string, v *Value, dst reflect.Value) {
	if v.Kind != Date && v.Kind != String {
		d.wrongType(name, v, "日期（如 2024-03-05，不加引号）")
		return
	}
	date, err := official.ParseDate(v.Str)
	if err != nil {
		d.diags = append(d.diags, ruleWrongType.At(d.file, v.Pos, "%s：%v", name, err))
		return
	}
	dst.Set(reflect.ValueOf(date))
}

// nthItem is what a name says of a list beside its keys.
var nthItem = regexp.MustCompile(` 的第 \d+ 项`)

func (d *decoder) list(name string, v *Value, dst reflect.Value) {
	if v.Kind != List {
		d.wrongType(name, v, expected(dst.Type()))
		if v.how == byHeader {
			last := &d.diags[len(d.diags)-1]
			*last = last.WithHint("用两层方括号，写成 [[%s]]", nthItem.ReplaceAllString(name, ""))
		}
		return
	}
	list := reflect.MakeSlice(dst.Type(), len(v.List), len(v.List))
	for i := range v.List {
		d.value(fmt.Sprintf("%s 的第 %d 项", name, i+1), &v.List[i], list.Index(i))
	}
	dst.Set(list)
}

func (d *decoder) table(name string, v *Value, dst reflect.Value, fill func(string, *Value, reflect.Value)) {
	if v.Kind != Table {
		d.wrongType(name, v, expected(dst.Type()))
		return
	}
	fill(name, v, dst)
}

func (d *decoder) mapping(name string, v *Value, dst reflect.Value) {
	m := reflect.MakeMapWithSize(dst.Type(), len(v.Table))
	for i := range v.Table {
		item := reflect.New(dst.Type().Elem()).Elem()
		d.value(inside(name, v.Table[i].Key), &v.Table[i].Value, item)
		m.SetMapIndex(reflect.ValueOf(v.Table[i].Key), item)
	}
	dst.Set(m)
}

func (d *decoder) structure(name string, v *Value, dst reflect.Value) {
	f := d.fieldsOf(dst.Type())
	if f.pos >= 0 {
		dst.Field(f.pos).Set(reflect.ValueOf(v.Pos))
	}
	places := make(map[string]diag.Pos, len(v.Table))
	for i := range v.Table {
		e := &v.Table[i]
		places[e.Key] = e.Value.Pos
		if field, ok := f.byKey[e.Key]; ok {
			d.value(inside(name, e.Key), &e.Value, dst.Field(field))
		} else {
			d.unknownKey(name, e, f.keys)
		}
	}
	if f.keyPos >= 0 {
		dst.Field(f.keyPos).Set(reflect.ValueOf(places))
	}
}

func (d *decoder) fieldsOf(t reflect.Type) structFields {
	f, ok := d.fields[t]
	if ok {
		return f
	}
	f = structFields{byKey: map[string]int{}, pos: -1, keyPos: -1}
	for i := range t.NumField() {
		field := t.Field(i)
		key, _, _ := strings.Cut(field.Tag.Get("toml"), ",")
		switch {
		case field.Name == "Pos" && field.Type == posType:
			f.pos = i
		case field.Name == "KeyPos" && field.Type == keyPosType:
			f.keyPos = i
		case key != "" && key != "-":
			f.byKey[key] = i
			f.keys = append(f.keys, key)
		}
	}
	d.fields[t] = f
	return f
}

func (d *decoder) unknownKey(name string, e *Entry, known []string) {
	problem := ruleUnknownKey.At(d.file, e.KeyPos, "不认识的配置项 %s", inside(name, e.Key))
	if near := Nearest(e.Key, known); near != "" {
		problem = problem.WithHint("是不是想写 %s？", near)
	} else {
		all := slices.Sorted(slices.Values(known))
		problem = problem.WithHint("此处可以写的有：%s", strings.Join(all, "、"))
	}
	d.diags = append(d.diags, problem)
}

func (d *decoder) wrongType(name string, v *Value, want string) {
	if name == "" {
		name = "此处"
	}
	d.diags = append(d.diags, ruleWrongType.At(d.file, v.Pos, "%s 应为%s，现在是%s", name, want, v.describe()))
}

// describe names the kind of v and quotes it, for messages.
func (v *Value) describe() string {
	const most = 30 // characters of a long text
	switch v.Kind {
	case None, List, Table:
		return v.Kind.String()
	case String:
		text := []rune(v.Str)
		if len(text) > most {
			text = append(text[:most], '…')
		}
		return v.Kind.String() + " " + strconv.Quote(string(text))
	}
	return v.Kind.String() + " " + v.Str
}

// expected says in Chinese what a value of the type looks like.
func expected(t reflect.Type) string {
	kind := t.Kind()
	switch {
	case reflect.Int <= kind && kind <= reflect.Int32:
		kind = reflect.Int
	case kind == reflect.Float32:
		kind = reflect.Float64
	}
	want, ok := kindsByType[kind]
	if !ok {
		panic("tree: Decode cannot fill a " + t.String())
	}
	return want
}

// inside is the name of a key in messages.
func inside(table, key string) string {
	if table == "" {
		return key
	}
	return table + "." + key
}
