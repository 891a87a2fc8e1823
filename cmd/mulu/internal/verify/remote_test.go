package verify

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/publish"
)

func init() { retryAfter = time.Millisecond }

// server serves a site on loopback; asked counts the requests, and wrap may answer first.
type server struct {
	*httptest.Server
	asked atomic.Int64
}

func serve(t *testing.T, s *testSite, wrap func(w http.ResponseWriter, r *http.Request) bool) *server {
	t.Helper()
	srv := &server{}
	srv.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		srv.asked.Add(1)
		if wrap != nil && wrap(w, r) {
			return
		}
		data, err := os.ReadFile(s.at(strings.TrimPrefix(r.URL.Path, "/xxgk/")))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write(data) // to a test
	}))
	t.Cleanup(srv.Close)
	return srv
}

var wide = Limits{Bytes: 1 << 30, Time: time.Minute}

func nothing(*State) error { return nil }

func (srv *server) check(t *testing.T, o Options, l Limits, state *State) (*Report, error) {
	t.Helper()
	base, err := CheckAddress(srv.URL + "/xxgk/")
	if err != nil {
		t.Fatal(err)
	}
	if state == nil {
		state = &State{}
	}
	return Site(t.Context(), base, o, l, state, nothing)
}

func TestSiteFine(t *testing.T) {
	s := newSite(t)
	srv := serve(t, s, nil)
	r, err := srv.check(t, s.signed(), wide, nil)
	if err != nil || len(r.Problems) > 0 || !r.Signed || r.Files != len(files) {
		t.Errorf("%+v %v", r, err)
	}
	if n := srv.asked.Load(); n != int64(len(files)+2) {
		t.Errorf("%d requests", n)
	}
}

// What is wrong on a server is found as in a folder, but for what is too many.
func TestSiteTampering(t *testing.T) {
	s := newSite(t)
	s.write("a.html", s.read("b.html"))
	s.write("big.bin", s.read("big.bin")+"x")
	s.write("index.html", "假")
	if err := os.Remove(s.at("doc/1/2.html")); err != nil {
		t.Fatal(err)
	}
	s.write(publish.SignatureName, "x")
	srv := serve(t, s, func(w http.ResponseWriter, r *http.Request) bool {
		if strings.HasSuffix(r.URL.Path, ".pdf") {
			w.WriteHeader(http.StatusForbidden)
			return true
		}
		return false
	})
	r, err := srv.check(t, s.signed(), wide, nil)
	want := []string{"swapped a.html", "changed big.bin", "missing doc/1/2.html", "refused doc/1/2/x.pdf", "changed index.html", "signature manifest.json.sig"}
	if got := said(r); err != nil || !slices.Equal(got, want) {
		t.Errorf("finds %v, want %v (%v)", got, want, err)
	}
}

func TestSiteDamagedManifests(t *testing.T) {
	for name, answer := range map[string]func(w http.ResponseWriter){
		"gone":  func(w http.ResponseWriter) { w.WriteHeader(http.StatusNotFound) },
		"html":  func(w http.ResponseWriter) { fmt.Fprintln(w, "<!DOCTYPE html>") },
		"empty": func(w http.ResponseWriter) {},
	} {
		s := newSite(t)
		srv := serve(t, s, func(w http.ResponseWriter, r *http.Request) bool {
			if !strings.HasSuffix(r.URL.Path, publish.ManifestName) {
				return false
			}
			answer(w)
			return true
		})
		if r, err := srv.check(t, s.signed(), wide, nil); err != nil || !slices.Equal(said(r), []string{"manifest manifest.json"}) {
			t.Errorf("%s: %+v %v", name, r, err)
		}
	}
}

// A manifest without end is read to the bound, not into memory for ever.
func TestEndlessManifest(t *testing.T) {
	defer func(n int64) { maxAsked = n }(maxAsked)
	maxAsked = 1 << 20
	s := newSite(t)
	var sent atomic.Int64
	srv := serve(t, s, func(w http.ResponseWriter, r *http.Request) bool {
		if !strings.HasSuffix(r.URL.Path, publish.ManifestName) {
			return false
		}
		fmt.Fprintln(w, `{"version":2,"generator":"m","files":[`)
		for i := 0; ; i++ {
			n, err := fmt.Fprintf(w, `{"path":"%09d","size":0,"sha256":"%064d"},`+"\n", i, 0)
			sent.Add(int64(n))
			if err != nil {
				return true
			}
		}
	})
	if r, err := srv.check(t, s.signed(), wide, nil); err != nil || !slices.Equal(said(r), []string{"manifest manifest.json"}) || r.Manifest != nil || srv.asked.Load() != 1 {
		t.Errorf("%+v %v", r, err)
	}
	if n := sent.Load(); n > 64<<20 {
		t.Errorf("%d bytes were taken", n)
	}
}

