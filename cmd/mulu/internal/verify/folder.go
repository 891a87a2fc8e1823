package verify

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"sync"

	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/seal"
)

// maxManifest bounds what is read of a manifest: a million files take a quarter of it.
const maxManifest = 1 << 30

// folder is a comparison on its way.
type folder struct {
	*Report
	ctx     context.Context
	folders map[string]bool // that the manifest's files are in
	seen    map[string]bool // of files
	hashes  []hash.Hash
	largest int64 // file of the manifest
	closed  int   // files that others cannot read
	named   int   // files that have another name somewhere

	mu    sync.Mutex
	wrong map[[32]byte][]string
}

// Folder compares a folder with its manifest: every file is read. The error is
// fs.ErrNotExist when there is no such folder.
func Folder(ctx context.Context, dir string, o Options) (*Report, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close() // opened for reading: nothing to lose
	f := &folder{Report: &Report{}, ctx: ctx, folders: map[string]bool{".": true}, seen: map[string]bool{}, wrong: map[[32]byte][]string{}}
	if err := f.own(root, publish.ManifestName, maxManifest, f.manifest); err != nil {
		return nil, err
	}
	if f.Manifest == nil {
		if f.Problems == nil {
			f.add(publish.ManifestName, Manifest, noManifest)
		}
		return f.end(), nil
	}
	var signature []byte
	err = f.own(root, publish.SignatureName, seal.MaxSize, func(in io.Reader) (err error) {
		signature, err = io.ReadAll(in)
		return err
	})
	if err != nil {
		return nil, err
	}
	f.proof(&o, signature)
	return f.Report, f.files(root)
}

const noManifest = "发布清单不见了；没有清单，就不知道哪些文件是发布的"

// own reads a file that is not in the manifest, if it is there; what is not fit to be read is
// said.
func (f *folder) own(root *os.Root, name string, most int64, read func(io.Reader) error) error {
	info, err := root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil || !f.fit(name, info) {
		return err
	}
	if info.Size() > most {
		f.add(name, Manifest, "有 %d 字节，不可能是 mulu 写的", info.Size())
		return nil
	}
	in, err := root.Open(name)
	if err != nil {
		return err
	}
	defer in.Close() // opened for reading: nothing to lose
	return read(in)
}

// files compares all files.
func (f *folder) files(root *os.Root) error {
	f.hashes = make([]hash.Hash, parallel.Workers(0))
	for e := range f.Manifest.All() {
		f.largest = max(f.largest, e.Size)
		for dir := path.Dir(e.Path); !f.folders[dir]; dir = path.Dir(dir) {
			f.folders[dir] = true
		}
	}
	if err := f.walk(root, "."); err != nil {
		return err
	}
	for e := range f.Manifest.All() {
		if !f.seen[e.Path] {
			f.add(e.Path, Missing, "不见了")
		}
	}
	f.swapped(f.wrong)
	if f.closed > 0 {
		f.note("有 %d 个文件或文件夹只有自己能读：如果由网站服务器直接读取，要让它有权限", f.closed)
	}
	if f.named > 0 {
		f.note("有 %d 个文件还有别的硬链接：从那里改动，这里也跟着变；是备份做的就没有关系", f.named)
	}
	f.end()
	return nil
}

// walk compares a folder and those below it; rel is its path from the site's root.
func (f *folder) walk(root *os.Root, rel string) error {
	if f.ctx.Err() != nil {
		return context.Cause(f.ctx)
	}
	names, err := list(root)
	if err != nil {
		return fmt.Errorf("读取文件夹 %s：%w", rel, err)
	}
	var files []publish.Entry
	for _, name := range names {
		info, err := root.Lstat(name)
		if err != nil {
			return err
		}
		at := path.Join(rel, name)
		if info.IsDir() {
			if err := f.folder(root, at, info); err != nil {
				return err
			}
			continue
		}
		want, known := f.Manifest.Find(at)
		switch {
		case at == publish.ManifestName || at == publish.SignatureName:
			continue
		case known:
			f.seen[at] = true
		default:
			f.add(at, Extra, "清单里没有这个文件")
			continue
		}
		if f.fit(at, info) && info.Size() > f.largest { // than any of the site's
			f.add(at, Changed, "和清单里记的不一样（清单 %d 字节，现在 %d 字节）", want.Size, info.Size())
		} else if info.Mode().IsRegular() {
			files = append(files, want)
		}
	}
	return parallel.Each(f.ctx, 0, len(files), func(worker, i int) error { return f.file(root, worker, files[i]) })
}

