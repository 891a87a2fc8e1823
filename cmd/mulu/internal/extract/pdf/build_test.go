package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
)

// builder makes small PDF files for tests.
type builder struct {
	objects []string // object 1 first
	trailer string   // more entries of the trailer
}

// add adds an object and gives its number.
func (b *builder) add(format string, args ...any) int {
	b.objects = append(b.objects, fmt.Sprintf(format, args...))
	return len(b.objects)
}

func (b *builder) stream(dict, data string) int {
	return b.add("<< /Length %d %s >>\nstream\n%s\nendstream", len(data), dict, data)
}

// bytes writes the file; the catalogue is object root.
func (b *builder) bytes(root int) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n")
	var offsets []int
	for i, o := range b.objects {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, root, b.trailer, start)
	return out.Bytes()
}

const (
	latin = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
	// A font whose strings are UTF-16, as Acrobat makes them for Chinese.
	chinese = "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 >>] >>"
)

// simplePages is a file with a page for each content; F is Chinese, L Latin.
func simplePages(resources string, contents ...string) []byte {
	b := &builder{}
	b.add("<< /Type /Catalog /Pages 2 0 R >>")
	b.add("") // the page tree
	var kids []string
	for _, c := range contents {
		n := b.stream("", c)
		kids = append(kids, fmt.Sprintf("%d 0 R", b.add("<< /Type /Page /Parent 2 0 R /Contents %d 0 R >>", n)))
	}
	b.objects[1] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d /Resources << /Font << /F %s /L %s >> %s >> >>",
		strings.Join(kids, " "), len(kids), chinese, latin, resources)
	return b.bytes(1)
}

// utf writes s as the hexadecimal string of the Chinese font.
func utf(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return "<" + b.String() + ">"
}

// at draws s at a place in 10 points.
func at(x, y int, s string) string {
	return fmt.Sprintf("BT /F 10 Tf 1 0 0 1 %d %d Tm %s Tj ET\n", x, y, utf(s))
}

func packed(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(s)) // a buffer takes everything
	_ = w.Close()
	return b.String()
}

var testLimits = Limits{Bytes: 16 << 20, Steps: 1 << 20}

// read gives the lines of a file.
func read(data []byte) (string, Stats, error) {
	var lines []string
	stats, err := Read(bytes.NewReader(data), int64(len(data)), testLimits, func(s string) error {
		lines = append(lines, s)
		return nil
	})
	return strings.Join(lines, "\n"), stats, err
}

func mustRead(t *testing.T, data []byte) string {
	t.Helper()
	got, _, err := read(data)
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	return got
}

var errStop = errors.New("stop")
