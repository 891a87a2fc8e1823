package config

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/lazy"
)

// Short names are in the manifest, which every search begins with, and each other
// site costs every search its own files: so there are bounds.
const (
	maxAliases    = 300
	maxAliasWord  = 20 // characters
	maxAliasMeans = 60
	maxSites      = 50
)

func (l *loader) checkSearch() {
	s := &l.c.Search
	for i, t := range s.Attachments {
		if !slices.Contains(AttachmentTypes, t) {
			l.report(hintNear(ruleValue.At(l.file, l.at("search", "attachments", i), "不能检索“%s”类附件的文字", t).WithHint("可选：%s", strings.Join(AttachmentTypes, "、")), t, AttachmentTypes))
		}
	}
	for _, w := range [...]struct {
		key   string
		value int
	}{{"title", s.Weights.Title}, {"meta", s.Weights.Meta}, {"body", s.Weights.Body}, {"coverage", s.Weights.Coverage}} {
		if w.value < 1 || w.value > 1000 {
			l.report(ruleValue.At(l.file, l.at("search", "weights", w.key), "search.weights.%s 的值 %d 应在1到1000之间", w.key, w.value))
		}
	}
	l.checkAliases()
	l.checkSearchSites()
}

func (l *loader) checkAliases() {
	list, seen := l.c.Search.Aliases, map[string]bool{}
	if len(list) > maxAliases {
		l.report(ruleValue.At(l.file, l.at("search", "alias", maxAliases), "检索的简称有 %d 个，最多 %d 个", len(list), maxAliases).WithHint("每次检索都要先下载全部简称；删去很少有人用的"))
		return
	}
	for i, a := range list {
		word, means := searched(a.Word), searched(a.Means)
		switch {
		case word == "" || means == "":
			l.report(ruleMissing.At(l.file, l.at("search", "alias", i), "检索的简称要写 word（简称）和 means（全称），都要有汉字、字母或数字").WithHint("例如 word = \"治超\"，means = \"超限超载\""))
		case utf8.RuneCountInString(word) > maxAliasWord || utf8.RuneCountInString(means) > maxAliasMeans:
			l.report(ruleValue.At(l.file, l.at("search", "alias", i), "简称最多 %d 个字，全称最多 %d 个字", maxAliasWord, maxAliasMeans))
		case word == means:
			l.report(ruleValue.At(l.file, l.at("search", "alias", i, "means"), "全称“%s”检索起来与简称“%s”一样", a.Means, a.Word).WithHint("简繁体、全角半角、大小写、空格和标点本来就不影响检索；删去这一项"))
		case seen[word]:
			l.report(ruleDuplicate.At(l.file, l.at("search", "alias", i, "word"), "简称“%s”已经登记过", a.Word))
		}
		seen[word] = true
	}
}

// searched is what of a name search compares.
func searched(s string) string { return strings.ReplaceAll(han.Fold(s), "\n", "") }

func (l *loader) checkSearchSites() {
	list, seen := l.c.Search.Sites, map[string]bool{l.c.BaseURL + SearchEntry: true}
	if len(list) > maxSites {
		l.report(ruleValue.At(l.file, l.at("search", "site", maxSites), "一并检索的网站有 %d 个，最多 %d 个", len(list), maxSites).WithHint("每次检索都要读每个网站的索引，网站越多越慢"))
		return
	}
	for i := range list {
		s := &list[i]
		if strings.TrimSpace(s.Name) == "" || s.URL == "" {
			l.report(ruleMissing.At(l.file, l.at("search", "site", i), "一并检索的网站要写 name 和 url").WithHint("例如 name = \"霁川市人民政府\"，url = \"https://www.example.gov.cn/xxgk/\""))
			continue
		}
		entry, problem, hint := searchEntry(s.URL, l.c.BaseURL)
		if problem != "" {
			l.report(ruleValue.At(l.file, l.at("search", "site", i, "url"), problem, s.URL).WithHint("%s", hint))
			continue
		}
		if s.URL = entry; seen[entry] {
			l.report(ruleDuplicate.At(l.file, l.at("search", "site", i, "url"), "网站 %s 已经登记过，或者就是本站", entry))
		}
		seen[entry] = true
	}
}

// policyHost is a host and port that a Content-Security-Policy can name: it knows
// neither IPv6 addresses nor names in Chinese, and what else stood there could end the
// directive and begin another.
var policyHost = lazy.Compile(`^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*(?::([0-9]{1,5}))?$`)

// searchEntry is the address of a site's data/search.json, or what is wrong with the
// address of the site, of which %q stands for the address.
func searchEntry(address, base string) (entry, problem, hint string) {
	const example = "应以 https:// 开头、以 / 结尾，例如 https://www.example.gov.cn/xxgk/"
	u, err := url.Parse(address)
	if err != nil || !isWebAddress(address) || u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" ||
		!strings.HasSuffix(u.Path, "/") && !strings.HasSuffix(u.Path, ".json") {
		return "", "“%s”不是目录的网址", example
	}
	host := policyHost.FindStringSubmatch(u.Host)
	if host == nil || !isPort(host[1]) {
		return "", "“%s”的主机名，网页的安全策略不能写", "用字母、数字写的域名；中文域名改写成 xn-- 开头的形式"
	}
	if u.Scheme == "http" && strings.HasPrefix(base, "https://") {
		return "", "“%s”是 http 网址，浏览器不让 https 的网页读取", "改用对方的 https 网址"
	}
	u.Host = strings.ToLower(u.Host)
	if strings.HasSuffix(u.Path, "/") {
		u = u.JoinPath(SearchEntry)
	}
	return u.String(), "", ""
}

func isPort(s string) bool {
	n, err := strconv.Atoi(s)
	return s == "" || err == nil && n >= 1 && n <= 65535
}

// Origins are the other hosts that a page must be allowed to read from, each once; none
// where nothing is searched. They are fit for a Content-Security-Policy.
func (s *Search) Origins() []string {
	if !s.Enabled {
		return nil
	}
	var origins []string
	for _, site := range s.Sites {
		u, err := url.Parse(site.URL)
		if err != nil {
			continue // cannot be: it was checked
		}
		if o := u.Scheme + "://" + u.Host; !slices.Contains(origins, o) {
			origins = append(origins, o)
		}
	}
	return origins
}
