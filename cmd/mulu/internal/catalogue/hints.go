package catalogue

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/tree"
)

// style is how a header is written, so that an example can be copied into it.
type style struct {
	yaml    bool
	chinese bool // its first key is a label
}

func styleOf(header tree.Value) style {
	chinese := len(header.Table) > 0 && strings.ContainsFunc(header.Table[0].Key, func(r rune) bool { return r >= utf8.RuneSelf })
	return style{header.FromYAML(), chinese}
}

// example is a line of the header that is right for a field.
func (h *headerReader) example(f *Field) string {
	name := f.Key
	if h.style.chinese {
		name = f.Label
	}
	own := h.ownExample(f.Key)
	switch {
	case h.style.yaml && own == "":
		return name + ": " + f.YAMLExample()
	case h.style.yaml:
		return name + ": " + own
	case own == "":
		return name + " = " + f.Example
	}
	return name + " = " + own
}

// ownExample is an example of the site's own; "" where the field table's will do.
func (h *headerReader) ownExample(key string) string {
	switch {
	case key == "issuer" && len(h.cfg.Issuers) > 0:
		return tree.Quote(h.cfg.Issuers[0].Name)
	case key == "category" && len(h.cfg.Categories) > 0:
		return tree.Quote(h.cfg.Categories[len(h.cfg.Categories)-1].Path)
	case key == "index_number":
		if s := h.sampleIndex(); s != "" {
			return tree.Quote(s)
		}
	}
	return ""
}

// sampleIndex is a number of the site's form.
func (h *headerReader) sampleIndex() string {
	if len(h.cfg.Issuers) == 0 {
		return ""
	}
	return h.cfg.Scheme().Format(h.cfg.Issuers[0].Code, official.DateOf(2025, 3, 5), 1)
}

// YAMLExample is the field's example in YAML.
func (f *Field) YAMLExample() string {
	v, _ := tree.ParseTOML("", []byte("x = "+f.Example+"\n"), 1) // a test reads all of them
	return v.Get("x").Value.Flow()
}

// wrongType reports a value of another type. An empty one has no type.
func (h *headerReader) wrongType(label string, v *tree.Value, want Type) {
	if v.Kind == tree.None {
		h.empty(label, v)
		return
	}
	h.report(ruleType.At(h.file, v.Pos, "%s应是%s，这里是%s", label, want, v.Kind).WithHint("%s", h.typeHint(label, v, want)))
}

func (h *headerReader) typeHint(label string, v *tree.Value, want Type) string {
	whole := label == h.cur.Label // and no part of it
	switch want {
	case Text:
		if v.Kind != tree.List && v.Kind != tree.Table && v.Kind != tree.Bool && h.cur.Type != Choice {
			return "用英文双引号括起，写成 " + tree.Quote(v.Str)
		}
	case Day:
		return dateHint(v.Str)
	case Flag:
		return "只写 true 或 false，不加引号"
	case Count:
		return "只写数字，不加引号，例如 " + h.example(h.cur)
	}
	if !whole {
		return "这里只能写一个值"
	}
	return "例如 " + h.example(h.cur)
}

// empty reports a value without content.
func (h *headerReader) empty(label string, v *tree.Value) {
	d := ruleMissing.At(h.file, v.Pos, "%s是空的", label)
	switch {
	case label != h.cur.Label:
		d = d.WithHint("写上内容，没有内容的删去")
	case h.cur.Required == "总是":
		d = d.WithHint("这一项必须写，例如 %s", h.example(h.cur))
	default:
		d = d.WithHint("没有内容的项请删去整行")
	}
	h.report(d)
}

// dateError says what is wrong: of the right form but no such day, or another form.
func dateError(s string) string {
	if isDateForm(s) {
		return s + " 不存在"
	}
	return "“" + s + "”不是日期"
}

func isDateForm(s string) bool {
	return len(s) == 10 && s[4] == '-' && s[7] == '-' && strings.Trim(s, "0123456789-") == ""
}

func dateHint(s string) string {
	if isDateForm(s) {
		return "核对年、月、日，例如二月只有28天或29天"
	}
	if d := official.GuessDate(s); !d.IsZero() {
		return "应写成 " + d.String()
	}
	return "写成四位年-两位月-两位日，例如 2024-03-05"
}

