package publish

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Nothing is written, renamed or removed in a folder that is not this target's store, however
// much it looks like one; going back from it is refused, too.
func TestStoreOfOthers(t *testing.T) {
	for name, others := range map[string]map[string]string{
		"files and a manifest": {"files/mine.txt": "1", ManifestName: "{}", SignatureName: "s"},
		"folder files":         {"files/mine.txt": "1"},
		"folder site":          {storeSite + "/files/mine.txt": "1"},
		"folder new":           {storeNew + "/mine.txt": "1"},
		"other marker":         {storeMark: "mine"},
		"empty marker":         {storeMark: "", storeSite + "/files/x": ""},
		"other target":         {storeMark: storeForm + "../other\n", storeSite + "/files/x": ""},
		"file in the store":    {storeMark: storeForm + "../web/xxgk\n", storeNew + "/mine.txt": "1"},
		"file as a folder":     {storeMark: storeForm + "../web/xxgk\n", storeSite: "1"},
		"file beside":          {storeMark: storeForm + "../web/xxgk\n", "mine.txt": "1"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDeployments(t)
			keep := filepath.Join(d.dir, "keep")
			beside := keep + ".new" // no business of ours
			for file, text := range others {
				put(t, filepath.Join(keep, filepath.FromSlash(file)), text)
			}
			put(t, filepath.Join(beside, "mine.txt"), "1")
			d.ship(t, d.old)
			was := everything(t, d.dir)
			for _, from := range []string{d.new, ""} {
				_, err := Deploy(t.Context(), Deployment{From: from, To: d.to, Keep: keep})
				if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), "--keep") || strings.Contains(err.Error(), ErrRefused.Error()) {
					t.Errorf("from %q: %v", from, err)
				}
			}
			if diff := cmp.Diff(was, everything(t, d.dir)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	overwrite(t, name, text)
}

// Two targets have no store in common, and a store is no part of the site that is deployed.
func TestStoreOfTwoTargets(t *testing.T) {
	d := newDeployments(t)
	keep, second := filepath.Join(d.dir, "keep"), filepath.Join(d.dir, "web", "second")
	for _, from := range []string{d.old, d.new} {
		if _, err := Deploy(t.Context(), Deployment{From: from, To: d.to, Keep: keep}); err != nil {
			t.Fatal(err)
		}
	}
	was := everything(t, keep)
	for _, other := range []Deployment{{From: d.old, To: second, Keep: keep}, {To: second, Keep: keep}, {From: d.new, To: d.to, Keep: d.new}, {From: d.new, To: d.to, Keep: filepath.Join(d.new, "kept")}} {
		if _, err := Deploy(t.Context(), other); !errors.Is(err, ErrRefused) {
			t.Errorf("%+v: %v", other, err)
		}
	}
	if diff := cmp.Diff(was, everything(t, keep)); diff != "" {
		t.Error(diff)
	}
	if _, err := Deploy(t.Context(), Deployment{To: d.to, Keep: keep}); err != nil {
		t.Error(err)
	}
	d.is(t, "back", d.old)
}

// A kill while the marker was written does not lock anybody out.
func TestStoreHalfMarked(t *testing.T) {
	d := newDeployments(t)
	d.ship(t, d.old)
	put(t, filepath.Join(d.keep, storeMark), storeForm[:5])
	if r := d.ship(t, d.new); !r.Back {
		t.Errorf("%+v", r)
	}
	d.ship(t, "")
	d.is(t, "back", d.old)
}

// An own folder is a store without any right to its parent, from the first deployment to the
// way back; where there is no right to make one, the error says what helps.
func TestStorePrepared(t *testing.T) {
	for _, beside := range []bool{false, true} {
		d := newDeployments(t)
		keep, deployment := d.keep, Deployment{To: d.to}
		if !beside {
			keep = filepath.Join(d.dir, "keep")
			deployment.Keep = keep
		}
		if err := os.MkdirAll(keep, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Mkdir(d.to, 0o755); beside && err != nil {
			t.Fatal(err)
		}
		prepared, err := os.Stat(keep)
		if err != nil {
			t.Fatal(err)
		}
		on := lockedDisk{realDisk{}, filepath.Dir(keep)}
		for _, deployment.From = range []string{d.old, d.new, "", d.new} {
			if _, err := deploy(t.Context(), deployment, on); err != nil {
				t.Fatalf("from %q: %v", deployment.From, err)
			}
		}
		if now, err := os.Stat(keep); err != nil || !os.SameFile(prepared, now) {
			t.Errorf("the folder was made anew (%v)", err)
		}
		d.is(t, "deployed", d.new)
		deployment.From = ""
		if _, err := deploy(t.Context(), deployment, on); err != nil {
			t.Error(err)
		}
		d.is(t, "back", d.old)
	}
}

func TestStoreWithoutRights(t *testing.T) {
	d := newDeployments(t)
	d.ship(t, d.old)
	_, err := deploy(t.Context(), Deployment{From: d.new, To: d.to}, lockedDisk{realDisk{}, filepath.Dir(d.to)})
	if !errors.Is(err, os.ErrPermission) || !strings.Contains(err.Error(), "--keep") {
		t.Errorf("the error is %v", err)
	}
	d.is(t, "after the error", d.old)
}

// The place beside the target is the same store whether it is named or not.
func TestStoreBesideNamed(t *testing.T) {
	d := newDeployments(t)
	for _, from := range []string{d.old, d.new, ""} {
		if _, err := Deploy(t.Context(), Deployment{From: from, To: d.to, Keep: d.keep}); err != nil {
			t.Fatal(err)
		}
	}
	if left := tidyNames(t, filepath.Dir(d.to)); len(left) != 1 {
		t.Errorf("beside the target: %v", left)
	}
}

// lockedDisk lets no name in one folder change.
type lockedDisk struct {
	disk
	in string
}

func (l lockedDisk) may(names ...string) error {
	for _, name := range names {
		if filepath.Dir(name) == l.in {
			return &os.PathError{Op: "test", Path: name, Err: syscall.EACCES}
		}
	}
	return nil
}

func (l lockedDisk) try(p string, call func(string) error) error {
	if err := l.may(p); err != nil {
		return err
	}
	return call(p)
}

func (l lockedDisk) mkdir(p string) error {
	if _, err := os.Lstat(p); err == nil {
		return &os.PathError{Op: "mkdir", Path: p, Err: syscall.EEXIST} // as the system answers first
	}
	return l.try(p, l.disk.mkdir)
}

func (l lockedDisk) remove(p string) error    { return l.try(p, l.disk.remove) }
func (l lockedDisk) removeAll(p string) error { return l.try(p, l.disk.removeAll) }

func (l lockedDisk) rename(a, b string) error {
	if err := l.may(a, b); err != nil {
		return err
	}
	return l.disk.rename(a, b)
}
