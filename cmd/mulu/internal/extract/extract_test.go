package extract

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// zipped makes an archive of names and contents in turn.
func zipped(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// docx makes a document of the body's XML.
func docx(t testing.TB, body string, more ...string) []byte {
	t.Helper()
	const head = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	return zipped(t, append([]string{"word/document.xml", head + body + `</w:body></w:document>`}, more...)...)
}

func text(name string, data []byte, limits Limits) (Result, error) {
	return Text(name, bytes.NewReader(data), int64(len(data)), limits)
}

// code is the code of the rule of err, "" for none.
func code(err error) string {
	var p *Problem
	if errors.As(err, &p) {
		return p.Rule.Code
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func TestPlainText(t *testing.T) {
	const chinese = "浦江渡口管理办法\n第一条　镕基渡，㐀"
	encode := func(e interface {
		String(string) (string, error)
	}, s string) string {
		out, err := e.String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	const want = "浦江渡口管理办法\n第一条 镕基渡，㐀"
	for _, tt := range []struct{ name, data, want, code string }{
		{"a.txt", chinese, want, ""},
		{"a.TXT", "\uFEFF" + chinese, want, ""},
		{"a.txt", encode(simplifiedchinese.GB18030.NewEncoder(), chinese), want, ""},
		{"a.txt", encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder(), chinese), want, ""},
		{"a.txt", encode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder(), chinese), want, ""},
		{"a.txt", encode(traditionalchinese.Big5.NewEncoder(), "政府資訊公開目錄與機關組織條例"), "", "attachment-unreadable-text"},
		{"a.txt", "na\xEFve caf\xE9", "", "attachment-unreadable-text"},
		{"a.txt", "a\r\n\r\n\t b\u00A0 c\u200B\u202E\x07\rd  \n", "a\nb c d", ""},
		{"a.txt", "", "", "attachment-no-text"},
		{"a.txt", " \n\u3000\n", "", "attachment-no-text"},
		{"a.txt", "\x00\x01\x02", "", "attachment-wrong-type"},
		{"a.csv", "序号,名称\r\n1,\"甲,乙\"\n2,\"引\"\"号\"\"\"\n", "序号 名称\n1 甲,乙\n2 引\"号\"", ""},
		{"a.csv", "a;b,c;d\n1;2\n", "a b,c d\n1 2", ""},
		{"a.csv", "a\tb\n\"1\n2\"\tx\n", "a b\n1 2 x", ""},
		{"a.csv", "a,b\n\"没有合上,c\nd\n", "a b\n\"没有合上 c\nd", ""},
		{"a.csv", "\"甲\"乙\",\"丙\"\r\n\"\",丁", "甲\"乙 丙\n丁", ""},
		{"a.csv", "a,b \"c\" d\n,,\n只有一格\n", "a b \"c\" d\n只有一格", ""},
		{"a.doc", "文字", "", "attachment-wrong-type"},
	} {
		got, err := text(tt.name, []byte(tt.data), Limits{})
		if got.Text != tt.want || code(err) != tt.code || got.Truncated {
			t.Errorf("Text(%q, %.20q) = %q, %q, want %q, %q", tt.name, tt.data, got.Text, code(err), tt.want, tt.code)
		}
	}
}

// The limits cut the text, and say so.
func TestLimits(t *testing.T) {
	long := strings.Repeat("渡口\n", 100)
	row := "<w:p><w:r><w:t>渡口</w:t></w:r></w:p>"
	for name, data := range map[string][]byte{
		"a.txt": []byte(long), "a.csv": []byte(long), "a.docx": docx(t, strings.Repeat(row, 100)),
	} {
		got, err := text(name, data, Limits{Characters: 30})
		if n := strings.Count(got.Text, "渡口"); n != 10 || !got.Truncated || code(err) != "attachment-too-long" {
			t.Errorf("%s: %d times, %v, %v", name, n, got.Truncated, err)
		}
		if got, err := text(name, data, Limits{Characters: 299}); err != nil && len(got.Text) < 800 {
			t.Errorf("%s at its length: %v, %d bytes", name, err, len(got.Text))
		}
	}
	got, err := text("a.docx", docx(t, strings.Repeat(row, 100)), Limits{Unpacked: 2000})
	if got.Text == "" || !got.Truncated || code(err) != "attachment-too-long" {
		t.Errorf("Unpacked: %q, %v", got.Text, err)
	}
}

// A file that is not what its name says is read as what it is.
func TestWrongType(t *testing.T) {
	file, err := os.ReadFile("pdf/testdata/libreoffice.pdf")
	if err != nil {
		t.Fatal(err)
	}
	ole := append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 2000)...)
	ole[30] = 9 // sectors of 512 bytes; the folder is in the first
	locked := append(bytes.Clone(ole), "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"...)
	word := docx(t, "<w:p><w:r><w:t>文字</w:t></w:r></w:p>")
	for _, tt := range []struct {
		name, code string
		data       []byte
		read       bool
	}{
		{"a.txt", "attachment-wrong-type", file, true},
		{"a.xlsx", "attachment-wrong-type", word, true},
		{"a.docx", "", word, true},
		{"a.pdf", "attachment-wrong-type", []byte("<html><p>文字"), false},
		{"a.docx", "attachment-wrong-type", []byte("{\\rtf1 x}"), false},
		{"a.docx", "attachment-wrong-type", ole, false},
		{"a.docx", "attachment-encrypted", locked, false},
		{"a.docx", "attachment-wrong-type", zipped(t, "ppt/presentation.xml", "<p/>"), false},
		{"a.docx", "attachment-wrong-type", zipped(t, "mimetype", "application/vnd.oasis.opendocument.text"), false},
		{"a.pdf", "attachment-wrong-type", nil, false},
		{"a.docx", "attachment-damaged", word[:len(word)/2], false},
		{"a.docx", "attachment-damaged", zipped(t, "word/document.xml", "<w:p><w:t>"), false},
		{"a.pdf", "attachment-damaged", []byte("%PDF-1.4\nrubbish"), false},
	} {
		got, err := text(tt.name, tt.data, Limits{})
		if code(err) != tt.code || (got.Text != "") != tt.read {
			t.Errorf("%s %.10q: %q, %v, want %s", tt.name, tt.data, got.Text, err, tt.code)
		}
	}
}

