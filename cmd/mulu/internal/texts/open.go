package texts

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/tree"
	"mulu/layouts"
)

// Folder is where the tables are, in package layouts and below a site's folder.
const Folder = "layouts/texts/"

// Names are the built-in tables. The first is the one that says which texts there are
// and which values each takes.
var Names = []string{"zh-Hans", "zh-Hant", "en"}

// A File is a site's own table: its name (en.toml) and what it holds.
type File struct {
	Name string
	Data []byte
}

var ruleText = diag.Rule{Code: "text-error", Severity: diag.Error, Title: "界面文字表有错误",
	Explain: "layouts/texts 中的文件替换界面上的文字，名称要与内置的一致，文字中的 {1}、{2} 是程序填入的内容；没有内置的语言，要把全部文字写齐。", Source: "本软件约定",
	Repair:   "按提示改正名称或者文字；不确定时删去这一行，就会用内置的文字。",
	Examples: []diag.Example{{Wrong: "[home]\nlatests = \"最近公开\"", Right: "[home]\nlatest = \"最近公开\""}, {Wrong: "[list]\ncount = \"共 {2} 件\"", Right: "[list]\ncount = \"共 {1} 件\""}}}

// Rules lists what this package reports.
func Rules() []*diag.Rule { return []*diag.Rule{&ruleText} }

// Find gives the name of the table for a language (BCP 47): a built-in one, else that of
// a site's own file for the language, with or without its region. "" is none.
func Find(language string, own []File) string {
	parts := strings.Split(strings.ToLower(language), "-")
	switch parts[0] {
	case "en":
		return "en"
	case "zh":
		return chineseOf(parts[1:])
	}
	for _, want := range []string{language, parts[0]} {
		for _, f := range own {
			if name := strings.TrimSuffix(f.Name, ".toml"); strings.EqualFold(name, want) {
				return name
			}
		}
	}
	return ""
}

// chineseOf is the table of Chinese of a script or a region: the first that tells counts.
func chineseOf(parts []string) string {
	for _, p := range parts {
		switch p {
		case "hant", "tw", "hk", "mo":
			return "zh-Hant"
		case "hans", "cn", "sg":
			return "zh-Hans"
		}
	}
	return "zh-Hans"
}

// Open gives the table of a name that Find gave, with a site's own texts in place of
// built-in ones. Problems of all the site's tables are reported; the table is nil then.
func Open(name string, own []File) (*Table, []diag.Diagnostic) {
	t := &Table{name: name, texts: map[string]string{}}
	if slices.Contains(Names, name) {
		for key, text := range builtIn[name]() {
			t.texts[key] = text
		}
	}
	var ds []diag.Diagnostic
	for _, f := range own {
		found, more := read(Folder+f.Name, f.Data)
		ds = append(ds, more...)
		if strings.TrimSuffix(f.Name, ".toml") != name {
			continue
		}
		for key, text := range found {
			t.texts[key] = text
		}
		if missing := t.missing(); len(missing) > 0 && len(ds) == 0 {
			ds = append(ds, ruleText.At(Folder+f.Name, diag.Pos{}, "还缺 %d 条文字：%s", len(missing), firstOf(missing)).
				WithHint("没有内置的语言要把文字写齐，可以从 zh-Hans.toml 或者 en.toml 抄起"))
		}
	}
	if len(ds) > 0 {
		return nil, ds
	}
	t.months = strings.Fields(t.texts["date.months"])
	return t, nil
}

// firstOf names some of many keys.
func firstOf(keys []string) string {
	const some = 5
	if len(keys) <= some {
		return strings.Join(keys, "、")
	}
	return strings.Join(keys[:some], "、") + "等"
}

// missing are the keys that the table has not, in order.
func (t *Table) missing() []string {
	var keys []string
	for _, key := range Keys() {
		if _, ok := t.texts[key]; !ok {
			keys = append(keys, key)
		}
	}
	return keys
}

// Keys are all keys, sorted.
var Keys = sync.OnceValue(func() []string {
	all := builtIn[Names[0]]()
	keys := make([]string, 0, len(all))
	for key := range all {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
})

var builtIn = func() map[string]func() map[string]string {
	tables := map[string]func() map[string]string{}
	for _, name := range Names {
		tables[name] = sync.OnceValue(func() map[string]string {
			// The embedded file system cannot fail, and tests read the tables.
			data, _ := layouts.FS.ReadFile("texts/" + name + ".toml")
			found, plain := plainTable(string(data))
			if !plain {
				found, _, _ = parse(name+".toml", data)
			}
			return found
		})
	}
	return tables
}()

// Check says what is wrong with a call of a text: that there is none of this key, or that
// it takes another number of values. Nil is nothing.
func Check(key string, values int) error {
	text, ok := builtIn[Names[0]]()[key]
	if !ok {
		if near := nearest(key); near != "" {
			return fmt.Errorf("没有名为 %s 的文字，是不是 %s？", key, near)
		}
		return fmt.Errorf("没有名为 %s 的文字", key)
	}
	if want := Places(text); want != values {
		return fmt.Errorf("文字 %s 需要 %d 个值，这里有 %d 个", key, want, values)
	}
	return nil
}

func nearest(key string) string {
	if near := tree.Nearest(key, Keys()); near != "" {
		return near
	}
	_, name, _ := strings.Cut(key, ".")
	for _, k := range Keys() {
		if _, n, _ := strings.Cut(k, "."); n == name {
			return k
		}
	}
	return ""
}

// entry is where a text stands in its file.
type entry struct {
	key       string
	keyPos    diag.Pos
	value     tree.Value
	isNoTexts bool // a text outside a group, or a group in a group
}

// parse reads a table; the entries are in the order of the file.
func parse(file string, data []byte) (map[string]string, []entry, []diag.Diagnostic) {
	root, ds := tree.ConfigLimits.ParseTOML(file, data, 1)
	found := map[string]string{}
	var entries []entry
	for _, group := range root.Table {
		if group.Value.Kind != tree.Table {
			entries = append(entries, entry{group.Key, group.KeyPos, group.Value, true})
			continue
		}
		for _, e := range group.Value.Table {
			key := group.Key + "." + e.Key
			found[key] = e.Value.Str
			entries = append(entries, entry{key, e.KeyPos, e.Value, e.Value.Kind != tree.String})
		}
	}
	return found, entries, ds
}

// read reads a site's own table and finds what is wrong with it.
func read(file string, data []byte) (map[string]string, []diag.Diagnostic) {
	found, entries, ds := parse(file, data)
	for _, e := range entries {
		if e.isNoTexts {
			ds = append(ds, ruleText.At(file, e.keyPos, "%s 应为一组文字中的一条：[组] 下面写 名称 = \"文字\"", e.key))
			continue
		}
		model, known := builtIn[Names[0]]()[e.key]
		switch {
		case !known:
			d := ruleText.At(file, e.keyPos, "没有名为 %s 的文字", e.key)
			if near := nearest(e.key); near != "" {
				d = d.WithHint("是不是 %s？", near)
			}
			ds = append(ds, d)
		case Places(e.value.Str) > Places(model):
			ds = append(ds, ruleText.At(file, e.value.Pos, "文字 %s 中没有 {%d}", e.key, Places(e.value.Str)).WithHint("内置的是：%s", model))
		case e.key == "date.months" && len(strings.Fields(e.value.Str)) != 12:
			ds = append(ds, ruleText.At(file, e.value.Pos, "date.months 应为十二个月的名称，用空格隔开"))
		}
	}
	return found, ds
}