// nearestWord is the known word that s probably means: a near one, or the only one
// that s is a part of.
func nearestWord(s string, known []string) string {
	if n := tree.Nearest(s, known); n != "" {
		return n
	}
	found := ""
	for _, k := range known {
		if utf8.RuneCountInString(s) > 1 && strings.Contains(k, s) {
			if found != "" {
				return ""
			}
			found = k
		}
	}
	return found
}

// indexHint is what to do about an index number that does not have the site's form.
func (h *headerReader) indexHint(index string) string {
	s := h.cfg.Scheme()
	plain := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, norm.NFKC.String(index))
	if s.Match(plain) {
		return fmt.Sprintf("是不是“%s”？", plain)
	}
	if sample := h.sampleIndex(); sample != "" {
		return "核对是否抄错；本站的索引号形如 " + sample
	}
	return "核对是否抄错；本站的规则是 " + s.Template()
}

// usual are keys of other tools and everyday words, with the keys that they mean here.
var usual = map[string]string{
	"description": "summary", "简介": "summary", "概述": "summary", "tags": "keywords", "标签": "keywords", "categories": "category", "公开": "disclosure", "栏目": "category",
	"author": "unit", "作者": "unit", "发布时间": "published", "公开时间": "published", "成文时间": "written", "施行时间": "effective", "实施时间": "effective",
	"有效期": "expires", "文件": "attachments", "url": "aliases", "slug": "aliases", "发文时间": "发文日期", "date": "发文日期", "日期": "发文日期", "时间": "发文日期",
}

// unknownKey reports a key that no row has, and gives the name that was meant; "" when
// there is none.
func (h *headerReader) unknownKey(header tree.Value, e *tree.Entry, t *keyTable) (meant string) {
	key := strings.TrimSpace(e.Key)
	word := usual[strings.ToLower(key)]
	if key == "发文日期" || word == "发文日期" {
		h.vague = true
		h.report(ruleLabelAmbiguous.At(h.file, e.KeyPos, "“%s”含义不明：有的地方指成文日期，有的地方指发布日期", e.Key).
			WithHint("改写为“成文日期”或“发布日期”"))
		return ""
	}
	d := ruleKeyUnknown.At(h.file, e.KeyPos, "不认识的项“%s”", e.Key)
	_, spaced := t.byKey[key]
	near := tree.Nearest(e.Key, t.names)
	switch _, known := t.byKey[word]; {
	case spaced:
		meant, d = key, d.WithHint("删去“%s”前后的空格", key)
	case known:
		meant, d = word, d.WithHint("是不是“%s”（%s）？", t.rows[t.byKey[word]].Label, word)
	case near != "":
		meant, d = near, d.WithHint("是不是“%s”？", near)
	default:
		d = d.WithHint("用 mulu new 新建的文件里列有全部可用的项；不需要的，删去这一行")
	}
	if there := t.keyIn(header, meant); there != "" { // to write it again would be the next fault
		d = d.WithHint("可能想写“%s”，但这一项已经有了（“%s”）；多余的，删去这一行", meant, there)
	}
	h.report(d)
	return meant
}

// keyIn is the key by which a header has the field that name names; "" when it has not.
func (t *keyTable) keyIn(header tree.Value, name string) string {
	row, ok := t.byKey[name]
	for i := range header.Table {
		if k, known := t.byKey[header.Table[i].Key]; ok && known && k == row {
			return header.Table[i].Key
		}
	}
	return ""
}

// unknownSubKey reports a key inside a field; keys are pairs of English and Chinese.
func (h *headerReader) unknownSubKey(e *tree.Entry, keys []string) {
	d := ruleKeyUnknown.At(h.file, e.KeyPos, "不认识的项“%s”", e.Key)
	if n := tree.Nearest(e.Key, keys); n != "" {
		h.report(d.WithHint("是不是“%s”？", n))
		return
	}
	var names []string
	for pair := range slices.Chunk(keys, 2) {
		names = append(names, pair[0]+"（"+pair[1]+"）")
	}
	h.report(d.WithHint("可用：%s", strings.Join(names, "、")))
}
