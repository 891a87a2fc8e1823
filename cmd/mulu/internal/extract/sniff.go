package extract

import (
	"bytes"
	"errors"
	"io"
)

// sniff finds the extension that belongs to the content. ext decides among those that
// the first bytes cannot tell from each other.
func (j *job) sniff(ext string) (string, error) {
	head := make([]byte, min(j.size, 1024))
	n, err := j.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	head = head[:n]
	switch {
	case readers[ext] == nil:
		return "", wrongType(ext, "")
	case bytes.Contains(head, []byte("%PDF-")) && bytes.IndexByte(head, 0) < 0 || bytes.HasPrefix(head, []byte("%PDF-")):
		return ".pdf", nil
	case (ext == ".txt" || ext == ".csv") && looksPlain(head):
		return ext, nil
	}
	return "", wrongType(ext, "")
}

// looksPlain says whether a file that begins so can be text: UTF-16 by its mark, and
// anything without the zero bytes that all binary formats begin with.
func looksPlain(head []byte) bool {
	return bytes.HasPrefix(head, []byte("\xFF\xFE")) || bytes.HasPrefix(head, []byte("\xFE\xFF")) || bytes.IndexByte(head, 0) < 0
}
