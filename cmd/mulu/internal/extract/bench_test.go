package extract

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// Attachments as offices have them: some hundred paragraphs, some thousand rows.
func BenchmarkText(b *testing.B) {
	const sentence = "第一条　为了规范渡口的管理，保障乘客的安全，根据有关规定，结合本市实际，制定本办法（试行）。"
	var paragraphs, csv, doc, rows, shared strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&paragraphs, "%d %s%s\n", i, sentence, sentence)
		fmt.Fprintf(&csv, "%d,\"渡口%d号\",%d.%02d,2024-03-05,%s\n", i, i, i*7, i%100, sentence)
		fmt.Fprintf(&doc, `<w:p w14:paraId="%08X"><w:pPr><w:pStyle w:val="a3"/><w:spacing w:line="560" w:lineRule="exact"/></w:pPr><w:r w:rsidR="00A1"><w:rPr><w:rFonts w:ascii="FangSong" w:hint="eastAsia"/><w:sz w:val="32"/></w:rPr><w:t>%d</w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">%s%s</w:t></w:r></w:p>`, i, i, sentence, sentence)
		fmt.Fprintf(&rows, `<row r="%d" spans="1:5"><c r="A%d" s="1"><v>%d</v></c><c r="B%d" t="s"><v>%d</v></c><c r="C%d" s="2"><v>%d.5</v></c><c r="D%d" s="1"><v>45356</v></c></row>`, i, i, i, i, i, i, i*7, i)
		fmt.Fprintf(&shared, "<si><t>渡口%d号%s</t></si>", i, sentence)
	}
	for name, data := range map[string][]byte{
		"a.txt": []byte(paragraphs.String()), "a.csv": []byte(csv.String()), "a.docx": docx(b, doc.String()),
		"a.xlsx": zipped(b, "xl/workbook.xml", `<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Target="s.xml"/></Relationships>`,
			"xl/styles.xml", `<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="4"/></cellXfs>`,
			"xl/s.xml", "<worksheet><sheetData>"+rows.String()+"</sheetData></worksheet>", "xl/sharedStrings.xml", "<sst>"+shared.String()+"</sst>"),
	} {
		b.Run(name[2:], func(b *testing.B) {
			got, err := text(name, data, Limits{})
			if err != nil || len(got.Text) < 400_000 {
				b.Fatalf("%d bytes, %v", len(got.Text), err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := text(name, data, Limits{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)/(float64(len(got.Text))/1e6), "ms/MB-of-text")
			b.ReportMetric(float64(len(got.Text))/1e6, "MB-of-text")
		})
		b.Run("everything "+name[2:], func(b *testing.B) {
			b.SetBytes(int64(len(got(b, name, data))))
			b.ReportAllocs()
			for b.Loop() {
				if err := Everything(name, bytes.NewReader(data), int64(len(data)), Limits{}, func(Passage) {}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// got is a file's text.
func got(b *testing.B, name string, data []byte) string {
	b.Helper()
	res, err := text(name, data, Limits{})
	if err != nil {
		b.Fatal(err)
	}
	return res.Text
}
