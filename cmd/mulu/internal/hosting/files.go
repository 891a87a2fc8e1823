package hosting

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// File is a file that a host reads at the root of the published folder.
type File struct {
	Name string
	Data []byte
}

// limits is what a host takes. 0 means that none is known.
type limits struct {
	name      string
	rules     int // of headers
	line      int // characters of a line of headers
	redirects int
	redirect  int // characters of one
	source    string
}

// hosts are those of config.HostFiles. Sources: developers.cloudflare.com/pages/configuration/headers
// and /redirects; docs.netlify.com/manage/routing/redirects/overview, which gives no number but
// advises against 10,000 and more; cloud.tencent.com/document/product/1552/127389 (2026-01-15).
var hosts = map[string]limits{
	"cloudflare": {"Cloudflare Pages", 100, 2000, 2000, 1000, "Cloudflare 的说明"},
	"netlify":    {"Netlify", 0, 0, 10_000, 0, "Netlify 的建议"},
	"edgeone":    {"EdgeOne Pages", 0, 0, 100, 500, "EdgeOne 的说明"},
}

// Files are the files that a host of config.HostFiles reads, and in sentences what of the site
// they cannot hold. Redirects beyond the limit are left out: the pages at the old addresses lead
// on all the same.
func (s *Site) Files(host string) (files []File, over []string) {
	l := hosts[host]
	redirects, over := s.within(l)
	rules := s.rules(host == "edgeone")
	if l.rules > 0 && len(rules) > l.rules {
		over = append(over, fmt.Sprintf("%s 最多 %d 条响应头规则（%s），现在有 %d 条", l.name, l.rules, l.source, len(rules)))
	}
	for _, r := range rules {
		for _, h := range r.headers {
			if n := len("  : ") + len(h.Name) + len(h.Value); l.line > 0 && n > l.line {
				over = append(over, fmt.Sprintf("%s 的响应头每行最多 %d 个字符（%s），%s 有 %d 个", l.name, l.line, l.source, h.Name, n))
			}
		}
	}
	if s.Base != "/" {
		over = append(over, fmt.Sprintf("网站在子路径 %s：%s 只读网站根目录的文件，要把它们的内容并进根目录的同名文件", s.Base, l.name))
	}
	if host == "edgeone" {
		return []File{{"edgeone.json", edgeOne(s.Base, rules, redirects)}}, over
	}
	return []File{{"_headers", headerFile(rules)}, {"_redirects", redirectFile(s.Base, redirects, host == "netlify")}}, over
}

// within are the redirects that a host takes.
func (s *Site) within(l limits) (redirects []Redirect, over []string) {
	long := 0
	for _, r := range s.Redirects {
		if l.redirect > 0 && 2*len(s.Base)+len(r.From)+len(r.To)+len("  301") > l.redirect {
			long++
			continue
		}
		redirects = append(redirects, r)
	}
	if long > 0 {
		over = append(over, fmt.Sprintf("%s 的转向规则最多 %d 个字符（%s），有 %d 条太长，没有写；旧地址上的转向页照样有用", l.name, l.redirect, l.source, long))
	}
	if n := len(redirects); n > l.redirects {
		over = append(over, fmt.Sprintf("%s 最多 %d 条转向规则（%s），现在有 %d 条，多出的没有写；旧地址上的转向页照样有用", l.name, l.redirects, l.source, n))
		redirects = redirects[:l.redirects]
	}
	return redirects, over
}

// rule is a pattern of addresses, where * stands for anything, and its headers.
type rule struct {
	pattern string
	headers []Header
}

// rules say no header twice of one file but the policy: hosts differ in whether the last holds or
// all are joined, and of policies joined by commas all hold. What has no Cache-Control is asked
// after each time, by these hosts' own rule. A host that reads no pattern with an end gets the
// site's own files one by one.
func (s *Site) rules(prefixes bool) []rule {
	rules := []rule{{s.Base + "*", append([]Header{{cspName, s.policy}}, s.common...)}}
	for _, folder := range [...]string{"assets/", "data/search/"} {
		rules = append(rules, rule{s.Base + folder + "*", []Header{{"Cache-Control", forever}}})
	}
	inert := []Header{{cspName, sandboxed}, {dispositionName, "attachment"}}
	if prefixes {
		for _, at := range s.inert {
			rules = append(rules, rule{s.Base + at, inert})
		}
		return rules
	}
	for _, ext := range inertTypes {
		rules = append(rules, rule{s.Base + "*." + ext, inert})
	}
	for _, ext := range inertBeside {
		rules = append(rules, rule{s.Base + "doc/*." + ext, inert})
	}
	// Those that hosts do not know, or serve without their charset. A page of errors at such an
	// address would have the type, too, so they are few.
	for _, ext := range [...]string{"csv", "ics", "jsonl", "jsonld", "md", "ofd", "ttl", "txt"} {
		rules = append(rules, rule{s.Base + "*." + ext, []Header{{"Content-Type", contentTypes[ext]}}})
	}
	return rules
}

