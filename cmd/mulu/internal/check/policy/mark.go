package policy

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/parallel"
)

// A mark is a hash of a problem's code and of what offends, in hexadecimal. So it stays
// when lines move and when the file gets another name, and goes when the text is mended.
//
// Of a secret text (personal data) it is a hash of code, file and text cut to 16 bits.
// The file of waivers is in the repository, perhaps in public, and somebody could hash
// all ID numbers of a county: 25 bits of them or so. Of these, hundreds have the same
// mark, so that it tells nobody which it is, while another number in the same file is
// taken for the waived one once in 65,536 times. The file's name in it keeps the same
// number from being recognized in another file.
//
// Where a problem is that of a whole file, as when something is absent, there is no text
// and the file's name takes its place: else all files would have the same mark.
const (
	markBytes   = 8
	secretBytes = 2
)

// marker makes marks. It keeps the lines of the last file, as the next problem is most
// often in the same.
type marker struct {
	read  func(file string, buf []byte) []byte
	file  string
	text  []byte // of the file, to which lines refer
	lines [][]byte
	at    struct{ line, col, offset int } // where the last problem began
}

// forget gives back the last file's text.
func (m *marker) forget() { *m = marker{read: m.read} }

// marked is how many problems one marker takes at least, one after the other.
const marked = 64

// markAll gives problems their marks. Each file is read by one marker if the problems are
// sorted, and several files at the same time: there may be 50,000.
func markAll(ds []diag.Diagnostic, read func(file string, buf []byte) []byte) {
	var parts [][]diag.Diagnostic
	for len(ds) > 0 {
		n := min(marked, len(ds))
		for n < len(ds) && ds[n].File == ds[n-1].File {
			n++
		}
		parts, ds = append(parts, ds[:n]), ds[n:]
	}
	markers := make([]marker, parallel.Workers(0))
	err := parallel.Each(context.Background(), 0, len(parts), func(worker, i int) error {
		m := &markers[worker]
		m.read = read
		for k := range parts[i] {
			parts[i][k].Mark = m.of(&parts[i][k])
		}
		return nil
	})
	if err != nil {
		panic(err) // it was one: reading has no errors
	}
}

// of is the mark of a problem.
func (m *marker) of(d *diag.Diagnostic) string {
	h := sha256.New()
	parts := []string{"mulu", d.Code, m.found(d)}
	size := markBytes
	if d.Secret {
		size = secretBytes
	}
	if d.Secret || parts[2] == "" {
		parts = append(parts, d.File)
	}
	for _, s := range parts {
		_, _ = io.WriteString(h, s+"\x00") // a hash takes everything
	}
	return hex.EncodeToString(h.Sum(nil)[:size])
}

// found is the text that offends: what the rule says, else what stands at the place,
// the whole line where the place is a point, and "" where it is the whole file. Blanks
// at its ends and kinds of line ends do not count.
func (m *marker) found(d *diag.Diagnostic) string {
	if d.Found != "" {
		return strings.TrimSpace(d.Found)
	}
	if d.Pos.Line < 1 || d.Pos.Col < 1 {
		return ""
	}
	m.open(d.File)
	line := m.line(d.Pos.Line)
	switch from := m.offset(d.Pos.Line, d.Pos.Col); {
	case d.Pos.EndCol == 0:
		s := strings.TrimSpace(string(line))
		if d.Pos.Line == 1 && (s == "+++" || s == "---") { // where a header lacks something
			return ""
		}
		return s
	case d.Pos.EndLine <= d.Pos.Line:
		return strings.TrimSpace(string(head(line[from:], d.Pos.EndCol-d.Pos.Col)))
	default:
		var b strings.Builder
		b.Write(line[from:])
		for n := d.Pos.Line + 1; n < d.Pos.EndLine && n <= len(m.lines); n++ {
			b.WriteString("\n" + string(m.line(n)))
		}
		b.WriteString("\n" + string(head(m.line(d.Pos.EndLine), d.Pos.EndCol-1)))
		return strings.TrimSpace(b.String())
	}
}

// open splits a file into its lines, as positions count them.
func (m *marker) open(file string) {
	if m.file == file && m.lines != nil {
		return
	}
	*m = marker{read: m.read, file: file, text: m.read(file, m.text), lines: m.lines[:0]}
	for rest, more := bytes.TrimPrefix(m.text, []byte("\ufeff")), true; more; {
		var line []byte
		line, rest, more = bytes.Cut(rest, []byte("\n"))
		m.lines = append(m.lines, line)
	}
}

// line is a line by its number, from 1; nil when there is none.
func (m *marker) line(n int) []byte {
	if n < 1 || n > len(m.lines) {
		return nil
	}
	return bytes.TrimSuffix(m.lines[n-1], []byte("\r"))
}

// offset is the place of a column in a line, in bytes. It goes on from the last place
// where it can: a line may be of megabytes and have thousands of problems.
func (m *marker) offset(line, col int) int {
	if m.at.line != line || m.at.col > col {
		m.at.line, m.at.col, m.at.offset = line, 1, 0
	}
	text := m.line(line)
	m.at.offset += len(head(text[m.at.offset:], col-m.at.col))
	m.at.col = col
	return m.at.offset
}

// head is the first n characters of a line, or all of it.
func head(line []byte, n int) []byte {
	i := 0
	for ; n > 0 && i < len(line); n-- {
		_, size := utf8.DecodeRune(line[i:])
		i += size
	}
	return line[:i]
}
