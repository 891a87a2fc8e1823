package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// replace moves the staged files one by one over the old ones, where the folder
// cannot be switched at once. Each file is whole at every moment, and the order
// keeps links alive: what pages need, pages, the pages that list them, the
// manifest, and deletions last. A build that is killed here leaves a mixture; the
// next one knows its files from the stage's manifest and mends it.
func (s *Stage) replace(ctx context.Context, order []uint32) ([]string, error) {
	names := make([]string, 0, len(order)+1)
	for _, i := range order {
		names = append(names, s.next.path(s.next.at(int(i))))
	}
	slices.SortStableFunc(names, func(a, b string) int { return rank(a) - rank(b) })
	for _, name := range append(names, ManifestName) {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		if err := s.moveIn(name); err != nil {
			return nil, failure("替换", join(s.out.tree, name), err)
		}
	}
	warnings := s.removeStale()
	if err := s.disk.syncTree(s.handle); err != nil {
		warnings = warning(warnings, failure("同步到磁盘", s.out.tree, err))
	}
	return warning(warnings, s.discard()), nil
}

// rank is the place of a file in the order of replacing.
func rank(name string) int {
	switch {
	case path.Base(name) == "index.html":
		return 2
	case strings.HasSuffix(name, ".html"):
		return 1
	}
	return 0
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
// the folders that this empties.
func (s *Stage) removeStale() (warnings []string) {
	for name := range s.stale() {
		if twin := s.twin(name); twin != "" && sameFile(join(s.out.tree, name), join(s.out.tree, twin)) {
			continue // the file system ignores case: this is the new file
		}
		err := s.disk.remove(join(s.out.tree, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			warnings = warning(warnings, failure("删除旧文件", join(s.out.tree, name), err))
			continue
		}
		for dir := path.Dir(name); dir != "." && s.disk.remove(join(s.out.tree, dir)) == nil; dir = path.Dir(dir) {
			delete(s.prev.folders, dir)
		}
	}
	return warnings
}

// twin is the new file whose name differs from name only by case, or "".
func (s *Stage) twin(name string) string {
	if r := s.next.find(name); r != nil {
		return s.next.path(r)
	}
	return ""
}

func sameFile(a, b string) bool {
	infoA, errA := os.Lstat(a)
	infoB, errB := os.Lstat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}
