package source

import (
	"errors"
	"fmt"
	"io/fs"
)

// inChinese puts the usual causes into words for an editor and keeps err to be
// examined with errors.Is.
func inChinese(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("文件或文件夹不存在（%w）", err)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("没有读取权限（%w）", err)
	}
	return err
}
