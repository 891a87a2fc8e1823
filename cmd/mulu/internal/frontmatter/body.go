package frontmatter

import (
	"bytes"

	"mulu/cmd/mulu/internal/diag"
)

// BodyAt finds the body of cleaned data whose header Parse has read: its offset and
// the line on which it begins. Without a header everything is body.
func BodyAt(data []byte) (offset, line int) {
	format, start, end, next := bounds(data)
	switch {
	case format == 0:
		return 0, 1
	case end < 0:
		return len(data), 1 + bytes.Count(data, newline)
	}
	return next, 3 + bytes.Count(data[start:end], newline)
}

// TooLarge is the problem of a file of more than MaxFile bytes, for callers that
// know the size before they read.
func TooLarge(file string, size int64) diag.Diagnostic {
	return ruleTooLarge.At(file, diag.Pos{Line: 1, Col: 1},
		"文件有 %.1f MiB，超过上限 %d MiB", float64(size)/(1<<20), MaxFile>>20).
		WithHint("%s", ruleTooLarge.Repair)
}
