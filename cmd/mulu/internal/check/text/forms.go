package text

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/lazy"
)

// What others fill in has blanks that nobody forgot.

var (
	formLine  = lazy.Compile(`式样|样式|示范文本|模板|样表|范本|填写说明|填表说明|填写要求|[（(](?:格式|样本|示例)[）)]`)
	formWords = lazy.Compile(`式样|样式|格式|示范文本|示例|模板|样本|样表|范本|填写说明|填表说明|填写要求|申请书|申请表|承诺书|委托书|合同|协议书|登记表|文书|编号规则`)
)

// formTitle is the title of a form: a contract of a pattern, not a report on contracts.
var formTitle = lazy.Compile(`式样|样式|格式|示范文本|示例|模板|样本|样表|范本|填写说明|填表说明|填写要求|文书|编号规则|(?:申请书|申请表|承诺书|委托书|合同|协议书|登记表)(?:[（(][^）)]*[）)])?》?(?:等[^的]{0,12})?(?:的?(?:通知|公告|函))?$`)

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
