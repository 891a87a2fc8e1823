package extract

import (
	"io"
	"path"
	"strings"

	"mulu/cmd/mulu/internal/extract/pdf"
)

// Extent says how long an attachment is, in its own measure; 0 where that is unknown.
type Extent struct {
	Pages  int // of a PDF or an OFD, or the slides of a PPTX
	Sheets int // of an XLSX, those that are shown
}

// These bound the work of measuring: far more than a list of pages or sheets takes.
const (
	measureBytes = 8 << 20
	measureSteps = 1 << 20
)

// Measures says whether Measure can tell the extent of files of an extension.
func Measures(ext string) bool {
	switch strings.ToLower(ext) {
	case ".pdf", ".ofd", ".pptx", ".xlsx":
		return true
	}
	return false
}

// Measure reads an attachment's list of pages or sheets, and nothing of its content, so it
// costs little beside Text. Files of which that tells nothing sure, such as DOCX, whose
// pages are those of the program that saved it last, and damaged ones have no extent.
func Measure(name string, r io.ReaderAt, size int64) (e Extent) {
	defer func() {
		if recover() != nil { // a fault of this program, see job.read
			e = Extent{}
		}
	}()
	switch strings.ToLower(path.Ext(name)) {
	case ".pdf":
		e.Pages = pdf.Pages(r, size, pdf.Limits{Bytes: measureBytes, Steps: measureSteps})
	case ".ofd":
		e.Pages = inArchive(r, size, pagesOfOFD)
	case ".pptx":
		e.Pages = inArchive(r, size, slides)
	case ".xlsx":
		e.Sheets = inArchive(r, size, sheetsShown)
	}
	return e
}

// inArchive counts what a file that is an archive holds; 0 when it cannot be read.
func inArchive(r io.ReaderAt, size int64, count func(*archive) (int, error)) int {
	a, err := (&job{ReaderAt: r, size: size, left: measureBytes}).archive()
	if err != nil {
		return 0
	}
	if n, err := count(a); err == nil {
		return n
	}
	return 0
}

func sheetsShown(a *archive) (int, error) {
	b := &workbook{archive: a}
	err := b.readSheets(mainOr(a, "xl/workbook.xml"))
	return len(b.sheets), err
}

// slides counts the list of slides; sections, which list them again, follow it.
func slides(a *archive) (n int, err error) {
	listed := false
	err = a.each(mainOr(a, "ppt/presentation.xml"), func(x *xmlReader, kind xmlKind) error {
		switch {
		case kind == xmlOpen && x.name == "sldId" && !listed:
			n++
		case kind == xmlClose && x.name == "sldIdLst":
			listed = true
		}
		return nil
	})
	return n, err
}

// pagesOfOFD counts the list of pages of the first document in an OFD file (GB/T 33190).
func pagesOfOFD(a *archive) (n int, err error) {
	root, inRoot := "", false
	err = a.each("OFD.xml", func(x *xmlReader, kind xmlKind) error {
		switch {
		case kind == xmlOpen:
			inRoot = x.name == "DocRoot" && root == ""
		case kind == xmlText && inRoot:
			root += string(x.text)
		case kind == xmlClose:
			inRoot = false
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	err = a.each(strings.TrimPrefix(strings.TrimSpace(root), "/"), func(x *xmlReader, kind xmlKind) error {
		if kind == xmlOpen && x.name == "Page" && x.attr("BaseLoc") != "" {
			n++
		}
		return nil
	})
	return n, err
}

// mainOr is the part that an office file begins with, or the usual one.
func mainOr(a *archive, usual string) string {
	if main, err := a.main(); err == nil && main != "" {
		return main
	}
	return usual
}
