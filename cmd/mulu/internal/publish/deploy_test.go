package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mulu/cmd/mulu/internal/seal"
)

// deployments are two sites and where they are deployed to.
type deployments struct {
	dir, old, new, to, keep string
}

var (
	oldSite = site{"index.html": "old", "doc/1.html": "1", "doc/2.html": "withdrawn", "doc/2/fj.pdf": "old file", "assets/a.css": "a", "a/b/c.txt": "c", "same.txt": "="}
	newSite = site{"index.html": "new", "doc/1.html": "1!", "doc/3.html": "3", "doc/3/fj.pdf": "new file", "assets/b.css": "b", "x/y.txt": "y", "same.txt": "="}
)

func newDeployments(t *testing.T) *deployments {
	t.Helper()
	dir := memoryDir(t)
	d := &deployments{dir: dir, old: filepath.Join(dir, "src", "old"), new: filepath.Join(dir, "src", "new"), to: filepath.Join(dir, "web", "xxgk"), keep: filepath.Join(dir, "web", ".xxgk.previous")}
	key, err := seal.Create(filepath.Join(dir, "key"))
	if err != nil {
		t.Fatal(err)
	}
	build(t, Options{Dir: d.old, Sign: key}, oldSite)
	build(t, Options{Dir: d.new, Sign: key}, newSite)
	return d
}

