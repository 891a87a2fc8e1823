package hosting

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// Folder is where the settings of servers look for the published site when nobody says where it is.
const Folder = "/srv/mulu/public"

// advice is what every server's settings begin with.
func (s *Site) advice(b *bytes.Buffer, where string) {
	fmt.Fprintf(b, "# 由 mulu hosting 生成：网站 %s\n# %s\n", s.URL, where)
	if !s.hsts {
		fmt.Fprintf(b, "# 全站（包括同一域名下的其他网站）都已使用 https，并且不会再退回 http 时，在 config.toml 的 [hosting] 写 hsts = true，\n"+
			"# 重新生成后多一个响应头 Strict-Transport-Security: %s：浏览器一年内只用 https 访问，不能提前收回。\n", hstsValue)
	}
	b.WriteString("# static 文件夹里自己写的 .html 也按网页的安全策略提供：其中写在网页里的脚本和样式不起作用，要放进单独的文件。\n")
}

// class is a part of the site's files with headers of its own, in the order in which servers
// have to look.
type class struct {
	note    string
	pattern string // of paths from the site's root
	headers []Header
}

func (s *Site) classes() []class {
	with := func(cache string, more ...Header) []Header {
		return append(append(more[:len(more):len(more)], Header{"Cache-Control", cache}), s.common...)
	}
	policy := Header{cspName, s.policy}
	return []class{
		{"以内容命名的文件：长期保存", hashedPattern, with(forever)},
		{"可能当作网页运行的附件和图形：只供下载，不能运行", inertPattern, with(shortly, Header{cspName, sandboxed}, Header{dispositionName, "attachment"})},
		{"出错页", regexp.QuoteMeta(notFound), with(asked, policy)},
		{"清单和检索的入口：每次核对", askingPattern, with(asked)},
		{"网页", pagePattern, with(shortly, policy)},
		{"其他文件", `.*`, with(shortly)},
	}
}

// Nginx gives settings for nginx, to be included in a server block; folder is the published site.
func (s *Site) Nginx(folder string) []byte {
	b := new(bytes.Buffer)
	s.advice(b, "放进 nginx 的 server { } 里。网站的文件夹是 "+folder+"。")
	if s.Base != "/" {
		fmt.Fprintf(b, "location = %s { absolute_redirect off; return 301 %s; }\n", strings.TrimSuffix(s.Base, "/"), s.Base)
	}
	fmt.Fprintf(b, "location ^~ %s {\n\tabsolute_redirect off;\n\tserver_tokens off;\n\tindex index.html;\n\terror_page 404 %s%s;\n\tcharset utf-8;\n", s.Base, s.Base, notFound)
	types, extensions := kinds()
	var texts []string
	b.WriteString("\tdefault_type application/octet-stream;\n\ttypes {\n")
	for _, t := range types {
		kind, text := plainType(t)
		fmt.Fprintf(b, "\t\t%s %s;\n", kind, strings.Join(extensions[t], " "))
		if text && kind != "text/html" { // which nginx knows by itself
			texts = append(texts, kind)
		}
	}
	fmt.Fprintf(b, "\t}\n\tcharset_types %s;\n", strings.Join(texts, " "))
	for _, r := range s.Redirects {
		fmt.Fprintf(b, "\tlocation = %s%s { return 301 %s%s; }\n", s.Base, r.From, s.Base, r.To)
	}
	base := regexp.QuoteMeta(s.Base)
	fmt.Fprintf(b, "\n\tlocation ~ ^%s%s$ { return 404; }\n", base, hiddenPattern)
	for _, c := range s.classes() {
		fmt.Fprintf(b, "\n\t# %s\n\tlocation ~ ^%s(%s)$ {\n\t\talias %s/$1;\n", c.note, base, c.pattern, strings.TrimSuffix(folder, "/"))
		for _, h := range c.headers {
			fmt.Fprintf(b, "\t\tadd_header %s \"%s\" always;\n", h.Name, h.Value)
		}
		b.WriteString("\t}\n")
	}
	b.WriteString("}\n")
	return b.Bytes()
}

// htmlFolders stands for a folder's address among extensions: it is served with its index.html.
const htmlFolders = "/"

