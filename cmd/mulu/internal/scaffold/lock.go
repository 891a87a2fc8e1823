package scaffold

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"mulu/cmd/mulu/internal/config"
)

// lockWait is how long another `mulu new` may take; it reads headers, some seconds
// of work at most.
const lockWait = time.Minute

// lock keeps other runs from choosing a number at the same time. What is locked is
// the settings file, which every site has: nothing is left behind, and the system
// frees the lock when the process ends, however that happens.
func lock(ctx context.Context, dir string) (unlock func(), err error) {
	name := filepath.Join(dir, config.FileName)
	f, err := os.OpenFile(name, os.O_RDWR, 0) // some network file systems lock only what may be written
	if errors.Is(err, fs.ErrPermission) {
		f, err = os.Open(name)
	}
	if err != nil {
		return nil, fmt.Errorf("打开 %s：%w", name, err)
	}
	for end := time.Now().Add(lockWait); ; {
		ok, err := tryLock(f)
		if ok {
			return func() { f.Close() }, nil // nothing was written
		}
		if err == nil && time.Now().After(end) {
			err = errors.New("另一个 mulu new 一直没有结束")
		}
		if err == nil {
			err = pause(ctx)
		}
		if err != nil {
			f.Close()
			return nil, fmt.Errorf("锁定 %s：%w", name, err)
		}
	}
}

func pause(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(20 * time.Millisecond):
		return nil
	}
}
