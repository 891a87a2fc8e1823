package serve

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"

	"mulu/cmd/mulu/internal/sitetest"
)

// take waits for a value of a watch.
func take(t *testing.T, c <-chan []string) []string {
	t.Helper()
	select {
	case v, ok := <-c:
		if !ok {
			t.Fatal("the watch ended")
		}
		return v
	case <-time.After(patience):
		t.Fatal("the watch says nothing")
	}
	return nil
}

func TestWatchNames(t *testing.T) {
	dir := sitetest.Docs(3).Write(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	c := watch(ctx, dir+"/", false, t.Logf)
	if v := take(t, c); v != nil {
		t.Errorf("at first: %q, want a look at all", v)
	}
	for _, name := range []string{"content/.swap", "content/d.md~", "other.txt", "public"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(filepath.Join(dir, "content/d00001.md"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "content/d00002.md"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if v, want := take(t, c), []string{"content/d00002.md"}; !slices.Equal(v, want) {
		t.Errorf("after an edit: %q, want %q", v, want)
	}
	if v := take(t, c); v != nil {
		t.Errorf("afterwards: %q, want a look at all", v)
	}
	if err := os.MkdirAll(filepath.Join(dir, "content/a/b"), 0o755); err != nil {
		t.Fatal(err)
	}
	if v := take(t, c); v != nil {
		t.Errorf("after a new folder: %q, want a look at all", v)
	}
	cancel()
	if v, ok := <-c; ok && v != nil {
		t.Errorf("after the end: %q", v)
	}
}

// When the system's queue overflows, events are lost: everything is looked at, new
// folders included.
func TestWatchOverflow(t *testing.T) {
	dir := sitetest.Docs(1).Write(t)
	n, err := fsnotify.NewWatcher()
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	c := make(chan []string)
	done := make(chan error, 1)
	// It watches nothing yet, as if all events so far were lost.
	go func() { done <- newWatcher(n, dir).loop(ctx, c) }()
	take(t, c)
	n.Errors <- fsnotify.ErrEventOverflow
	if v := take(t, c); v != nil {
		t.Errorf("after an overflow: %q, want a look at all", v)
	}
	if err := os.WriteFile(filepath.Join(dir, "content/d00001.md"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if v := take(t, c); !slices.Equal(v, []string{"content/d00001.md"}) {
		t.Errorf("after an edit: %q", v)
	}
	n.Errors <- syscall.EIO
	if err := <-done; err != syscall.EIO {
		t.Errorf("another error ends the watch with %v", err)
	}
}

func TestWatchFallsBackToPolling(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	told := make(chan string, 1)
	c := watch(ctx, filepath.Join(t.TempDir(), "none"), false, func(format string, args ...any) { told <- fmt.Sprintf(format, args...) })
	if s := <-told; !strings.Contains(s, "改为每秒检查一次") {
		t.Errorf("told %q", s)
	}
	take(t, c)
	take(t, c)
}

func TestWatchProblem(t *testing.T) {
	for err, want := range map[error]string{
		fmt.Errorf("add: %w", syscall.ENOSPC): "max_user_watches",
		syscall.EMFILE:                        "max_user_instances",
		syscall.EIO:                           "input/output error",
	} {
		if got := watchProblem(err); !strings.Contains(got, want) {
			t.Errorf("watchProblem(%v) = %q, want %q in it", err, got, want)
		}
	}
}