// Caddy gives settings for Caddy 2, to be put into a site's block.
func (s *Site) Caddy(folder string) []byte {
	b := new(bytes.Buffer)
	s.advice(b, "放进 Caddyfile 的网站 { } 里。网站的文件夹是 "+folder+"。")
	if s.Base != "/" {
		fmt.Fprintf(b, "redir %s %s permanent\n", strings.TrimSuffix(s.Base, "/"), s.Base)
	}
	for _, r := range s.Redirects {
		fmt.Fprintf(b, "redir %s%s %s%s permanent\n", s.Base, r.From, s.Base, r.To)
	}
	fmt.Fprintf(b, "handle_path %s* {\n\troute {\n\t\troot * %s\n\t\t@hidden {\n\t\t\tpath /.* */.*\n\t\t\tnot path /.well-known/*\n\t\t}\n\t\terror @hidden 404\n", s.Base, folder)
	fmt.Fprintf(b, "\n\t\t# 文件的类型\n\t\theader Content-Type \"%s\"\n", unknownType)
	types, extensions := kinds()
	for i, t := range types {
		if t == ContentType(notFound) {
			extensions[t] = append(extensions[t], htmlFolders)
		}
		fmt.Fprintf(b, "\t\t@type%d path *.%s\n\t\theader @type%[1]d Content-Type \"%[3]s\"\n", i+1, strings.ReplaceAll(strings.Join(extensions[t], " *."), "."+htmlFolders, "/"), t)
	}
	for i, c := range s.classes() {
		fmt.Fprintf(b, "\n\t\t# %s\n\t\t@class%d path_regexp ^/%s$\n\t\thandle @class%[2]d {\n\t\t\theader {\n", c.note, i+1, c.pattern)
		caddyHeaders(b, c.headers)
		b.WriteString("\t\t\t}\n\t\t\tfile_server\n\t\t}\n")
	}
	fmt.Fprintf(b, "\t}\n}\nhandle_errors {\n\t@missing expression {http.error.status_code} == 404\n\thandle @missing {\n\t\troot * %s\n\t\trewrite * /%s\n\t\theader {\n", folder, notFound)
	caddyHeaders(b, append(s.Headers(notFound), Header{"-" + dispositionName, ""}))
	b.WriteString("\t\t}\n\t\tfile_server\n\t}\n}\n")
	return b.Bytes()
}

func caddyHeaders(b *bytes.Buffer, headers []Header) {
	for _, h := range headers {
		if h.Value == "" { // taken away
			fmt.Fprintf(b, "\t\t\t%s\n", h.Name)
			continue
		}
		fmt.Fprintf(b, "\t\t\t\t%s \"%s\"\n", h.Name, h.Value)
	}
}

// Apache gives settings for Apache httpd 2.4 with mod_headers, to be put into a VirtualHost.
func (s *Site) Apache(folder string) []byte {
	b := new(bytes.Buffer)
	s.advice(b, "放进 Apache 的 <VirtualHost> 里，要有 mod_headers、mod_alias、mod_dir、mod_mime。网站的文件夹是 "+folder+"。")
	folder = strings.TrimSuffix(folder, "/")
	for _, r := range s.Redirects {
		fmt.Fprintf(b, "RedirectMatch 301 \"^%s$\" \"%s%s\"\n", regexp.QuoteMeta(s.Base+r.From), s.URL, r.To)
	}
	if s.Base == "/" {
		fmt.Fprintf(b, "DocumentRoot \"%s\"\n", folder)
	} else {
		fmt.Fprintf(b, "RedirectMatch 301 \"^%s$\" \"%s\"\nAlias \"%s\" \"%s/\"\n", regexp.QuoteMeta(strings.TrimSuffix(s.Base, "/")), s.URL, s.Base, folder)
	}
	fmt.Fprintf(b, "<Directory \"%s\">\n\tOptions None\n\tAllowOverride None\n\tRequire all granted\n\tDirectoryIndex index.html\n", folder)
	types, extensions := kinds()
	for _, t := range types {
		fmt.Fprintf(b, "\tAddType \"%s\" .%s\n", t, strings.Join(extensions[t], " ."))
	}
	fmt.Fprintf(b, "\tHeader set Content-Type \"%s\" \"expr=-z %%{CONTENT_TYPE}\"\n</Directory>\n", unknownType)
	base := regexp.QuoteMeta(s.Base)
	fmt.Fprintf(b, "<Location \"%s\">\n\tErrorDocument 404 %[1]s%s\n</Location>\nRedirectMatch 404 \"^%s%s$\"\n", s.Base, notFound, base, hiddenPattern)
	classes := s.classes()
	for i := len(classes) - 1; i >= 0; i-- { // what is set last holds
		c := classes[i]
		fmt.Fprintf(b, "# %s\n<LocationMatch \"^%s%s$\">\n", c.note, base, c.pattern)
		set := map[string]bool{}
		for _, h := range c.headers {
			set[h.Name] = true
			fmt.Fprintf(b, "\tHeader always set %s \"%s\"\n", h.Name, h.Value)
		}
		for _, name := range [...]string{cspName, dispositionName} {
			if !set[name] {
				fmt.Fprintf(b, "\tHeader always unset %s\n", name)
			}
		}
		b.WriteString("</LocationMatch>\n")
	}
	return b.Bytes()
}
