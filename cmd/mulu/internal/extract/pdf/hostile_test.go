package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/rounds"
)

// onePage is a file with a page of the content and further objects from number 5 on.
func onePage(resources, content string, more ...string) []byte {
	b := &builder{}
	b.add("<< /Type /Catalog /Pages 2 0 R >>")
	b.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
	b.add("<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F %s >> %s >> >>", chinese, resources)
	b.stream("/Filter /FlateDecode", packed(content))
	for _, o := range more {
		b.add("%s", o)
	}
	return b.bytes(1)
}

func streamObject(dict, data string) string {
	return fmt.Sprintf("<< /Length %d %s >>\nstream\n%s\nendstream", len(data), dict, data)
}

// hostile are files that ask for endless work or memory.
func hostile(million int) map[string][]byte {
	text := at(50, 700, "渡口")
	bomb := streamObject("/Filter [/FlateDecode /FlateDecode]", packed(packed(strings.Repeat(" ", 64*million))))
	var forms []string
	for i := range 20 {
		body := strings.Repeat("/X Do ", 50) + "BT /F 10 Tf (x) Tj ET"
		forms = append(forms, streamObject(fmt.Sprintf("/Subtype /Form /Resources << /XObject << /X %d 0 R >> >>", 6+i), body))
	}
	manyFonts := &strings.Builder{}
	for i := range 2000 {
		fmt.Fprintf(manyFonts, "/F%d %d 0 R ", i, 5+i)
	}
	var fonts []string
	var usesFonts strings.Builder
	for i := range 2000 {
		fonts = append(fonts, "<< /Subtype /Type0 /Encoding /Identity-H /ToUnicode 2005 0 R /DescendantFonts [<< /W [0 60000 500] >>] >>")
		fmt.Fprintf(&usesFonts, "/F%d 1 Tf (ab) Tj ", i)
	}
	fonts = append(fonts, streamObject("", "1 beginbfrange "+strings.Repeat("<0000> <0001> <0041> ", 30000)+" endbfrange"))
	b := &builder{trailer: "/Prev 9"}
	b.add("<< /Type /Catalog /Pages 2 0 R >>")
	b.add("<< /Type /Pages /Kids [2 0 R 3 0 R %s] >>", strings.Repeat("2 0 R 3 0 R ", 10000))
	b.add("<< /Type /Pages /Kids [2 0 R 3 0 R << /Kids [2 0 R << /Type /Page /Contents 4 0 R /Resources << /Font << /F %s >> >> >>] >>] >>", chinese)
	b.stream("", text)
	return map[string][]byte{
		"content bomb":   bytes.Replace(onePage("", text, bomb), []byte("/Contents 4 0 R"), []byte("/Contents [4 0 R "+strings.Repeat("5 0 R ", 500)+"]"), 1),
		"forms in forms": onePage("/XObject << /X 5 0 R >>", text+"/X Do", forms...),
		"pages in pages": b.bytes(1),
		"deep arrays":    onePage("", text+strings.Repeat("[", million)),
		"deep objects":   onePage("/X "+strings.Repeat("<< /A [", million/4), text),
		"long array":     onePage("", text+"["+strings.Repeat("0 ", 8*million)+"] TJ"),
		"long arrays":    onePage("", text+"["+strings.Repeat("[0 0 0 0 0 0 0] ", 2*million)+"] TJ"),
		"long words":     onePage("", text+strings.Repeat("a", 16*million)),
		"long string":    onePage("", "BT /F 10 Tf ("+strings.Repeat("a", 16*million)+") Tj ET"),
		"many strings":   onePage("", "BT /F 10 Tf "+strings.Repeat("<4E00> Tj ", 2*million)+" ET"),
		"many states":    onePage("", text+strings.Repeat("q BT /Span BMC ", million)),
		"many images":    onePage("", text+strings.Repeat("BI ID ", million)),
		"many fonts":     onePage("/Font << "+manyFonts.String()+" >>", text+usesFonts.String(), fonts...),
		"one text for a code": onePage("/ExtGState << /G << /Font [<< /Subtype /Type0 /Encoding /Identity-H /ToUnicode 5 0 R >> 9] >> >>",
			"/G gs BT <"+strings.Repeat("0001", million)+"> Tj ET", streamObject("", "1 beginbfchar <0001> <"+strings.Repeat("4E00", 60000)+"> endbfchar")),
		"actual texts":    onePage("/Properties << /P << /ActualText ("+strings.Repeat("a", 4000)+") >> >>", strings.Repeat("/Span /P BDC "+text+"EMC ", 20000)),
		"trailers":        []byte("%PDF-1.4\n" + strings.Repeat("trailer<<", million)),
		"objects":         []byte("%PDF-1.4\n" + strings.Repeat("1 0 obj<<", million)),
		"all catalogue":   []byte("%PDF-1.4\n" + strings.Repeat("1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R 2 0 R]>>endobj 2 0 obj<</Kids[1 0 R]>>endobj ", million/8)),
		"sections":        []byte("%PDF-1.4\nxref\n" + strings.Repeat("0 0\n", million) + "\nstartxref\n9\n%%EOF"),
		"no ends":         []byte("%PDF-1.4\n" + strings.Repeat("1 0 obj<</Type/ObjStm/N 9/First 9>>stream\n", million/4)),
		"many entries":    []byte(fmt.Sprintf("%%PDF-1.4\nxref\n0 %d\n", million) + strings.Repeat("0000000009 00000 n \n", million) + "trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF"),
		"empty objects":   emptyObjects(million),
		"hidden groups":   onePage("/Properties << /P << /Type /OCMD /OCGs ["+strings.Repeat("1 0 R ", million/4)+"] >> >>", strings.Repeat("/OC /P BDC EMC ", million/8)+text),
		"strange numbers": onePage("", "BT /F 1e300 Tf 99999999999999999999999999 -1 0 0 9 "+strings.Repeat("9", 400)+" Tm <4E00> Tj 0 0 0 0 0 0 Tm <4E00> Tj /F 0 Tf <4E00> Tj -- . +-1 Td ET"+text),
		"own length":      bytes.ReplaceAll(onePage("", text), []byte("<< /Length "), []byte("<< /Length 4 0 R /L ")),
		"own map":         onePage("/ExtGState << /G << /Font [<< /Subtype /Type0 /Encoding 5 0 R /ToUnicode 5 0 R >> 9] >> >>", "/G gs BT (ab) Tj ET"+text, streamObject("/UseCMap 5 0 R", "")),
	}
}

