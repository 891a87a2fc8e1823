package extract

import (
	"io"
	"path"
	"strings"

	"mulu/cmd/mulu/internal/extract/pdf"
)

// Extent says how long an attachment is, in its own measure; 0 where that is unknown.
type Extent struct {
	Pages  int // of a PDF
	Sheets int // of an XLSX, those that are shown
}

// These bound the work of measuring: far more than a list of pages or sheets takes.
const (
	measureBytes = 8 << 20
	measureSteps = 1 << 20
)

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
	case ".xlsx":
		e.Sheets = sheetsShown(&job{ReaderAt: r, size: size, left: measureBytes})
	}
	return e
}

func sheetsShown(j *job) int {
	a, err := j.archive()
	if err != nil {
		return 0
	}
	main, err := a.main()
	if err != nil || main == "" {
		main = "xl/workbook.xml"
	}
	b := &workbook{archive: a}
	if b.readSheets(main) != nil {
		return 0
	}
	return len(b.sheets)
}
