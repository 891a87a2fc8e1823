package publish

import (
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

// What a stage's name ends with for the things that a switch needs beside it.
const (
	probeA  = ".a"
	probeB  = ".b"
	linkEnd = ".link"
)

// switchOver puts the stage in the place of the output folder. Readers see the
// old site or the new one at every moment.
func (s *Stage) switchOver(digest sum) error {
	var old string // what is left of the old site
	var err error
	switch {
	case s.out.linked:
		old, err = s.relink(digest)
	case s.out.tree != "":
		old, err = s.swap()
	default:
		old, err = s.first(digest)
	}
	if err != nil {
		return err
	}
	delete(s.made, ".") // what is at the stage's place now is the old site
	s.afterwards(old)
	return nil
}

// afterwards makes the switch last and removes the old site.
func (s *Stage) afterwards(old string) {
	if err := s.disk.syncFolder(s.out.parent); err != nil {
		s.warn(failure("同步到磁盘", s.out.parent, err))
	}
	if old == "" {
		return
	}
	end := s.disk.removeAll
	if s.sparable && old == s.out.stage { // the folders were exchanged
		end = s.setAside
	}
	if err := end(old); err != nil {
		s.warn(failure("删除旧网站", old, err))
	}
}

// swap exchanges the stage and the output folder in one system call. An empty
// folder is simply renamed over, which more file systems can do, but Windows cannot.
func (s *Stage) swap() (old string, err error) {
	if !s.prev.present && !twoRenames && s.disk.rename(s.out.stage, s.out.dir) == nil {
		return "", nil
	}
	err = s.disk.exchange(s.out.stage, s.out.dir)
	switch {
	case err == nil:
		return s.out.stage, nil
	case errors.Is(err, errNoExchange) && twoRenames:
		return s.renameTwice()
	case errors.Is(err, errNoExchange), errors.Is(err, syscall.EXDEV), errors.Is(err, syscall.EBUSY):
		return "", refusal("%s 所在的文件系统不能一次换掉整个文件夹（%w）。"+
			"它可能是挂载点、容器镜像里的文件夹或网络盘：请换一个输出文件夹，或者加 --in-place 逐个文件替换", s.out.dir, err)
	}
	return "", failure("切换到新网站", s.out.dir, err)
}

// twoRenames allows a moment without the output folder. Only where nothing better
// exists: recoverOld mends it when a build is killed in that moment.
var twoRenames = runtime.GOOS == "windows"

func (s *Stage) renameTwice() (old string, err error) {
	old = filepath.Join(s.out.parent, fmt.Sprintf("%s%d", s.out.beside("old-"), os.Getpid()))
	if err := s.disk.rename(s.out.dir, old); err != nil {
		return "", failure("移开旧网站", s.out.dir, err)
	}
	if err := s.disk.rename(s.out.stage, s.out.dir); err != nil {
		return "", failure("切换到新网站", s.out.dir, errors.Join(err, s.disk.rename(old, s.out.dir)))
	}
	return old, nil
}

// first publishes where there was no site. Where later builds could not exchange
// folders, the output becomes a link to a release, which they can change.
func (s *Stage) first(digest sum) (old string, err error) {
	if s.cannotExchange() && !twoRenames {
		return s.relink(digest)
	}
	if err := s.disk.rename(s.out.stage, s.out.dir); err != nil {
		return "", failure("切换到新网站", s.out.dir, err)
	}
	return "", nil
}

// cannotExchange tries an exchange with two empty folders.
func (s *Stage) cannotExchange() bool {
	a, b := s.out.stage+probeA, s.out.stage+probeB
	defer func() { s.warn(errors.Join(s.disk.removeAll(a), s.disk.removeAll(b))) }()
	if s.disk.mkdir(a) != nil || s.disk.mkdir(b) != nil {
		return false // the switch itself will tell what is wrong
	}
	return errors.Is(s.disk.exchange(a, b), errNoExchange)
}

// relink moves the stage to the releases and renames a new link to it over the
// old one.
func (s *Stage) relink(digest sum) (old string, err error) {
	release := filepath.Join(s.out.releases(), hex.EncodeToString(digest[:8]))
	if release == s.out.tree { // the same site, mended: its files differ from the manifest
		release += "-again"
	}
	if err := s.disk.mkdir(s.out.releases()); err != nil && !errors.Is(err, os.ErrExist) {
		return "", failure("创建文件夹", s.out.releases(), err)
	}
	if err := s.disk.rename(s.out.stage, release); err != nil {
		return "", failure("移动新网站", release, err)
	}
	link := s.out.stage + linkEnd
	target := filepath.Join(filepath.Base(s.out.releases()), filepath.Base(release))
	if err = s.disk.syncFolder(s.out.releases()); err == nil {
		err = s.disk.symlink(target, link)
	}
	if err == nil {
		err = s.disk.rename(link, s.out.dir)
	}
	if err != nil {
		err = errors.Join(err, s.disk.removeAll(link), s.disk.removeAll(release))
		return "", failure("切换到新网站", s.out.dir, err)
	}
	return s.out.tree, nil
}
