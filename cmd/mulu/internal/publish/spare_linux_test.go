package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// sparedSite has 80 files in folders of folders.
func sparedSite() site {
	s := site{"index.html": "home"}
	for i := range 80 {
		s[fmt.Sprintf("doc/%d/%d/%d.html", i%3, i%7, i)] = fmt.Sprint("text ", i)
	}
	return s
}

func spared(t *testing.T) (o Options, spare string) {
	dir := memoryDir(t)
	return Options{Dir: filepath.Join(dir, "public"), sparesFrom: 1, Sign: testKey}, filepath.Join(dir, ".public.spare")
}

// linkCounter counts the files that are given a second name.
type linkCounter struct {
	realDisk
	links *atomic.Int64
}

func (d linkCounter) link(a, b string) error {
	d.links.Add(1)
	return d.realDisk.link(a, b)
}

// buildCounted builds and gives the number of links.
func buildCounted(t *testing.T, o Options, files site) int64 {
	t.Helper()
	var links atomic.Int64
	if _, err := tryBuild(o, linkCounter{links: &links}, files); err != nil {
		t.Fatal(err)
	}
	return links.Load()
}

// checkSpare tells when a spare has something else than the output.
func checkSpare(t *testing.T, when, dir, spare string) {
	t.Helper()
	root := filepath.Join(spare, spareSite)
	if _, err := os.Lstat(spare); errors.Is(err, fs.ErrNotExist) {
		return
	}
	both := [2]map[string]os.FileInfo{{}, {}}
	for i, top := range [2]string{dir, root} {
		err := filepath.Walk(top, func(path string, info os.FileInfo, err error) error {
			rel, _ := filepath.Rel(top, path)
			both[i][rel] = info
			return err
		})
		if err != nil {
			t.Fatalf("%s: %v", when, err)
		}
	}
	same := maps.EqualFunc(both[0], both[1], func(a, b os.FileInfo) bool {
		return a.Mode() == b.Mode() && (a.IsDir() || os.SameFile(a, b))
	})
	if !same {
		t.Errorf("%s: the output has %d names, the spare %d, or others", when, len(both[0]), len(both[1]))
	}
}

// Builds of random edits: the output is what was to be published, the spare holds nothing
// else, and few links are made where few files changed.
func TestSpare(t *testing.T) {
	o, spare := spared(t)
	now := sparedSite()
	build(t, o, now)
	random := rand.New(rand.NewPCG(1, 2))
	used := 0
	for step := range 58 {
		edits := 1 + random.IntN(4)
		if step%10 == 9 {
			edits = 40
		}
		for range edits {
			i := random.IntN(100)
			name := fmt.Sprintf("doc/%d/%d/%d.html", i%3, i%7, i)
			switch random.IntN(5) {
			case 0:
				delete(now, name)
			case 1:
				now[fmt.Sprintf("new/%d/%d.html", random.IntN(4), random.IntN(4))] = fmt.Sprint("new ", step)
			case 2:
				delete(now, fmt.Sprintf("new/%d/%d.html", random.IntN(4), random.IntN(4)))
			default:
				now[name] = fmt.Sprint("edited ", step, " ", i)
			}
		}
		links := buildCounted(t, o, now)
		when := fmt.Sprint("step ", step)
		checkWhole(t, o.Dir, now)
		checkSpare(t, when, o.Dir, spare)
		if links < 20 {
			used++
		}
	}
	if used < 40 {
		t.Errorf("only %d builds of 58 used a spare", used)
	}
	if _, err := os.Lstat(spare); err != nil {
		t.Error(err)
	}
	o.InPlace = true // another way to publish knows nothing of it, so that it goes
	now["index.html"] = "in place"
	build(t, o, now)
	checkWhole(t, o.Dir, now)
	checkTidy(t, "in place", o.Dir, false)
}

