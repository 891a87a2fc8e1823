package tree

import "mulu/cmd/mulu/internal/diag"

const ownConvention = "本软件约定"

var ruleTOML = diag.Rule{
	Code: "toml-syntax", Severity: diag.Error,
	Title:    "TOML 格式错误",
	Explain:  "文件头（两行 +++ 之间）和 config.toml 用 TOML 书写：每行一个“键 = 值”，文字用英文双引号括起。格式有误时无法得知后面各项的内容。",
	Source:   "TOML v1.1.0（https://toml.io/cn/）",
	Repair:   "按提示修改所指的位置；注意引号、等号、逗号、方括号都要用英文（半角）符号。",
	Examples: []diag.Example{{Wrong: "title = “关于印发办法的通知”", Right: `title = "关于印发办法的通知"`}},
}

var ruleYAML = diag.Rule{
	Code: "yaml-syntax", Severity: diag.Error,
	Title:    "YAML 格式错误",
	Explain:  "两行 --- 之间的文件头用 YAML 书写：每行一个“键: 值”，冒号后有一个空格，缩进用空格。格式有误时无法得知各项的内容。",
	Source:   "YAML 1.2.2（https://yaml.org/spec/1.2.2/）",
	Repair:   "按提示修改所指的位置；值中有冒号、井号、引号时，用英文双引号把整个值括起。",
	Examples: []diag.Example{{Wrong: "title:关于印发办法的通知", Right: "title: 关于印发办法的通知"}},
}

var ruleYAMLUnsupported = diag.Rule{
	Code: "yaml-unsupported", Severity: diag.Error,
	Title:    "文件头不支持的 YAML 写法",
	Explain:  "锚点（&名称）、引用（*名称）、合并键（<<）、标签（!类型）、指令（%）和一个文件头中的多个 YAML 文档，会使短短几行变成庞大的内容，也容易看错，因此不予接受。",
	Source:   ownConvention,
	Repair:   "把值直接写出来；值以 &、*、!、% 等符号开头时，用英文双引号括起。",
	Examples: []diag.Example{{Wrong: "issuer: &jtj 栖澜市交通运输局\nsource: *jtj", Right: "issuer: 栖澜市交通运输局\nsource: 栖澜市交通运输局"}},
}

var ruleYAMLComment = diag.Rule{
	Code: "yaml-comment", Severity: diag.Warning,
	Title:    "文字后面的 # 被当作注释",
	Explain:  "YAML 中，没有引号的文字后面有空格和 #，# 起到行尾就是注释，不属于这项的值：标题写成“关于 # 号线”，读入的只有“关于”。写的人看不出少了什么。",
	Source:   "YAML 1.2.2 第 6.6 节“Comments”、第 7.3.3 节“Plain Style”",
	Repair:   "# 是文字的一部分时，用英文双引号把整个值括起；是注释时，另起一行写。",
	Examples: []diag.Example{{Wrong: "title: 关于调整 # 号线运营时间的通知", Right: `title: "关于调整 # 号线运营时间的通知"`}},
}

var ruleDuplicate = diag.Rule{
	Code: "key-duplicate", Severity: diag.Error,
	Title:    "键重复",
	Explain:  "同一个键写了两次，无法判断以哪一个为准。",
	Source:   "TOML v1.1.0“键/值对”“表”；YAML 1.2.2 第 3.2.1.3 节",
	Repair:   "只保留一处。",
	Examples: []diag.Example{{Wrong: "written = 2025-03-05\nwritten = 2025-03-06", Right: "written = 2025-03-05"}},
}

var ruleTooBig = diag.Rule{
	Code: "data-too-big", Severity: diag.Error,
	Title:    "文件头或配置文件太大",
	Explain:  "文件头最多 64 KiB（YAML 最多 3000 行），config.toml 最多 4 MiB。再大多半是把正文写进了文件头，或者漏写了结束行。",
	Source:   ownConvention,
	Repair:   "把正文移到文件头之后；检查文件头的结束行是否漏写。",
	Examples: []diag.Example{{Wrong: "+++\ntitle = \"通知\"\n（漏写了第二行 +++，整篇正文都成了文件头）", Right: "+++\ntitle = \"通知\"\n+++\n\n正文写在文件头之后"}},
}

