package publish

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/rounds"
)

// holdingDisk makes a file before its first write and waits until somebody removes it.
type holdingDisk struct {
	disk
	file string
	once sync.Once
}

func (d *holdingDisk) write(p string, data []byte) error {
	d.once.Do(func() {
		if os.WriteFile(d.file, nil, 0o600) != nil {
			return
		}
		for there := error(nil); there == nil; _, there = os.Stat(d.file) {
			time.Sleep(time.Millisecond)
		}
	})
	return d.disk.write(p, data)
}

// holder starts a build that has the lock and half of a stage, and stays so until the
// file is removed.
func holder(t *testing.T, dir string, version int) (c *exec.Cmd, file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "hold")
	c = child(t.Context(), dir, version)
	c.Env = append(c.Env, childHold+"="+file)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(time.Millisecond) {
		if _, err := os.Stat(file); err == nil {
			return c, file
		}
		if time.Now().After(end) {
			_ = c.Process.Kill()
			t.Fatal("the build never began to write")
		}
	}
}

// The lock of a build that was killed holds up nobody, and what it left is removed.
func TestDeadBuild(t *testing.T) {
	dir := filepath.Join(memoryDir(t), "public")
	for round := range rounds.Of(4, 40) {
		c, _ := holder(t, dir, round)
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = c.Wait() // killed
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), ".public.*")); len(left) < 2 {
			t.Errorf("the killed build left %q, want a lock file and a stage", left)
		}
		build(t, Options{Dir: dir, Wait: time.Nanosecond}, killSite(round))
		checkWhole(t, dir, killSite(round))
		checkTidy(t, fmt.Sprint("round ", round), dir, false)
	}
}

// While a build runs or is stopped another one waits, then says who is in its way; the
// stopped one does no harm when it goes on.
func TestStoppedBuild(t *testing.T) {
	dir := filepath.Join(memoryDir(t), "public")
	build(t, Options{Dir: dir}, killSite(0))
	for round := 1; round <= rounds.Of(4, 40); round++ {
		c, file := holder(t, dir, round)
		stopped := pause(t, c.Process)
		_, err := tryBuild(Options{Dir: dir, Wait: 60 * time.Millisecond}, realDisk{}, killSite(round+100))
		if !errors.Is(err, ErrBusy) {
			t.Errorf("beside a stopped build: %v", err)
		}
		checkWhole(t, dir, killSite(round-1))
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		stopped()
		if err := c.Wait(); err != nil {
			t.Fatal(err)
		}
		checkWhole(t, dir, killSite(round))
		checkTidy(t, fmt.Sprint("round ", round), dir, false)
	}
}
