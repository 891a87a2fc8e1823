package publish

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/unix"

	"mulu/cmd/mulu/internal/mounts/mounttest"
	"mulu/cmd/mulu/internal/rounds"
)

// TestSmallDisk fills a real file system, of bytes and of files, at any point of a build.
// It needs a system that lets users mount in a namespace of their own.
func TestSmallDisk(t *testing.T) {
	if mounttest.Alone(t) { // else a full disk is only injected (TestFaults)
		fillDisks(t, t.TempDir())
	}
}

// fullSite has files of some pages, of which half differ from version to version.
func fullSite(version int) site {
	s := site{}
	for i := range 60 {
		s[fmt.Sprintf("doc/%d/%d.html", i%6, i)] = strings.Repeat(fmt.Sprint("of ", i, " version ", version*(i%2), "\n"), 600)
	}
	return s
}

func fillDisks(t *testing.T, dir string) {
	full := 0
	for _, of := range []string{"size", "nr_inodes"} {
		for i := range rounds.Of(10, 40) {
			percent := 2 + i*123/rounds.Of(9, 39)
			if fillDisk(t, dir, of, percent) {
				full++
			}
		}
	}
	if most := 2 * rounds.Of(10, 40); full < most/4 || full == most {
		t.Errorf("%d of %d disks were full", full, most)
	}
	t.Logf("%d disks were full", full)
}

// fillDisk publishes where only a part of what a second site needs is free, and says
// whether the disk was too small.
func fillDisk(t *testing.T, dir, of string, percent int) (full bool) {
	t.Helper()
	mounttest.Memory(t, dir, "size=64m,nr_inodes=10000")
	defer mounttest.Unmount(t, dir)
	o := Options{Dir: filepath.Join(dir, "public")}
	build(t, o, fullSite(1))
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		t.Fatal(err)
	}
	limit := fmt.Sprint("size=", (int64(st.Blocks-st.Bfree)+int64(percent)*150/100)*st.Bsize) // about 150 pages are needed
	if of == "nr_inodes" {
		limit = fmt.Sprint("nr_inodes=", int64(st.Files-st.Ffree)+int64(percent)*70/100)
	}
	remount(t, dir, limit)
	_, err := tryBuild(o, realDisk{}, fullSite(2))
	want := fullSite(2)
	if err != nil {
		want = fullSite(1)
		if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "磁盘空间或文件数已满") {
			t.Errorf("%s: %v", limit, err)
		}
	}
	if diff := cmp.Diff(want, published(t, o.Dir)); diff != "" {
		t.Errorf("%s (%v): %s", limit, err, diff)
	}
	checkTidy(t, limit, o.Dir, false)
	remount(t, dir, "size=64m,nr_inodes=10000")
	build(t, o, fullSite(2))
	checkWhole(t, o.Dir, fullSite(2))
	checkTidy(t, "after "+limit, o.Dir, false)
	return err != nil
}

func remount(t *testing.T, dir, limit string) {
	t.Helper()
	if err := unix.Mount("tmpfs", dir, "tmpfs", unix.MS_REMOUNT, limit); err != nil {
		t.Fatal(err)
	}
}
