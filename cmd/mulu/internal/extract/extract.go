// Package extract takes the text out of attachments: Text for the search index, of TXT,
// CSV, DOCX, XLSX and PDF; Everything for checks, of these and more kinds. Both use the
// same readers.
//
// Its promise: whatever the file holds, both end after a bounded amount of work, with
// bounded memory and without a panic, and give what could be read until then; the same
// bytes give the same text on every machine. What an editor should know of a file is a
// Problem, never more than a warning: an attachment without text still is published.
//
// Text is what a reader sees: no hidden sheets, rows, columns, layers or runs, no
// deleted passages, no field codes, no formulas. Its shape serves search, where no
// phrase crosses a line: a line is a paragraph (lines of a PDF are joined to
// paragraphs) or a row of a table with a space between cells. Everything leaves none of
// that out, and says of each piece where it stands.
//
// Cost, on one core at 2.5 GHz: TXT 12, CSV 17 ms a megabyte; DOCX 16, XLSX 33 ms a
// megabyte of XML (which is packed five to fifty times smaller); PDF 100 ms a megabyte
// or 1.6 ms a page. Memory is some times that of the text, at most 40 MB for a PDF of
// 363 pages, whatever the pictures; a file made to hurt takes 3 s and 200 MB.
//
// Everything costs about the same for the same text: a TXT of 1 GB takes half a minute
// and 10 MB of memory, a file made to hurt (3 MB that unpack to 1 GiB) up to a minute. What it does not read it says: other formats, files over the
// limits, a third level of archives, the files that a PDF carries. It does not see
// pictures, macros, and what older versions of a PDF held.
//
// Which attachments are read, and what becomes of the text, it leaves to package build.
package extract

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"strings"
)

// Result is the text of an attachment: UTF-8, lines separated by '\n', no empty lines,
// no control characters, white space as single spaces.
type Result struct {
	Text      string
	Truncated bool // a limit ended the reading; the Problem beside it says which
}

// MaxCharacters is how much text of one document's attachments is worth searching: a
// reader's browser fetches all of it, about 1 MB packed, to look for a phrase.
const MaxCharacters = 1_000_000

// Limits bounds the work for one attachment. A zero field is the default.
type Limits struct {
	Characters int   // of text; MaxCharacters
	Unpacked   int64 // bytes unpacked from a DOCX, XLSX or PDF, in total; 128 MiB
}

// The limits of Everything, which must reach far behind the first pages.
const (
	maxUnpackedAll = 1 << 30
	maxMember      = 64 << 20 // bytes of a file within a file
	maxEntries     = 10_000   // files within a file
)

func (l Limits) withDefaults() Limits {
	if l.Characters <= 0 {
		l.Characters = MaxCharacters
	}
	if l.Unpacked <= 0 {
		l.Unpacked = 128 << 20
	}
	return l
}

// readers are the kinds of files that Text reads, by extension; scanned those of
// Everything. They are made in init because some readers look for others.
var readers, scanned map[string]func(*job) error

func init() {
	readers = map[string]func(*job) error{".txt": readTXT, ".csv": readCSV, ".docx": readDOCX, ".xlsx": readXLSX, ".pdf": readPDF}
	scanned = maps.Clone(readers)
	for _, ext := range []string{".pptx", ".odt", ".ods", ".odp", ".ofd"} {
		scanned[ext] = readOffice
	}
	for _, ext := range []string{".json", ".xml", ".html", ".htm", ".svg", ".md", ".vtt"} {
		scanned[ext] = readTXT
	}
	scanned[".zip"] = readZIP
}

// Known says whether files with the extension ext (".pdf", in any case) can be read:
// those of config.AttachmentTypes, to which a test of package build holds it.
func Known(ext string) bool { return readers[strings.ToLower(ext)] != nil }

// job is the reading of one attachment.
type job struct {
	io.ReaderAt
	size   int64
	limits Limits
	left   int64 // bytes that may still be unpacked
	out    lines
	// For Everything:
	all    bool
	depth  int      // of files within files
	unread []string // files within that were not read
	why    *Problem // why the first of them was not
}

// Text reads the attachment of size bytes in r. Its kind is known by the content; the
// extension of name only decides where the content leaves it open.
//
// The error is a *Problem when the file is to blame, and Result then holds what could
// be read; any other error is one of r.
func Text(name string, r io.ReaderAt, size int64, limits Limits) (Result, error) {
	source := &tracked{r: r}
	j := &job{ReaderAt: source, size: size, limits: limits.withDefaults()}
	j.left, j.out.left = j.limits.Unpacked, j.limits.Characters
	err := j.read(strings.ToLower(path.Ext(name)))
	res := Result{Text: j.out.String(), Truncated: isLimit(err)}
	var p *Problem
	switch {
	case source.err != nil:
		return Result{}, fmt.Errorf("read %s: %w", name, source.err)
	case errors.As(err, &p):
		return res, p
	case err != nil:
		return res, damaged(err)
	case res.Text == "":
		return res, noText(path.Ext(name))
	}
	return res, nil
}

// read finds the kind of the file and reads it. A panic in a reader is a fault of this
// program, but it must not cost a build: it counts as a damaged file.
func (j *job) read(ext string) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v", v)
		}
	}()
	kind, err := j.sniff(ext)
	if err != nil {
		return err
	}
	if err := scanned[kind](j); err != nil {
		return err
	}
	if kind != ext {
		return wrongType(ext, kind)
	}
	return nil
}

// tracked remembers a failure of r, so that it is not taken for one of the file.
type tracked struct {
	r   io.ReaderAt
	err error
}

func (t *tracked) ReadAt(p []byte, off int64) (int, error) {
	n, err := t.r.ReadAt(p, off)
	if err != nil && !errors.Is(err, io.EOF) {
		t.err = err
	}
	return n, err
}
