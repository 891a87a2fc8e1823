package publish

import "golang.org/x/sys/windows"

var systemCauses = []struct {
	err   error
	words string
}{
	{windows.ERROR_DISK_FULL, "磁盘空间已满，请清理后重新构建"},
	{windows.ERROR_HANDLE_DISK_FULL, "磁盘空间已满，请清理后重新构建"},
	{windows.ERROR_SHARING_VIOLATION, "文件正被其他程序使用，请关闭后重试"},
}
