package main

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/cli"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/hosting"
	"mulu/cmd/mulu/internal/publish"
)

// webServer is a server that is started with the settings that mulu hosting prints.
type webServer struct {
	name     string
	programs []string // names of the program
	// start writes the server's own settings around the printed ones into dir, and gives the
	// command that runs it in the foreground.
	start func(t *testing.T, program, dir, settings string, port int) *exec.Cmd
}

var webServers = []webServer{
	{"nginx", []string{"nginx", "/usr/sbin/nginx"}, startNginx},
	{"caddy", []string{"caddy"}, startCaddy},
	{"apache", []string{"apache2", "/usr/sbin/apache2", "httpd"}, startApache},
}

func startNginx(t *testing.T, program, dir, settings string, port int) *exec.Cmd {
	conf := fmt.Sprintf(`daemon off; master_process off; pid %[1]s/pid; error_log stderr;
events {}
http { access_log off;
client_body_temp_path %[1]s/a; proxy_temp_path %[1]s/b; fastcgi_temp_path %[1]s/c; uwsgi_temp_path %[1]s/d; scgi_temp_path %[1]s/e;
server { listen 127.0.0.1:%[2]d;
%[3]s
} }
`, dir, port, settings)
	putFile(t, filepath.Join(dir, "nginx.conf"), conf)
	return exec.Command(program, "-e", "stderr", "-p", dir, "-c", filepath.Join(dir, "nginx.conf"))
}

