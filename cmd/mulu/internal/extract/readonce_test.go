package extract

import (
	"io"
	"strings"
	"testing"
)

// counting counts the bytes that are read.
type counting struct {
	io.ReaderAt
	read int
}

func (c *counting) ReadAt(b []byte, at int64) (int, error) {
	n, err := c.ReaderAt.ReadAt(b, at)
	c.read += n
	return n, err
}

// Of 1,000,000 documents 100,000 attachments are looked into: of a small text file no byte is
// read twice, but for the few by which its kind is told.
func TestTextReadOnce(t *testing.T) {
	for _, name := range []string{"a.txt", "a.csv"} {
		text := strings.Repeat("名称,数量\n市区,12\n", 500)
		in := &counting{ReaderAt: strings.NewReader(text)}
		lines := 0
		err := Everything(name, in, int64(len(text)), Limits{}, func(Passage) { lines++ })
		if err != nil || lines == 0 {
			t.Errorf("%s: %d passages, %v", name, lines, err)
		}
		if in.read > len(text)+2048 {
			t.Errorf("%s: %d bytes are read of %d", name, in.read, len(text))
		}
	}
}
