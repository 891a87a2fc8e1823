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

	"mulu/cmd/mulu/internal/seal"
)

// faultyDisk is the real one but for its call number failAt, which fails as a
// full disk does.
type faultyDisk struct {
	disk
	failAt int64
	calls  *atomic.Int64
	with   error
	dead   bool // all calls from failAt on fail, as none is made after a kill
}

func (d faultyDisk) fails() error {
	if n := d.calls.Add(1); n == d.failAt || d.dead && n > d.failAt {
		return &os.PathError{Op: "test", Path: "x", Err: d.with}
	}
	return nil
}

func (d faultyDisk) try(call func() error) error {
	if err := d.fails(); err != nil {
		return err
	}
	return call()
}

func (d faultyDisk) mkdir(p string) error { return d.try(func() error { return d.disk.mkdir(p) }) }
func (d faultyDisk) write(p string, data []byte) error {
	return d.try(func() error { return d.disk.write(p, data) })
}
func (d faultyDisk) link(a, b string) error { return d.try(func() error { return d.disk.link(a, b) }) }
func (d faultyDisk) symlink(a, b string) error {
	return d.try(func() error { return d.disk.symlink(a, b) })
}
func (d faultyDisk) rename(a, b string) error {
	return d.try(func() error { return d.disk.rename(a, b) })
}
func (d faultyDisk) exchange(a, b string) error {
	return d.try(func() error { return d.disk.exchange(a, b) })
}
func (d faultyDisk) remove(p string) error { return d.try(func() error { return d.disk.remove(p) }) }
func (d faultyDisk) removeAll(p string) error {
	return d.try(func() error { return d.disk.removeAll(p) })
}
func (d faultyDisk) syncTree(f *os.File) error {
	return d.try(func() error { return d.disk.syncTree(f) })
}
func (d faultyDisk) syncFolder(p string) error {
	return d.try(func() error { return d.disk.syncFolder(p) })
}

func (d faultyDisk) create(p string) (io.WriteCloser, error) {
	if err := d.fails(); err != nil {
		return nil, err
	}
	w, err := d.disk.create(p)
	return faultyFile{w, d}, err
}

// faultyFile's writes and its close count as calls too.
type faultyFile struct {
	io.WriteCloser
	d faultyDisk
}

func (f faultyFile) Write(p []byte) (n int, err error) {
	if err := f.d.fails(); err != nil {
		return 0, err
	}
	return f.WriteCloser.Write(p)
}

func (f faultyFile) Close() error { return errors.Join(f.d.fails(), f.WriteCloser.Close()) }

// plainDisk has no exchange, as network file systems; unlinkedDisk has no hard
// links.
type plainDisk struct{ realDisk }

func (plainDisk) exchange(a, b string) error { return errNoExchange }

// unlinkedDisk says of every link what a file system does that has none.
type unlinkedDisk struct {
	realDisk
	with error // nil: EPERM
}

func (d unlinkedDisk) link(a, b string) error {
	err := d.with
	if err == nil {
		err = syscall.EPERM
	}
	return &os.LinkError{Op: "link", Old: a, New: b, Err: err}
}

// TestFaultsInPlace does the same in place: an error may leave a mixture, but
// never a file that is not whole, and the next build mends it.
func TestFaultsInPlace(t *testing.T) {
	old := site{"index.html": "old", "doc/1.html": "1", "doc/2.html": "2", "a/b/c.css": "c"}
	next := site{"index.html": "new", "doc/1.html": "1", "doc/3.html": "3", "x/y.js": "y"}
	for _, key := range []*seal.Key{testKey, nil} {
		faultsInPlace(t, old, next, key)
	}
}

// faultsInPlace signs the old site, and the next one with the key.
func faultsInPlace(t *testing.T, old, next site, key *seal.Key) {
	t.Helper()
	for n := int64(1); ; n++ {
		var calls atomic.Int64
		o := Options{Dir: filepath.Join(memoryDir(t), "public"), InPlace: true, Sign: testKey}
		build(t, o, old)
		o.Sign = key
		_, err := tryBuild(o, faultyDisk{realDisk{}, n, &calls, syscall.EIO, false}, next)
		if err != nil && !errors.Is(err, syscall.EIO) {
			t.Errorf("call %d: %v", n, err)
		}
		for name, text := range published(t, o.Dir) {
			if !strings.HasPrefix(name, stagePrefix) && text != old[name] && text != next[name] {
				t.Errorf("call %d: %s is %q", n, name, text)
			}
		}
		build(t, o, next)
		checkWhole(t, o.Dir, next)
		if err := signedBy(t, o.Dir, testKey); (err == nil) != (key != nil) {
			t.Errorf("after call %d: %v", n, err)
		}
		checkTidy(t, fmt.Sprintf("after call %d", n), o.Dir, false)
		if calls.Load() < n {
			return
		}
	}
}

