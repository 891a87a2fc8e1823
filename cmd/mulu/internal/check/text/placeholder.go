package text

import (
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/lazy"
)

var placeholder = check.Rule{
	Rule: diag.Rule{Code: "placeholder", Severity: diag.Warning, Title: "文中有没填完的内容",
		Explain: "“20xx年”“增长XX%”“xx市”“此处填写”“（待补充）”、TODO 一类的字样说明文件没有写完，或者是从范文套来的。文书式样、示范文本里要填写的空不算。",
		Source:  "政府网站与政府系统政务新媒体检查指标（国办秘函〔2019〕19号）", Repair: "填上实际内容。",
		Examples: []diag.Example{{Wrong: "20xx年，xx市交通运输局共公开信息", Right: "2026年，霁川市交通运输局共公开信息"}}},
	Cues: []string{"xx", "xX", "XX", "ｘｘ", "ＸＸ", "××", "＊＊", `\*\*`, "TODO", "FIXME", "TBD", "orem ipsum", "{{", "【", "待定", "待补", "待填", "待核", "待确", "待完", "待续", "此处", "在此输入",
		"×月", "x月", "X月", "ｘ月", "Ｘ月", "月×", "月x", "月X", "月Ｘ", "0×", "0x", "0X", "2×", "2x", "2X", "〇×", "〇X", "〕X", "〕x", "〕×", "〕Ｘ", "__", `\_`, "…%", "…％", "…个", "…万", "…亿", "？？", "??", "●", "□"},
	Body: func(b *check.Body) {
		ruled := false // the text has lines to be written on by others
		form := -1     // whether the text is a form, found out when it matters
		for line := range b.Lines {
			if !b.Cued(line) {
				continue
			}
			p := proseIn(line)
			if !ruled && strings.IndexByte(line.Text, '_') >= 0 {
				if m := ruledLine.FindStringSubmatchIndex(line.Text); m != nil {
					if ruled = isSlip(b) || isForm(b); !ruled {
						b.Report(b.At(line, m[2], m[3], "“%s”后面没有填写", strings.TrimRight(line.Text[:m[2]], " 　：:")))
						continue
					}
				}
			}
			for _, m := range findPlaceholders(line.Text, &form, func() bool { return isForm(b) }) {
				if p.has(m.to - 1) { // \*\* begins with an escape
					b.Report(b.At(line, m.from, m.to, "“%s”没有填写", line.Text[m.from:m.to]))
				}
			}
		}
	},
	In: check.InHeader,
	Line: func(l *check.Line) {
		form := 0
		if formWords.MatchString(l.Text) {
			form = 1
		}
		for _, m := range findPlaceholders(l.Text, &form, nil) {
			l.Report(l.At(m.from, m.to, "“%s”没有填写", l.Text[m.from:m.to]))
		}
	},
}

// fill is what stands for characters still to be written, also one alone; fills are two
// or more of it, or the rule of a form.
const (
	fill  = `[xXｘＸ×＊]`
	fills = `(?:[xXｘＸ]{2,}|[×＊]{2,}|\\\*(?:\\\*)+)`
	rules = `(?:_{2,}|\\_(?:\\?_)+|[？?]{2,})` // to be written on, or asked for
)

// figureUnits follow figures and nothing else; peopleUnits also begin words that follow a
// masked name (李XX个人, 王××家属).
const (
	contactLabels = `(?:联系人|联系方式|电话|手机|传真|地址|邮箱|邮编|邮政编码|网址)` // never masked, as names of parties are
	figureUnits   = `(?:[%％]|个百分点|[万亿]?元|万[人户吨辆]|人次|公里|千米|平方米|公顷|亩|吨|条|件|项|份|篇|批次|余[件条人项])`
	peopleUnits   = `(?:个|人|户|家|名|次|处|座|所|辆|台|起|宗)`
)

