// Package pdf reads the text of PDF files (ISO 32000) as paragraphs.
//
// Its promise: any bytes end in a result after an amount of work that Limits bounds,
// without a panic by design, in memory that does not grow with the file: only what
// holds text is read, piece by piece, never the pictures. A damaged file gives what can
// be found in it. The same bytes give the same text everywhere.
//
// Text is that of the page's content in the order in which it was drawn, as producers
// draw cell by cell and column by column, or by position where the drawing jumps about;
// lines are joined to paragraphs, also over columns and pages. Left out are layers that
// are switched off, page numbers, and running heads and watermarks that the file marks
// as such. Invisible text over a scanned picture counts as text.
//
// The package is our own because no library that the module proxy offers will do.
// ledongthuc/pdf and dslipak/pdf find nothing in Chromium's Type 3 fonts, in fonts with
// the predefined Chinese maps, in files without tables or with keys of 40 or 256 bits,
// and know no paragraphs and no limits of work; rsc.io/pdf finds no Chinese at all, and
// pdfcpu extracts no text. Against pdftotext, on 37 files of Chromium, LibreOffice and
// Ghostscript, variants encrypted and damaged, it finds the same characters but for heads,
// and more of the phrases where cells and lines of paragraphs belong together.
//
// That is what Read gives. Everything gives in addition what the file holds besides: the
// layers that are switched off, running heads, notes, form fields, bookmarks, properties.
//
// It does not draw, does not check signatures, runs no script and follows no link; a
// font's own table of characters is not read.
package pdf

import (
	"errors"
	"fmt"
	"io"
)

// What is more in a file is not read: objects, of which the largest real files have some
// hundred thousand, and bytes of one stream, packed or unpacked.
const (
	MaxObjects = 500_000
	MaxStream  = 32 << 20
)

// These are the ways in which a file gives no text, or not all. ErrBytes, ErrObjects and
// ErrStream are kinds of ErrLimit; any other ErrLimit is that of Limits.Steps.
var (
	ErrEncrypted = errors.New("pdf: a password is needed")
	ErrLimit     = errors.New("pdf: limit of work reached")
	ErrBytes     = fmt.Errorf("%w: bytes unpacked", ErrLimit)
	ErrStream    = fmt.Errorf("%w: bytes of one stream", ErrLimit)
	ErrObjects   = fmt.Errorf("%w: objects", ErrLimit)
	errDamaged   = errors.New("pdf: damaged")
)

// Limits bounds the work for one file. All fields must be positive.
type Limits struct {
	Bytes int64 // unpacked from the file's streams, and read while mending it, in total
	Steps int   // operators, objects and glyphs looked at
}

// Stats says what was found.
type Stats struct {
	Pages    int
	Glyphs   int // drawn, without spaces
	Unmapped int // those of them whose character the file does not tell
}

// Read calls line for each paragraph or table row in reading order. It stops at the
// first error of line and returns it. Any other error than ErrEncrypted and ErrLimit
// says that the file is damaged; lines before it count.
func Read(r io.ReaderAt, size int64, limits Limits, line func(string) error) (Stats, error) {
	f := &file{r: r, size: size, bytes: limits.Bytes, steps: limits.Steps}
	defer f.close()
	return f.read(func(_ int, s string) error { return line(s) })
}

// read calls line for each paragraph with the number of the page that it ends on.
func (f *file) read(line func(page int, s string) error) (Stats, error) {
	if err := f.open(); err != nil {
		return Stats{}, err
	}
	var stats Stats
	t := &typesetter{line: func(s string) error { return line(stats.Pages, s) }}
	err := f.eachPage(func(p page) error {
		stats.Pages++
		glyphs, err := f.draw(p)
		stats.Glyphs += glyphs.drawn
		stats.Unmapped += glyphs.unmapped
		if err := t.page(glyphs.spans); err != nil {
			return err
		}
		return err
	})
	if flushed := t.flush(); err == nil {
		err = flushed
	}
	if f.missed != nil && (err == nil || errors.Is(err, errDamaged)) { // its pages may be among what was left out
		err = f.missed
	}
	return stats, err
}

// Pages is the number of pages that the file's own list of pages gives. It reads no page.
// It is 0 where the file is damaged, encrypted with a password or says no credible number.
func Pages(r io.ReaderAt, size int64, limits Limits) int {
	f := &file{r: r, size: size, bytes: limits.Bytes, steps: limits.Steps}
	defer f.close()
	if f.open() != nil || f.rebuilt || f.over != nil {
		return 0
	}
	n := f.int(f.dict(f.catalogue(), "Pages"), "Count")
	if n < 0 || int64(n) > size { // a page takes more bytes than one
		return 0
	}
	return n
}