func startCaddy(t *testing.T, program, dir, settings string, port int) *exec.Cmd {
	conf := fmt.Sprintf("{\n\tadmin off\n\tauto_https off\n}\nhttp://127.0.0.1:%d {\n\tbind 127.0.0.1\n%s\n}\n", port, settings)
	putFile(t, filepath.Join(dir, "Caddyfile"), conf)
	c := exec.Command(program, "run", "--adapter", "caddyfile", "--config", filepath.Join(dir, "Caddyfile"))
	c.Env = append(os.Environ(), "HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+dir)
	return c
}

func startApache(t *testing.T, program, dir, settings string, port int) *exec.Cmd {
	modules := ""
	for _, m := range []string{"mpm_event", "authz_core", "alias", "dir", "mime", "headers"} {
		modules += fmt.Sprintf("LoadModule %s_module /usr/lib/apache2/modules/mod_%[1]s.so\n", m)
	}
	user := ""
	if os.Getuid() == 0 {
		user = "User www-data\nGroup www-data\n"
	}
	conf := fmt.Sprintf("ServerRoot %[1]s\nPidFile %[1]s/pid\nDefaultRuntimeDir %[1]s\nServerName localhost\nListen 127.0.0.1:%[2]d\n%[3]s%[4]sTypesConfig /dev/null\nErrorLog %[1]s/error.log\n<VirtualHost 127.0.0.1:%[2]d>\n%[5]s\n</VirtualHost>\n",
		dir, port, modules, user, settings)
	putFile(t, filepath.Join(dir, "apache.conf"), conf)
	return exec.Command(program, "-X", "-f", filepath.Join(dir, "apache.conf"))
}

func putFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// servedSite is the example site with static files of its own, built once for a base_url.
type servedSite struct {
	base, source, public string
	hosting              *hosting.Site
	redirects            map[string]string
}

// What the site's owner, or somebody else, puts among the files: from the site's root.
const (
	ownPage    = "fj/tool.html"
	ownPicture = "fj/plan.svg"
	strayName  = "doc/stray/附件 一.pdf"
)

var strays = []string{"doc/stray/a.svg", "doc/stray/a.XML", "doc/stray/a.htm", "doc/stray/a.xhtml", "doc/stray/a.unknown", strayName}

func buildServed(t *testing.T, base string) *servedSite {
	t.Helper()
	dir, err := os.MkdirTemp("", "served") // and not t.TempDir: Apache reads it as another user
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	s := &servedSite{source: filepath.Join(dir, "site"), public: filepath.Join(dir, "public")}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"content", "static"} {
		if err := os.CopyFS(filepath.Join(s.source, name), os.DirFS(filepath.Join("../..", name))); err != nil {
			t.Fatal(err)
		}
	}
	settings, err := os.ReadFile("../../config.toml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(settings) + "\n[hosting]\nshare = true\nheader = [{name = \"X-Robots-Tag\", value = \"noarchive\"}]\n"
	putFile(t, filepath.Join(s.source, "config.toml"), text)
	putFile(t, filepath.Join(s.source, "static", ownPage), "<!doctype html><title>own</title><script>1</script>")
	putFile(t, filepath.Join(s.source, "static", ownPicture), `<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>`)
	runMulu(t, "build", "-q", "-s", s.source, "-o", s.public, "--date", "2026-11-22", "--cache", "-", "--base-url", base)
	c, ds := config.Load([]byte(text))
	if len(ds)+len(c.SetBaseURL(base)) > 0 {
		t.Fatal(ds)
	}
	s.base, s.hosting = c.BasePath(), hosting.Of(c)
	for _, name := range strays {
		putFile(t, filepath.Join(s.public, name), "<x/>")
	}
	putFile(t, filepath.Join(s.public, ".mulu-stage-1/secret.html"), "secret")
	s.findRedirects(t, base)
	return s
}

func runMulu(t *testing.T, args ...string) string {
	t.Helper()
	var out, errOut bytes.Buffer
	if status := cli.Run(t.Context(), args, strings.NewReader(""), &out, &errOut); status != 0 {
		t.Fatalf("mulu %s: status %d\n%s", strings.Join(args, " "), status, &errOut)
	}
	return out.String()
}

// findRedirects reads the redirects that are written for a host.
func (s *servedSite) findRedirects(t *testing.T, base string) {
	t.Helper()
	s.redirects = map[string]string{}
	_, rules, _ := strings.Cut(runMulu(t, "hosting", "cloudflare", "-s", s.source, "--base-url", base), "==> _redirects <==\n")
	for line := range strings.Lines(rules) {
		if f := strings.Fields(line); len(f) == 3 && f[2] == "301" {
			s.redirects[f[0]] = f[1]
		}
	}
	if len(s.redirects) == 0 {
		t.Fatalf("the example site has no redirect:\n%s", rules)
	}
}

// TestServers serves the example site with the settings that mulu hosting prints, by real
// servers, and compares every header of every file with the model.
func TestServers(t *testing.T) {
	if testing.Short() {
		t.Skip("servers take long")
	}
	for _, base := range []string{"https://jtysj.jichuan.example/xxgk/", "https://xxgk.jichuan.example/"} {
		var build sync.Once
		var site *servedSite
		for _, w := range webServers {
			program := w.find()
			if program == "" {
				if os.Getenv("CI") == "true" {
					t.Errorf("%s is not installed; .ci/setup installs it", w.name)
				}
				t.Logf("%s is not installed", w.name)
				continue
			}
			build.Do(func() { site = buildServed(t, base) })
			t.Run(w.name+" "+site.base, func(t *testing.T) {
				settings := runMulu(t, "hosting", w.name, "-s", site.source, "--base-url", base, "--root", site.public)
				site.check(t, w.serve(t, program, settings))
			})
		}
	}
}

func (w *webServer) find() string {
	for _, p := range w.programs {
		if at, err := exec.LookPath(p); err == nil {
			return at
		}
	}
	return ""
}

// serve starts the server and gives its address; it is ended with the test.
func (w *webServer) serve(t *testing.T, program, settings string) string {
	t.Helper()
	dir, err := os.MkdirTemp("", w.name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	var log bytes.Buffer
	c := w.start(t, program, dir, settings, port)
	c.Stdout, c.Stderr = &log, &log
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	t.Cleanup(func() {
		_ = c.Process.Kill() // this one process alone
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
		}
	})
	address := fmt.Sprintf("127.0.0.1:%d", port)
	for range 200 {
		if conn, err := net.Dial("tcp", address); err == nil {
			conn.Close()
			return "http://" + address
		}
		select {
		case err := <-ended:
			ended <- err
			more, _ := os.ReadFile(filepath.Join(dir, "error.log"))
			t.Fatalf("%s ended: %v\n%s%s\n%s", w.name, err, &log, more, settings)
		case <-time.After(50 * time.Millisecond):
		}
	}
	t.Fatalf("%s does not listen", w.name)
	return ""
}

var webClient = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	Transport: &http.Transport{DisableCompression: true}}

func (s *servedSite) get(t *testing.T, method, url string) (*http.Response, []byte) {
	t.Helper()
	req, err := http.NewRequest(method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := webClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, body
}

// watched are the headers that files have by the model or must not have.
var watched = []string{"Content-Type", "Cache-Control", "Content-Security-Policy", "Content-Disposition", "X-Content-Type-Options", "Referrer-Policy",
	"Permissions-Policy", "Cross-Origin-Opener-Policy", "X-Frame-Options", "Access-Control-Allow-Origin", "Strict-Transport-Security", "X-Robots-Tag"}

// same wants an answer to have the headers of a file, each once.
func (s *servedSite) same(t *testing.T, resp *http.Response, name string) {
	t.Helper()
	want := map[string]string{}
	for _, h := range s.hosting.Headers(name) {
		want[h.Name] = h.Value
		if !slices.Contains(watched, h.Name) {
			t.Fatalf("%s is not watched", h.Name)
		}
	}
	for _, name := range watched {
		got := resp.Header.Values(name)
		if want[name] == "" && len(got) == 0 || len(got) == 1 && strings.EqualFold(got[0], want[name]) {
			continue
		}
		t.Errorf("%s: %s is %q, not %q", resp.Request.URL, name, got, want[name])
	}
}

func (s *servedSite) check(t *testing.T, server string) {
	root := server + s.base
	m, err := publish.ReadManifest(s.public)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for e := range m.All() {
		if s.redirects[s.base+e.Path] != "" {
			continue // see checkFolders
		}
		resp, _ := s.get(t, http.MethodHead, root+e.Path)
		if resp.StatusCode != 200 || resp.ContentLength != e.Size {
			t.Errorf("%s: status %d, %d bytes of %d", e.Path, resp.StatusCode, resp.ContentLength, e.Size)
		}
		s.same(t, resp, e.Path)
		if n++; t.Failed() && n > 200 {
			t.Fatal("and so on")
		}
	}
	for _, name := range append(slices.Clone(strays), "manifest.json", ownPage, ownPicture) {
		resp, body := s.get(t, http.MethodGet, root+strings.ReplaceAll(name, " ", "%20")) // and Han as UTF-8 by percent signs
		want, err := os.ReadFile(filepath.Join(s.public, name))
		if err != nil || resp.StatusCode != 200 || !bytes.Equal(body, want) {
			t.Errorf("%s: status %d, %.20q (%v)", name, resp.StatusCode, body, err)
		}
		s.same(t, resp, name)
	}
	s.checkFolders(t, server)
	s.checkMissing(t, root)
}

func (s *servedSite) checkFolders(t *testing.T, server string) {
	root := server + s.base
	for _, folder := range []string{"", "zcfg/", "asof/"} {
		resp, body := s.get(t, http.MethodGet, root+folder)
		want, err := os.ReadFile(filepath.Join(s.public, folder, "index.html"))
		if err != nil || resp.StatusCode != 200 || !bytes.Equal(body, want) {
			t.Errorf("%s: status %d, %.40q (%v)", folder, resp.StatusCode, body, err)
		}
		s.same(t, resp, folder+"index.html")
	}
	moved := maps.Clone(s.redirects)
	moved[s.base+"zcfg"] = s.base + "zcfg/"
	if s.base != "/" {
		moved[strings.TrimSuffix(s.base, "/")] = s.base
	}
	for from, to := range moved {
		resp, _ := s.get(t, http.MethodGet, server+from)
		if at := resp.Header.Get("Location"); resp.StatusCode != 301 && resp.StatusCode != 308 || !strings.HasSuffix(at, to) {
			t.Errorf("%s: status %d to %q, not %q", from, resp.StatusCode, at, to)
		}
	}
}

func (s *servedSite) checkMissing(t *testing.T, root string) {
	page, err := os.ReadFile(filepath.Join(s.public, "404.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"none.html", "none.csv", "none", "doc/none.svg", "assets/none.js", "doc/1/%E9%99%84%E4%BB%B6%EF%BC%881%EF%BC%89.pdf",
		".mulu-stage-1/secret.html", "doc/.hidden", "doc/stray/"} {
		resp, body := s.get(t, http.MethodGet, root+name)
		if name == "doc/stray/" && resp.StatusCode == 403 { // no list of a folder's files
			if bytes.Contains(body, []byte("a.svg")) {
				t.Errorf("%s is listed", name)
			}
			continue
		}
		if resp.StatusCode != 404 || !bytes.Equal(body, page) {
			t.Errorf("%s: status %d, %.60q", name, resp.StatusCode, body)
		}
		s.same(t, resp, "404.html")
	}
	if resp, _ := s.get(t, http.MethodGet, root+".well-known/security.txt"); resp.StatusCode != 200 {
		t.Errorf("security.txt: status %d", resp.StatusCode)
	}
}
