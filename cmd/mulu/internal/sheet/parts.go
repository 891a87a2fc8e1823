package sheet

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	xmlHead  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	main     = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relsHead = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`

	sheetHead = xmlHead + `<worksheet xmlns="` + main + `" xmlns:r="` + relation + `"><sheetViews><sheetView workbookViewId="0">` +
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>` +
		`<sheetFormatPr defaultRowHeight="15"/><cols>`
	// A table is wider than paper: it is printed across, as wide as a page.
	sheetEnd = `<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape"/></worksheet>`
)

// The styles, in the order of cellXfs below.
const (
	styleText    = 1
	styleTitle   = 2
	styleLink    = 3
	styleDay     = 4
	styleNumber  = 5                           // and so many decimal places more
	stylePercent = styleNumber + maxPlaces + 1 // likewise
)

// fixedParts are the same in every workbook.
var fixedParts = []struct{ name, text string }{
	{"[Content_Types].xml", xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` +
		`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`},
	{"_rels/.rels", relsHead + `<Relationship Id="r1" Type="` + relation + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
	{"xl/_rels/workbook.xml.rels", relsHead + `<Relationship Id="r1" Type="` + relation + `/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="r2" Type="` + relation + `/styles" Target="styles.xml"/></Relationships>`},
	{"xl/styles.xml", styles()},
}

// styles are the formats of cells: text, titles, links, days, and numbers and percentages
// by their decimal places.
func styles() string {
	const font = `<sz val="11"/><name val="等线"/><family val="2"/>`
	var formats, cells strings.Builder
	format := func(id int, code string) {
		formats.WriteString(`<numFmt numFmtId="` + strconv.Itoa(id) + `" formatCode="` + code + `"/>`)
		cells.WriteString(`<xf numFmtId="` + strconv.Itoa(id) + `" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>`)
	}
	cells.WriteString(`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
		`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
		`<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>` +
		`<xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>`)
	format(164, "yyyy\\-mm\\-dd")
	for _, unit := range []string{"", "%"} {
		for places := range maxPlaces + 1 {
			code := "0"
			if places > 0 {
				code += "." + strings.Repeat("0", places)
			}
			format(164+strings.Count(formats.String(), "<"), code+unit)
		}
	}
	return xmlHead + `<styleSheet xmlns="` + main + `"><numFmts count="` + strconv.Itoa(1+2*(maxPlaces+1)) + `">` + formats.String() + `</numFmts>` +
		`<fonts count="3"><font>` + font + `</font><font><b/>` + font + `</font><font><u/><sz val="11"/><color rgb="FF0B57A4"/><name val="等线"/><family val="2"/></font></fonts>` +
		`<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
		`<fill><patternFill patternType="solid"><fgColor rgb="FFEDEDED"/><bgColor indexed="64"/></patternFill></fill></fills>` +
		`<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color auto="1"/></bottom><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="` + strconv.Itoa(stylePercent+maxPlaces+1) + `">` + cells.String() + `</cellXfs>` +
		`<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
}

// workbook names the sheet, the area of its filters and the row that every printed page
// repeats.
func (x *XLSX) workbook() []byte {
	name := string(appendXML(nil, sheetName(x.table.Name)))
	quoted := "'" + strings.ReplaceAll(name, "'", "''") + "'!"
	b := []byte(xmlHead + `<workbook xmlns="` + main + `" xmlns:r="` + relation + `"><bookViews><workbookView/></bookViews>` +
		`<sheets><sheet name="` + name + `" sheetId="1" r:id="r1"/></sheets>` +
		`<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">` + quoted)
	b = append(x.area(b, "$"), `</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">`...)
	return append(append(b, quoted...), `$1:$1</definedName></definedNames></workbook>`...)
}

// area appends the cells of the table, as A1:H20, with fix before each part.
func (x *XLSX) area(dst []byte, fix string) []byte {
	dst = append(append(append(append(dst, fix...), 'A'), fix...), '1', ':')
	dst = append(appendColumn(append(dst, fix...), len(x.table.Columns)-1), fix...)
	return strconv.AppendInt(dst, int64(x.row), 10)
}

// sheetName makes a name that a workbook allows: 31 characters, none of []:*?/\ and no
// apostrophe at an end.
func sheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || r < ' ' {
			return ' '
		}
		return r
	}, s)
	for utf8.RuneCountInString(s) > 31 {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
	}
	if s = strings.Trim(s, "' "); s == "" || strings.EqualFold(s, "history") {
		return "目录"
	}
	return s
}
