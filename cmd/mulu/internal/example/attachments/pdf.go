package main

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
)

// Measures of a page, in points: A4, a line of 36 Chinese characters.
const (
	pageWidth, pageHeight   = 595, 842
	margin, lineHeight      = 81, 22
	bodySize, headSize      = 12, 16
	lineChars               = 36
	linesOfPage             = 30
	objectsBeforePages      = 6
	infoObject, firstObject = 6, 1
)

// pdfFile writes a document of a heading and paragraphs. Its font is STSong-Light
// with the encoding UniGB-UCS2-H, which readers bring along (ISO 32000-1 9.7.5.2);
// nothing is embedded and the text can be copied and searched.
func pdfFile(title string, paragraphs ...string) []byte {
	pages := paginate(paragraphs)
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) /ViewerPreferences << /DisplayDocTitle true >> >>",
		pageTree(len(pages)),
		"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
		"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>" +
			" /FontDescriptor 5 0 R /DW 1000 /W [1 95 500] >>",
		"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
		"<< /Title " + hexText("\ufeff"+title) + " >>",
	}
	for i, lines := range pages {
		content := pageContent(title, i, lines)
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>",
				pageWidth, pageHeight, objectsBeforePages+2*i+2),
			fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content))
	}
	return assemble(objects)
}

func pageTree(n int) string {
	var kids []string
	for i := range n {
		kids = append(kids, fmt.Sprintf("%d 0 R", objectsBeforePages+2*i+1))
	}
	return fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), n)
}

// paginate cuts paragraphs into lines and lines into pages. A paragraph begins
// with two empty characters, as official texts do, unless it is a heading that
// begins with a numeral and 、.
func paginate(paragraphs []string) [][]string {
	var lines []string
	for _, p := range paragraphs {
		if strings.IndexRune(p, '、') != len("一") {
			p = "　　" + p
		}
		lines = append(lines, wrap(p)...)
	}
	var pages [][]string
	for len(lines) > linesOfPage {
		pages, lines = append(pages, lines[:linesOfPage]), lines[linesOfPage:]
	}
	return append(pages, lines)
}

// wrap cuts a paragraph into lines; no line begins with a mark that ends something.
func wrap(p string) []string {
	var lines []string
	chars := []rune(p)
	for len(chars) > 0 {
		n, width := 0, 0
		for n < len(chars) && width < 2*lineChars {
			width += 2
			if chars[n] < 0x80 {
				width--
			}
			n++
		}
		for n < len(chars) && strings.ContainsRune("，。；：、）》”", chars[n]) {
			n++
		}
		lines, chars = append(lines, string(chars[:n])), chars[n:]
	}
	return lines
}

func pageContent(title string, page int, lines []string) string {
	var b strings.Builder
	y := pageHeight - margin
	b.WriteString("BT\n")
	if page == 0 {
		x := (pageWidth - headSize*len([]rune(title))) / 2
		fmt.Fprintf(&b, "/F1 %d Tf 1 0 0 1 %d %d Tm %s Tj\n", headSize, max(x, margin/2), y, hexText(title))
		y -= 2 * lineHeight
	}
	fmt.Fprintf(&b, "/F1 %d Tf\n", bodySize)
	for _, l := range lines {
		fmt.Fprintf(&b, "1 0 0 1 %d %d Tm %s Tj\n", margin, y, hexText(l))
		y -= lineHeight
	}
	fmt.Fprintf(&b, "1 0 0 1 %d %d Tm %s Tj\nET", pageWidth/2-12, margin/2, hexText(fmt.Sprintf("- %d -", page+1)))
	return b.String()
}

// hexText is a string of UTF-16 in big-endian order, as the encoding asks.
func hexText(s string) string {
	var b strings.Builder
	b.WriteByte('<')
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	b.WriteByte('>')
	return b.String()
}

// assemble writes the objects, their table of places and the trailer.
func assemble(objects []string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	places := make([]int, len(objects))
	for i, o := range objects {
		places[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, p := range places {
		fmt.Fprintf(&b, "%010d 00000 n \n", p)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n",
		len(objects)+1, firstObject, infoObject, start)
	return b.Bytes()
}