// emptyObjects is a file of objects without a table and a catalogue.
func emptyObjects(n int) []byte {
	b := bytes.NewBufferString("%PDF-1.4\n")
	for i := range n {
		fmt.Fprintf(b, "%d 0 obj<<>>endobj\n", i+1)
	}
	return b.Bytes()
}

// Nothing makes the reader work for long, or take much memory: what the limits allow,
// and not more. A panic fails the test by itself.
func TestHostile(t *testing.T) {
	limits, million := Limits{Bytes: 8 << 20, Steps: 1 << 18}, 1<<16
	if os.Getenv("MULU_FULL_LIMITS") != "" { // those of package extract, for measuring
		limits, million = Limits{Bytes: 128 << 20, Steps: 16 << 20}, 1<<20
	}
	for name, data := range hostile(million) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		stats, err := Read(bytes.NewReader(data), int64(len(data)), limits, func(string) error { return nil })
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		allocated := (after.TotalAlloc - before.TotalAlloc) >> 20
		t.Logf("%-20s %6d KB %8v %5d MB allocated, %+v, %v", name, len(data)>>10, took.Round(time.Millisecond), allocated, stats, err)
		if took > time.Minute {
			t.Errorf("%s took %v", name, took)
		}
		if million < 1<<20 && allocated > 200 {
			t.Errorf("%s: %d MB allocated", name, allocated)
		}
	}
}

// A file of more objects than are looked at says so; what is on its pages is read.
func TestTooManyObjects(t *testing.T) {
	rounds.Alone(t)
	if _, _, err := read(emptyObjects(MaxObjects + 5)); !errors.Is(err, ErrLimit) { // no page among the first
		t.Errorf("empty objects: %v", err)
	}
	b := &builder{}
	b.add("<< /Type /Catalog /Pages 2 0 R >>")
	b.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
	b.add("<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F %s >> >> >>", chinese)
	b.stream("", at(50, 700, "渡口"))
	for len(b.objects) < MaxObjects+5 {
		b.objects = append(b.objects, "<<>>")
	}
	data, got := b.bytes(1), ""
	_, _, err := Everything(bytes.NewReader(data), int64(len(data)), Limits{Bytes: 128 << 20, Steps: 32 << 20}, func(_ Place, s string) error { got += s; return nil })
	if !errors.Is(err, ErrObjects) || got != "渡口" {
		t.Errorf("%q, %v", got, err)
	}
}

// A page whose content is cut off says so.
func TestLongContent(t *testing.T) {
	half := streamObject("/Filter /FlateDecode", packed(strings.Repeat(" ", MaxStream/2+1)))
	data := bytes.Replace(onePage("", at(50, 700, "渡口"), half, half, half), []byte("/Contents 4 0 R"), []byte("/Contents [4 0 R 5 0 R 6 0 R 7 0 R]"), 1)
	got := ""
	_, err := Read(bytes.NewReader(data), int64(len(data)), Limits{Bytes: 256 << 20, Steps: 32 << 20}, func(s string) error { got += s; return nil })
	if !errors.Is(err, ErrStream) || got != "渡口" {
		t.Errorf("%q, %v", got, err)
	}
}

// The limits are errors, and the text before them counts.
func TestLimits(t *testing.T) {
	data := onePage("", at(50, 700, "渡口")+strings.Repeat("q ", 100_000))
	for name, limits := range map[string]Limits{"steps": {Bytes: 1 << 20, Steps: 10_000}, "bytes": {Bytes: 1000, Steps: 1 << 20}} {
		got := ""
		_, err := Read(bytes.NewReader(data), int64(len(data)), limits, func(s string) error { got += s; return nil })
		if !errors.Is(err, ErrLimit) || got != "渡口" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}
