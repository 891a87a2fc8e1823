package extract

import (
	"path"
	"regexp"
	"strconv"
	"strings"
)

// readXLSX reads a workbook. For a search that is of each visible sheet its name, unless
// the program gave it, and the rows and columns that are shown, as they are shown. Hidden
// ones, filtered-out ones too, are what the publisher chose not to show. Comments, charts
// and shapes are left out.
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
	b := &workbook{out: &j.out, archive: a, all: j.all}
	if err := b.read(main); err != nil {
		return err
	}
	for i, s := range b.sheets {
		if err := b.readSheet(s, i+1); err != nil {
			return full(err)
		}
	}
	if j.all {
		return b.readRest(j, main)
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

	all  bool
	used []bool // strings that a cell shows; when all is read
}

type sheet struct {
	name, part string
	hidden     bool
}

const maxSheets = 1000

func (b *workbook) read(main string) error {
	if err := b.readSheets(main); err != nil {
		return err
	}
	dir := path.Dir(main)
	if err := b.readStrings(path.Join(dir, "sharedStrings.xml")); err != nil {
		return err
	}
	b.used = make([]bool, len(b.ends))
	return b.readStyles(path.Join(dir, "styles.xml"))
}

// readSheets reads the list of sheets.
func (b *workbook) readSheets(main string) error {
	targets, _, err := b.archive.relations(main, "")
	if err != nil {
		return err
	}
	return b.archive.each(main, func(x *xmlReader, kind xmlKind) error {
		switch {
		case kind != xmlOpen:
		case x.name == "workbookPr":
			v := x.attr("date1904")
			b.date04 = v == "1" || v == "true"
		case x.name == "sheet" && len(b.sheets) < maxSheets:
			hidden := x.attr("state") == "hidden" || x.attr("state") == "veryHidden"
			if part := targets[x.attr("id")]; part != "" && (b.all || !hidden) {
				b.sheets = append(b.sheets, sheet{x.attr("name"), part, hidden})
			}
		}
		return nil
	})
}

// These bound the shared strings, in bytes.
const (
	maxStrings    = 32 << 20
	maxStringsAll = 128 << 20
)

// mostStrings is how many bytes of shared strings are kept.
func (b *workbook) mostStrings() int {
	if b.all {
		return maxStringsAll
	}
	return maxStrings
}

// readStrings reads the shared strings, without the pronunciation above characters.
func (b *workbook) readStrings(part string) error {
	inText := false
	return b.archive.optional(part, func(x *xmlReader, kind xmlKind) error {
		switch kind {
		case xmlOpen:
			if x.name == "rPh" && !b.all {
				return x.skip()
			}
			inText = x.name == "t"
		case xmlText:
			if inText {
				b.strings = append(b.strings, x.text...)
				if len(b.strings) > b.mostStrings() {
					return limited(errStrings)
				}
			}
		case xmlClose:
			inText = false
			if x.name == "si" {
				if b.ends = append(b.ends, uint32(len(b.strings))); len(b.ends) > b.mostStrings()/8 {
					return limited(errStrings)
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
	if b.all {
		b.used[i] = true
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

// readSheet writes the rows of a sheet, for a search the visible ones.
func (b *workbook) readSheet(s sheet, table int) error {
	b.out.end()
	b.out.spot = spot{within: b.out.within, at: "工作表“" + s.name + "”", hidden: s.hidden}
	if s.hidden {
		b.out.at += "（隐藏）"
	}
	if b.all {
		b.out.aside(b.out.at, s.name)
	} else if !ownName.MatchString(s.name) {
		if err := b.out.writeLine(s.name); err != nil {
			return err
		}
	}
	b.out.unit, b.out.table = "行", table
	r := &rows{book: b}
	err := b.archive.optional(s.part, r.element)
	b.out.end()
	return err
}

// readRest reads what no sheet shows: defined names, strings that no cell uses, sheets
// that the workbook does not list, comments and whatever else there is.
func (b *workbook) readRest(j *job, main string) error {
	b.out.spot = spot{within: b.out.within, at: "没有用到的共享字符串", hidden: true}
	for i, used := range b.used {
		if !used {
			if err := b.out.writeLine(b.sharedString(i)); err != nil {
				return full(err)
			}
		}
	}
	b.out.spot = spot{within: b.out.within}
	read := map[string]bool{strings.ToLower(path.Join(path.Dir(main), "sharedStrings.xml")): true}
	for _, s := range b.sheets {
		read[strings.ToLower(s.part)] = true
	}
	for _, name := range b.archive.names() {
		if strings.Contains(name, "worksheets/") && strings.HasSuffix(name, ".xml") && !read[name] {
			read[name] = true
			if err := b.readSheet(sheet{path.Base(name), name, true}, len(read)); err != nil {
				return full(err)
			}
		}
	}
	return j.rest(b.archive, read)
}
