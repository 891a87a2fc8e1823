package serve

import (
	"fmt"
	"net/http"
	"sync"
	"time"
)

// maxStreams bounds the open event streams: one an open page.
const maxStreams = 500

const (
	heartbeat    = 20 * time.Second // finds pages that went without a word
	eventTimeout = 10 * time.Second // for one event to a slow page
)

// hub tells open pages of each new generation, and when its problems were found.
type hub struct {
	mu      sync.Mutex
	streams map[chan struct{}]bool // each has room for one wake-up
	closed  bool
	done    chan struct{}
}

func newHub() *hub { return &hub{streams: map[chan struct{}]bool{}, done: make(chan struct{})} }

// join adds a stream; false when there are too many.
func (h *hub) join() (chan struct{}, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed || len(h.streams) >= maxStreams {
		return nil, false
	}
	c := make(chan struct{}, 1)
	h.streams[c] = true
	return c, true
}

func (h *hub) leave(c chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.streams, c)
}

// wake tells all streams that there is something new. It waits for none: a stream
// that has not yet sent the last event sends the newest state when it does.
func (h *hub) wake() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.streams {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.closed {
		h.closed = true
		close(h.done)
	}
}

// events is the stream of generations and of revisions of their problems: the present ones
// at once, then each new one.
func (p *preview) events(w http.ResponseWriter, r *http.Request) {
	wakeups, ok := p.hub.join()
	if !ok {
		w.Header().Set("Retry-After", "5")
		refuse(w, http.StatusServiceUnavailable, "打开的预览页面太多")
		return
	}
	defer p.hub.leave(wakeups)
	rc := http.NewResponseController(w)
	// A stream outlives the server's read timeout; where the connection cannot do
	// that it ends then, and the page opens another.
	_ = rc.SetReadDeadline(time.Time{})
	w.Header().Set("Content-Type", "text/event-stream")
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	var told told
	text := "retry: 500\n" + p.news(&told)
	for {
		_ = rc.SetWriteDeadline(time.Now().Add(eventTimeout)) // as above
		if _, err := fmt.Fprint(w, text); err != nil || rc.Flush() != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-p.hub.done:
			return
		case <-wakeups:
			text = p.news(&told)
		case <-beat.C:
			text = ":\n\n"
		}
	}
}

// told is what a stream has told.
type told struct{ generation, revision string }

// news are the events of what a stream has not told yet.
func (p *preview) news(t *told) (text string) {
	g := p.now()
	now := told{p.id(g), p.revision(g)}
	if now.generation != t.generation {
		text = "event: generation\ndata: " + now.generation + "\n\n"
	}
	if now.revision != t.revision {
		text += "event: problems\ndata: " + now.revision + "\n\n"
	}
	*t = now
	return text
}

// revision tells problems apart that were found at different times.
func (p *preview) revision(g *generation) string { return fmt.Sprintf("%s-%d", p.instance, g.revision) }
