package catalogue

import "mulu/cmd/mulu/internal/diag"

const (
	house      = "本软件约定"
	regulation = "政府信息公开条例（国务院令第711号）"
)

var (
	ruleKeyUnknown = diag.Rule{Code: "key-unknown", Severity: diag.Error, Title: "文件头中有不认识的项",
		Explain: "写错的项名会使这一项不起作用，例如写错的公开属性会使文件不能公开。", Source: house, Repair: "按提示改正项名，或者删去这一行。",
		Examples: []diag.Example{{Wrong: `unti = "运输管理科"`, Right: `unit = "运输管理科"`}}}
	ruleKeyTwice = diag.Rule{Code: "field-duplicate", Severity: diag.Error, Title: "同一项写了两次",
		Explain: "英文名和中文名指同一项，只能写一个。", Source: house, Repair: "删去其中一个。",
		Examples: []diag.Example{{Wrong: "written = 2025-03-05\n成文日期 = 2025-03-05", Right: "written = 2025-03-05"}}}
	ruleLabelAmbiguous = diag.Rule{Code: "label-ambiguous", Severity: diag.Error, Title: "“发文日期”含义不明",
		Explain: "各地的“发文日期”有的指成文日期，有的指发布日期，程序不能替人决定。", Source: "各地政府信息公开目录的实际用法", Repair: "改写为“成文日期”（签发）或“发布日期”（上网）。",
		Examples: []diag.Example{{Wrong: "发文日期 = 2025-03-05", Right: "成文日期 = 2025-03-05"}}}
	ruleType = diag.Rule{Code: "value-type", Severity: diag.Error, Title: "值的类型不对",
		Explain: "每一项都有规定的类型：文字要加引号，日期写成 2024-03-05，列表用方括号。", Source: house, Repair: "按提示改正值的写法。",
		Examples: []diag.Example{{Wrong: `draft = "否"`, Right: `draft = false`}}}
	ruleChoice = diag.Rule{Code: "value-unknown", Severity: diag.Error, Title: "值不在可选范围内",
		Explain: "这一项只能取规定的值，否则分类和统计会出错。", Source: house, Repair: "按提示选用其中一个值。",
		Examples: []diag.Example{{Wrong: `disclosure = "公开"`, Right: `disclosure = "主动公开"`}}}
	ruleDate = diag.Rule{Code: "date-invalid", Severity: diag.Error, Title: "日期不存在或格式不对",
		Explain: "日期写成四位年、两位月、两位日，必须是真实存在的一天。", Source: "GB/T 7408.1 日期和时间；各地目录编制规范", Repair: "改正日期，例如 2024-03-05。",
		Examples: []diag.Example{{Wrong: "written = 2023-02-30", Right: "written = 2023-02-28"}}}
	ruleDateTime = diag.Rule{Code: "date-with-time", Severity: diag.Error, Title: "日期带了时间或时区",
		Explain: "成文日期、发布日期等是日历上的一天，没有钟点和时区；带了时区的时间在别处可能变成另一天。", Source: regulation + " 第十二条", Repair: "只写日期，例如 2024-03-05。",
		Examples: []diag.Example{{Wrong: "written = 2025-03-05T09:30:00+08:00", Right: "written = 2025-03-05"}}}
	ruleMissing = diag.Rule{Code: "field-missing", Severity: diag.Error, Title: "缺少必填项",
		Explain: "目录应当有索引、名称、内容概述、生成日期等，缺少的项会使目录出现空白。", Source: regulation + " 第十二条", Repair: "补上这一项。",
		Examples: []diag.Example{{Wrong: "title = \"关于印发办法的通知\"\nwritten = 2025-03-05", Right: "title = \"关于印发办法的通知\"\nissuer = \"栖澜市交通运输局\"\nwritten = 2025-03-05"}}}
	ruleIndexMissing = diag.Rule{Code: "index-number-missing", Severity: diag.Error, Title: "缺少索引号",
		Explain: "索引号是文件在目录中的唯一编号，网址也由它而来，没有它文件就没有地址。", Source: regulation + " 第十二条", Repair: "用 mulu new 取得下一个号，或者按本单位的规则补上。",
		Examples: []diag.Example{{Wrong: `title = "关于印发办法的通知"`, Right: "title = \"关于印发办法的通知\"\nindex_number = \"113701000041890072/2025-00012\""}}}
	ruleDisclosureMissing = diag.Rule{Code: "disclosure-missing", Severity: diag.Error, Title: "缺少公开属性",
		Explain: "没有写明公开属性的文件一律不公开，以免误公开。", Source: regulation + " 第十三条至第十七条", Repair: "经审查后写明：主动公开、依申请公开或不予公开。",
		Examples: []diag.Example{{Wrong: "title = \"关于印发办法的通知\"\ncategory = \"wj\"", Right: "title = \"关于印发办法的通知\"\ncategory = \"wj\"\ndisclosure = \"主动公开\""}}}
	ruleIndexForm = diag.Rule{Code: "index-number-form", Severity: diag.Warning, Title: "索引号不符合本站的规则",
		Explain: "索引号与 config.toml 中的规则不符，可能是抄写错误；外来的索引号可以照用。", Source: "config.toml 的 index_number", Repair: "核对索引号。",
		Examples: []diag.Example{{Wrong: `index_number = "11370100004189007/2025-00012"`, Right: `index_number = "113701000041890072/2025-00012"`}}}
	ruleIndexAddress = diag.Rule{Code: "index-number-address", Severity: diag.Error, Title: "索引号不能用作地址",
		Explain: "文件的网址由索引号而来，索引号中有不能用于网址的内容。", Source: house, Repair: "核对索引号。",
		Examples: []diag.Example{{Wrong: `index_number = "为了进一步规范……（误把整段正文贴在这里，超过长度上限）"`, Right: `index_number = "113701000041890072/2025-00012"`}}}
	ruleIndexTwice = diag.Rule{Code: "index-number-duplicate", Severity: diag.Error, Title: "索引号重复",
		Explain: "索引号是唯一的，两个文件用同一个号，引用就会指错。", Source: regulation + " 第十二条；各地索引号编制规则", Repair: "给后一个文件另取一个号。",
		Examples: []diag.Example{{Wrong: "甲.md：index_number = \"113701000041890072/2025-00012\"\n乙.md：index_number = \"113701000041890072/2025-00012\"", Right: "甲.md：index_number = \"113701000041890072/2025-00012\"\n乙.md：index_number = \"113701000041890072/2025-00013\""}}}
	ruleUnifiedTwice = diag.Rule{Code: "unified-number-duplicate", Severity: diag.Error, Title: "统一编号重复",
		Explain: "统一编号由登记机关逐件编制，不会重复。", Source: "规范性文件“三统一”制度", Repair: "核对登记的统一编号。",
		Examples: []diag.Example{{Wrong: "甲.md：unified_number = \"QLCR-2025-0130001\"\n乙.md：unified_number = \"QLCR-2025-0130001\"", Right: "甲.md：unified_number = \"QLCR-2025-0130001\"\n乙.md：unified_number = \"QLCR-2025-0130002\""}}}
	ruleUnifiedForm = diag.Rule{Code: "unified-number-form", Severity: diag.Warning, Title: "统一编号的格式不常见",
		Explain: "统一编号一般由字母、年份、数字组成，用连字符隔开。", Source: "规范性文件“三统一”制度", Repair: "核对登记的统一编号。",
		Examples: []diag.Example{{Wrong: `unified_number = "第1号"`, Right: `unified_number = "QLCR-2025-0130001"`}}}
	ruleUnifiedNeeded = diag.Rule{Code: "unified-number-missing", Severity: diag.Warning, Title: "行政规范性文件没有统一编号",
		Explain: "行政规范性文件实行统一登记、统一编号、统一印发。", Source: "规范性文件“三统一”制度", Repair: "补上登记机关给的统一编号，或者改正信息类别。",
		Examples: []diag.Example{{Wrong: `class = "行政规范性文件"`, Right: "class = \"行政规范性文件\"\nunified_number = \"QLCR-2025-0130001\""}}}
	ruleUnifiedExtra = diag.Rule{Code: "unified-number-unexpected", Severity: diag.Warning, Title: "不是行政规范性文件却有统一编号",
		Explain: "统一编号只用于行政规范性文件。", Source: "规范性文件“三统一”制度", Repair: "改正信息类别，或删去统一编号。",
		Examples: []diag.Example{{Wrong: "class = \"其他文件\"\nunified_number = \"QLCR-2025-0130001\"", Right: `class = "其他文件"`}}}
	ruleDocNumber = diag.Rule{Code: "doc-number-form", Severity: diag.Warning, Title: "发文字号不规范",
		Explain: "发文字号由机关代字、六角括号括起的四位年份、不编虚位的序号组成。", Source: "GB/T 9704-2012 第7.2.5条", Repair: "改成提示中的写法。",
		Examples: []diag.Example{{Wrong: `doc_number = "栖交发[2025]第01号"`, Right: `doc_number = "栖交发〔2025〕1号"`}}}
	ruleIssuer = diag.Rule{Code: "issuer-unknown", Severity: diag.Error, Title: "发布机构没有登记",
		Explain: "发布机构要先在 config.toml 中登记，名称才会统一。", Source: house, Repair: "改正名称，或在 config.toml 中加上 [[issuer]]；机构改了名的，在它的 [[issuer.former]] 写上曾用名和用到哪一天，旧文件就不用逐个改。",
		Examples: []diag.Example{{Wrong: `issuer = "栖澜交通局"`, Right: `issuer = "栖澜市交通运输局"`}}}
	ruleFormer = diag.Rule{Code: "issuer-former-name", Severity: diag.Warning, Title: "使用了机构的曾用名",
		Explain: "机构更名后成文的文件应使用新名称。", Source: house, Repair: "核对成文日期和机构名称。",
		Examples: []diag.Example{{Wrong: "issuer = \"栖澜市交通局\"\nwritten = 2025-03-05  # 已经更名", Right: "issuer = \"栖澜市交通运输局\"\nwritten = 2025-03-05"}}}
	ruleCategory = diag.Rule{Code: "category-unknown", Severity: diag.Error, Title: "栏目不存在",
		Explain: "组配分类要是 config.toml 中目录树的一个节点。", Source: house, Repair: "改正栏目，或在 config.toml 中加上 [[category]]。",
		Examples: []diag.Example{{Wrong: `category = "wj/gfx"`, Right: `category = "wj/gf"`}}}
	ruleAlias = diag.Rule{Code: "alias-invalid", Severity: diag.Error, Title: "旧地址不能用",
		Explain: "旧地址是站内的路径，不能带域名、问号、上级目录。", Source: house, Repair: "只写站内路径，例如 art/2020/1/3/art_1_2.html。",
		Examples: []diag.Example{{Wrong: `aliases = ["https://old.qilan.example/art/2020/1/3/art_1_2.html"]`, Right: `aliases = ["art/2020/1/3/art_1_2.html"]`}}}
	ruleAttachment = diag.Rule{Code: "attachment-missing", Severity: diag.Error, Title: "附件不存在",
		Explain: "附件打不开是检查中常见的问题。", Source: "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", Repair: "把附件放到文件旁边，或改正文件名。",
		Examples: []diag.Example{{Wrong: `attachments = [{file = "申请表.doc"}]  # 实际的文件是 申请表.docx`, Right: `attachments = [{file = "申请表.docx"}]`}}}
	ruleOutside = diag.Rule{Code: "attachment-outside", Severity: diag.Error, Title: "附件不在允许的文件夹内",
		Explain: "附件只能放在 content 中文件的旁边，或放在 static 中；别处的文件不会被读取，以免误公开。", Source: house, Repair: "把附件移到文件旁边，或移到 static 中并以 / 开头写路径。",
		Examples: []diag.Example{{Wrong: `attachments = [{file = "../../桌面/申请表.docx"}]`, Right: `attachments = [{file = "申请表.docx"}]`}}}
	ruleAttachmentType = diag.Rule{Code: "attachment-type", Severity: diag.Error, Title: "附件的类型不允许",
		Explain: "网页、脚本、程序类的附件会在读者的浏览器中运行，不能作为附件公开。", Source: house, Repair: "改为 PDF、OFD、Office 文档、CSV、TXT、图片或压缩包。",
		Examples: []diag.Example{{Wrong: `attachments = [{file = "申请表.html"}]`, Right: `attachments = [{file = "申请表.pdf"}]`}}}
	ruleURL = diag.Rule{Code: "url-invalid", Severity: diag.Error, Title: "网址不对",
		Explain: "网址应以 http:// 或 https:// 开头。", Source: house, Repair: "改正网址。",
		Examples: []diag.Example{{Wrong: `source = {name = "交通运输部", url = "www.mot.gov.cn"}`, Right: `source = {name = "交通运输部", url = "https://www.mot.gov.cn/"}`}}}
	ruleRelUnknown = diag.Rule{Code: "relation-unknown", Severity: diag.Error, Title: "关系指向的文件不存在",
		Explain: "解读、修改、废止等关系要指向目录中的文件：索引号、发文字号或相对路径。", Source: "政府网站发展指引（国办发〔2017〕47号）", Repair: "核对索引号或发文字号；指向目录外的文件时改写在正文中。",
		Examples: []diag.Example{{Wrong: `interprets = ["栖交发〔2025〕100号"]  # 没有这一件`, Right: `interprets = ["栖交发〔2025〕10号"]`}}}
	ruleRelAmbiguous = diag.Rule{Code: "relation-ambiguous", Severity: diag.Error, Title: "关系指向几个文件",
		Explain: "有几个文件用同一个发文字号，无法确定是哪一个。", Source: house, Repair: "改用索引号。",
		Examples: []diag.Example{{Wrong: `repeals = ["栖交发〔2019〕8号"]  # 两件用同一字号`, Right: `repeals = ["113701000041890072/2019-00031"]`}}}
	ruleRelSelf = diag.Rule{Code: "relation-self", Severity: diag.Error, Title: "关系指向自己",
		Explain: "文件不能解读、修改或废止自己。", Source: house, Repair: "改正目标。",
		Examples: []diag.Example{{Wrong: "index_number = \"113701000041890072/2025-00012\"\nrelated = [\"113701000041890072/2025-00012\"]", Right: "index_number = \"113701000041890072/2025-00012\"\nrelated = [\"113701000041890072/2025-00011\"]"}}}
	ruleRelCycle = diag.Rule{Code: "relation-cycle", Severity: diag.Error, Title: "关系成了圈",
		Explain: "几个文件互相修改、废止或解读，有效性就无法推算。", Source: house, Repair: "删去其中写错的一个。",
		Examples: []diag.Example{{Wrong: "甲.md：repeals = [\"乙.md\"]\n乙.md：repeals = [\"甲.md\"]", Right: `甲.md：repeals = ["乙.md"]`}}}
	ruleRelHidden = diag.Rule{Code: "relation-not-public", Severity: diag.Warning, Title: "关系指向不公开的文件",
		Explain: "指向的文件不是主动公开的，页面上不会出现这个关系。", Source: regulation + " 第十三条至第十六条", Repair: "核对目标，或删去这个关系。",
		Examples: []diag.Example{{Wrong: `interprets = ["../nb/jy.md"]  # 写着 不予公开`, Right: `interprets = ["../wj/bf.md"]`}}}
	ruleValidity = diag.Rule{Code: "validity-disagrees", Severity: diag.Warning, Title: "写的有效性和推算的不一致",
		Explain: "有效性由施行日期、有效期、废止和修改关系推算，页面显示推算的结果。", Source: "政府网站发展指引（国办发〔2017〕47号）：修改、废止、失效的文件要及时标明", Repair: "删去 validity 一行，或改正日期和关系。",
		Examples: []diag.Example{{Wrong: "validity = \"有效\"\nexpires = 2024-12-31", Right: "expires = 2024-12-31"}}}
	ruleValidityCause = diag.Rule{Code: "validity-without-cause", Severity: diag.Error, Title: "写明不再有效，却没有依据",
		Explain: "文件写着失效、废止或已修改，但日期和关系中找不到原因；页面不能说它有效，也不能没有根据地说它无效。", Source: "政府网站发展指引（国办发〔2017〕47号）", Repair: "写明原因：有效期至（expires）、废止日期和依据（repealed、repealed_by），或在废止、修改它的文件中写上关系。",
		Examples: []diag.Example{{Wrong: `validity = "废止"`, Right: "repealed = 2025-12-31\nrepealed_by = \"栖交发〔2025〕20号\""}}}
	ruleProfile = diag.Rule{Code: "profile-unknown-field", Severity: diag.Error, Title: "文件头样式中有不认识的项",
		Explain: "profile.fields 的 field 要是文件头的项名。", Source: house, Repair: "按提示改正项名。",
		Examples: []diag.Example{{Wrong: "[profile]\nfields = [{field = \"titel\"}]", Right: "[profile]\nfields = [{field = \"title\"}]"}}}
	ruleProfileInternal = diag.Rule{Code: "profile-internal-field", Severity: diag.Error, Title: "文件头样式中有内部信息",
		Explain: "拟稿人、审核记录是单位内部的工作记录，有工作人员的姓名，程序不把它们放到任何公开的页面和数据里。", Source: "个人信息保护法 第三十四条；" + house,
		Repair: "从 profile.fields 中删去这一项。", Examples: []diag.Example{{Wrong: "[[profile.fields]]\nfield = \"author\"\nlabel = \"拟稿人\"", Right: "[[profile.fields]]\nfield = \"unit\"\nlabel = \"责任单位\""}}}
	rulePageName = diag.Rule{Code: "page-name", Severity: diag.Error, Title: "页面名称不能用",
		Explain: "页面名称用作网址，只能用小写字母、数字和连字符，并且不能和程序自用的页面重名。", Source: house, Repair: "换一个名称，例如 guide、about。",
		Examples: []diag.Example{{Wrong: `page = "公开指南"`, Right: `page = "guide"`}}}
	rulePageTwice = diag.Rule{Code: "page-duplicate", Severity: diag.Error, Title: "页面名称重复",
		Explain: "两个页面不能用同一个地址。", Source: house, Repair: "给其中一个换名称。",
		Examples: []diag.Example{{Wrong: "guide.md：page = \"guide\"\nguide2.md：page = \"guide\"", Right: "guide.md：page = \"guide\"\nguide2.md：page = \"apply\""}}}
)

// Rules lists what this package reports.
func Rules() []*diag.Rule {
	return []*diag.Rule{
		&ruleKeyUnknown, &ruleKeyTwice, &ruleLabelAmbiguous, &ruleType, &ruleChoice, &ruleDate, &ruleDateTime,
		&ruleMissing, &ruleIndexMissing, &ruleDisclosureMissing, &ruleIndexForm, &ruleIndexAddress, &ruleIndexTwice,
		&ruleUnifiedTwice, &ruleUnifiedForm, &ruleUnifiedNeeded, &ruleUnifiedExtra, &ruleDocNumber, &ruleIssuer,
		&ruleFormer, &ruleCategory, &ruleAlias, &ruleAttachment, &ruleOutside, &ruleAttachmentType, &ruleURL,
		&ruleRelUnknown, &ruleRelAmbiguous, &ruleRelSelf, &ruleRelCycle, &ruleRelHidden, &ruleValidity,
		&ruleValidityCause, &ruleProfile, &ruleProfileInternal, &rulePageName, &rulePageTwice,
	}
}
