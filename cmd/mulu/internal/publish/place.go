package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"mulu/cmd/mulu/internal/mounts"
)

// place is where the output is and what lies beside it.
type place struct {
	dir    string // the output folder; its parents hold no symbolic links
	parent string
	name   string
	tree   string // the folder of the present site; "" when there is none
	linked bool   // dir is a symbolic link into releases, changed by renaming a new link over it
	stage  string
}

// stagePrefix begins the name of a stage inside the output folder, which is only
// used in place: the output may then be a mount point, and nothing beside it is
// on the same file system.
const stagePrefix = ".mulu-stage-"

// locate finds the output folder and refuses one that overlaps the source.
func locate(o Options) (place, error) {
	if o.Dir == "" {
		return place{}, refusal("没有指定输出文件夹")
	}
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return place{}, failure("查找输出文件夹", o.Dir, err)
	}
	dir, err = resolve(dir)
	if err != nil {
		return place{}, failure("查找输出文件夹", o.Dir, err)
	}
	p := place{dir: dir, parent: filepath.Dir(dir), name: filepath.Base(dir)}
	if p.parent == p.dir {
		return place{}, refusal("不能以 %s 为输出文件夹", dir)
	}
	if err := checkOverlap(p.dir, o.Source); err != nil {
		return place{}, err
	}
	p.stage = filepath.Join(p.parent, fmt.Sprintf("%s%d", p.beside("stage-"), os.Getpid()))
	if o.InPlace {
		p.stage = filepath.Join(p.dir, fmt.Sprintf("%s%d", stagePrefix, os.Getpid()))
	}
	return p, nil
}

// beside names something of ours that lies beside the output folder.
func (p *place) beside(what string) string { return "." + p.name + "." + what }

func (p *place) releases() string { return filepath.Join(p.parent, p.beside("releases")) }

// resolve follows the symbolic links of dir, as far as it exists. A link that
// mulu made itself to a release stays: it is what a build replaces.
func resolve(dir string) (string, error) {
	parent := filepath.Dir(dir)
	if parent == dir {
		return dir, nil
	}
	if info, err := os.Lstat(dir); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		target, err := os.Readlink(dir)
		if err == nil && filepath.Dir(target) == "."+filepath.Base(dir)+".releases" {
			parent, err = resolve(parent)
			return filepath.Join(parent, filepath.Base(dir)), err
		}
		return filepath.EvalSymlinks(dir)
	}
	real, err := resolve(parent)
	return filepath.Join(real, filepath.Base(dir)), err
}

// settle looks what the output folder is at present.
func (p *place) settle(inPlace bool) error {
	info, err := os.Lstat(p.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return failure("查看输出文件夹", p.dir, err)
	case info.IsDir():
		p.tree = p.dir
		return nil
	case info.Mode()&fs.ModeSymlink == 0:
		return refusal("%s 不是文件夹", p.dir)
	}
	p.linked = true
	p.tree, err = filepath.EvalSymlinks(p.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // a link to nothing is replaced
		return failure("查看输出文件夹", p.dir, err)
	}
	if inPlace {
		return refusal("%s 由 mulu 以链接切换，不需要也不能就地写入，请去掉 --in-place", p.dir)
	}
	return nil
}

// checkMounts refuses a present site in which something is mounted: no file can be renamed to
// it, and what is removed there is lost elsewhere. The site's folder itself may be a mount point
// where it is written in place.
func (p *place) checkMounts(inPlace bool) error {
	if p.tree == "" {
		return nil
	}
	if at := mounts.Below(p.tree); at != "" {
		return refusal("%s 里面另外挂载了 %s，不能替换。请先卸载（umount），或者换一个文件夹", p.tree, at)
	}
	if !inPlace && !p.linked && mounts.At(p.tree) {
		return refusal("%s 是挂载点，不能一次换掉整个文件夹：请换成它里面的一个文件夹，或者加 --in-place 逐个文件替换", p.tree)
	}
	return nil
}

// ownFolders are the folders of a site that no output may be in.
var ownFolders = []string{"content", "layouts", "static", "cmd", ".git"}

// checkOverlap refuses an output that is the source, contains it, or lies in one
// of its own folders; <source>/public and the like are fine.
func checkOverlap(out, source string) error {
	if source == "" {
		return nil
	}
	source, err := filepath.Abs(source)
	if err != nil {
		return failure("查找网站文件夹", source, err)
	}
	if source, err = resolve(source); err != nil {
		return failure("查找网站文件夹", source, err)
	}
	for up := source; ; up = filepath.Dir(up) {
		if same(up, out) {
			return refusal("%s 就是网站文件夹或包含网站文件夹 %s", out, source)
		}
		if up == filepath.Dir(up) {
			break
		}
	}
	return checkInside(out, source)
}

func checkInside(out, source string) error {
	for up := out; up != filepath.Dir(up); up = filepath.Dir(up) {
		for _, own := range ownFolders {
			if same(up, filepath.Join(source, own)) {
				return refusal("%s 在网站自己的 %s 文件夹里", out, own)
			}
		}
	}
	return nil
}

// same tells whether two paths are one folder: by the file system where both
// exist, else by name, ignoring case as some file systems do.
func same(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	if errA == nil && errB == nil {
		return os.SameFile(infoA, infoB)
	}
	return errA != nil && errB != nil && strings.EqualFold(a, b)
}
