package config

import (
	"net/url"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/lazy"
)

// Hosting is [hosting]: what servers and hosts are told of the site's files beside what
// package hosting always tells them.
type Hosting struct {
	Files   []string        `toml:"files"`  // hosts whose own files are written into the output, see HostFiles; none when absent
	HSTS    bool            `toml:"hsts"`   // browsers use https only, for a year; only where all of the host is served by https
	Share   bool            `toml:"share"`  // programs of other sites may read the files (CORS)
	Frames  []string        `toml:"frames"` // sites that may show pages in a frame, as https://www.example.gov.cn; this site alone when absent
	Headers []HostingHeader `toml:"header"` // further headers of every answer
}

// HostingHeader is a header of HTTP that the site's owner adds.
type HostingHeader struct {
	Name  string `toml:"name"`
	Value string `toml:"value"`
}

// HostFiles are the hosts that read their rules from files of the published folder.
var HostFiles = []string{"netlify", "cloudflare", "edgeone"}

var headerName = lazy.Compile(`^[A-Za-z][A-Za-z0-9-]{0,99}$`)

// ownHeaders are those that mulu sets itself, in small letters.
var ownHeaders = []string{"content-security-policy", "x-content-type-options", "referrer-policy", "permissions-policy", "cross-origin-opener-policy",
	"x-frame-options", "cache-control", "content-type", "content-disposition", "strict-transport-security", "access-control-allow-origin"}

func (l *loader) checkHosting() {
	h := &l.c.Hosting
	for i, name := range h.Files {
		switch {
		case !slices.Contains(HostFiles, name):
			l.report(hintNear(ruleValue.At(l.file, l.at("hosting", "files", i), "不会写“%s”用的文件", name).
				WithHint("可选：%s；nginx、Caddy、Apache 和对象存储的设置用 mulu hosting 打印", strings.Join(HostFiles, "、")), name, HostFiles))
		case slices.Contains(h.Files[:i], name):
			l.report(ruleDuplicate.At(l.file, l.at("hosting", "files", i), "“%s”写了两次", name))
		}
	}
	if i := slices.Index(h.Files, "cloudflare"); i >= 0 && slices.Contains(h.Files, "netlify") {
		l.report(ruleValue.At(l.file, l.at("hosting", "files", i), "netlify 和 cloudflare 的文件同名（_headers、_redirects），写法不同，只能选一个"))
	}
	for i, a := range h.Frames {
		if isOrigin(a) {
			continue
		}
		l.report(ruleValue.At(l.file, l.at("hosting", "frames", i), "frames 的值“%s”不是网站的地址", a).WithHint("写协议和域名，后面没有斜线，例如 https://www.example.gov.cn"))
	}
	l.checkHeaders()
}

// isOrigin says whether an address is a scheme and a host that a Content-Security-Policy can name.
func isOrigin(a string) bool {
	u, err := url.Parse(a)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Scheme+"://"+u.Host != a {
		return false
	}
	host := policyHost.FindStringSubmatch(u.Host)
	return host != nil && isPort(host[1])
}

// checkHeaders lets through what every server's settings can hold as it is.
func (l *loader) checkHeaders() {
	var seen []string
	for i, a := range l.c.Hosting.Headers {
		name := strings.ToLower(a.Name)
		switch {
		case !headerName.MatchString(a.Name):
			l.report(ruleValue.At(l.file, l.at("hosting", "header", i), "“%s”不是 HTTP 响应头的名称", a.Name).WithHint("用字母、数字和连字符，例如 X-Robots-Tag"))
		case slices.Contains(ownHeaders, name):
			l.report(ruleValue.At(l.file, l.at("hosting", "header", i, "name"), "响应头 %s 由程序设置", a.Name).WithHint("框架、跨站读取和 https 用 frames、share、hsts 设置；其余的不能改，以免网页失去保护"))
		case slices.Contains(seen, name):
			l.report(ruleDuplicate.At(l.file, l.at("hosting", "header", i, "name"), "响应头 %s 写了两次", a.Name))
		case a.Value == "" || len(a.Value) > 1000 || strings.ContainsFunc(a.Value, func(r rune) bool { return r < ' ' || r > '~' || strings.ContainsRune("\"\\$`{}%", r) }):
			l.report(ruleValue.At(l.file, l.at("hosting", "header", i), "响应头 %s 的值写不进服务器的设置", a.Name).
				WithHint("最多1000个字符，只用 ASCII 字符，不用双引号、反斜线、反引号、花括号、$ 和 %%"))
		}
		seen = append(seen, name)
	}
}
