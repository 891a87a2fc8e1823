package markdown

import "strings"

// Fence follows blocks of fenced code through the lines of a body, for those who read
// Markdown line by line (CommonMark 4.5). The zero Fence is before the first line. It
// knows no blocks within lists or quotations.
type Fence struct{ mark string }

// Next takes the next line, without its end, and says whether it belongs to a block of
// code: the marks that open and close it do, too.
func (f *Fence) Next(line string) bool {
	mark, info := fenceOf(line)
	switch {
	case f.mark == "" && mark != "" && (mark[0] == '~' || !strings.Contains(info, "`")):
		f.mark = mark
		return true
	case f.mark != "" && strings.HasPrefix(mark, f.mark) && strings.TrimSpace(info) == "":
		f.mark = ""
		return true
	}
	return f.mark != ""
}

// fenceOf is the run of marks with which a line may open or close a block, and what
// follows it; "" when there is none.
func fenceOf(line string) (mark, info string) {
	s := strings.TrimLeft(line, " ")
	if len(line)-len(s) > 3 || len(s) < 3 || s[0] != '`' && s[0] != '~' {
		return "", ""
	}
	info = strings.TrimLeft(s, s[:1])
	if len(s)-len(info) < 3 {
		return "", ""
	}
	return s[:len(s)-len(info)], info
}