// A spare that somebody touched, or one of another output, is not used.
func TestSpareTouched(t *testing.T) {
	const one, gone = "doc/1/1/1.html", "doc/2/2/2.html"
	replace := func(t *testing.T, path string) {
		t.Helper()
		info, err := os.Lstat(path)
		if err != nil {
			t.Fatal(err)
		}
		write(t, path+".x", strings.Repeat("?", int(info.Size())))
		if err := errors.Join(os.Chtimes(path+".x", time.Time{}, info.ModTime()), os.Rename(path+".x", path)); err != nil {
			t.Fatal(err)
		}
	}
	must := func(t *testing.T, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, touch := range map[string]func(t *testing.T, out, spare string){
		"a file more":   func(t *testing.T, _, spare string) { write(t, filepath.Join(spare, "doc/1/x.html"), "x") },
		"a folder more": func(t *testing.T, _, spare string) { must(t, os.Mkdir(filepath.Join(spare, "x"), 0o755)) },
		"a file less":   func(t *testing.T, _, spare string) { must(t, os.Remove(filepath.Join(spare, one))) },
		"another file":  func(t *testing.T, _, spare string) { replace(t, filepath.Join(spare, one)) },
		"a swapped folder": func(t *testing.T, _, spare string) {
			must(t, os.Rename(filepath.Join(spare, "doc/1"), filepath.Join(spare, "doc/9")))
		},
		"a mode":   func(t *testing.T, _, spare string) { must(t, os.Chmod(filepath.Join(spare, "doc"), 0o700)) },
		"no state": func(t *testing.T, _, spare string) { must(t, os.Remove(filepath.Join(spare, "..", spareState))) },
		"no site":  func(t *testing.T, _, spare string) { must(t, os.RemoveAll(spare)) },
		"a link": func(t *testing.T, _, spare string) {
			must(t, errors.Join(os.Rename(spare, spare+".x"), os.Symlink(spare+".x", spare)))
		},
		"a file more in the output": func(t *testing.T, out, _ string) { write(t, filepath.Join(out, ".DS_Store"), "x") },
		"a file less in the output": func(t *testing.T, out, _ string) { must(t, os.Remove(filepath.Join(out, one))) },
		"another state": func(t *testing.T, _, spare string) {
			state := filepath.Join(spare, "..", spareState)
			data, err := os.ReadFile(state)
			must(t, err)
			write(t, state, strings.Replace(string(data), "0", "1", 1))
		},
	} {
		t.Run(name, func(t *testing.T) {
			o, spare := spared(t)
			now := sparedSite()
			build(t, o, now)
			now[one] = "edited"
			build(t, o, now)
			if state, err := os.ReadFile(filepath.Join(spare, spareState)); err != nil || len(state) == 0 {
				t.Fatal(err)
			}
			time.Sleep(20 * time.Millisecond) // clocks of file systems have steps
			touch(t, o.Dir, filepath.Join(spare, spareSite))
			delete(now, gone)
			links := buildCounted(t, o, now)
			_ = os.Remove(filepath.Join(o.Dir, ".DS_Store"))
			checkWhole(t, o.Dir, now)
			if links < 70 {
				t.Errorf("the spare was used, with %d links", links)
			}
			for range 2 { // nothing of it comes back
				now["index.html"] += "."
				build(t, o, now)
				checkWhole(t, o.Dir, now)
				checkSpare(t, name, o.Dir, spare)
			}
		})
	}
}

// What is changed within a file, which the output and the spare share, is mended in both.
func TestSpareSharedFile(t *testing.T) {
	o, spare := spared(t)
	now := sparedSite()
	build(t, o, now)
	now["index.html"] = "edited"
	build(t, o, now)
	time.Sleep(20 * time.Millisecond)
	write(t, filepath.Join(spare, spareSite, "doc/1/1/1.html"), "TEXT 1")
	if got := published(t, o.Dir)["doc/1/1/1.html"]; got != "TEXT 1" {
		t.Fatal(got)
	}
	now["index.html"] = "again"
	for range 3 {
		now["index.html"] += "."
		build(t, o, now)
		checkWhole(t, o.Dir, now)
		checkSpare(t, "after the change", o.Dir, spare)
	}
}

// Every call fails once, in turn: the output is the old site or the new one, and the next
// build is right.
func TestSpareFaults(t *testing.T) {
	first := sparedSite()
	second := maps.Clone(first)
	second["index.html"] = "edited"
	third := maps.Clone(second)
	delete(third, "doc/1/1/1.html")
	third["doc/2/2/2.html"], third["new/a/b.html"] = "edited", "new"
	for n := int64(1); ; n++ {
		o, spare := spared(t)
		build(t, o, first)
		build(t, o, second)
		var calls atomic.Int64
		_, err := tryBuild(o, faultyDisk{realDisk{}, n, &calls, syscall.ENOSPC, false}, third)
		want := third
		if err != nil {
			want = second
		}
		when := fmt.Sprintf("call %d (%v)", n, err)
		if diff := cmp.Diff(want, published(t, o.Dir)); diff != "" {
			t.Errorf("%s: %s", when, diff)
		}
		for range 2 {
			third["index.html"] += "."
			build(t, o, third)
			checkWhole(t, o.Dir, third)
			checkSpare(t, when, o.Dir, spare)
		}
		third["index.html"] = "edited"
		os.RemoveAll(filepath.Dir(o.Dir))
		if calls.Load() < n {
			if n < 20 {
				t.Errorf("only %d calls were tried", n-1)
			}
			return
		}
	}
}

// TestSpareKill kills builds that use a spare.
func TestSpareKill(t *testing.T) {
	o, spare := spared(t)
	build(t, o, killSite(0))
	at, kills := 0, 0
	for version := 1; version <= 40; version++ {
		c := child(t.Context(), o.Dir, version)
		c.Env = append(c.Env, childSpares+"=1")
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.IntN(12)) * time.Millisecond)
		if c.Process.Kill() == nil {
			kills++
		}
		_ = c.Wait() // killed, or ended before
		got := published(t, o.Dir)
		checkManifest(t, o.Dir, got)
		if got["version"] == fmt.Sprint(version) {
			at = version
		}
		want := killSite(0)
		if at > 0 {
			want = fewChanges(at)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("kill of version %d leaves a mixture: %s", version, diff)
		}
	}
	if kills < 15 {
		t.Errorf("only %d builds could be killed", kills)
	}
	last := fewChanges(99)
	build(t, o, last)
	checkWhole(t, o.Dir, last)
	checkSpare(t, "after the kills", o.Dir, spare)
}
