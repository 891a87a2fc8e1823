package extract

import (
	"path"
	"regexp"
	"strconv"
)

// readXLSX reads a workbook: of each visible sheet its name, unless the program gave it,
// and the rows and columns that are shown, as they are shown. Hidden ones, filtered-out
// ones too, are what the publisher chose not to show. Comments, charts and shapes are
// left out.
//
// The reader is our own, because a sheet is read as a stream here, in memory that does
// not grow with it but for the shared strings; libraries hold whole sheets, or write
// them to temporary files.
func readXLSX(j *job) error {
	a, err := j.archive()
	if err != nil {
		return err
	}
	main, err := a.main()
	if err != nil || main == "" {
		main = "xl/workbook.xml"
	}
	b := &workbook{out: &j.out, archive: a}
	if err := b.read(main); err != nil {
		return err
	}
	for _, s := range b.sheets {
		if err := b.readSheet(s); err != nil {
			return full(err)
		}
	}
	return nil
}

// workbook is what the cells of all sheets refer to.
type workbook struct {
	out     *lines
	archive *archive
	sheets  []sheet
	date04  bool // days count from 1904
	strings []byte
	ends    []uint32 // of the strings, in strings
	formats []format // of the cells' styles
}

type sheet struct{ name, part string }

const maxSheets = 1000

func (b *workbook) read(main string) error {
	targets, _, err := b.archive.relations(main, "")
	if err != nil {
		return err
	}
	err = b.archive.each(main, func(x *xmlReader, kind xmlKind) error {
		switch {
		case kind != xmlOpen:
		case x.name == "workbookPr":
			v := x.attr("date1904")
			b.date04 = v == "1" || v == "true"
		case x.name == "sheet" && x.attr("state") != "hidden" && x.attr("state") != "veryHidden" && len(b.sheets) < maxSheets:
			if part := targets[x.attr("id")]; part != "" {
				b.sheets = append(b.sheets, sheet{x.attr("name"), part})
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	dir := path.Dir(main)
	if err := b.readStrings(path.Join(dir, "sharedStrings.xml")); err != nil {
		return err
	}
	return b.readStyles(path.Join(dir, "styles.xml"))
}

// maxStrings bounds the shared strings, in bytes.
const maxStrings = 32 << 20

// readStrings reads the shared strings, without the pronunciation above characters.
func (b *workbook) readStrings(part string) error {
	inText := false
	return b.archive.optional(part, func(x *xmlReader, kind xmlKind) error {
		switch kind {
		case xmlOpen:
			if x.name == "rPh" {
				return x.skip()
			}
			inText = x.name == "t"
		case xmlText:
			if inText {
				b.strings = append(b.strings, x.text...)
				if len(b.strings) > maxStrings {
					return limited(errBomb)
				}
			}
		case xmlClose:
			inText = false
			if x.name == "si" {
				if b.ends = append(b.ends, uint32(len(b.strings))); len(b.ends) > maxStrings/8 {
					return limited(errBomb)
				}
			}
		}
		return nil
	})
}

func (b *workbook) sharedString(i int) string {
	if i < 0 || i >= len(b.ends) {
		return ""
	}
	from := uint32(0)
	if i > 0 {
		from = b.ends[i-1]
	}
	return string(b.strings[from:b.ends[i]])
}

// readStyles reads the number formats of the cells' styles.
func (b *workbook) readStyles(part string) error {
	codes := map[int]string{}
	inCells := false
	return b.archive.optional(part, func(x *xmlReader, kind xmlKind) error {
		switch {
		case kind == xmlClose && x.name == "cellXfs":
			inCells = false
		case kind != xmlOpen:
		case x.name == "numFmt" && len(codes) < 10_000:
			if id, err := strconv.Atoi(x.attr("numFmtId")); err == nil {
				codes[id] = x.attr("formatCode")
			}
		case x.name == "cellXfs":
			inCells = true
		case x.name == "xf" && inCells && len(b.formats) < 1<<16:
			id, _ := strconv.Atoi(x.attr("numFmtId")) // 0 is the general format
			code, custom := codes[id]
			if !custom {
				code = builtinFormat(id)
			}
			b.formats = append(b.formats, parseFormat(code))
		}
		return nil
	})
}

// ownName is a sheet's name that its publisher did not choose.
var ownName = regexp.MustCompile(`^(?i:sheet|工作表)\s*\d*$`)

// readSheet writes the visible rows of a sheet.
func (b *workbook) readSheet(s sheet) error {
	b.out.end()
	if !ownName.MatchString(s.name) {
		if err := b.out.writeLine(s.name); err != nil {
			return err
		}
	}
	r := &rows{book: b}
	return b.archive.optional(s.part, r.element)
}
