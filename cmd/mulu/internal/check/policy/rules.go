package policy

import (
	"slices"

	"mulu/cmd/mulu/internal/diag"
)

const house = "本软件约定"

var (
	ruleCode = diag.Rule{Code: "check-code-unknown", Severity: diag.Error, Title: "没有这个问题代码",
		Explain: "[[check.rule]] 和 [[waiver]] 的 code 写错时，写下的设置不会生效，因此必须改正。", Source: house, Repair: "用 mulu explain 列出全部代码。",
		Examples: []diag.Example{{Wrong: `code = "category-emtpy"`, Right: `code = "category-empty"`}}}
	ruleFixed = diag.Rule{Code: "check-error-fixed", Severity: diag.Error, Title: "错误的级别不能改",
		Explain: "错误是确定不能公开的问题，任何设置都不能降低或关闭，否则检查就形同虚设。警告和提示可以提高、降低或关闭。", Source: house, Repair: "删去这一项。确属误报的，在豁免文件（waivers.toml，或 check.waivers 所写的）中逐个豁免。",
		Examples: []diag.Example{{Wrong: "code = \"link-broken\"\nseverity = \"off\"", Right: "code = \"category-empty\"\nseverity = \"off\""}}}
	rulePath = diag.Rule{Code: "check-path-missing", Severity: diag.Warning, Title: "级别设置的路径下没有文件",
		Explain: "[[check.rule]] 的 path 写错了，或者文件夹已经改名，这一项设置不会对任何文件生效，以为关闭的检查仍在报告。", Source: house, Repair: "改正 path，或删去这一项。",
		Examples: []diag.Example{{Wrong: "[[check.rule]]\ncode = \"image-alt-poor\"\nseverity = \"off\"\npath = \"content/jd/*.markdown\"", Right: "[[check.rule]]\ncode = \"image-alt-poor\"\nseverity = \"off\"\npath = \"content/jd\""}}}
	ruleWaiver = diag.Rule{Code: "waiver-invalid", Severity: diag.Error, Title: "豁免的写法不对",
		Explain: "豁免是经过审查的例外。没有理由、批准人和期限，或者说不清是哪一处，以后就无人能复核。", Source: house, Repair: "每个 [[waiver]] 都写 code（代码）、path（文件）、hash 或 text（哪一处）、reason（理由）、by（批准人）、until（截止日期）。文件的位置用 check.waivers 改写：和 config.toml 放在一起，或者 content 中名称以 _ 开头的（这样的文件不公开）。",
		Examples: []diag.Example{{Wrong: "[[waiver]]\ncode = \"image-alt\"\npath = \"content/a.md\"", Right: "[[waiver]]\ncode = \"image-alt\"\npath = \"content/a.md\"\nreason = \"装饰图案\"\nby = \"政务公开办 李敏\"\nuntil = 2026-12-31"}}}
	ruleRefused = diag.Rule{Code: "waiver-refused", Severity: diag.Error, Title: "这种错误不能豁免",
		Explain: "文件读不懂、编号冲突、设置不对一类的错误，使网页无法正确生成；豁免并不能让它变得可以生成。", Source: house, Repair: "改正文件，删去这个豁免。",
		Examples: []diag.Example{{Wrong: "[[waiver]]\ncode = \"toml-syntax\"", Right: "改正文件头的格式，不写豁免"}}}
	ruleExpired = diag.Rule{Code: "waiver-expired", Severity: diag.Warning, Title: "豁免已经过期",
		Explain: "过了截止日期，豁免不再有效，原来的问题重新计入，错误会阻止发布。", Source: house, Repair: "改正原来的问题并删去豁免；仍有理由的，重新审查后改写 until。",
		Examples: []diag.Example{{Wrong: "until = 2020-12-31", Right: "until = 2026-12-31"}}}
	ruleLong = diag.Rule{Code: "waiver-too-long", Severity: diag.Warning, Title: "豁免的期限太长",
		Explain: "期限太长的豁免没有人再看，等于永久放过。期限的上限用 check.waiver_days 设置，不写时是366天。", Source: house, Repair: "缩短期限，到期后重新审查。",
		Examples: []diag.Example{{Wrong: "until = 2099-12-31", Right: "until = 2026-12-31"}}}
	ruleUnused = diag.Rule{Code: "waiver-unused", Severity: diag.Notice, Title: "豁免没有用上",
		Explain: "豁免的问题已经没有了，多半已经改正，也可能是文字改动后摘要变了。留着用不上的豁免，会无意中放过以后的问题。", Source: house, Repair: "删去这个豁免；问题仍在时，按新的摘要重新审查、改写。",
		Examples: []diag.Example{{Wrong: "问题改正以后仍留着的 [[waiver]]", Right: "问题改正后，同时删去它的 [[waiver]]"}}}
	ruleGone = diag.Rule{Code: "waiver-file-missing", Severity: diag.Warning, Title: "豁免指向的文件不存在",
		Explain: "path 写错了，或者文件已经移走、改名、删除，豁免不会生效。", Source: house, Repair: "改正 path；文件已经删除的，删去豁免。",
		Examples: []diag.Example{{Wrong: `path = "content/old/a.md"`, Right: `path = "content/zcwj/a.md"`}}}
)

// Rules lists what this package reports.
func Rules() []*diag.Rule {
	return []*diag.Rule{&ruleCode, &ruleFixed, &rulePath, &ruleWaiver, &ruleRefused, &ruleExpired, &ruleLong, &ruleUnused, &ruleGone}
}

// isOwn says whether a code is of this package.
func isOwn(code string) bool {
	return slices.ContainsFunc(Rules(), func(r *diag.Rule) bool { return r.Code == code })
}
