package source

import (
	"path/filepath"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/mounts"
)

// mounted gives what is mounted in the site, by its path in it: the type of its file system.
func (s *Site) mounted() map[string]string {
	top, err := filepath.Abs(s.dir)
	if err == nil {
		top, err = filepath.EvalSymlinks(top)
	}
	if err != nil {
		return nil // it was renamed since; its handle is good
	}
	found := map[string]string{}
	for _, p := range mounts.Within(top) {
		if rel, err := filepath.Rel(top, p.Path); err == nil {
			found[filepath.ToSlash(rel)] = p.Type
		}
	}
	return found
}

// takes says whether what is mounted at a path below a top folder of the site is a part of the
// site. To the system it is, and so it is to us: only who administers the machine can mount.
// What the kernel makes up while it is read is not.
func (w *walk) takes(name, kind string) bool {
	if ofKernel[kind] {
		d := ruleFileSpecial.At(name, diag.Pos{}, "挂载在这里的是系统内部的文件系统（%s），里面不是普通文件", kind)
		w.problems = append(w.problems, d.WithHint("卸载它（umount）"))
		return false
	}
	d := ruleFileMounted.At(name, diag.Pos{}, "这里另外挂载了文件系统（%s），里面的文件照站点自己的文件读取和发布", kind)
	w.problems = append(w.problems, d.WithHint("%s", ruleFileMounted.Repair))
	return true
}

// ofKernel are file systems of Linux without files of anybody: to read some of theirs has an
// effect or no end.
var ofKernel = map[string]bool{
	"proc": true, "sysfs": true, "devtmpfs": true, "devpts": true, "cgroup": true, "cgroup2": true, "debugfs": true, "tracefs": true,
	"securityfs": true, "configfs": true, "fusectl": true, "mqueue": true, "bpf": true, "pstore": true, "efivarfs": true,
	"binfmt_misc": true, "rpc_pipefs": true, "nsfs": true, "selinuxfs": true, "autofs": true,
}
