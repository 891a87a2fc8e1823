package publish

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mulu/cmd/mulu/internal/rounds"
)

// dyingDisk is the real one until its call number diesAt, and does nothing from then on,
// as when the process is killed: what would clean up does nothing either. When torn, the
// last call is half done, where a call can be.
type dyingDisk struct {
	disk
	diesAt int64
	torn   bool
	calls  *atomic.Int64
}

var errKilled = errors.New("killed")

// try makes a call that is done or not; half is what a torn one leaves.
func (d dyingDisk) try(call, half func() error) error {
	switch n := d.calls.Add(1); {
	case n < d.diesAt:
		return call()
	case n == d.diesAt && d.torn && half != nil:
		return errors.Join(errKilled, half())
	}
	return errKilled
}

func (d dyingDisk) mkdir(p string) error {
	return d.try(func() error { return d.disk.mkdir(p) }, nil)
}
func (d dyingDisk) write(p string, data []byte) error {
	return d.try(func() error { return d.disk.write(p, data) }, func() error { return d.disk.write(p, data[:len(data)/2]) })
}
func (d dyingDisk) link(a, b string) error {
	return d.try(func() error { return d.disk.link(a, b) }, nil)
}
func (d dyingDisk) symlink(a, b string) error {
	return d.try(func() error { return d.disk.symlink(a, b) }, nil)
}
func (d dyingDisk) rename(a, b string) error {
	return d.try(func() error { return d.disk.rename(a, b) }, nil)
}
func (d dyingDisk) exchange(a, b string) error {
	return d.try(func() error { return d.disk.exchange(a, b) }, nil)
}
func (d dyingDisk) remove(p string) error {
	return d.try(func() error { return d.disk.remove(p) }, nil)
}
func (d dyingDisk) removeAll(p string) error {
	return d.try(func() error { return d.disk.removeAll(p) }, func() error { return removeHalf(p) })
}
func (d dyingDisk) syncTree(f *os.File) error {
	return d.try(func() error { return d.disk.syncTree(f) }, nil)
}
func (d dyingDisk) syncFolder(p string) error {
	return d.try(func() error { return d.disk.syncFolder(p) }, nil)
}

func (d dyingDisk) create(p string) (w io.WriteCloser, err error) {
	err = d.try(func() error { w, err = d.disk.create(p); return err }, nil)
	return dyingFile{w, d}, err
}

// dyingFile's writes are calls of their own. Its closing is none: the kernel closes.
type dyingFile struct {
	io.WriteCloser
	d dyingDisk
}

func (f dyingFile) Write(p []byte) (n int, err error) {
	err = f.d.try(func() error { n, err = f.WriteCloser.Write(p); return err },
		func() error { n, err = f.WriteCloser.Write(p[:len(p)/2]); return err })
	return n, err
}

// removeHalf removes every second file of a folder.
func removeHalf(dir string) error {
	var files []string
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			files = append(files, path)
		}
		return err
	})
	for i := 0; i < len(files); i += 2 {
		err = errors.Join(err, os.Remove(files[i]))
	}
	return err
}

// way is one of the ways in which sites are published.
type way struct {
	name   string
	disk   disk
	first  bool // there is no site yet
	place  bool // file by file
	rename bool // two renames, as on Windows
}

var ways = []way{
	{name: "first", disk: realDisk{}, first: true}, {name: "exchange", disk: realDisk{}},
	{name: "first link", disk: plainDisk{}, first: true}, {name: "next link", disk: plainDisk{}},
	{name: "copies", disk: unlinkedDisk{}}, {name: "in place", disk: realDisk{}, place: true},
	{name: "two renames", disk: plainDisk{}, rename: true},
}

// TestKillAtEveryCall kills a build before and within each call that changes the file
// system: the output is the old site or the new one, and the next build is right and
// leaves nothing. In place each file is whole; with two renames a moment has no site.
func TestKillAtEveryCall(t *testing.T) {
	old := site{"index.html": "old", "doc/1.html": "1", "doc/2.html": "2", "a/b/c.css": "c"}
	next := site{"index.html": "new", "doc/1.html": "1", "doc/3.html": "3", "x/y.js": "y"}
	if rounds.Release() {
		old, next = killSite(1), killSite(2)
	}
	kills := 0
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) {
			defer func(was bool) { twoRenames = was }(twoRenames)
			twoRenames = twoRenames || w.rename
			for n := int64(1); ; n++ {
				killed := false
				for _, torn := range []bool{false, true} {
					if w.kill(t, n, torn, old, next) {
						killed = true
						kills++
					}
				}
				if !killed {
					return
				}
			}
		})
	}
	t.Logf("%d kills", kills)
	if kills < rounds.Of(200, 1000) {
		t.Errorf("only %d kills", kills)
	}
}

