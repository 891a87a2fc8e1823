package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"mulu/cmd/mulu/internal/cli"
	"mulu/cmd/mulu/internal/mounts/mounttest"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/rounds"
	"mulu/cmd/mulu/internal/sitetest"
)

// TestSmallDisk builds a site, with its search data and its cache, onto a disk that is too small
// for it, where temporary files are on the same disk and on another: the old site or the new one
// is there, whole, and the message says what is wrong.
func TestSmallDisk(t *testing.T) {
	sitetest.Heavy(t, "disks of many sizes")
	if !mounttest.Alone(t) { // else a full disk is only injected, see package publish
		return
	}
	d := smallDisk{t: t, disk: t.TempDir()}
	d.sites[0], d.sites[1] = sitetest.Docs(60).Write(t), sitetest.Docs(60).Write(t)
	for i := range 60 {
		name := filepath.Join(d.sites[1], "content", fmt.Sprintf("d%05d.md", i+1))
		if err := os.WriteFile(name, []byte(sitetest.Doc(i+1, "", strings.Repeat(fmt.Sprintf("第%d条改过的正文。", i), 50))), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	full, n := 0, rounds.Of(5, 40)
	for i := range n {
		percent := 2 + i*123/(n-1)
		for _, temporary := range []string{d.disk, t.TempDir()} {
			t.Setenv("TMPDIR", temporary)
			if d.fill(percent) {
				full++
			}
		}
	}
	if full < n/2 || full == 2*n {
		t.Errorf("%d of %d disks were full", full, 2*n)
	}
	t.Logf("%d of %d disks were full", full, 2*n)
}

// smallDisk is where two versions of a site are built.
type smallDisk struct {
	t     *testing.T
	disk  string
	sites [2]string
	need  int64 // of the second version in place of the first, in bytes
}

func (d *smallDisk) run(args ...string) (status int, said string) {
	var out bytes.Buffer
	status = cli.Run(d.t.Context(), args, strings.NewReader(""), &out, &out)
	return status, out.String()
}

func (d *smallDisk) build(version int) (status int, said string) {
	return d.run("build", "-s", d.sites[version], "-o", filepath.Join(d.disk, "public"), "--cache", filepath.Join(d.disk, "cache"), "--date", sitetest.Today.String())
}

func (d *smallDisk) used() int64 {
	var st unix.Statfs_t
	if err := unix.Statfs(d.disk, &st); err != nil {
		d.t.Fatal(err)
	}
	return int64(st.Blocks-st.Bfree) * st.Bsize
}

func (d *smallDisk) resize(bytes int64) {
	if err := unix.Mount("tmpfs", d.disk, "tmpfs", unix.MS_REMOUNT, fmt.Sprint("size=", bytes)); err != nil {
		d.t.Fatal(err)
	}
}

// whole gives what the site's manifest hashes to, and wants all of the site.
func (d *smallDisk) whole(when string) [32]byte {
	d.t.Helper()
	if status, said := d.run("verify", filepath.Join(d.disk, "public")); status != 0 {
		d.t.Errorf("%s: %s", when, said)
	}
	m, err := publish.ManifestAt(filepath.Join(d.disk, "public"))
	if err != nil {
		d.t.Fatal(when, err)
	}
	return m.Digest
}

// fill says whether the disk was too small.
func (d *smallDisk) fill(percent int) (full bool) {
	t, when := d.t, fmt.Sprint(percent, " %")
	mounttest.Memory(t, d.disk, "size=256m")
	defer mounttest.Unmount(t, d.disk)
	if status, said := d.build(0); status != 0 {
		t.Fatal(said)
	}
	was, before := d.whole(when), d.used()
	if d.need == 0 {
		d.need = before // pages and cache are made anew
	}
	d.resize(before + d.need*int64(percent)/100)
	status, said := d.build(1)
	is := d.whole(when)
	switch {
	case status == 0 && is == was:
		t.Errorf("%s: status 0 and the old site\n%s", when, said)
	case status != 0 && (is != was || status != 1 || !strings.Contains(said, "磁盘空间")):
		t.Errorf("%s: status %d, another site: %v\n%.1000s", when, status, is != was, said)
	}
	d.resize(256 << 20)
	if again, said := d.build(1); again != 0 || d.whole(when) == was {
		t.Errorf("%s: and then status %d\n%s", when, again, said)
	}
	names, err := filepath.Glob(filepath.Join(d.disk, "*"))
	hidden, _ := filepath.Glob(filepath.Join(d.disk, ".*"))
	if all := append(names, hidden...); err != nil || len(slices.DeleteFunc(all, func(name string) bool {
		return slices.Contains([]string{"public", "cache"}, filepath.Base(name))
	})) > 0 {
		t.Errorf("%s: %v are left", when, all)
	}
	return status != 0
}