// TestFaults lets every call fail once, in turn, until a build has fewer calls
// than that, as on a full disk, beyond a quota, on a broken disk and where permission is lost. The published site is the old one after an error and the new one
// without, nothing is left beside it, and the next build is right.
func TestFaults(t *testing.T) {
	old := site{"index.html": "old", "doc/1.html": "1", "doc/2.html": "2", "a/b/c.css": "c"}
	next := site{"index.html": "new", "doc/1.html": "1", "doc/3.html": "3", "x/y.js": "y"}
	for _, tt := range []struct {
		name  string
		disk  disk
		first site
	}{
		{"first", realDisk{}, nil},
		{"exchange", realDisk{}, old},
		{"first link", plainDisk{}, nil},
		{"next link", plainDisk{}, old},
		{"copies", unlinkedDisk{}, old},
	} {
		for _, with := range faults {
			t.Run(fmt.Sprint(tt.name, ", ", with), func(t *testing.T) {
				for n := int64(1); ; n++ {
					var calls atomic.Int64
					faulty := faultyDisk{tt.disk, n, &calls, with, false}
					oneFault(t, n, tt.disk, faulty, tt.first, next)
					if calls.Load() < n {
						if n < 8 {
							t.Errorf("only %d calls were tried", n-1)
						}
						return
					}
				}
			})
		}
	}
}

func oneFault(t *testing.T, n int64, good disk, faulty faultyDisk, first, next site) {
	t.Helper()
	o := Options{Dir: filepath.Join(memoryDir(t), "public"), Sign: testKey}
	if first != nil {
		if _, err := tryBuild(o, good, first); err != nil {
			t.Fatal(err)
		}
	}
	r, err := tryBuild(o, faulty, next)
	want := next
	if err != nil {
		want = first
		if !errors.Is(err, faulty.with) || !strings.Contains(err.Error(), "："+cause(faulty.with)) {
			t.Errorf("call %d: error %q does not say why", n, err)
		}
	}
	if want == nil {
		if _, statErr := os.Lstat(o.Dir); statErr == nil {
			t.Errorf("call %d failed (%v), but there is an output", n, err)
		}
	} else if diff := cmp.Diff(want, published(t, o.Dir)); diff != "" {
		t.Errorf("call %d (%v): %s", n, err, diff)
	}
	if err != nil || len(r.Warnings) == 0 { // a failed cleaning up is told, and mended below
		checkTidy(t, fmt.Sprintf("call %d (%v)", n, err), o.Dir, err != nil)
	}
	if _, err := tryBuild(o, good, next); err != nil {
		t.Fatalf("call %d: next build: %v", n, err)
	}
	checkWhole(t, o.Dir, next)
	if err := signedBy(t, o.Dir, testKey); err != nil {
		t.Errorf("after call %d: %v", n, err)
	}
	checkTidy(t, fmt.Sprintf("after call %d", n), o.Dir, false)
}

// checkTidy tells when something of a build is left beside the output folder.
// After an error one leftover is forgiven: its removal may be what failed.
func checkTidy(t *testing.T, when, dir string, failed bool) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(dir))
	if err != nil {
		t.Fatal(err)
	}
	var left []string
	for _, e := range entries {
		if n := e.Name(); n != filepath.Base(dir) && !(strings.HasSuffix(n, ".releases") && isLinkOrGone(dir)) {
			left = append(left, n)
		}
	}
	if len(left) > 0 && !failed {
		t.Errorf("%s: left beside the output: %v", when, left)
	}
	releases, _ := os.ReadDir(filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+".releases"))
	if len(releases) > 1 {
		t.Errorf("%s: %d releases", when, len(releases))
	}
}

func isLinkOrGone(dir string) bool {
	info, err := os.Lstat(dir)
	return err != nil || info.Mode()&os.ModeSymlink != 0
}

// checkSigned tells when there is a signature of another manifest than the one there.
func checkSigned(t testing.TB, dir string, m *Manifest) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, SignatureName))
	if err == nil {
		err = seal.Verify(data, m.Digest, testKey.Public())
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the signature: %v", err)
	}
}

// checkWhole compares the output folder with the site and with its manifest.
func checkWhole(t *testing.T, dir string, want site) {
	t.Helper()
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	got := published(t, real)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("published: %s", diff)
	}
	checkManifest(t, real, got)
}
