package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// recoverOld puts back a site over which a build was killed between two renames.
func (s *Stage) recoverOld() error {
	if s.out.tree != "" {
		return nil
	}
	entries, err := list(s.out.parent)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !isNumbered(e.Name(), s.out.beside("old-")) {
			continue
		}
		if err := s.disk.rename(filepath.Join(s.out.parent, e.Name()), s.out.dir); err != nil {
			return failure("恢复上次的网站", s.out.dir, err)
		}
		s.out.tree = s.out.dir
		return nil
	}
	return nil
}

// clearLeftovers removes what killed builds left: nobody uses it, as the lock is
// ours. Of those in place what tells their files from those of others stays until a build has
// mended the mixture: this one may fail, too, or be killed.
func (s *Stage) clearLeftovers() error {
	remove := func(dir string, leftover func(name string) bool) error {
		entries, err := list(dir)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if !leftover(e.Name()) {
				continue
			}
			path := filepath.Join(dir, e.Name())
			if err := s.disk.removeAll(path); err != nil {
				return failure("删除中断的构建留下的", path, err)
			}
		}
		return nil
	}
	err := errors.Join(
		remove(s.out.parent, s.out.isLeftover),
		remove(s.out.releases(), func(name string) bool { return filepath.Join(s.out.releases(), name) != s.out.tree }),
	)
	err = errors.Join(err, remove(s.out.tree, func(name string) bool { return slices.Contains(s.prev.spent, name) }))
	for _, name := range s.prev.stages {
		err = errors.Join(err, remove(join(s.out.tree, name), func(name string) bool { return !isRecord(name) }))
	}
	for slices.Contains(s.prev.stages, filepath.Base(s.out.stage)) { // of a build that had our number
		s.out.stage += "0"
	}
	return err
}

// isRecord tells what a stage in place says about its build.
func isRecord(name string) bool {
	return name == ManifestName || name == oldManifest || name == SignatureName
}

// dropRecords removes what killed builds in place left, once the site is whole.
func (s *Stage) dropRecords() {
	for _, name := range s.prev.stages {
		if err := s.disk.removeAll(join(s.out.tree, name)); err != nil {
			s.warn(failure("删除中断的构建留下的", join(s.out.tree, name), err))
		}
	}
}

// isLeftover tells the names beside the output folder that only a build uses.
func (p *place) isLeftover(name string) bool {
	for _, end := range []string{"", probeA, probeB, linkEnd} {
		if isNumbered(strings.TrimSuffix(name, end), p.beside("stage-")) {
			return true
		}
	}
	return isNumbered(name, p.beside("old-"))
}

// list lists a folder; "" and a folder that is not there have nothing.
func list(dir string) ([]fs.DirEntry, error) {
	if dir == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, failure("读取文件夹", dir, err)
	}
	return entries, nil
}
