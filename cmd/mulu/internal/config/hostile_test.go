package config

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/official"
)

// setting is a key of config.toml with the table that it stands in.
type setting struct {
	table, key string
	kind       reflect.Type
}

// settingsOf are all keys, from the structs.
func settingsOf(t reflect.Type, table, open, end string) (list []setting) {
	below := func(tag string) string { return strings.TrimPrefix(table+"."+tag, ".") }
	for i := range t.NumField() {
		f := t.Field(i)
		tag, day := f.Tag.Get("toml"), reflect.TypeFor[official.Date]()
		switch k := f.Type.Kind(); {
		case tag == "" || tag == "-":
		case k == reflect.Struct && f.Type != day:
			list = append(list, settingsOf(f.Type, below(tag), "[", "]")...)
		case k == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct && f.Type.Elem() != day:
			list = append(list, settingsOf(f.Type.Elem(), below(tag), "[[", "]]")...)
		case table == "":
			list = append(list, setting{"", tag, f.Type})
		default:
			list = append(list, setting{open + table + end, tag, f.Type})
		}
	}
	return list
}

// fine are the values among the hostile ones that a key may have.
var fine = map[string][]string{
	"0": {"forms", "proofreads", "days", "budgets_since", "error", "warning", "notice"},
}

// Every key refuses what it cannot mean, at its place, and says how to mend it.
func TestEveryKeyRefusesNonsense(t *testing.T) {
	text, number := reflect.TypeFor[string](), reflect.TypeFor[int]()
	keys := settingsOf(reflect.TypeFor[Config](), "", "", "")
	if len(keys) < 100 {
		t.Fatalf("only %d keys", len(keys))
	}
	for _, s := range keys {
		values := []string{"{a = 1}", "12:30:00", "1.5", `[[["x"]]]`}
		switch s.kind {
		case text:
			values = append(values, `"   "`, `"`+strings.Repeat("长", maxText+1)+`"`, "[]", "true")
		case number:
			values = append(values, "0", "-1", "999999999", "9223372036854775808", `"5"`)
		case reflect.TypeFor[[]string]():
			values = append(values, `"x"`, `[""]`, `[1]`)
		default:
			values = append(values, `""`, `"x"`)
		}
		for _, v := range values {
			if slices.Contains(fine[v], s.key) {
				continue
			}
			file, line := hostileFile(s, v)
			_, ds := Load([]byte(file))
			found := 0
			for _, d := range ds {
				if d.Pos.Line == line {
					found++
				}
				if d.Hint == "" && !strings.ContainsAny(d.Message, "应要") && !strings.Contains(d.Message, "最多") {
					t.Errorf("%s.%s = %.20s: %s says no repair", s.table, s.key, v, d.Message)
				}
			}
			if found != 1 {
				t.Errorf("%s %s = %.20s: %d findings on line %d, want one: %v", s.table, s.key, v, found, line, ds)
			}
		}
	}
}

// hostileFile is a file with the setting, and the setting's line.
func hostileFile(s setting, value string) (file string, line int) {
	if s.table == "" {
		rest := slices.DeleteFunc(strings.Split(minimal, "\n"), func(l string) bool { return strings.HasPrefix(l, s.key+" =") })
		return s.key + " = " + value + "\n" + strings.Join(rest, "\n"), 1
	}
	file = minimal
	if s.table == "[[issuer.former]]" {
		file = strings.Replace(file, "former = ", "# ", 1)
	}
	file += "\n" + s.table + "\n"
	if s.table == "[[check.statutory.head]]" && s.key != "number" {
		file += "number = 7\n" // the other keys are about a head
	}
	return file + s.key + " = " + value + "\n", strings.Count(file, "\n") + 1
}

// A table inside a list is told how to be one of many.
func TestListOfTablesHint(t *testing.T) {
	file := strings.Replace(minimal, "former = ", "# ", 1)
	_, ds := Load([]byte(strings.Replace(file, "\n[[category]]", "\n[issuer.former]\nname = \"甲\"\n[[category]]", 1)))
	if len(ds) != 1 || !strings.Contains(ds[0].Hint, "[[issuer.former]]") {
		t.Errorf("reports %v", ds)
	}
}