func list(root *os.Root) ([]string, error) {
	dir, err := root.Open(".")
	if err != nil {
		return nil, err
	}
	defer dir.Close() // opened for reading: nothing to lose
	names, err := dir.Readdirnames(-1)
	slices.Sort(names)
	return names, err
}

func (f *folder) folder(root *os.Root, at string, info fs.FileInfo) error {
	f.modes(at+"/", info, 0o005)
	if e, known := f.Manifest.Find(at); known {
		f.seen[e.Path] = true
		f.add(at, Special, "应当是文件，现在是文件夹")
	} else if !f.folders[at] {
		f.add(at+"/", Extra, "清单里没有这个文件夹")
	}
	sub, err := root.OpenRoot(path.Base(at))
	if errors.Is(err, fs.ErrPermission) {
		f.add(at+"/", Refused, "没有权限读取")
		return nil
	}
	if err != nil {
		return err
	}
	defer sub.Close() // opened for reading: nothing to lose
	return f.walk(sub, at)
}

// fit says whether something is a file that may be read.
func (f *folder) fit(at string, info fs.FileInfo) bool {
	switch mode := info.Mode(); {
	case mode&fs.ModeSymlink != 0:
		f.add(at, Linked, "是符号链接；发布的都是文件，链接指向的内容随时可以换掉")
		return false
	case !mode.IsRegular():
		f.add(at, Special, "不是普通文件")
		return false
	}
	if namesOf(info) > 1 {
		f.named++
	}
	f.modes(at, info, 0o004)
	return true
}

// modes looks whether anybody may change it, and whether a web server may read it.
func (f *folder) modes(at string, info fs.FileInfo, read fs.FileMode) {
	if runtime.GOOS == "windows" {
		return
	}
	if info.Mode().Perm()&0o002 != 0 {
		f.add(at, Writable, "任何人都能改动（权限 %04o）；去掉：chmod o-w", info.Mode().Perm())
	}
	if info.Mode().Perm()&read != read {
		f.closed++
	}
}

// file reads one file and compares it.
func (f *folder) file(root *os.Root, worker int, want publish.Entry) error {
	if f.hashes[worker] == nil {
		f.hashes[worker] = sha256.New()
	}
	h := f.hashes[worker]
	h.Reset()
	size, err := readInto(f.ctx, h, root, path.Base(want.Path))
	f.mu.Lock()
	defer f.mu.Unlock()
	f.Files++
	f.Bytes += size
	if errors.Is(err, fs.ErrPermission) {
		f.add(want.Path, Refused, "没有权限读取")
		return nil
	}
	if err != nil {
		return fmt.Errorf("读取 %s：%w", want.Path, err)
	}
	f.compare(want, size, [32]byte(h.Sum(nil)), f.wrong)
	return nil
}

func readInto(ctx context.Context, h io.Writer, root *os.Root, name string) (int64, error) {
	in, err := root.Open(name)
	if err != nil {
		return 0, err
	}
	defer in.Close() // opened for reading: nothing to lose
	return io.Copy(h, cancelled{ctx, in})
}

// cancelled stops a long read.
type cancelled struct {
	ctx context.Context
	r   io.Reader
}

func (c cancelled) Read(p []byte) (int, error) {
	if c.ctx.Err() != nil {
		return 0, context.Cause(c.ctx)
	}
	return c.r.Read(p)
}
