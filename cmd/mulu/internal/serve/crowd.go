package serve

import (
	"net"
	"net/http"
	"sync"
)

// mostConnections is how many connections may be open at once: those of maxStreams pages,
// and six at a time for what a browser asks beside. Each costs a descriptor, of which the
// site's files need some, too.
const mostConnections = maxStreams + 200

// crowd bounds the open connections: one more than may be ends one that waits for nothing,
// else the oldest. So nobody is kept out, and nobody can keep others out.
type crowd struct {
	most int

	mu    sync.Mutex
	order []net.Conn // as they came
	busy  map[net.Conn]bool
}

func newCrowd(most int) *crowd { return &crowd{most: most, busy: map[net.Conn]bool{}} }

// state is a server's ConnState.
func (c *crowd) state(conn net.Conn, s http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch s {
	case http.StateNew:
		c.order = append(c.order, conn)
		c.busy[conn] = false
		if len(c.order) > c.most {
			c.end(c.least())
		}
	case http.StateActive, http.StateIdle:
		if _, known := c.busy[conn]; known {
			c.busy[conn] = s == http.StateActive
		}
	case http.StateClosed, http.StateHijacked:
		c.forget(conn)
	}
}

// least is the oldest connection that is not being answered, else the oldest; never the
// newest.
func (c *crowd) least() net.Conn {
	for _, conn := range c.order[:len(c.order)-1] {
		if !c.busy[conn] {
			return conn
		}
	}
	return c.order[0]
}

// end closes a connection. The server hears of it when it reads or writes next.
func (c *crowd) end(conn net.Conn) {
	_ = conn.Close() // whoever is there may have gone
	c.forget(conn)
}

func (c *crowd) forget(conn net.Conn) {
	if _, known := c.busy[conn]; !known {
		return
	}
	delete(c.busy, conn)
	for i, other := range c.order {
		if other == conn {
			c.order = append(c.order[:i], c.order[i+1:]...)
			return
		}
	}
}

// open is how many connections are open.
func (c *crowd) open() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.order)
}
