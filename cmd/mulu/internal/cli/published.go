package cli

import (
	"os"
	"path/filepath"

	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/publish"
)

// noPublished is the value of --published by which nothing is compared.
const noPublished = "-"

// lastPublished is the folder of the last publication: that of --published, else the
// output folder when mulu wrote it; "" when there is none.
func (f *siteFlags) lastPublished(output string) (string, error) {
	switch f.published {
	case noPublished:
		return "", nil
	case "":
		if !isFile(output, publish.ManifestName) {
			return "", nil
		}
		return output, nil
	}
	for _, name := range []string{publish.ManifestName, plan.ShardsPath} {
		if !isFile(f.published, name) {
			return "", usagef("选项 --published：%s 里没有上次公开的目录数据（%s）\n写上次生成的网站的文件夹；不比较时写 %s", f.published, name, noPublished)
		}
	}
	return f.published, nil
}

// isFile says whether there seems to be a file, which may be unreadable.
func isFile(dir, name string) bool {
	info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name)))
	return err == nil && !info.IsDir()
}
