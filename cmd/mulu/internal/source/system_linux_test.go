package source

import (
	"os"
	"runtime"
	"testing"

	"golang.org/x/sys/unix"
)

// asNobody lets file permissions count for this goroutine even when the test runs
// as root; the function it returns ends that.
func asNobody(t *testing.T) func() {
	if os.Getuid() != 0 {
		return func() {}
	}
	runtime.LockOSThread()
	if err := unix.Setfsuid(65534); err != nil {
		t.Fatal(err)
	}
	return func() {
		_ = unix.Setfsuid(0) // an error would end with the thread
		runtime.UnlockOSThread()
	}
}

// mkfifo makes a FIFO and tells that this system has them.
func mkfifo(t *testing.T, path string) bool {
	if err := unix.Mkfifo(path, 0o644); err != nil {
		t.Fatal(err)
	}
	return true
}
