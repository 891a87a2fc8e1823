package publish

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"mulu/cmd/mulu/internal/rounds"
)

// cutDisk remembers which files are not on the disk yet: a power cut leaves them empty,
// under whatever name they have by then.
type cutDisk struct {
	disk
	mu    sync.Mutex
	files []*os.File
}

func (d *cutDisk) remember(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.files = append(d.files, f)
	return nil
}

func (d *cutDisk) write(p string, data []byte) error {
	return errors.Join(d.disk.write(p, data), d.remember(p))
}

func (d *cutDisk) create(p string) (io.WriteCloser, error) {
	w, err := d.disk.create(p)
	return w, errors.Join(err, d.remember(p))
}

func (d *cutDisk) syncTree(root *os.File) error {
	if err := d.disk.syncTree(root); err != nil {
		return err
	}
	return d.end(func(*os.File) error { return nil })
}

// end forgets the files, after something was done to each.
func (d *cutDisk) end(do func(*os.File) error) (err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, f := range d.files {
		err = errors.Join(err, do(f), f.Close())
	}
	d.files = nil
	return err
}

// TestPowerCut cuts the power at every call: what was not brought to the disk before is
// empty then. The published site is the old or the new one all the same, without an empty
// file, and the next build is right. In place each file is whole.
func TestPowerCut(t *testing.T) {
	old := site{"index.html": "old", "doc/1.html": "1", "doc/2.html": "2", "a/b/c.css": "c"}
	next := site{"index.html": "new", "doc/1.html": "1", "doc/3.html": "3", "x/y.js": "y"}
	if rounds.Release() {
		old, next = killSite(1), killSite(2)
	}
	cuts, lost := 0, 0
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) {
			defer func(was bool) { twoRenames = was }(twoRenames)
			twoRenames = twoRenames || w.rename
			for n := int64(1); ; n++ {
				empty, cut := w.cut(t, n, old, next)
				if !cut {
					return
				}
				cuts++
				lost += empty
			}
		})
	}
	t.Logf("%d cuts, %d files lost in stages", cuts, lost)
	if cuts < 50 || lost < cuts {
		t.Errorf("only %d cuts that lost %d files", cuts, lost)
	}
}

// cut publishes next over old and cuts the power at call n; empty is how many files that lost.
func (w way) cut(t *testing.T, n int64, old, next site) (empty int, cut bool) {
	t.Helper()
	o := Options{Dir: filepath.Join(memoryDir(t), "public"), InPlace: w.place}
	if w.first {
		old = nil
	} else if _, err := tryBuild(o, w.disk, old); err != nil {
		t.Fatal(err)
	}
	var calls atomic.Int64
	unsynced := &cutDisk{disk: w.disk}
	_, err := tryBuild(o, dyingDisk{unsynced, n, false, &calls}, next)
	empty = len(unsynced.files)
	if err := unsynced.end(func(f *os.File) error { return f.Truncate(0) }); err != nil {
		t.Fatal(err)
	}
	when := fmt.Sprintf("cut at call %d: %v", n, err)
	w.checkKilled(t, when, o.Dir, old, next)
	if _, err := tryBuild(o, w.disk, next); err != nil {
		t.Fatalf("%s; next build: %v", when, err)
	}
	checkWhole(t, o.Dir, next)
	if err := os.RemoveAll(filepath.Dir(o.Dir)); err != nil {
		t.Fatal(err)
	}
	return empty, calls.Load() >= n
}
