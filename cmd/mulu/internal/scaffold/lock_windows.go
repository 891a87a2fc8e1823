package scaffold

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// tryLock says false when another process holds the lock. Locks forbid reading on
// Windows: the locked byte lies far behind the file's end.
func tryLock(f *os.File) (bool, error) {
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY,
		0, 1, 0, &windows.Overlapped{OffsetHigh: 1})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}