var (
	// Years, days, names and figures whose characters are still to be written.
	blanks = lazy.Compile(`(?:19|20)(?:[xXｘＸ×＊]{2}|\\\*\\\*)年?|(?:19|20)[0-9]` + fill + `年|二[〇○零][〇○零一二三四五六七八九]?` + fill + `{1,2}年|` + fills + `(?:年度?|月份?|日)` + `|` +
		fill + `月` + fill + `{1,2}日|月` + fill + `{1,2}日|` +
		`[xXｘＸ＊]{2,}(?:省|市|县|区|州|镇|乡|街道|村|局|厅|委员会|部门|单位|公司|同志|项目|大桥|公路|号文)|` +
		`[〕］\]][ 　]*` + fill + `+号|` +
		`(?:` + fills + `(?:[.．]` + fill + `{1,2})?|` + rules + `)[ 　]*` + figureUnits + `|` +
		`(?:共|合计|累计|总计|收到|受理|办结|达到?|增加|减少|新增|约|近|占比?|有|为)(?:` + fills + `|` + rules + `)[ 　]*` + peopleUnits + `(?:[，,。；;、（）()]|$)|` +
		`…{1,2}(?:[%％]|个百分点|[万亿]元)|_{2,}[ 　]*(?:年|月|日)|[0-9年月][？?]{2,}[年月日]`)
	// Notes of the writer. Inside brackets they are no part of a sentence.
	notes = lazy.Compile(`\b(?:TODO|FIXME|TBD)\b|[Ll]orem ipsum|\{\{[^{}]*\}\}|【[\s　●○■□…_xXｘＸ×]*】|\[[●■□…]+\]` +
		`|[（(【\[](?:(?:数据|数字|金额|数量|比例|名单|内容|文号|发文字号|编号)[尚暂]?)?(?:待定|待补充?|待填写?|待核实?|待确认|待完善|待更新|待统计|待续|此处补充[^）)】\]]*)[）)】\]]` +
		`|[：:][ 　]*(?:待补充?|待填写?|待完善|待更新|待统计)(?:[，,。；;、　 |]|$)|` + contactLabels + `[：:][ 　]*(?:[xXｘＸ]{2,}|待定|待核实?|待确认)(?:[，,。；;、　 |]|$)` +
		`|(?:数据|数字|金额|比例|文号|发文字号)[尚暂]?待(?:定|补充?|填写?|核实|更新|统计)(?:[，,。；;）)]|$)` +
		`|(?:此处|在此处?)(?:填写|输入|插入|添加|粘贴)[^，。；）】\]]{0,12}`)
	formLine  = lazy.Compile(`式样|样式|示范文本|模板|样表|范本|填写说明|填表说明|填写要求|[（(](?:格式|样本|示例)[）)]`)
	formWords = lazy.Compile(`式样|样式|格式|示范文本|示例|模板|样本|样表|范本|填写说明|填表说明|填写要求|申请书|申请表|承诺书|委托书|合同|协议书|登记表|文书|编号规则`)
)

// formTitle is the title of a form: a contract of a pattern, not a report on contracts.
var formTitle = lazy.Compile(`式样|样式|格式|示范文本|示例|模板|样本|样表|范本|填写说明|填表说明|填写要求|文书|编号规则|(?:申请书|申请表|承诺书|委托书|合同|协议书|登记表)(?:[（(][^）)]*[）)])?》?(?:等[^的]{0,12})?(?:的?(?:通知|公告|函))?$`)

// findPlaceholders gives the places of what is not filled in, blanks only when the text
// is no form.
func findPlaceholders(s string, form *int, isForm func() bool) (list []span) {
	note, blank := mayHold(s)
	if note {
		for _, m := range notes.FindAllStringIndex(s, -1) {
			list = append(list, span{m[0], m[0] + len(strings.TrimRight(s[m[0]:m[1]], "，,。；;"))})
		}
	}
	var found [][]int
	if blank {
		found = findBlanks(s)
	}
	if len(found) > 0 && *form < 0 {
		if *form = 0; isForm() {
			*form = 1
		}
	}
	for _, m := range found {
		if *form != 1 && !masks(s, m[0], m[1]) {
			list = append(list, span{m[0], m[0] + len(strings.TrimRight(s[m[0]:m[1]], "，,。；;、（）()"))})
		}
	}
	return list[:min(len(list), maxFindings)]
}

// mayHold says whether a text has a character of those without which there are no notes,
// and no blanks: patterns are slow.
func mayHold(s string) (note, blank bool) {
	for i, r := range s {
		switch r {
		case '【', '待', '●', '■', '□':
			note = true
		case '此':
			note = note || strings.HasPrefix(s[i:], "此处") || strings.HasSuffix(s[:i], "在")
		case 'T', 'F', 'L', 'l', '{':
			note = note || beginsNote(s[i:])
		case 'x', 'X':
			if !inAddress(s, i) {
				note, blank = note || inNote(s[:i]), true
			}
		case 'ｘ', 'Ｘ':
			note, blank = note || inNote(s[:i]), true
		case '*': // of a bold word, but for one that is escaped
			blank = blank || i > 0 && s[i-1] == '\\'
		case '…':
			note, blank = true, true
		case '×', '＊', '_', '?', '？':
			blank = true
		}
	}
	return note, blank
}

