package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"
)

// What soon passes is waited for, a second at most; what does not is told at once.
func TestPatiently(t *testing.T) {
	busy, broken := errors.New("busy"), errors.New("broken")
	for name, tt := range map[string]struct {
		errs    []error // of the calls, the last again and again
		want    error
		tries   int
		seconds float64 // at most
	}{
		"fine":        {[]error{nil}, nil, 1, 0},
		"passes":      {[]error{busy, &os.LinkError{Err: busy}, nil}, nil, 3, 0.003},
		"turns worse": {[]error{busy, broken}, broken, 2, 0.001},
		"broken":      {[]error{broken}, broken, 1, 0},
		"stays busy":  {[]error{busy}, busy, 11, 1.1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tries, began := 0, time.Now()
				err := patiently(func() error {
					tries++
					return tt.errs[min(tries, len(tt.errs))-1]
				}, []error{busy})
				if took := time.Since(began).Seconds(); !errors.Is(err, tt.want) || tries != tt.tries || took > tt.seconds {
					t.Errorf("%v after %d tries and %.3f s, want %v after %d and at most %.3f s", err, tries, took, tt.want, tt.tries, tt.seconds)
				}
			})
		})
	}
}

// Where there are no hard links what has not changed is copied; another error is told.
func TestNoLinks(t *testing.T) {
	for _, cause := range append(noLink, fmt.Errorf("x: %w", errors.ErrUnsupported)) {
		o := Options{Dir: filepath.Join(memoryDir(t), "public")}
		build(t, o, site{"a.html": "1", "b.html": "b"})
		if _, err := tryBuild(o, unlinkedDisk{with: cause}, site{"a.html": "2", "b.html": "b"}); err != nil {
			t.Errorf("%v: %v", cause, err)
		}
		checkWhole(t, o.Dir, site{"a.html": "2", "b.html": "b"})
	}
	o := Options{Dir: filepath.Join(memoryDir(t), "public")}
	build(t, o, site{"a.html": "1", "b.html": "b"})
	if _, err := tryBuild(o, unlinkedDisk{with: fs.ErrClosed}, site{"a.html": "2", "b.html": "b"}); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("another error: %v", err)
	}
	checkWhole(t, o.Dir, site{"a.html": "1", "b.html": "b"})
}
