package build

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"

	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/reuse"
	"mulu/cmd/mulu/internal/source"
)

// ErrPart is in the error of Publish when Options.Parts are not the parts of this site.
var ErrPart = errors.New("分片合不起来")

func partError(dir, format string, args ...any) error {
	return fmt.Errorf("%w：%s：%s", ErrPart, dir, fmt.Sprintf(format, args...))
}

// part is what one machine made of the site.
type part struct {
	dir       string
	files     *source.Site
	manifest  *publish.Manifest
	info      partInfo
	documents reuse.Documents
	search    *os.File
}

// openParts opens all parts of the site, so that documents are taken from them; nil when none
// are named.
func (p *pass) openParts() error {
	for _, dir := range p.opt.Parts {
		one, err := openPart(dir)
		if one != nil {
			p.parts = append(p.parts, one)
		}
		if err != nil {
			return err
		}
		if err := p.accept(one); err != nil {
			return err
		}
	}
	if len(p.parts) == 0 {
		return nil
	}
	var missing []string
	for n := range p.parts[0].info.Of {
		if p.partOf(n+1) == nil {
			missing = append(missing, Shard{n + 1, p.parts[0].info.Of}.String())
		}
	}
	if missing != nil {
		return fmt.Errorf("%w：缺少第 %s 片", ErrPart, strings.Join(missing, "、"))
	}
	return p.joinIndex()
}

// joinIndex takes over what the parts gathered for the index, where the site has one.
func (p *pass) joinIndex() (err error) {
	if p.search == nil {
		return nil
	}
	p.kept.tookSegments = make([]*segment, p.search.Segments()) // none
	for _, one := range p.parts {
		if one.search, err = one.open(partSearchPath); err != nil {
			return err
		}
		if err := p.search.ReadPart(one.search); err != nil {
			return partError(one.dir, "%v", err)
		}
	}
	return nil
}

// partOf is the part of a shard; nil when there is none.
func (p *pass) partOf(shard int) *part {
	for _, one := range p.parts {
		if one.info.Shard == shard {
			return one
		}
	}
	return nil
}

// accept makes sure that a part is of this site, and that there is no other of its shard.
func (p *pass) accept(one *part) error {
	shard := Shard{one.info.Shard, one.info.Of}
	switch first := p.partOf(shard.N); {
	case first != one:
		return partError(one.dir, "和 %s 是同一片（%s）", first.dir, shard)
	case one.info.Of != p.parts[0].info.Of:
		return partError(one.dir, "是第 %s 片，%s 却分成了 %d 片", shard, p.parts[0].dir, p.parts[0].info.Of)
	case one.info != p.kept.info(shard):
		return partError(one.dir, "做这一片时，网站的文件、设置、日期或者 mulu 的版本和现在不同")
	}
	return nil
}

// openPart opens a part and makes sure of the bytes of what is not the site's in it. What it
// gives with an error is to be closed, too.
func openPart(dir string) (*part, error) {
	manifest, err := publish.ReadManifest(dir)
	if err != nil {
		return nil, partError(dir, "不是 mulu build --shard 做的分片（%v）", err)
	}
	one := &part{dir: dir, manifest: manifest}
	if one.files, err = source.Open(dir); err != nil {
		return nil, partError(dir, "%v", err)
	}
	data, err := one.read(partInfoPath)
	if err != nil {
		return one, err
	}
	ok := false
	if one.info, ok = readInfo(data); !ok {
		return one, partError(dir, "看不懂 %s，可能是别的版本的 mulu 做的", partInfoPath)
	}
	if data, err = one.read(partDocumentsPath); err != nil {
		return one, err
	}
	one.documents = reuse.Open(data)
	return one, nil
}

// read reads a file that is as the part's manifest says.
func (o *part) read(name string) ([]byte, error) {
	f, err := o.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() // opened for reading: nothing to lose
	return io.ReadAll(f)
}

// open opens a file that is as the part's manifest says.
func (o *part) open(name string) (*os.File, error) {
	want, known := o.manifest.Find(name)
	if !known {
		return nil, partError(o.dir, "不是 mulu build --shard 做的分片（没有 %s）", name)
	}
	f, err := o.files.Open(name)
	if err != nil {
		return nil, partError(o.dir, "%v", err)
	}
	h := sha256.New()
	_, err = io.Copy(h, f)
	if err == nil && [sha256.Size]byte(h.Sum(nil)) != want.SHA256 {
		err = partError(o.dir, "%s 被改动过", name)
	}
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		f.Close() // opened for reading: nothing to lose
		return nil, err
	}
	return f, nil
}

func (o *part) close() {
	if o.search != nil {
		o.search.Close() // opened for reading: nothing to lose
	}
	o.files.Close() // likewise
}

// takeFromPart takes a document over from the part that has it.
func (p *pass) takeFromPart(e plan.Entry) error {
	was, err := p.copyFromParts(p.kept.ids[e.Doc.ID], e.Doc.Path, p.written(e.Doc))
	if err == nil {
		p.takeOver(e, was)
	}
	return err
}

// takeFixedFromPart does the same of what is made of headers alone.
func (p *pass) takeFixedFromPart(k int, e plan.Entry, key sum, names []string) error {
	was, err := p.copyFromParts(key, e.Path, names)
	if err == nil {
		p.takeOverFixed(k, e, was)
	}
	return err
}

// copyFromParts writes files as the part has them that knows the key. what they are made of is
// named in errors.
func (p *pass) copyFromParts(key sum, what string, names []string) (was *reuse.Entry, err error) {
	var from *part
	for _, from = range p.parts {
		if was = from.documents.Find(key); was != nil {
			break
		}
	}
	if was == nil {
		return nil, fmt.Errorf("%w：各片里都没有 %s", ErrPart, what)
	}
	for _, at := range names {
		if err := p.copyFromPart(from, at); err != nil {
			return nil, err
		}
	}
	if is, ok := outputs(names, p.stage.Sum); !ok || is != was.Outputs {
		return nil, partError(from.dir, "%s 的网页或数据被改动过", what)
	}
	return was, nil
}

// copyFromPart reads a file at once unless it is a large one.
func (p *pass) copyFromPart(from *part, name string) error {
	if is, known := from.manifest.Find(name); known && is.Size <= readAtOnce {
		buf := partBuffers.Get().(*[]byte)
		defer partBuffers.Put(buf)
		data, err := from.files.ReadInto(name, *buf)
		if err != nil {
			return partError(from.dir, "%v", err)
		}
		*buf = data
		return p.stage.Write(name, data)
	}
	f, err := from.files.Open(name)
	if err != nil {
		return partError(from.dir, "%v", err)
	}
	defer f.Close() // opened for reading: nothing to lose
	_, err = p.stage.Copy(name, f)
	return err
}

// readAtOnce is the size, in bytes, of the largest file of a part that is read whole.
const readAtOnce = 1 << 20

var partBuffers = sync.Pool{New: func() any { return new([]byte) }}
