package publish

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	sums "hash"
	"io"
	"os"
	"strconv"
	"unicode"
)

func readManifest(name string, keep *facts) (*Manifest, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() // opened for reading: nothing to lose
	m, err := parseInto(f, &Manifest{table: tableFor(f), facts: keep})
	if err != nil {
		return nil, fmt.Errorf("%s：%w", name, err)
	}
	return m, nil
}

// manifestReader reads line by line, with the line number for messages, and hashes what it
// read.
type manifestReader struct {
	in      *bufio.Reader
	hash    sums.Hash
	line    int
	version int
}

// next gives the next line, without its end.
func (r *manifestReader) next() ([]byte, error) {
	line, err := r.raw()
	if err != nil {
		return nil, err
	}
	r.hash.Write(line)
	return line[:len(line)-1], nil
}

// raw gives the next line with its end, and does not hash it.
func (r *manifestReader) raw() ([]byte, error) {
	r.line++
	line, err := r.in.ReadSlice('\n')
	if err == io.EOF || errors.Is(err, bufio.ErrBufferFull) {
		return nil, r.damaged("不完整或过长")
	}
	return line, err
}

func (r *manifestReader) damaged(why string) error {
	return fmt.Errorf("%w：第 %d 行%s", ErrDamaged, r.line, why)
}

// parseManifest reads a manifest of any version, and the documents where keep is not nil.
func parseManifest(in io.Reader, keep *facts) (*Manifest, error) {
	return parseInto(in, &Manifest{table: newTable(), facts: keep})
}

// usualLine is what a line of a manifest has, about, of a site with documents.
const usualLine = 160

// tableFor is a table with room for the files of a manifest: one that grows puts each of them
// into its index twice.
func tableFor(f *os.File) *table {
	t := newTable()
	if info, err := f.Stat(); err == nil {
		for int64(len(t.index))*3 < info.Size()/usualLine*4 {
			t.index = make([]uint32, 2*len(t.index))
		}
	}
	return t
}

func parseInto(in io.Reader, m *Manifest) (*Manifest, error) {
	r := &manifestReader{in: bufio.NewReaderSize(in, formBuffer), hash: sha256.New()}
	if err := r.header(m); err != nil {
		return nil, err
	}
	end, err := r.files(m)
	if err != nil {
		return nil, err
	}
	if m.version == 1 && string(end) != "}" {
		return nil, r.damaged("不是清单的结尾")
	}
	if m.version > 1 {
		if err := r.chain(m, end); err != nil {
			return nil, err
		}
	}
	if _, err := r.in.ReadByte(); err != io.EOF {
		return nil, r.damaged("之后应当结束")
	}
	r.hash.Sum(m.Digest[:0])
	return m, nil
}

// files reads the files, and gives what follows the bracket after them in its line.
func (r *manifestReader) files(m *Manifest) (end []byte, err error) {
	for more := true; ; {
		line, err := r.raw()
		if err != nil {
			return nil, err
		}
		if len(line) > 1 && line[0] == ']' {
			if more && m.Len() > 0 {
				return nil, r.damaged("之前少了一个文件")
			}
			r.hash.Write(line[:1])
			r.hash.Sum(m.body[:0])
			r.hash.Write(line[1:])
			return line[1 : len(line)-1], nil
		}
		r.hash.Write(line)
		line, comma := bytes.CutSuffix(line[:len(line)-1], []byte(","))
		if !more {
			return nil, r.damaged("不是文件条目")
		}
		if err := r.file(m, line); err != nil {
			return nil, err
		}
		more = comma
	}
}

// file reads one file's line.
func (r *manifestReader) file(m *Manifest, line []byte) error {
	e, ok := parseEntry(line)
	if ok && e.document != nil && !r.fits(m, e.document) {
		return r.damaged("的文件信息不对")
	}
	if !ok {
		return r.damaged("不是文件条目")
	}
	n := m.table.len()
	if n > 0 && bytes.Compare(m.table.bytes(m.table.at(n-1)), e.name) >= 0 || m.table.add(string(e.name), e.size, e.sha) == nil {
		return r.damaged("的路径重复或顺序不对")
	}
	if e.document != nil && m.facts != nil {
		m.facts.add(n, e.document)
	}
	return nil
}

// fits says whether what is said of a document may stand there. A build does not ask what it
// is: to it, another word is another manifest.
func (r *manifestReader) fits(m *Manifest, document []byte) bool {
	if r.version < 2 || m.facts == nil {
		return r.version >= 2
	}
	_, ok := parseDocument(document)
	return ok
}

func (r *manifestReader) header(m *Manifest) error {
	line, err := r.next()
	if err != nil {
		return err
	}
	fields, ok := bytes.CutSuffix(line, []byte(filesKey))
	var h header
	if !ok || json.Unmarshal(append(bytes.Clone(fields), '}'), &h) != nil {
		return r.damaged("不是发布清单的开头")
	}
	if h.Version < 1 || h.Version > manifestVersion {
		return fmt.Errorf("%w：版本是 %d，本软件只认识版本 1 到 %d", ErrDamaged, h.Version, manifestVersion)
	}
	m.Generator, m.version, r.version = h.Generator, h.Version, h.Version
	return nil
}

// entryLine is a file's line; document is what is said of it, as it stands there.
type entryLine struct {
	name, document []byte
	size           int64
	sha            sum
}

// parseEntry reads one file's line, in exactly the form in which it is written; what is said
// of a document is not looked into.
func parseEntry(line []byte) (e entryLine, ok bool) {
	rest, ok := bytes.CutPrefix(line, []byte(pathKey))
	name, rest, ok2 := bytes.Cut(rest, []byte(sizeKey))
	digits, rest, ok3 := bytes.Cut(rest, []byte(sumKey))
	if !ok || !ok2 || !ok3 || len(rest) < 2*sha256.Size || checkPath(string(name)) != nil {
		return e, false
	}
	digest, rest := rest[:2*sha256.Size], rest[2*sha256.Size:]
	if string(rest) != `"}` {
		document, ok := bytes.CutPrefix(rest, []byte(documentKey))
		document, ok2 := bytes.CutSuffix(document, []byte("}"))
		if !ok || !ok2 {
			return e, false
		}
		e.document = document
	}
	size, err := strconv.ParseInt(string(digits), 10, 64)
	_, hexErr := hex.Decode(e.sha[:], digest)
	canonical := len(digits) > 0 && digits[0] != '+' && digits[0] != '-' && (digits[0] != '0' || len(digits) == 1) &&
		bytes.IndexFunc(digest, unicode.IsUpper) < 0
	e.name, e.size = name, size
	return e, err == nil && hexErr == nil && canonical
}
