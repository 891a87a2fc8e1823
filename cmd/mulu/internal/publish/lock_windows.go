package publish

import (
	"os"

	"golang.org/x/sys/windows"
)

const noFollow = 0

// tryLock takes the lock unless another process has it.
func tryLock(f *os.File) (bool, error) {
	err := windows.LockFileEx(windows.Handle(f.Fd()),
		windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, new(windows.Overlapped))
	if err == windows.ERROR_LOCK_VIOLATION {
		return false, nil
	}
	return err == nil, err
}

// remove frees the lock. An open file cannot be removed here: ours goes when it is closed, and
// stays where the next builder has it open by then.
func (l *lock) remove() {
	_ = l.file.Close()
	_ = os.Remove(l.path)
}
