package frontmatter

import (
	"bytes"
	"strings"

	"mulu/cmd/mulu/internal/diag"
)

// missing is the problem of a document whose first line opens no header.
func missing(file string, data []byte) diag.Diagnostic {
	if len(bytes.TrimSpace(data)) == 0 {
		return ruleMissing.At(file, diag.Pos{Line: 1, Col: 1}, "文件是空的，没有文件头").
			WithHint("%s", ruleMissing.Repair)
	}
	trimmed := bytes.TrimLeft(data, " \t\r\n")
	line, _, _ := bytes.Cut(trimmed, newline)
	before := data[:len(data)-len(trimmed)]
	pos := diag.Pos{
		Line: 1 + bytes.Count(before, newline),
		Col:  len(before) - bytes.LastIndexByte(before, '\n'),
	}
	if formatOf(line) != 0 {
		return ruleMissing.At(file, pos, "文件头的开始行 %s 不在文件的最前面", trimBlanks(line)).
			WithHint("删去 %s 前面的空行和空格，使它成为文件的第一行", trimBlanks(line))
	}
	first, _, _ := bytes.Cut(data, newline)
	d := ruleMissing.At(file, diag.Pos{Line: 1, Col: 1}, "没有文件头：第一行应为 +++ 或 ---，现在是“%s”", excerpt(first))
	if likely := lookalike(line); likely != "" {
		return d.WithHint("把 %s 改为英文半角符号 %s", excerpt(line), likely)
	}
	return d.WithHint("%s", ruleMissing.Repair)
}

// lookalike is the delimiter that a line was probably meant to be.
func lookalike(line []byte) string {
	text := strings.TrimSpace(string(excerptBytes(line)))
	switch {
	case text == "":
		return ""
	case strings.Trim(text, "+＋") == "":
		return "+++"
	case strings.Trim(text, "-－—–―─") == "":
		return "---"
	}
	return ""
}

// unclosed is the problem of a header, which begins at start, without an end.
func unclosed(file string, data []byte, start int, format Format) diag.Diagnostic {
	want := format.delimiter()
	d := ruleUnclosed.At(file, diag.Pos{Line: 1, Col: 1, EndLine: 1, EndCol: 4},
		"文件头没有结束：后面没有单独成行的 %s", want)
	other := TOML + YAML - format
	if end, _ := closing(data, start, other); end >= 0 {
		line := 2 + bytes.Count(data[start:end], newline)
		return d.WithHint("开始行是 %s，第 %d 行却是 %s：两行应相同", want, line, other.delimiter()).
			WithRelated(file, diag.Pos{Line: line, Col: 1, EndLine: line, EndCol: 4}, "这一行可能是文件头的结束行")
	}
	return d.WithHint("在文件头的最后一项之后加一行 %s", want)
}

// excerpt is the beginning of a line, for messages. A number is in it whole or not at
// all: what hides numbers of people in messages knows only whole ones.
func excerpt(line []byte) string {
	const most = 20
	text := []rune(string(excerptBytes(line)))
	if len(text) > most {
		return strings.TrimRight(string(text[:most]), "0123456789０１２３４５６７８９ -") + "…"
	}
	return string(text)
}

// excerptBytes keeps so much of a line that a few characters are in it: a line may
// be megabytes long.
func excerptBytes(line []byte) []byte { return trimBlanks(line[:min(len(line), 200)]) }
