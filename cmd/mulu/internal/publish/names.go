package publish

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"
)

// The longest path and part of a path, in bytes. File systems allow 255 a part.
const (
	maxPath = 1024
	maxPart = 255
)

// checkPath tells whether name may be published: a clean relative path of ASCII
// letters, digits, - _ . ~ and slashes: what every system and web server can hold
// and no address has to escape. Addresses are made from index numbers (packages
// official and plan, which write other characters with ~), so a name that fails is a
// fault of mulu or of a static file's name.
func checkPath(name string) error {
	switch {
	case name == "" || len(name) > maxPath:
		return fmt.Errorf("路径“%s”为空或超过 %d 字节", name, maxPath)
	case ours(name):
		return fmt.Errorf("路径 %s 留给发布清单", name)
	case !cleanPath(name) || !filepath.IsLocal(name):
		return fmt.Errorf("路径“%s”不合法：应为相对路径，只用 ASCII 字母、数字和 - _ . ~ /", name)
	}
	return nil
}

// ours tells the files that are not listed in a manifest, as they are about it.
func ours(name string) bool { return name == ManifestName || name == SignatureName }

// cleanPath goes through name once: alphabet, parts, reserved names.
func cleanPath(name string) bool {
	start := 0
	for i := 0; i <= len(name); i++ {
		if i == len(name) || name[i] == '/' {
			if !cleanPart(name[start:i]) {
				return false
			}
			start = i + 1
			continue
		}
		if !allowed[name[i]] {
			return false
		}
	}
	return true
}

func cleanPart(part string) bool {
	switch {
	case part == "" || len(part) > maxPart || part[len(part)-1] == '.':
		return false // also . and ..
	case strings.HasPrefix(part, stagePrefix):
		return false
	}
	return len(part) < 3 || !reserved(part)
}

// reserved tells the names that Windows keeps for devices.
func reserved(part string) bool {
	stem, _, _ := strings.Cut(part, ".")
	switch len(stem) {
	case 3:
		stem = strings.ToLower(stem)
		return stem == "con" || stem == "prn" || stem == "aux" || stem == "nul"
	case 4:
		device := strings.ToLower(stem[:3])
		return (device == "com" || device == "lpt") && '0' <= stem[3] && stem[3] <= '9'
	}
	return false
}

// allowed is the alphabet of published paths, without the slash.
var allowed = func() (set [256]bool) {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	for _, c := range []byte(letters + strings.ToUpper(letters) + "0123456789-_.~") {
		set[c] = true
	}
	return set
}()

// claims keeps two files from the same path, or from paths that are the same on
// a system that ignores case. Its methods need the stage's lock.
type claims struct {
	prev, next *table
	known      map[string]bool   // folders that were checked, as they are written
	folders    map[string]string // the same in lower case, to how they were written first
}

func newClaims(prev, next *table) claims {
	return claims{prev: prev, next: next, known: map[string]bool{".": true}, folders: map[string]string{}}
}

// claim takes name for a file of this build, or says what it meets. prev is what the previous
// site has there, whatever the case; nil for nothing.
func (c *claims) claim(name string, prev *record) error {
	if err := c.folder(path.Dir(name)); err != nil {
		return err
	}
	if other, taken := c.fileOf(name, prev); taken {
		if other == name {
			return fmt.Errorf("路径 %s 被写入了两次", name)
		}
		return fmt.Errorf("路径 %s 与 %s 只有大小写不同，在 Windows 和 macOS 上是同一个文件", name, other)
	}
	if folder, taken := c.folders[strings.ToLower(name)]; taken {
		return fmt.Errorf("路径 %s 已经是文件夹 %s", name, folder)
	}
	return nil
}

// file finds the file of this build at name in whatever case.
func (c *claims) file(name string) (string, bool) { return c.fileOf(name, c.prev.find(name)) }

// fileOf does so where it is known what the previous site has there.
func (c *claims) fileOf(name string, prev *record) (string, bool) {
	if r := c.next.find(name); r != nil {
		return c.next.path(r), true
	}
	if prev != nil && prev.kept {
		return c.prev.path(prev), true
	}
	return "", false
}

// folder takes name and its parents as folders of this build.
func (c *claims) folder(name string) error {
	if c.known[name] {
		return nil
	}
	if err := c.folder(path.Dir(name)); err != nil {
		return err
	}
	lower := strings.ToLower(name)
	if other, taken := c.folders[lower]; taken && other != name {
		return fmt.Errorf("文件夹 %s 与 %s 只有大小写不同，在 Windows 和 macOS 上是同一个文件夹", name, other)
	}
	if other, taken := c.file(name); taken {
		return fmt.Errorf("文件夹 %s 已经是文件 %s", name, other)
	}
	c.known[name], c.folders[lower] = true, name
	return nil
}
