package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path"
)

// Commit makes the staged site the published one, at once, and frees the lock.
// When nothing changed, nothing is touched. On an error the old site is as it was
// and the stage is gone; what fails after the switch is a warning.
func (s *Stage) Commit(ctx context.Context) (Result, error) {
	s.mu.Lock()
	if s.done {
		s.mu.Unlock()
		return Result{}, errDone
	}
	s.done = true
	s.mu.Unlock()
	s.written.Wait()
	defer s.lock.release()
	result, err := s.commit(ctx)
	if err != nil {
		return Result{}, errors.Join(err, s.discard())
	}
	s.next, s.prev, s.claims, s.made = nil, nil, claims{}, nil // who has a Stage at hand keeps 100 bytes a file
	return result, nil
}

func (s *Stage) commit(ctx context.Context) (Result, error) {
	if s.failed != nil {
		return Result{}, s.failed
	}
	order := s.next.sorted()
	result := s.counted()
	if !result.Changed {
		if err := s.chooseManifest(&result, io.Discard, order); err != nil {
			return result, err
		}
		if s.chooseSignature(s.digest); s.digest == s.prev.digest && bytes.Equal(s.signature, s.prev.signature) {
			result.Warnings = s.warnings
			return result, nil
		}
		result.Changed = true
	}
	if err := s.complete(ctx, &result, order); err != nil {
		return Result{}, err
	}
	var err error
	if s.opts.InPlace {
		err = s.replace(ctx, order)
	} else {
		err = s.switchOver(s.digest)
	}
	result.Warnings = s.warnings
	return result, err
}

// counted counts, and tells whether anything but the manifest is known to differ from the
// previous site.
func (s *Stage) counted() (r Result) {
	for i := range s.prev.table.len() {
		if s.prev.table.at(i).kept {
			r.Unchanged++
		}
	}
	r.Written, r.Removed = s.next.len(), s.removed()
	r.Changed = r.Written > 0 || r.Unchanged < s.prev.table.len() || !s.prev.present || s.prev.dirty
	return r
}

// chooseManifest makes the next manifest and writes it to w. It tells the site's files of the result.
func (s *Stage) chooseManifest(r *Result, w io.Writer, order []uint32) (err error) {
	shape := newShaper()
	s.digest, err = s.writeManifest(w, func(yield func([]byte, *record) bool) {
		for name, rec := range s.merged(order) {
			shape.file(name, rec.size)
			if !yield(name, rec) {
				return
			}
		}
	})
	shape.folders["."] = true
	s.folders = shape.folders
	r.Files, r.Bytes, r.Manifest, r.Shape = shape.Files, shape.Bytes, s.digest, shape.Shape
	return err
}

// removed counts the files of the previous site that are no more.
func (s *Stage) removed() (n int) {
	for range s.stale() {
		n++
	}
	return n
}

// stale gives the paths of the previous site that the next does not have, and
// what a killed build in place left.
func (s *Stage) stale() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, name := range s.prev.strays {
			if s.twin(name) != name && name != ManifestName && !yield(name) {
				return
			}
		}
		for i := range s.prev.table.len() {
			r := s.prev.table.at(i)
			if r.kept {
				continue
			}
			name := s.prev.table.path(r)
			if s.twin(name) != name && !yield(name) {
				return
			}
		}
	}
}

// merged gives all files of the next site in the order of their paths.
func (s *Stage) merged(order []uint32) iter.Seq2[[]byte, *record] {
	return func(yield func([]byte, *record) bool) {
		prev, next := s.prev.table, s.next
		for i := range prev.len() {
			old := prev.at(i)
			if !old.kept {
				continue
			}
			name := prev.bytes(old)
			for len(order) > 0 && bytes.Compare(next.bytes(next.at(int(order[0]))), name) < 0 {
				r := next.at(int(order[0]))
				if order = order[1:]; !yield(next.bytes(r), r) {
					return
				}
			}
			if !yield(name, old) {
				return
			}
		}
		for _, i := range order {
			if r := next.at(int(i)); !yield(next.bytes(r), r) {
				return
			}
		}
	}
}

// complete adds to the stage what it needs to be the whole site, and brings it to
// the disk.
func (s *Stage) complete(ctx context.Context, r *Result, order []uint32) error {
	if err := s.makeFolder("."); err != nil {
		return err
	}
	if err := s.unchangedFiles(ctx, order); err != nil {
		return err
	}
	if err := s.stageManifest(r, order); err != nil {
		return err
	}
	if s.chooseSignature(s.digest); s.signature == nil && s.beforeSigned != nil && s.digest != s.prev.digest {
		s.warnings = append(s.warnings, "上次的发布清单有签名，这一次没有：要签名，用 --sign-key 指明私钥文件")
	}
	if err := s.stageSignature(); err != nil {
		return err
	}
	return s.settleStage(ctx)
}

// settleStage brings the stage to the disk.
func (s *Stage) settleStage(ctx context.Context) error {
	err := s.disk.syncTree(s.handle)
	s.closeHandle()
	if err != nil {
		return failure("同步到磁盘", s.out.stage, err)
	}
	if ctx.Err() != nil { // the last moment to turn back
		return context.Cause(ctx)
	}
	return nil
}

// unchangedFiles adds the files that the previous site has to the stage.
func (s *Stage) unchangedFiles(ctx context.Context, order []uint32) error {
	s.sparable = !s.opts.InPlace && s.sparing()
	switch {
	case s.spare && s.sparable:
		s.taken = true
		return s.fromSpare(order)
	case s.spare: // it would have what this build withdraws
		if err := s.dropSpare(); err != nil {
			return err
		}
	}
	if s.opts.InPlace {
		return nil
	}
	return s.linkKept(ctx)
}

// linkKept gives the unchanged files a second name in the stage.
func (s *Stage) linkKept(ctx context.Context) error {
	for i := range s.prev.table.len() {
		r := s.prev.table.at(i)
		if !r.kept {
			continue
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		name := s.prev.table.path(r)
		if err := s.makeFolder(path.Dir(name)); err != nil {
			return err
		}
		if err := s.linkOrCopy(join(s.out.tree, name), s.staged(name)); err != nil {
			return failure("保留未变的文件", join(s.out.tree, name), err)
		}
	}
	return nil
}

// linkOrCopy links, or copies where the file system has no links, or no more.
func (s *Stage) linkOrCopy(old, new string) error {
	err := s.disk.link(old, new)
	if err == nil || !isOneOf(err, noLink) {
		return err
	}
	from, err := os.Open(old)
	if err != nil {
		return err
	}
	defer from.Close() // read only
	to, err := s.disk.create(new)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	return errors.Join(err, to.Close())
}

// stageManifest writes the manifest, and chooses it while it is written: its 460,000 lines at
// 100,000 documents are made once.
func (s *Stage) stageManifest(r *Result, order []uint32) error {
	name := s.staged(ManifestName)
	w, err := s.disk.create(name)
	if err != nil {
		return failure("写入", name, err)
	}
	err = s.chooseManifest(r, w, order)
	if err = errors.Join(err, w.Close()); err != nil {
		return failure("写入", name, err)
	}
	return nil
}

// warn keeps an error that does not stop the switch for the result.
func (s *Stage) warn(err error) {
	if err != nil {
		s.warnings = append(s.warnings, fmt.Sprintf("网站已发布，但%v", err))
	}
}
