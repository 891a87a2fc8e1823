package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestOpenErrors(t *testing.T) {
	_, dir := newSite(t, "file")
	for name, want := range map[string]string{"gone": "不存在", "file": "不是文件夹"} {
		s, err := Open(filepath.Join(dir, name))
		if err == nil {
			s.Close()
		}
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), name) {
			t.Errorf("Open(%s) = %v, want %s", name, err, want)
		}
	}
}

// A file that is far too large is not taken into memory, whatever its name.
func TestReadHuge(t *testing.T) {
	s, dir := newSite(t, "content/a.md", "config.toml")
	for _, name := range []string{"content/a.md", "config.toml"} {
		if err := os.Truncate(filepath.Join(dir, name), 1<<40); err != nil {
			t.Skip(err) // no sparse files here
		}
		if _, err := s.Read(name); err == nil || !strings.Contains(err.Error(), "太大") {
			t.Errorf("Read(%s) = %v", name, err)
		}
	}
	// A reader that grows past its size, as a file does that is being written.
	if _, err := fill(io.LimitReader(endless{}, 1<<30), nil, 10); !errors.Is(err, errTooLarge) {
		t.Errorf("fill = %v", err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestRead(t *testing.T) {
	s, dir := newSite(t, "content/a/b/c/d.md", "config.toml")
	for _, name := range []string{"content/a/b/c/d.md", "config.toml"} {
		data, err := s.Read(name)
		if err != nil || string(data) != "content of "+name {
			t.Errorf("Read(%s) = %q, %v", name, data, err)
		}
		f, err := s.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		streamed, err := io.ReadAll(f)
		if err := errors.Join(err, f.Close()); err != nil || string(streamed) != string(data) {
			t.Errorf("Open(%s) reads %q, %v", name, streamed, err)
		}
		if info, ok := s.Stat(name); !ok || info.Size != int64(len(data)) || info.Path != name {
			t.Errorf("Stat(%s) = %+v, %v", name, info, ok)
		}
	}
	// A buffer of any size, and a file that has another one than before.
	for _, size := range []int{0, 1, 511, 4096, 100_000} {
		text := strings.Repeat("字", size)
		if err := os.WriteFile(filepath.Join(dir, "config.toml"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		for _, buf := range [][]byte{nil, make([]byte, 10), make([]byte, 0, 3*size), make([]byte, 0, 3*size+1)} {
			if data, err := s.ReadInto("config.toml", buf); err != nil || string(data) != text {
				t.Errorf("ReadInto %d bytes: %d, %v", 3*size, len(data), err)
			}
		}
	}
}

// TestFill: a wrong size and short reads do not lose anything.
func TestFill(t *testing.T) {
	text := strings.Repeat("0123456789", 1000)
	for _, size := range []int64{0, 1, 9_999, 10_000, 10_001, 20_000} {
		for _, step := range []int{1, 7, 4096, 100_000} {
			got, err := fill(&stepReader{text, step}, nil, size)
			want := text
			if int64(step) <= size && size < 10_000 && size%int64(step) == 0 {
				// A short read at the size that was known is taken for the end.
				want = text[:size]
			}
			if err != nil || string(got) != want {
				t.Errorf("size %d in steps of %d: %d bytes, %v", size, step, len(got), err)
			}
		}
	}
}

type stepReader struct {
	text string
	step int
}

func (r *stepReader) Read(p []byte) (int, error) {
	if r.text == "" {
		return 0, io.EOF
	}
	n := copy(p, r.text[:min(r.step, len(r.text))])
	r.text = r.text[n:]
	return n, nil
}

// TestNothingOutside: no path leads out of the site or through a link.
func TestNothingOutside(t *testing.T) {
	_, dir := newSite(t, "site/content/a.md", "secret.txt", "site/content/real/b.md")
	s, err := Open(filepath.Join(dir, "site"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for name, target := range map[string]string{"out.md": "../../secret.txt", "in.md": "a.md", "folder": "real", "up": "../.."} {
		if err := os.Symlink(target, filepath.Join(dir, "site", "content", name)); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	refused := []string{"", ".", "/etc/passwd", "../secret.txt", "content/../../secret.txt", "content/./a.md", "content//a.md", "content/a.md/",
		"content", "content/out.md", "content/in.md", "content/folder/b.md", "content/up/secret.txt", "content/gone.md", "gone/a.md", "content/a.md/b", "content\x00"}
	if mkfifo(t, filepath.Join(dir, "site", "pipe")) {
		refused = append(refused, "pipe")
	}
	for _, name := range refused {
		data, err := s.Read(name)
		if err == nil {
			t.Errorf("Read(%q) = %q", name, data)
		}
		if f, err := s.Open(name); err == nil {
			f.Close()
			t.Errorf("Open(%q) works", name)
		}
		if info, ok := s.Stat(name); ok {
			t.Errorf("Stat(%q) = %+v", name, info)
		}
	}
	if _, err := s.Read("content/in.md"); !errors.Is(err, errLink) {
		t.Errorf("a link: %v", err)
	}
	if _, err := s.Read("content/folder/b.md"); !errors.Is(err, errLink) {
		t.Errorf("a linked folder: %v", err)
	}
	if _, err := s.Read("content/gone.md"); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "content/gone.md") {
		t.Errorf("a file that is not there: %v", err)
	}
}

// TestManyFolders reads from more folders than are kept open, in parallel, with
// few descriptors.
func TestManyFolders(t *testing.T) {
	var files []string
	for i := range 100 {
		files = append(files, fmt.Sprintf("content/a%d/b%d/c.md", i%10, i))
	}
	s, _ := newSite(t, files...)
	var group sync.WaitGroup
	for w := range 8 {
		group.Go(func() {
			var buf []byte
			for i := range files {
				name := files[(i*7+w*13)%len(files)]
				data, err := s.ReadInto(name, buf)
				if err != nil || string(data) != "content of "+name {
					t.Errorf("Read(%s) = %q, %v", name, data, err)
				}
				buf = data
			}
		})
	}
	group.Wait()
	if n := len(s.folders.open); n > maxFolders {
		t.Errorf("%d folders are open", n)
	}
	for _, f := range s.folders.open {
		if f.refs != 0 {
			t.Errorf("%s has %d readers", f.path, f.refs)
		}
	}
}

// The number of a closed handle may be another file's, so nothing is asked of it; who reads
// at that moment reads to the end.
func TestClosed(t *testing.T) {
	s, _ := newSite(t, "content/a/b.md")
	f, _, err := s.folder("content/a/b.md")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if _, err := f.dir.stat("b.md"); err != nil {
		t.Errorf("in use while it was closed: %v", err)
	}
	s.folders.release(f)
	for _, name := range []string{"content/a/b.md", "config.toml"} {
		if _, err := s.Read(name); !errors.Is(err, fs.ErrClosed) {
			t.Errorf("Read(%s) after Close: %v", name, err)
		}
	}
	if _, _, _, err := s.Content(); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("Content after Close: %v", err)
	}
	if err := s.Close(); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("Close after Close: %v", err)
	}
}

func TestRules(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Rules() {
		if seen[r.Code] || r.Code == "" || r.Severity == 0 || r.Title == "" || r.Explain == "" || r.Source == "" || r.Repair == "" {
			t.Errorf("rule %q is not complete, or twice", r.Code)
		}
		seen[r.Code] = true
	}
}
