package serve

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func testGuard(t *testing.T, addr string, remote bool) http.Handler {
	t.Helper()
	at, err := net.ResolveTCPAddr("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	return newGuard(at, addr, remote).protect(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "secret")
	}))
}

// ask sends a request line and a Host as a client would that does not clean them.
func ask(t *testing.T, h http.Handler, method, target, host string, header http.Header) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, "/", nil)
	u, err := url.ParseRequestURI(target) // as the server reads the request line
	if err != nil {
		t.Fatalf("%q: %v", target, err)
	}
	r.URL.Path, r.URL.RawPath, r.Host = u.Path, u.RawPath, host
	for k, v := range header {
		r.Header[k] = v
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestHost(t *testing.T) {
	for _, tt := range []struct {
		addr, host string
		remote     bool
		want       int
	}{
		{"127.0.0.1:1414", "127.0.0.1:1414", false, 200},
		{"127.0.0.1:1414", "localhost:1414", false, 200},
		{"127.0.0.1:1414", "LOCALHOST:1414", false, 200},
		{"127.0.0.1:1414", "[::1]:1414", false, 200},
		{"[::1]:1414", "[::1]:1414", false, 200},
		{"127.0.0.2:1414", "127.0.0.2:1414", false, 200},
		{"127.0.0.1:80", "127.0.0.1", false, 200},
		{"0.0.0.0:1414", "192.168.7.5:1414", true, 200},
		{"192.168.7.5:1414", "192.168.7.5:1414", true, 200},

		{"127.0.0.1:1414", "evil.example:1414", false, 403},
		{"127.0.0.1:1414", "evil.example", false, 403},
		{"127.0.0.1:1414", "127.0.0.1", false, 403},
		{"127.0.0.1:1414", "127.0.0.1:8080", false, 403},
		{"127.0.0.1:1414", "localhost.evil.example:1414", false, 403},
		{"127.0.0.1:1414", "127.0.0.1.nip.example:1414", false, 403},
		{"127.0.0.1:1414", "", false, 403},
		{"127.0.0.1:1414", "192.168.7.5:1414", false, 403},
		{"127.0.0.1:1414", "0.0.0.0:1414", false, 403},
		{"127.0.0.1:1414", "evil@localhost:1414", false, 403},
		{"0.0.0.0:1414", "evil.example:1414", true, 403},
		{"192.168.7.5:1414", "192.168.7.6:1414", true, 403},
	} {
		w := ask(t, testGuard(t, tt.addr, tt.remote), "GET", "/", tt.host, http.Header{"X-Forwarded-Host": {"localhost:1414"}})
		if w.Code != tt.want {
			t.Errorf("at %s, Host %q: status %d, want %d", tt.addr, tt.host, w.Code, tt.want)
		}
		if tt.want != 200 && strings.Contains(w.Body.String(), "secret") {
			t.Errorf("at %s, Host %q: the page was shown", tt.addr, tt.host)
		}
	}
}

func TestOrigin(t *testing.T) {
	h := testGuard(t, "127.0.0.1:1414", false)
	for _, tt := range []struct {
		header http.Header
		want   int
	}{
		{nil, 200},
		{http.Header{"Origin": {"http://127.0.0.1:1414"}}, 200},
		{http.Header{"Origin": {"http://localhost:1414"}}, 200},
		{http.Header{"Sec-Fetch-Site": {"same-origin"}}, 200},
		{http.Header{"Sec-Fetch-Site": {"none"}}, 200},
		{http.Header{"Origin": {"null"}}, 403},
		{http.Header{"Origin": {""}}, 403},
		{http.Header{"Origin": {"http://evil.example"}}, 403},
		{http.Header{"Origin": {"http://evil.example:1414"}}, 403},
		{http.Header{"Origin": {"https://127.0.0.1:1414"}}, 403},
		{http.Header{"Origin": {"http://127.0.0.1:8080"}}, 403},
		{http.Header{"Origin": {"http://127.0.0.1:1414", "http://evil.example"}}, 403},
		{http.Header{"Sec-Fetch-Site": {"cross-site"}}, 403},
		{http.Header{"Sec-Fetch-Site": {"same-site"}}, 403},
	} {
		for _, at := range []string{reserved + "events", reserved + "problems", reserved + "preview.js", "/", "/search/manifest.json", "/x.png"} {
			if w := ask(t, h, "GET", at, "127.0.0.1:1414", tt.header); w.Code != tt.want {
				t.Errorf("%s with %v: status %d, want %d", at, tt.header, w.Code, tt.want)
			}
		}
	}
	link := http.Header{"Sec-Fetch-Site": {"cross-site"}, "Sec-Fetch-Mode": {"navigate"}, "Sec-Fetch-Dest": {"document"}}
	for at, want := range map[string]int{"/": 200, reserved + "problems": 403} {
		if w := ask(t, h, "GET", at, "127.0.0.1:1414", link); w.Code != want {
			t.Errorf("%s by a link: status %d, want %d", at, w.Code, want)
		}
	}
	for what, value := range map[string]string{"Origin": "null", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "iframe"} {
		h2 := link.Clone()
		h2.Set(what, value)
		if w := ask(t, h, "GET", "/", "127.0.0.1:1414", h2); w.Code != 403 {
			t.Errorf("%s %s: status %d", what, value, w.Code)
		}
	}
}

func TestMethods(t *testing.T) {
	h := testGuard(t, "127.0.0.1:1414", false)
	for _, m := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"} {
		w := ask(t, h, m, "/", "127.0.0.1:1414", nil)
		if w.Code != 405 || w.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: status %d, Allow %q", m, w.Code, w.Header().Get("Allow"))
		}
	}
	w := ask(t, h, "HEAD", "/", "127.0.0.1:1414", nil)
	if w.Code != 200 || w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("HEAD: status %d, headers %v", w.Code, w.Header())
	}
}

func TestPaths(t *testing.T) {
	h := testGuard(t, "127.0.0.1:1414", false)
	for _, target := range []string{
		"/../config.toml", "/..", "/doc/../../config.toml", "/doc/..", "/%2e%2e/config.toml", "/.%2e/config.toml", "/%2E%2E/x",
		"/..%2fconfig.toml", "/%2e%2e%2fconfig.toml", "/..%5cconfig.toml", "/a%5Cb", `/a\b`, `/..\config.toml`, "/a%00b", "/a%00.html",
		"/./x", "/a/%2e/b", "/a%2Fb", "/a%0d%0ab", "/a%7fb",
	} {
		if w := ask(t, h, "GET", target, "127.0.0.1:1414", nil); w.Code != 400 {
			t.Errorf("GET %q: status %d, want 400", target, w.Code)
		}
	}
	for _, target := range []string{"/", "/a..b.pdf", "/doc/1/2025-00001.html", "/%E6%96%87.pdf", "//x", "/...", "/a%25b"} {
		if w := ask(t, h, "GET", target, "127.0.0.1:1414", nil); w.Code != 200 {
			t.Errorf("GET %q: status %d, want 200", target, w.Code)
		}
	}
}
