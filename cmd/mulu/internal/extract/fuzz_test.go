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

func FuzzXLSX(f *testing.F) {
	for _, s := range []string{
		`<worksheet><cols><col min="1" max="2" hidden="1"/></cols><sheetData><row><c r="A1" t="s"><v>0</v></c><c s="1"><v>45356</v></c></row></sheetData></worksheet>`,
		`<c t="inlineStr"><is><t>x</t></is></c>`, `<row hidden="1"/>`, `<c t="s"><v>-1</v></c>`,
	} {
		f.Add(s, "yyyy-mm-dd")
	}
	f.Fuzz(func(t *testing.T, sheet, code string) {
		checkResult(t, "a.xlsx", workbookOf(t, sheet))
		for _, v := range []float64{0, -1, 1.5, 45356, 1e300} {
			_ = parseFormat(code).show(v, false)
		}
	})
}
