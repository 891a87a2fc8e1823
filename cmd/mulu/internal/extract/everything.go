package extract

import (
	"errors"
	"fmt"
	"io"
	"math"
	"path"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/extract/pdf"
)

// unreadable are kinds of files that hold texts and that nothing here reads.
var unreadable = []string{".doc", ".xls", ".ppt", ".wps", ".et", ".dps", ".rtf", ".rar", ".7z", ".gz", ".tar", ".docm", ".xlsm", ".xlsb", ".ceb", ".mht", ".mhtml", ".log", ".dat", ".dbf", ".mdb", ".accdb", ".sql", ".eml", ".msg", ".vsd", ".vsdx", ".tsv", ".yaml", ".yml", ".tgz", ".bz2", ".xz", ".pages", ".numbers", ".key", ".uof", ".ett", ".wpt"}

// harmless are kinds of files without texts.
var harmless = map[string]bool{".png": true, ".jpg": true, ".jpeg": true, ".gif": true, ".webp": true, ".bmp": true, ".emf": true, ".wmf": true, ".tif": true,
	".mp3": true, ".mp4": true, ".css": true, ".js": true, ".mjs": true, ".woff": true, ".woff2": true, ".ttf": true, ".ico": true}

// disguised looks at the beginning of a file of a kind without texts: a list of persons
// that is called .jpg is one all the same.
func (j *job) disguised(ext string) error {
	head := make([]byte, min(j.size, 8))
	if _, err := j.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	for _, of := range []struct{ begins, kind string }{{"%PDF-", ".pdf"}, {"PK\x03\x04", ".zip"}, {"\xD0\xCF\x11\xE0", ".doc"}, {"{\\rtf", ".rtf"}} {
		if strings.HasPrefix(string(head), of.begins) {
			return wrongType(ext, of.kind)
		}
	}
	return nil
}

// HoldsText says whether files with the extension ext can hold texts. Everything then
// reads them, or says that it cannot.
func HoldsText(ext string) bool {
	ext = strings.ToLower(ext)
	return scanned[ext] != nil || harmless[ext] || slices.Contains(unreadable, ext)
}

// IsCode says whether files with the extension ext are for programs first, so that what
// stands in them is no prose.
func IsCode(ext string) bool {
	switch strings.ToLower(ext) {
	case ".json", ".xml", ".html", ".htm", ".svg":
		return true
	}
	return false
}

// Everything gives all texts of the file of size bytes in r to yield, piece by piece,
// whether its readers see them or not: rows, columns and sheets that are hidden, comments,
// what was deleted while changes were tracked, properties, names of files within, and
// those files themselves, two levels deep. Memory does not grow with the file, but for
// the shared strings of a workbook, of which 128 MiB are kept, and files within, of at
// most 64 MiB. A zero limit is none for characters and 1 GiB for what is unpacked.
//
// The error is a *Problem when the file is to blame, and says what was not read; any
// other error is one of r.
func Everything(name string, r io.ReaderAt, size int64, limits Limits, yield func(Passage)) error {
	if limits.Characters <= 0 {
		limits.Characters = math.MaxInt
	}
	if limits.Unpacked <= 0 {
		limits.Unpacked = maxUnpackedAll
	}
	source := &tracked{r: r}
	j := &job{ReaderAt: source, size: size, limits: limits, left: limits.Unpacked, all: true, out: lines{left: limits.Characters, yield: yield}}
	ext := strings.ToLower(path.Ext(name))
	switch {
	case harmless[ext]:
		return j.disguised(ext)
	case scanned[ext] == nil:
		p := unchecked(nil, "是 %s 格式，里面的文字不能检查", strings.ToUpper(strings.TrimPrefix(ext, ".")))
		if better := newFormat[ext]; better != "" {
			p.hint = "另存为 " + better + " 后公开：旧的格式在手机和许多电脑上也打不开；不能改的，由人工逐页检查后再发布"
		}
		return p
	}
	err := j.read(ext)
	if source.err != nil {
		return fmt.Errorf("read %s: %w", name, source.err)
	}
	if err := j.verdict(err); err != nil || j.out.shown || readers[ext] == nil {
		return err
	}
	return noText(ext)
}

// newFormat is what a reader can open, and this package read, in place of an old or
// closed format.
var newFormat = map[string]string{
	".doc": "DOCX 或 PDF", ".wps": "DOCX 或 PDF", ".xls": "XLSX 或 CSV", ".et": "XLSX 或 CSV", ".ppt": "PPTX 或 PDF", ".dps": "PPTX 或 PDF",
}

