package source

import (
	"errors"
	"io/fs"
	"path"
	"sync"
)

// maxFolders is how many folder handles are kept open. Files are read in the
// order of their paths, so a few are enough; a process may have only 64
// descriptors.
const maxFolders = 16

// folder is an open folder that may be in use by several readers.
type folder struct {
	path string
	dir  *dirHandle
	refs int    // readers that use it now
	used uint64 // the cache's clock at the last use
}

// folderCache keeps the handles of the folders used last, so that a file costs
// one open and not one for each part of its path.
type folderCache struct {
	mu     sync.Mutex
	top    *folder
	open   map[string]*folder
	clock  uint64
	closed bool // so that nothing is opened; what is in use is closed when it is released
}

func newFolderCache(top *dirHandle) *folderCache {
	return &folderCache{top: &folder{path: ".", dir: top}, open: map[string]*folder{}}
}

// acquire opens the folder at the slash path name, part by part from the top.
// The caller releases it. After close it gives fs.ErrClosed: a handle's number may be
// another's by then.
func (c *folderCache) acquire(name string) (*folder, error) {
	f, err := c.held(name)
	if f != nil || err != nil {
		return f, err
	}
	parent, err := c.acquire(path.Dir(name))
	if err != nil {
		return nil, err
	}
	defer c.release(parent)
	dir, err := parent.dir.sub(path.Base(name))
	if err != nil {
		return nil, err
	}
	return c.add(name, dir)
}

// held is the folder if it is open.
func (c *folderCache) held(name string) (*folder, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return nil, fs.ErrClosed
	}
	return c.take(name), nil
}

// take returns the open folder, marked as used; the lock is held.
func (c *folderCache) take(name string) *folder {
	f := c.open[name]
	if name == "." {
		f = c.top
	}
	if f != nil {
		c.clock++
		f.refs++
		f.used = c.clock
	}
	return f
}

// add keeps dir, unless another reader opened the same folder meanwhile.
func (c *folderCache) add(name string, dir *dirHandle) (*folder, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		_ = dir.close() // opened for reading: nothing to lose
		return nil, fs.ErrClosed
	}
	if f := c.take(name); f != nil {
		_ = dir.close()
		return f, nil
	}
	c.open[name] = &folder{path: name, dir: dir}
	return c.take(name), nil
}

func (c *folderCache) release(f *folder) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f.refs--
	if c.closed && f.refs == 0 {
		_ = f.dir.close()
	}
	for !c.closed && len(c.open) > maxFolders {
		oldest := c.oldestIdle()
		if oldest == nil {
			return
		}
		delete(c.open, oldest.path)
		_ = oldest.dir.close()
	}
}

// oldestIdle returns the folder that nobody uses and that was used longest ago.
func (c *folderCache) oldestIdle() *folder {
	var oldest *folder
	for _, f := range c.open {
		if f.refs == 0 && (oldest == nil || f.used < oldest.used) {
			oldest = f
		}
	}
	return oldest
}

func (c *folderCache) close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return fs.ErrClosed
	}
	c.closed = true
	var errs []error
	if c.top.refs == 0 {
		errs = append(errs, c.top.dir.close())
	}
	for _, f := range c.open {
		if f.refs == 0 {
			errs = append(errs, f.dir.close())
		}
	}
	return errors.Join(errs...)
}
