package extract

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// The properties that name persons, as places.
const (
	placeAuthor  = "文档属性“作者”"
	placeSaver   = "文档属性“上次保存者”"
	placeManager = "文档属性“经理”"
	placeReviser = "修订和批注的作者"
)

// NamesPerson says whether a passage at the place is the name of somebody who worked on
// the file, when it is the name of a person.
func NamesPerson(place string) bool {
	for _, p := range []string{placeAuthor, placeSaver, placeManager, placeReviser} {
		if strings.HasSuffix(place, p) {
			return true
		}
	}
	return false
}

// properties are the names that people know of the elements of docProps/ and meta.xml.
var properties = map[string]string{
	"creator": placeAuthor, "initial-creator": placeAuthor, "Creator": placeAuthor, "Author": placeAuthor,
	"lastModifiedBy": placeSaver, "Manager": placeManager, "Company": "文档属性“单位”", "title": "文档属性“标题”",
	"subject": "文档属性“主题”", "description": "文档属性“备注”", "keywords": "文档属性“关键词”",
}

// say gives a name or the like once.
func (l *lines) say(place, s string) {
	if l.said == nil {
		l.said = map[string]bool{}
	}
	if key := place + s; !l.said[key] && len(l.said) < 1000 {
		l.said[key] = true
		other := lines{left: l.left, yield: l.yield, spot: spot{within: l.within, at: place}}
		// What exceeds the limit is found out with the next text.
		_ = other.writeLine(s)
	}
}

