package pdf

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
)

// Files of real programs: Chromium's fonts are drawn glyph by glyph (Type 3),
// LibreOffice's are embedded with maps to Unicode.
func TestReadPrograms(t *testing.T) {
	const want = "渡口办法\n第一条 渡口二十一个，办法二〇二一年二月一日起施行。\n第二条 渡口 0599-1234。\n渡口 一日\n二口 24"
	for _, name := range []string{
		"chromium.pdf", "libreoffice.pdf",
		"enc-rc40.pdf", "enc-rc128.pdf", "enc-aes128.pdf", "enc-aes256.pdf", "enc-r5.pdf", // no password
	} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		got, stats, err := read(data)
		if err != nil || got != want {
			t.Errorf("%s: %v\n%s\nwant\n%s", name, err, got, want)
		}
		if stats.Pages != 1 || stats.Unmapped != 0 || stats.Glyphs < 40 {
			t.Errorf("%s: %+v", name, stats)
		}
	}
}

func TestReadPassword(t *testing.T) {
	data, err := os.ReadFile("testdata/enc-password.pdf")
	if err != nil {
		t.Fatal(err)
	}
	if got, _, err := read(data); !errors.Is(err, ErrEncrypted) || got != "" {
		t.Errorf("Read = %q, %v, want ErrEncrypted", got, err)
	}
}

// Damage of all kinds costs as little text as can be.
func TestReadDamaged(t *testing.T) {
	data, err := os.ReadFile("testdata/libreoffice.pdf")
	if err != nil {
		t.Fatal(err)
	}
	whole := mustRead(t, data)
	change := func(old, new string) []byte {
		t.Helper()
		if !bytes.Contains(data, []byte(old)) {
			t.Fatalf("%q is not in the file", old)
		}
		return bytes.ReplaceAll(data, []byte(old), []byte(new))
	}
	for name, broken := range map[string][]byte{
		"no table":          data[:bytes.LastIndex(data, []byte("xref\n0"))],
		"wrong startxref":   change("startxref\n", "startxref\n9"),
		"no startxref":      change("startxref", "startxxxx"),
		"wrong offsets":     change("%PDF-1", "%PDF-1   \n%%%PDF-1"),
		"rubbish in front":  append([]byte("HTTP/1.1 200 OK\r\n\r\n"), data...),
		"rubbish behind":    append(bytes.Clone(data), bytes.Repeat([]byte("\x00\n"), 900)...),
		"wrong lengths":     change("/Length ", "/Length 1 /Was "),
		"no lengths":        change("/Length ", "/Width  "),
		"other line breaks": bytes.ReplaceAll(data, []byte("endobj\n"), []byte("endobj\r")),
	} {
		if got, _, err := read(broken); err != nil || got != whole {
			t.Errorf("%s: %v\n%s", name, err, got)
		}
	}
	for n := 0; n < len(data); n += 211 { // whatever comes out, it comes out
		got, _, err := read(data[:n])
		if err == nil && got == "" {
			t.Errorf("the first %d bytes: no text and no error", n)
		}
	}
}

// Cross-reference streams and object streams without a table.
func TestReadPackedDamaged(t *testing.T) {
	data, err := os.ReadFile("testdata/chromium.pdf")
	if err != nil {
		t.Fatal(err)
	}
	whole := mustRead(t, data)
	broken := bytes.ReplaceAll(data, []byte("startxref"), []byte("startxxxx"))
	if got, _, err := read(broken); err != nil || got != whole {
		t.Errorf("Read = %q, %v", got, err)
	}
}

// The predefined character maps of Chinese fonts, and fonts that have only CIDs.
func TestReadCharsets(t *testing.T) {
	font := func(encoding, ordering string) string {
		return strings.NewReplacer("/UniGB-UCS2-H", "/"+encoding, "(GB1)", "("+ordering+")", "/DW 1000", "/DW 1000 /W [1 [250 300] 814 908 500]").Replace(chinese)
	}
	for _, tt := range []struct{ encoding, ordering, hex, want string }{
		{"GBK-EUC-H", "GB1", "B8DBBFDABDA82D32BAC5", "港口建-2号"},
		{"GB-EUC-H", "GB1", "B8DBBFDA", "港口"},
		{"GB-H", "GB1", "385B3F5A", "港口"},
		{"GBKp-EUC-H", "GB1", "C969B8DB", "蒳港"},
		{"GBK2K-H", "GB1", "B8DB8139EE3941", "港㐀A"},
		{"UniGB-UTF16-H", "GB1", "6E2FD840DC0B", "港𠀋"},
		{"UniGB-UTF8-H", "GB1", "E6B8AF41", "港A"},
		{"UniGB-UTF32-H", "GB1", "00006E2F", "港"},
		{"ETen-B5-H", "CNS1", "B4E441", "港A"},
		{"90ms-RKSJ-H", "Japan1", "8D6041", "港A"},
		{"EUC-H", "Japan1", "B9C1", "港"},
		{"KSCms-UHC-H", "Korea1", "B0A1", "가"},
		{"Identity-H", "GB1", "000103AC1E160330", " 啊齄#"},
	} {
		resources := "/ExtGState << /G << /Font [" + font(tt.encoding, tt.ordering) + " 10] >> >>"
		got := mustRead(t, simplePages(resources, "/G gs BT 50 700 Td <"+tt.hex+"> Tj ET"))
		if got != strings.TrimSpace(tt.want) {
			t.Errorf("%s %s: %q, want %q", tt.encoding, tt.hex, got, tt.want)
		}
	}
}

