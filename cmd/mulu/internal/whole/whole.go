// Package whole writes single files that others read: reports, calendars, baselines.
//
// It promises that whoever reads the file meets the old text or the new one, never a
// part: a full disk or an interruption leaves the old one. The folder of a site that is
// published has its own way (package publish), and so has a file that an editor may be
// writing at the same time (package fix).
package whole

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// WriteFile puts what write writes in place of a file. A file that was there keeps its
// permissions, a new one has perm; a symbolic link stays and leads to the new text. A
// device or pipe is written to as it is. The error names the file.
func WriteFile(name string, perm fs.FileMode, write func(io.Writer) error) error {
	target := name
	if t, err := filepath.EvalSymlinks(name); err == nil {
		target = t
	}
	err := error(nil)
	switch info, gone := os.Stat(target); {
	case gone != nil:
		err = replace(target, perm, write)
	case info.IsDir():
		err = errors.New("这是文件夹，请写一个文件的名称")
	case !info.Mode().IsRegular():
		err = stream(target, write)
	default:
		err = replace(target, info.Mode().Perm(), write)
	}
	if err != nil {
		return fmt.Errorf("写入 %s：%w", name, err)
	}
	return nil
}

func stream(name string, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(buffered(f, write), f.Close())
}

func replace(name string, perm fs.FileMode, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".mulu-*")
	if err != nil {
		return err
	}
	if err = buffered(f, write); err == nil {
		err = errors.Join(f.Chmod(perm), f.Sync())
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

func buffered(f io.Writer, write func(io.Writer) error) error {
	b := bufio.NewWriter(f)
	if err := write(b); err != nil {
		return err
	}
	return b.Flush()
}
