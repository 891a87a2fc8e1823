package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// lock keeps other builds off the output folder. The kernel frees it when the
// process ends, however that happens.
type lock struct {
	file *os.File
	path string // of the lock file, removed at the end; "" when the folder itself is locked
}

// acquire waits for the lock, at most o.Wait.
func acquire(ctx context.Context, p place, o Options) (*lock, error) {
	path := filepath.Join(p.parent, p.beside("lock"))
	deadline := time.Now().Add(o.Wait)
	for {
		l, err := tryAcquire(path)
		if errors.Is(err, fs.ErrPermission) && o.InPlace {
			l, err = tryFolder(p.dir) // only the output folder itself may be written
		}
		if l != nil || err != nil {
			return l, err
		}
		if time.Now().After(deadline) {
			return nil, fmt.Errorf("等待 %v 后，输出文件夹 %s 仍被占用：%w（锁文件 %s）", o.Wait, p.dir, ErrBusy, path)
		}
		select {
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// tryAcquire locks the file at path, or returns nil when another build has it.
func tryAcquire(path string) (*lock, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|noFollow, 0o644)
	if err != nil {
		return nil, failure("创建锁文件", path, err)
	}
	if ok, err := tryLock(f); !ok || err != nil {
		f.Close()
		if err != nil {
			err = failure("锁定", path, err)
		}
		return nil, err
	}
	// The builder before us may have removed the file after we opened it: then
	// we hold a lock that the next one will not see.
	mine, err := f.Stat()
	there, statErr := os.Lstat(path)
	if err == nil && statErr == nil && os.SameFile(mine, there) {
		return &lock{file: f, path: path}, nil
	}
	f.Close()
	return nil, err
}

// tryFolder locks the folder itself.
func tryFolder(dir string) (*lock, error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, failure("锁定", dir, err)
	}
	ok, err := tryLock(f)
	if ok && err == nil {
		return &lock{file: f}, nil
	}
	f.Close()
	if err != nil {
		err = failure("锁定", dir, err)
	}
	return nil, err
}

// release frees the lock, and leaves nothing in the user's folder.
func (l *lock) release() {
	if l.path == "" {
		_ = l.file.Close()
		return
	}
	l.remove()
}
