package serve

import (
	"bufio"
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/sitetest"
)

// stream opens the event stream and gives its generations as they come.
func (r *running) stream() <-chan string { return r.events("generation") }

// events opens the event stream and gives what its events of a kind tell.
func (r *running) events(of string) <-chan string {
	r.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r.t.Cleanup(cancel)
	req, err := http.NewRequestWithContext(ctx, "GET", "http://"+r.addr+reserved+"events", nil)
	r.must(err)
	resp, err := http.DefaultClient.Do(req)
	r.must(err)
	if kind := resp.Header.Get("Content-Type"); resp.StatusCode != 200 || kind != "text/event-stream" {
		r.t.Fatalf("status %d, type %q", resp.StatusCode, kind)
	}
	ids := make(chan string, 100)
	go func() {
		defer close(ids)
		defer resp.Body.Close()
		kind := ""
		for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
			if k, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				kind = k
			}
			if id, ok := strings.CutPrefix(lines.Text(), "data: "); ok && kind == of {
				ids <- id
			}
		}
	}()
	return ids
}

// next waits for a generation; ok is false when the stream ended.
func (r *running) next(ids <-chan string) (id string, ok bool) {
	r.t.Helper()
	select {
	case id, ok = <-ids:
		return id, ok
	case <-time.After(patience):
		r.t.Fatalf("no event\nterminal:\n%s", r.out)
		return "", false
	}
}

func TestEvents(t *testing.T) {
	r := start(t, sitetest.Docs(1))
	ids := r.stream()
	first, _ := r.next(ids)
	if _, _, page := r.get("/xxgk/"); !strings.Contains(page, `data-generation="`+first+`"`) {
		t.Errorf("the page is not of the stream's generation %s", first)
	}
	r.write("content/d00001.md", retitled(1, "新的标题"))
	for {
		id, ok := r.next(ids)
		if !ok || id == first {
			t.Fatalf("after an edit: generation %q", id)
		}
		if _, _, page := r.get("/xxgk/"); strings.Contains(page, "新的标题") {
			break
		}
	}
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	for ok := true; ok; {
		_, ok = r.next(ids) // the end of the preview ends the stream
	}
}

// What changes nothing makes no page reload.
func TestNoEventWithoutChange(t *testing.T) {
	r := start(t, sitetest.Docs(1))
	ids := r.stream()
	first, _ := r.next(ids)
	now := time.Now()
	r.must(os.Chtimes(r.path("content/d00001.md"), now, now)) // the same bytes
	r.write("content/.hidden.md", sitetest.Doc(2, "", "这才是改动"))
	r.write("public/index.html", "output")
	r.write("content/d00001.md~", "backup")
	r.must(os.Rename(r.path("content/.hidden.md"), r.path("content/d00002.md")))
	id, _ := r.next(ids)
	r.untilHolds(docURL(2), "这才是改动")
	if first == id || !strings.HasSuffix(first, "-1") || !strings.HasSuffix(id, "-2") {
		t.Errorf("generations %s, then %s; want -1, then -2", first, id)
	}
}

// Problems are told of when they are found, and no page is made to reload for them.
func TestProblemsArePushed(t *testing.T) {
	r := start(t, sitetest.Docs(1))
	generations, revisions := r.stream(), r.events("problems")
	first, _ := r.next(generations)
	r.write("content/d00001.md", sitetest.Doc(1, "keywords = [\"新\", \"新\"]", "正文"))
	second, _ := r.next(generations)
	for {
		revision, _ := r.next(revisions)
		_, _, list := r.get(reserved + "problems?page=")
		if !strings.Contains(list, "keyword-duplicate") || !strings.Contains(list, `"revision":"`+revision+`"`) {
			continue // of an earlier check
		}
		if !strings.Contains(list, `"generation":"`+second+`"`) || first == second {
			t.Errorf("generations %s, then %s, and problems of\n%s", first, second, list)
		}
		break
	}
	r.write("content/d00001.md", sitetest.Doc(1, "", "正文"))
	if third, _ := r.next(generations); !strings.HasSuffix(third, "-3") {
		t.Errorf("the next generation is %s, want -3", third)
	}
}

func TestStreamsAreBounded(t *testing.T) {
	h := newHub()
	for range maxStreams {
		if _, ok := h.join(); !ok {
			t.Fatal("refused too early")
		}
	}
	if _, ok := h.join(); ok {
		t.Errorf("stream %d was let in", maxStreams+1)
	}
	for c := range h.streams {
		h.leave(c)
		break
	}
	if _, ok := h.join(); !ok {
		t.Error("a place that was left was not given away")
	}
	h.close()
	if _, ok := h.join(); ok {
		t.Error("let in after the end")
	}
}

// Pages that keep the connection open and say nothing must not hold up the end.
func TestStopsWithIdleConnections(t *testing.T) {
	r := start(t, sitetest.Docs(1))
	for range 300 {
		c, err := net.Dial("tcp", r.addr)
		r.must(err)
		defer c.Close()
	}
	for range 20 {
		r.stream()
	}
	began := time.Now()
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > shutdownTimeout+patience/3 {
		t.Errorf("stopping took %v", took)
	}
}

func TestListen(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	for _, tt := range []struct {
		addr   string
		remote bool
		usage  bool
		want   string
	}{
		{"0.0.0.0:0", false, true, "--allow-remote"},
		{":0", false, true, "--allow-remote"},
		{"[::]:0", false, true, "--allow-remote"},
		{"192.0.2.1:0", false, true, "--allow-remote"},
		{"example.com:0", false, true, "--allow-remote"},
		{"1414", false, true, "主机:端口"},
		{busy.Addr().String(), false, false, "--addr"},
		{"192.0.2.1:0", true, false, "192.0.2.1"},
	} {
		err := Run(context.Background(), Options{Source: sitetest.Docs(1).Write(t), Addr: tt.addr, AllowRemote: tt.remote, Out: &output{}})
		if err == nil || errors.Is(err, ErrAddress) != tt.usage || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Run at %s: %v, want %q", tt.addr, err, tt.want)
		}
	}
}

func TestNoFolder(t *testing.T) {
	err := Run(context.Background(), Options{Source: t.TempDir() + "/none", Addr: "127.0.0.1:0", Out: &output{}})
	if err == nil || !strings.Contains(err.Error(), "none") {
		t.Errorf("Run without a folder: %v", err)
	}
}

func TestRunEndsWithContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	out := &output{}
	done := make(chan error, 1)
	go func() { done <- Run(ctx, Options{Source: sitetest.Docs(1).Write(t), Addr: "127.0.0.1:0", Out: out}) }()
	for deadline := time.Now().Add(patience); !strings.Contains(out.String(), "处理完毕"); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("never ready: " + out.String())
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	for _, want := range []string{"http://127.0.0.1:", "/xxgk/", "共有 1 件公开文件", "Ctrl+C"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the terminal does not say %q:\n%s", want, out)
		}
	}
}
