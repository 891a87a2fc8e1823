package importer

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/tree"
)

// doc is a document that is being made of a record.
type doc struct {
	run             *run
	record          map[string]json.RawMessage
	index, category string
	files           map[string]string // by address in the site: the name beside the document, or from the site's folder for those of static/
	wrong           []string
}

func newDoc(r *run, record map[string]json.RawMessage) *doc {
	d := &doc{run: r, record: record, files: map[string]string{}}
	d.index = d.string("index_number", record["index_number"])
	if d.index == "" {
		d.fault("没有索引号（index_number）")
	}
	if disclosure := d.string("disclosure", record["disclosure"]); disclosure != official.DisclosurePublic.String() {
		d.fault("公开属性（disclosure）是“%.30s”，只导入主动公开的文件", disclosure)
	}
	var categories []string
	if json.Unmarshal(record["category"], &categories) == nil && len(categories) > 0 {
		if c := r.Config.Category(strings.Trim(categories[0], "/")); c != nil {
			d.category = c.Path
		}
	}
	if d.category == "" {
		d.fault("栏目（category）不在 config.toml 的目录树中：%.200s", record["category"])
	}
	return d
}

func (d *doc) fault(format string, args ...any) {
	d.wrong = append(d.wrong, fmt.Sprintf(format, args...))
}

// string reads a member that is a text; "" when it is absent.
func (d *doc) string(key string, raw json.RawMessage) (s string) {
	if raw == nil {
		return ""
	}
	if json.Unmarshal(raw, &s) != nil {
		d.fault("%s 应是文字：%.100s", key, raw)
	}
	if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		d.fault("%s 中有换行或者控制字符", key)
		return ""
	}
	return s
}

// text is the document's file: the fields of the table that the record has, and its body.
func (d *doc) text() []byte {
	var b strings.Builder
	b.WriteString("+++\n")
	for i := range catalogue.Fields {
		f := &catalogue.Fields[i]
		if v := d.field(f); v != "" {
			b.WriteString(f.Key + " = " + v + "\n")
		}
	}
	if d.run.Draft {
		b.WriteString("draft = true\n")
	}
	body := ""
	if raw := d.record["body"]; raw != nil && json.Unmarshal(raw, &body) != nil {
		d.fault("body 应是文字")
	}
	b.WriteString("+++\n\n" + d.links(body))
	return []byte(b.String())
}

// field is a field's value in TOML; "" when the record has none.
func (d *doc) field(f *catalogue.Field) string {
	raw := d.record[f.Key]
	if raw == nil || f.Internal || f.Key == "validity" && !d.needsValidity() {
		return ""
	}
	switch f.Type {
	case catalogue.Text, catalogue.Choice:
		return tree.Quote(d.string(f.Key, raw))
	case catalogue.Day:
		return d.day(f.Key, raw)
	case catalogue.Texts:
		return d.texts(f.Key, raw)
	case catalogue.Tables:
		var list []map[string]json.RawMessage
		if json.Unmarshal(raw, &list) != nil {
			d.fault("%s 应是列表", f.Key)
		}
		rows := make([]string, len(list))
		for i, m := range list {
			rows[i] = d.table(f.Key, m)
		}
		return "[" + strings.Join(rows, ", ") + "]"
	case catalogue.OneTable:
		var m map[string]json.RawMessage
		if json.Unmarshal(raw, &m) != nil {
			d.fault("%s 应是对象", f.Key)
		}
		return d.table(f.Key, m)
	}
	return ""
}

// needsValidity says whether the record's validity must be typed: only where nothing else
// says that the document has one. Elsewhere it is derived, and changes with time.
func (d *doc) needsValidity() bool {
	if d.string("validity", d.record["validity"]) == official.Unstated.String() {
		return false
	}
	if c := catalogue.ClassNamed(d.string("class", d.record["class"])); c != nil {
		return !c.Validity
	}
	return d.record["doc_number"] == nil && d.record["effective"] == nil && d.record["expires"] == nil
}

func (d *doc) day(key string, raw json.RawMessage) string {
	day, err := official.ParseDate(d.string(key, raw))
	if err != nil {
		d.fault("%s：%v", key, err)
	}
	return day.String()
}

func (d *doc) texts(key string, raw json.RawMessage) string {
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		d.fault("%s 应是列表", key)
	}
	words := make([]string, len(list))
	for i, s := range list {
		words[i] = tree.Quote(d.string(key, s))
	}
	return "[" + strings.Join(words, ", ") + "]"
}

// members are those of a record's objects that a header has, under its own names. What an
// export adds for its readers, as a title or an address, is left out.
var members = map[string]string{"index_number": "target", "scope": "scope", "on": "on", "note": "note", "compare": "compare",
	"title": "title", "name": "name", "url": "url", "text": "text", "opens": "opens", "closes": "closes", "channel": "channel", "reason": "reason"}

