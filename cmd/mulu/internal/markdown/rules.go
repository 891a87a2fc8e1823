package markdown

import "mulu/cmd/mulu/internal/diag"

const ownRule = "本软件约定"

var (
	ruleScheme = diag.Rule{
		Code: "link-scheme", Severity: diag.Error,
		Title:    "链接地址的协议不允许",
		Explain:  "正文中的链接只能使用 http、https、mailto、tel 地址、本站的相对地址和页内锚点。javascript:、data:、vbscript:、blob:、file: 等地址会在读者的浏览器里执行代码或者指向编辑自己的电脑；以 // 开头、含反斜杠或控制字符的地址会被浏览器理解成别的网站。",
		Source:   ownRule,
		Repair:   "改为完整的 https:// 地址，或者本站文件的相对路径。",
		Examples: []diag.Example{{Wrong: "[申请表](file:///D:/公开/申请表.doc)", Right: "[申请表](申请表.doc)"}},
	}
	ruleEmptyLink = diag.Rule{
		Code: "link-empty", Severity: diag.Error,
		Title:    "链接没有地址",
		Explain:  "方括号后面的圆括号里没有写地址，读者点击后哪里也去不了。",
		Source:   ownRule,
		Repair:   "在圆括号里写上地址；不需要链接时去掉方括号和圆括号。",
		Examples: []diag.Example{{Wrong: "详见[实施办法]()", Right: "详见[实施办法](../wj/bf.md)"}},
	}
	ruleFragment = diag.Rule{
		Code: "link-fragment-unknown", Severity: diag.Error,
		Title:    "链接指向的标题或条文不存在",
		Explain:  "链接中 # 后面的部分指向本页或目标文件中的标题、条文或脚注。条文的锚点是 art- 加条的序号：第十二条是 #art-12，第十二条之一是 #art-12-1；标题的锚点由标题文字得来：保留汉字、字母、数字，去掉标点，空格变为 -，英文变为小写，重复的加 -2、-3。",
		Source:   ownRule,
		Repair:   "按标题的文字或条文的序号改正 # 后面的内容。",
		Examples: []diag.Example{{Wrong: "见[第二章](#第2章)\n\n## 第二章 申请", Right: "见[第二章](#第二章-申请)\n\n## 第二章 申请"}},
	}
	ruleImageAlt = diag.Rule{
		Code: "image-alt", Severity: diag.Warning,
		Title:    "图片没有替代文字",
		Explain:  "看不见图片的读者（使用读屏软件、图片没有下载成功）只能得到替代文字。",
		Source:   "GB/T 37668—2019《信息技术 互联网内容无障碍可访问性技术要求与测试方法》",
		Repair:   "在 ![ ] 的方括号里用一句话写出图片的内容。",
		Examples: []diag.Example{{Wrong: "![](lct.png)", Right: "![网约车许可办理流程：申请、受理、审查、发证](lct.png)"}},
	}
	ruleImageRemote = diag.Rule{
		Code: "image-remote", Severity: diag.Error,
		Title:    "图片在别的网站上",
		Explain:  "页面的内容安全策略不允许从别的网站取图片，读者会看到一个空框；别的网站也可能随时删改它。",
		Source:   ownRule,
		Repair:   "把图片下载到本站，用相对路径引用。",
		Examples: []diag.Example{{Wrong: "![办理流程](https://img.example.com/lct.png)", Right: "![办理流程](lct.png)"}},
	}
	ruleHTML = diag.Rule{
		Code: "html-not-allowed", Severity: diag.Error,
		Title:    "正文中有不允许的 HTML",
		Explain:  "为了安全，正文中的 HTML 标签不会生效，会按原样显示成文字；站点允许的少数标签（合并单元格的表格、上下标、注音、标明语言的外文等）除外。",
		Source:   ownRule,
		Repair:   "改用 Markdown 的写法；要显示 < 本身时写成 \\< 或 &lt;。",
		Examples: []diag.Example{{Wrong: `<font color="red">通知</font>`, Right: "**通知**"}},
	}
	ruleHTMLPairs = diag.Rule{
		Code: "html-unbalanced", Severity: diag.Error,
		Title:    "HTML 标签没有配对",
		Explain:  "没有配对的标签会使浏览器改变后面内容的结构。",
		Source:   ownRule,
		Repair:   "补上缺少的标签，或者删去多余的标签。",
		Examples: []diag.Example{{Wrong: "<table><tr><td>客运量</td></tr>", Right: "<table><tr><td>客运量</td></tr></table>"}},
	}
	ruleTableCells = diag.Rule{
		Code: "table-extra-cells", Severity: diag.Error,
		Title:    "表格的一行比表头多",
		Explain:  "表格有几列由表头决定，一行中多出的格不会出现在页面上。",
		Source:   ownRule,
		Repair:   "给表头补上这一列；单元格里的竖线要写成 \\|。",
		Examples: []diag.Example{{Wrong: "| 项目 | 金额 |\n| --- | --- |\n| 补贴 | 20 | 万元 |", Right: "| 项目 | 金额 | 单位 |\n| --- | --- | --- |\n| 补贴 | 20 | 万元 |"}},
	}
	ruleTableHead = diag.Rule{
		Code: "table-header-empty", Severity: diag.Warning,
		Title:    "表格的表头是空的",
		Explain:  "读屏软件走到一格时要念出它是哪一列。表头各格都是空的，读者听到的只是一串字和数；个别格空着可以。",
		Source:   "WCAG 2.2 成功准则1.3.1；GB/T 37668-2019",
		Repair:   "在表头写上各列的名称；第一行本来就是列名的，移到表头。",
		Examples: []diag.Example{{Wrong: "|  |  |\n| --- | --- |\n| 项目 | 数量 |\n| 公交 | 3 |", Right: "| 项目 | 数量 |\n| --- | --- |\n| 公交 | 3 |"}},
	}
	ruleFootnoteUnused = diag.Rule{
		Code: "footnote-unused", Severity: diag.Error,
		Title:    "脚注没有被引用",
		Explain:  "正文中没有任何地方引用这条脚注，它的内容不会出现在页面上。",
		Source:   ownRule,
		Repair:   "在正文需要的地方写上 [^名称]，或者删去这条脚注；同名的脚注只有第一条有效。",
		Examples: []diag.Example{{Wrong: "正文没有引用。\n\n[^1]: 数据来自统计年鉴。", Right: "客运量增长3%[^1]。\n\n[^1]: 数据来自统计年鉴。"}},
	}
	ruleFootnoteUnknown = diag.Rule{
		Code: "footnote-unknown", Severity: diag.Error,
		Title:    "引用了不存在的脚注",
		Explain:  "正文引用了一条没有写出内容的脚注，页面上只会显示方括号里的原文。",
		Source:   ownRule,
		Repair:   "在文末补上 [^名称]: 脚注内容，或者删去引用。",
		Examples: []diag.Example{{Wrong: "客运量增长3%[^2]。\n\n[^1]: 数据来自统计年鉴。", Right: "客运量增长3%[^1]。\n\n[^1]: 数据来自统计年鉴。"}},
	}
	ruleMerged = diag.Rule{
		Code: "paragraph-merged", Severity: diag.Warning,
		Title:    "两段之间没有空行",
		Explain:  "在 Markdown 中，段与段之间要空一行；只换行而不空行的两段会并成一段。以全角空格、“一、”“（一）”“第一条”一类的序号开头的一行，以及接连几行“项目名称：……”，多半是想另起一段。",
		Source:   ownRule,
		Repair:   "在这一行前面加一个空行；段首的空格可以去掉，页面会自动缩进。",
		Examples: []diag.Example{{Wrong: "　　第一条　为了规范管理，制定本办法。\n　　第二条　本办法适用于本市。", Right: "第一条　为了规范管理，制定本办法。\n\n第二条　本办法适用于本市。"}},
	}
	ruleLookalike = diag.Rule{
		Code: "markdown-lookalike", Severity: diag.Warning,
		Title:    "像是表格、标题或段落，但写法不对",
		Explain:  "从电子表格或文字处理软件粘贴的内容，以及用全角符号写的记号，不会成为表格和标题：表格的各行会连成一段，行首的空格会使段落显示成程序代码。",
		Source:   ownRule,
		Repair:   "按提示改写；大的表格可以作为附件公开。",
		Examples: []diag.Example{{Wrong: "项目\t金额\n补贴\t20", Right: "| 项目 | 金额 |\n| --- | --- |\n| 补贴 | 20 |"}},
	}
	ruleUnwritten = diag.Rule{
		Code: "body-unwritten", Severity: diag.Error,
		Title:    "正文还没有写",
		Explain:  "mulu new 在正文处留下一句提示，它还在，说明这个文件没有写完。",
		Source:   ownRule,
		Repair:   "写上正文，替换这一行；没有写完的文件保留 draft = true。",
		Examples: []diag.Example{{Wrong: "在这里写正文，替换这一行。", Right: "各县（市、区）交通运输局：\n\n现将有关事项通知如下。"}},
	}
	ruleTooLarge = diag.Rule{
		Code: "body-too-large", Severity: diag.Error,
		Title:    "正文太长或结构太复杂",
		Explain:  "为了使任何一个文件都不能拖垮整个站点的生成，正文的大小、嵌套层数和各种记号的数量都有上限。正常的文件（包括《民法典》全文）远远达不到这些上限。",
		Source:   ownRule,
		Repair:   "检查是否误贴了内容；确实需要时把文件拆成几个，或者把大表格作为附件发布。",
		Examples: []diag.Example{{Wrong: "在正文里写一个 10 万行的表格", Right: "把表格存成 CSV 或 XLSX，作为附件公开"}},
	}
	ruleInternal = diag.Rule{
		Code: "body-internal", Severity: diag.Error,
		Title:    "正文无法转换",
		Explain:  "转换正文时软件内部出错。这是软件的缺陷，不是文件的错误。",
		Source:   ownRule,
		Repair:   "请把这个文件发给软件的维护者；在此之前可以用删减的办法找出引起问题的段落并换一种写法。",
		Examples: []diag.Example{{Wrong: "（软件出错的那一段）", Right: "（换一种写法的同一段；并请把原文发给软件的维护者）"}},
	}
)

// FragmentRule is the rule of links to headings that do not exist, for links into
// other files, which only the caller can follow.
func FragmentRule() *diag.Rule { return &ruleFragment }

// Rules lists the rules of all diagnostics of this package.
func Rules() []*diag.Rule {
	return []*diag.Rule{
		&ruleScheme, &ruleEmptyLink, &ruleFragment, &ruleImageAlt, &ruleImageRemote, &ruleHTML, &ruleHTMLPairs, &ruleTableCells, &ruleTableHead,
		&ruleFootnoteUnused, &ruleFootnoteUnknown, &ruleMerged, &ruleLookalike, &ruleUnwritten, &ruleTooLarge, &ruleInternal,
	}
}
