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
