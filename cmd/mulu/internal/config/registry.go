package config

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/tree"
)

func (l *loader) checkIssuers() {
	c := l.c
	c.issuerByName = make(map[string]*Issuer, 2*len(c.Issuers))
	if len(c.Issuers) == 0 {
		l.report(ruleMissing.At(l.file, l.at(), "没有登记任何发布机构").WithHint("加上 [[issuer]]，写 name 和 code"))
	}
	codes := make(map[string]int, len(c.Issuers))
	for i := range c.Issuers {
		l.checkIssuer(i, codes)
	}
	for i := range c.Issuers {
		if p := c.Issuers[i].Parent; p != "" {
			l.checkParent(i, p)
		}
	}
}

func (l *loader) checkIssuer(i int, codes map[string]int) {
	s := &l.c.Issuers[i]
	if s.Name == "" || s.Code == "" {
		l.report(ruleMissing.At(l.file, l.at("issuer", i), "发布机构要有 name（名称）和 code（机构代码）").WithHint("例如 name = \"霁川市交通运输局\"，code 写统一社会信用代码"))
		return
	}
	if j, ok := codes[s.Code]; ok {
		l.report(ruleDuplicate.At(l.file, l.at("issuer", i, "code"), "机构代码 %s 已用于 %s", s.Code, l.c.Issuers[j].Name).
			WithRelated(l.file, l.at("issuer", j, "code"), "第一次登记在这里"))
	}
	codes[s.Code] = i
	s.Slug = slugOf(s.Code)
	if err := official.CheckBodyCode(s.Code); err != nil {
		l.report(ruleCreditCode.At(l.file, l.at("issuer", i, "code"), "%s 的机构代码 %s：%v", s.Name, s.Code, err))
	}
	l.nameIssuer(s, s.Name, "issuer", i, "name")
	if s.Short != "" && s.Short != s.Name {
		l.nameIssuer(s, s.Short, "issuer", i, "short")
	}
	for k, f := range s.Former {
		if f.Name == "" || f.Until.IsZero() {
			l.report(ruleMissing.At(l.file, l.at("issuer", i, "former", k), "曾用名要有 name 和 until（用到哪一天）").WithHint("例如 former = [{name = \"霁川市交通局\", until = 2019-01-31}]"))
			continue
		}
		l.nameIssuer(s, f.Name, "issuer", i, "former", k, "name")
	}
}

func (l *loader) nameIssuer(s *Issuer, name string, path ...tree.Step) {
	if o := l.c.issuerByName[name]; o != nil && o != s {
		l.report(ruleDuplicate.At(l.file, l.at(path...), "机构名称 %s 已经登记", name))
		return
	}
	l.c.issuerByName[name] = s
}

func (l *loader) checkParent(i int, parent string) {
	c := l.c
	p := c.issuerByName[parent]
	if p == nil {
		names := make([]string, len(c.Issuers))
		for k := range c.Issuers {
			names[k] = c.Issuers[k].Name
		}
		l.report(hintNear(ruleParent.At(l.file, l.at("issuer", i, "parent"), "主管机构 %s 没有登记", parent).WithHint("先用 [[issuer]] 登记这个机构；不在本目录公开信息的，不写 parent"), parent, names))
		return
	}
	for n := 0; p != nil && n <= len(c.Issuers); n++ {
		if p == &c.Issuers[i] {
			l.report(ruleValue.At(l.file, l.at("issuer", i, "parent"), "%s 的主管机构绕回了它自己", c.Issuers[i].Name))
			return
		}
		p = c.issuerByName[p.Parent]
	}
}

// slugOf makes an address part of a code: lower-case ASCII letters, digits and
// hyphens stay, another code, or one that no folder can be named by, becomes a hash of
// itself.
func slugOf(code string) string {
	s := strings.ToLower(code)
	if strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && len(s) <= 100 && !DeviceName(s) {
		return s
	}
	h := fnv.New64a()
	h.Write([]byte(code))
	return fmt.Sprintf("x%016x", h.Sum64())
}

