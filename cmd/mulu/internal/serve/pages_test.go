package serve

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/sitetest"
)

// siteWithFiles has a file of every kind: an attachment of the header, a file that
// only a body names, one beside them that nobody names, and static files.
func siteWithFiles() sitetest.Files {
	files := sitetest.Docs(12)
	files["content/a/d.md"] = sitetest.Doc(20, "attachments = [{file = \"附 件.pdf\", title = \"附件\"}]\naliases = [\"old/20.html\"]", "![图](t.png)")
	files["content/a/附 件.pdf"] = "%PDF-1.7 attachment"
	files["content/a/t.png"] = "png bytes"
	files["content/a/unnamed.pdf"] = "nobody names it"
	files["content/guide.md"] = "+++\npage = \"guide\"\ntitle = \"公开指南\"\n+++\n\n[表](b.xlsx)\n"
	files["content/b.xlsx"] = "table"
	files["static/verify.txt"] = "token"
	files["static/x/page.html"] = "<script>alert(1)</script>"
	return files
}

func TestAddresses(t *testing.T) {
	r := start(t, siteWithFiles())
	folder := strings.TrimSuffix(docURL(20), ".html") + "/"
	for _, tt := range []struct {
		at     string
		status int
		kind   string
		holds  string
	}{
		{"/xxgk/", 200, htmlType, "栖澜市"},
		{"/xxgk/index.html", 200, htmlType, "栖澜市"},
		{docURL(1), 200, htmlType, "文件1"},
		{"/xxgk/wj/", 200, htmlType, "文件12"},
		{"/xxgk/wj/p1.html", 200, htmlType, "文件1"},
		{"/xxgk/guide.html", 200, htmlType, "公开指南"},
		{"/xxgk/guide/b.xlsx", 200, "", "table"},
		{"/xxgk/search.html", 200, htmlType, ""},
		{"/xxgk/sitemap.xml", 200, "application/xml; charset=utf-8", "http://" + r.addr + "/xxgk/"},
		{"/xxgk/feed.xml", 200, "application/xml; charset=utf-8", "文件12"},
		{"/xxgk/log.html", 200, htmlType, "预览不写日志"},
		{"/xxgk/calendar.ics", 200, "text/calendar; charset=utf-8", "BEGIN:VCALENDAR"},
		{"/xxgk/data/dcat.ttl", 200, "text/turtle; charset=utf-8", "dcat:Catalog"},
		{"/xxgk/data/dcat.jsonld", 200, "application/ld+json; charset=utf-8", "dcat:Catalog"},
		{"/xxgk/data/all/2025-1.jsonl", 200, "application/x-ndjson; charset=utf-8", "文件12"},
		{"/xxgk/data/all/2025-1.csv", 200, "text/csv; charset=utf-8", "文件12"},
		{strings.TrimSuffix(docURL(20), "html") + "md", 200, "text/markdown; charset=utf-8", "文件20"},
		{"/xxgk/robots.txt", 200, "text/plain; charset=utf-8", ""},
		{"/xxgk/data/index.json", 200, "application/json; charset=utf-8", ""},
		{"/xxgk/old/20.html", 200, htmlType, "页面已移动"},
		{folder + "t.png", 200, "image/png", "png bytes"},
		{"/xxgk/verify.txt", 200, "text/plain; charset=utf-8", "token"},
		{"/xxgk/x/page.html", 200, htmlType, "<script>alert"},

		{"/xxgk/none.html", 404, htmlType, "没有找到"},
		{"/none", 404, htmlType, "没有找到"},
		{"/xxgk/x/", 404, htmlType, "没有找到"},
		{"/xxgk/doc/", 404, htmlType, "没有找到"},
		{folder, 404, htmlType, "没有找到"},
		{folder + "unnamed.pdf", 404, htmlType, "没有找到"},
		{"/xxgk/config.toml", 404, htmlType, "没有找到"},
		{"/xxgk/content/a/d.md", 404, htmlType, "没有找到"},
		{"/xxgk/content/a/t.png", 404, htmlType, "没有找到"},
		{reserved + "none", 404, "", ""},
	} {
		status, header, body := r.get(tt.at)
		if status != tt.status || tt.kind != "" && header.Get("Content-Type") != tt.kind || !strings.Contains(body, tt.holds) {
			t.Errorf("GET %s: status %d, type %q, want %d, %q and %q in\n%.300s", tt.at, status, header.Get("Content-Type"), tt.status, tt.kind, tt.holds, body)
		}
	}
}