// inNote says whether an x behind a text may be one of a note: behind a colon, or in brackets
// that hold nothing else.
func inNote(head string) bool {
	head = strings.TrimRight(head, "xXｘＸ× 　●○■□…_\t\n\f\r")
	return strings.HasSuffix(head, "：") || strings.HasSuffix(head, ":") || strings.HasSuffix(head, "【")
}

// findBlanks is blanks.FindAllStringIndex, which looks no further than some characters
// around what every blank has: patterns are slow.
func findBlanks(s string) (list [][]int) {
	for from, to := nextBlank(s, 0); from < to; from, to = nextBlank(s, to) {
		for _, m := range blanks.FindAllStringIndex(s[from:to], -1) {
			list = append(list, []int{from + m[0], from + m[1]})
		}
	}
	return list
}

// aroundBlank is how many characters a blank has at most before and behind what stands for
// what is to be written, and between two such runs, beside spaces.
const aroundBlank = 6

// nextBlank is the next part of a text, from at on, that holds all of what may be a blank;
// from is to when there is none.
func nextBlank(s string, at int) (from, to int) {
	from, to = len(s), len(s)
	behind, end := 0, 0 // characters since the last one that stands for others; the end of as many as belong to it
	for i, r := range s[at:] {
		switch i += at; {
		case strings.ContainsRune("xXｘＸ×＊*_?？…", r):
			if from == len(s) {
				from = max(at, stepBack(s, i))
			}
			behind = 0
		case from == len(s) || r == ' ' || r == '　':
		case behind == 2*aroundBlank: // the others belong to what comes next
			return from, end
		default:
			if behind++; behind == aroundBlank {
				end = i
			}
		}
	}
	return from, to
}

// stepBack is the place aroundBlank characters before at, not counting spaces.
func stepBack(s string, at int) int {
	for n := 0; n < aroundBlank && at > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:at])
		if at -= size; r != ' ' && r != '　' {
			n++
		}
	}
	return at
}

// beginsNote says whether a text begins as a note in Latin letters or {{ does.
func beginsNote(s string) bool {
	for _, word := range [...]string{"TODO", "TBD", "FIXME", "Lorem", "lorem", "{{"} {
		if strings.HasPrefix(s, word) {
			return true
		}
	}
	return false
}

// inAddress says whether the x at s[i] is one of some within an address, as xxgk is, or
// within a Latin word: what stands for figures or names has other neighbours.
func inAddress(s string, i int) bool {
	from, to := i, i+1
	for from > 0 && s[from-1]|0x20 == 'x' {
		from--
	}
	for to < len(s) && s[to]|0x20 == 'x' {
		to++
	}
	return from > 0 && to < len(s) && isWordByte(s[from-1]) && isWordByte(s[to])
}

func isWordByte(b byte) bool { return b == '/' || 'a' <= b|0x20 && b|0x20 <= 'z' }

// ruledLine is a line of a label of the body's own and a rule: 联系电话：______.
var ruledLine = lazy.Compile(`^[^：:，。]{0,8}` + contactLabels + `[：:][ 　]*((?:\\?_){3,})[ 　]*$`)

// isSlip says whether a text has a slip to be filled in and sent back: several rules, or a
// signature.
func isSlip(b *check.Body) bool {
	n := 0
	for line := range b.Lines {
		if strings.Contains(line.Text, "__") || strings.Contains(line.Text, `\_\_`) {
			n++
		}
		if strings.Contains(line.Text, "签") || strings.Contains(line.Text, "盖章") || strings.Contains(line.Text, "回执") {
			return true
		}
	}
	return n > 2
}

// masks says whether what looks like a blank at s[from:to] is the end of a Latin word, or
// hides the name of a person.
func masks(s string, from, to int) bool {
	r := before(s, from)
	if r|0x20 >= 'a' && r|0x20 <= 'z' {
		return true
	}
	return r != 0 && strings.HasSuffix(s[from:to], "同志") && strings.ContainsRune("王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林郑", r)
}

// isForm says whether a text is, or has, something that others fill in: its title says
// so, or a heading or a line of its own.
func isForm(b *check.Body) bool {
	if b.Document != nil && formTitle.MatchString(b.Document.Title) {
		return true
	}
	for line := range b.Lines {
		if isHeading(line.Text) && formWords.MatchString(line.Text) || len(line.Text) < 90 && formLine.MatchString(line.Text) {
			return true
		}
	}
	return false
}

