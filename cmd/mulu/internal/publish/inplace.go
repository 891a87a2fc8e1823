package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
)

// replace moves the staged files one by one over the old ones, where the folder
// cannot be switched at once. Each file is whole at every moment, and the order
// keeps links alive, see Step. A build that is killed here leaves a mixture; the
// next one knows its files from the stage's manifest and mends it; so an error
// leaves the stage, too.
func (s *Stage) replace(ctx context.Context, order []uint32) error {
	names := make([]string, 0, len(order)+1)
	for _, i := range order {
		names = append(names, s.next.path(s.next.at(int(i))))
	}
	slices.SortFunc(names, Sooner)
	if err := s.rememberOld(); err != nil {
		return err
	}
	names = append(names, ManifestName)
	if s.signature != nil {
		names = append(names, SignatureName)
	}
	s.removeInTheWay()
	for i, name := range names {
		err := context.Cause(ctx)
		if err == nil {
			err = s.moveIn(name)
		}
		if err != nil {
			delete(s.made, ".") // the stage stays for the next build
			return fmt.Errorf("%w；新旧文件已经混在一起，%s", failure("替换", join(s.out.tree, name), err), s.again)
		}
		if s.told != nil && s.told.Progress != nil {
			s.told.Progress(StageReplace, i+1, len(names))
		}
	}
	whole := s.removeStale() && s.removeSignature()
	s.warn(s.syncInPlace())
	if whole {
		s.dropRecords()
		s.warn(s.discard())
	}
	delete(s.made, ".") // else the next build needs its manifests
	return nil
}

// removeInTheWay removes empty folders that nobody needs, as one may have the name of a file.
// What stays is tried again at the end: it may hold files of ours.
func (s *Stage) removeInTheWay() {
	var stay []string
	for _, dir := range slices.Backward(s.prev.empty) { // from the inside
		if err := s.disk.remove(join(s.out.tree, dir)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			stay = append(stay, dir)
		}
	}
	slices.Reverse(stay)
	s.prev.empty = stay
}

// syncInPlace brings the new names to the disk.
func (s *Stage) syncInPlace() error {
	f, err := os.Open(s.out.tree)
	if err == nil {
		err = errors.Join(s.disk.syncTree(f), f.Close())
	}
	if err != nil {
		return failure("同步到磁盘", s.out.tree, err)
	}
	return nil
}

// oldManifest in a stage is the manifest of the site that is being replaced: it
// tells the next build that files which could not be removed are ours.
const oldManifest = stagePrefix + "old.json"

func (s *Stage) rememberOld() error {
	if !s.prev.present {
		return nil
	}
	if err := s.linkOrCopy(join(s.out.tree, ManifestName), s.staged(oldManifest)); err != nil {
		return failure("写入", s.staged(oldManifest), err)
	}
	return nil
}

// moveIn renames a staged file into the output folder.
func (s *Stage) moveIn(name string) error {
	if err := s.folderInPlace(path.Dir(name)); err != nil {
		return err
	}
	return s.disk.rename(s.staged(name), join(s.out.tree, name))
}

// folderInPlace makes sure that the output has the folder name.
func (s *Stage) folderInPlace(name string) error {
	if name == "." || s.prev.folders[name] {
		return nil
	}
	if err := s.folderInPlace(path.Dir(name)); err != nil {
		return err
	}
	err := s.disk.mkdir(join(s.out.tree, name))
	if info, statErr := os.Lstat(join(s.out.tree, name)); err != nil && (statErr != nil || !info.IsDir()) {
		return err
	}
	s.prev.folders[name] = true
	return nil
}

// removeStale removes the old site's files that the new one does not have, and
// the folders that this empties. It is false when a file stays.
func (s *Stage) removeStale() (all bool) {
	all = true
	names := slices.SortedFunc(s.stale(), func(a, b string) int { return Sooner(b, a) })
	for _, name := range names {
		if twin := s.twin(name); twin != "" && sameFile(join(s.out.tree, name), join(s.out.tree, twin)) {
			continue // the file system ignores case: this is the new file
		}
		err := s.disk.remove(join(s.out.tree, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			s.warn(failure("删除旧文件", join(s.out.tree, name), err))
			all = false
			continue
		}
		all = s.removeEmpty(path.Dir(name)) && all
	}
	for _, dir := range slices.Backward(s.prev.empty) {
		all = s.removeEmpty(dir) && all
	}
	return all
}

// removeEmpty removes a folder and those above it as far as they are empty. It is false when an
// empty one stays.
func (s *Stage) removeEmpty(dir string) bool {
	for ; dir != "."; dir = path.Dir(dir) {
		at := join(s.out.tree, dir)
		if err := s.disk.remove(at); err != nil && !errors.Is(err, fs.ErrNotExist) {
			entries, listErr := os.ReadDir(at)
			if len(entries) > 0 || listErr != nil {
				return true
			}
			s.warn(failure("删除空文件夹", at, err))
			return false
		}
		delete(s.prev.folders, dir)
	}
	return true
}

// twin is this build's file of that name in whatever case, or "".
func (s *Stage) twin(name string) string {
	twin, _ := s.claims.file(name)
	return twin
}

func sameFile(a, b string) bool {
	infoA, errA := os.Lstat(a)
	infoB, errB := os.Lstat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}
