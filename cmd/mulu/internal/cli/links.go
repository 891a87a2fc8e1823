package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/check/links"
)

// linkReport reads a link checker's report; nil when none is named.
func linkReport(file string) (*check.LinkReport, error) {
	if file == "" {
		return nil, nil
	}
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usagef("选项 --external-report：没有文件 %s", file)
	}
	if err != nil {
		return nil, fmt.Errorf("读取链接检查的结果：%w", err)
	}
	defer f.Close() // opened for reading: nothing to lose
	return links.ReadReport(file, f)
}
