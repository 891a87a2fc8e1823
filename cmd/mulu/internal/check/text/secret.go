package text

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/lazy"
)

var secretMark = check.Rule{
	Grave: true,
	Rule: diag.Rule{Code: "secret-mark", Severity: diag.Error, Title: "文中有国家秘密标志",
		Explain: "标有绝密、机密、秘密的文件是国家秘密载体，未经解密不得公开。这里只看标志的写法（单独成行、带★或保密期限），行文中说到国家秘密、商业秘密的不算。表格“密级”列里的密级、带期限的单元格、标题上括起来的密级，也可能是在讲制度，作为警告。",
		Source:  "保守国家秘密法（2024年）第三十五条；政府信息公开条例 第十四条、第十七条；GB/T 9704-2012 7.2.2", Repair: "立即停止公开，交保密工作机构核查；确已解密的，删去标志并留存解密依据。",
		Examples: []diag.Example{{Wrong: "机密★5年", Right: "（已解密的文件删去这一行）"}}},
	In:   check.Everywhere,
	Cues: []string{"绝密", "机密", "秘密", "密级", "绝 密", "机 密", "秘 密", "绝　密", "机　密", "秘　密"},
	Line: func(l *check.Line) {
		if at := findSecret(l.Text); at != nil {
			l.Report(l.At(at[0], at[1], "出现密级标志“%s”", strings.ReplaceAll(l.Text[at[0]:at[1]], "\t", " ")))
		} else if at := probablySecret(l); at != nil {
			d := l.At(at[0], at[1], "“%s”像是密级标志", l.Text[at[0]:at[1]])
			d.Severity = diag.Warning
			l.Report(d)
		}
	},
}

const level = `(?:绝[ 　]?密|机[ 　]?密|秘[ 　]?密)`

var (
	starred    = lazy.Compile(level + `[\s　]*[★☆][\s　]*(?:[0-9０-９一二三四五六七八九十]+[\s　]*(?:年|个月)|长期)?`)
	labelled   = lazy.Compile(`(?:密[\s　]*级|保密等级|涉密等级)[\s　*]*(?:[：:|]|\t)[\s　]*\**` + level + `(?:级)?[\s　]*(?:[0-9０-９一二三四五六七八九十]+[\s　]*年|长期)?[\s　]*(?:[|（(*\s]|$)`)
	afterLabel = lazy.Compile(`^密[\s　]*级[ 　]+` + level + `(?:级)?$`)
	termCell   = lazy.Compile(`^` + level + `(?:级)?[·•\s　]*[0-9０-９一二三四五六七八九十]+[\s　]*(?:年|个月)$`)
	levelCell  = lazy.Compile(`^` + level + `(?:级)?(?:[·•\s　]*(?:[0-9０-９一二三四五六七八九十]+[\s　]*(?:年|个月)|长期))?$`)
	bracketed  = lazy.Compile(`[（(【\[〔]` + level + `[）)】\]〕]`)
	aloneLevel = lazy.Compile(`^` + level + `(?:级)?[\s　]*(?:[0-9０-９一二三四五六七八九十]+[\s　]*(?:年|个月)|长期|特急|加急)?$`)
	quoteOpen  = "“「『‘\"《"
)

// findSecret is the place of a mark, nil when there is none: with a star anywhere but
// in quotation marks, after its label, or alone on a line that is neither heading nor
// item of a list.
func findSecret(line string) []int {
	if strings.Contains(line, "★") || strings.Contains(line, "☆") {
		if at := starred.FindStringIndex(line); at != nil && !quoted(line, at[0]) {
			return at
		}
	}
	var at []int
	if strings.Contains(line, "级") {
		at = labelled.FindStringIndex(line)
	}
	if at != nil && !quoted(line, at[0]) && strings.Count(line, "密") <= 2+strings.Count(line[:at[0]], "密") {
		return []int{at[0], at[0] + len(strings.TrimRight(line[at[0]:at[1]], " |（(*\t"))}
	}
	if len(line) > 90 || isHeading(line) || isListItem(line) || isRow(line) {
		return nil
	}
	if s := bare(line); len(s) < 60 && (aloneLevel.MatchString(s) || afterLabel.MatchString(s)) {
		from := strings.Index(line, s)
		return []int{from, from + len(s)}
	}
	return nil
}

// probablySecret is the place of what may be a mark, and may be what a table or a title
// speaks of; nil when there is none. Where the column of levels is the first of its table,
// the table explains them.
func probablySecret(l *check.Line) []int {
	switch {
	case l.In == check.InHeader || l.In == check.InBody && isHeading(l.Text):
		if at := bracketed.FindStringIndex(l.Text); at != nil && !quoted(l.Text, at[0]) {
			return at
		}
	case len(l.Text) < 1000 && (l.InTable() || isRow(l.Text)):
		for at := 0; at < len(l.Text); {
			from, to := l.Cell(at)
			at = to + 1
			cell := strings.Trim(l.Text[from:to], " *　")
			if len(cell) > 60 || !termCell.MatchString(cell) && !(levelCell.MatchString(cell) && from > 1 && isLevelColumn(l.Heading(from))) {
				continue
			}
			start := from + strings.Index(l.Text[from:to], cell)
			return []int{start, start + len(cell)}
		}
	}
	return nil
}

// isLevelColumn says whether the head of a column is that of marks.
func isLevelColumn(head string) bool {
	switch strings.ReplaceAll(strings.Trim(head, "*"), " ", "") {
	case "密级", "密级和保密期限", "密级及保密期限", "保密等级", "涉密等级", "文件密级":
		return true
	}
	return false
}

// quoted says whether the character at i stands in quotation marks that begin before it.
func quoted(line string, i int) bool {
	head := tail(line[:i], 600)
	open := strings.LastIndexAny(head, quoteOpen)
	return open >= 0 && strings.LastIndexAny(head, "”」』’》") < open
}

