package annual

import (
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
)

const (
	format     = "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）"
	regulation = "政府信息公开条例（国务院令第711号）第五十条"
	identity   = format + "：表格内的勾稽关系"
)

var ruleData = diag.Rule{Code: "annual-report-data", Severity: diag.Error, Title: "数据文件有错",
	Explain: "年度报告的三张表、文件中的统计数据写在正文旁边的一个 TOML 文件里，文件头用 data（数据文件）写明文件名。文件没有、写法不对，或者数字不是应有的样子，表格就做不出来。写法用 mulu explain annual-report 查看，用 mulu report annual 生成的文件每一行都有说明。草稿的数据只作提示。",
	Source:  format + "；本软件约定", Repair: "按提示改正。",
	Examples: []diag.Example{{Wrong: `permits = "1,906件"`, Right: "permits = 1906"}}}

var ruleTwice = diag.Rule{Code: "annual-report-twice", Severity: diag.Warning, Title: "一年有两份年度报告",
	Explain: "同一机构同一年有两份带数据文件的年度报告，读者分不清以哪一份为准；与下一年的报告核对时用后公布的一份。公布以后发现写错的，更正原来的报告并说明，不另发一份。草稿不算。",
	Source:  regulation + "；本软件约定", Repair: "只保留一份。",
	Examples: []diag.Example{{Wrong: "year = 2025（另一份报告的数据也写 year = 2025）", Right: "year = 2024"}}}

var ruleBlank = diag.Rule{Code: "annual-report-cell-blank", Severity: diag.Error, Title: "年度报告的数据没有填完",
	Explain: "年度报告的三张表每一格都要有数字，没有发生的写0：空着的分不清是没有还是漏填。数据文件里用一对空的引号表示还没有填。草稿的数据只作提示。",
	Source:  format + "（不得缺项漏项）；" + regulation, Repair: blankRepair,
	Examples: []diag.Example{{Wrong: `penalties = ""`, Right: "penalties = 0"}}}

var ruleBalance = diag.Rule{Code: "annual-report-balance", Severity: diag.Error, Title: "年度报告申请情况的勾稽关系不平",
	Explain: "收到和处理政府信息公开申请情况表的每一列，本年新收（一）加上年结转（二），应等于办理结果总计（三（七））加结转下年度（四）。能够断定是哪一格的，报在那一格；否则报在“四、结转下年度继续办理”。",
	Source:  identity, Repair: "核对这一列的数字。",
	Examples: []diag.Example{{
		Wrong: "received = [3, 0, 0, 0, 0, 0, 3]\ncarried_over = [0, 0, 0, 0, 0, 0, 0]\nresults_total = [2, 0, 0, 0, 0, 0, 2]\ncarried_forward = [0, 0, 0, 0, 0, 0, 0]",
		Right: "carried_forward = [1, 0, 0, 0, 0, 0, 1]",
	}}}

var ruleResults = diag.Rule{Code: "annual-report-results", Severity: diag.Error, Title: "年度报告办理结果的总计不等于各项之和",
	Explain: "收到和处理政府信息公开申请情况表的每一列，办理结果的“（七）总计”应等于（一）至（六）各行之和。能够断定是哪一格的，报在那一格；否则报在“（七）总计”。",
	Source:  identity, Repair: "核对这一列的各项和总计。",
	Examples: []diag.Example{{Wrong: "granted = [3, 0, 0, 0, 0, 0, 3]\nresults_total = [2, 0, 0, 0, 0, 0, 2]", Right: "results_total = [3, 0, 0, 0, 0, 0, 3]"}}}

var ruleTotal = diag.Rule{Code: "annual-report-total", Severity: diag.Error, Title: "年度报告一行的总计不等于各项之和",
	Explain: "收到和处理政府信息公开申请情况表的每一行，“总计”应等于六类申请人之和；行政复议、行政诉讼情况表的三组数，“总计”应等于结果维持、结果纠正、其他结果、尚未审结之和。",
	Source:  identity, Repair: "核对这一行的各项和总计。",
	Examples: []diag.Example{{Wrong: "received = [3, 1, 0, 0, 0, 0, 3]", Right: "received = [3, 1, 0, 0, 0, 0, 4]"}, {Wrong: "direct = [1, 0, 0, 1, 1]", Right: "direct = [1, 0, 0, 1, 2]"}}}

