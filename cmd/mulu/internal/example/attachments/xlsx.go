package main

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"
)

// sheet is one sheet of a workbook.
type sheet struct {
	name string
	rows table
}

const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relSpace  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packSpace = "http://schemas.openxmlformats.org/package/2006/"
	mimeStart = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// xlsxFile writes the least workbook that spreadsheets open (ECMA-376): inline
// texts, no styles, no author, no dates. Its parts are stored, not deflated, so
// that the bytes do not depend on the version of the compressor.
func xlsxFile(sheets ...sheet) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range parts(sheets) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p[0], Method: zip.Store})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write([]byte(xmlHead + p[1])); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// parts are the names and contents of a workbook's parts.
func parts(sheets []sheet) [][2]string {
	var types, list, rels strings.Builder
	var pages [][2]string
	for i, s := range sheets {
		n := i + 1
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, n, mimeStart)
		fmt.Fprintf(&list, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, escape(s.name), n, n)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, n, relSpace, n)
		pages = append(pages, [2]string{fmt.Sprintf("xl/worksheets/sheet%d.xml", n), sheetXML(s.rows)})
	}
	return append([][2]string{
		{"[Content_Types].xml", `<Types xmlns="` + packSpace + `content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + mimeStart + `sheet.main+xml"/>` + types.String() + `</Types>`},
		{"_rels/.rels", `<Relationships xmlns="` + packSpace + `relationships">` +
			`<Relationship Id="rId1" Type="` + relSpace + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns="` + mainSpace + `" xmlns:r="` + relSpace + `"><sheets>` + list.String() + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + packSpace + `relationships">` + rels.String() + `</Relationships>`},
	}, pages...)
}

// number is what is written as a number; a serial with leading zeros is a text.
var number = regexp.MustCompile(`^-?(?:0|[1-9]\d*)(?:\.\d+)?$`)

func sheetXML(rows table) string {
	var b strings.Builder
	b.WriteString(`<worksheet xmlns="` + mainSpace + `"><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="12" width="18" customWidth="1"/></cols><sheetData>`)
	for r, row := range rows {
		fmt.Fprintf(&b, `<row r="%d">`, r+1)
		for c, v := range row {
			at := fmt.Sprintf("%c%d", 'A'+c, r+1)
			switch {
			case v == "":
			case number.MatchString(v):
				fmt.Fprintf(&b, `<c r="%s"><v>%s</v></c>`, at, v)
			default:
				fmt.Fprintf(&b, `<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, at, escape(v))
			}
		}
		b.WriteString(`</row>`)
	}
	b.WriteString(`</sheetData></worksheet>`)
	return b.String()
}

func escape(s string) string {
	var b bytes.Buffer
	// Writing to a buffer cannot fail.
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}