var internalMark = check.Rule{
	Grave: true,
	Rule: diag.Rule{Code: "internal-mark", Severity: diag.Error, Title: "文中有内部文件标志",
		Explain: "标有“内部资料”“注意保存”“不得外传”等字样的文件是供机关内部使用的，公开前须重新审查，并去掉标志。这里只看单独成行、独占一个单元格和标题上括起来的标志；后两种作为警告。",
		Source:  "政府信息公开条例 第十六条、第十七条；保守国家秘密法（2024年）第三十五条", Repair: "核查这份文件能否公开；可以公开的，删去标志。",
		Examples: []diag.Example{{Wrong: "内部资料　注意保存", Right: "（经审查可以公开的，删去这一行）"}}},
	In:   check.Everywhere,
	Cues: []string{"内部", "注意保", "外传", "外泄", "不得上网", "对外公开", "阅后"},
	Line: func(l *check.Line) {
		if len(l.Text) > 120 || isHeading(l.Text) || isListItem(l.Text) {
			return
		}
		if s := bare(l.Text); internalForm.MatchString(s) {
			from := strings.Index(l.Text, s)
			d := l.At(from, from+len(s), "出现内部文件标志“%s”", s)
			if l.In == check.InFile { // may be a cell of a table
				d.Severity = diag.Warning
			}
			l.Report(d)
		} else if from, to := internalPart(l); to > 0 {
			d := l.At(from, to, "“%s”像是内部文件标志", l.Text[from:to])
			d.Severity = diag.Warning
			l.Report(d)
		}
	},
}

// internalPart is the place of a mark in a cell of a row, or in brackets in a title. In a
// cell only the words that forbid something are one: 内部资料 may be a kind of file.
func internalPart(l *check.Line) (from, to int) {
	if l.In == check.InHeader {
		if at := internalTitle.FindStringIndex(l.Text); at != nil {
			return at[0], at[1]
		}
		return 0, 0
	}
	if !l.InTable() && !isRow(l.Text) && strings.IndexByte(l.Text, '\t') < 0 {
		return 0, 0
	}
	separator := "|"
	if l.In == check.InFile {
		separator = "\t"
	}
	for cell := range strings.SplitSeq(l.Text, separator) {
		if s := bare(cell); internalForm.MatchString(s) && internalCell.MatchString(s) {
			from = to + strings.Index(cell, s)
			return from, from + len(s)
		}
		to += len(cell) + 1
	}
	return 0, 0
}

const internalPhrase = `(?:内部(?:资料|文件|材料|使用|刊物|发行|传阅|情况|掌握)|内部参考|机关内部使用|仅供内部(?:使用|参考|掌握)|供内部(?:使用|参考)|注意保存|注意保密|注意保管|请?(?:不得|严禁|禁止|切勿|请勿|勿)(?:外传|外泄|对外公开|上网)|阅后(?:收回|即焚|销毁))`

var internalForm = lazy.Compile(`^` + internalPhrase + `(?:[\s　，,、·;；！!★☆-]*` + internalPhrase + `)*$`)

var (
	internalTitle = lazy.Compile(`[（(【\[]` + internalPhrase + `[）)】\]]`)
	internalCell  = lazy.Compile(`保存|保密|保管|外传|外泄|对外公开|上网|阅后|仅供`)
)

var officeMark = check.Rule{
	Rule: diag.Rule{Code: "office-mark", Severity: diag.Warning, Title: "文中有发文稿纸上的栏目",
		Explain: "拟稿、核稿、会签、签批等是机关内部办文的记录，不是文件正文，多半是复制时带进来的，还可能带有个人姓名和领导批示。",
		Source:  "党政机关公文处理工作条例 第九条；政府信息公开条例 第十六条", Repair: "删去这一行，只保留文件正文。",
		Examples: []diag.Example{{Wrong: "拟稿：王某　核稿：李某", Right: "（删去这一行）"}}},
	In:   check.InBody | check.InFile,
	Cues: []string{"拟稿", "核稿", "会签", "签批", "审签", "批示", "拟办", "批办", "传阅", "稿纸", "文处理单", "拟 稿", "核 稿", "会 签", "签 批", "拟　稿", "核　稿", "会　签", "签　批"},
	Line: func(l *check.Line) {
		if len(l.Text) > 240 {
			return
		}
		s := bare(l.Text)
		if m := officeForm.FindString(s); m != "" && officeLine(s[len(m):]) {
			from := strings.Index(l.Text, s)
			l.Report(l.At(from, from+len(strings.TrimRight(m, "：: |")), "出现办文栏目“%s”", strings.TrimRight(m, "：: |")))
		}
	},
}

const officeLabel = `(?:拟[\s　]*稿(?:人|单位|处室|部门)?|核[\s　]*稿(?:人)?|会[\s　]*签(?:人|单位|处室|部门|意见)?|签[\s　]*批(?:人|意见)?|审[\s　]*签(?:人|意见)?|领导批示|拟办意见|批办意见|传阅意见|办公室核稿|主办单位核稿)`

var (
	officeForm  = lazy.Compile(`^(?:发文稿纸|收文处理单|公文处理单|文件传阅单|` + officeLabel + `[\s　]*[：:|])`)
	officeAgain = lazy.Compile(officeLabel + `[\s　]*[：:|]`)
)

// officeLine says whether what follows a label is an entry: nothing, a name, or more
// labels; a sentence is a description of the procedure.
func officeLine(rest string) bool {
	if officeAgain.MatchString(rest) {
		return true
	}
	rest = strings.Trim(rest, " 　|*")
	return len(rest) <= 36 && !strings.ContainsAny(rest, "。；，由应须")
}
