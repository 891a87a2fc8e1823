package statutory

import (
	"slices"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/lazy"
)

var guideItems = check.Rule{
	Rule: diag.Rule{Code: "service-guide-incomplete", Severity: diag.Warning, Title: "办事指南的要素不全",
		Explain: "办事指南应写明事项名称、依据、条件、申请材料、程序、期限、收费、办理地点和电话；要素不全的事项达到一定数量，是单项否决“服务不实用”。" +
			"要素可以是标题、表格中的一栏或一行，也可以是“收费：不收费”这样的一行；事项名称写在标题里（公路超限运输许可办事指南）也算。没有的也要写明，例如“不收费”。" +
			"查信息类别是“办事指南”的文件，别的栏目写在 [check.statutory] 的 guides 中；要素和它们的其他叫法由 guide_items 规定。",
		Source: regulation + "第二十条第（五）项；行政许可法 第三十条；政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）单项否决“服务不实用”", Unconfirmed: true,
		Repair: "补上缺少的要素，作为标题或者表格中的一行。",
		Examples: []diag.Example{{
			Wrong: "| 要素 | 内容 |\n| --- | --- |\n| 事项名称 | 公路超限运输许可 |\n| 收费 | 不收费 |",
			Right: "| 要素 | 内容 |\n| --- | --- |\n| 事项名称 | 公路超限运输许可 |\n| 办理依据 | 公路法第五十条 |\n| 受理条件 | 货物不可解体 |\n| 申请材料 | 申请表、行驶证 |\n| 办理程序 | 申请、受理、审查、决定 |\n| 办理期限 | 8个工作日 |\n| 收费 | 不收费 |\n| 办理地点 | 市政务服务中心二楼 |\n| 咨询电话 | 0000-8600130 |",
		}}},
	Body: func(b *check.Body) {
		if b.Document == nil || !isGuide(b) || withdrawn(b) {
			return
		}
		found := labels(b)
		if han.Count(guideWords.ReplaceAllString(b.Title, "")) > 1 { // the title names the service
			found = append(found, "事项名称")
		}
		var missing []string
		for _, item := range b.Config.Check.Statutory.GuideItems {
			if !slices.ContainsFunc(found, func(label string) bool { return config.HoldsWord(label, item) }) {
				missing = append(missing, nameOf(item))
			}
		}
		if len(missing) > 0 {
			b.Report(b.AtPlace(b.File, b.Locate(b.File, "title"), "办事指南缺少%d项要素：%s", len(missing), strings.Join(missing, "、")))
		}
	},
}

// guideWords are what a title of a guide has beside the name of the service.
var guideWords = lazy.Compile(`示例|办事|服务|办理|指南|须知|流程|事项`)

func withdrawn(b *check.Body) bool { return b.More != nil && b.More.Withdrawn != nil }

func isGuide(b *check.Body) bool {
	if b.Class != nil && b.Class.Name == "办事指南" {
		return true
	}
	return slices.ContainsFunc(b.Config.Check.Statutory.Guides, func(path string) bool {
		return slices.ContainsFunc(b.Categories, func(k *config.Category) bool {
			return k.Path == path || strings.HasPrefix(k.Path, path+"/")
		})
	})
}

// longestLabel is how many characters the name of an item has at most, with its number.
const longestLabel = 20

// labels are the short texts of a body that may name what follows: headings, cells of
// tables, what stands before a colon, and lines of a few characters.
func labels(b *check.Body) (list []string) {
	add := func(text string) {
		if text = strings.Trim(text, " \t　#>*_-|+"); text != "" && utf8.RuneCountInString(text) <= longestLabel {
			list = append(list, text)
		}
	}
	for t := range b.Lines {
		if strings.HasPrefix(strings.TrimLeft(t.Text, " "), "|") {
			for cell := range strings.SplitSeq(t.Text, "|") {
				add(cell)
			}
			continue
		}
		for part := range strings.FieldsFuncSeq(t.Text, func(r rune) bool { return r == '；' || r == '。' }) {
			name, _, colon := strings.Cut(strings.ReplaceAll(part, ":", "："), "：")
			if colon || len(part) == len(t.Text) {
				add(name)
			}
		}
		if bold, _, ok := strings.Cut(strings.TrimPrefix(t.Text, "**"), "**"); ok && strings.HasPrefix(t.Text, "**") {
			add(bold)
		}
	}
	return list
}
