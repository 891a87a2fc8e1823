package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"mulu/cmd/mulu/internal/seal"
)

// save keeps what the stage is about to replace. It is false where there is no way back:
// nothing was there, or what was there had been changed by somebody else.
func (k *store) save(ctx context.Context, s *Stage, next *Manifest) (bool, error) {
	if err := k.check(); err != nil {
		return false, err
	}
	if s.prev.digest == next.Digest && s.prev.present { // the same site, mended
		return k.goesBack(), nil
	}
	if !s.prev.present {
		return false, k.forget()
	}
	was, err := k.open()
	if err == nil && was.manifest.Digest == s.prev.digest { // kept by a deployment that was interrupted
		return k.fill(ctx, s, k)
	}
	fresh := *k
	fresh.dir = filepath.Join(k.root, storeNew)
	if err := k.disk.removeAll(fresh.dir); err != nil {
		return false, failure("删除中断的部署留下的", fresh.dir, err)
	}
	if err := fresh.make(); err != nil {
		return false, errors.Join(err, k.disk.removeAll(fresh.dir))
	}
	back, err := fresh.fill(ctx, s, k)
	if err == nil && back {
		err = fresh.become(k, s)
	}
	if err != nil || !back {
		return false, errors.Join(err, k.disk.removeAll(fresh.dir))
	}
	return true, nil
}

// make makes an empty store that only its owner can look into.
func (k *store) make() error {
	if err := os.MkdirAll(filepath.Dir(k.root), 0o755); err != nil {
		return k.elsewhere(failure("创建文件夹", filepath.Dir(k.root), err))
	}
	err := k.makePrivate(k.root)
	if errors.Is(err, fs.ErrExist) {
		err = nil
	}
	if err == nil {
		err = k.putMark()
	}
	if err == nil {
		err = k.makePrivate(k.dir)
	}
	if err == nil {
		err = k.disk.mkdir(filepath.Join(k.dir, storeFiles))
	}
	if err != nil {
		return k.elsewhere(failure("创建保留旧文件的文件夹", k.root, err))
	}
	return nil
}

func (k *store) makePrivate(dir string) error {
	if err := k.disk.mkdir(dir); err != nil {
		return err
	}
	return setMode(dir, privateMode)
}

// putMark writes the marker, unless it is there. What check let pass and differs is half of it.
func (k *store) putMark() error {
	if mark, err := os.ReadFile(k.marker()); err == nil {
		if string(mark) == k.mark() {
			return nil
		}
		if err := k.disk.remove(k.marker()); err != nil {
			return err
		}
	}
	return k.disk.write(k.marker(), []byte(k.mark()))
}

// fill takes the files that the stage is about to replace, but for those that are there. It
// is false, and says so, when one is not as its manifest says any more.
func (k *store) fill(ctx context.Context, s *Stage, final *store) (bool, error) {
	lost := 0
	made := map[string]bool{".": true}
	for i := range s.prev.table.len() {
		r := s.prev.table.at(i)
		if r.kept {
			continue
		}
		if ctx.Err() != nil {
			return false, context.Cause(ctx)
		}
		name := s.prev.table.path(r)
		taken, err := k.take(s, name, r.sum, made)
		if err != nil {
			return false, failure("保留旧文件", k.file(name), err)
		}
		if !taken {
			lost++
		}
	}
	if lost == 0 {
		return true, nil
	}
	s.warnings = append(s.warnings, fmt.Sprintf("%s 里有 %d 个旧文件和它的发布清单不一致，没有保留，这一次部署不能退回", s.out.dir, lost))
	return false, final.forget()
}

// take keeps one file of the former site; false when it is nowhere.
func (k *store) take(s *Stage, name string, want sum, made map[string]bool) (bool, error) {
	at := k.file(name)
	if hasSum(at, want) {
		return true, nil
	}
	now := join(s.out.tree, name)
	if !hasSum(now, want) {
		if now = s.staged(name); !hasSum(now, want) { // where the new site has the same, it was brought
			return false, nil
		}
	}
	if err := k.makeFolder(filepath.ToSlash(filepath.Dir(filepath.FromSlash(name))), made); err != nil {
		return false, err
	}
	if err := k.disk.removeAll(at); err != nil { // half a copy
		return false, err
	}
	return true, s.linkOrCopy(now, at)
}

func (k *store) makeFolder(name string, made map[string]bool) error {
	if made[name] {
		return nil
	}
	if err := k.makeFolder(filepath.ToSlash(filepath.Dir(filepath.FromSlash(name))), made); err != nil {
		return err
	}
	if err := k.disk.mkdir(k.file(name)); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	made[name] = true
	return nil
}

// standingSignature is what signs the manifest that is there; nil when nothing does. After a
// kill the signature may be of another manifest.
func (s *Stage) standingSignature() []byte {
	data, err := readSignature(join(s.out.tree, SignatureName))
	if err != nil || !seal.Fits(data, s.prev.digest) {
		return nil
	}
	return data
}

// become puts a filled store in the place of the one before: its manifest says that it is
// whole, and comes last.
func (k *store) become(final *store, s *Stage) error {
	var err error
	if signature := s.standingSignature(); signature != nil {
		err = s.disk.write(filepath.Join(k.dir, SignatureName), signature)
	}
	if err == nil {
		err = s.linkOrCopy(join(s.out.tree, ManifestName), filepath.Join(k.dir, ManifestName))
	}
	if err == nil {
		var f *os.File
		if f, err = os.Open(k.dir); err == nil {
			err = errors.Join(k.disk.syncTree(f), f.Close())
		}
	}
	if err == nil {
		err = k.disk.removeAll(final.dir)
	}
	if err == nil {
		err = k.disk.rename(k.dir, final.dir)
	}
	if err != nil {
		return failure("保留旧文件", final.dir, err)
	}
	return nil
}
