//go:build unix

package publish

import (
	"os"

	"golang.org/x/sys/unix"
)

const noFollow = unix.O_NOFOLLOW

// tryLock takes the lock unless another process has it.
func tryLock(f *os.File) (bool, error) {
	for {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		switch err {
		case nil:
			return true, nil
		case unix.EWOULDBLOCK:
			return false, nil
		case unix.EINTR:
			continue
		}
		return false, err
	}
}

// remove frees the lock. The file goes while the lock is still held; see tryAcquire.
func (l *lock) remove() {
	_ = os.Remove(l.path)
	_ = l.file.Close()
}
