package relations

import (
	"path"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

// A CSV file that is attached is published byte by byte, as evidence; unlike the tables that are
// made here its cells are not guarded.
var attachmentFormula = check.Rule{
	Rule: diag.Rule{Code: "attachment-formula", Severity: diag.Warning, Title: "CSV 附件里有公式",
		Explain: "用电子表格打开 CSV 文件时，以“=”开头的单元格，和以“+”“-”“@”开头、里面有括号或竖线的单元格，会当作公式运行：能改写别的单元格、把内容发到别的网站，有的还能运行程序。附件原样发布，不会替你改。",
		Source:  "OWASP：CSV Injection", Repair: "把公式换成算出的结果；是文字的，在前面加一个单引号。",
		Examples: []diag.Example{{Wrong: "项目,金额\n合计,=SUM(B2:B9)", Right: "项目,金额\n合计,1200"}}},
	In: check.InFile, PerFile: true,
	Line: func(l *check.Line) {
		if !strings.EqualFold(path.Ext(l.File), ".csv") {
			return
		}
		for from := 0; from < len(l.Text); {
			to := len(l.Text)
			if n := strings.IndexByte(l.Text[from:], '\t'); n >= 0 {
				to = from + n
			}
			if cell := strings.TrimLeft(l.Text[from:to], " "); mayBeFormula(cell) && isFormula(cell) {
				l.Report(l.At(to-len(cell), to, "这个单元格是公式：%s", cell))
			}
			from = to + 1
		}
	},
}

// mayBeFormula looks at the first byte of a cell: a file has millions of them.
func mayBeFormula(cell string) bool {
	return cell != "" && (cell[0] == '=' || cell[0] == '+' || cell[0] == '-' || cell[0] == '@' || cell[0] == "＝"[0])
}

// isFormula says whether spreadsheets read a cell as a formula. That begins with another sign
// than = may be a number, a telephone or an account name, unless a function or a program is called.
func isFormula(cell string) bool {
	for _, sign := range []string{"=", "＝"} {
		if rest, ok := strings.CutPrefix(cell, sign); ok {
			return strings.Trim(rest, "=＝ ") != "" // not a line of them
		}
	}
	for _, sign := range []string{"+", "-", "@", "＋", "－", "＠"} {
		if rest, ok := strings.CutPrefix(cell, sign); ok {
			return strings.Contains(rest, "|") || called(rest)
		}
	}
	return false
}

// called says whether a text has the name of a function before a bracket.
func called(s string) bool {
	at := strings.IndexByte(s, '(')
	return at > 0 && (s[at-1]|0x20 >= 'a' && s[at-1]|0x20 <= 'z')
}