var sampleLeft = check.Rule{
	PerFile: true,
	Rule: diag.Rule{Code: "sample-left", Severity: diag.Warning, Title: "示例的内容没有换成真实的",
		Explain: "新建网站时带有示例文件，标题以“（示例）”开头，要填写的地方写着“（请填写）”。把它们公开出去，读者会当成真的文件。申请表、文书式样里的“（请填写）”不算。",
		Source:  "政府信息公开条例 第六条（公开的信息应当准确）", Repair: "换成真实的文件，填写各项；用不到的示例文件删去。",
		Examples: []diag.Example{{Wrong: "title = \"（示例）机构职能\"", Right: "title = \"霁川市交通运输局机构职能\""}, {Wrong: "## 办公地址\n\n（请填写）", Right: "## 办公地址\n\n霁川市云汀区渡口路1号"}}},
	Cues: []string{"（示例）", "(示例)", "请填写"},
	Body: func(b *check.Body) {
		for line := range b.Lines {
			if !b.Cued(line) {
				continue
			}
			if m := fillIn.FindStringIndex(line.Text); m != nil && !isForm(b) {
				b.Report(b.At(line, m[0], m[1], "“%s”没有填写", line.Text[m[0]:m[1]]))
			}
		}
	},
	In: check.InHeader,
	Line: func(l *check.Line) {
		if m := sampleTitle.FindString(l.Text); l.Field == "title" && m != "" {
			l.Report(l.At(0, len(m), "标题以“%s”开头，是示例文件", m))
		}
	},
}

var (
	fillIn      = lazy.Compile(`(?:^|[（(【])(?:以下各项)?请(?:在此)?填写[^）)】]{0,20}(?:[）)】]|$)`)
	sampleTitle = lazy.Compile(`^[（(]示例[）)]`)
)

var numberEmpty = check.Rule{
	Rule: diag.Rule{Code: "number-empty", Severity: diag.Warning, Title: "数字没有填",
		Explain: "“共　　件”“发布信息条”一类的地方缺少数字，“解读材料26，”一类的地方缺少量词，多半是套用往年文稿或者转换时丢掉的。",
		Source:  "政府信息公开条例 第六条（公开的信息应当准确）", Repair: "补上数字或者量词；没有的写0。",
		Examples: []diag.Example{{Wrong: "全年发布信息条，收到申请  件。", Right: "全年发布信息314条，收到申请0件。"}}},
	In:   check.InDocument,
	Cues: emptyCues(),
	Line: func(l *check.Line) {
		if l.In == check.InBody && isRow(l.Text) {
			return
		}
		p, found := proseOf(l), 0
		say := func(from, to int, what string) {
			if found++; found <= maxFindings && p.has(from) {
				l.Report(l.At(from, to, "“%s”%s", l.Text[from:to], what))
			}
		}
		if l.Has&check.SpaceBetween != 0 {
			for _, m := range emptySpace.FindAllStringSubmatchIndex(l.Text, -1) {
				say(m[2], m[3], "缺少数字")
			}
		}
		for _, m := range emptySerial.FindAllStringIndex(l.Text, -1) {
			say(m[0], m[1], "缺少序号")
		}
		for _, noun := range nouns {
			eachNoun(l.Text, noun, say)
		}
	},
}

// nouns are what is counted in reports; a unit of counts is what may stand behind them
// when the number was lost, and is no part of a longer word.
var nouns = []struct{ word, units string }{
	{"信息", "条则篇"}, {"申请", "条份起"}, {"投诉", "条份起"}, {"留言", "条份"}, {"诉求", "条份"}, {"咨询", "条份起"}, {"案件", "起份"}, {"稿件", "条份篇"}, {"材料", ""},
}

// eachNoun finds the places of a noun where a number is missing before its unit or a unit
// behind its number.
func eachNoun(s string, noun struct{ word, units string }, say func(from, to int, what string)) {
	for at := 0; ; {
		i := strings.Index(s[at:], noun.word)
		if i < 0 {
			return
		}
		from, behind := at+i, at+i+len(noun.word)
		at = behind
		r := after(s, behind)
		switch {
		case r >= '0' && r <= '9':
			to := behind + len(s[behind:]) - len(strings.TrimLeft(s[behind:], "0123456789"))
			if strings.ContainsRune("，,。；;、", after(s, to)) && to < len(s) && !thousands.MatchString(s[to:]) && countsBefore(s[:from]) {
				say(from, to, "后面缺少量词")
			}
		case r != 0 && strings.ContainsRune(noun.units, r):
			to := behind + utf8.RuneLen(r)
			if (to == len(s) || strings.ContainsRune("，,。；;、", after(s, to))) && didBefore.MatchString(tail(s[:from], 24)) {
				say(from, to, "缺少数字")
			}
		}
	}
}

