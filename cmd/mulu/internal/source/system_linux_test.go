package source

import (
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
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

// A socket and devices are named and never opened: reading some of them never ends.
func TestDevices(t *testing.T) {
	s, dir := newSite(t, "content/a.md")
	folder := filepath.Join(dir, "content")
	l, err := net.Listen("unix", filepath.Join(folder, "socket.md"))
	if err != nil {
		t.Skip("no sockets here:", err)
	}
	defer l.Close()
	want := []string{"file-special content/socket.md"}
	for name, mode := range map[string]uint32{"zero.md": unix.S_IFCHR, "block.md": unix.S_IFBLK} {
		if err := unix.Mknod(filepath.Join(folder, name), mode|0o666, int(unix.Mkdev(1, 5))); err != nil {
			t.Logf("no devices may be made here: %v", err)
			continue
		}
		want = append(want, "file-special content/"+name)
	}
	docs, _, ds, err := s.Content()
	if err != nil {
		t.Fatal(err)
	}
	check(t, "documents", paths(docs), []string{"content/a.md"})
	got := found(ds)
	slices.Sort(got)
	slices.Sort(want)
	check(t, "problems", got, want)
	for _, name := range []string{"content/socket.md", "content/zero.md", "content/block.md"} {
		if data, err := s.Read(name); err == nil {
			t.Errorf("Read(%s) = %d bytes", name, len(data))
		}
	}
}

// A hard link is a file of the site like any other: nothing tells the two names apart.
func TestHardLink(t *testing.T) {
	s, dir := newSite(t, "content/a.md", "elsewhere.txt")
	if err := os.Link(filepath.Join(dir, "elsewhere.txt"), filepath.Join(dir, "content", "b.md")); err != nil {
		t.Skip("no hard links here:", err)
	}
	docs, _, ds, err := s.Content()
	if err != nil || len(ds) > 0 {
		t.Fatal(ds, err)
	}
	check(t, "documents", paths(docs), []string{"content/a.md", "content/b.md"})
	if data, err := s.Read("content/b.md"); err != nil || string(data) != "content of elsewhere.txt" {
		t.Errorf("Read = %q, %v", data, err)
	}
}