// verdict is what is to be said of a file that was read with err.
func (j *job) verdict(err error) error {
	var p *Problem
	switch {
	case isLimit(err):
		errors.As(err, &p)
		return unchecked(p.cause, "没有查完：%s", j.reason(p.cause))
	case errors.As(err, &p):
		return p
	case err != nil:
		return damaged(err)
	case len(j.unread) == 1:
		return j.why
	case len(j.unread) > 1:
		return unchecked(j.why, "里有%d个文件没有查完：“%s”等；第一个的原因：%s", len(j.unread), strings.Join(j.unread[:min(3, len(j.unread))], "”“"), strings.TrimPrefix(j.why.message, "里的"))
	}
	return nil
}

// reason is a limit in words.
func (j *job) reason(err error) string {
	switch {
	case errors.Is(err, errBomb):
		return fmt.Sprintf("%s（%d MiB）", errBomb, j.limits.Unpacked>>20)
	case errors.Is(err, errStrings):
		return fmt.Sprintf("%s（%d MiB）", errStrings, maxStringsAll>>20)
	case errors.Is(err, pdf.ErrObjects):
		return fmt.Sprintf("里面的对象超过%d个", pdf.MaxObjects)
	case errors.Is(err, pdf.ErrStream):
		return fmt.Sprintf("有一页的内容超过%d MiB", pdf.MaxStream>>20)
	case errors.Is(err, pdf.ErrBytes):
		return fmt.Sprintf("%s（%d MiB）", errBomb, j.limits.Unpacked>>20)
	case errors.Is(err, pdf.ErrLimit):
		return fmt.Sprintf("页面的内容超过上限（%d万步绘图命令）", j.pdfLimits().Steps/10_000)
	case err == nil:
		return "内容超过上限"
	}
	return err.Error()
}

// readOffice reads a file of XML parts that no own reader is made for: presentations,
// OpenDocument (ISO/IEC 26300), OFD (GB/T 33190).
func readOffice(j *job) error {
	a, err := j.archive()
	if err != nil {
		return err
	}
	if a.has("META-INF/manifest.xml") {
		encrypted := false
		err := a.each("META-INF/manifest.xml", func(x *xmlReader, kind xmlKind) error {
			encrypted = encrypted || kind == xmlOpen && x.name == "encryption-data"
			return nil
		})
		if err == nil && encrypted {
			return &Problem{Rule: &ruleEncrypted, message: "加了密码，读不出文字"}
		}
	}
	return j.rest(a, nil)
}

// readZIP reads the files of an archive.
func readZIP(j *job) error {
	a, err := j.archive()
	if err != nil {
		return err
	}
	for i, name := range a.names() {
		if strings.HasSuffix(name, "/") {
			continue
		}
		if i >= maxEntries {
			return unchecked(nil, "里的文件超过%d个，没有查完", maxEntries)
		}
		if err := j.member(a.files[name], name); err != nil {
			return err
		}
	}
	return nil
}

// keys are the names of what stands in a PDF outside its pages.
var keys = map[string]string{"Author": placeAuthor, "Title": "书签或标题", "Subject": "文档属性“主题”", "Keywords": "文档属性“关键词”", "Company": "文档属性“单位”",
	"Contents": "批注", "RC": "批注", "Subj": "批注", "V": "表单", "DV": "表单", "T": "批注或表单的名称", "TU": "表单的说明", "URI": "超链接", "Metadata": "文档属性（XMP）",
	"Alt": "图片的说明", "F": "内含文件的名称", "UF": "内含文件的名称", "Desc": "内含文件的说明"}

// readWholePDF reads a PDF with what is on no page.
func (j *job) readWholePDF(limits pdf.Limits) (pdf.Stats, error) {
	stats, files, err := pdf.Everything(j, j.size, limits, func(p pdf.Place, s string) error {
		if p.Page == 0 {
			j.out.spot = spot{within: j.out.within, at: keys[p.Key], hidden: true}
		} else {
			j.out.spot = spot{within: j.out.within, unit: "页", number: p.Page}
		}
		return j.out.writeLine(s)
	})
	if err == nil && files > 0 {
		j.skip("PDF 的附件", unchecked(nil, "带有%d个内含文件，没有检查", files))
	}
	return stats, err
}