func (d *deployments) ship(t *testing.T, from string) Deployed {
	t.Helper()
	r, err := Deploy(t.Context(), Deployment{From: from, To: d.to})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// is compares the target with a site, manifest included.
func (d *deployments) is(t *testing.T, when, from string) {
	t.Helper()
	if diff := cmp.Diff(everything(t, from), everything(t, d.to)); diff != "" {
		t.Errorf("%s: %s", when, diff)
	}
}

// everything reads a folder with its manifest, and with its folders.
func everything(t *testing.T, dir string) site {
	t.Helper()
	got := site{}
	err := filepath.WalkDir(dir, func(at string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, at)
		if e.IsDir() {
			got[filepath.ToSlash(rel)+"/"] = ""
			return nil
		}
		data, err := os.ReadFile(at)
		got[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestDeployAndBack(t *testing.T) {
	d := newDeployments(t)
	if r := d.ship(t, d.old); r.Written != 7 || !r.Changed || r.Back || r.Resumed {
		t.Errorf("the first deployment: %+v", r)
	}
	d.is(t, "first", d.old)
	if r := d.ship(t, d.old); r.Changed || r.Written != 0 || r.Unchanged != 7 {
		t.Errorf("the same again: %+v", r)
	}
	before, err := os.Stat(filepath.Join(d.to, "same.txt"))
	if err != nil {
		t.Fatal(err)
	}
	r := d.ship(t, d.new)
	if r.Written != 6 || r.Unchanged != 1 || r.Removed != 4 || !r.Back || len(r.Warnings) > 0 || r.Files != 7 {
		t.Errorf("the second: %+v", r)
	}
	d.is(t, "second", d.new)
	if after, err := os.Stat(filepath.Join(d.to, "same.txt")); err != nil || !os.SameFile(before, after) {
		t.Errorf("a file that did not change was written again (%v)", err)
	}
	if info, err := os.Stat(d.keep); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("what is kept can be read by others: %v %v", info.Mode(), err)
	}
	if got := published(t, filepath.Join(d.keep, storeSite, storeFiles)); len(got) != 6 || got["doc/2.html"] != "withdrawn" || got["index.html"] != "old" {
		t.Errorf("kept: %v", got)
	}
	if r := d.ship(t, ""); !r.Changed || r.Back || r.Written != 6 {
		t.Errorf("going back: %+v", r)
	}
	d.is(t, "back", d.old)
	if _, err := Deploy(t.Context(), Deployment{To: d.to}); !errors.Is(err, ErrRefused) {
		t.Errorf("going back twice gives %v", err)
	}
	if left := tidyNames(t, filepath.Dir(d.to)); len(left) != 1 {
		t.Errorf("beside the target: %v", left)
	}
}

func tidyNames(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// A text that was withdrawn is kept for the way back, and no longer than until the next
// deployment.
func TestDeployForgets(t *testing.T) {
	d := newDeployments(t)
	d.ship(t, d.old)
	d.ship(t, d.new)
	third := filepath.Join(d.dir, "src", "third")
	build(t, Options{Dir: third}, site{"index.html": "third"})
	d.ship(t, third)
	for name, text := range everything(t, d.keep) {
		if strings.Contains(text, "withdrawn") {
			t.Errorf("%s is still kept", name)
		}
	}
	d.ship(t, "")
	d.is(t, "back from the third", d.new)
}

func TestDeployKeepsElsewhere(t *testing.T) {
	d := newDeployments(t)
	keep := filepath.Join(d.dir, "var", "keep")
	for _, from := range []string{d.old, d.new, ""} {
		if _, err := Deploy(t.Context(), Deployment{From: from, To: d.to, Keep: keep}); err != nil {
			t.Fatal(err)
		}
		if left := tidyNames(t, filepath.Dir(d.to)); len(left) != 1 {
			t.Errorf("beside the target: %v", left)
		}
	}
	d.is(t, "back", d.old)
	if err := os.MkdirAll(keep, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(keep, "mine.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Deploy(t.Context(), Deployment{From: d.new, To: d.to, Keep: keep}); !errors.Is(err, ErrRefused) {
		t.Errorf("a folder with other files is taken: %v", err)
	}
	d.is(t, "after a refusal", d.old)
}

func TestDeployRefuses(t *testing.T) {
	for _, tt := range []struct {
		name  string
		harm  func(t *testing.T, d *deployments)
		words string
	}{
		{"changed file", func(t *testing.T, d *deployments) { overwrite(t, filepath.Join(d.new, "doc/3.html"), "4") }, "与发布清单不一致"},
		{"missing file", func(t *testing.T, d *deployments) { drop(t, filepath.Join(d.new, "doc/3.html")) }, "缺少发布清单里的 1 个文件"},
		{"extra file", func(t *testing.T, d *deployments) { overwrite(t, filepath.Join(d.new, "more.html"), "4") }, "不在发布清单里"},
		{"link", func(t *testing.T, d *deployments) {
			drop(t, filepath.Join(d.new, "doc/3.html"))
			if err := os.Symlink(filepath.Join(d.old, "doc/1.html"), filepath.Join(d.new, "doc/3.html")); err != nil {
				t.Skip(err)
			}
		}, "不是普通文件"},
		{"damaged manifest", func(t *testing.T, d *deployments) { overwrite(t, filepath.Join(d.new, ManifestName), "{}") }, "已损坏"},
		{"foreign file", func(t *testing.T, d *deployments) { overwrite(t, filepath.Join(d.to, "mine.txt"), "4") }, "不是 mulu 写的文件"},
		{"inside", func(t *testing.T, d *deployments) { d.to = filepath.Join(d.new, "x") }, "一个在另一个里面"},
		{"around", func(t *testing.T, d *deployments) { d.to = filepath.Dir(d.new) }, "一个在另一个里面"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDeployments(t)
			d.ship(t, d.old)
			was, at := everything(t, d.to), d.to
			tt.harm(t, d)
			if tt.name == "foreign file" {
				was = everything(t, d.to)
			}
			_, err := Deploy(t.Context(), Deployment{From: d.new, To: d.to})
			if err == nil || !strings.Contains(err.Error(), tt.words) {
				t.Errorf("the error is %v", err)
			}
			if diff := cmp.Diff(was, everything(t, at)); diff != "" {
				t.Errorf("something was touched: %s", diff)
			}
		})
	}
}

func overwrite(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func drop(t *testing.T, name string) {
	t.Helper()
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
}

// A target that somebody defaced is mended, but there is no way back to what was there: nobody
// knows it.
func TestDeployMends(t *testing.T) {
	d := newDeployments(t)
	d.ship(t, d.old)
	overwrite(t, filepath.Join(d.to, "index.html"), "defaced")
	r := d.ship(t, d.new)
	if r.Back || len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "不能退回") {
		t.Errorf("%+v", r)
	}
	d.is(t, "mended", d.new)
	overwrite(t, filepath.Join(d.to, "doc/1.html"), "defaced")
	if r := d.ship(t, d.new); r.Written != 1 {
		t.Errorf("the same site over a changed file: %+v", r)
	}
	d.is(t, "mended again", d.new)
}

// TestDeployFaults lets every call that changes the disk fail once, in turn, as a full disk
// does, or that call and all after it, as after a kill, while a site is deployed over another and while it is taken back: each file is one
// site's or the other's, doing it again ends in exactly the one wanted, and from everywhere
// the way back gives exactly the bytes before.
func TestDeployFaults(t *testing.T) {
	for _, tt := range []struct {
		name string
		disk disk
		back bool
		dead bool
	}{{"deploy", realDisk{}, false, false}, {"deploy killed", realDisk{}, false, true}, {"deploy without links", unlinkedDisk{}, false, false},
		{"back", realDisk{}, true, false}, {"back killed", realDisk{}, true, true}} {
		t.Run(tt.name, func(t *testing.T) {
			for n := int64(1); ; n++ {
				var calls atomic.Int64
				d := newDeployments(t)
				d.ship(t, d.old)
				deployment, want := Deployment{From: d.new, To: d.to}, d.new
				if tt.back {
					d.ship(t, d.new)
					deployment.From, want = "", d.old
				}
				_, err := deploy(t.Context(), deployment, faultyDisk{tt.disk, n, &calls, syscall.ENOSPC, tt.dead})
				if err != nil && !errors.Is(err, syscall.ENOSPC) {
					t.Errorf("call %d: %v", n, err)
				}
				d.mixture(t, n)
				if err != nil && !tt.back && n%2 == 0 { // the way back from the middle
					if _, err := Deploy(t.Context(), Deployment{To: d.to}); err == nil {
						d.is(t, fmt.Sprint("back after call ", n), d.old)
					} else if !errors.Is(err, ErrRefused) {
						t.Errorf("call %d: going back: %v", n, err)
					}
				}
				if _, err2 := Deploy(t.Context(), deployment); err2 != nil && (err != nil || !tt.back) {
					t.Errorf("call %d (%v): again: %v", n, err, err2)
				}
				d.is(t, fmt.Sprint("again after call ", n), want)
				if !tt.back && err != nil {
					if _, err := Deploy(t.Context(), Deployment{To: d.to}); err != nil {
						t.Errorf("call %d: no way back: %v", n, err)
					}
					d.is(t, fmt.Sprint("back after call ", n), d.old)
				}
				if calls.Load() < n {
					if n < 20 {
						t.Errorf("only %d calls were tried", n-1)
					}
					return
				}
			}
		})
	}
}

// mixture sees that every file is whole and one of the two sites'.
func (d *deployments) mixture(t *testing.T, n int64) {
	t.Helper()
	for name, text := range published(t, d.to) {
		if !strings.HasPrefix(name, stagePrefix) && name != SignatureName && text != oldSite[name] && text != newSite[name] {
			t.Errorf("call %d: %s is %q", n, name, text)
		}
	}
}

// An interrupted deployment says so, and what it brought is not brought again.
func TestDeployResumes(t *testing.T) {
	d := newDeployments(t)
	d.ship(t, d.old)
	on := &stopping{disk: realDisk{}, at: filepath.Join(d.to, "doc", "1.html")}
	if _, err := deploy(t.Context(), Deployment{From: d.new, To: d.to}, on); err == nil || !strings.Contains(err.Error(), "请再运行一次") {
		t.Fatalf("the error is %v", err)
	}
	r := d.ship(t, d.new)
	if !r.Resumed || r.Arrived != 3 || r.Written != 3 || !r.Back {
		t.Errorf("%+v", r)
	}
	d.is(t, "resumed", d.new)
	d.ship(t, "")
	d.is(t, "back", d.old)
}

// A deployment of another site, or the way back, does not go on with the one that was
// interrupted; one that only had to remove files is gone on with.
func TestDeployOfAnotherAfterInterruption(t *testing.T) {
	third := site{"index.html": "third"}
	for _, tt := range []struct {
		name    string
		from    func(d *deployments) string
		late    bool // the manifest was in place
		resumed bool
	}{
		{"another", func(d *deployments) string { return filepath.Join(d.dir, "src", "third") }, false, false},
		{"back", func(*deployments) string { return "" }, false, false},
		{"the same", func(d *deployments) string { return d.new }, false, true},
		{"late, another", func(d *deployments) string { return filepath.Join(d.dir, "src", "third") }, true, false},
		{"late, back", func(*deployments) string { return "" }, true, false},
		{"late, the same", func(d *deployments) string { return d.new }, true, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDeployments(t)
			build(t, Options{Dir: filepath.Join(d.dir, "src", "third")}, third)
			d.ship(t, d.old)
			at := "index.html"
			if tt.late {
				at = SignatureName
			}
			on := &stopping{disk: realDisk{}, at: filepath.Join(d.to, at)}
			if _, err := deploy(t.Context(), Deployment{From: d.new, To: d.to}, on); err == nil {
				t.Fatal("not interrupted")
			}
			if r := d.ship(t, tt.from(d)); r.Resumed != tt.resumed {
				t.Errorf("%+v", r)
			}
		})
	}
}

// stopping fails when a file is put at a place.
type stopping struct {
	disk
	at string
}

func (s *stopping) rename(a, b string) error {
	if b == s.at {
		return syscall.EIO
	}
	return s.disk.rename(a, b)
}

// A site that a build switches by a link is deployed as any other; it is no target.
func TestDeployOfLink(t *testing.T) {
	d := newDeployments(t)
	o := Options{Dir: filepath.Join(d.dir, "src", "linked")}
	for _, s := range []site{oldSite, newSite} {
		if _, err := tryBuild(o, plainDisk{}, s); err != nil {
			t.Fatal(err)
		}
	}
	if isLinkOrGone(o.Dir) {
		d.ship(t, o.Dir)
		real, err := filepath.EvalSymlinks(o.Dir)
		if err != nil {
			t.Fatal(err)
		}
		d.is(t, "from a link", real)
	}
	if _, err := Deploy(t.Context(), Deployment{From: d.old, To: o.Dir}); isLinkOrGone(o.Dir) && !errors.Is(err, ErrRefused) {
		t.Errorf("a link is taken: %v", err)
	}
}

// A signature goes with its manifest, there and back; where there is none, none stays.
func TestDeployOfUnsigned(t *testing.T) {
	d := newDeployments(t)
	plain := filepath.Join(d.dir, "src", "plain")
	build(t, Options{Dir: plain}, newSite)
	d.ship(t, d.old)
	d.ship(t, plain)
	d.is(t, "unsigned", plain)
	d.ship(t, "")
	d.is(t, "signed again", d.old)
	overwrite(t, filepath.Join(d.to, SignatureName), "forged")
	if r := d.ship(t, d.old); !r.Changed || r.Written != 0 {
		t.Errorf("a forged signature: %+v", r)
	}
	d.is(t, "mended", d.old)
}

// What is put in place and what is removed, in this order.
func TestDeployOrder(t *testing.T) {
	d := newDeployments(t)
	d.ship(t, d.old)
	on := &recording{disk: realDisk{}, below: d.to + string(filepath.Separator)}
	if _, err := deploy(t.Context(), Deployment{From: d.new, To: d.to}, on); err != nil {
		t.Fatal(err)
	}
	want := []string{"assets/b.css", "doc/3/fj.pdf", "x/y.txt", "doc/1.html", "doc/3.html", "index.html", ManifestName, SignatureName,
		"-doc/2.html", "-doc/2/fj.pdf", "-a/b/c.txt", "-assets/a.css"}
	if diff := cmp.Diff(want, on.done); diff != "" {
		t.Error(diff)
	}
}

// recording notes the files that are moved to a folder, and that are removed from it.
type recording struct {
	disk
	below string
	done  []string
}

func (r *recording) note(mark, at string) {
	if name, ok := strings.CutPrefix(at, r.below); ok && !strings.HasPrefix(name, stagePrefix) {
		r.done = append(r.done, mark+filepath.ToSlash(name))
	}
}

func (r *recording) rename(a, b string) error {
	r.note("", b)
	return r.disk.rename(a, b)
}

func (r *recording) remove(p string) error {
	if info, err := os.Lstat(p); err == nil && !info.IsDir() {
		r.note("-", p)
	}
	return r.disk.remove(p)
}

func TestDeployCancelled(t *testing.T) {
	d := newDeployments(t)
	d.ship(t, d.old)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Deploy(ctx, Deployment{From: d.new, To: d.to}); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	d.is(t, "cancelled", d.old)
}