// names are the names of the parts, sorted.
func (a *archive) names() []string {
	names := make([]string, 0, len(a.files))
	for n := range a.files {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

func (a *archive) has(part string) bool { return a.files[strings.ToLower(part)] != nil }

// foreign are kinds of parts that an office file takes in as text of its own (ISO/IEC
// 29500-1, 17.17.2).
var foreign = map[string]bool{".htm": true, ".html": true, ".mht": true, ".rtf": true, ".txt": true, ".docx": true}

// rest reads the parts of an office file that its reader has not read: properties,
// comments, charts, caches, addresses, files within.
func (j *job) rest(a *archive, read map[string]bool) error {
	for i, name := range a.names() {
		switch {
		case i >= maxEntries:
			return unchecked(nil, "里的内部文件超过%d个，没有查完", maxEntries)
		case read[name] || strings.HasSuffix(name, "/"):
		case strings.HasSuffix(name, ".xml"), strings.HasSuffix(name, ".rels"), strings.HasSuffix(name, ".vml"), strings.HasSuffix(name, ".rdf"):
			j.out.spot = spot{within: j.out.within, at: partPlace(name), hidden: !shown(name)}
			if err := j.walk(a, name); err != nil {
				return full(err)
			}
		case strings.Contains(name, "embeddings/") || strings.Contains(name, "/object ") || foreign[path.Ext(name)]:
			if err := j.member(a.files[name], name); err != nil {
				return err
			}
		}
	}
	if a.entities {
		j.skip("XML 实体", unchecked(nil, "的内部文件声明了 XML 实体，没有展开，可能没有查全"))
	}
	return nil
}

// partPlace is a name for what a part holds.
func partPlace(name string) string {
	for _, p := range []struct{ in, place string }{
		{"docprops/", "文档属性"}, {"meta.xml", "文档属性"}, {"threadedcomments", "批注"}, {"comments", "批注"}, {"drawing", "图形"}, {"diagrams/", "图形"},
		{"charts/", "图表"}, {"pivotcache", "数据透视表缓存"}, {"externallinks/", "外部链接的缓存"}, {".rels", "超链接"}, {"slides/", "幻灯片"},
		{"notesslides/", "演讲者备注"}, {"content.xml", "正文"}, {"styles.xml", "样式、页眉和页脚"},
	} {
		if strings.Contains(name, p.in) {
			return p.place
		}
	}
	return "内部文件 " + path.Base(name)
}

// shown says whether a part that no own reader reads is what readers see.
func shown(name string) bool {
	return name == "content.xml" || strings.HasPrefix(name, "ppt/slides/") || strings.HasSuffix(name, "/content.xml")
}

// skip notes a file within that was not read.
func (j *job) skip(name string, why *Problem) {
	if j.why == nil {
		j.why = why
	}
	j.unread = append(j.unread, name)
}

// member reads a file within the file.
func (j *job) member(f *zip.File, name string) error {
	display := memberName(f)
	j.out.spot = spot{within: j.out.within}
	j.out.aside("内含文件的名称", display)
	ext := strings.ToLower(path.Ext(name))
	switch {
	case harmless[ext]:
		return j.harmless(f, display, ext)
	case f.Flags&1 != 0:
		j.skip(display, &Problem{Rule: &ruleEncrypted, message: "里的“" + display + "”加了密码，没有检查"})
		return nil
	case scanned[ext] == nil:
		j.skip(display, unchecked(nil, "里的“%s”是不能检查的格式", display))
		return nil
	case j.depth > 0 && ext == ".zip" || j.depth > 1:
		j.skip(display, unchecked(nil, "里的“%s”套在第三层，超过能打开的层数，没有检查", display))
		return nil
	}
	data, err := j.unpack(f)
	switch {
	case isLimit(err):
		return err
	case errors.Is(err, errMember):
		j.skip(display, unchecked(err, "里的“%s”%v（%d MiB），没有检查", display, err, maxMember>>20))
		return nil
	case err != nil:
		j.skip(display, unchecked(err, "里的“%s”已损坏，没有检查", display))
		return nil
	}
	inner := &job{ReaderAt: bytes.NewReader(data), size: int64(len(data)), limits: j.limits, left: j.left, all: true, depth: j.depth + 1,
		out: lines{left: j.out.left, yield: j.out.yield, spot: spot{within: j.out.within + "内含的“" + display + "”"}}}
	err = inner.verdict(inner.read(ext))
	j.left, j.out.left = inner.left, inner.out.left
	if p := (*Problem)(nil); errors.As(err, &p) {
		j.skip(display, &Problem{Rule: p.Rule, message: "里的“" + display + "”" + p.message, cause: p.cause})
	}
	return nil
}

// harmless looks at the beginning of a file within whose kind has no texts.
func (j *job) harmless(f *zip.File, display, ext string) error {
	r, err := f.Open()
	if err != nil {
		return nil // a picture that cannot be read
	}
	head := make([]byte, 8)
	n, _ := io.ReadFull(r, head) // less at the end
	_ = r.Close()                // nothing was written
	inner := &job{ReaderAt: bytes.NewReader(head[:n]), size: int64(n)}
	if p := (*Problem)(nil); errors.As(inner.disguised(ext), &p) {
		j.skip(display, unchecked(p, "里的“%s”%s，没有检查", display, p.message))
	}
	return nil
}

// unpack gives a file within the file.
func (j *job) unpack(f *zip.File) ([]byte, error) {
	if f.UncompressedSize64 > maxMember {
		return nil, errMember
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	p := &part{ReadCloser: r, archive: &archive{left: &j.left}, left: ratioRoom(f)}
	data, err := io.ReadAll(io.LimitReader(p, maxMember+1))
	if len(data) > maxMember && err == nil { // more than its own size says
		err = errMember
	}
	return data, errors.Join(err, r.Close())
}

// memberName is the name of a file within, which old programs write in GBK.
func memberName(f *zip.File) string {
	name := f.Name
	if !utf8.ValidString(name) {
		if s, err := simplifiedchinese.GB18030.NewDecoder().String(name); err == nil {
			name = s
		}
	}
	if r := []rune(name); len(r) > 100 {
		name = "…" + string(r[len(r)-100:])
	}
	return strings.ToValidUTF8(name, "")
}
