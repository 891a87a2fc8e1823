package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"

	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/publish"
)

// Site is the log and the records of a site as it was published last.
type Site struct {
	Log      *Log
	Manifest string // the SHA-256 of its manifest; the caller fills it in

	root *os.Root // nil when there is none
	sums *publish.Sums
	gone map[string]Gone
	refs []string // addresses of the records
	form int      // of what they hash
}

// maxFile bounds what is read.
const maxFile = 64 << 20

var (
	partURL   = regexp.MustCompile(`^data/log-\d{4}-\d{2}-\d+\.json$`)
	recordURL = regexp.MustCompile(`^data/record-\d{4}-\d+\.json$`)
)

// Open reads the log of the site in the folder dir; "" is no site. A site without a log, or
// none at all, has an empty one, which then begins. sums are those of its files. The error is
// ErrDamaged, in Chinese, where a log is there, or was, and is not as it was written: to begin
// anew would be to lose it.
func Open(dir string, sums *publish.Sums) (*Site, error) {
	s := &Site{sums: sums, Log: &Log{files: map[string][]byte{}}, gone: map[string]Gone{}}
	if dir == "" {
		return s, nil
	}
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return nil, err
	}
	s.root = root
	if err := s.read(); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return s, nil
}

// Close ends the reading; it may be called twice.
func (s *Site) Close() error {
	root := s.root
	if root == nil {
		return nil
	}
	s.root = nil
	return root.Close()
}

func damaged(name, format string, args ...any) error {
	return fmt.Errorf("%w：%s %s", ErrDamaged, name, fmt.Sprintf(format, args...))
}

func (s *Site) read() error {
	var ix index
	err := s.json(IndexPath, &ix)
	if errors.Is(err, fs.ErrNotExist) {
		return s.neverLogged()
	}
	if err != nil {
		return err
	}
	if ix.Version != Version {
		return damaged(IndexPath, "的版本是 %d，本软件只认识版本 %d", ix.Version, Version)
	}
	s.Log.Parts, s.Log.begun = ix.Parts, len(ix.Parts) > 0
	next := 1
	for i, ref := range ix.Parts {
		open := i == len(ix.Parts)-1 && ref.Closed == Closed{}
		if !partURL.MatchString(ref.URL) || ref.First != next || ref.Count < 1 && !open {
			return damaged(IndexPath, "提到的 %q 不对", ref.URL)
		}
		if err := s.part(ref, open); err != nil {
			return err
		}
		next += ref.Count
	}
	return s.records()
}

// neverLogged makes sure that no log has lost its index.
func (s *Site) neverLogged() error {
	if s.sums.Has(IndexPath) {
		return damaged(IndexPath, "不见了，发布清单里有它")
	}
	if _, err := s.root.Stat(plan.LogPath); err == nil {
		return damaged(IndexPath, "不见了，%s 还在", plan.LogPath)
	}
	return nil
}

// part reads a part of the log; the newest is kept to be appended to. Of one that is open
// the index does not say what is in it.
func (s *Site) part(ref *PartRef, open bool) error {
	data, err := s.file(ref.URL)
	if err != nil {
		return err
	}
	var p Part
	if json.Unmarshal(data, &p) != nil || p.Version != Version || len(p.Changes) == 0 || p.Changes[0].Number != ref.First || len(p.Builds) == 0 {
		return damaged(ref.URL, "读不懂")
	}
	said := closed(&p, data)
	if open {
		ref.Closed = said
	}
	if ref.SHA256 != said.SHA256 || ref.Count != said.Count {
		return damaged(ref.URL, "和 %s 记的不一样", IndexPath)
	}
	s.Log.newest = &p
	s.Log.files[ref.URL] = bytes.Clone(data)
	return nil
}

// records reads which files hold the records, and what is no longer public.
func (s *Site) records() error {
	var ix recordIndex
	if err := s.must(RecordsPath, &ix); err != nil {
		return err
	}
	var g goneFile
	if err := s.must(WithdrawnPath, &g); err != nil {
		return err
	}
	if ix.Version != Version || g.Version != Version {
		return damaged(RecordsPath, "的版本不是 %d", Version)
	}
	for _, url := range ix.Parts {
		if !recordURL.MatchString(url) {
			return damaged(RecordsPath, "提到的 %q 不对", url)
		}
	}
	s.refs, s.form = ix.Parts, ix.Form
	for _, d := range g.Documents {
		s.gone[d.Index] = d
	}
	return nil
}

func (s *Site) must(name string, v any) error {
	err := s.json(name, v)
	if errors.Is(err, fs.ErrNotExist) {
		return damaged(name, "不见了")
	}
	return err
}

func (s *Site) json(name string, v any) error {
	data, err := s.open(name)
	if err != nil {
		return err
	}
	if json.Unmarshal(data, v) != nil {
		return damaged(name, "读不懂")
	}
	return nil
}

// file is open for what must be there.
func (s *Site) file(name string) ([]byte, error) {
	data, err := s.open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, damaged(name, "不见了")
	}
	return data, err
}

func (s *Site) open(name string) ([]byte, error) {
	f, err := s.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() // opened for reading: nothing to lose
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, damaged(name, "不是文件")
	case info.Size() > maxFile:
		return nil, damaged(name, "超过 %d 兆字节", maxFile>>20)
	}
	data, err := io.ReadAll(io.LimitReader(f, maxFile))
	if err == nil && !s.sums.Fits(name, data) {
		err = damaged(name, "和发布清单记的不一样")
	}
	return data, err
}
