package extract

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// checkResult fails for what Text promises never to give. A panic is caught by Text, so
// its error is looked at.
func checkResult(t *testing.T, name string, data []byte) {
	t.Helper()
	limits := Limits{Characters: 1000, Unpacked: 1 << 20}
	got, err := text(name, data, limits)
	if err != nil && strings.Contains(err.Error(), "panic") {
		t.Fatal(err)
	}
	s := got.Text
	if !utf8.ValidString(s) || utf8.RuneCountInString(s) > limits.Characters || strings.Contains(s, "\n\n") || strings.Contains(s, "  ") ||
		strings.TrimSpace(s) != s || strings.ContainsAny(s, "\r\t\x00") {
		t.Errorf("%s: %q", name, s)
	}
	if again, _ := text(name, data, limits); again != got {
		t.Errorf("%s: %q, then %q", name, s, again.Text)
	}
}

func FuzzPlain(f *testing.F) {
	for _, s := range []string{"序号,名称\n1,\"甲\"", "\xFF\xFEa\x00", "\xD6\xD0\xCE\xC4", "a;b\n", "\xEF\xBB\xBFx"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		checkResult(t, "a.txt", data)
		checkResult(t, "a.csv", data)
	})
}

// Whole files, with the structure of archives and compound files.
func FuzzFile(f *testing.F) {
	f.Add(docx(f, "<w:p><w:r><w:t>文字</w:t></w:r></w:p>"))
	f.Add(workbookOf(f, "<sheetData><row><c><v>1</v></c></row></sheetData>"))
	f.Add([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
	f.Fuzz(func(t *testing.T, data []byte) {
		checkResult(t, "a.docx", data)
		checkResult(t, "a.xlsx", data)
		checkResult(t, "a.pdf", data)
	})
}

func FuzzDOCX(f *testing.F) {
	for _, s := range []string{
		"<w:p><w:r><w:t>文字</w:t><w:tab/></w:r></w:p>", "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r>",
		"<w:txbxContent><w:p><w:r><w:t>x</w:t></w:r></w:p></w:txbxContent>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;&#x41;<![CDATA[d]]><!-- e --></a>", "<w:del><w:r/></w:del>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		checkResult(t, "a.docx", docx(t, body, "word/footnotes.xml", body, "word/styles.xml", body))
	})
}

// FuzzXLSX is about a sheet's cells and the formats of their numbers. Its seeds have every kind of
// cell, so that what comes of them gets past the archive and the names of the parts.
func FuzzXLSX(f *testing.F) {
	for _, s := range []string{
		`<worksheet><cols><col min="1" max="2" hidden="1"/></cols><sheetData><row><c r="A1" t="s"><v>0</v></c><c s="1"><v>45356</v></c></row></sheetData></worksheet>`,
		`<c t="inlineStr"><is><t>x</t></is></c>`, `<row hidden="1"/>`, `<c t="s"><v>-1</v></c>`,
		`<worksheet><sheetData><row r="3"><c><v>1</v></c><c><v>520.60000000000002</v></c><c><v>1.5E-7</v></c></row><row r="4"><c s="1"><v>45356.75</v></c><c s="2"><v>1234567.5</v></c><c s="5"><v>-0.125</v></c></row></sheetData></worksheet>`,
		`<worksheet><sheetData><row r="5"><c t="str"><f>A1&amp;"x"</f><v>公式结果</v></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c r="G5" t="d"><v>2024-03-05T00:00:00</v></c></row><row r="7"><c t="inlineStr"><is><r><t>一
二</t></r><rPh><t>er</t></rPh></is></c></row></sheetData></worksheet>`,
		`<worksheet><sheetData><row><c r="XFD1048576"><v>1</v></c><c r="A0"><v>1</v></c><c r="ZZZZZZ9"><v>9</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`,
	} {
		for _, code := range []string{"yyyy-mm-dd", `[$-804]#,##0.00_ "元";[Red]-0.0#%;@`, `h:mm:ss AM/PM`, `0.00E+00`, `"a\"b"\,[<=1]General`} {
			f.Add(s, code)
		}
	}
	f.Fuzz(func(t *testing.T, sheet, code string) {
		checkResult(t, "a.xlsx", workbookOf(t, sheet))
		for _, v := range []float64{0, -1, 1.5, 45356, 1e300} {
			_ = parseFormat(code).show(v, false)
		}
	})
}

// FuzzWorkbook is about the parts beside the sheets: which sheets there are, where they are, the
// texts that cells share, and the styles.
func FuzzWorkbook(f *testing.F) {
	const (
		book   = `<workbook><workbookPr date1904="1"/><sheets><sheet name="表" r:id="r1"/><sheet name="藏" r:id="r2" state="veryHidden"/></sheets></workbook>`
		rels   = `<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="/xl/worksheets/sheet2.xml"/></Relationships>`
		shared = `<sst count="2"><si><t>渡口</t></si><si><r><t>文</t></r><rPh><t>wen</t></rPh></si><si/></sst>`
		styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs><xf numFmtId="164"/><xf numFmtId="22"/></cellXfs></styleSheet>`
	)
	f.Add(book, rels, shared, styles)
	f.Add(book, `<Relationships><Relationship Id="r1" Target="../../../etc/passwd"/><Relationship Id="r2" Target="worksheets/sheet1.xml" TargetMode="External"/></Relationships>`, shared, styles)
	f.Add(`<workbook><sheets><sheet r:id=""/><sheet name="甲" r:id="r1"/><sheet name="甲" r:id="r1"/></sheets></workbook>`, rels, `<sst><si><t xml:space="preserve"> a_x000D_ </t></si></sst>`,
		`<styleSheet><numFmts><numFmt numFmtId="-1" formatCode="@"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="99999999999999999999"/><xf/></cellXfs></styleSheet>`)
	f.Fuzz(func(t *testing.T, book, rels, shared, styles string) {
		checkResult(t, "a.xlsx", zipped(t, "xl/workbook.xml", book, "xl/_rels/workbook.xml.rels", rels, "xl/sharedStrings.xml", shared, "xl/styles.xml", styles,
			"xl/worksheets/sheet1.xml", `<worksheet><sheetData><row><c t="s"><v>0</v></c><c s="0"><v>45356</v></c><c s="1" t="s"><v>1</v></c><c s="1"><v>1.5</v></c></row></sheetData></worksheet>`,
			"xl/worksheets/sheet2.xml", `<worksheet><sheetData><row><c t="inlineStr"><is><t>密</t></is></c></row></sheetData></worksheet>`))
	})
}
