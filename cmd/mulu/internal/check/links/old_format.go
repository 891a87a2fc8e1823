package links

import (
	"path"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

// newFormat is what a reader can open in place of an old or closed format.
var newFormat = map[string]string{
	".doc": "DOCX 或 PDF", ".wps": "DOCX 或 PDF", ".xls": "XLSX 或 CSV", ".et": "XLSX 或 CSV", ".ppt": "PPTX 或 PDF", ".dps": "PPTX 或 PDF",
}

var oldFormat = check.Rule{
	Rule: diag.Rule{Code: "attachment-old-format", Severity: diag.Notice, Title: "附件是旧的或不通用的格式",
		Explain:  "DOC、XLS、WPS 等格式在手机和许多电脑上打不开，读屏软件也难以读出；程序也不能检查其中有没有个人信息。",
		Source:   "GB/T 37668—2019《信息技术 互联网内容无障碍可访问性技术要求与测试方法》；本软件约定",
		Repair:   "另存为通用格式（DOCX、XLSX、CSV、PDF、OFD），或者两种都提供。",
		Examples: []diag.Example{{Wrong: "attachments = [\"申请表.doc\"]", Right: "attachments = [\"申请表.docx\"]"}}},
	Document: func(d *check.Document) {
		if d.More == nil {
			return
		}
		for i, a := range d.More.Attachments {
			if better := newFormat[strings.ToLower(path.Ext(a.File))]; better != "" && !hasTwin(d, a.File) {
				d.Report(d.At("attachments", []int{i}, "附件 %s 是旧的或不通用的格式", a.File).WithHint("另存为 %s 后公开，或者两种都提供", better))
			}
		}
	},
}

// hasTwin says whether the document has the same file in another format.
func hasTwin(d *check.Document, file string) bool {
	stem := strings.TrimSuffix(file, path.Ext(file))
	for _, a := range d.More.Attachments {
		ext := path.Ext(a.File)
		if strings.TrimSuffix(a.File, ext) == stem && newFormat[strings.ToLower(ext)] == "" {
			return true
		}
	}
	return false
}
