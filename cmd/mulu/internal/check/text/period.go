package text

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/lazy"
)

var periodDiffers = check.Rule{
	Rule: diag.Rule{Code: "period-differs", Severity: diag.Warning, Title: "统计期限前后不一，或者不是全年",
		Explain: "一份年度报告的数字应当取自同一段时间。有的地方算到12月20日，有的地方算到12月31日，数字就对不上；标题是这一年，期限写成另一年，多半是套用了去年的稿子。全年的期限以1月1日开始，所以只看这样的期限；年度报告的期限要算到12月31日。",
		Source:  "政府信息公开条例 第四十九条、第五十条；国务院办公厅政府信息与政务公开办公室关于年度报告格式的通知（数据统计期限为1月1日至12月31日）", Repair: "按同一期限重新统计，或者改正写错的期限。",
		Examples: []diag.Example{{Wrong: "2025年1月1日至2025年12月20日，共公开612条……2025年1月1日至2025年12月31日，未收到申请", Right: "2025年1月1日至2025年12月31日，共公开612条……2025年1月1日至2025年12月31日，未收到申请"}}},
	Cues: []string{"1月1日"},
	Body: func(b *check.Body) {
		report := ""
		if b.Document != nil && strings.Contains(b.Document.Title, "年度报告") {
			if m := yearOfReport.FindStringSubmatch(b.Document.Title); m != nil {
				report = m[1]
			}
		}
		type period struct {
			year, end string
			line      *check.Text
			from, to  int
		}
		var list []period
		whole := map[string]bool{} // years of which some period is all
		for line := range b.Lines {
			if !b.Cued(line) || len(list) >= maxFindings {
				continue
			}
			for _, m := range periodForm.FindAllStringSubmatchIndex(line.Text, maxFindings) {
				year := line.Text[m[2]:m[3]]
				if m[4] >= 0 && line.Text[m[4]:m[5]] != year {
					continue
				}
				p := period{year, line.Text[m[6]:m[7]], line, m[0], m[1]}
				whole[year] = whole[year] || p.end == "12月31日"
				list = append(list, p)
			}
		}
		for _, p := range list {
			switch {
			case report != "" && p.year != report && p.end == "12月31日" && !whole[report]:
				b.Report(b.At(p.line, p.from, p.to, "这是%s年的报告，期限写的是%s年", report, p.year).WithHint("应写成 %s年1月1日至%s年12月31日", report, report))
			case p.end != "12月31日" && strings.HasPrefix(p.end, "12月") && (report == p.year || whole[p.year]):
				b.Report(b.At(p.line, p.from, p.to, "期限算到%s，%s", p.end, reason(whole[p.year])))
			}
		}
	},
}

// reason is why a period should go on to the year's end.
func reason(elsewhere bool) string {
	if elsewhere {
		return "本文别处算到12月31日"
	}
	return "年度报告应算到12月31日"
}

var (
	yearOfReport = lazy.Compile(`(20[0-9]{2})年`)
	periodForm   = lazy.Compile(`(20[0-9]{2})年1月1日起?(?:至|到|-|—|－|~|～)(?:(20[0-9]{2})年|当年|同年)?([0-9]{1,2}月[0-9]{1,2}日)`)
)
