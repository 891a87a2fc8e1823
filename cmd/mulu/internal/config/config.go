// Package config holds a site's settings: config.toml as typed values. Load reads
// and checks them whole, so that later stages may trust every value; all problems
// are reported at once, at their places.
//
// It knows no document: whether an issuer is used or a category is empty is said
// by packages catalogue and check.
package config

import (
	"time"

	"mulu/cmd/mulu/internal/colour"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/tree"
)

// FileName is the name of the settings file in a site's folder.
const FileName = "config.toml"

// Config is what config.toml says. A key of the file is the tag of a field here;
// there is no other list of keys.
type Config struct {
	Title       string `toml:"title"`            // 目录名称, on every page
	BaseURL     string `toml:"base_url"`         // address of the site's root, with a path when it lies in a sub-folder; ends in /
	Language    string `toml:"language"`         // of the interface, BCP 47; zh-CN when absent
	Content     string `toml:"content_language"` // of documents, names and categories, BCP 47; the interface's when that is Chinese, else zh-CN, when absent
	TimeZone    string `toml:"time_zone"`        // IANA name; decides which day is today; Asia/Shanghai when absent
	Description string `toml:"description"`      // one sentence for search engines
	PageSize    int    `toml:"page_size"`        // rows of a list page, 5 to 200; 20 when absent
	Latest      int    `toml:"latest"`           // rows of 最新公开 on the home page and entries of a feed; 20 when absent

	Site         Site             `toml:"site"`
	Variants     Variants         `toml:"variants"`
	Issuers      []Issuer         `toml:"issuer"`
	Categories   []Category       `toml:"category"`
	Profile      Profile          `toml:"profile"`
	IndexNumber  IndexScheme      `toml:"index_number"`
	Sunsets      []Sunset         `toml:"sunset"`
	Navigation   []NavigationItem `toml:"navigation"`
	Theme        Theme            `toml:"theme"`
	Markdown     Markdown         `toml:"markdown"`
	Contents     Contents         `toml:"contents"`
	Downloads    Downloads        `toml:"downloads"`
	Exports      Exports          `toml:"exports"`
	Security     Security         `toml:"security"`
	Search       Search           `toml:"search"`
	Hosting      Hosting          `toml:"hosting"`
	Report       Report           `toml:"report"`
	Check        Check            `toml:"check"`
	public       string           // base_url as the file has it
	text         tree.Value       // for the places of settings
	location     *time.Location
	scheme       *official.Scheme
	issuerByName map[string]*Issuer
	categoryAt   map[string]*Category
}

// Site is the identity that META tags and the footer show (政府网站发展指引,
// 国办发〔2017〕47号).
type Site struct {
	Name        string `toml:"name"`         // SiteName
	Domain      string `toml:"domain"`       // SiteDomain
	IDCode      string `toml:"id_code"`      // 网站标识码: 10 digits, or bm and 8 digits
	Sponsor     string `toml:"sponsor"`      // 主办单位
	Organizer   string `toml:"organizer"`    // 承办单位
	ICP         string `toml:"icp"`          // ICP 备案号
	Police      string `toml:"police"`       // 公安备案号
	Address     string `toml:"address"`      // 办公地址
	Hours       string `toml:"hours"`        // 办公时间
	Phone       string `toml:"phone"`        // 联系电话
	Fax         string `toml:"fax"`          // 传真
	Email       string `toml:"email"`        // 电子邮箱
	ReportError string `toml:"report_error"` // 「我为政府网站找错」 address
	Portal      string `toml:"portal"`       // address of the main site that this catalogue belongs to
	Apply       string `toml:"apply"`        // address of 依申请公开

	Variants []string `toml:"variants"` // further scripts in which every page is made, see Scripts; none when absent
}

// Issuer is a body that issues documents (发布机构).
type Issuer struct {
	Name   string   `toml:"name"`
	Code   string   `toml:"code"`   // credit code or other code that index numbers begin with
	Prefix string   `toml:"prefix"` // 机关代字, as 济交办
	Also   []string `toml:"also"`   // further 机关代字
	Short  string   `toml:"short"`  // 简称, where a list is narrow
	Parent string   `toml:"parent"` // name of the body that it belongs to
	Kind   string   `toml:"kind"`   // as 行政机关, 事业单位, 公共企业
	Former []Former `toml:"former"`

	Slug string `toml:"-"` // its part of an address, made from Code
}

