package publish

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mulu/cmd/mulu/internal/mounts/mounttest"
)

// elsewhere is a folder outside of any output, with files named as a site's are.
func elsewhere(t *testing.T) (dir string, intact func(when string)) {
	t.Helper()
	dir = t.TempDir()
	write(t, filepath.Join(dir, "1.html"), "of somebody else")
	write(t, filepath.Join(dir, "deep", "2.html"), "too")
	was := everything(t, dir)
	return dir, func(when string) {
		t.Helper()
		if diff := cmp.Diff(was, everything(t, dir)); diff != "" {
			t.Errorf("%s: what is mounted changed: %s", when, diff)
		}
	}
}

func wantRefused(t *testing.T, when string, err error, words string) {
	t.Helper()
	if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), words) {
		t.Errorf("%s: %v, want %q", when, err, words)
	}
}

// TestMountedOutput: an output that is a mount point is written in place, or refused before
// anything is done, with the remedy.
func TestMountedOutput(t *testing.T) {
	if !mounttest.Alone(t) {
		return
	}
	for name, mount := range map[string]func(to string){
		"bind":       func(to string) { mounttest.Bind(t, t.TempDir(), to) },
		"other disk": func(to string) { mounttest.Memory(t, to, "size=16m") },
	} {
		out := filepath.Join(t.TempDir(), "public")
		if err := os.Mkdir(out, 0o755); err != nil {
			t.Fatal(err)
		}
		mount(out)
		_, err := Begin(t.Context(), Options{Dir: out})
		wantRefused(t, name+" empty", err, "--in-place")
		in := Options{Dir: out, InPlace: true}
		build(t, in, oldSite)
		checkWhole(t, out, oldSite)
		_, err = Begin(t.Context(), Options{Dir: out})
		wantRefused(t, name, err, "挂载点")
		checkWhole(t, out, oldSite)
		build(t, in, newSite)
		checkWhole(t, out, newSite)
		if names, err := os.ReadDir(filepath.Dir(out)); err != nil || len(names) != 1 {
			t.Errorf("%s: beside the output %v, %v", name, names, err)
		}
	}
}

// TestMountInOutput: nothing is published over, or removed from, what is mounted in the output.
func TestMountInOutput(t *testing.T) {
	if !mounttest.Alone(t) {
		return
	}
	for name, o := range map[string]Options{"at once": {}, "in place": {InPlace: true}} {
		for _, at := range []string{"doc", "doc/1.html"} {
			from, intact := elsewhere(t)
			o.Dir = filepath.Join(t.TempDir(), "public")
			build(t, o, oldSite)
			if at != "doc" {
				from = filepath.Join(from, "1.html")
			}
			mounttest.Bind(t, from, filepath.Join(o.Dir, at))
			_, err := tryBuild(o, realDisk{}, newSite)
			wantRefused(t, name, err, "里面另外挂载了 "+filepath.Join(o.Dir, at))
			intact(name)
			mounttest.Unmount(t, filepath.Join(o.Dir, at))
			checkWhole(t, o.Dir, oldSite)
			build(t, o, newSite)
			checkWhole(t, o.Dir, newSite)
		}
	}
}

// TestMountMeanwhile: what is mounted in the old site while the new one is made is not removed
// with it, nor by the builds that come.
func TestMountMeanwhile(t *testing.T) {
	if !mounttest.Alone(t) {
		return
	}
	from, intact := elsewhere(t)
	o := Options{Dir: filepath.Join(t.TempDir(), "public")}
	build(t, o, oldSite)
	s := newStage(t, o)
	for name, text := range newSite {
		if err := s.Write(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	mounttest.Bind(t, from, filepath.Join(o.Dir, "a"))
	r, err := s.Commit(t.Context())
	if err != nil || len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "umount") {
		t.Errorf("Commit = %v, %v", r.Warnings, err)
	}
	checkWhole(t, o.Dir, newSite)
	intact("after the switch")
	old := s.out.stage
	if _, err := tryBuild(o, realDisk{}, oldSite); err == nil || !strings.Contains(err.Error(), filepath.Join(old, "a")) {
		t.Errorf("the next build: %v", err)
	}
	checkWhole(t, o.Dir, newSite)
	intact("after the next build")
	mounttest.Unmount(t, filepath.Join(old, "a"))
	build(t, o, oldSite)
	checkWhole(t, o.Dir, oldSite)
	checkTidy(t, "unmounted", o.Dir, false)
	intact("at the end")
}

// TestDeployToMount: a target that is a mount point is the usual one; one with a mount in it is
// refused as a whole; what is kept may be on another disk.
func TestDeployToMount(t *testing.T) {
	if !mounttest.Alone(t) {
		return
	}
	d := newDeployments(t)
	if err := os.MkdirAll(d.to, 0o755); err != nil {
		t.Fatal(err)
	}
	mounttest.Memory(t, d.to, "size=16m")
	d.ship(t, d.old)
	d.is(t, "old", d.old)
	if r := d.ship(t, d.new); !r.Back {
		t.Error("no way back from a mounted target")
	}
	d.is(t, "new", d.new)
	d.ship(t, "")
	d.is(t, "back", d.old)

	from, intact := elsewhere(t)
	mounttest.Bind(t, from, filepath.Join(d.to, "doc"))
	for _, site := range []string{d.new, ""} {
		_, err := Deploy(t.Context(), Deployment{From: site, To: d.to})
		wantRefused(t, "deploy "+site, err, "里面另外挂载了 "+filepath.Join(d.to, "doc"))
	}
	intact("deployed")
	mounttest.Unmount(t, filepath.Join(d.to, "doc"))
	d.is(t, "unmounted", d.old)

	d.ship(t, d.new)
	mounttest.Bind(t, from, filepath.Join(d.keep, storeSite, storeFiles, "doc"))
	if r, err := Deploy(t.Context(), Deployment{From: d.old, To: d.to}); err == nil || !strings.Contains(err.Error(), "umount") {
		t.Errorf("over what is kept: %+v, %v", r, err)
	}
	intact("kept")
	d.is(t, "not deployed", d.new)
}
