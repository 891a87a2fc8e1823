package mounttest

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// inside names the test whose process may mount.
const inside = "MULU_TEST_MOUNTS"

const cannotMount = "cannot mount a file system"

// Alone says whether the test may mount: it runs it again, in a process with mounts and users
// of its own, where it is true. It skips the test where the system permits that to nobody.
// What mounts is lost with the process.
func Alone(t *testing.T) bool {
	t.Helper()
	if os.Getenv(inside) == t.Name() {
		return true
	}
	c := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	c.Env = append(os.Environ(), inside+"="+t.Name())
	c.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	out, err := c.CombinedOutput()
	if err != nil && c.ProcessState == nil || strings.Contains(string(out), cannotMount) {
		t.Skipf("no mounts of our own here: %v\n%s", err, out)
	}
	if err != nil || !strings.Contains(string(out), "--- PASS: "+t.Name()) {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
	return false
}

// Bind mounts the folder or file from at to, too, until the test ends.
func Bind(t testing.TB, from, to string) { Mount(t, from, to, "", unix.MS_BIND, "") }

// Memory mounts a new file system at a folder, until the test ends.
func Memory(t testing.TB, at, options string) { Mount(t, "tmpfs", at, "tmpfs", 0, options) }

// Mount is mount(2), undone when the test ends.
func Mount(t testing.TB, from, at, kind string, flags uintptr, options string) {
	t.Helper()
	if err := unix.Mount(from, at, kind, flags, options); err != nil {
		t.Fatal(cannotMount, from, at, err)
	}
	t.Cleanup(func() { _ = unix.Unmount(at, unix.MNT_DETACH) }) // the test may have undone it
}

// Unmount undoes a mount that is not in use.
func Unmount(t testing.TB, at string) {
	t.Helper()
	if err := unix.Unmount(at, 0); err != nil {
		t.Error(err)
	}
}