var ruleCarried = diag.Rule{Code: "annual-report-carried", Severity: diag.Error, Title: "上年结转与上一年报告的结转下年度不同",
	Explain: "今年报告的“二、上年结转政府信息公开申请数量”，每一列都应等于同一机构上一年报告的“四、结转下年度继续办理”。只比较两年都用数据文件的报告。",
	Source:  format + "；本软件约定（由表格的含义推出）", Repair: "核对两年的报告；上一年的报告写错的，发布更正说明。",
	Examples: []diag.Example{{Wrong: "# 2024年：carried_forward = [2, 0, 0, 0, 0, 0, 2]\ncarried_over = [1, 0, 0, 0, 0, 0, 1]", Right: "carried_over = [2, 0, 0, 0, 0, 0, 2]"}}}

var ruleInForce = diag.Rule{Code: "annual-report-in-force", Severity: diag.Warning, Title: "现行有效件数与上一年的报告接不上",
	Explain: "规章、行政规范性文件的现行有效件数，应等于同一机构上一年报告的现行有效件数，加本年制发件数，减本年废止件数。机构合并、职能划转使文件转入转出的，会对不上：在正文里说明，并写一条豁免。只比较两年都用数据文件的2021年格式的报告。",
	Source:  format + "；本软件约定（由表格的含义推出）", Repair: "核对三个数；有文件转入转出的，在正文里说明。", Unconfirmed: true,
	Examples: []diag.Example{{Wrong: "# 2024年：normative = [1, 0, 9]\nnormative = [2, 1, 9]", Right: "normative = [2, 1, 10]"}}}

var ruleCatalogue = diag.Rule{Code: "annual-report-catalogue", Severity: diag.Warning, Title: "年度报告的文件件数与目录不符",
	Explain: "报告写的规章、行政规范性文件的制发、废止、现行有效件数，与目录里同一机构（联合发文算牵头的）的文件不同：不是报告写错，就是文件没有公开，或者信息类别、日期、有效期、废止关系写错。制发看成文日期；废止包括被废止、被替代和有效期届满失效；现行有效看当年最后一天，已经印发还没有施行的也算。写了来源的是转载，不算；目录里没有这个机构这一类文件的不比较。",
	Source:  format + "（不得虚报、漏报）；本软件约定", Repair: "核对报告和目录中的文件。", Unconfirmed: true,
	Examples: []diag.Example{{Wrong: "normative = [3, 0, 10]  # 目录里当年成文的只有2件", Right: "normative = [2, 0, 9]"}}}

var ruleStatisticSum = diag.Rule{Code: "statistic-sum", Severity: diag.Warning, Title: "统计数据的分项相加不等于总数",
	Explain: "数据文件的 [[statistic]] 写一个总数（total）和它的分项（parts），分项还可以再分。分项应当加起来等于总数；分项不是全部的写 some = true。带小数或者以万、亿为单位的数是约数，相差可以用四舍五入解释的只作提示。",
	Source:  regulation + "；本软件约定", Repair: "核对总数和每一个分项。",
	Examples: []diag.Example{{Wrong: "total = 170\nparts = [{name = \"热线\", value = 142}, {name = \"信访\", value = 27}]", Right: "total = 170\nparts = [{name = \"热线\", value = 142}, {name = \"信访\", value = 28}]"}}}

var ruleStatisticPercent = diag.Rule{Code: "statistic-percent", Severity: diag.Warning, Title: "统计数据的百分比与数字不符",
	Explain: "数据文件的统计数据可以写分项占总数的百分比（percent），或者由总数到这个数增减的百分比（change，减少的写负数），照正文印的位数写。百分比按这个位数四舍五入应当与数字相符；只是最后一位没有四舍五入的，只作提示。",
	Source:  "政府信息公开条例 第六条；GB/T 8170-2008《数值修约规则与极限数值的表示和判定》", Repair: "核对两个数和百分比；为凑成100%而调整的，加以说明。",
	Examples: []diag.Example{{Wrong: "total = 83461\nparts = [{name = \"在线服务\", value = 66256, percent = 79.38}]", Right: "parts = [{name = \"在线服务\", value = 66256, percent = 79.39}]"}}}

const countedRequests = "依申请公开统计按月、季度、半年或者年，记每个机构收到和办理了多少件政府信息公开申请，行和列与年度报告的申请情况表相同，只有数字，没有申请人的信息。写法用 mulu explain requests 查看。"

var ruleRequests = diag.Rule{Code: "request-data", Severity: diag.Error, Title: "依申请公开统计写错了",
	Explain: countedRequests + "不认识的项、不是数字的数、没有登记的机构、重叠的时段，都要改正才能统计。",
	Source:  format + "；本软件约定", Repair: "按提示改正。",
	Examples: []diag.Example{{Wrong: "[[period]]\nperiod = 2025-01", Right: "[[period]]\nperiod = \"2025-01\""}}}

