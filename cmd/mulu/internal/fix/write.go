package fix

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strconv"
)

// ErrChanged is in the error of Write when the file was changed since it was read.
var ErrChanged = errors.New("文件刚刚被改动过，没有自动改正；再运行一次")

// ErrOwner is in the error of Write when the file is another user's, and this one may not
// give it back.
var ErrOwner = errors.New("文件属于别的用户，自动改正会改掉它的所有者，所以没有改；请所有者运行，或者手工改正")

// ErrReadOnly is in the error of Write when nobody may write the file, or this user may
// not write its folder.
var ErrReadOnly = errors.New("文件或文件夹是只读的，没有自动改正；取消只读后再运行，或者手工改正")

// Write puts a text in place of a file of the site's folder at once: whoever reads the
// file meets the old text or the new one, whole, also after a loss of power. The file
// keeps its permissions and its owner. was is the text that was repaired; when the file has another
// now, it is left alone (ErrChanged).
func Write(dir *os.Root, name string, was, is []byte) (err error) {
	info, err := dir.Lstat(name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return &fs.PathError{Op: "write", Path: name, Err: errors.New("不是普通文件")}
	}
	if info.Mode().Perm()&0o222 == 0 { // its folder would let it be replaced
		return fmt.Errorf("%s：%w", name, ErrReadOnly)
	}
	temp := path.Join(path.Dir(name), "."+path.Base(name)+"."+strconv.Itoa(os.Getpid())+".tmp")
	defer func() {
		if err != nil {
			_ = dir.Remove(temp) // its own error would hide the one that matters
		}
	}()
	switch err := writeSynced(dir, temp, is, info.Mode().Perm()); {
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s：%w", name, ErrReadOnly)
	case err != nil:
		return err
	}
	if err := keepOwner(dir, temp, info); err != nil {
		return fmt.Errorf("%s：%w", name, ErrOwner)
	}
	now, err := dir.ReadFile(name)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, was) {
		return fmt.Errorf("%s：%w", name, ErrChanged)
	}
	return dir.Rename(temp, name)
}

func writeSynced(dir *os.Root, name string, data []byte, perm fs.FileMode) error {
	f, err := dir.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Chmod(perm) // the process's mask must not narrow it
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
