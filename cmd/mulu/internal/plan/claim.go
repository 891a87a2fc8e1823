package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
)

var (
	ruleClash = diag.Rule{Code: "address-clash", Severity: diag.Error, Title: "两个内容争用一个地址",
		Explain: "一个网址只能有一个内容，否则后写的会盖掉先写的。", Source: "本软件约定", Repair: "给其中一个改名，或删去多余的旧地址。",
		Examples: []diag.Example{{Wrong: `aliases = ["index.html"]  # 首页的地址`, Right: `aliases = ["art/2020/1/3/art_1_2.html"]`}}}
	ruleStatic = diag.Rule{Code: "static-reserved", Severity: diag.Error, Title: "static 中的文件占用了程序自用的地址",
		Explain: "doc、issuer、year、theme、validity、five、audience、asof、log、assets、data、sitemap、zh-Hant 等地址由程序生成。", Source: "本软件约定", Repair: "把文件移到别的文件夹，例如 static/fj/。",
		Examples: []diag.Example{{Wrong: "static/doc/申请表.pdf", Right: "static/fj/申请表.pdf"}}}
	ruleStaticName = diag.Rule{Code: "static-name", Severity: diag.Error, Title: "static 中的文件名不能用作网址",
		Explain: "static 中的文件按原名发布，名称要在各种系统上都能用：字母、数字、连字符、下划线、点。", Source: "本软件约定", Repair: "改用字母和数字作文件名；中文文件名的附件请放在文件旁边，由程序取地址。",
		Examples: []diag.Example{{Wrong: "static/fj/申请表（新）.pdf", Right: "static/fj/sqb-2025.pdf"}}}
)

// Rules lists what this package reports.
func Rules() []*diag.Rule { return []*diag.Rule{&ruleClash, &ruleStatic, &ruleStaticName} }

// claim says who has an address, for a message.
type claim struct {
	what  string
	file  string // source file
	pos   diag.Pos
	alias int // in place of pos: the number of the alias in the file's header, from 1
}

// at is the place of a claim. An alias's is found only when it is asked for, for that
// reads the file again.
func (p *Plan) at(c claim) diag.Pos {
	if c.alias > 0 {
		return p.Catalogue.Locate(c.file, "aliases", c.alias-1)
	}
	return c.pos
}

// claimOwn registers the addresses of mulu's own pages, lists and content pages.
func (p *Plan) claimOwn() {
	for _, s := range [...]string{HomePath, SearchPath, SiteMapPath, DataPath, StatisticsPath, "404.html", FeedPath, JSONFeedPath, "robots.txt", "sitemap.xml", SitemapLogPath, "manifest.json", "manifest.json.sig",
		CalendarPath, SubscribePath, OpenSearchPath, SecurityPath, LogPath, LogFeedPath} {
		p.claims[s] = claim{what: "程序生成的页面"}
	}
	for _, h := range p.Config.Hosting.Files { // the names of the others begin with _, and no file of a site's has such a name
		if h == "edgeone" {
			p.claims["edgeone.json"] = claim{what: "程序生成的文件"}
		}
	}
	for n := range p.SitemapParts() {
		p.claims[SitemapPagesPath(n)] = claim{what: "程序生成的网站地图"}
	}
	for i := range p.Periods {
		p.claims[p.Periods[i].SitemapPath()] = claim{what: "程序生成的网站地图"}
	}
	for _, e := range p.pages() {
		p.claim(e.Path, claim{what: "页面 " + e.Page.Title, file: e.Page.Path})
	}
	for _, t := range p.Catalogue.Withdrawn {
		p.claim(DocumentPath(t.Index), claim{what: "撤回说明", file: t.Path})
	}
	for _, l := range p.Lists {
		if l.Category != nil {
			p.claim(l.Path(0), claim{what: "栏目 " + l.Name, file: config.FileName, pos: p.Config.At("category", l.Category.ID, "path")})
			p.claim(l.FeedPath(), claim{what: "栏目 " + l.Name + " 的订阅", file: config.FileName})
			p.claim(l.JSONFeedPath(), claim{what: "栏目 " + l.Name + " 的订阅", file: config.FileName})
			for n := 1; n <= l.Archive(p.Config.PageSize); n++ {
				p.claim(l.Path(n), claim{what: "栏目 " + l.Name + " 的存档页", file: config.FileName})
			}
		}
	}
}

// claim registers an address; a second claim is a problem at the claimant's place.
func (p *Plan) claim(at string, c claim) bool {
	key := strings.ToLower(at)
	first, taken := p.claims[key]
	if !taken {
		p.claims[key] = c
		return true
	}
	d := ruleClash.At(c.file, p.at(c), "地址 %s 已经是%s", at, first.what).WithHint("%s", ruleClash.Repair)
	if first.file != "" {
		d = d.WithRelated(first.file, p.at(first), "先用了这个地址")
	}
	p.diags = append(p.diags, d)
	return false
}

