package serve

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/rounds"
	"mulu/cmd/mulu/internal/sitetest"
)

// Ten thousand connections, of which none is closed by who opened it, are borne: pages
// are answered all the while, and what is open stays within bounds.
func TestTenThousandConnections(t *testing.T) {
	sitetest.Heavy(t, "thousands of connections")
	r := start(t, sitetest.Docs(3))
	total := rounds.Of(1_000, 10_000)
	conns := make([]net.Conn, 0, total)
	defer func() {
		for _, c := range conns {
			c.Close()
		}
	}()
	for i := range total {
		c, err := net.Dial("tcp", r.addr)
		if err != nil {
			t.Fatalf("connection %d: %v", i, err)
		}
		conns = append(conns, c)
		switch i % 3 { // silent, in the middle of a request, idle after one
		case 1:
			fmt.Fprintf(c, "GET / HTTP/1.1\r\nHost: %s\r\nX-Slow: ", r.addr)
		case 2:
			fmt.Fprintf(c, "GET /xxgk/ HTTP/1.1\r\nHost: %s\r\n\r\n", r.addr)
		}
		if i%(total/20) == 0 {
			if status, _, _ := r.get("/xxgk/"); status != 200 {
				t.Errorf("beside %d connections: status %d", i, status)
			}
		}
	}
	if n := r.crowd.open(); n > mostConnections {
		t.Errorf("%d connections are open", n)
	}
	r.write("content/d00001.md", retitled(1, "新的标题"))
	r.untilHolds("/xxgk/", "新的标题")
	r.next(r.stream()) // a page that is opened anew hears of edits
}

// Who is never answered is ended first, then the oldest.
func TestCrowd(t *testing.T) {
	c := newCrowd(3)
	var ends []net.Conn
	open := func(s http.ConnState) net.Conn {
		here, there := net.Pipe()
		ends = append(ends, there)
		c.state(here, http.StateNew)
		if s != http.StateNew {
			c.state(here, s)
		}
		return here
	}
	closed := func(i int) bool {
		_ = ends[i].SetReadDeadline(time.Now().Add(10 * time.Millisecond))
		_, err := ends[i].Read(make([]byte, 1))
		return err == io.EOF
	}
	open(http.StateActive)
	idle := open(http.StateIdle)
	open(http.StateActive)
	open(http.StateActive)
	if !closed(1) || closed(0) || closed(2) || closed(3) {
		t.Error("the idle one was not the one to go")
	}
	c.state(idle, http.StateClosed) // the server's word comes late
	open(http.StateNew)
	if !closed(0) || closed(4) || c.open() != 3 {
		t.Errorf("the oldest was not the one to go; %d are open", c.open())
	}
}

// A client that sends a byte now and then is cut off.
func TestSlowClient(t *testing.T) {
	sitetest.Heavy(t, "waits for a time limit")
	t.Parallel()
	r := start(t, sitetest.Docs(1))
	c, err := net.Dial("tcp", r.addr)
	r.must(err)
	defer c.Close()
	began := time.Now()
	go func() {
		for _, b := range []byte("GET / HTTP/1.1\r\nHost: " + r.addr + "\r\nX: " + strings.Repeat("x", 1000)) {
			if _, err := c.Write([]byte{b}); err != nil {
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
	}()
	r.must(c.SetReadDeadline(began.Add(patience + headerTimeout)))
	_, err = io.Copy(io.Discard, bufio.NewReader(c))
	if took := time.Since(began); err != nil || took < headerTimeout/2 {
		t.Errorf("cut off after %v: %v", took, err)
	}
}
