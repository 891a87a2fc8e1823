//go:build unix

package publish

import (
	"io/fs"
	"path/filepath"
	"syscall"
	"testing"
)

func links(info fs.FileInfo) int { return int(info.Sys().(*syscall.Stat_t).Nlink) }

// TestUmask: modes do not depend on the process.
func TestUmask(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o077))
	o := Options{Dir: filepath.Join(memoryDir(t), "public")}
	build(t, o, site{"a.html": "1", "doc/b.html": "2"})
	checkModes(t, o.Dir)
	build(t, o, site{"a.html": "2", "doc/b.html": "2"})
	checkModes(t, o.Dir)
}