type failing struct{}

func (failing) ReadAt([]byte, int64) (int, error) { return 0, io.ErrClosedPipe }

// A disk that fails is no fault of the file.
func TestReadError(t *testing.T) {
	for _, name := range []string{"a.txt", "a.csv", "a.docx", "a.xlsx", "a.pdf"} {
		_, err := Text(name, failing{}, 1000, Limits{})
		var p *Problem
		if !errors.Is(err, io.ErrClosedPipe) || errors.As(err, &p) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestKnown(t *testing.T) {
	for ext, want := range map[string]bool{".pdf": true, ".PDF": true, ".docx": true, ".xlsx": true, ".csv": true, ".txt": true, ".doc": false, "": false, "pdf": false} {
		if Known(ext) != want {
			t.Errorf("Known(%q) = %v", ext, !want)
		}
	}
}

// Every rule is complete, and no problem of an attachment is an error.
func TestRules(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Rules() {
		if seen[r.Code] || r.Title == "" || r.Explain == "" || r.Source == "" || r.Repair == "" || r.Severity.String() == "error" {
			t.Errorf("rule %+v", r)
		}
		seen[r.Code] = true
	}
	_, err := text("a.pdf", []byte("%PDF-1.4\n"), Limits{})
	var p *Problem
	if !errors.As(err, &p) {
		t.Fatal(err)
	}
	if d := p.At("content/a.md", struct{ Line, Col, EndLine, EndCol int }{Line: 3, Col: 1}, "a.pdf"); !strings.HasPrefix(d.Message, "附件“a.pdf”已损坏") || d.Hint == "" || d.Pos.Line != 3 {
		t.Errorf("At = %+v", d)
	}
}

// pdfOf makes a PDF of one page with the font and content.
func pdfOf(font, content string) []byte {
	return fmt.Appendf(nil, "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"+
		"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F %s>>>>>>endobj\n4 0 obj<</Length %d>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>", font, len(content), content)
}

// A PDF without text, and one whose text nobody can copy either, say so.
func TestPDFProblems(t *testing.T) {
	const font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
	const coded = "<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2>>]>>"
	for _, tt := range []struct{ font, content, want, code string }{
		{font, "BT /F 12 Tf 50 700 Td (No. 12) Tj ET", "No. 12", ""},
		{font, "q 500 0 0 800 0 0 cm /Scan Do Q", "", "attachment-no-text"},
		{coded, "BT /F 12 Tf 50 700 Td <" + strings.Repeat("00AB", 40) + "> Tj ET", "", "attachment-unreadable-text"},
	} {
		got, err := text("a.pdf", pdfOf(tt.font, tt.content), Limits{})
		if got.Text != tt.want || code(err) != tt.code {
			t.Errorf("%s: %q, %v, want %q, %q", tt.content, got.Text, err, tt.want, tt.code)
		}
	}
}
