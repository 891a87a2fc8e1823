//go:build unix

package publish

import (
	"errors"
	"io/fs"

	"golang.org/x/sys/unix"
)

var systemCauses = []struct {
	err   error
	words string
}{
	{unix.ENOSPC, "磁盘空间或文件数已满，请清理后重新构建"},
	{unix.EDQUOT, "超出磁盘配额，请清理后重新构建"},
	{unix.EROFS, "文件系统是只读的"},
	{unix.EFBIG, "文件超过文件系统允许的大小"},
	{unix.EIO, "磁盘读写出错，请检查磁盘"},
	{unix.EMFILE, "打开的文件过多，请提高 ulimit -n"},
	{unix.ENAMETOOLONG, "路径过长"},
	{unix.ENOTDIR, "路径中有一段是文件，不是文件夹"},
}

// noLink are the errors where the file system has no hard links, or no more of this file.
var noLink = []error{fs.ErrPermission, errors.ErrUnsupported, unix.EMLINK, unix.EXDEV}

// holdUps are the errors of what soon passes: here an open file can be renamed and replaced.
var holdUps []error
