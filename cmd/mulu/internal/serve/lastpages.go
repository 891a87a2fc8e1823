package serve

import (
	"bytes"
	"slices"
	"sync"
)

const (
	keptPages   = 64      // as many as somebody may have open while editing
	keptPageMax = 1 << 20 // bytes
)

// lastPages keeps the last good pages that were shown, by their address, for when
// an edit leaves nothing to make them of.
type lastPages struct {
	max   int
	mu    sync.Mutex
	order []string // shown longest ago first
	pages map[string][]byte
}

func newLastPages(max int) *lastPages { return &lastPages{max: max, pages: map[string][]byte{}} }

func (c *lastPages) keep(at string, page []byte) {
	if len(page) > keptPageMax {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if i := slices.Index(c.order, at); i >= 0 {
		c.order = slices.Delete(c.order, i, i+1)
	} else if len(c.order) == c.max {
		delete(c.pages, c.order[0])
		c.order = slices.Delete(c.order, 0, 1)
	}
	c.order = append(c.order, at)
	c.pages[at] = bytes.Clone(page)
}

func (c *lastPages) get(at string) ([]byte, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	page, ok := c.pages[at]
	return page, ok
}