func (d *doc) table(key string, m map[string]json.RawMessage) string {
	relation := m["index_number"] != nil
	var pairs []string
	if key == "attachments" {
		pairs = append(pairs, "file = "+tree.Quote(d.attachment(m)))
	}
	for _, k := range slices.Sorted(maps.Keys(m)) {
		name := members[k]
		if name == "" || name == "url" && key != "source" || name == "title" && (relation || key != "attachments") {
			continue
		}
		switch name {
		case "on", "opens", "closes":
			pairs = append(pairs, name+" = "+d.day(key, m[k]))
		case "compare":
			var yes bool
			if json.Unmarshal(m[k], &yes) != nil {
				d.fault("%s 的 compare 应是 true 或 false", key)
			}
			pairs = append(pairs, fmt.Sprintf("compare = %t", yes))
		default:
			pairs = append(pairs, name+" = "+tree.Quote(d.string(key, m[k])))
		}
	}
	return "{" + strings.Join(pairs, ", ") + "}"
}

// attachment is what a header calls an attachment: its address stays the same.
func (d *doc) attachment(m map[string]json.RawMessage) string {
	name, url := d.string("attachments", m["file"]), d.string("attachments", m["url"])
	at, ours := strings.CutPrefix(url, d.run.Base)
	if !ours || path.Clean(at) != at || strings.HasPrefix(at, "../") || strings.HasPrefix(at, "/") {
		d.fault("附件的地址 %.200s 不在 %s 之下", url, d.run.Base)
		return ""
	}
	return d.file(at, name)
}

// file notes a file of the site that the document needs, and gives its name in a header or a
// body: one beside the page comes beside the document, another into static/.
func (d *doc) file(at, name string) string {
	last := path.Base(at)
	switch first, _, _ := strings.Cut(at, "/"); {
	case catalogue.ActiveType(last):
		d.fault("文件 %.200s 的类型不允许公开", last)
		return ""
	case path.Dir(at) != d.folder() && (slices.Contains(config.Reserved, strings.ToLower(first)) || hidden(at)):
		d.fault("文件 %.200s 不在本文件的网页旁边，也不是一般的文件", at)
		return ""
	case path.Dir(at) != d.folder():
		d.files[at] = "static/" + at
		return "/" + at
	}
	// The published name is the file's own, or made of it: then the file gets its own again.
	if name == "" || name != path.Base(name) || hidden(name) || plan.FilePath(&catalogue.Document{Record: &catalogue.Record{Path: "content/a.md", Index: d.index}}, "content/"+name) != at {
		name = last
	}
	d.files[at] = name
	return name
}

// hidden says whether a path has a part that no file of a site may have: one that begins
// with a dot or _, or that other systems read as more than a name.
func hidden(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part == "" || len(part) > 200 || strings.ContainsAny(part[:1], "._") || strings.ContainsAny(part, `\:`) || config.DeviceName(part) {
			return true
		}
	}
	return false
}

// folder is where files beside the document's page are published.
func (d *doc) folder() string { return strings.TrimSuffix(plan.DocumentPath(d.index), ".html") }

// destination is an address in the Markdown of a body, as package markdown writes it.
var destination = regexp.MustCompile(`\]\((<[^<>\n]*>|[^\s()<>]+)`)

// links puts links to the site's own pages and files into the form of sources: an index
// number, a file beside the document, or an address from the site's root.
func (d *doc) links(body string) string {
	return destination.ReplaceAllStringFunc(body, func(s string) string {
		to, ours := strings.CutPrefix(strings.Trim(s[len("]("):], "<>"), d.run.Base)
		if !ours {
			return s
		}
		at, fragment, has := strings.Cut(to, "#")
		if plain, err := url.PathUnescape(at); err == nil {
			at = plain
		}
		if plain, err := url.PathUnescape(fragment); err == nil {
			fragment = plain
		}
		if at != "" && path.Clean("/"+at) != "/"+strings.TrimSuffix(at, "/") {
			d.fault("正文中的链接 %.200s 写得不对", to)
			return s
		}
		switch known := d.source(at); {
		case at == plan.DocumentPath(d.index) && has:
			at = ""
		case known != "":
			at = known
		default:
			at = "/" + at
		}
		if has {
			at += "#" + fragment
		}
		if strings.ContainsAny(at, " ()") {
			at = "<" + at + ">"
		}
		return "](" + at
	})
}

// source is what a body calls an address of the site; "" for one from the site's root.
func (d *doc) source(at string) string {
	if path.Dir(at) == d.folder() {
		if name := d.files[at]; name != "" {
			return name
		}
		return d.file(at, "")
	}
	if page, ok := strings.CutPrefix(at, "doc/"); ok {
		index := strings.TrimSuffix(page, ".html")
		if plan.DocumentPath(index) == at {
			return index
		}
	}
	return ""
}
