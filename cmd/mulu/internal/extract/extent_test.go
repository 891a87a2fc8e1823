package extract

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"testing"

	"mulu/cmd/mulu/internal/extract/pdf"
)

// The number that a PDF gives of its pages is that of the pages that are read.
func TestMeasurePDF(t *testing.T) {
	files, err := filepath.Glob("pdf/testdata/*.pdf")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		stats, err := pdf.Read(bytes.NewReader(data), int64(len(data)), pdf.Limits{Bytes: 1 << 30, Steps: 1 << 30}, func(string) error { return nil })
		if got := Measure(name, bytes.NewReader(data), int64(len(data))); got != (Extent{Pages: stats.Pages}) || err == nil && got.Pages == 0 {
			t.Errorf("%s: %+v, read %d pages, %v", name, got, stats.Pages, err)
		}
		if half := data[:len(data)/2]; Measure(name, bytes.NewReader(half), int64(len(half))) != (Extent{}) {
			t.Errorf("%s: half of it has an extent", name)
		}
	}
}

func TestMeasure(t *testing.T) {
	book := zipped(t, "xl/workbook.xml", `<workbook><sheets><sheet name="a" r:id="r1"/><sheet name="b" r:id="r2"/><sheet name="c" r:id="r3" state="hidden"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Target="a.xml"/><Relationship Id="r2" Target="b.xml"/><Relationship Id="r3" Target="c.xml"/></Relationships>`)
	count := func(n string) []byte {
		head := "%PDF-1.4\n1 0 obj<</Pages 2 0 R>>endobj\n"
		body := "2 0 obj<</Count " + n + "/Kids[]>>endobj\n"
		return fmt.Appendf(nil, "%s%sxref\n0 3\n0000000000 65535 f \n%010d 00000 n \n%010d 00000 n \ntrailer<</Root 1 0 R/Size 3>>\nstartxref\n%d\n%%%%EOF\n", head, body, 9, len(head), len(head)+len(body))
	}
	slides := zipped(t, "ppt/presentation.xml", `<p:presentation><p:sldIdLst><p:sldId r:id="r1"/><p:sldId r:id="r2"/></p:sldIdLst><p:extLst><p14:section><p14:sldIdLst><p14:sldId id="1"/></p14:sldIdLst></p14:section></p:extLst></p:presentation>`)
	ofd := zipped(t, "OFD.xml", `<ofd:OFD><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
		"Doc_0/Document.xml", `<ofd:Document><ofd:CommonData><ofd:PageArea/><ofd:TemplatePage ID="9" BaseLoc="Tpls/0.xml"/></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/><ofd:Page ID="2" BaseLoc="Pages/Page_1/Content.xml"/><ofd:Page ID="3" BaseLoc="p"/></ofd:Pages></ofd:Document>`)
	for _, tt := range []struct {
		name string
		data []byte
		want Extent
	}{
		{"a.pptx", slides, Extent{Pages: 2}},
		{"a.pptx", slides[:len(slides)/2], Extent{}},
		{"a.ofd", ofd, Extent{Pages: 3}},
		{"a.ofd", slides, Extent{}},
		{"a.xlsx", book, Extent{Sheets: 2}},
		{"a.XLSX", book, Extent{Sheets: 2}},
		{"a.docx", book, Extent{}},
		{"a.xlsx", book[:len(book)/2], Extent{}},
		{"a.xlsx", nil, Extent{}},
		{"a.pdf", count("3"), Extent{Pages: 3}},
		{"a.pdf", count("-3"), Extent{}},
		{"a.pdf", count("2000000000"), Extent{}},
		{"a.pdf", []byte("%PDF-1.4"), Extent{}},
		{"a.pdf", nil, Extent{}},
		{"a.txt", []byte("甲"), Extent{}},
	} {
		if tt.want != (Extent{}) && !Measures(path.Ext(tt.name)) {
			t.Errorf("Measures(%s) is false", tt.name)
		}
		if got := Measure(tt.name, bytes.NewReader(tt.data), int64(len(tt.data))); got != tt.want {
			t.Errorf("Measure(%s, %.40q) = %+v, want %+v", tt.name, tt.data, got, tt.want)
		}
	}
}

// Measuring is to cost little beside reading the same file.
func BenchmarkMeasure(b *testing.B) {
	data, err := os.ReadFile("pdf/testdata/chromium.pdf")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("measure", func(b *testing.B) {
		for b.Loop() {
			Measure("a.pdf", bytes.NewReader(data), int64(len(data)))
		}
	})
	b.Run("text", func(b *testing.B) {
		for b.Loop() {
			if _, err := text("a.pdf", data, Limits{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
