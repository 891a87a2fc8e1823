package config

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/lazy"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/tree"
)

var (
	siteIDCode   = lazy.Compile(`^(?:\d{10}|bm\d{8})$`)
	languageTag  = lazy.Compile(`^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$`)
	hostName     = lazy.Compile(`^(?:[\p{L}\p{N}._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]+)?$`)
	mailAddress  = lazy.Compile(`^[^\s@、，；]+@[^\s@.]+(?:\.[^\s@.]+)+$`)
	categoryPath = lazy.Compile(`^[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)*$`)
)

func (l *loader) checkSite() {
	c := l.c
	if strings.TrimSpace(c.Title) == "" {
		l.report(ruleMissing.At(l.file, l.at("title"), "缺少 title：目录的名称").WithHint(`例如 title = "霁川市交通运输局政府信息公开"`))
	}
	l.checkBaseURL()
	for _, s := range [...]struct{ key, tag string }{{"language", c.Language}, {"content_language", c.Content}} {
		if !languageTag.MatchString(s.tag) {
			l.report(ruleValue.At(l.file, l.at(s.key), "%s 的值“%s”不是语言代码", s.key, s.tag).WithHint("简体中文写 zh-CN"))
		}
	}
	var err error
	// Local is the zone of the machine, and a site must not depend on that.
	if c.location, err = time.LoadLocation(c.TimeZone); err != nil || c.TimeZone == "Local" || c.TimeZone == "" {
		c.location = time.UTC
		l.report(ruleValue.At(l.file, l.at("time_zone"), "time_zone 的值“%s”不是时区名", c.TimeZone).WithHint("北京时间写 Asia/Shanghai"))
	}
	if s := c.Site.IDCode; s != "" && !siteIDCode.MatchString(s) {
		l.report(ruleSiteID.At(l.file, l.at("site", "id_code"), "网站标识码“%s”应为10位数字，或 bm 加8位数字", s))
	}
	if s := c.Site.Email; s != "" && !mailAddress.MatchString(s) {
		l.report(ruleValue.At(l.file, l.at("site", "email"), "电子邮箱“%s”不是邮箱地址", s).WithHint("写成 bgs@example.gov.cn 的形式"))
	}
	l.checkAddress(c.Site.ReportError, "site", "report_error")
	l.checkAddress(c.Exports.LicenseURL, "exports", "license_url")
	l.checkAddress(c.Site.Portal, "site", "portal")
	l.checkAddress(c.Site.Apply, "site", "apply")
	l.checkScheme()
}

// checkBaseURL makes base_url end in a slash and refuses what is no web address.
func (l *loader) checkBaseURL() {
	c := l.c
	if c.BaseURL == "" {
		l.report(ruleMissing.At(l.file, diag.Pos{Line: 1, Col: 1}, "缺少 base_url：网站的网址").WithHint(`例如 base_url = "https://jtj.example.gov.cn/xxgk/"`))
		return
	}
	u, err := url.Parse(c.BaseURL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil || !hostName.MatchString(u.Host) || !plainPath(u.Path) {
		l.report(ruleValue.At(l.file, l.at("base_url"), "base_url 的值“%s”不是网址", c.BaseURL).WithHint("应以 https:// 开头，可以带子路径，例如 https://www.example.gov.cn/xxgk/"))
		return
	}
	if !strings.HasSuffix(c.BaseURL, "/") {
		c.BaseURL += "/"
	}
}

// plainPath keeps a base path to what needs no escaping anywhere.
func plainPath(p string) bool {
	return !strings.ContainsFunc(p, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/-_.~", r))
	}) && !strings.Contains(p, "//") && !strings.Contains(p, "/..")
}

// BasePath is the path of base_url, from / to /.
func (c *Config) BasePath() string {
	u, err := url.Parse(c.BaseURL)
	if err != nil || u.Path == "" {
		return "/"
	}
	return u.Path
}

// PublicURL is the site's address for its readers: base_url as config.toml has it, also
// where a preview or a test build stands at another address.
func (c *Config) PublicURL() string { return c.public }

// SetBaseURL replaces base_url, as --base-url does; its problems have no place in a
// file.
func (c *Config) SetBaseURL(s string) []diag.Diagnostic {
	c.BaseURL = s
	l := loader{c: c, file: "--base-url"}
	l.checkBaseURL()
	for i := range l.diags {
		l.diags[i].Pos = diag.Pos{}
	}
	return l.diags
}

// plainLink says whether a navigation link is a path from the site's root, with a
// fragment or without.
func plainLink(s string) bool {
	path, fragment, _ := strings.Cut(s, "#")
	return path != "" && plainPath(path) && !strings.HasPrefix(path, "/") && !strings.ContainsAny(fragment, "\"<>#% ")
}

