package privacy

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var personalColumn = check.Rule{
	Rule: diag.Rule{Code: "personal-column", Severity: diag.Warning, Title: "名单里的证件、账号、住址列没有遮盖",
		Explain: "表头写着“身份证号”“银行账号”“家庭住址”的列，内容没有遮盖，即使号码有错、校验不过，也多半是个人信息。",
		Source:  law, Repair: "删去这一列，或者逐个遮盖；住址只写到街道、小区或者村。",
		Examples: []diag.Example{{Wrong: "| 姓名 | 身份证号 |\n|---|---|\n| 张某 | 110101199003077331 |", Right: "| 姓名 | 身份证号 |\n|---|---|\n| 张某 | 110101**********31 |"}}},
	In: check.InBody | check.InFile, PerFile: true,
	OfColumns: true, Needs: check.Digit, Cues: columnWords(),
	Line: func(l *check.Line) {
		if columnOf(l.Headings()) == nil {
			return
		}
		for at := 0; at < len(l.Text); {
			from, to := l.Cell(at)
			if c := columnOf(l.Heading(from)); c != nil && c.open(l, from, to) {
				cell := strings.TrimSpace(l.Text[from:to])
				start := from + strings.Index(l.Text[from:to], cell)
				report(l, start, start+len(cell), "“%s”列的内容没有遮盖：%s", l.Heading(from), mask(cell, min(2, len(cell)/8), 0))
			}
			at = to + 1
		}
	},
}

// column is a kind of column of personal data.
type column struct {
	words []string // of which its head has one
	open  func(l *check.Line, from, to int) bool
}

var columns = []column{
	{[]string{"身份证", "公民身份", "证件号"}, func(l *check.Line, from, to int) bool { return openDigits(l, from, to, 15, 18) }},
	{[]string{"银行账", "银行帐", "银行卡", "卡号", "开户账", "一卡通账", "存折"}, func(l *check.Line, from, to int) bool { return openDigits(l, from, to, 15, 20) }},
	{[]string{"家庭住址", "家庭地址", "户籍地址", "现住址", "住址"}, openAddress},
}

// columnWords are those of all columns.
func columnWords() (list []string) {
	for _, c := range columns {
		list = append(list, c.words...)
	}
	return list
}

func columnOf(head string) *column {
	if head == "" {
		return nil
	}
	for i := range columns {
		for _, w := range columns[i].words {
			if strings.Contains(head, w) {
				return &columns[i]
			}
		}
	}
	return nil
}

// openDigits says whether a cell holds a number of so many digits that no other rule
// reports, as its check digit or its length is wrong.
func openDigits(l *check.Line, from, to, least, most int) bool {
	found, reported := false, false
	eachNumber(l.Text[from:to], 11, 20, func(n *number) {
		at := *n
		at.from, at.to = n.from+from, n.to+from
		switch {
		case n.groups > 1 && !n.alone():
			return
		case n.n == 18 && isID(l, &at), n.n >= 16 && n.n <= 19 && cardOf(l, &at) != noCard,
			n.n == 15 && provinces[max(0, atoi(n.digits()[:2]))] && validBirth(1900+atoi(n.digits()[6:8]), n.digits()[8:12]), phoneOf(l, &at) != "",
			isCreditCode(n.digits()[:min(18, n.n)] + strings.Repeat("?", max(0, 18-n.n))):
			reported = true
		}
		found = found || n.n >= least && n.n <= most
	})
	return found && !reported
}

// openAddress says whether a cell holds an address down to the door.
func openAddress(l *check.Line, from, to int) bool {
	cell := l.Text[from:to]
	if strings.ContainsAny(cell, "*＊×●") || strings.Contains(cell, "某") || strings.Contains(cell, "单元") {
		return false // masked, or found by home-address
	}
	for _, w := range []string{"号", "室", "户", "组"} {
		if i := strings.Index(cell, w); i > 0 && cell[i-1] >= '0' && cell[i-1] <= '9' {
			return true
		}
	}
	return false
}
