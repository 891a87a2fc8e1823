package serve

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// guard turns away what a preview must not answer: requests that reached it under a
// foreign name (DNS rebinding), from foreign pages, with other methods, or with
// paths that are tricks.
type guard struct {
	port   string
	hosts  map[string]bool // names under which the preview may be asked, without port
	remote bool            // any address of this machine will do
	origin string          // http://127.0.0.1:1414, as the terminal shows it
}

// newGuard makes the guard of a socket; asked is the address as the user gave it.
func newGuard(at net.Addr, asked string, remote bool) *guard {
	listening, port, _ := net.SplitHostPort(at.String()) // of a listener, so well-formed
	g := &guard{port: port, hosts: map[string]bool{"localhost": true, "127.0.0.1": true, "::1": true}}
	name, _, _ := net.SplitHostPort(asked) // listen has split it before
	if remote {
		g.hosts[strings.ToLower(name)], g.hosts[listening] = true, true
		ip := net.ParseIP(listening)
		g.remote = ip != nil && ip.IsUnspecified()
	}
	if name == "" || net.ParseIP(listening).IsUnspecified() {
		name = "127.0.0.1"
	} else if loopback(name) && net.ParseIP(name) != nil {
		g.hosts[listening] = true // 127.0.0.2 and the like
	}
	g.origin = "http://" + net.JoinHostPort(name, port)
	return g
}

// hostOK says whether a Host header, or an origin without its scheme, means the
// preview. An address cannot be rebound, a name can.
func (g *guard) hostOK(hostport string) bool {
	host, port, err := net.SplitHostPort(hostport)
	if err != nil {
		host, port = strings.TrimSuffix(strings.TrimPrefix(hostport, "["), "]"), "80"
	}
	if port != g.port {
		return false
	}
	if g.hosts[strings.ToLower(host)] {
		return true
	}
	_, err = netip.ParseAddr(host)
	return g.remote && err == nil
}

// sameSite says whether a request comes from a page of the preview itself, or from
// no page at all.
func (g *guard) sameSite(r *http.Request) bool {
	if from := r.Header.Get("Sec-Fetch-Site"); from != "" && from != "same-origin" && from != "none" {
		return false
	}
	origins, sent := r.Header["Origin"]
	if !sent {
		return true
	}
	host, ok := strings.CutPrefix(origins[0], "http://")
	return ok && len(origins) == 1 && g.hostOK(host)
}

// follows says whether somebody follows a link from another site: what comes is shown to the
// user alone. Images, scripts and frames of that site are something else.
func follows(r *http.Request) bool {
	_, sent := r.Header["Origin"]
	return !sent && r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
}

// plainPath says whether a path means what it seems to mean everywhere.
func plainPath(r *http.Request) bool {
	raw := strings.ToLower(r.URL.EscapedPath())
	for _, trick := range [...]string{`\`, "%5c", "%2f", "%00", "\x00"} {
		if strings.Contains(raw, trick) {
			return false
		}
	}
	for part := range strings.SplitSeq(r.URL.Path, "/") {
		if part == ".." || part == "." {
			return false
		}
	}
	return strings.HasPrefix(r.URL.Path, "/") && !strings.ContainsFunc(r.URL.Path, func(c rune) bool { return c < ' ' || c == 0x7f || c == '\\' })
}

// protect lets through what may be answered, and marks every answer as neither to be
// kept nor guessed at.
func (g *guard) protect(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-store")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Frame-Options", "SAMEORIGIN")
		switch {
		case !g.hostOK(r.Host):
			refuse(w, http.StatusForbidden, "请求的主机名不是本预览的地址，已拒绝")
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			h.Set("Allow", "GET, HEAD")
			refuse(w, http.StatusMethodNotAllowed, "预览只回答 GET 和 HEAD 请求")
		case !plainPath(r):
			refuse(w, http.StatusBadRequest, "网址中有不允许的写法")
		case !g.sameSite(r) && (strings.HasPrefix(r.URL.Path, reserved) || !follows(r)):
			refuse(w, http.StatusForbidden, "请求来自其他网站，已拒绝")
		default:
			next.ServeHTTP(w, r)
		}
	})
}

func refuse(w http.ResponseWriter, status int, why string) {
	http.Error(w, why, status) // as plain text
}
