package tree

import "strings"

// yamlWords are the Chinese words for what goccy/go-yaml says, by a part of its
// message; the first that fits counts.
var yamlWords = []struct{ part, message, hint string }{
	{"could not find end character of", "引号没有结束", "在值的末尾补上与开头相同的引号"},
	{"found character '\\t'", "此处不能用制表符（Tab）", "缩进和冒号后面都用空格"},
	{"tab character", "此处不能用制表符（Tab）", "缩进和冒号后面都用空格"},
	{"reserved character", "值不能以 @ 或 ` 开头", "用英文双引号把值括起"},
	{"unknown escape character", "英文双引号内的 \\ 后面是不认识的字符", "写成 \\\\，或者改用英文单引号"},
	{"UTF-16", "\\u 转义不完整", "\\u 后面应有四位十六进制数字，或者直接写出该字"},
	{"UTF-32", "\\U 转义不完整", "\\U 后面应有八位十六进制数字，或者直接写出该字"},
	{"invalid header option", "| 或 > 后面的内容不对", "值以 | 或 > 开头时，用英文双引号把值括起；多行文字从下一行开始写"},
	{"multi-line", "多行文字的缩进不对", "| 或 > 之后的各行应有相同的缩进，并比键多缩进两格"},
	{"',' or ']'", "列表的各项之间缺少逗号", "各项之间用英文逗号，最后用 ] 结束"},
	{"',' or '}'", "花括号内的各项之间缺少逗号", "各项之间用英文逗号，最后用 } 结束"},
	{"']' not found", "方括号 [ 没有结束", "在列表的末尾补上 ]"},
	{"corresponding to ']'", "多了一个 ]", "删去 ]，或者用英文双引号把值括起"},
	{"end token '}'", "花括号 { 没有结束", "在末尾补上 }"},
	{"flow map content", "花括号 { 没有结束", "在末尾补上 }；值以 { 开头时，用英文双引号把值括起"},
	{"corresponding to '}'", "多了一个 }", "删去 }，或者用英文双引号把值括起"},
	{"found ','", "逗号前面缺少一项", "删去多余的逗号"},
	{"mapping value is not allowed", "此处不能有冒号", "值中有英文冒号加空格时，用英文双引号把整个值括起；否则检查缩进"},
	{"key-value is pre-defined", "此处的缩进不对，或者值写了两次", "同一层的各键应从同一列开始"},
	{"value is not allowed in this context", "此处不能再有值", "检查引号是否提前结束、缩进是否一致"},
	{"block sequence entries", "列表的各项应另起一行", "- 写在键的下一行"},
	{"implicit line break", "键不能分成两行", "此行可能缺少英文冒号，或者缩进不对"},
	{"non-map value", "这一行不是“键: 值”的形式", "冒号用英文半角符号，后面留一个空格"},
	{"unexpected key name", "冒号前面缺少键，或者这一行不是“键: 值”的形式", "冒号用英文半角符号，后面留一个空格"},
	{"map key-value delimiter", "键后面缺少冒号", "冒号用英文半角符号，后面留一个空格"},
	{"map key", "此处缺少键", "每行写成“键: 值”"},
	{"could not find map value", "花括号内的键后面缺少值", "写成 {键: 值}"},
	{"unexpected scalar value", "此处不能再有值", "检查缩进；值中有特殊符号时，用英文双引号把整个值括起"},
	{"invalid number of indent", "缩进不对", "同一层的各行应从同一列开始"},
	{"found an invalid key", "此处的缩进不对", "同一层的各键应从同一列开始"},
	{"document separator", "此处不能有 ---", "文件头的开始行和结束行之间不能有 ---"},
}

// translateYAML words a message of goccy/go-yaml in Chinese. One that is not known
// is kept in the hint.
func translateYAML(original string) (message, hint string) {
	for _, w := range yamlWords {
		if strings.Contains(original, w.part) {
			return "YAML 格式错误：" + w.message, w.hint
		}
	}
	return "YAML 格式错误", ruleYAML.Repair + "（原文：" + original + "）"
}