// No other host is asked, whatever the server says.
func TestNoOtherHost(t *testing.T) {
	s := newSite(t)
	other := serve(t, s, nil)
	srv := serve(t, s, func(w http.ResponseWriter, r *http.Request) bool {
		switch {
		case strings.HasSuffix(r.URL.Path, "/a.html"):
			http.Redirect(w, r, other.URL+r.URL.Path, http.StatusFound)
		case strings.HasSuffix(r.URL.Path, "/b.html"):
			http.Redirect(w, r, strings.TrimSuffix(r.URL.Path, ".html"), http.StatusFound)
		case strings.HasSuffix(r.URL.Path, "/b"):
			fmt.Fprint(w, files["b.html"]) // a host that leaves the ending out
		case strings.HasSuffix(r.URL.Path, "/index.html"):
			http.Redirect(w, r, r.URL.Path, http.StatusFound) // for ever
		default:
			return false
		}
		return true
	})
	r, err := srv.check(t, s.signed(), wide, nil)
	if got := said(r); err != nil || !slices.Equal(got, []string{"refused a.html", "refused index.html"}) {
		t.Errorf("finds %v (%v)", got, err)
	}
	if n := other.asked.Load(); n > 0 {
		t.Errorf("the other host was asked %d times", n)
	}
}

// A server that redirects old addresses by itself changes nothing; one that leads elsewhere, or
// leads a page away, does.
func TestServerRedirects(t *testing.T) {
	s := newSite(t)
	long := strings.Repeat("x", redirectPage)
	s.publish(map[string]string{"index.html": "home", "old.html": "moved", "lost.html": "moved", "page.html": long, "new/a.html": "a", "d/index.html": "d"}, s.key)
	srv := serve(t, s, func(w http.ResponseWriter, r *http.Request) bool {
		to := map[string]string{"/xxgk/old.html": "/xxgk/new/a", "/xxgk/lost.html": "/xxgk/nowhere.html", "/xxgk/page.html": "/xxgk/new/a.html", "/xxgk/index.html": "/xxgk/d/"}[r.URL.Path]
		if to != "" {
			http.Redirect(w, r, to, http.StatusMovedPermanently)
		}
		return to != ""
	})
	r, err := srv.check(t, s.signed(), wide, nil)
	if got := said(r); err != nil || !slices.Equal(got, []string{"refused index.html", "refused lost.html", "refused page.html"}) {
		t.Errorf("finds %v (%v)", got, err)
	}
	if r.Files != 3 || len(r.Notes) != 2 || !strings.Contains(r.Notes[1], "1 个旧地址") {
		t.Errorf("%+v", r)
	}
}

// What is read within a limit is not read again: each call gets on.
func TestLimitGetsOn(t *testing.T) {
	s := newSite(t)
	s.publish(map[string]string{"a.html": strings.Repeat("a", 900), "b.html": strings.Repeat("b", 900), "c.html": strings.Repeat("c", 900)}, s.key)
	srv := serve(t, s, nil)
	state := &State{}
	for i := 1; i <= 3; i++ {
		_, err := srv.check(t, s.signed(), Limits{Bytes: 1000, Time: time.Minute}, state)
		if errors.Is(err, ErrLimit) != (i < 3) || state.Next != i {
			t.Fatalf("call %d: at %d, %v", i, state.Next, err)
		}
	}
	if _, err := srv.check(t, s.signed(), Limits{Bytes: 100, Time: time.Minute}, &State{}); !errors.Is(err, ErrLimit) || !strings.Contains(err.Error(), "a.html") {
		t.Errorf("a file that is more than the limit: %v", err)
	}
}

