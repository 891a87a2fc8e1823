package links

import (
	"path"
	"strings"
	"sync"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

// pictures are alternative texts that say no more than that there is a picture, folded:
// that takes the tables of all characters, which most runs do not need.
var pictures = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, s := range strings.Fields(`图 图片 图像 图示 图例 插图 配图 照片 相片 示意图 截图 截屏 屏幕截图 扫描件 图表 附图 封面 二维码 海报 微信图片 微信截图
		image img picture pic photo screenshot untitled 未命名 未标题`) {
		m[plain(s)] = true
	}
	return m
})

var imageAlt = check.Rule{
	Rule: diag.Rule{Code: "image-alt-poor", Severity: diag.Warning, Title: "图片的替代文字没有说明内容",
		Explain:  "文件名和“图片”“示意图”这样的字没有告诉看不见图片的读者图里有什么。",
		Source:   "GB/T 37668—2019《信息技术 互联网内容无障碍可访问性技术要求与测试方法》；WCAG 2.2 成功准则 1.1.1",
		Repair:   "用一句话写出图片的内容；内容多的，在正文里用文字说明，替代文字写“内容见下文”一类的话。",
		Examples: []diag.Example{{Wrong: "![图片1](流程图.png)", Right: "![公路超限运输许可流程：申请、受理、勘察、决定，共4步](流程图.png)"}}},
	Body: found(func(b *finder) {
		for i := range b.Links {
			if l := &b.Links[i]; l.Image && poorAlt(l.Text) {
				b.Report(b.AtPlace(b.File, l.Pos, "替代文字“%s”没有说明图片的内容", strings.TrimSpace(l.Text)))
			}
		}
	}),
}

// poorAlt says whether an alternative text is a file's name or a bare word for picture,
// with a number or without. No text at all is another rule's.
func poorAlt(alt string) bool {
	alt = strings.TrimSpace(alt)
	switch strings.ToLower(path.Ext(alt)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".tif", ".tiff":
		return true
	}
	if alt == "" || len(alt) > 60 {
		return false
	}
	word := strings.Trim(plain(alt), "0123456789一二三四五六七八九十")
	return pictures()[word] || word == "" || isCamera(alt)
}

// isCamera recognises the names that cameras and programs give: IMG_20260301, DSC00012,
// 微信图片_20260301101010.
func isCamera(alt string) bool {
	alt = strings.ToUpper(alt)
	for _, p := range []string{"IMG", "DSC", "MMEXPORT", "WX", "微信图片", "微信截图", "屏幕截图", "QQ截图"} {
		if rest, ok := strings.CutPrefix(alt, p); ok && strings.Trim(rest, "_- 0123456789") == "" {
			return true
		}
	}
	return false
}
