package publish

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// stamp says which folder is at a path and when its names changed last.
func stamp(path string) (string, bool) {
	var st unix.Stat_t
	if err := unix.Lstat(path, &st); err != nil || st.Mode&unix.S_IFMT != unix.S_IFDIR {
		return "", false
	}
	return fmt.Sprintf("%d %d %o %d.%09d", st.Dev, st.Ino, st.Mode, st.Ctim.Sec, st.Ctim.Nsec), true
}

// boot tells one start of the machine from another: what was not brought to the disk may be
// another after the next.
func boot() string {
	id, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return ""
	}
	return string(id)
}
