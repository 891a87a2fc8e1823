package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
)

// ship brings the files of src that the folder does not have, keeps what they replace, and
// puts them in place. With an error there may be warnings.
func (s *Stage) ship(ctx context.Context, d *Deployment, src *origin, keep *store) (r Deployed, err error) {
	back := d.From == ""
	s.told = d
	r.Resumed = len(s.prev.leftovers) > 0 && slices.Contains(s.prev.pending, src.manifest.Digest)
	order, err := s.bring(ctx, d, src, &r)
	if back && errors.Is(err, fs.ErrNotExist) { // it is the same in both sites, and is not in the folder any more
		err = fmt.Errorf("%w。%s 里两次相同的文件有缺少或者被改动的，所以没有退回：请先把现在的网站再部署一次，然后退回", err, s.out.dir)
	}
	if err != nil {
		return Deployed{}, err
	}
	s.done = true // nobody else writes
	defer s.lock.release()
	r.count(s, order)
	s.signature, r.Manifest = src.signature, src.manifest.Digest
	r.Changed = s.next.len() > 0 || !s.prev.present || s.prev.dirty || src.manifest.Digest != s.prev.digest || !bytes.Equal(s.signature, s.prev.signature)
	if !r.Changed {
		if err = s.discard(); back { // what is kept is what is there
			return r, errors.Join(err, keep.forget())
		}
		r.Back = keep.goesBack()
		return r, err
	}
	if !back {
		r.Back, err = keep.save(ctx, s, src.manifest)
	}
	if err == nil {
		err = s.completeWith(ctx, src)
	}
	if err != nil {
		return Deployed{Result: Result{Warnings: s.warnings}}, errors.Join(err, s.discard())
	}
	if err := s.replace(ctx, order); err != nil {
		return Deployed{Result: Result{Warnings: s.warnings}}, errors.Join(err, s.discard()) // nothing, once files were replaced
	}
	if back && len(s.warnings) == 0 { // what is there now is what was kept
		s.warn(keep.forget())
	}
	r.Warnings = s.warnings
	return r, nil
}

func (r *Deployed) count(s *Stage, order []uint32) {
	for i := range s.prev.table.len() {
		if f := s.prev.table.at(i); f.kept {
			r.Unchanged++
			r.Bytes += f.size
		}
	}
	for i := range s.next.len() {
		r.Bytes += s.next.at(i).size
	}
	r.Files, r.Written, r.Removed = r.Unchanged+s.next.len(), len(order), s.removed()
}

// bring stages the files that the folder does not have with these bytes; order has their
// numbers.
func (s *Stage) bring(ctx context.Context, d *Deployment, src *origin, r *Deployed) (order []uint32, err error) {
	files := slices.Collect(src.manifest.All())
	there := make([]bool, len(files))
	err = d.each(ctx, StageTarget, len(files), func(i int) error {
		there[i] = s.stands(&files[i])
		return nil
	})
	if err != nil {
		return nil, err
	}
	var missing []Entry
	for i, e := range files {
		if old := s.prev.same(e.Path, e.Size, e.SHA256); old != nil && !there[i] {
			old.intact = false // its time was set back: whoever deploys wants to know that the folder has the site
		}
		same, err := s.claim(e.Path, e.Size, e.SHA256)
		switch {
		case err != nil:
			return nil, err
		case same:
		case there[i]: // an interrupted deployment has put it in place
			r.Arrived++
		default:
			order = append(order, uint32(s.next.len()-1))
			missing = append(missing, e)
		}
	}
	return order, d.each(ctx, StageCopy, len(missing), func(i int) error { return s.fetch(src, missing[i]) })
}

// stands says whether the folder has a file with the bytes and the mode that it should have.
func (s *Stage) stands(e *Entry) bool {
	if s.out.tree == "" {
		return false
	}
	at := join(s.out.tree, e.Path)
	info, err := os.Lstat(at)
	return err == nil && info.Size() == e.Size && (!s.prev.modes || info.Mode() == fileMode) && hasSum(at, e.SHA256)
}

// hasSum says whether a regular file has these bytes.
func hasSum(name string, want sum) bool {
	f, err := openRegular(name)
	if err != nil {
		return false
	}
	defer f.Close() // read only
	hash := sha256.New()
	_, err = io.Copy(hash, f)
	return err == nil && sum(hash.Sum(nil)) == want
}

func (s *Stage) fetch(src *origin, e Entry) error {
	w, err := s.disk.create(s.staged(e.Path))
	if err != nil {
		return failure("写入", s.staged(e.Path), err)
	}
	to := &writing{w: w}
	err = src.copy(to, e)
	closed := w.Close()
	if to.err != nil || closed != nil {
		return failure("写入", s.staged(e.Path), errors.Join(to.err, closed))
	}
	return err
}

// writing tells errors of writing from those of reading.
type writing struct {
	w   io.Writer
	err error
}

func (w *writing) Write(p []byte) (n int, err error) {
	n, err = w.w.Write(p)
	w.err = errors.Join(w.err, err)
	return n, err
}

// completeWith adds the manifest to the stage, byte by byte as it was published, and brings
// all to the disk.
func (s *Stage) completeWith(ctx context.Context, src *origin) error {
	if err := s.makeFolder("."); err != nil {
		return err
	}
	if err := s.disk.write(s.staged(ManifestName), src.raw); err != nil {
		return failure("写入", s.staged(ManifestName), err)
	}
	if err := s.stageSignature(); err != nil {
		return err
	}
	return s.settleStage(ctx)
}
