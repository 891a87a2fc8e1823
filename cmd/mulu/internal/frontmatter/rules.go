package frontmatter

import "mulu/cmd/mulu/internal/diag"

const ownConvention = "本软件约定"

var ruleMissing = diag.Rule{
	Code: "front-matter-missing", Severity: diag.Error,
	Title:    "没有文件头",
	Explain:  "每份信息的开头要有文件头，写明索引号、名称、发布机构、日期等目录要素；没有文件头就无法编入目录。",
	Source:   "政府信息公开条例第十二条；文件头的写法为本软件约定",
	Repair:   "在文件最前面写文件头：第一行 +++，然后每行一项（如 title = \"名称\"），最后一行 +++。可用 mulu new 生成。",
	Examples: []diag.Example{{Wrong: "# 关于印发办法的通知\n\n各县（市、区）交通运输局：", Right: "+++\ntitle = \"关于印发办法的通知\"\nindex_number = \"113701000041890072/2025-00012\"\n+++\n\n各县（市、区）交通运输局："}},
}

var ruleUnclosed = diag.Rule{
	Code: "front-matter-unclosed", Severity: diag.Error,
	Title:    "文件头没有结束行",
	Explain:  "文件头以单独一行 +++（或 ---）开始，也要以同样的一行结束，否则无法分清文件头和正文。",
	Source:   ownConvention,
	Repair:   "在文件头的最后一项之后加一行与开始行相同的符号。",
	Examples: []diag.Example{{Wrong: "+++\ntitle = \"关于印发办法的通知\"\n\n各县（市、区）交通运输局：", Right: "+++\ntitle = \"关于印发办法的通知\"\n+++\n\n各县（市、区）交通运输局："}},
}

var ruleEncoding = diag.Rule{
	Code: "file-encoding", Severity: diag.Error,
	Title:    "文件编码不是 UTF-8",
	Explain:  "其他编码（如 GBK、UTF-16）的文件会成为乱码。本软件不猜测编码，以免公开的文字有误。",
	Source:   "GB/T 33476 的电子公文使用 UCS 编码；UTF-8 为本软件约定",
	Repair:   "用记事本等编辑器打开文件，核对文字无误后“另存为”，编码选 UTF-8。",
	Examples: []diag.Example{{Wrong: "用记事本“另存为”，编码选 ANSI（即 GBK）", Right: "用记事本“另存为”，编码选 UTF-8"}},
}

var ruleControl = diag.Rule{
	Code: "file-control-character", Severity: diag.Error,
	Title:    "文件中有控制字符",
	Explain:  "控制字符（制表符和换行符除外）看不见，会使网页、订阅源和导出的数据无法使用，多半是从其他软件粘贴时带入的。",
	Source:   "XML 1.0 第 2.2 节；" + ownConvention,
	Repair:   "删去该字符，必要时重新录入这一行。",
	Examples: []diag.Example{{Wrong: "从表格复制来的一行：“第一季度␟第二季度”（␟ 是看不见的控制字符）", Right: "第一季度、第二季度"}},
}

var ruleBidi = diag.Rule{
	Code: "file-bidi-control", Severity: diag.Error,
	Title:    "文件中有改变文字方向的控制字符",
	Explain:  "双向文字控制字符看不见，却能使显示的文字顺序与实际内容不同，可被用来伪装文号、金额或网址。",
	Source:   "Unicode 技术报告 UTR #36；" + ownConvention,
	Repair:   "删去该字符。",
	Examples: []diag.Example{{Wrong: "金额“100⟨U+202E⟩00元”，显示的顺序与实际的顺序不同", Right: "金额“10000元”"}},
}

var ruleTooLarge = diag.Rule{
	Code: "file-too-large", Severity: diag.Error,
	Title:    "文件太大",
	Explain:  "一份信息的 Markdown 文件最多 4 MiB（约一百四十万汉字）。再大的文件读者难以打开，多半是误放了数据。",
	Source:   ownConvention,
	Repair:   "把大宗数据作为附件（CSV、XLSX、PDF）发布，正文只写说明。",
	Examples: []diag.Example{{Wrong: "在正文里贴进 20 万行的行政处罚清单", Right: `attachments = [{file = "处罚清单.xlsx", title = "2025年行政处罚清单"}]`}},
}

// Rules lists what this package finds by itself; see also tree.Rules.
func Rules() []*diag.Rule {
	return []*diag.Rule{&ruleMissing, &ruleUnclosed, &ruleEncoding, &ruleControl, &ruleBidi, &ruleTooLarge}
}
