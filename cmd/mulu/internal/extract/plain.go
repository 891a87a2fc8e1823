package extract

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// readTXT reads a plain text file: a line is a paragraph, as in editors that wrap.
func readTXT(j *job) error {
	t, err := j.plain()
	if t == nil {
		return err
	}
	j.out.unit = "行"
	for t.fill(minAhead) {
		line, rest, ends := strings.Cut(t.rest, "\n") // else the line goes on behind what was read
		t.rest, j.out.number = rest, t.line
		if err := j.out.write(line); err != nil {
			return limited(err)
		}
		if ends {
			j.out.end()
			t.line++
		}
	}
	j.out.end()
	return t.finish(err)
}

// These are sizes of what is read of a text file at once.
const (
	minAhead = 64 << 10 // bytes that are there, but at the end
	maxAhead = 4 << 20
)

// ahead is a text file as UTF-8, of which a part is in memory.
type ahead struct {
	rest  string // what was read and is still to be used
	line  int    // number of the line that rest begins in
	cut   bool   // the file goes on where reading ends
	in    io.Reader
	carry []byte // of a character that is not read as a whole
	buf   []byte
	own   *[]byte // what buf is of, until finish
	size  int64   // of the file, as far as it is read
	err   error   // that ended the reading
}

// textBuffers are for what is read of text files, most of which are small.
var textBuffers = sync.Pool{New: func() any { return new([]byte) }}

// sized gives n bytes of a buffer, which grows when it is too small.
func sized(buf *[]byte, n int64) []byte {
	if int64(cap(*buf)) < n {
		*buf = make([]byte, n)
	}
	return (*buf)[:n]
}

// giveBack keeps a buffer for the next file, unless a large one made it grow.
func giveBack(buf *[]byte) {
	if buf != nil && cap(*buf) <= 4*minAhead {
		textBuffers.Put(buf)
	}
}

// plain opens a text file. A search reads at most four bytes for each character that may
// be written. With a Problem the text may still be read, as far as it is ASCII.
func (j *job) plain() (*ahead, error) {
	n := j.size
	if !j.all {
		n = min(n, 4*int64(j.limits.Characters)+4)
	}
	buf := textBuffers.Get().(*[]byte)
	defer giveBack(buf)
	head := sized(buf, min(n, maxAhead))
	got, err := j.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	head = head[:got]
	t := &ahead{line: 1, cut: n < j.size, size: n}
	from := int64(0)
	if bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")) {
		from = 3
	}
	t.in = io.NewSectionReader(j, from, n-from)
	if whole := int64(got) == n && n <= 4*minAhead; whole { // most are: nothing is read again
		t.in = bytes.NewReader(head[from:])
	}
	enc, problem := encodingOf(head, n < j.size || int64(got) < n)
	if enc != nil {
		t.in = transform.NewReader(t.in, enc.NewDecoder())
	}
	switch {
	case problem == nil:
		return t, nil
	case j.all:
		return t, problem
	}
	return nil, problem
}

// fill reads on until n bytes are there, and says whether there is any.
func (t *ahead) fill(n int) bool {
	if len(t.rest) >= n || t.err != nil {
		return t.rest != ""
	}
	if t.buf == nil {
		// A small file is read at once, with its end; most are a hundredth of the most.
		t.own = textBuffers.Get().(*[]byte)
		t.buf = sized(t.own, min(4*minAhead, t.size+utf8.UTFMax+1))
	}
	var b strings.Builder
	b.Grow(len(t.rest) + len(t.buf))
	b.WriteString(t.rest)
	for b.Len() < n && t.err == nil {
		got := copy(t.buf, t.carry)
		var more int
		more, t.err = io.ReadFull(t.in, t.buf[got:])
		data := t.buf[:got+more]
		whole := len(data)
		if t.err == nil {
			whole = wholeRunes(data)
		}
		t.carry = append(t.carry[:0], data[whole:]...)
		b.Write(data[:whole])
	}
	t.rest = b.String()
	return t.rest != ""
}

// wholeRunes is the length of data without a character that is cut at its end.
func wholeRunes(data []byte) int {
	for i := 1; i < utf8.UTFMax && i <= len(data); i++ {
		if c := data[len(data)-i]; utf8.RuneStart(c) {
			if !utf8.FullRune(data[len(data)-i:]) {
				return len(data) - i
			}
			break
		}
	}
	return len(data)
}

// finish says how the reading ended; err is what plain said.
func (t *ahead) finish(err error) error {
	giveBack(t.own)
	t.own, t.buf = nil, nil
	switch {
	case t.err != nil && !errors.Is(t.err, io.EOF) && !errors.Is(t.err, io.ErrUnexpectedEOF):
		return t.err
	case err == nil && t.cut:
		return limited(nil)
	}
	return err
}

var utf16 = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)

// encodingOf tells how a text file is written that begins with head: marked UTF-8 or
// UTF-16, else UTF-8 (nil) if it is valid, else GB 18030 (with GBK and GB 2312 within) if
// it looks like Chinese.
func encodingOf(head []byte, cut bool) (encoding.Encoding, *Problem) {
	switch {
	case bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")):
		return nil, nil
	case bytes.HasPrefix(head, []byte("\xFF\xFE")), bytes.HasPrefix(head, []byte("\xFE\xFF")):
		return utf16, nil
	case utf8.Valid(head), cut && validPrefix(head):
		return nil, nil
	case looksGB(head):
		return simplifiedchinese.GB18030, nil
	}
	return nil, &Problem{Rule: &ruleEncoding, message: "的文字编码无法识别"}
}

// validPrefix says whether data is UTF-8, but for a character cut at the end.
func validPrefix(data []byte) bool {
	for i := 0; i < utf8.UTFMax && i < len(data); i++ {
		if utf8.Valid(data[:len(data)-i]) {
			return i == 0 || !utf8.FullRune(data[len(data)-i:])
		}
	}
	return len(data) == 0
}

// looksGB says whether data can be GB 18030: all bytes make characters, and at least
// seven tenths of the Chinese ones are Chinese characters and punctuation of GB 2312, as
// in all text of the mainland; Big5, Shift-JIS and Latin-1 read as GB 18030 give rare characters.
func looksGB(data []byte) bool {
	common, all := 0, 0
	for i := 0; i < len(data); {
		switch b := data[i]; {
		case b < 0x80:
			i++
		case b == 0x80 || b == 0xFF:
			return false
		case i+1 >= len(data): // cut
			i++
		case data[i+1] >= 0x30 && data[i+1] <= 0x39:
			i, all = i+4, all+1
		case data[i+1] < 0x40 || data[i+1] == 0x7F || data[i+1] == 0xFF:
			return false
		default:
			if data[i+1] >= 0xA1 && (b >= 0xA1 && b <= 0xA3 || b >= 0xB0 && b <= 0xF7) {
				common++
			}
			i, all = i+2, all+1
		}
	}
	return common*10 >= all*7
}