func (l *loader) checkAddress(s string, path ...tree.Step) {
	if s == "" || isWebAddress(s) {
		return
	}
	l.report(ruleValue.At(l.file, l.at(path...), "“%s”不是网址", s).WithHint("应以 https:// 或 http:// 开头"))
}

func isWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && hostName.MatchString(u.Host) && !strings.ContainsAny(s, "\"<>\\ \t\n")
}

func (l *loader) checkScheme() {
	s := l.c.IndexNumber
	var err error
	switch {
	case s.Preset != "" && (s.Pattern != "" || s.Template != ""):
		l.report(ruleValue.At(l.file, l.at("index_number", "preset"), "index_number 的 preset 不能和 pattern、template 同时写"))
		l.c.scheme = official.DefaultScheme()
		return
	case s.Pattern != "" || s.Template != "":
		l.c.scheme, err = official.NewScheme(s.Pattern, s.Template)
	case s.Preset != "":
		l.presetScheme(s.Preset)
		return
	default:
		l.c.scheme = official.DefaultScheme()
	}
	if err != nil {
		l.c.scheme = official.DefaultScheme()
		l.report(ruleValue.At(l.file, l.at("index_number"), "索引号规则不对：%v", err))
	}
}

func (l *loader) presetScheme(name string) {
	scheme, ok := official.PresetScheme(name)
	if !ok {
		var known []string
		for _, p := range official.Presets() {
			known = append(known, p.Name)
		}
		l.report(ruleValue.At(l.file, l.at("index_number", "preset"), "没有名为“%s”的索引号规则", name).WithHint("可选：%s", strings.Join(known, "、")))
		scheme = official.DefaultScheme()
	}
	l.c.scheme = scheme
}

// checkRange refuses a number outside of from to to.
func (l *loader) checkRange(n, from, to int, path ...tree.Step) {
	if n < from || n > to {
		l.report(ruleValue.At(l.file, l.at(path...), "%s 的值 %d 应在%d到%d之间", path[len(path)-1], n, from, to))
	}
}

// checkPresentation checks what only pages need: profile, navigation, sizes.
func (l *loader) checkPresentation() {
	c := l.c
	if c.PageSize < 5 || c.PageSize > 200 {
		l.report(ruleValue.At(l.file, l.at("page_size"), "page_size 的值 %d 应在5到200之间", c.PageSize))
	}
	if c.Latest < 1 || c.Latest > 200 {
		l.report(ruleValue.At(l.file, l.at("latest"), "latest 的值 %d 应在1到200之间", c.Latest))
	}
	if p := c.Profile.Preset; p != "" && Profiles[p] == nil {
		l.report(ruleValue.At(l.file, l.at("profile", "preset"), "没有名为“%s”的文件头样式", p).WithHint("可选：%s", strings.Join(ProfileNames, "、")))
	}
	l.checkRange(c.Contents.MinHeadings, 1, 1000, "contents", "min_headings")
	if c.Profile.Columns != 1 && c.Profile.Columns != 2 {
		l.report(ruleValue.At(l.file, l.at("profile", "columns"), "profile.columns 的值 %d 应为1或2", c.Profile.Columns))
	}
	for i, n := range c.Navigation {
		if n.Name == "" || n.URL == "" {
			l.report(ruleMissing.At(l.file, l.at("navigation", i), "导航的每一项都要有 name 和 url").WithHint("例如 name = \"公开指南\"，url = \"guide.html\""))
		} else if !isWebAddress(n.URL) && !plainLink(n.URL) {
			l.report(ruleValue.At(l.file, l.at("navigation", i, "url"), "导航地址“%s”应为网址或站内相对路径", n.URL).WithHint("站内相对路径例如 guide.html、zcwj/index.html"))
		}
	}
	for i, s := range c.Sunsets {
		if s.Years < 1 || s.Years > 50 {
			l.report(ruleValue.At(l.file, l.at("sunset", i, "years"), "sunset 的 years 应在1到50之间，现在是 %d", s.Years))
		}
		if s.Class == "" && s.Title == "" {
			l.report(ruleMissing.At(l.file, l.at("sunset", i), "sunset 要写 class 或 title，说明适用于哪些文件").WithHint("例如 class = \"行政规范性文件\" 或 title = \"试行|暂行\""))
		}
	}
}

// hintNear suggests a known word for an unknown one.
func hintNear(d diag.Diagnostic, word string, known []string) diag.Diagnostic {
	if n := tree.Nearest(word, known); n != "" {
		return d.WithHint("是不是 %s？", n)
	}
	return d
}

func (l *loader) checkCycle(i int, cycle string) {
	if cycle == "" || slices.Contains(cycleNames, cycle) {
		return
	}
	l.report(ruleValue.At(l.file, l.at("category", i, "cycle"), "没有名为“%s”的更新周期", cycle).WithHint("可选：%s", strings.Join(cycleNames, "、")))
}
