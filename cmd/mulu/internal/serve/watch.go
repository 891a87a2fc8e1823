package serve

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"

	"mulu/cmd/mulu/internal/config"
)

const (
	// quiet is how long files must lie still before they are read: an editor's save
	// is several events within a millisecond or two. A file read half-written does no
	// harm, its last good page stays; so this need not be long.
	quiet = 20 * time.Millisecond
	// longest bounds the wait while something writes without a pause.
	longest      = 250 * time.Millisecond
	pollInterval = time.Second
	// confirmAfter is when all files are looked at once more after a few were read by
	// name, for no system's events are complete.
	confirmAfter = time.Second
	// mostNames is how many files are read by name: beyond, a look at all is cheaper.
	mostNames = 100
)

// watched are the names in the site's folder whose changes matter, beside other settings
// (*.toml), as the file of waivers. The output folder is none of them.
var watched = []string{config.FileName, "content", "layouts", "static"}

// watch gives a value after files of the site changed, and closes the channel when ctx
// is done: the paths of files that changed, from the site's folder, or nil when any
// may have. tell informs the user.
func watch(ctx context.Context, dir string, poll bool, tell func(string, ...any)) <-chan []string {
	out := make(chan []string)
	go func() {
		defer close(out)
		if !poll {
			err := notify(ctx, dir, out)
			if err == nil {
				return
			}
			tell("%s；改为每秒检查一次文件", watchProblem(err))
		}
		pollLoop(ctx, out)
	}()
	return out
}

// watchProblem says why the system does not tell of changes, and the remedy.
func watchProblem(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return "系统允许监视的文件夹数已用完（不是磁盘满）。提高上限：sudo sysctl fs.inotify.max_user_watches=524288"
	case errors.Is(err, syscall.EMFILE):
		return "系统允许打开的监视器或文件数已用完。提高上限：sudo sysctl fs.inotify.max_user_instances=512，或者 ulimit -n 4096"
	}
	return "不能监视文件的改动（" + err.Error() + "）"
}

func pollLoop(ctx context.Context, out chan<- []string) {
	tick := time.NewTicker(pollInterval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		select {
		case <-ctx.Done():
			return
		case out <- nil:
		}
	}
}

// watcher watches folders, never files: editors save by renaming.
type watcher struct {
	fs    *fsnotify.Watcher
	dir   string
	names map[string]bool // changed since the last value was given
	all   bool            // anything may have changed

	due            chan<- []string
	still, confirm *time.Timer
	first          time.Time // of the events that wait; zero when none does
}

func newWatcher(n *fsnotify.Watcher, dir string) *watcher {
	return &watcher{fs: n, dir: filepath.Clean(dir), names: map[string]bool{}, still: stopped(), confirm: stopped()}
}

// notify follows the system's events until ctx is done. An error says that it cannot.
func notify(ctx context.Context, dir string, out chan<- []string) error {
	n, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	defer n.Close()
	w := newWatcher(n, dir)
	if err := n.Add(dir); err != nil {
		return err
	}
	if err := w.addAll(); err != nil {
		return err
	}
	return w.loop(ctx, out)
}

// loop gives values when files lie still after events. w.due is nil while there is
// nothing to give, so that giving waits for the reader and never holds up the events.
func (w *watcher) loop(ctx context.Context, out chan<- []string) error {
	w.all, w.due = true, out // for what changed before the watch began
	for {
		matters := false
		var err error
		select {
		case <-ctx.Done():
			return nil
		case e := <-w.fs.Events:
			matters, err = w.event(e)
		case err = <-w.fs.Errors:
			if errors.Is(err, fsnotify.ErrEventOverflow) { // some are lost, perhaps of new folders
				matters, w.all, err = true, true, w.addAll()
			}
		case <-w.still.C:
			w.first, w.due = time.Time{}, out
		case <-w.confirm.C:
			w.all, w.due = true, out
		case w.due <- w.value():
			w.given()
		}
		if err != nil {
			return err
		}
		if matters {
			w.wait()
		}
	}
}

// wait puts off giving until files lie still.
func (w *watcher) wait() {
	if w.first.IsZero() {
		w.first = time.Now()
	}
	w.due = nil
	w.still.Reset(max(0, min(quiet, longest-time.Since(w.first))))
}

// given begins anew after a value was taken.
func (w *watcher) given() {
	if !w.all {
		w.confirm.Reset(confirmAfter)
	}
	w.all, w.due = false, nil
	clear(w.names)
}

// stopped is a timer that runs when it is reset.
func stopped() *time.Timer {
	t := time.NewTimer(time.Hour)
	t.Stop()
	return t
}

// value is what changed, as watch gives it.
func (w *watcher) value() []string {
	if w.all || len(w.names) > mostNames {
		return nil
	}
	return slices.Sorted(maps.Keys(w.names))
}

// event takes one event: whether it matters, and new folders are watched, too.
func (w *watcher) event(e fsnotify.Event) (matters bool, err error) {
	base := filepath.Base(e.Name)
	switch {
	case e.Op == fsnotify.Chmod || e.Name == "":
		return false, nil
	case strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~"): // editors' own files, no part of a site
		return false, nil
	case filepath.Dir(e.Name) == w.dir && !slices.Contains(watched, base) && filepath.Ext(base) != ".toml":
		return false, nil
	}
	if rel, err := filepath.Rel(w.dir, e.Name); err == nil {
		w.names[filepath.ToSlash(rel)] = true
	}
	if !e.Has(fsnotify.Create) {
		return true, nil
	}
	// What is gone again, or is known by the old name of a renamed folder, is found by
	// looking everywhere.
	if info, err := os.Lstat(e.Name); err != nil || info.IsDir() {
		w.all = true
		return true, w.addAll()
	}
	return true, nil
}

// addAll watches every folder of the site; those that are watched stay so. A folder is
// watched before it is read, so that none made meanwhile is missed.
func (w *watcher) addAll() error {
	for _, name := range watched[1:] {
		if err := w.addTree(filepath.Join(w.dir, name)); err != nil {
			return err
		}
	}
	return nil
}

func (w *watcher) addTree(top string) error {
	if info, err := os.Lstat(top); err != nil || !info.IsDir() {
		return nil // links are not followed, as package source does not
	}
	if err := w.fs.Add(top); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // gone while we were looking
		}
		return err
	}
	entries, err := os.ReadDir(top)
	if err != nil {
		return nil // unreadable or gone: reported when the site is read
	}
	for _, e := range entries {
		if e.IsDir() {
			if err := w.addTree(filepath.Join(top, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