// Reserved are the first parts of addresses that mulu's own pages have.
var Reserved = []string{"doc", "issuer", "year", "theme", "validity", "five", "audience", "asof", "log", "assets", "data", "sitemap", "zh-hant"}

func (l *loader) checkCategories() {
	c := l.c
	c.categoryAt = make(map[string]*Category, 2*len(c.Categories))
	if len(c.Categories) == 0 {
		l.report(ruleMissing.At(l.file, l.at(), "没有任何栏目").WithHint("加上 [[category]]，写 path 和 name"))
	}
	for i := range c.Categories {
		l.checkCategory(i)
	}
	for i := range c.Categories {
		l.linkParent(i)
	}
	l.nameCategories()
}

func (l *loader) checkCategory(i int) {
	k := &l.c.Categories[i]
	k.ID = i
	if k.Path == "" || k.Name == "" {
		l.report(ruleMissing.At(l.file, l.at("category", i), "栏目要有 path（路径）和 name（名称）").WithHint("例如 path = \"zcwj\"，name = \"政策文件\""))
		return
	}
	first, _, _ := strings.Cut(k.Path, "/")
	switch {
	case !categoryPath.MatchString(k.Path) || len(k.Path) > 120 || strings.Count(k.Path, "/") > 11 || reservedName(k.Path):
		l.report(ruleValue.At(l.file, l.at("category", i, "path"), "栏目路径“%s”不能用作网址", k.Path).
			WithHint("只用小写字母、数字和连字符，各级用 / 隔开，最多12级，例如 zcwj/gfxwj"))
	case slices.Contains(Reserved, first):
		l.report(ruleValue.At(l.file, l.at("category", i, "path"), "栏目路径不能以 %s 开头：这是程序自用的地址", first))
	case l.c.categoryAt[k.Path] != nil:
		l.report(ruleDuplicate.At(l.file, l.at("category", i, "path"), "栏目路径 %s 重复", k.Path).
			WithRelated(l.file, l.at("category", l.c.categoryAt[k.Path].ID, "path"), "第一次出现在这里"))
		return
	}
	l.c.categoryAt[k.Path] = k
	l.checkCycle(i, k.Cycle)
	l.checkAddress(k.LawURL, "category", i, "law_url")
}

// reservedName says whether a part of the path is a device name on Windows, where
// an editor could then not even check the site out.
func reservedName(path string) bool {
	for part := range strings.SplitSeq(path, "/") {
		if DeviceName(part) {
			return true
		}
	}
	return false
}

// DeviceName says whether a file of this name, with any extension, is a device on
// Windows.
func DeviceName(name string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch stem {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(stem) == 4 && (stem[:3] == "com" || stem[:3] == "lpt") && stem[3] >= '0' && stem[3] <= '9'
}

func (l *loader) linkParent(i int) {
	k := &l.c.Categories[i]
	cut := strings.LastIndexByte(k.Path, '/')
	if cut < 0 || l.c.categoryAt[k.Path] != k || !categoryPath.MatchString(k.Path) {
		return
	}
	p := l.c.categoryAt[k.Path[:cut]]
	if p == nil {
		l.report(ruleParent.At(l.file, l.at("category", i, "path"), "栏目 %s 的上级栏目 %s 不存在", k.Path, k.Path[:cut]).WithHint("%s", ruleParent.Repair))
		return
	}
	k.Parent = p
	p.Children = append(p.Children, k)
}

// nameCategories lets a category be found by its name when no other has it.
func (l *loader) nameCategories() {
	count := make(map[string]int, len(l.c.Categories))
	for i := range l.c.Categories {
		count[l.c.Categories[i].Name]++
	}
	for i := range l.c.Categories {
		k := &l.c.Categories[i]
		if count[k.Name] == 1 && l.c.categoryAt[k.Name] == nil && k.Path != "" {
			l.c.categoryAt[k.Name] = k
		}
	}
}
