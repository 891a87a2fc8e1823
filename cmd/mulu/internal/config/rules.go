package config

import "mulu/cmd/mulu/internal/diag"

const house = "本软件约定"

var (
	ruleMissing = diag.Rule{Code: "config-missing-value", Severity: diag.Error, Title: "缺少必填的设置",
		Explain: "没有这一项就不能生成正确的页面或地址。", Source: house, Repair: "按提示在 config.toml 中补上这一项。",
		Examples: []diag.Example{{Wrong: "title = \"栖澜市交通运输局政府信息公开\"\n（没有 base_url）", Right: "title = \"栖澜市交通运输局政府信息公开\"\nbase_url = \"https://jtj.qilan.example/xxgk/\""}}}
	ruleValue = diag.Rule{Code: "config-bad-value", Severity: diag.Error, Title: "设置的值不对",
		Explain: "设置的值不在允许的范围内，或者格式不对。", Source: house, Repair: "按提示改正这一项的值。",
		Examples: []diag.Example{{Wrong: "page_size = 500", Right: "page_size = 50"}}}
	ruleDuplicate = diag.Rule{Code: "config-duplicate", Severity: diag.Error, Title: "设置重复",
		Explain: "机构名称、机构代码、栏目路径必须各不相同，否则无法确定文件属于哪一个。", Source: house, Repair: "删去或改名重复的一项。",
		Examples: []diag.Example{{Wrong: "[[category]]\npath = \"wj\"\nname = \"政策文件\"\n\n[[category]]\npath = \"wj\"\nname = \"其他文件\"", Right: "[[category]]\npath = \"wj\"\nname = \"政策文件\"\n\n[[category]]\npath = \"qt\"\nname = \"其他文件\""}}}
	ruleSiteID = diag.Rule{Code: "site-id-code", Severity: diag.Error, Title: "政府网站标识码格式不对",
		Explain: "地方网站标识码是10位数字（前6位为行政区划代码），国务院部门为 bm 加8位数字。", Source: "政府网站发展指引（国办发〔2017〕47号）", Repair: "核对政府网站标识码。",
		Examples: []diag.Example{{Wrong: "[site]\nid_code = \"37010041\"", Right: "[site]\nid_code = \"3701000041\""}}}
	ruleCreditCode = diag.Rule{Code: "credit-code-check", Severity: diag.Warning, Title: "统一社会信用代码校验位不对",
		Explain: "18位代码的第9至17位是组织机构代码，第18位是校验码，可以验算。实际使用中也有不合校验规则的旧码，所以只是提醒。", Source: "GB 32100-2015；GB 11714-1997", Repair: "核对机构代码是否抄错。",
		Examples: []diag.Example{{Wrong: `code = "11370100MB2800001X"`, Right: `（核对后）code = "113701000041890072"`}}}
	ruleColour = diag.Rule{Code: "theme-contrast", Severity: diag.Error, Title: "网站主色看不清",
		Explain: "主色用作白字的底色，也用来写字、画线。正文和底色的对比度要有4.5:1，看东西吃力的人才读得出来；够不够由程序按公式算。", Source: "WCAG 2.2 成功准则1.4.3、1.4.11；GB/T 37668-2019", Repair: "换成提示中同一色相的较深（dark 是较浅）的颜色，或者删去这一项，用内置的颜色。",
		Examples: []diag.Example{{Wrong: "[theme]\ncolor = \"#ff9900\"", Right: "[theme]\ncolor = \"#9b5c04\""}}}
	ruleParent = diag.Rule{Code: "config-unknown-parent", Severity: diag.Error, Title: "上级不存在",
		Explain: "栏目的上级栏目、机构的主管机构必须也在 config.toml 中。", Source: house, Repair: "先登记上级，或改正名称、路径。",
		Examples: []diag.Example{{Wrong: "[[category]]\npath = \"wj/gf\"\nname = \"规范性文件\"\n（没有登记 wj）", Right: "[[category]]\npath = \"wj\"\nname = \"政策文件\"\n\n[[category]]\npath = \"wj/gf\"\nname = \"规范性文件\""}}}
)

// Rules lists what this package reports.
func Rules() []*diag.Rule {
	return []*diag.Rule{&ruleMissing, &ruleValue, &ruleDuplicate, &ruleSiteID, &ruleCreditCode, &ruleParent, &ruleColour}
}
