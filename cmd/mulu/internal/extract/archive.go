package extract

import (
	"archive/zip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// These bound what a ZIP archive can make of memory and time.
const (
	maxDirectory = 4 << 20  // bytes of the list of files
	maxUnlisted  = 16 << 20 // size of an archive whose list cannot be measured beforehand
	maxRatio     = 300      // unpacked to packed size of a file over 1 MiB; XML has 10 to 50
)

// The limits that are hit by what is packed.
var (
	errBomb    = errors.New("解压后的内容超过上限")
	errRatio   = errors.New("有的内容压缩比超过300倍，像是压缩炸弹")
	errMember  = errors.New("解压后超过单个文件的上限")
	errList    = fmt.Errorf("文件清单超过上限（%d MiB）", maxDirectory>>20)
	errStrings = errors.New("工作簿的字符串超过上限")
)

// archive is an office file: a ZIP archive of XML parts.
type archive struct {
	files    map[string]*zip.File // by lower-case name
	left     *int64               // bytes that may still be unpacked
	entities bool                 // a part declares entities, which are not read
}

func (j *job) archive() (*archive, error) {
	if err := j.checkDirectory(); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(j, j.size)
	if err != nil {
		return nil, err
	}
	a := &archive{files: make(map[string]*zip.File, len(z.File)), left: &j.left}
	for i, f := range z.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, "\\", "/"), "/"))
		if a.files[name] != nil { // the same name again: one program shows the first, another the last
			name = fmt.Sprintf("again/%d/%s", i, name)
		}
		a.files[name] = f
	}
	return a, nil
}

// checkDirectory refuses an archive whose list of files is absurdly long, because the
// list is read into memory as a whole.
func (j *job) checkDirectory() error {
	const record, most = 22, 22 + 1<<16
	tail := make([]byte, min(j.size, most))
	n, err := j.ReadAt(tail, j.size-int64(len(tail)))
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	tail = tail[:n]
	for i := len(tail) - record; i >= 0; i-- {
		if binary.LittleEndian.Uint32(tail[i:]) != 0x06054b50 {
			continue
		}
		end := j.size - int64(len(tail)) + int64(i)
		size := int64(binary.LittleEndian.Uint32(tail[i+12:]))
		offset := int64(binary.LittleEndian.Uint32(tail[i+16:]))
		if (size > maxDirectory || offset < end-maxDirectory) && j.size > maxUnlisted {
			return limited(errList)
		}
		return nil
	}
	return zip.ErrFormat
}

// open opens the part name; the error is fs.ErrNotExist-like when there is none.
func (a *archive) open(name string) (io.ReadCloser, error) {
	f := a.files[strings.ToLower(name)]
	if f == nil {
		return nil, fmt.Errorf("%w: %s", errNoPart, name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	return &part{ReadCloser: r, archive: a, left: ratioRoom(f)}, nil
}

// ratioRoom is how much a file may unpack to.
func ratioRoom(f *zip.File) int64 { return 1<<20 + maxRatio*int64(min(f.CompressedSize64, 1<<40)) }

var errNoPart = errors.New("zip: no such part")

// each reads the XML part name tag by tag.
func (a *archive) each(name string, fn func(x *xmlReader, kind xmlKind) error) (err error) {
	r, err := a.open(name)
	if err != nil {
		return err
	}
	defer func() {
		if closed := r.Close(); err == nil {
			err = closed
		}
	}()
	x := newXMLReader(r)
	for {
		kind, err := x.next()
		a.entities = a.entities || x.entities
		if err != nil || kind == xmlEnd {
			return err
		}
		if err := fn(x, kind); err != nil {
			return err
		}
	}
}

// optional is each for a part that need not be there.
func (a *archive) optional(name string, fn func(x *xmlReader, kind xmlKind) error) error {
	if err := a.each(name, fn); !errors.Is(err, errNoPart) {
		return err
	}
	return nil
}

// part is an opened part, which takes what it unpacks from the budget.
type part struct {
	io.ReadCloser
	archive *archive
	left    int64
}

func (p *part) Read(b []byte) (int, error) {
	n, err := p.ReadCloser.Read(b)
	p.left -= int64(n)
	*p.archive.left -= int64(n)
	switch {
	case *p.archive.left < 0:
		return n, limited(errBomb)
	case p.left < 0:
		return n, limited(errRatio)
	}
	return n, err
}

// relations gives the targets of a part's relations by their identifiers, as names of
// parts, and the first target of the type that ends in kind. The part "" is the file.
func (a *archive) relations(of, kind string) (targets map[string]string, first string, err error) {
	targets = map[string]string{}
	dir, base := path.Split(of)
	err = a.optional(dir+"_rels/"+base+".rels", func(x *xmlReader, k xmlKind) error {
		if k != xmlOpen || x.name != "Relationship" || x.attr("TargetMode") == "External" || len(targets) > 10_000 {
			return nil
		}
		target := x.attr("Target")
		if strings.HasPrefix(target, "/") {
			target = target[1:]
		} else {
			target = path.Join(dir, target)
		}
		targets[x.attr("Id")] = target
		if first == "" && strings.HasSuffix(x.attr("Type"), "/"+kind) {
			first = target
		}
		return nil
	})
	return targets, first, err
}

// main is the name of the part that an office file begins with.
func (a *archive) main() (string, error) {
	_, first, err := a.relations("", "officeDocument")
	return first, err
}
