package catalogue

import "mulu/cmd/mulu/internal/official"

// Page is a page of the site that is not a disclosed item: it has no index number
// and stands in no list. A content file is a page when its header has the key
// `page` (页面).
type Page struct {
	Path    string // source file
	Name    string // its address without .html: a lower-case name; guide, rules and reports have their places on the home page
	Title   string
	Summary string
	Updated official.Date
	Results string // file with the results of tests, for an accessibility statement
	Draft   bool
	Aliases []string
}

// PageFields is the field table of pages.
var PageFields = []Field{
	{Key: "page", Label: "页面", Type: Text, Required: "总是", Help: "地址中的名称：guide 是指南，rules 是制度，reports 是年报，其余自定（小写字母、数字、连字符）", Example: `"guide"`},
	{Key: "title", Label: "标题", Type: Text, Required: "总是", Help: "页面标题", Example: `"政府信息公开指南"`},
	{Key: "summary", Label: "内容概述", Type: Text, Help: "一句话说明", Example: `"怎样查阅和申请本局的政府信息。"`},
	{Key: "updated", Label: "更新日期", Type: Day, Help: "最近修订的日期", Example: `2025-03-01`},
	{Key: "results", Label: "检测结果", Type: Text, Help: "无障碍声明用的检测结果文件，放在这个页面的文件旁边", Example: `"accessibility-results.toml"`},
	{Key: "aliases", Label: "旧地址", Type: Texts, Help: "以前的网址", Example: `["zfxxgk/zn.html"]`},
	{Key: "draft", Label: "草稿", Type: Flag, Help: "true 时不公开", Example: `false`},
}