// Former is a name that an issuer had until a day; documents of that time keep it.
type Former struct {
	Name  string        `toml:"name"`
	Until official.Date `toml:"until"`
}

// Category is a node of the catalogue tree (组配分类). The tree is written flat: a
// node's path is its parent's path, a slash and its own name in ASCII letters.
type Category struct {
	Path        string `toml:"path"` // as zcwj/bmwj/gfxwj: part of its address, for ever
	Name        string `toml:"name"`
	Description string `toml:"description"` // 内容要求
	Owner       string `toml:"owner"`       // 责任单位
	Cycle       string `toml:"cycle"`       // 更新周期, as 实时, 每周, 每月, 每季度, 每半年, 每年, 长期
	Law         string `toml:"law"`         // 公开依据, as 政府信息公开条例第二十条第（一）项
	LawURL      string `toml:"law_url"`
	Regular     bool   `toml:"regular"` // needs documents at regular intervals, see [check.columns] gap and entries

	Parent   *Category   `toml:"-"`
	Children []*Category `toml:"-"`
	ID       int         `toml:"-"` // position in Config.Categories
}

// Profile says which fields the header table of a document shows, in which order
// and under which label: a preset (国办, 山东, 安徽, 广东, 重庆, 浙江) or own fields.
type Profile struct {
	Preset  string         `toml:"preset"`
	Columns int            `toml:"columns"` // pairs in a row of the table, 1 or 2; 2 when absent
	Fields  []ProfileField `toml:"fields"`
}

// ProfileField is one field of the header table. Field is a front-matter key.
type ProfileField struct {
	Field string `toml:"field"`
	Label string `toml:"label"`
	Wide  bool   `toml:"wide"` // has a row of its own
	Hide  bool   `toml:"hide_empty"`
}

// IndexScheme is how the site's index numbers look (see official.Scheme): a preset
// or a pattern and a template.
type IndexScheme struct {
	Preset   string `toml:"preset"`
	Pattern  string `toml:"pattern"`
	Template string `toml:"template"`
}

// Sunset is a rule by which a document without 有效期至 lapses: the first rule that
// fits counts, from 施行日期, else 成文日期.
type Sunset struct {
	Class string `toml:"class"` // 信息类别; any when absent
	Title string `toml:"title"` // words of which the title holds one, divided by |
	Years int    `toml:"years"`
	Basis string `toml:"basis"` // the rule's own source, shown as cause
}

// NavigationItem is a link at the head of every page.
type NavigationItem struct {
	Name string `toml:"name"`
	URL  string `toml:"url"` // site-relative path, or an absolute address
}

// Theme is how the site's pages look.
type Theme struct {
	Color string `toml:"color"` // main colour, as #9f1d1b; the theme's own when absent
	Dark  string `toml:"dark"`  // its tone of words and lines in the dark mode; made of color when absent

	Brand *colour.Brand `toml:"-"` // tones of color; nil when it is absent
}

// Markdown says what bodies may hold.
type Markdown struct {
	RawHTML bool `toml:"raw_html"` // a sanitised subset of HTML; not allowed when absent
}

// Contents says when a document gets a table of contents.
type Contents struct {
	MinHeadings int `toml:"min_headings"` // headings that it takes, 1 to 1000; 4 when absent
}

// Downloads says in which forms each document can be had beside its page: one file more a
// document for each. All are made when absent.
type Downloads struct {
	Markdown bool `toml:"markdown"` // with the public fields as front matter
	Text     bool `toml:"text"`     // plain text
	JSON     bool `toml:"json"`     // the record of package export, with the body
}

// Exports says in which forms the catalogue can be had as a whole, by category and by
// issuer, and on which terms. All forms are made when absent.
type Exports struct {
	CSV        bool   `toml:"csv"`
	XLSX       bool   `toml:"xlsx"`
	JSON       bool   `toml:"json"`
	JSONLines  bool   `toml:"jsonl"`
	License    string `toml:"license"`     // terms of use in a sentence or two; none are shown when absent
	LicenseURL string `toml:"license_url"` // where they are written
}