// claimFiles plans attachments and static files. A static file that only documents
// name which are not public is not published.
func (p *Plan) claimFiles(static []string) {
	for i := range p.Catalogue.Documents {
		d := &p.Catalogue.Documents[i]
		if d.More == nil {
			continue
		}
		seen := map[string]bool{}
		for _, a := range d.More.Attachments {
			src, ok := catalogue.AttachmentPath(d.Path, a.File)
			if ok && strings.HasPrefix(src, "content/") && !seen[src] {
				seen[src] = true
				p.Files = append(p.Files, Entry{Kind: File, Path: FilePath(d, src), Source: src})
			}
		}
	}
	for _, src := range static {
		if p.Catalogue.HiddenFile(src) {
			continue
		}
		at := strings.TrimPrefix(src, "static/")
		if p.staticName(src, at) && p.claim(at, claim{what: "文件 " + src, file: src}) {
			p.Files = append(p.Files, Entry{Kind: File, Path: at, Source: src})
		}
	}
}

func (p *Plan) staticName(src, at string) bool {
	first, _, _ := strings.Cut(at, "/")
	for _, r := range config.Reserved {
		if strings.EqualFold(first, r) {
			p.diags = append(p.diags, ruleStatic.At(src, diag.Pos{}, "%s 会占用程序自用的地址 %s/", src, r).WithHint("%s", ruleStatic.Repair))
			return false
		}
	}
	if !safeName(strings.ReplaceAll(at, "/", "")) {
		p.diags = append(p.diags, ruleStaticName.At(src, diag.Pos{}, "文件名 %s 不能用作网址", at).WithHint("%s", ruleStaticName.Repair))
		return false
	}
	return true
}

func safeName(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == ""
}

// fileName is the published name of a file beside a document: its own where that
// can stand in an address, else a hash of it. A file of another folder carries a
// hash of its way from the document, so that two of one name do not meet.
func fileName(doc, source string) string {
	base, e := path.Base(source), ext(source)
	name := strings.TrimSuffix(base, path.Ext(base))
	if !safeName(name) || len(name) > 80 || name[0] == '.' || name[0] == '-' {
		name = "fj-" + shortHash(base)
	}
	if !safeName(e) || len(e) > 20 {
		e = "" // package catalogue refuses such a type; the address is safe all the same
	}
	if path.Dir(source) != path.Dir(doc) {
		name += "-" + shortHash(source)
	}
	return name + e
}

func shortHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:4])
}

// claimAliases plans a page at every old address that leads to the new one.
func (p *Plan) claimAliases() {
	for i := range p.Catalogue.Documents {
		d := &p.Catalogue.Documents[i]
		if d.More != nil {
			p.alias(d.More.Aliases, d.Path, Entry{Kind: Redirect, Target: DocumentPath(d.Index), Name: d.Title})
		}
	}
	for _, pg := range p.Catalogue.Pages {
		p.alias(pg.Aliases, pg.Path, Entry{Kind: Redirect, Target: PagePath(pg), Name: pg.Title})
	}
	for i := range p.Catalogue.Withdrawn {
		t := &p.Catalogue.Withdrawn[i]
		p.alias(t.Aliases, t.Path, Entry{Kind: Tombstone, Tomb: t})
	}
}

// alias plans e at every old address that a file gives.
func (p *Plan) alias(aliases []string, file string, e Entry) {
	for k, a := range aliases {
		c := claim{what: "旧地址", file: file, alias: k + 1}
		if p.own(strings.ToLower(a)) {
			p.diags = append(p.diags, ruleClash.At(file, p.at(c), "旧地址 %s 是程序自用的地址", a))
			continue
		}
		if up := p.fileAbove(a); up != "" {
			p.diags = append(p.diags, ruleClash.At(file, p.at(c), "旧地址 %s 中的 %s 已经是文件，不能又是文件夹", a, up))
			continue
		}
		if p.claim(a, c) {
			e.Path = a
			p.Redirects = append(p.Redirects, e)
		}
	}
}

// fileAbove finds a folder of an address that is itself the address of a file; "" when
// there is none.
func (p *Plan) fileAbove(at string) string {
	for up := path.Dir(at); up != "."; up = path.Dir(up) {
		if _, taken := p.claims[strings.ToLower(up)]; taken {
			return up
		}
	}
	return ""
}

// own says whether an address, in small letters, is one of those that are mulu's
// without being claimed: there are too many of them.
func (p *Plan) own(at string) bool {
	switch first, _, _ := strings.Cut(at, "/"); first {
	case "assets", "data", "asof", "log", "zh-hant":
		return true
	case "doc":
		return p.documentAt(at) != nil
	}
	return p.byDir[path.Dir(at)] != nil
}
