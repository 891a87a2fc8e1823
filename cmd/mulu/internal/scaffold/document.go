package scaffold

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/markdown"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/tree"
)

// Document is what a new document begins with. All but Disclosure and File must be
// set.
type Document struct {
	Class              *catalogue.Class
	Category           *config.Category
	Issuer             *config.Issuer
	Title              string
	Written, Published official.Date
	Disclosure         official.Disclosure // zero: to be decided; the document then cannot be published
	YAML               bool
	File               string // file name without .md; "" makes one of the index number
	Body               string // in place of the line that says where to write
	Data               Data   // its file of data, written beside it; none without a name
}

// Data is a file of data.
type Data struct {
	Name string
	Text []byte
}

// names are the file names to try, the first that is free counts. A name that was
// asked for is the only one.
func (d Document) names(index string) []string {
	if d.File != "" {
		return []string{d.File + ".md"}
	}
	short := index[strings.LastIndexByte(index, '/')+1:]
	return []string{safe(short) + ".md", safe(index) + ".md"}
}

// safe makes a file name of an index number.
func safe(s string) string { return strings.Map(fileRune, s) }

func fileRune(r rune) rune {
	if isFileRune(r) {
		return r
	}
	return '-'
}

func isFileRune(r rune) bool {
	return r == '-' || r == '_' || r == '.' || r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) || unicode.Is(unicode.Han, r)
}

// CheckFile says in Chinese what is wrong with a file name for a document, without
// .md; nil when nothing is.
func CheckFile(name string) error {
	switch {
	case name == "" || strings.ContainsFunc(name, func(r rune) bool { return !isFileRune(r) }):
		return fmt.Errorf("文件名“%s”只能用汉字、字母、数字、连字符、下划线和点，不带文件夹", name)
	case name[0] == '.' || name[0] == '_' || name[0] == '-':
		return fmt.Errorf("文件名“%s”不能以 %c 开头", name, name[0])
	case len(name) > 100:
		return fmt.Errorf("文件名太长，应在 100 字节（约 33 个汉字）以内")
	}
	return nil
}

// text is the document's file.
//
// The new document is a draft: until its editor takes the line away it can neither
// appear on the site nor stop the others from being published.
func (d Document) text(index string) []byte {
	h := newHeader(d.YAML)
	h.field("title", h.quote(d.Title))
	h.field("index_number", h.quote(index))
	h.field("class", h.quote(d.Class.Name))
	h.field("issuer", h.quote(d.Issuer.Name))
	h.field("written", d.Written.String())
	h.field("published", d.Published.String())
	h.field("category", h.quote(d.Category.Path))
	if d.Data.Name != "" {
		h.field("data", h.quote(d.Data.Name))
	}
	h.disclosure(d.Disclosure)
	h.comment("新建的文件是草稿，不会公开。写好、审查完以后，改为 false 或删去这一行")
	h.line("draft", "true")
	if len(d.Class.Asks) > 0 {
		h.heading("“" + d.Class.Name + "”一般还要写下面几项：改成实际内容，去掉行首的 # 和空格")
		for _, key := range d.Class.Asks {
			h.example(key)
		}
	}
	h.heading("其他可以写的项，用到时去掉行首的 # 和空格，用不到的可以删去")
	for _, f := range catalogue.Fields {
		h.example(f.Key)
	}
	return h.close(cmp.Or(d.Body, markdown.Placeholder+"\n"))
}

// header writes a header, each field with its explanation.
type header struct {
	b    bytes.Buffer
	yaml bool
	done []string
}

func newHeader(yaml bool) *header {
	h := &header{yaml: yaml}
	h.b.WriteString(h.delimiter())
	return h
}

func (h *header) delimiter() string {
	if h.yaml {
		return "---\n"
	}
	return "+++\n"
}

func (h *header) close(body string) []byte {
	h.b.WriteString(h.delimiter() + "\n" + body)
	return h.b.Bytes()
}

// comment writes an explanation.
func (h *header) comment(text string) { h.b.WriteString("# " + text + "\n") }

func (h *header) heading(text string) { h.b.WriteString("\n# ── " + text + "\n") }

// line writes a key with its value, which is in the header's language.
func (h *header) line(key, value string) {
	h.b.WriteString(h.pair(key, value) + "\n")
	h.done = append(h.done, key)
}

func (h *header) pair(key, value string) string {
	if h.yaml {
		return key + ": " + value
	}
	return key + " = " + value
}

// field writes a field with its explanation.
func (h *header) field(key, value string) {
	h.comment(explanation(fieldOf(key)))
	h.line(key, value)
}

// example writes a field that is not yet there as a comment.
func (h *header) example(key string) {
	if slices.Contains(h.done, key) {
		return
	}
	f := fieldOf(key)
	h.comment(explanation(f))
	h.b.WriteString("# " + h.pair(key, h.exampleValue(f)) + "\n")
	h.done = append(h.done, key)
}

// disclosure is written only when somebody decided it; a missing value is an error
// once the document is no draft any more.
func (h *header) disclosure(d official.Disclosure) {
	h.comment(explanation(fieldOf("disclosure")))
	if d.String() != "" {
		h.line("disclosure", h.quote(d.String()))
		return
	}
	h.comment("经保密审查后，从下面选一行，去掉行首的 # 和空格；没有选的文件不能公开")
	for _, name := range official.Disclosures() {
		h.b.WriteString("# " + h.pair("disclosure", h.quote(name)) + "\n")
	}
	h.done = append(h.done, "disclosure")
}

func explanation(f *catalogue.Field) string { return f.Label + "：" + f.Help }

// fieldOf is the row of the field table; every key asked for is in it, as a test
// makes sure.
func fieldOf(key string) *catalogue.Field {
	i := slices.IndexFunc(catalogue.Fields, func(f catalogue.Field) bool { return f.Key == key })
	return &catalogue.Fields[i]
}

// quote writes a line of text as a string of either language: both know these two
// escapes between double quotation marks.
func (h *header) quote(s string) string {
	return tree.Quote(s)
}

// exampleValue is the field's example, which the table has in TOML.
func (h *header) exampleValue(f *catalogue.Field) string {
	if !h.yaml {
		return f.Example
	}
	return f.YAMLExample()
}
