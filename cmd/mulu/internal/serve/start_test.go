package serve

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/sitetest"
)

// running is a preview that a test started.
type running struct {
	t    *testing.T
	dir  string
	addr string
	out  *output
	stop func() error // may be called more than once

	crowd *crowd
}

// output is a terminal that may be read while it is written to.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// start previews files on a free port until the test ends.
func start(t *testing.T, files sitetest.Files, change ...func(o *Options)) *running {
	t.Helper()
	r := &running{t: t, dir: files.Write(t), out: &output{}}
	o := Options{Source: r.dir, Addr: "127.0.0.1:0", Date: sitetest.Today, Out: r.out}
	for _, f := range change {
		f(&o)
	}
	ctx, cancel := context.WithCancel(context.Background())
	l, err := listen(ctx, &o)
	if err != nil {
		cancel()
		t.Fatal(err)
	}
	r.addr = l.Addr().String()
	g := newGuard(l.Addr(), o.Addr, o.AllowRemote)
	p := newPreview(o, g.origin)
	r.crowd = p.crowd
	if err := p.start(ctx); err != nil {
		cancel()
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- p.serve(ctx, l, g) }()
	r.stop = sync.OnceValue(func() error { cancel(); return <-done })
	t.Cleanup(func() { _ = r.stop() }) // the tests of stopping look at it
	return r
}

// get asks for an address without following redirects.
func (r *running) get(at string) (int, http.Header, string) {
	r.t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, Timeout: time.Minute}
	resp, err := client.Get("http://" + r.addr + at)
	if err != nil {
		r.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return resp.StatusCode, resp.Header, string(body)
}

// patience is for slow machines: a test that passes never waits for its end.
const patience = 30 * time.Second

// until asks again and again until the answer is as wanted.
func (r *running) until(at, what string, ok func(status int, body string) bool) {
	r.t.Helper()
	deadline := time.Now().Add(patience)
	for {
		status, _, body := r.get(at)
		if ok(status, body) {
			return
		}
		if time.Now().After(deadline) {
			r.t.Fatalf("%s: never %s; status %d\n%s\nterminal:\n%s", at, what, status, body, r.out)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// untilHolds waits for a page that holds a text.
func (r *running) untilHolds(at, text string) {
	r.t.Helper()
	r.until(at, "holds "+text, func(status int, body string) bool { return status == 200 && strings.Contains(body, text) })
}

// problemsHold waits until the overlay's list of a page holds a text.
func (r *running) problemsHold(page, text string) {
	r.t.Helper()
	r.untilHolds(reserved+"problems?page="+page, text)
}

// write saves a file as a simple editor does; mkdir included.
func (r *running) write(name, text string) {
	r.t.Helper()
	p := filepath.Join(r.dir, filepath.FromSlash(name))
	r.must(os.MkdirAll(filepath.Dir(p), 0o755))
	r.must(os.WriteFile(p, []byte(text), 0o644))
}

func (r *running) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

func (r *running) path(name string) string { return filepath.Join(r.dir, filepath.FromSlash(name)) }

// doc is the address of a sitetest document, from the site's root and whole.
func docAt(serial int) string  { return "doc/" + sitetest.Index(serial) + ".html" }
func docURL(serial int) string { return "/xxgk/" + docAt(serial) }
