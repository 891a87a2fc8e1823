package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"
)

func newStage(t *testing.T, o Options) *Stage {
	t.Helper()
	s, err := Begin(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Abort() })
	return s
}

func commit(t *testing.T, s *Stage) Result {
	t.Helper()
	r, err := s.Commit(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestSecondBegin: the second build waits, then starts from what the first left.
func TestSecondBegin(t *testing.T) {
	o := Options{Dir: filepath.Join(memoryDir(t), "public")}
	first := newStage(t, o)
	_, err := Begin(t.Context(), Options{Dir: o.Dir, Wait: time.Millisecond})
	if !errors.Is(err, ErrBusy) {
		t.Errorf("a busy output: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err := Begin(ctx, o); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a cancelled wait: %v", err)
	}
	done := make(chan Result)
	go func() {
		defer close(done)
		second, err := Begin(context.Background(), o)
		if err != nil {
			t.Error(err)
			return
		}
		defer second.Abort()
		if err := second.Write("a.html", []byte("1")); err != nil {
			t.Error(err)
		}
		r, err := second.Commit(context.Background())
		if err != nil {
			t.Error(err)
		}
		done <- r
	}()
	time.Sleep(20 * time.Millisecond)
	if err := first.Write("a.html", []byte("1")); err != nil {
		t.Fatal(err)
	}
	commit(t, first)
	if r := <-done; r.Changed || r.Unchanged != 1 {
		t.Errorf("the second build did not see the first: %+v", r)
	}
}

func TestWriteTogether(t *testing.T) {
	o := Options{Dir: filepath.Join(memoryDir(t), "public")}
	for version := range 2 {
		s := newStage(t, o)
		var group sync.WaitGroup
		for w := range 8 {
			group.Go(func() {
				for i := range 200 {
					text := fmt.Sprint(i, " ", version*(i%3))
					if err := s.Write(fmt.Sprintf("d%d/%d/%d.html", i%7, w, i), []byte(text)); err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		if r := commit(t, s); r.Files != 1600 || r.Written+r.Unchanged != 1600 {
			t.Errorf("%+v", r)
		}
		checkManifest(t, o.Dir, published(t, o.Dir))
	}
}

// TestClaims: paths that clash or may not be published, also with unchanged files.
func TestClaims(t *testing.T) {
	o := Options{Dir: filepath.Join(memoryDir(t), "public")}
	build(t, o, site{"a.html": "1", "doc/b.html": "2", "gone.html": "3"})
	for _, tt := range []struct{ first, second, want string }{
		{"a.html", "a.html", "两次"},
		{"x.html", "x.html", "两次"},
		{"a.html", "A.html", "大小写"},
		{"X.html", "x.html", "大小写"},
		{"doc/b.html", "Doc/c.html", "大小写"},
		{"x/y.html", "X/z.html", "大小写"},
		{"a.html", "a.html/b", "文件"},
		{"doc/b.html", "doc", "文件夹"},
		{"x/y/z.html", "X/Y", "大小写"},
		{"x/y/z.html", "x/Y", "文件夹"},
		{"x", "X/y", "文件"},
	} {
		s := newStage(t, o)
		text := []byte(site{"a.html": "1", "doc/b.html": "2"}[tt.first])
		if err := s.Write(tt.first, text); err != nil {
			t.Fatal(err)
		}
		err := s.Write(tt.second, []byte("?"))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Write(%q) after %q = %v, want %s", tt.second, tt.first, err, tt.want)
		}
		if _, again := s.Commit(t.Context()); !errors.Is(again, err) {
			t.Errorf("Commit after that = %v", again)
		}
	}
	build(t, o, site{"A.html": "1", "Doc/b.html": "2", "GONE.html": "4"}) // no clash with files that go
	checkWhole(t, o.Dir, site{"A.html": "1", "Doc/b.html": "2", "GONE.html": "4"})
}

func TestCheckPath(t *testing.T) {
	for _, name := range []string{"a", "index.html", "_headers", ".nojekyll", ".well-known/security.txt", "a/b-c/d_e.F9",
		"console.html", "com.html", "com10", "doc/qlscz~l/~e/~9c81~~020bb7~m1-1.html", strings.Repeat("a", 255)} {
		if err := checkPath(name); err != nil {
			t.Errorf("checkPath(%q) = %v", name, err)
		}
	}
	for _, name := range []string{"", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", "a\\b", "c:a", "a b", "a\x00", "公开.html",
		"a.", "a./b", "con", "Con.html", "a/NUL.txt", "com1", "lpt9.x", "a%2fb", ManifestName, stagePrefix + "1/a",
		strings.Repeat("a", 256), strings.Repeat("a/", 600) + "a"} {
		if checkPath(name) == nil {
			t.Errorf("checkPath(%q) takes it", name)
		}
	}
}

// TestCopy: streams of every kind are written once and then recognised.
func TestCopy(t *testing.T) {
	o := Options{Dir: filepath.Join(memoryDir(t), "public")}
	big := bytes.Repeat([]byte("0123456789abcdef"), smallCopy/8)
	files := map[string][]byte{"none.csv": nil, "small.csv": []byte("small"), "edge.bin": big[:smallCopy], "over.bin": big[:smallCopy+1], "big.bin": big}
	readers := map[string]func([]byte) io.Reader{
		"seeker": func(b []byte) io.Reader { return bytes.NewReader(b) },
		"stream": func(b []byte) io.Reader { return io.MultiReader(bytes.NewReader(b)) },
		"later":  func(b []byte) io.Reader { r := bytes.NewReader(append([]byte("xx"), b...)); r.Seek(2, 0); return r },
	}
	for kind, reader := range readers {
		for round := range 3 {
			s := newStage(t, Options{Dir: o.Dir + kind})
			want := site{}
			for name, data := range files {
				if round == 2 && len(data) > 0 {
					data = append(bytes.Clone(data[1:]), '!') // the same size, other bytes
				}
				want[name] = string(data)
				if n, err := s.Copy(name, reader(data)); n != int64(len(data)) || err != nil {
					t.Errorf("%s %d: Copy(%s) = %d, %v", kind, round, name, n, err)
				}
			}
			r := commit(t, s)
			checkWhole(t, o.Dir+kind, want)
			if changed := []int{5, 0, 4}[round]; kind != "stream" && r.Written != changed || r.Files != 5 {
				t.Errorf("%s %d: %+v, want %d written", kind, round, r, changed)
			}
		}
	}
}

func TestCopyFails(t *testing.T) {
	o := Options{Dir: filepath.Join(memoryDir(t), "public")}
	build(t, o, site{"a.html": "1"})
	for _, size := range []int64{10, smallCopy * 3} {
		s := newStage(t, o)
		r := io.MultiReader(io.LimitReader(zeros{}, size), iotest.ErrReader(errors.New("unplugged")))
		if _, err := s.Copy("x.pdf", r); err == nil || !strings.Contains(err.Error(), "x.pdf") {
			t.Errorf("Copy of a broken file: %v", err)
		}
		if _, err := s.Commit(t.Context()); err == nil {
			t.Error("a site with a broken file was published")
		}
	}
	checkWhole(t, o.Dir, site{"a.html": "1"})
	checkTidy(t, "after errors", o.Dir, false)
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

// TestCancel: a cancelled build publishes nothing and leaves nothing.
func TestCancel(t *testing.T) {
	o := Options{Dir: filepath.Join(memoryDir(t), "public")}
	build(t, o, site{"a.html": "1", "b.html": "1"})
	ctx, cancel := context.WithCancel(context.Background())
	s, err := Begin(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Write("a.html", []byte("2")); err != nil {
		t.Fatal(err)
	}
	if err := s.Write("b.html", []byte("1")); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := s.Write("c.html", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("Write after cancel = %v", err)
	}
	if _, err := s.Commit(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Commit after cancel = %v", err)
	}
	if err := s.Abort(); err != nil {
		t.Errorf("Abort = %v", err)
	}
	if _, err := Begin(ctx, o); !errors.Is(err, context.Canceled) {
		t.Errorf("Begin after cancel = %v", err)
	}
	checkWhole(t, o.Dir, site{"a.html": "1", "b.html": "1"})
	checkTidy(t, "cancelled", o.Dir, false)
}

func TestAbort(t *testing.T) {
	o := Options{Dir: filepath.Join(memoryDir(t), "deep", "public")}
	s := newStage(t, o)
	if err := s.Write("a.html", []byte("1")); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Abort(), s.Abort()); err != nil {
		t.Errorf("Abort = %v", err)
	}
	if err := s.Write("b.html", nil); err == nil {
		t.Error("Write after Abort works")
	}
	if _, err := s.Commit(t.Context()); err == nil {
		t.Error("Commit after Abort works")
	}
	if _, err := os.Lstat(o.Dir); err == nil {
		t.Error("an aborted build made the output")
	}
	checkTidy(t, "aborted", o.Dir, false)
}

// TestEmpty: a site without files is a site.
func TestEmpty(t *testing.T) {
	o := Options{Dir: filepath.Join(memoryDir(t), "public")}
	build(t, o, site{})
	checkWhole(t, o.Dir, site{})
	if r := build(t, o, site{}); r.Changed {
		t.Errorf("changed: %+v", r)
	}
}

// TestSameBytes: the output folder is a function of the files alone, but for the chain.
func TestSameBytes(t *testing.T) {
	files := site{}
	for i := range 300 {
		files[fmt.Sprintf("d%d/%d.html", i%9, i)] = fmt.Sprint(i)
	}
	fresh, used := filepath.Join(memoryDir(t), "public"), filepath.Join(memoryDir(t), "public")
	build(t, Options{Dir: fresh}, files)
	build(t, Options{Dir: used}, site{"d1/1.html": "1", "d2/2.html": "other", "old.html": "x"})
	build(t, Options{Dir: used}, files)
	a, errA := os.ReadFile(filepath.Join(fresh, ManifestName))
	b, errB := os.ReadFile(filepath.Join(used, ManifestName))
	a, endA, _ := bytes.Cut(a, []byte(`,"date"`))
	b, endB, _ := bytes.Cut(b, []byte(`,"date"`))
	if err := errors.Join(errA, errB); err != nil || !bytes.Equal(a, b) || bytes.Equal(endA, endB) {
		t.Errorf("manifests differ (%v):\n%s\n%s", err, a, b)
	}
	checkWhole(t, used, files)
}

// TestReadersSeeASite: a page that is in every version is there at every moment.
func TestReadersSeeASite(t *testing.T) {
	o := Options{Dir: filepath.Join(memoryDir(t), "public")}
	build(t, o, site{"a.html": "0", "b.html": "b"})
	var stop atomic.Bool
	var reader sync.WaitGroup
	reads := 0
	reader.Go(func() {
		for ; !stop.Load(); reads++ {
			for _, name := range []string{"a.html", "b.html", ManifestName} {
				if _, err := os.ReadFile(filepath.Join(o.Dir, name)); err != nil {
					t.Error(err)
				}
			}
		}
	})
	for i := range 100 {
		build(t, o, site{"a.html": fmt.Sprint(i), "b.html": "b"})
	}
	stop.Store(true)
	reader.Wait()
	if reads < 100 {
		t.Errorf("only %d reads", reads)
	}
}