func headerFile(rules []rule) []byte {
	b := new(bytes.Buffer)
	b.WriteString("# 由 mulu 生成，改 config.toml 的 [hosting]\n")
	for _, r := range rules {
		fmt.Fprintf(b, "%s\n", r.pattern)
		for _, h := range r.headers {
			fmt.Fprintf(b, "  %s: %s\n", h.Name, h.Value)
		}
	}
	return b.Bytes()
}

// redirectFile has a redirect a line. Netlify wants a mark where there is a page at the address.
func redirectFile(base string, redirects []Redirect, forced bool) []byte {
	b := new(bytes.Buffer)
	status := "301"
	if forced {
		status = "301!"
	}
	b.WriteString("# 由 mulu 生成\n")
	for _, r := range redirects {
		fmt.Fprintf(b, "%s%s %s%s %s\n", base, r.From, base, r.To, status)
	}
	return b.Bytes()
}

// edgeOne is EdgeOne's edgeone.json.
func edgeOne(base string, rules []rule, redirects []Redirect) []byte {
	type pair struct {
		Key   string `json:"key"`
		Value string `json:"value"`
	}
	type headers struct {
		Source  string `json:"source"`
		Headers []pair `json:"headers"`
	}
	type redirect struct {
		Source      string `json:"source"`
		Destination string `json:"destination"`
		Status      int    `json:"statusCode"`
	}
	var f struct {
		Headers   []headers  `json:"headers"`
		Redirects []redirect `json:"redirects,omitempty"`
	}
	for _, r := range rules {
		h := headers{Source: r.pattern}
		for _, one := range r.headers {
			h.Headers = append(h.Headers, pair{one.Name, one.Value})
		}
		f.Headers = append(f.Headers, h)
	}
	for _, r := range redirects {
		f.Redirects = append(f.Redirects, redirect{base + r.From, base + r.To, 301})
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	_ = e.Encode(f) // texts alone: cannot fail
	return b.Bytes()
}

// Kinds are what Config gives settings for, beside config.HostFiles.
var Kinds = []string{"nginx", "caddy", "apache", "oss", "cos", "s3"}

// Config gives the settings of one of Kinds, or nil; folder is the published site, of a server.
func (s *Site) Config(kind, folder string) []byte {
	switch kind {
	case "nginx":
		return s.Nginx(folder)
	case "caddy":
		return s.Caddy(folder)
	case "apache":
		return s.Apache(folder)
	case "oss", "cos", "s3":
		return s.bucket(kind)
	}
	return nil
}

// bucket gives what an object store's bucket is told: how it serves a site (OSS PutBucketWebsite,
// COS PUT Bucket website, S3 PutBucketWebsite, all of one form) and, where the site is shared,
// who may read it. Redirects are left to the pages at the old addresses: buckets take 20 to 100
// rules. Headers that a bucket does not send are its CDN's.
func (s *Site) bucket(kind string) []byte {
	b := new(bytes.Buffer)
	key := strings.TrimPrefix(s.Base, "/") + notFound
	fmt.Fprintf(b, "<!-- 由 mulu hosting %s 生成：网站 %s\n     网站的静态页面设置。旧地址由转向页转到新地址，不需要转向规则。\n"+
		"     每个文件的 Cache-Control、Content-Type、Content-Disposition 在上传时写：mulu diff 的 plan 选项生成清单和命令。 -->\n", kind, s.URL)
	folders := ""
	if kind == "oss" { // an address that ends in / is looked up in that folder
		folders = "<SupportSubDir>true</SupportSubDir><Type>0</Type>"
	}
	code := ""
	if kind == "oss" {
		code = "<HttpStatus>404</HttpStatus>"
	}
	fmt.Fprintf(b, "<WebsiteConfiguration>\n  <IndexDocument><Suffix>index.html</Suffix>%s</IndexDocument>\n  <ErrorDocument><Key>%s</Key>%s</ErrorDocument>\n</WebsiteConfiguration>\n", folders, key, code)
	if s.share {
		b.WriteString("<CORSConfiguration>\n  <CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod><AllowedMethod>HEAD</AllowedMethod></CORSRule>\n</CORSConfiguration>\n")
	}
	b.WriteString("<!-- 存储桶发不出下面的响应头，在它前面的 CDN 上对全部文件设置：\n")
	for _, h := range append([]Header{{cspName, s.policy}}, s.common...) {
		fmt.Fprintf(b, "     %s: %s\n", h.Name, h.Value)
	}
	fmt.Fprintf(b, "     下列后缀的文件另加 %s: %s\n     %s", cspName, sandboxed, strings.Join(inertTypes, " "))
	b.WriteString(" -->\n")
	return b.Bytes()
}