var ruleRequestSum = diag.Rule{Code: "request-sum", Severity: diag.Error, Title: "依申请公开统计的数对不上",
	Explain: countedRequests + "每个时段的每一列，本期新收加上期结转，应等于办理结果总计加结转下期；总计应等于各项办理结果之和；每一行的总计应等于六类申请人之和。没有发生的办理结果可以不写，算作0：漏写了的，总计就对不上。能够断定是哪一格的，报在那一格。",
	Source:  identity, Repair: "核对这一列、这一行的数字。",
	Examples: []diag.Example{{Wrong: "received = [3, 0, 0, 0, 0, 0, 3]\ncarried_over = [0, 0, 0, 0, 0, 0, 0]\ngranted = [2, 0, 0, 0, 0, 0, 2]\nresults_total = [2, 0, 0, 0, 0, 0, 2]\ncarried_forward = [0, 0, 0, 0, 0, 0, 0]", Right: "carried_forward = [1, 0, 0, 0, 0, 0, 1]"}}}

var ruleRequestCarried = diag.Rule{Code: "request-carried", Severity: diag.Error, Title: "依申请公开统计的上期结转接不上",
	Explain: countedRequests + "每个时段的上期结转（二），应等于同一机构前一个时段的结转下期（四）；没有前一个时段的，1月起的时段与上一年的年度报告比较。逐列比较。",
	Source:  format + "：第二项、第四项的含义", Repair: "核对两个时段的数字。",
	Examples: []diag.Example{{Wrong: "# 2025-01：carried_forward = [1, 0, 0, 0, 0, 0, 1]\n# 2025-02：\ncarried_over = [0, 0, 0, 0, 0, 0, 0]", Right: "carried_over = [1, 0, 0, 0, 0, 0, 1]"}}}

var ruleRequestPeriod = diag.Rule{Code: "request-period", Severity: diag.Warning, Title: "依申请公开统计缺少时段",
	Explain: countedRequests + "同一机构的时段应当一个接一个；中间缺少的，当年的合计不完整，不能与年度报告核对，也不能填进年度报告的草稿。没有收到申请的时段也要写，各项写0。",
	Source:  "本软件约定（不得缺项漏项，见" + format + "）", Repair: "补上缺少的时段。",
	Examples: []diag.Example{{Wrong: "period = \"2025-01\"（后面是 period = \"2025-03\"）", Right: "period = \"2025-02\""}}}

var ruleRequestReport = diag.Rule{Code: "request-report", Severity: diag.Warning, Title: "年度报告与依申请公开统计不同",
	Explain: countedRequests + "一年的时段都有的，新收和各项办理结果的合计，第一个时段的上期结转，最后一个时段的结转下期，应与同一机构这一年年度报告申请情况表的每一格相同。",
	Source:  format + "（不得虚报、漏报）；本软件约定", Repair: "核对报告和统计；哪一个写错改哪一个，报告已经公布的，更正并说明。",
	Examples: []diag.Example{{Wrong: "received = [30, 0, 0, 0, 0, 0, 30]  # 各月合计33件", Right: "received = [33, 0, 0, 0, 0, 0, 33]"}}}

// Rules lists what this package reports.
func Rules() []*diag.Rule {
	return []*diag.Rule{
		&ruleData, &ruleTwice, &ruleBlank, &ruleBalance, &ruleResults, &ruleTotal, &ruleCarried, &ruleInForce, &ruleCatalogue,
		&ruleStatisticSum, &ruleStatisticPercent,
		&ruleRequests, &ruleRequestSum, &ruleRequestCarried, &ruleRequestPeriod, &ruleRequestReport,
	}
}

// NoRequests says that the file of request statistics that the settings name cannot be read, and why.
func NoRequests(at diag.Pos, name, why string) diag.Diagnostic {
	return ruleRequests.At(config.FileName, at, "依申请公开统计文件 %s %s", name, why).WithHint("新建这个文件，或者改正 [report] 的 requests；写法见 mulu explain requests")
}

// NotThere says that the file that a document names cannot be read, and why.
func NotThere(document string, at diag.Pos, name, why string) diag.Diagnostic {
	return ruleData.At(document, at, "数据文件 %s %s", name, why).WithHint("把数据文件放在这个文件旁边，写它的文件名")
}
