package sheet

import (
	"archive/zip"
	"io"
	"strconv"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/klauspost/compress/flate"
)

// The limits of Excel's workbooks.
const (
	maxRows   = 1_048_576 // with the titles; Row refuses more
	maxText   = 32_767    // UTF-16 units of a cell; longer texts end in …
	maxLinks  = 65_530    // of a sheet; further links are their text
	maxLinkTo = 2_079     // bytes of an address, likewise
)

// XLSX writes a table as a workbook (ECMA-376, transitional) of one sheet: the titles stay
// in sight and on each printed page, and have filters; days and numbers are such; links
// lead on. Texts have the format of text, so that none becomes a formula when it is edited.
//
// It is written by hand because it costs a quarter of excelize's StreamWriter, which also
// gathers a sheet in a temporary file; tests read it with excelize.
type XLSX struct {
	zip   *zip.Writer
	part  io.Writer // the sheet
	buf   []byte
	table Table
	row   int // the last written
	links []byte
	rels  []byte
	count int // of links
	err   error
}

// NewXLSX begins a workbook with the table's titles.
func NewXLSX(w io.Writer, t Table) *XLSX {
	x := &XLSX{zip: zip.NewWriter(w), table: t, buf: make([]byte, 0, flushAt+4<<10)}
	x.zip.RegisterCompressor(zip.Deflate, compressor)
	for _, p := range fixedParts {
		x.write(p.name, []byte(p.text))
	}
	if len(t.Columns) == 0 {
		x.keep(errColumns)
	}
	x.part = x.create("xl/worksheets/sheet1.xml")
	x.head()
	return x
}

// compressors are kept, for one has a megabyte of tables. They are those of
// klauspost/compress: a row costs 2.8 µs with them and 3.8 with the standard library's, for
// parts of the same size.
var compressors = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, flate.BestSpeed)
	if err != nil {
		panic(err) // the level is one that there is
	}
	return w
}}

type pooled struct{ *flate.Writer }

func (p pooled) Close() error {
	err := p.Writer.Close()
	compressors.Put(p.Writer)
	return err
}

func compressor(w io.Writer) (io.WriteCloser, error) {
	c := compressors.Get().(*flate.Writer)
	c.Reset(w)
	return pooled{c}, nil
}

// created is the time that all parts bear: a workbook is a function of its table.
var created = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func (x *XLSX) create(name string) io.Writer {
	w, err := x.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: created})
	x.keep(err)
	return w
}

func (x *XLSX) keep(err error) {
	if x.err == nil {
		x.err = err
	}
}

func (x *XLSX) write(name string, text []byte) {
	if w := x.create(name); x.err == nil {
		_, err := w.Write(text)
		x.keep(err)
	}
}

func (x *XLSX) head() {
	b := append(x.buf, sheetHead...)
	for i, c := range x.table.Columns {
		b = append(b, `<col min="`...)
		b = strconv.AppendInt(b, int64(i+1), 10)
		b = append(b, `" max="`...)
		b = strconv.AppendInt(b, int64(i+1), 10)
		b = append(b, `" width="`...)
		b = strconv.AppendInt(b, width(c), 10)
		b = append(b, `" customWidth="1"/>`...)
	}
	x.buf = append(b, "</cols><sheetData>"...)
	titles := make([]Cell, len(x.table.Columns))
	for i, c := range x.table.Columns {
		titles[i] = Text(c.Title)
	}
	x.keep(x.appendRow(titles, styleTitle))
}

// width of a column in Excel's unit, a digit: a Chinese character has two, and the
// title's filter button needs some more.
func width(c Column) int64 {
	w := 12 // 2024-03-05
	if c.Width > 0 {
		w = 2 * min(c.Width, 127)
	}
	return int64(max(w, 2*utf8.RuneCountInString(c.Title)+3))
}

// Row writes a row. The error of a row that is too many says so; all others are of the
// writer, and repeat.
func (x *XLSX) Row(cells []Cell) error { return x.appendRow(cells, styleText) }

func (x *XLSX) appendRow(cells []Cell, style int) error {
	if x.row == maxRows {
		x.keep(errRows)
	}
	if x.err != nil {
		return x.err
	}
	x.row++
	b := append(x.buf, `<row r="`...)
	b = strconv.AppendInt(b, int64(x.row), 10)
	b = append(b, `">`...)
	for i := range cells {
		b = x.cell(b, &cells[i], i, style)
	}
	x.buf = append(b, "</row>"...)
	if len(x.buf) >= flushAt {
		x.flush()
	}
	return x.err
}

func (x *XLSX) flush() {
	if x.err == nil {
		_, err := x.part.Write(x.buf)
		x.keep(err)
	}
	x.buf = x.buf[:0]
}

// Close ends the workbook.
func (x *XLSX) Close() error {
	if x.err != nil {
		return x.err
	}
	x.buf = append(x.area(append(x.buf, `</sheetData><autoFilter ref="`...), ""), `"/>`...)
	if x.count > 0 {
		x.buf = append(append(append(x.buf, "<hyperlinks>"...), x.links...), "</hyperlinks>"...)
	}
	x.buf = append(x.buf, sheetEnd...)
	x.flush()
	if x.count > 0 {
		x.write("xl/worksheets/_rels/sheet1.xml.rels", append(append([]byte(relsHead), x.rels...), "</Relationships>"...))
	}
	x.write("xl/workbook.xml", x.workbook())
	x.keep(x.zip.Close())
	return x.err
}
