// Package git tells which files of a site a range of revisions changed. It reads the
// repository's files through the parts of go-git that need no connection; it runs no
// program, writes nothing and changes nothing, not even the index.
//
// A work tree is compared by content; the index only spares the reading of files that
// it knows to be unchanged. Rename detection has no place here: a moved file is one that
// is gone and one that is new.
package git

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-git/go-billy/v5"
	"github.com/go-git/go-billy/v5/osfs"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/cache"
	"github.com/go-git/go-git/v5/storage/filesystem"
	"github.com/go-git/go-git/v5/storage/filesystem/dotgit"
)

// These say why a repository cannot be asked, in Chinese.
var (
	ErrNoRepository = errors.New("网站不在 git 仓库中，--since 无从比较")
	// ErrRevision is for a revision that the repository does not have.
	ErrRevision = errors.New("仓库中没有这个版本")
	// ErrShallow is for history that ends before the answer.
	ErrShallow     = errors.New("这是浅克隆，缺少需要的历史。GitHub Actions 中给 actions/checkout 加上 fetch-depth: 0（GitLab 设 GIT_DEPTH: 0），或者先运行 git fetch --unshallow")
	errNoCommit    = errors.New("仓库中还没有提交")
	errUnrelated   = errors.New("两个版本没有共同的祖先")
	errUnsupported = errors.New("不能读取这种仓库")
)

// Repo is a repository, seen from a folder of its work tree.
type Repo struct {
	store   *filesystem.Storage
	prefix  string // of the folder's files among the repository's, with / at its end
	shallow map[plumbing.Hash]bool
}

// Open finds the repository that the folder dir is in. Its methods are for one
// goroutine.
func Open(dir string) (*Repo, error) {
	root, below, files, err := place(dir)
	if err != nil {
		return nil, err
	}
	r := &Repo{shallow: map[plumbing.Hash]bool{}}
	if below != "." {
		r.prefix = below + "/"
	}
	volume := filepath.VolumeName(root) + string(filepath.Separator)
	r.store = filesystem.NewStorageWithOptions(files, cache.NewObjectLRU(32*cache.MiByte), filesystem.Options{AlternatesFS: osfs.New(volume)})
	return r, r.look()
}

// Below is the way from the top of the work tree that the folder dir is in to dir, with slashes;
// "." when dir is the top. It asks nothing of the repository.
func Below(dir string) (string, error) {
	_, below, _, err := place(dir)
	return below, err
}

// place finds the work tree that a folder is in, and the folder's place below its top.
func place(dir string) (root, below string, files billy.Filesystem, err error) {
	at, err := filepath.Abs(dir)
	if err == nil {
		at, err = filepath.EvalSymlinks(at)
	}
	if err != nil {
		return "", "", nil, err
	}
	if root, files, err = find(at); err != nil {
		return "", "", nil, err
	}
	below, err = filepath.Rel(root, at)
	return root, filepath.ToSlash(below), files, err
}

// look refuses what go-git would misread, and learns where history ends.
func (r *Repo) look() error {
	c, err := r.store.Config()
	if err != nil {
		return fmt.Errorf("读取 git 的设置：%w", err)
	}
	extensions := c.Raw.Section("extensions")
	if f := extensions.Option("objectformat"); f != "" && f != "sha1" {
		return fmt.Errorf("%w：对象格式是 %s，只支持 sha1", errUnsupported, f)
	}
	if f := extensions.Option("refstorage"); f != "" && f != "files" {
		return fmt.Errorf("%w：引用的存储格式是 %s，只支持 files", errUnsupported, f)
	}
	ends, err := r.store.Shallow()
	if err != nil {
		return fmt.Errorf("读取 git 的 shallow 文件：%w", err)
	}
	for _, h := range ends {
		r.shallow[h] = true
	}
	return nil
}

// find walks up from a folder to the top of the work tree.
func find(dir string) (root string, files billy.Filesystem, err error) {
	for root = dir; ; root = filepath.Dir(root) {
		at := filepath.Join(root, ".git")
		info, err := os.Stat(at)
		switch {
		case errors.Is(err, fs.ErrNotExist) && filepath.Dir(root) == root:
			return "", nil, ErrNoRepository
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return "", nil, err
		case !info.IsDir():
			if at, err = linked(at); err != nil {
				return "", nil, err
			}
		}
		files, err = repository(at)
		return root, files, err
	}
}

// linked reads the file .git of a worktree or submodule, which names its folder
// (gitrepository-layout(5)).
func linked(name string) (string, error) {
	dir, ok, err := reference(name, "gitdir: ")
	if err == nil && !ok {
		err = fmt.Errorf("%w：%s 不是 git 的文件", errUnsupported, name)
	}
	return dir, err
}

// reference reads a small file that names a folder after a word, from its own folder.
func reference(name, word string) (dir string, ok bool, err error) {
	const most = 64 << 10
	info, err := os.Stat(name)
	if err != nil || info.Size() > most {
		return "", false, err
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return "", false, err
	}
	dir, ok = strings.CutPrefix(strings.TrimSpace(string(data)), word)
	if ok && !filepath.IsAbs(dir) {
		dir = filepath.Join(filepath.Dir(name), filepath.FromSlash(dir))
	}
	return dir, ok, nil
}

// repository is a repository's folder; that of a worktree borrows what all worktrees
// have in common.
func repository(dir string) (billy.Filesystem, error) {
	if _, err := os.Stat(filepath.Join(dir, "HEAD")); err != nil {
		return nil, fmt.Errorf("%w：%s 中没有 HEAD", errUnsupported, dir)
	}
	common, ok, err := reference(filepath.Join(dir, "commondir"), "")
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return osfs.New(dir), nil
	case err != nil:
		return nil, err
	case !ok:
		return nil, fmt.Errorf("%w：%s", errUnsupported, dir)
	}
	return dotgit.NewRepositoryFilesystem(osfs.New(dir), osfs.New(common)), nil
}
