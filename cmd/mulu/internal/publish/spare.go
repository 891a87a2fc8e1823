package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// A large site has a spare: a folder beside the output, .NAME.spare/site, with second names of
// the very files of the output and of nothing else. A build that changes a few files makes the
// next site of it, instead of linking each of the many that stay: of 457,000 files that takes
// seconds. The tree that was the output becomes the spare.
//
// It is as safe as linking all anew:
//
//   - It holds what the output holds. What a build withdraws leaves the spare in the same
//     build, right after the switch.
//   - It is never taken for what it is not. Its state names the manifest, and when the names in
//     each of the folders of both trees changed last (ctime, which the kernel sets and nobody
//     else can), since the machine was started. Of anything else it is removed. What is changed
//     within a file is seen in the output, for it is the same file there.
//   - The state goes before anything is touched, and comes when all is done: what a killed build
//     leaves has none, and the next build removes it.

const (
	spareSite  = "site"
	spareRest  = "rest"
	spareState = "state"
	spareForm  = "mulu-spare-1"
)

// sparesFrom is how many files a site with a spare has: fewer are linked in a tenth of a second.
const sparesFrom = 20_000

// spareShare is the part of the files that may change when a spare is made: 1/spareShare. A
// build that changes more takes longer for other things.
const spareShare = 8

func (p *place) spare() string { return filepath.Join(p.parent, p.beside("spare")) }

func (p *place) spareOf(name string) string { return filepath.Join(p.spare(), name) }

// findSpare looks whether there is a spare of the present site, and removes one of another.
func (s *Stage) findSpare() error {
	if _, err := os.Lstat(s.out.spare()); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	s.spare = true
	state, err := os.ReadFile(s.out.spareOf(spareState))
	if now := s.spareStateOf(s.prev.digest); err == nil && s.prev.present && now != "" && now == string(state) {
		return nil
	}
	return s.dropSpare()
}

// spareStateOf is what the state says of a site with this manifest, "" when it cannot be known.
func (s *Stage) spareStateOf(manifest sum) string {
	started := boot()
	hash := sha256.New()
	for _, root := range [...]string{s.out.dir, s.out.spareOf(spareSite)} {
		for _, dir := range s.spareFolders() {
			changed, ok := stamp(filepath.Join(root, filepath.FromSlash(dir)))
			if !ok || started == "" {
				return ""
			}
			fmt.Fprintf(hash, "%s %s\n", dir, changed)
		}
	}
	return fmt.Sprintf("%s\n%s\n%s%x\n", spareForm, hex.EncodeToString(manifest[:]), started, hash.Sum(nil))
}

// spareFolders are the folders of the site that is in the output now.
func (s *Stage) spareFolders() []string {
	folders := s.prev.folders
	if s.switched { // the next site is
		folders = s.folders
	}
	list := make([]string, 0, len(folders))
	for dir := range folders {
		list = append(list, dir)
	}
	slices.Sort(list)
	return list
}

// dropSpare removes the spare, if there is one.
func (s *Stage) dropSpare() error {
	if !s.spare {
		return nil
	}
	if err := s.disk.removeAll(s.out.spare()); err != nil {
		return failure("删除备用文件夹", s.out.spare(), err)
	}
	s.spare = false
	return nil
}

// fromSpare makes the next site of the spare, in the stage's place.
func (s *Stage) fromSpare(order []uint32) error {
	site := s.out.spareOf(spareSite)
	err := s.disk.remove(s.out.spareOf(spareState))
	if err == nil {
		err = s.removeFrom(site)
	}
	for _, i := range order {
		if err == nil {
			name := s.next.path(s.next.at(int(i)))
			err = s.put(site, name, func(to string) error { return s.disk.rename(s.staged(name), to) })
		}
	}
	if err == nil {
		err = s.disk.rename(s.out.stage, s.out.spareOf(spareRest))
	}
	if err == nil {
		err = s.disk.rename(site, s.out.stage)
	}
	if err != nil {
		return failure("准备新网站", site, err)
	}
	return s.dropSpare() // of which folders are left
}

// removeFrom removes from a tree of the previous site what the next one has not, and the
// manifest with its signature, with folders that this empties.
func (s *Stage) removeFrom(root string) error {
	if err := s.disk.remove(join(root, ManifestName)); err != nil {
		return err
	}
	if err := s.disk.remove(join(root, SignatureName)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	emptied := map[string]bool{}
	for name := range s.stale() {
		if err := s.disk.remove(join(root, name)); err != nil {
			return err
		}
		emptied[path.Dir(name)] = true
	}
	for dir := range emptied {
		for ; dir != "." && s.disk.remove(join(root, dir)) == nil; dir = path.Dir(dir) {
		}
	}
	return nil
}

// put puts a file into a tree, whose folders are made as they are needed.
func (s *Stage) put(root, name string, put func(to string) error) error {
	err := put(join(root, name))
	if !errors.Is(err, fs.ErrNotExist) || path.Dir(name) == "." {
		return err
	}
	if err := s.put(root, path.Dir(name), s.disk.mkdir); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return put(join(root, name))
}

// sparing says whether the previous site, once it is replaced, is to become the spare: only
// where it has nothing of others, and was not the target of a link.
func (s *Stage) sparing() bool {
	p, files := s.prev, s.opts.sparesFrom
	if files == 0 {
		files = sparesFrom
	}
	kept := 0
	for i := range p.table.len() {
		if p.table.at(i).kept {
			kept++
		}
	}
	changed := p.table.len() - kept + s.next.len()
	return !p.dirty && !p.littered && !s.out.linked && p.table.len() >= files && changed*spareShare <= p.table.len()
}

// makeSpare makes the spare of the tree that was the output.
func (s *Stage) makeSpare(old string) error {
	if err := s.removeFrom(old); err != nil {
		return err
	}
	again := func(name string) error {
		return s.put(old, name, func(to string) error { return s.relinkFile(join(s.out.dir, name), to) })
	}
	if err := again(ManifestName); err != nil {
		return err
	}
	if s.signature != nil {
		if err := again(SignatureName); err != nil {
			return err
		}
	}
	for i := range s.next.len() {
		if err := again(s.next.path(s.next.at(i))); err != nil {
			return err
		}
	}
	s.spare = true
	if err := s.disk.mkdir(s.out.spare()); err != nil {
		return err
	}
	if err := s.disk.rename(old, s.out.spareOf(spareSite)); err != nil {
		return err
	}
	if err := s.disk.write(s.out.spareOf(".gitignore"), []byte("# Made by mulu. It may be deleted.\n*\n")); err != nil {
		return err
	}
	s.switched = true
	state := s.spareStateOf(s.digest)
	if state == "" {
		return errors.ErrUnsupported
	}
	return s.disk.write(s.out.spareOf(spareState), []byte(state))
}

// relinkFile makes a second name of a file, in place of another file.
func (s *Stage) relinkFile(file, name string) error {
	if err := s.disk.remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return s.disk.link(file, name)
}

// setAside makes the spare of the old site, or removes it. That there is no spare is no
// problem; that something could not be removed is one.
func (s *Stage) setAside(old string) error {
	if s.makeSpare(old) == nil {
		return nil
	}
	return errors.Join(s.dropSpare(), s.disk.removeAll(old))
}