// countsBefore says whether a clause speaks of how many.
func countsBefore(s string) bool {
	s = tail(clauseBefore(s), 30)
	return strings.Contains(s, "各类") || strings.Contains(s, "共") || strings.Contains(s, "累计") || strings.Contains(s, "公开") || strings.Contains(s, "发布")
}

// tail is the end of s, n bytes at most and whole characters.
func tail(s string, n int) string {
	if len(s) <= n {
		return s
	}
	s = s[len(s)-n:]
	for len(s) > 0 && !utf8.RuneStart(s[0]) {
		s = s[1:]
	}
	return s
}

// thousands goes on a number that is written 1,234.
var thousands = lazy.Compile(`^[,，][0-9]{3}(?:[^0-9]|$)`)

var (
	didBefore   = lazy.Compile(`(?:发布|公开|报送|上报|公布|推送|转载|更新|收到|受理|答复|办理)(?:各类|主动公开|政府|政务|动态|微信|微博){0,2}$`)
	emptySpace  = lazy.Compile(`((?:共计?|合计|累计|收到|受理|办结|公开|发布|答复|申请|信息|(?:共|累计|合计)(?:办理|检查|查处|处理|完成|审核|开展|召开|整改|排查|清理|接听|接待|制定|修订))[ 　\x{A0}]+` + countable + `)(?:[，,。；;、）)]|$)`)
	emptySerial = lazy.Compile(`〔(?:19|20)[0-9]{2}〕[ 　]*号`)
)

// emptyCues are what every empty number has: a word before a space, a unit behind its
// noun, a noun before its digits, a bracket of a year before 号.
func emptyCues() (list []string) {
	for _, w := range []string{"共", "计", "到", "理", "结", "开", "布", "复", "申请", "信息", "查", "处", "成", "核", "展", "改", "听", "待", "定", "订"} {
		list = append(list, w+" ", w+"　", w+"\u00a0")
	}
	for _, n := range nouns {
		for _, unit := range n.units + "0123456789" {
			list = append(list, n.word+string(unit))
		}
	}
	return append(list, "〕号", "〕 ", "〕　")
}

const countable = `(?:件|条|份|起|篇|个|次|宗|户|项|人|人次|家|名|万元|公里)`

var pageLeftover = check.Rule{
	Rule: diag.Rule{Code: "page-leftover", Severity: diag.Warning, Title: "带进了别的网页上的字",
		Explain: "从文库、百科网站复制的文件常带着网页上的按钮、广告和说明，例如“因篇幅问题不能全部显示”“此文档下载收益归作者所有”。这说明来源不可靠，正文也可能不完整。",
		Source:  "本软件约定", Repair: "删去这些字，并用原件核对正文。",
		Examples: []diag.Example{{Wrong: "因篇幅问题不能全部显示，请点此查看更多更全内容", Right: "（删去，补全正文）"}}},
	In:   check.InBody,
	Cues: leftovers,
	Line: func(l *check.Line) {
		for _, w := range leftovers {
			if i := strings.Index(l.Text, w); i >= 0 && len(l.Text) < 300 {
				l.Report(l.At(i, i+len(w), "“%s”是别的网页上的字", w))
				return
			}
		}
	},
}

// leftovers are what such pages have and official documents have not.
var leftovers = []string{
	"因篇幅问题不能全部显示", "因篇幅限制不能全部显示", "点此查看更多", "此文档下载收益归作者所有", "本文档由用户上传", "版权归属用户",
	"你可能关注的文档", "下载文档到电脑", "付费后下载", "收藏 分享赚钱", "百度文库", "百度百科", "热门词条", "熱門詞條", "相关词条", "相關詞條",
	"下载前请仔细阅读", "仔细阅读文档内容", "下载后可自行修改", "下载后可自行编辑", "下载后可任意编辑", "下载后可以编辑", "本文档由网友", "精品文档", "文档贡献者", "豆丁网", "道客巴巴", "原创力文档", "人人文库",
	"打开APP查看", "扫码下载APP", "登录后查看全文", "剩余内容请下载",
}
