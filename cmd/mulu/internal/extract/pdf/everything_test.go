package pdf

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
)

// Layers that are off, running heads, notes, fields, bookmarks and properties.
func TestEverything(t *testing.T) {
	b := &builder{}
	b.add("<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [4 0 R] /D << /OFF [4 0 R] >> >> >>")
	b.add("<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800] >>")
	b.add("<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /Font << /F 6 0 R /L 7 0 R >> /Properties << /P 4 0 R >> >> /Annots [8 0 R << /Subtype /FreeText /Contents (direct) >>] >>")
	b.add("<< /Type /OCG /Name (layer) >>")
	b.stream("", "/OC /P BDC "+at(50, 700, "暗层")+"EMC /Artifact << /Type /Pagination >> BDC "+at(50, 500, "页眉")+"EMC "+at(50, 300, "正文"))
	b.add(chinese)
	b.add(latin)
	b.add("<< /Subtype /Text /Contents (note) /T (writer) /V (field) >>")
	b.add("<< /Author <FEFF5F204E09> /Producer (program) /Keywords (k) >>")
	b.stream("/Type /Metadata", "<x><dc:creator><rdf:li>li</rdf:li></dc:creator><d pdf:Producer=\"p\"/></x>")
	b.stream("/Type /EmbeddedFile", "secret")
	b.trailer = "/Info 9 0 R"
	var got []string
	data := b.bytes(1)
	_, files, err := Everything(bytes.NewReader(data), int64(len(data)), Limits{Bytes: 1 << 20, Steps: 100_000}, func(p Place, s string) error {
		got = append(got, fmt.Sprintf("%d%s|%s", p.Page, p.Key, s))
		return nil
	})
	if err != nil || files != 1 {
		t.Errorf("Everything: %d files, %v", files, err)
	}
	for _, want := range []string{"1|暗层", "1|页眉", "1|正文", "0Contents|note", "0T|writer", "0V|field", "0Contents|direct", "0Author|张三", "0Keywords|k", "0Metadata|li", "0Metadata|p"} {
		if !slices.Contains(got, want) {
			t.Errorf("lacks %s: %q", want, got)
		}
	}
	if slices.Contains(got, "0Producer|program") {
		t.Errorf("has what a program wrote: %q", got)
	}
}
