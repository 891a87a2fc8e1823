package text

import (
	"strings"

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
)

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

// masks says whether what looks like a blank at s[from:to] is the end of a Latin word, or
// hides the name of a person.
func masks(s string, from, to int) bool {
	r := before(s, from)
	if r|0x20 >= 'a' && r|0x20 <= 'z' {
		return true
	}
	return r != 0 && strings.HasSuffix(s[from:to], "同志") && strings.ContainsRune("王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林郑", r)
}