// At most so many requests are under way.
func TestAtOnce(t *testing.T) {
	s := newSite(t)
	many := map[string]string{}
	for i := range 60 {
		many[fmt.Sprintf("%d.html", i)] = fmt.Sprint(i)
	}
	s.publish(many, s.key)
	var now, most atomic.Int64
	srv := serve(t, s, func(http.ResponseWriter, *http.Request) bool {
		n := now.Add(1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		time.Sleep(2 * time.Millisecond)
		now.Add(-1)
		return false
	})
	if r, err := srv.check(t, s.signed(), wide, nil); err != nil || len(r.Problems) > 0 {
		t.Errorf("%v %v", said(r), err)
	}
	if most.Load() > atOnce {
		t.Errorf("%d requests at once", most.Load())
	}
}

// A server that fails for a moment is asked again; one that goes on failing stops the check.
func TestFailingServer(t *testing.T) {
	s := newSite(t)
	var failures atomic.Int64
	failures.Store(2)
	srv := serve(t, s, func(w http.ResponseWriter, r *http.Request) bool {
		if strings.HasSuffix(r.URL.Path, "/a.html") && failures.Add(-1) >= 0 {
			w.Header().Set("Content-Length", "99") // and less comes
			_, _ = w.Write([]byte("x"))
			return true
		}
		return false
	})
	if r, err := srv.check(t, s.signed(), wide, nil); err != nil || len(r.Problems) > 0 {
		t.Errorf("%v %v", said(r), err)
	}
	failures.Store(100)
	if _, err := srv.check(t, s.signed(), wide, nil); err == nil || !strings.Contains(err.Error(), "a.html") {
		t.Errorf("ends with %v", err)
	}
}

// A limit stops the check, and the state goes on from there, with the problems found so far.
func TestResume(t *testing.T) {
	s := newSite(t)
	many := map[string]string{}
	for i := range 3 * batch {
		many[fmt.Sprintf("%04d.html", i)] = strings.Repeat("x", 100)
	}
	s.publish(many, s.key)
	s.write("0001.html", "假")
	var down atomic.Bool
	srv := serve(t, s, func(w http.ResponseWriter, r *http.Request) bool {
		if down.Load() && r.URL.Path > fmt.Sprintf("/xxgk/%04d.html", 2*batch) && strings.HasSuffix(r.URL.Path, ".html") {
			w.WriteHeader(http.StatusBadGateway)
			return true
		}
		return false
	})
	file := filepath.Join(t.TempDir(), "state.json")
	base, err := CheckAddress(srv.URL + "/xxgk/" + publish.ManifestName)
	if err != nil {
		t.Fatal(err)
	}
	once := func(l Limits) (*Report, error) {
		state, err := ReadState(file)
		if err != nil {
			t.Fatal(err)
		}
		return Site(t.Context(), base, s.signed(), l, state, func(st *State) error { return st.Write(file) })
	}
	if _, err := once(Limits{Bytes: 300 * 100, Time: time.Minute}); !errors.Is(err, ErrLimit) {
		t.Fatalf("the limit of bytes: %v", err)
	}
	down.Store(true)
	if _, err := once(wide); err == nil || errors.Is(err, ErrLimit) {
		t.Fatalf("the server is down: %v", err)
	}
	down.Store(false)
	srv.asked.Store(0)
	r, err := once(wide)
	if got := said(r); err != nil || !slices.Equal(got, []string{"changed 0001.html"}) {
		t.Errorf("finds %v (%v)", got, err)
	}
	if n := srv.asked.Load(); n > batch+2 {
		t.Errorf("asks for %d files, of %d that are left", n, batch)
	}
	// Another manifest: from the beginning.
	state, err := ReadState(file)
	if err != nil || state.Next != 3*batch {
		t.Fatal(state.Next, err)
	}
	many = maps.Clone(many)
	many["new.html"] = "新"
	s.publish(many, s.key)
	if r, err := once(wide); err != nil || r.Files != len(many) || len(r.Problems) > 0 {
		t.Errorf("%+v %v", r, err)
	}
}

func TestTimeLimit(t *testing.T) {
	s := newSite(t)
	srv := serve(t, s, func(_ http.ResponseWriter, r *http.Request) bool {
		if strings.HasSuffix(r.URL.Path, "/a.html") {
			<-r.Context().Done()
		}
		return false
	})
	if _, err := srv.check(t, s.signed(), Limits{Bytes: 1 << 30, Time: 300 * time.Millisecond}, nil); !errors.Is(err, ErrLimit) {
		t.Errorf("ends with %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	base, _ := url.Parse(srv.URL + "/xxgk/")
	if _, err := Site(ctx, base, Options{}, wide, &State{}, nothing); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestCheckAddress(t *testing.T) {
	for text, want := range map[string]string{
		"https://a.example": "https://a.example/", "http://a.example:8080/x": "http://a.example:8080/x/",
		"https://a.example/x/manifest.json": "https://a.example/x/",
	} {
		if u, err := CheckAddress(text); err != nil || u.String() != want {
			t.Errorf("%s: %v %v", text, u, err)
		}
	}
	for _, bad := range []string{"", "a.example", "ftp://a.example/", "file:///etc", "https://", "https://u:p@a.example/", "https://a.example/?x", "https://a.example/#x", "http://[::1", "javascript:1"} {
		if u, err := CheckAddress(bad); err == nil {
			t.Errorf("%s: %v", bad, u)
		}
	}
}

// A file that is something else is not taken for a state, and not written over.
func TestReadState(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.json")
	for _, bad := range []string{"", "{}", "null", `{"format":"mulu-verify-2"}`, "<html>"} {
		if err := os.WriteFile(file, []byte(bad), 0o644); err != nil {
			t.Fatal(err)
		}
		if s, err := ReadState(file); err == nil {
			t.Errorf("%q: %+v", bad, s)
		}
	}
	if err := (&State{}).Write(filepath.Join(t.TempDir(), "no", "x")); err == nil {
		t.Error("written to nowhere")
	}
}