// kill publishes next over old, dying at call n, and says whether it came to that.
func (w way) kill(t *testing.T, n int64, torn bool, old, next site) bool {
	t.Helper()
	o := Options{Dir: filepath.Join(memoryDir(t), "public"), InPlace: w.place}
	if w.first {
		old = nil
	} else if _, err := tryBuild(o, w.disk, old); err != nil {
		t.Fatal(err)
	}
	var calls atomic.Int64
	_, err := tryBuild(o, dyingDisk{w.disk, n, torn, &calls}, next)
	when := fmt.Sprintf("call %d (torn %v): %v", n, torn, err)
	w.checkKilled(t, when, o.Dir, old, next)
	if _, err := tryBuild(o, w.disk, next); err != nil {
		t.Fatalf("%s; next build: %v", when, err)
	}
	checkWhole(t, o.Dir, next)
	checkTidy(t, "after "+when, o.Dir, false)
	if err := os.RemoveAll(filepath.Dir(o.Dir)); err != nil {
		t.Fatal(err)
	}
	return calls.Load() >= n
}

func (w way) checkKilled(t *testing.T, when, dir string, old, next site) {
	t.Helper()
	if _, err := os.Stat(dir); err != nil {
		if !w.first && !w.rename {
			t.Errorf("%s: no site: %v", when, err)
		}
		return
	}
	got := published(t, dir)
	if w.place {
		for name, text := range got {
			if !strings.HasPrefix(name, stagePrefix) && text != old[name] && text != next[name] {
				t.Errorf("%s: %s is %q", when, name, text)
			}
		}
		return
	}
	if !cmp.Equal(got, old) && !cmp.Equal(got, next) {
		t.Errorf("%s: a mixture: %s", when, cmp.Diff(next, got))
	}
	checkManifest(t, dir, got)
}

// faults are what a call may fail with: a full disk, a quota, a broken disk, lost permission.
var faults = []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EIO, syscall.EROFS, syscall.EACCES, syscall.EMFILE}

// TestMixtureIsKnownUntilMended: a build in place that was killed leaves a mixture, of which the
// next one knows the files; so does the one after it, when the next fails or is killed, too.
func TestMixtureIsKnownUntilMended(t *testing.T) {
	old, next, last := site{"a.html": "1", "b.html": "1"}, site{"a.html": "2", "c/d.html": "2", "e.html": "2"}, site{"a.html": "3"}
	mixtures := 0
	for n := int64(1); ; n++ {
		for _, again := range []int64{0, 1, 2, 3, 1 << 40} { // killed at that call, or given up by itself
			o := Options{Dir: filepath.Join(memoryDir(t), "public"), InPlace: true}
			build(t, o, old)
			if _, err := tryBuild(o, dyingDisk{disk: realDisk{}, diesAt: n, calls: new(atomic.Int64)}, next); err == nil {
				if mixtures < 10 {
					t.Fatalf("only %d mixtures", mixtures)
				}
				return
			}
			for _, name := range []string{"c/d.html", "e.html"} {
				if _, err := os.Lstat(filepath.Join(o.Dir, name)); err == nil {
					mixtures++
				}
			}
			for range 2 {
				s, err := begin(t.Context(), o, dyingDisk{disk: realDisk{}, diesAt: again, calls: new(atomic.Int64)})
				if err != nil {
					continue
				}
				_ = s.Write("f.html", nil) // it is dead, or will give up
				_ = s.Abort()
			}
			for range 3 { // the same death again and again
				_, _ = tryBuild(o, dyingDisk{disk: realDisk{}, diesAt: n, calls: new(atomic.Int64)}, next)
			}
			if left, _ := filepath.Glob(filepath.Join(o.Dir, stagePrefix+"*")); len(left) > 3 {
				t.Errorf("killed at call %d and then at %d: they leave %d stages", n, again, len(left))
			}
			r, err := tryBuild(o, realDisk{}, last)
			if err != nil || len(r.Warnings) > 0 {
				t.Fatalf("killed at call %d and then at %d: %v %v", n, again, err, r.Warnings)
			}
			checkWhole(t, o.Dir, last)
		}
	}
}
