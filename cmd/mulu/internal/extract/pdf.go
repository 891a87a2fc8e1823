package extract

import (
	"errors"

	"mulu/cmd/mulu/internal/extract/pdf"
)

// pdfLimits bounds the work for a PDF. A thousand full pages are about four million steps
// of the reader; the default limit of Text allows four times as many.
func (j *job) pdfLimits() pdf.Limits {
	return pdf.Limits{Bytes: j.left, Steps: int(j.left / 8)}
}

// readPDF reads the paragraphs of a PDF.
func readPDF(j *job) error {
	limits := j.pdfLimits()
	read := func() (pdf.Stats, error) { return pdf.Read(j, j.size, limits, j.out.writeLine) }
	if j.all {
		read = func() (pdf.Stats, error) { return j.readWholePDF(limits) }
	}
	stats, err := read()
	switch {
	case errors.Is(err, pdf.ErrEncrypted):
		return &Problem{Rule: &ruleEncrypted, message: "加了密码，读不出文字"}
	case errors.Is(err, errFull), errors.Is(err, pdf.ErrLimit):
		return limited(err)
	case err != nil:
		return err
	case stats.Unmapped > 20 && stats.Unmapped*10 > stats.Glyphs*3:
		return &Problem{Rule: &ruleEncoding, message: "的字体没有附带文字对照表，文字读不出或不全"}
	}
	return nil
}