func TestRedirects(t *testing.T) {
	r := start(t, sitetest.Docs(1))
	for at, want := range map[string]string{"/": "/xxgk/", "/xxgk": "/xxgk/", "/xxgk/wj": "/xxgk/wj/"} {
		status, header, _ := r.get(at)
		if status != http.StatusFound || header.Get("Location") != want {
			t.Errorf("GET %s: status %d to %q, want %q", at, status, header.Get("Location"), want)
		}
	}
}

// Everything that a document's page points to is there: styles, scripts, files, other
// pages, and the preview's own files.
func TestEveryLinkAnswers(t *testing.T) {
	r := start(t, siteWithFiles())
	link := regexp.MustCompile(`(?:href|src)="?([^" >]+)`)
	for _, at := range []string{"/xxgk/", docURL(20), "/xxgk/wj/", "/xxgk/guide.html"} {
		_, _, page := r.get(at)
		base, _ := url.Parse("http://" + r.addr + at)
		found := 0
		for _, m := range link.FindAllStringSubmatch(page, -1) {
			u, err := base.Parse(m[1])
			if err != nil || u.Host != r.addr {
				continue
			}
			found++
			if status, _, _ := r.get(u.EscapedPath()); status != 200 {
				t.Errorf("%s: %s gives status %d", at, m[1], status)
			}
		}
		if found < 5 {
			t.Errorf("%s has only %d links", at, found)
		}
	}
}

func TestInjection(t *testing.T) {
	r := start(t, siteWithFiles())
	for at, want := range map[string]int{"/xxgk/": 1, docURL(1): 1, "/xxgk/none": 1, "/xxgk/old/20.html": 1, "/xxgk/feed.xml": 0, "/xxgk/x/page.html": 0} {
		_, header, body := r.get(at)
		if n := strings.Count(body, reserved+"preview.js"); n != want {
			t.Errorf("%s has the preview's script %d times, want %d", at, n, want)
		}
		if i, j := strings.Index(body, reserved), strings.Index(body, "</head>"); want == 1 && i > j {
			t.Errorf("%s: the script stands after the head", at)
		}
		if at == "/xxgk/x/page.html" && !strings.HasPrefix(header.Get("Content-Security-Policy"), "sandbox;") {
			t.Errorf("%s may run", at)
		}
	}
}

func TestHeadAndRange(t *testing.T) {
	r := start(t, siteWithFiles())
	for _, tt := range []struct{ method, bytes, want string }{{"HEAD", "", ""}, {"GET", "bytes=0-4", "%PDF-"}} {
		page := strings.TrimSuffix(docURL(20), ".html") + "/"
		_, _, body := r.get(docURL(20))
		name := regexp.MustCompile(`/(fj-[0-9a-f]+\.pdf)`).FindStringSubmatch(body)
		if name == nil {
			t.Fatalf("no attachment in\n%s", body)
		}
		req, err := http.NewRequest(tt.method, "http://"+r.addr+page+name[1], nil)
		r.must(err)
		if tt.bytes != "" {
			req.Header.Set("Range", tt.bytes)
		}
		resp, err := http.DefaultClient.Do(req)
		r.must(err)
		got, err := io.ReadAll(resp.Body)
		r.must(err)
		r.must(resp.Body.Close())
		if resp.StatusCode >= 300 || string(got) != tt.want {
			t.Errorf("%s %s: status %d, body %q, want %q", tt.method, tt.bytes, resp.StatusCode, got, tt.want)
		}
	}
}
