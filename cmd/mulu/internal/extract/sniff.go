package extract

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
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
	plain := ext == ".txt" || ext == ".csv" || j.all && isPlain(ext)
	switch {
	case scanned[ext] == nil || readers[ext] == nil && !j.all || len(head) == 0 && !plain:
		return "", wrongType(ext, "")
	case bytes.HasPrefix(head, []byte("%PDF-")), ext == ".pdf" && bytes.Contains(head, []byte("%PDF-")):
		return ".pdf", nil
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return j.sniffArchive(ext)
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) && j.encryptedOffice(head):
		return "", &Problem{Rule: &ruleEncrypted, message: "加了密码，读不出文字"}
	case plain && looksPlain(head):
		return ext, nil
	}
	return "", wrongType(ext, "")
}

func isPlain(ext string) bool { return IsCode(ext) || ext == ".md" || ext == ".vtt" }

// sniffArchive tells the kinds of office files from each other by the names of parts.
func (j *job) sniffArchive(ext string) (string, error) {
	if j.all && readers[ext] == nil {
		return ext, nil
	}
	a, err := j.archive()
	if err != nil {
		return "", err
	}
	main, err := a.main()
	if err != nil {
		return "", err
	}
	for _, kind := range []struct{ ext, folder, part string }{
		{".docx", "word/", "word/document.xml"}, {".xlsx", "xl/", "xl/workbook.xml"},
	} {
		other := strings.HasPrefix(main, kind.folder) && strings.HasSuffix(main, ".xml")
		if a.files[kind.part] != nil || other && a.files[strings.ToLower(main)] != nil {
			return kind.ext, nil
		}
	}
	return "", wrongType(ext, "")
}

// encryptedOffice says whether a compound file, whose head is given, is the wrapping of
// an encrypted office file ([MS-OFFCRYPTO] 2.3) and not one of the old formats: its
// folder has a stream of that name among the first.
func (j *job) encryptedOffice(head []byte) bool {
	if len(head) < 52 {
		return false
	}
	shift := binary.LittleEndian.Uint16(head[30:])
	sector := binary.LittleEndian.Uint32(head[48:])
	if shift > 16 {
		return false
	}
	folder := make([]byte, 4096)
	n, _ := j.ReadAt(folder, (int64(sector)+1)<<shift) // less at the end
	return bytes.Contains(folder[:n], []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"))
}

// looksPlain says whether a file that begins so can be text: UTF-16 by its mark, and
// anything without the zero bytes that all binary formats begin with.
func looksPlain(head []byte) bool {
	return bytes.HasPrefix(head, []byte("\xFF\xFE")) || bytes.HasPrefix(head, []byte("\xFE\xFF")) || bytes.IndexByte(head, 0) < 0
}
