package text

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var pageLeftover = check.Rule{
	Rule: diag.Rule{Code: "page-leftover", Severity: diag.Warning, Title: "带进了别的网页上的字",
		Explain: "从文库、百科网站复制的文件常带着网页上的按钮、广告和说明，例如“因篇幅问题不能全部显示”“此文档下载收益归作者所有”。这说明来源不可靠，正文也可能不完整。",
		Source:  "本软件约定", Repair: "删去这些字，并用原件核对正文。",
		Examples: []diag.Example{{Wrong: "因篇幅问题不能全部显示，请点此查看更多更全内容", Right: "（删去，补全正文）"}}},
	In:   check.InBody,
	Cues: leftovers,
	Line: func(l *check.Line) {
		for _, w := range leftovers {
			if i := strings.Index(l.Text, w); i >= 0 && len(l.Text) < 300 {
				l.Report(l.At(i, i+len(w), "“%s”是别的网页上的字", w))
				return
			}
		}
	},
}

// leftovers are what such pages have and official documents have not.
var leftovers = []string{
	"因篇幅问题不能全部显示", "因篇幅限制不能全部显示", "点此查看更多", "此文档下载收益归作者所有", "本文档由用户上传", "版权归属用户",
	"你可能关注的文档", "下载文档到电脑", "付费后下载", "收藏 分享赚钱", "百度文库", "百度百科", "热门词条", "熱門詞條", "相关词条", "相關詞條",
	"下载前请仔细阅读", "仔细阅读文档内容", "下载后可自行修改", "下载后可自行编辑", "下载后可任意编辑", "下载后可以编辑", "本文档由网友", "精品文档", "文档贡献者", "豆丁网", "道客巴巴", "原创力文档", "人人文库",
	"打开APP查看", "扫码下载APP", "登录后查看全文", "剩余内容请下载",
}
