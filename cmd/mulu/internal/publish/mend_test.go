package publish

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// harms are what somebody does to a folder behind our back: dir is that of a site, old or new.
var harms = map[string]func(t *testing.T, dir string){
	"folder missing":          func(t *testing.T, dir string) { dropAll(t, filepath.Join(dir, "doc")) },
	"folder of folders":       func(t *testing.T, dir string) { dropAll(t, filepath.Join(dir, "a")) },
	"all but the manifest":    dropAllButManifest,
	"empty folder for a file": func(t *testing.T, dir string) { folderFor(t, filepath.Join(dir, "same.txt"), "") },
	"folders for a file":      func(t *testing.T, dir string) { folderFor(t, filepath.Join(dir, "index.html"), "x/y") },
	"folders for an old file": func(t *testing.T, dir string) { folderFor(t, filepath.Join(dir, "doc", "2.html"), "x/y") },
	"back-dated": func(t *testing.T, dir string) {
		for _, name := range []string{"same.txt", "index.html"} {
			name, at := filepath.Join(dir, name), time.Unix(1e9, 0)
			info, err := os.Stat(name)
			if err != nil {
				t.Fatal(err)
			}
			overwrite(t, name, strings.Repeat("!", int(info.Size())))
			if err := os.Chtimes(name, at, at); err != nil {
				t.Fatal(err)
			}
		}
	},
}

func dropAll(t *testing.T, dir string) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
}

func dropAllButManifest(t *testing.T, dir string) {
	for _, name := range tidyNames(t, dir) {
		if !ours(name) {
			dropAll(t, filepath.Join(dir, name))
		}
	}
}

func folderFor(t *testing.T, name, below string) {
	t.Helper()
	dropAll(t, name)
	if err := os.MkdirAll(filepath.Join(name, filepath.FromSlash(below)), 0o755); err != nil {
		t.Fatal(err)
	}
}

// A target that was harmed is mended by the next deployment, of the same site or of another.
// There is a way back to exactly the site before, or Deploy says that there is none and
// touches nothing.
func TestDeployMendsAll(t *testing.T) {
	for name, harm := range harms {
		t.Run(name, func(t *testing.T) {
			d := newDeployments(t)
			d.ship(t, d.old)
			harm(t, d.to)
			if r := d.ship(t, d.old); !r.Changed && r.Written == 0 {
				t.Errorf("nothing is said to have changed: %+v", r)
			}
			d.is(t, "the same site", d.old)
			harm(t, d.to)
			r := d.ship(t, d.new)
			d.is(t, "another site", d.new)
			if r.Back != (len(r.Warnings) == 0) {
				t.Errorf("a way back: %v, warnings: %v", r.Back, r.Warnings)
			}
			if _, err := Deploy(t.Context(), Deployment{To: d.to}); r.Back && err == nil {
				d.is(t, "back", d.old)
			} else if r.Back || !errors.Is(err, ErrRefused) {
				t.Errorf("going back (%v): %v", r.Back, err)
			}
		})
	}
}

// What was harmed and is the same in both sites is brought for the way back, too.
func TestDeployBackAfterMending(t *testing.T) {
	d := newDeployments(t)
	d.ship(t, d.old)
	folderFor(t, filepath.Join(d.to, "same.txt"), "")
	if r := d.ship(t, d.new); !r.Back {
		t.Errorf("no way back: %+v", r)
	}
	d.ship(t, "")
	d.is(t, "back", d.old)
}

// Going back needs what is in the folder: what went from there is told of, as is what was changed, and the remedy helps.
func TestDeployBackFromHarmed(t *testing.T) {
	d := newDeployments(t)
	d.ship(t, d.old)
	d.ship(t, d.new)
	for _, harm := range []string{"empty folder for a file", "back-dated"} {
		harms[harm](t, d.to)
		was := everything(t, d.to)
		if _, err := Deploy(t.Context(), Deployment{To: d.to}); err == nil || !strings.Contains(err.Error(), "再部署一次") {
			t.Errorf("%s: the error is %v", harm, err)
		}
		if diff := cmp.Diff(was, everything(t, d.to)); diff != "" {
			t.Error(diff)
		}
		d.ship(t, d.new)
	}
	d.ship(t, "")
	d.is(t, "back", d.old)
}

// That there is no way back is said even when the deployment ends with an error.
func TestDeployWarnsWithError(t *testing.T) {
	d := newDeployments(t)
	d.ship(t, d.old)
	overwrite(t, filepath.Join(d.to, "index.html"), "defaced")
	on := &stopping{disk: realDisk{}, at: filepath.Join(d.to, "doc", "1.html")}
	r, err := deploy(t.Context(), Deployment{From: d.new, To: d.to}, on)
	if !errors.Is(err, syscall.EIO) || len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "不能退回") {
		t.Errorf("%+v, %v", r, err)
	}
}

// A build in place mends its output, and so does one that switches.
func TestBuildMendsAll(t *testing.T) {
	for name, harm := range harms {
		if name == "back-dated" { // a build goes by the times
			continue
		}
		for _, place := range []bool{true, false} {
			for _, next := range []site{oldSite, newSite} {
				o := Options{Dir: filepath.Join(memoryDir(t), "out"), InPlace: place}
				build(t, o, oldSite)
				harm(t, o.Dir)
				build(t, o, next)
				if diff := cmp.Diff(map[string]string(next), map[string]string(published(t, o.Dir))); diff != "" {
					t.Errorf("%s, in place: %v: %s", name, place, diff)
				}
				for at := range everything(t, o.Dir) {
					if strings.HasSuffix(at, "html/") || strings.HasPrefix(at, stagePrefix) {
						t.Errorf("%s, in place: %v: %s stays", name, place, at)
					}
				}
			}
		}
	}
}
