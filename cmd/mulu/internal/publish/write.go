package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"sync"
)

// Write adds the file name, a clean relative path with slashes. data is not kept.
// A file that the previous site has with the same bytes costs its hash and no
// system call. A path that was written before, or one that differs from another
// only by case, is an error; after any error Commit fails with it.
func (s *Stage) Write(name string, data []byte) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.written.Done()
	return s.note(s.write(name, data))
}

func (s *Stage) write(name string, data []byte) error {
	same, err := s.claim(name, int64(len(data)), sha256.Sum256(data))
	if err != nil || same {
		return err
	}
	if err := s.disk.write(s.staged(name), data); err != nil {
		return failure("写入", s.staged(name), err)
	}
	return nil
}

// claim takes name for this build. It is true when the previous site has the
// same file, which is then only remembered; else the file's folder is ready.
func (s *Stage) claim(name string, size int64, sha sum) (same bool, err error) {
	if err := checkPath(name); err != nil {
		return false, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.prev.table.find(name)
	if err := s.claims.claim(name, r); err != nil {
		return false, err
	}
	if s.prev.sameAs(r, name, size, sha) {
		r.kept = true
		return true, nil
	}
	s.next.add(name, size, sha)
	return false, s.makeFolder(path.Dir(name))
}

// same returns the file of the previous site at name if it has these bytes.
func (p *previous) same(name string, size int64, sha sum) *record {
	if r := p.table.find(name); p.sameAs(r, name, size, sha) {
		return r
	}
	return nil
}

// sameAs says whether the file r of the previous site, if there is one, is at name with these
// bytes.
func (p *previous) sameAs(r *record, name string, size int64, sha sum) bool {
	return r != nil && r.intact && r.size == size && r.sum == sha && string(p.table.bytes(r)) == name
}

// staged is where the file name is until the switch.
func (s *Stage) staged(name string) string { return join(s.out.stage, name) }

// join is filepath.Join for a clean root and a clean slash path.
func join(root, name string) string {
	return root + string(filepath.Separator) + filepath.FromSlash(name)
}

// makeFolder makes a folder of the stage, once; the lock is held.
func (s *Stage) makeFolder(name string) error {
	if s.made[name] {
		return nil
	}
	if name == "." {
		return s.makeStage()
	}
	if err := s.makeFolder(path.Dir(name)); err != nil {
		return err
	}
	if err := s.disk.mkdir(s.staged(name)); err != nil {
		return failure("创建文件夹", s.staged(name), err)
	}
	s.made[name] = true
	return nil
}

// makeStage makes the stage's folder, when the first difference is known. Its
// handle is opened before anything is written: only so does syncfs report an
// error of writing back.
func (s *Stage) makeStage() error {
	if s.opts.InPlace && s.out.tree == "" {
		if err := s.disk.mkdir(s.out.dir); err != nil {
			return failure("创建文件夹", s.out.dir, err)
		}
		s.out.tree = s.out.dir
	}
	if err := s.disk.mkdir(s.out.stage); err != nil {
		return failure("创建暂存文件夹", s.out.stage, err)
	}
	handle, err := os.Open(s.out.stage)
	if err != nil {
		return failure("打开暂存文件夹", s.out.stage, errors.Join(err, s.disk.removeAll(s.out.stage)))
	}
	s.handle = handle
	s.made["."] = true
	return nil
}

// enter counts a writer in, unless the stage is at its end.
func (s *Stage) enter() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.done:
		return errDone
	case s.failed != nil:
		return s.failed
	case s.ctx.Err() != nil:
		return context.Cause(s.ctx)
	}
	s.written.Add(1)
	return nil
}

// note keeps the first error for Commit.
func (s *Stage) note(err error) error {
	if err != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.failed == nil {
			s.failed = err
		}
	}
	return err
}

// smallCopy is the size up to which Copy reads a file before it decides anything.
const smallCopy = 256 << 10

