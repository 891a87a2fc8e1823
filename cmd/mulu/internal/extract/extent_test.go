package extract

import (
	"bytes"
	"fmt"
	"os"
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
	for _, tt := range []struct {
		name string
		data []byte
		want Extent
	}{
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
