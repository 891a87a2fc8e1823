package publish

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/windows"
)

// Who has a page open for a moment does not stop a publication; who keeps it open is named.
func TestHeldOpen(t *testing.T) {
	for _, inPlace := range []bool{false, true} {
		o := Options{Dir: filepath.Join(t.TempDir(), "public"), InPlace: inPlace}
		build(t, o, site{"a.html": "1"})
		held, err := os.Open(filepath.Join(o.Dir, "a.html"))
		if err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(100*time.Millisecond, func() { held.Close() })
		build(t, o, site{"a.html": "2"})
		checkWhole(t, o.Dir, site{"a.html": "2"})

		held, err = os.Open(filepath.Join(o.Dir, "a.html"))
		if err != nil {
			t.Fatal(err)
		}
		_, err = tryBuild(o, realDisk{}, site{"a.html": "3"})
		if !isOneOf(err, holdUps) {
			t.Errorf("in place %v: a page that is kept open: %v", inPlace, err)
		}
		held.Close()
		build(t, o, site{"a.html": "3"})
		checkWhole(t, o.Dir, site{"a.html": "3"})
	}
}

// The lock leaves nothing behind, and stays where another has it open.
func TestLockIsRemoved(t *testing.T) {
	path := filepath.Join(t.TempDir(), ".public.lock")
	l, err := tryAcquire(path)
	if err != nil || l == nil {
		t.Fatal(l, err)
	}
	if second, err := tryAcquire(path); second != nil || err != nil {
		t.Errorf("a second lock: %v, %v", second, err)
	}
	l.release()
	if _, err := os.Lstat(path); !errors.Is(err, windows.ERROR_FILE_NOT_FOUND) {
		t.Errorf("the lock's file is still there: %v", err)
	}
}