var copyBuffers = sync.Pool{New: func() any { return bytes.NewBuffer(make([]byte, 0, smallCopy+bytes.MinRead+1)) }}

// Sum is the SHA-256 of a file that this build has written or copied, under its path.
func (s *Stage) Sum(name string) (sha [sha256.Size]byte, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range [...]*table{s.next, s.prev.table} {
		if r := t.find(name); r != nil && string(t.bytes(r)) == name && (t == s.next || r.kept) {
			return r.sum, true
		}
	}
	return sha, false
}

// Copy is Write for a file of any size, read from r. When r can seek, a file that
// the previous site has with the same bytes is only read, not written.
func (s *Stage) Copy(name string, r io.Reader) (size int64, err error) {
	if err := s.enter(); err != nil {
		return 0, err
	}
	defer s.written.Done()
	size, err = s.copy(name, r)
	return size, s.note(err)
}

func (s *Stage) copy(name string, r io.Reader) (int64, error) {
	seeker, start := seekable(r)
	head := copyBuffers.Get().(*bytes.Buffer)
	defer copyBuffers.Put(head)
	head.Reset()
	n, err := head.ReadFrom(io.LimitReader(r, smallCopy+1))
	if err != nil {
		return 0, fmt.Errorf("读取 %s 的内容：%w", name, err)
	}
	if n <= smallCopy {
		return n, s.write(name, head.Bytes())
	}
	all := io.MultiReader(bytes.NewReader(head.Bytes()), cancelled{s.ctx, r})
	if seeker != nil {
		if size, done, err := s.copySame(name, all); done || err != nil {
			return size, err
		}
		if _, err := seeker.Seek(start, io.SeekStart); err != nil {
			return 0, fmt.Errorf("读取 %s 的内容：%w", name, err)
		}
		all = cancelled{s.ctx, r}
	}
	return s.copyNew(name, all)
}

// seekable returns r as a seeker, and where it is, if it can go back.
func seekable(r io.Reader) (io.Seeker, int64) {
	if seeker, ok := r.(io.Seeker); ok {
		if at, err := seeker.Seek(0, io.SeekCurrent); err == nil {
			return seeker, at
		}
	}
	return nil, 0
}

// copySame reads the file and is done when the previous site has it. A file that
// the previous site has not is not read here.
func (s *Stage) copySame(name string, r io.Reader) (size int64, done bool, err error) {
	old := s.prev.table.find(name) // the table's paths never change: no lock needed
	if old == nil || !old.intact {
		return 0, false, nil
	}
	hash := sha256.New()
	if size, err = io.Copy(hash, r); err != nil {
		return 0, false, fmt.Errorf("读取 %s 的内容：%w", name, err)
	}
	if s.prev.same(name, size, sum(hash.Sum(nil))) == nil {
		return 0, false, nil
	}
	done, err = s.claim(name, size, sum(hash.Sum(nil)))
	return size, done, err
}

// copyNew writes the file as it is read.
func (s *Stage) copyNew(name string, r io.Reader) (int64, error) {
	if _, err := s.claim(name, -1, sum{}); err != nil { // no file has this size
		return 0, err
	}
	w, err := s.disk.create(s.staged(name))
	if err != nil {
		return 0, failure("写入", s.staged(name), err)
	}
	hash := sha256.New()
	size, err := io.Copy(io.MultiWriter(w, hash), r)
	if err = errors.Join(err, w.Close()); err != nil {
		return 0, failure("写入", s.staged(name), err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	record := s.next.find(name)
	record.size, record.sum = size, sum(hash.Sum(nil))
	return size, nil
}

// cancelled stops a long read when the build is cancelled.
type cancelled struct {
	ctx context.Context
	r   io.Reader
}

func (c cancelled) Read(p []byte) (int, error) {
	if c.ctx.Err() != nil {
		return 0, context.Cause(c.ctx)
	}
	return c.r.Read(p)
}
