// Package source reads the files of a site: it lists content, static and
// layouts, refuses what would make a site unsafe or unlike itself on another
// machine (links, devices, names that clash), and reads files fast.
//
// It promises that nothing outside the site's folder is ever read: every part of
// a path is opened relative to the handle of its folder, and symbolic links are
// refused, also those that stay inside. It does not look into the files; see
// packages frontmatter, markdown and config.
package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"time"
)

// Site is an opened source folder. Its methods may be called at the same time.
type Site struct {
	dir     string
	folders *folderCache
	bare    bool // see NamesOnly
}

// File is a regular file of the site.
type File struct {
	Path    string    // relative to the site's folder, with slashes, spelled as on the disk
	Size    int64     // bytes
	ModTime time.Time // for the preview server only; nothing published depends on it
}

// MaxRead is the size of the largest file that Read takes into memory, in bytes: far
// more than settings, documents, templates and assets have. Open has no limit.
const MaxRead = 16 << 20

// These say why a file that exists is not read.
var (
	errLink      = errors.New("是符号链接，本软件不跟随符号链接")
	errIrregular = errors.New("不是普通文件")
	errTooLarge  = fmt.Errorf("文件太大，超过 %d MB", MaxRead>>20)
)

// Open opens the site in the folder dir. The error can be shown to an editor.
func Open(dir string) (*Site, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, fmt.Errorf("打开网站文件夹 %s：%w", dir, inChinese(err))
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("打开网站文件夹 %s：这不是文件夹", dir)
	}
	top, err := openTop(dir)
	if err != nil {
		return nil, fmt.Errorf("打开网站文件夹 %s：%w", dir, inChinese(err))
	}
	return &Site{dir: dir, folders: newFolderCache(top)}, nil
}

// Dir returns the folder's name as it was given to Open.
func (s *Site) Dir() string { return s.dir }

// Close closes the site's handles, those that are in use when they no longer are. What is
// asked for afterwards gives fs.ErrClosed.
func (s *Site) Close() error { return s.folders.close() }

// Read returns the content of the file at the slash path name.
func (s *Site) Read(name string) ([]byte, error) { return s.ReadInto(name, nil) }

// ReadInto is Read into buf, which grows when it is too small. The result is
// valid until buf is used again. A file larger than MaxRead is an error.
func (s *Site) ReadInto(name string, buf []byte) ([]byte, error) {
	f, base, err := s.folder(name)
	if err != nil {
		return nil, readError(name, err)
	}
	defer s.folders.release(f)
	data, err := f.dir.read(base, buf[:0])
	if err != nil {
		return nil, readError(name, err)
	}
	return data, nil
}

// Open opens the regular file at the slash path name for streaming.
func (s *Site) Open(name string) (*os.File, error) {
	f, base, err := s.folder(name)
	if err != nil {
		return nil, readError(name, err)
	}
	defer s.folders.release(f)
	file, err := f.dir.open(base)
	if err != nil {
		return nil, readError(name, err)
	}
	return file, nil
}

// Stat describes the regular file at the slash path name. It is false when there
// is none, or when a part of the path is a symbolic link.
func (s *Site) Stat(name string) (File, bool) {
	f, base, err := s.folder(name)
	if err != nil {
		return File{}, false
	}
	defer s.folders.release(f)
	e, err := f.dir.stat(base)
	if err != nil || e.kind != kindFile {
		return File{}, false
	}
	return File{Path: name, Size: e.size, ModTime: e.modTime}, true
}

// folder opens the folder of the file name; the caller releases it.
func (s *Site) folder(name string) (*folder, string, error) {
	if !fs.ValidPath(name) || name == "." {
		return nil, "", errors.New("路径不合法，应为相对于网站文件夹的路径")
	}
	f, err := s.folders.acquire(path.Dir(name))
	return f, path.Base(name), err
}

func readError(name string, err error) error {
	return fmt.Errorf("读取 %s：%w", name, inChinese(err))
}
