package extract

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"mulu/cmd/mulu/internal/diag"
)

const house = "本软件约定"

var (
	ruleEncrypted = diag.Rule{Code: "attachment-encrypted", Severity: diag.Warning, Title: "附件要密码才能打开",
		Explain: "公开的附件应当人人都能打开。加密的文件读者打不开，里面的文字也搜索不到。", Source: house, Repair: "用没有密码的文件替换。",
		Examples: []diag.Example{{Wrong: "申请表.docx（打开要密码）", Right: "申请表.docx（不要密码）"}}}
	ruleDamaged = diag.Rule{Code: "attachment-damaged", Severity: diag.Warning, Title: "附件已损坏",
		Explain: "文件的内部结构不完整，常见于下载、传输中断。读者多半打不开它，损坏处以后的文字搜索不到。", Source: house, Repair: "试着打开这个附件，用完好的文件替换。",
		Examples: []diag.Example{{Wrong: "清单.xlsx（只下载了一半，打不开）", Right: "清单.xlsx（重新取得、能打开的文件）"}}}
	ruleWrongType = diag.Rule{Code: "attachment-wrong-type", Severity: diag.Warning, Title: "附件的扩展名与内容不符",
		Explain: "读者的电脑按扩展名选择程序，扩展名不对就打不开；改扩展名并不能转换格式。", Source: house, Repair: "用对应的软件打开，另存为扩展名所写的格式，或者改正扩展名。",
		Examples: []diag.Example{{Wrong: "把 清单.csv 改名为 清单.xlsx", Right: "用表格软件打开 清单.csv，另存为 清单.xlsx"}}}
	ruleEncoding = diag.Rule{Code: "attachment-unreadable-text", Severity: diag.Notice, Title: "附件里的文字无法识别",
		Explain: "文字的编码不明（文本文件），或者字体没有附带文字对照表（PDF），读者复制出来是乱码，也搜索不到。", Source: house, Repair: "文本文件另存为 UTF-8 编码；PDF 从原文件重新导出。",
		Examples: []diag.Example{{Wrong: "说明.txt（编码不明，显示为乱码）", Right: "说明.txt（另存为 UTF-8）"}}}
	ruleNoText = diag.Rule{Code: "attachment-no-text", Severity: diag.Notice, Title: "附件里没有文字",
		Explain: "只有图片（如扫描件）的附件，文字搜索不到，读屏软件也读不出，里面有没有个人信息也要由人来查。", Source: house, Repair: "换成从原文件导出的附件，或者在正文中写明主要内容。",
		Examples: []diag.Example{{Wrong: "通知.pdf（扫描件，每页是一张图片）", Right: "通知.pdf（从文字处理软件导出）"}}}
	ruleLimit = diag.Rule{Code: "attachment-too-long", Severity: diag.Notice, Title: "附件太大，只索引了开头",
		Explain: "一个文件的附件合起来最多索引约100万字，因为读者的浏览器要下载这些文字；解压后的内容也有上限。超出的部分搜索不到，附件照常发布。", Source: house, Repair: "如需搜索全部内容，把附件分到几件信息里公开。",
		Examples: []diag.Example{{Wrong: "三十年公报合订本.pdf（约300万字）", Right: "公报1996.pdf、公报1997.pdf……（每年一件信息）"}}}
)

var ruleUnchecked = diag.Rule{Code: "attachment-unchecked", Severity: diag.Warning, Title: "附件没有查完",
	Explain: "发布前要检查附件里有没有身份证号等个人信息，包括隐藏的工作表、批注、修订记录和文件属性。有的格式（如 DOC、XLS、WPS、RAR）本软件打不开，有的文件太大或结构异常，只查了一部分，问题中会写明是哪一个上限；没有查到的部分要由人来查。一个附件最多查解压后的1 GiB，压缩包里最多查1万个文件、每个64 MiB、套两层，PDF 最多查50万个对象、每页32 MiB。DOC、XLS、WPS 等旧的或不通用的格式，读者在手机和许多电脑上也打不开，读屏软件难以读出。",
	Source:  house, Repair: "另存为 DOCX、XLSX、PDF 等能检查的格式，拆开压缩包或过大的文件；不能改的，由人工逐页检查后再发布。",
	Examples: []diag.Example{{Wrong: "公示名单.xls", Right: "公示名单.xlsx"}}}

// Rules lists what this package reports.
func Rules() []*diag.Rule {
	return []*diag.Rule{&ruleEncrypted, &ruleDamaged, &ruleWrongType, &ruleEncoding, &ruleNoText, &ruleLimit, &ruleUnchecked}
}

// Problem says why an attachment's text could not be read, or not all of it. It is the
// file's fault, not the program's.
type Problem struct {
	Rule    *diag.Rule
	message string // Chinese, follows the attachment's name
	cause   error  // for a developer, may be nil
	hint    string // what to do; the rule's Repair when empty
}

// Error gives the message in Chinese, and the cause.
func (p *Problem) Error() string {
	if p.cause != nil {
		return p.message + ": " + p.cause.Error()
	}
	return p.message
}

// Unwrap gives the cause, which may be nil.
func (p *Problem) Unwrap() error { return p.cause }

// OfSearch says whether the problem means nothing but that a search does not find all of
// the text. Any other one Everything finds, too.
func (p *Problem) OfSearch() bool { return p.Rule == &ruleLimit }

// At is the problem as a diagnostic at a place of the site: the attachment itself, or
// the line that names it. attachment is what the message calls the file.
func (p *Problem) At(file string, pos diag.Pos, attachment string) diag.Diagnostic {
	return p.Rule.At(file, pos, "附件“%s”%s", attachment, p.message).WithHint("%s", cmp.Or(p.hint, p.Rule.Repair))
}

func damaged(cause error) *Problem {
	return &Problem{Rule: &ruleDamaged, message: "已损坏，读不出（或只读出一部分）文字", cause: cause}
}

func wrongType(ext, kind string) *Problem {
	if kind == "" {
		return &Problem{Rule: &ruleWrongType, message: "的内容不是扩展名 " + ext + " 所说的格式，读不出文字"}
	}
	return &Problem{Rule: &ruleWrongType, message: "的内容是 " + strings.ToUpper(kind[1:]) + " 格式，扩展名却是 " + ext}
}

func noText(ext string) *Problem {
	if strings.EqualFold(ext, ".pdf") {
		return &Problem{Rule: &ruleNoText, message: "里没有文字，可能是扫描件"}
	}
	return &Problem{Rule: &ruleNoText, message: "里没有文字"}
}

// limited is a limit that ended the reading.
func limited(cause error) *Problem {
	return &Problem{Rule: &ruleLimit, message: "内容太多，只有开头的部分能搜索到", cause: cause}
}

// unchecked says that Everything left something out.
func unchecked(cause error, format string, args ...any) *Problem {
	return &Problem{Rule: &ruleUnchecked, message: fmt.Sprintf(format, args...), cause: cause}
}

func isLimit(err error) bool {
	var p *Problem
	return errors.As(err, &p) && p.Rule == &ruleLimit
}
