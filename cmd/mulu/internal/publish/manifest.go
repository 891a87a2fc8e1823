package publish

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"unicode"
)

// ErrDamaged is in the error of ReadManifest when there is a manifest that mulu
// did not write in this form.
var ErrDamaged = errors.New("发布清单已损坏")

// Manifest says which files a published site has. It is read-only.
type Manifest struct {
	Generator string // what made it
	Digest    [32]byte
	table     *table // in the order of the paths
}

// Entry is a file of a manifest.
type Entry struct {
	Path   string
	Size   int64
	SHA256 [32]byte
}

// Len is the number of files, without the manifest itself.
func (m *Manifest) Len() int { return m.table.len() }

// All gives the files in the order of their paths' bytes.
func (m *Manifest) All() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for i := range m.table.len() {
			if !yield(m.entry(m.table.at(i))) {
				return
			}
		}
	}
}

// Find returns the file at path.
func (m *Manifest) Find(path string) (Entry, bool) {
	r := m.table.find(path)
	if r == nil || m.table.path(r) != path {
		return Entry{}, false
	}
	return m.entry(r), true
}

func (m *Manifest) entry(r *record) Entry {
	return Entry{Path: m.table.path(r), Size: r.size, SHA256: r.sum}
}

// The form: JSON whose first line is the header, then one file a line, so that
// it is read without a JSON parser's memory and two of them compare well.
//
//	{"version":1,"generator":"mulu","files":[
//	{"path":"index.html","size":12,"sha256":"…"}
//	]}
const (
	manifestVersion = 1
	filesKey        = `,"files":[`
	pathKey         = `{"path":"`
	sizeKey         = `","size":`
	sumKey          = `,"sha256":"`
)

// header is the first line. Unknown fields are left alone, for later versions.
type header struct {
	Version   int    `json:"version"`
	Generator string `json:"generator"`
}

// writeManifest writes the files, which come in the order of their paths.
func writeManifest(w io.Writer, generator string, files iter.Seq2[[]byte, *record]) error {
	head, err := json.Marshal(header{manifestVersion, generator})
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 64<<10)
	line := append(head[:len(head)-1], filesKey...)
	for path, r := range files {
		_, _ = out.Write(append(line, '\n')) // Flush reports it
		line = appendEntry(line[:0], path, r)
		line = append(line, ',')
	}
	line = bytes.TrimSuffix(line, []byte(","))
	_, _ = out.Write(append(line, "\n]}\n"...))
	return out.Flush()
}

func appendEntry(b, path []byte, r *record) []byte {
	b = append(append(b, pathKey...), path...)
	b = strconv.AppendInt(append(b, sizeKey...), r.size, 10)
	b = hex.AppendEncode(append(b, sumKey...), r.sum[:])
	return append(b, `"}`...)
}

// ReadManifest reads the manifest of the site in dir. The error is
// fs.ErrNotExist where there is none, ErrDamaged where it is not as mulu wrote
// it: every line is checked, and that the paths are in order.
func ReadManifest(dir string) (*Manifest, error) {
	return readManifest(filepath.Join(dir, ManifestName))
}

func readManifest(name string) (*Manifest, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	hash := sha256.New()
	m, err := parseManifest(io.TeeReader(f, hash))
	if err != nil {
		return nil, fmt.Errorf("%s：%w", name, err)
	}
	hash.Sum(m.Digest[:0])
	return m, nil
}

// manifestReader reads line by line, with the line number for messages.
type manifestReader struct {
	in   *bufio.Reader
	line int
}

func (r *manifestReader) next() ([]byte, error) {
	r.line++
	line, err := r.in.ReadSlice('\n')
	if err == io.EOF || errors.Is(err, bufio.ErrBufferFull) {
		return nil, r.damaged("不完整或过长")
	}
	if err != nil {
		return nil, err
	}
	return line[:len(line)-1], nil
}

func (r *manifestReader) damaged(why string) error {
	return fmt.Errorf("%w：第 %d 行%s", ErrDamaged, r.line, why)
}

func parseManifest(in io.Reader) (*Manifest, error) {
	r := &manifestReader{in: bufio.NewReaderSize(in, 64<<10)}
	generator, err := r.header()
	if err != nil {
		return nil, err
	}
	m := &Manifest{Generator: generator, table: newTable()}
	more := true
	for {
		line, err := r.next()
		if err != nil {
			return nil, err
		}
		if string(line) == "]}" {
			break
		}
		line, comma := bytes.CutSuffix(line, []byte(","))
		name, size, sha, ok := parseEntry(line)
		if !ok || !more {
			return nil, r.damaged("不是文件条目")
		}
		n := m.table.len()
		if n > 0 && bytes.Compare(m.table.bytes(m.table.at(n-1)), name) >= 0 || m.table.add(string(name), size, sha) == nil {
			return nil, r.damaged("的路径重复或顺序不对")
		}
		more = comma
	}
	return m, r.end(more && m.Len() > 0)
}

// end makes sure that nothing follows, and that no file is missing after a comma.
func (r *manifestReader) end(comma bool) error {
	if _, err := r.in.ReadByte(); comma || err != io.EOF {
		return r.damaged("之后应当结束")
	}
	return nil
}

func (r *manifestReader) header() (string, error) {
	line, err := r.next()
	if err != nil {
		return "", err
	}
	fields, ok := bytes.CutSuffix(line, []byte(filesKey))
	var h header
	if !ok || json.Unmarshal(append(bytes.Clone(fields), '}'), &h) != nil {
		return "", r.damaged("不是发布清单的开头")
	}
	if h.Version != manifestVersion {
		return "", fmt.Errorf("%w：版本是 %d，本软件只认识版本 %d", ErrDamaged, h.Version, manifestVersion)
	}
	return h.Generator, nil
}

// parseEntry reads one file's line, in exactly the form of appendEntry.
func parseEntry(line []byte) (name []byte, size int64, sha sum, ok bool) {
	rest, ok := bytes.CutPrefix(line, []byte(pathKey))
	name, rest, ok2 := bytes.Cut(rest, []byte(sizeKey))
	digits, rest, ok3 := bytes.Cut(rest, []byte(sumKey))
	hash, ok4 := bytes.CutSuffix(rest, []byte(`"}`))
	if !ok || !ok2 || !ok3 || !ok4 || len(hash) != 2*sha256.Size || checkPath(string(name)) != nil {
		return nil, 0, sum{}, false
	}
	size, err := strconv.ParseInt(string(digits), 10, 64)
	_, hexErr := hex.Decode(sha[:], hash)
	canonical := len(digits) > 0 && digits[0] != '+' && digits[0] != '-' && (digits[0] != '0' || len(digits) == 1) &&
		bytes.IndexFunc(hash, unicode.IsUpper) < 0
	return name, size, sha, err == nil && hexErr == nil && canonical
}
