package catalogue

import (
	"math"
	"net/url"
	"strings"
	"sync"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/tree"
)

// keeper moves the strings that a record keeps away from the file's text, of which they are
// parts, so that it can be freed.
type keeper struct{ held []*string }

func (k *keeper) hold(p *string) { k.held = append(k.held, p) }

func (k *keeper) settle(in *slab) {
	n := 0
	for _, p := range k.held {
		n += len(*p)
	}
	b := in.room(n)
	start := b.Len()
	for _, p := range k.held {
		b.WriteString(*p)
	}
	all := b.String()[start:]
	for _, p := range k.held {
		*p, all = all[:len(*p)], all[len(*p):]
	}
	k.held = nil
}

// interner keeps one copy of words that many documents share.
type interner struct{ words sync.Map }

func (n *interner) of(s string) string {
	if s == "" {
		return ""
	}
	if w, ok := n.words.Load(s); ok {
		return w.(string)
	}
	c := strings.Clone(s)
	w, _ := n.words.LoadOrStore(c, c)
	return w.(string)
}

// line gives a value's text with its white space folded; "" when it is no text.
func (h *headerReader) line(label string, v *tree.Value) string {
	if v.Kind != tree.String {
		h.wrongType(label, v, Text)
		return ""
	}
	s := v.Str
	if strings.ContainsAny(s, "\r\n\t") || strings.HasPrefix(s, " ") || strings.HasSuffix(s, " ") {
		s = strings.Join(strings.Fields(s), " ")
	}
	if s == "" {
		h.empty(label, v)
	}
	return s
}

func (h *headerReader) text(p *string, f *Field, e *tree.Entry) {
	*p = h.line(f.Label, &e.Value)
	h.keep.hold(p)
}

// word reads a text that many documents share.
func (h *headerReader) word(p *string, f *Field, e *tree.Entry) {
	*p = h.words.of(h.line(f.Label, &e.Value))
}

// texts reads a text or a list of texts, and gives each with its place.
func (h *headerReader) texts(f *Field, e *tree.Entry, read func(s string, v *tree.Value)) {
	if e.Value.Kind != tree.List {
		if s := h.line(f.Label, &e.Value); s != "" {
			read(s, &e.Value)
		}
		return
	}
	if len(e.Value.List) == 0 && f.Required == "总是" {
		h.empty(f.Label, &e.Value)
	}
	for i := range e.Value.List {
		v := &e.Value.List[i]
		if s := h.line(f.Label, v); s != "" {
			read(s, v)
		}
	}
}

func (h *headerReader) keepTexts(f *Field, e *tree.Entry) []string {
	list := make([]string, 0, max(1, len(e.Value.List)))
	h.texts(f, e, func(s string, _ *tree.Value) { list = append(list, s) })
	for i := range list {
		h.keep.hold(&list[i])
	}
	return list
}

// day reads a calendar day, written as a date or as a text in the same form.
func (h *headerReader) day(p *official.Date, label string, v *tree.Value) {
	switch v.Kind {
	case tree.DateTime:
		h.report(ruleDateTime.At(h.file, v.Pos, "%s %s 带有时间或时区", label, v.Str).WithHint("只写日期，例如 %s", onlyDay(v.Str)))
		return
	case tree.Date, tree.String:
	default:
		h.wrongType(label, v, Day)
		return
	}
	if strings.TrimSpace(v.Str) == "" {
		h.empty(label, v)
		return
	}
	d, err := official.ParseDate(v.Str)
	if err != nil {
		h.report(ruleDate.At(h.file, v.Pos, "%s %s", label, dateError(v.Str)).WithHint("%s", dateHint(v.Str)))
		return
	}
	*p = d
}

func onlyDay(s string) string {
	if len(s) >= 10 {
		if _, err := official.ParseDate(s[:10]); err == nil {
			return s[:10]
		}
	}
	return "2024-03-05"
}

func (h *headerReader) flag(p *bool, f *Field, e *tree.Entry) {
	if e.Value.Kind != tree.Bool {
		h.wrongType(f.Label, &e.Value, Flag)
		// A draft mark that cannot be read must not publish the document.
		*p = f.Key == "draft"
		return
	}
	*p = e.Value.Bool
}

// count reads a whole number that is not negative.
func (h *headerReader) count(p *int32, f *Field, e *tree.Entry) {
	switch {
	case e.Value.Kind != tree.Int:
		h.wrongType(f.Label, &e.Value, Count)
	case e.Value.Int < 0 || e.Value.Int > math.MaxInt32:
		h.report(ruleType.At(h.file, e.Value.Pos, "%s应在0到%d之间，这里是 %d", f.Label, math.MaxInt32, e.Value.Int).WithHint("例如 %s", h.example(f)))
	default:
		*p = int32(e.Value.Int)
	}
}

// choose reads one of a set of words; the zero value when it is none of them.
func choose[T any](h *headerReader, f *Field, e *tree.Entry, parse func(string) (T, bool), known []string) T {
	s := h.line(f.Label, &e.Value)
	v, ok := parse(s)
	if !ok && s != "" {
		h.choiceError(f, &e.Value, s, known)
	}
	return v
}

func (h *headerReader) choiceError(f *Field, v *tree.Value, s string, known []string) {
	d := ruleChoice.At(h.file, v.Pos, "%s没有“%s”这个值", f.Label, s)
	if n := nearestWord(s, known); n != "" {
		d = d.WithHint("是不是“%s”？可选：%s", n, strings.Join(known, "、"))
	} else {
		d = d.WithHint("可选：%s", strings.Join(known, "、"))
	}
	h.report(d)
}

func (h *headerReader) webAddress(label string, v *tree.Value) string {
	s := h.line(label, v)
	u, err := url.Parse(s)
	if s != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.ContainsAny(s, "\"<>\\ ")) {
		h.report(ruleURL.At(h.file, v.Pos, "%s“%s”不是网址", label, s).WithHint("应以 https:// 或 http:// 开头"))
		return ""
	}
	return s
}

// sub reads a table's entries by a small table of keys; the same keys in Chinese
// are accepted too. It says whether the table is one and all in it is right: only then
// is a missing key a problem of its own.
func (h *headerReader) sub(label string, v *tree.Value, keys []string, read func(key string, v *tree.Value)) bool {
	if v.Kind != tree.Table {
		h.wrongType(label, v, OneTable)
		return false
	}
	before := len(h.diags)
	for i := range v.Table {
		e := &v.Table[i]
		key := ""
		for j := 0; j < len(keys); j += 2 {
			if e.Key == keys[j] || e.Key == keys[j+1] {
				key = keys[j]
			}
		}
		if key == "" {
			h.unknownSubKey(e, keys)
			continue
		}
		read(key, &e.Value)
	}
	return len(h.diags) == before
}

func (h *headerReader) needKey(label, key string, missing bool, at diag.Pos) bool {
	if missing {
		h.report(ruleMissing.At(h.file, at, "%s缺少 %s", label, key).WithHint("例如 %s", h.example(h.cur)))
	}
	return !missing
}
