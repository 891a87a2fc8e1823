package publish

import (
	"errors"
	"io/fs"

	"golang.org/x/sys/windows"
)

var systemCauses = []struct {
	err   error
	words string
}{
	{windows.ERROR_DISK_FULL, "磁盘空间已满，请清理后重新构建"},
	{windows.ERROR_HANDLE_DISK_FULL, "磁盘空间已满，请清理后重新构建"},
	{windows.ERROR_DISK_QUOTA_EXCEEDED, "超出磁盘配额，请清理后重新构建"},
	{windows.ERROR_WRITE_PROTECT, "磁盘是只读的"},
	{windows.ERROR_SHARING_VIOLATION, "文件正被其他程序使用，请关闭后重试"},
	{windows.ERROR_LOCK_VIOLATION, "文件正被其他程序使用，请关闭后重试"},
	{windows.ERROR_ACCESS_DENIED, "没有权限，或者里面有文件正被其他程序使用，请关闭后重试"},
	{windows.ERROR_CRC, "磁盘读写出错，请检查磁盘"},
	{windows.ERROR_IO_DEVICE, "磁盘读写出错，请检查磁盘"},
	{windows.ERROR_FILENAME_EXCED_RANGE, "路径过长"},
	{windows.ERROR_DIRECTORY, "路径中有一段是文件，不是文件夹"},
}

// noLink are the errors where the file system has no hard links, or no more of this file: FAT
// says that it does not know the function, network drives that they do not support it.
var noLink = []error{fs.ErrPermission, errors.ErrUnsupported, windows.ERROR_INVALID_FUNCTION,
	windows.ERROR_TOO_MANY_LINKS, windows.ERROR_NOT_SAME_DEVICE}

// holdUps are the errors of what soon passes: a scanner for viruses, an indexer or a server has
// one of the files open, and nothing can be renamed meanwhile.
var holdUps = []error{windows.ERROR_SHARING_VIOLATION, windows.ERROR_LOCK_VIOLATION, windows.ERROR_ACCESS_DENIED}