var ruleTooMany = diag.Rule{
	Code: "data-too-many-keys", Severity: diag.Error,
	Title:    "键或列表项的数目太多",
	Explain:  "一个文件头最多 256 个键和 4096 个列表项，config.toml 最多 100000 个键和 100000 个列表项（各层合计）。",
	Source:   ownConvention,
	Repair:   "把大宗数据放进附件；检查文件头的结束行是否漏写。",
	Examples: []diag.Example{{Wrong: `keywords = ["词1", "词2", "词3"]  # 一直写到词5000`, Right: `keywords = ["网约车", "客运"]`}},
}

var ruleTooDeep = diag.Rule{
	Code: "data-too-deep", Severity: diag.Error,
	Title:    "嵌套太深",
	Explain:  "表和列表最多嵌套 16 层，带点的键按段计算。",
	Source:   ownConvention,
	Repair:   "减少嵌套；检查方括号、花括号是否漏写了结尾。",
	Examples: []diag.Example{{Wrong: `keywords = [[[[[[[[[[[[[[[[["客运"]]]]]]]]]]]]]]]]]`, Right: `keywords = ["客运"]`}},
}

var ruleControl = diag.Rule{
	Code: "data-control-character", Severity: diag.Error,
	Title:    "值中有控制字符",
	Explain:  "控制字符看不见，会使网页、订阅源和导出的数据无法使用，多半是从其他软件粘贴时带入的。",
	Source:   "XML 1.0 第 2.2 节；" + ownConvention,
	Repair:   "删去该字符，必要时重新录入这一行。",
	Examples: []diag.Example{{Wrong: `title = "关于印发\u0008办法的通知"`, Right: `title = "关于印发办法的通知"`}},
}

var ruleEncoding = diag.Rule{
	Code: "data-encoding", Severity: diag.Error,
	Title:    "不是 UTF-8 文字",
	Explain:  "文件必须是 UTF-8 编码。",
	Source:   "TOML v1.1.0“规格”；" + ownConvention,
	Repair:   "用编辑器把文件另存为 UTF-8 编码。",
	Examples: []diag.Example{{Wrong: "用记事本保存 config.toml，编码选 ANSI（即 GBK）", Right: "用记事本保存 config.toml，编码选 UTF-8"}},
}

var ruleUnknownKey = diag.Rule{
	Code: "config-key-unknown", Severity: diag.Error,
	Title:    "不认识的配置项",
	Explain:  "配置项的名称写错时，写下的设置不会生效，因此必须改正。",
	Source:   ownConvention,
	Repair:   "按提示改正名称，或者删去这一项。",
	Examples: []diag.Example{{Wrong: `base_ulr = "https://jtj.qilan.example/xxgk/"`, Right: `base_url = "https://jtj.qilan.example/xxgk/"`}},
}

var ruleWrongType = diag.Rule{
	Code: "config-value-type", Severity: diag.Error,
	Title:    "配置项的值类型不对",
	Explain:  "每个配置项只接受一种值：文字用英文双引号括起，数字、日期和 true、false 不加引号，列表用方括号括起。",
	Source:   ownConvention,
	Repair:   "按提示改写该值。",
	Examples: []diag.Example{{Wrong: `page_size = "20"`, Right: "page_size = 20"}},
}

// Rules lists what this package finds.
func Rules() []*diag.Rule {
	return []*diag.Rule{
		&ruleTOML, &ruleYAML, &ruleYAMLUnsupported, &ruleYAMLComment, &ruleDuplicate,
		&ruleTooBig, &ruleTooMany, &ruleTooDeep, &ruleControl, &ruleEncoding,
		&ruleUnknownKey, &ruleWrongType,
	}
}