func TestReadToUnicode(t *testing.T) {
	b := &builder{}
	b.add("<< /Type /Catalog /Pages 2 0 R >>")
	b.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
	b.add("<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /T 5 0 R /S 8 0 R /N 9 0 R >> >> >>")
	b.stream("", "BT /T 10 Tf 50 700 Td <0001000200030010001100FF0005> Tj ET\n"+
		"BT /S 10 Tf 50 600 Td (ab\\001) Tj ET BT /N 10 Tf 50 500 Td <0001> Tj ET")
	b.add("<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [7 0 R] >>")
	b.stream("/Filter /FlateDecode", packed("begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"+
		"2 beginbfchar <0001> <6E21> <0005> <00660066> endbfchar\n"+
		"3 beginbfrange <0002> <0003> [<53E3> <529E>] <0010> <0011> <6CD5> <0020> <0010> <0041> endbfrange endcmap"))
	b.add("<< /Type /Font /Subtype /CIDFontType2 /CIDSystemInfo << /Ordering (Identity) >> >>")
	b.add("<< /Type /Font /Subtype /Type1 /Encoding << /Differences [1 /ffi 97 /uni6E21 /Eacute] >> >>")
	b.add("<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [7 0 R] >>")
	got, stats, err := read(b.bytes(1))
	if want := "渡口办法泖ff\n渡Éffi"; err != nil || got != want {
		t.Errorf("Read = %q, %v, want %q", got, err, want)
	}
	if stats.Unmapped != 2 { // 00FF of the first font, 0001 of the last
		t.Errorf("Unmapped = %d, want 2", stats.Unmapped)
	}
}

// What a reader does not see is no text; what looks like a picture but is text, is.
func TestReadHidden(t *testing.T) {
	b := &builder{}
	b.add("<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [5 0 R 6 0 R] /D << /OFF [6 0 R] >> >> >>")
	b.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
	b.add("<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F %s >> "+
		"/Properties << /On 5 0 R /Off 6 0 R /Both << /Type /OCMD /OCGs [5 0 R 6 0 R] /P /AllOn >> >> /XObject << /X 7 0 R /Y 8 0 R /I 9 0 R >> >> >>", chinese)
	b.stream("", at(50, 780, "显示")+"/OC /On BDC "+at(50, 740, "开的图层")+"EMC /OC /Off BDC "+at(50, 700, "关的图层")+"/Span BMC /X Do EMC EMC\n"+
		"/OC /Both BDC "+at(50, 690, "都开才显示")+"EMC\n"+
		"/Artifact << /Type /Pagination /Subtype /Header >> BDC "+at(50, 820, "页眉")+"EMC\n"+
		"/Span << /ActualText <FEFF6E2153E3> >> BDC "+at(50, 660, "代替")+"EMC\n"+
		"q 1 0 0 1 0 -200 cm /X Do Q /Y Do /I Do\n"+
		"BI /W 2 /H 1 /BPC 8 /CS /G ID ab EI\n"+
		"BT 3 Tr /F 10 Tf 50 300 Td "+utf("扫描件下的文字")+" Tj ET")
	b.add("<< /Type /OCG /Name (on) >>")
	b.add("<< /Type /OCG /Name (off) >>")
	b.stream("/Type /XObject /Subtype /Form /Matrix [1 0 0 1 0 0]", at(50, 600, "表格里"))
	b.stream("/Type /XObject /Subtype /Form /OC 6 0 R", at(50, 500, "关的表格"))
	b.stream("/Type /XObject /Subtype /Image", at(50, 500, "图片"))
	want := "显示\n开的图层\n渡口\n表格里\n扫描件下的文字"
	if got := mustRead(t, b.bytes(1)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// line is an error of its own.
func TestReadStops(t *testing.T) {
	data := simplePages("", at(50, 700, "一")+at(50, 500, "二"))
	n := 0
	_, err := Read(bytes.NewReader(data), int64(len(data)), testLimits, func(string) error { n++; return errStop })
	if !errors.Is(err, errStop) || n != 1 {
		t.Errorf("Read: %v after %d lines", err, n)
	}
}
