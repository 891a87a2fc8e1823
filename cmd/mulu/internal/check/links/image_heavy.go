package links

import (
	"path"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var imageHeavy = check.Rule{
	Rule: diag.Rule{Code: "image-heavy", Severity: diag.Notice, Title: "图片太大",
		Explain: "页面应在3秒内打开；一张几兆的照片或扫描件，手机上要等很久，也费读者的流量。图片最多多少 KB 由 [check.links] 的 image 规定（1024）。",
		Source:  "政府网站发展指引（国办发〔2017〕47号）附件的页面要求；本软件约定", Unconfirmed: true,
		Repair:   "缩小图片的尺寸（宽1600像素已经足够）或压缩后替换；扫描的文件改为文字，或者作为 PDF 附件。",
		Examples: []diag.Example{{Wrong: "路线图.png（3200 KB）", Right: "路线图.png（宽1600像素，240 KB）"}}},
	File: func(f *check.File) {
		most := int64(f.Config.Check.Links.Image) << 10
		if f.Size > most && imageTypes[strings.ToLower(path.Ext(f.Path))] {
			f.Report(f.AtPlace(f.Path, diag.Pos{}, "图片有 %d KB，超过 %d KB", (f.Size+1023)>>10, f.Config.Check.Links.Image))
		}
	},
}

var imageTypes = map[string]bool{".png": true, ".jpg": true, ".jpeg": true, ".gif": true, ".webp": true, ".bmp": true, ".svg": true, ".avif": true}
