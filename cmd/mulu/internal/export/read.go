package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/publish"
)

// ErrDamaged is in the error of Read when the data are not as this package wrote them.
var ErrDamaged = errors.New("目录数据已损坏")

// Record is what a site published of a document. Its texts are valid until the next
// one is read.
type Record struct {
	Title, Index, Number        []byte
	Written, Published, Changed []byte // days as 2024-03-05; Changed is of the last change, empty when there is none
}

// maxFile bounds the files that are read. A shard has at most 1,000 documents.
const maxFile = 64 << 20

// Read gives the documents of the site that was published to the folder dir, each once
// for every time it is in the data. sums are those of its files. The error is fs.ErrNotExist
// where there are no data, and ErrDamaged, in Chinese, where they are not as they were written.
func Read(dir string, sums *publish.Sums, yield func(*Record)) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close() // opened for reading: nothing to lose
	r := reader{root: root, sums: sums}
	ix, err := r.index()
	if err != nil {
		return err
	}
	for _, s := range ix.Shards {
		if err := r.shard(s, yield); err != nil {
			return err
		}
	}
	return nil
}

// reader reads the files one after the other into one buffer.
type reader struct {
	root *os.Root
	sums *publish.Sums
	name string // of the file that is being read
	buf  bytes.Buffer
}

func (r *reader) damaged(format string, args ...any) error {
	return fmt.Errorf("%w：%s %s", ErrDamaged, r.name, fmt.Sprintf(format, args...))
}

func (r *reader) open(name string) ([]byte, error) {
	r.name = name
	f, err := r.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() // likewise
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, r.damaged("不是文件")
	case info.Size() > maxFile:
		return nil, r.damaged("超过 %d 兆字节", maxFile>>20)
	}
	r.buf.Reset()
	if _, err = r.buf.ReadFrom(io.LimitReader(f, maxFile)); err == nil && !r.sums.Fits(name, r.buf.Bytes()) {
		err = r.damaged("和发布清单记的不一样")
	}
	return r.buf.Bytes(), err
}

func (r *reader) index() (ix index, err error) {
	data, err := r.open(plan.ShardsPath)
	if err != nil {
		return ix, err
	}
	if json.Unmarshal(data, &ix) != nil {
		return ix, r.damaged("读不懂")
	}
	return ix, r.version(ix.Version)
}

func (r *reader) version(v int) error {
	if v != Version {
		return r.damaged("的版本是 %d，本软件只认识版本 %d", v, Version)
	}
	return nil
}

func (r *reader) shard(s shardRef, yield func(*Record)) error {
	if path.Dir(s.URL) != path.Dir(plan.ShardsPath) || !strings.HasSuffix(s.URL, ".json") {
		return r.damaged("提到不该有的文件 %q", s.URL)
	}
	data, err := r.open(s.URL)
	if errors.Is(err, os.ErrNotExist) {
		return r.damaged("不见了")
	}
	if err != nil {
		return err
	}
	sc := scanner{rest: data}
	n, ok := sc.shard(yield)
	switch {
	case sc.version != Version && ok:
		return r.version(sc.version)
	case !ok:
		return r.damaged("第 %d 字节起读不懂", len(data)-len(sc.rest)+1)
	case n != s.Count:
		return r.damaged("有 %d 个文件，应有 %d 个", n, s.Count)
	}
	return nil
}
