package verify

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"runtime"
)

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
