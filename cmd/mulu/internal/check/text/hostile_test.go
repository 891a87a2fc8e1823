package text_test

import (
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/check/text"
)

// Hostile text ends soon and without a panic.
func TestHostileText(t *testing.T) {
	e, b := engine(t, text.Rules)
	for _, piece := range []string{"（", "）", "“", "”", "《<", "`", "](", "[^", "共1件，其中", "1件（", "占1%，", "| 合计 | 1 |\n| --- | --- |\n", "的的", "。", "，，", "20xx", "{{", "<!--", "密★", "一，\n\n", "\xff\xfe", "\\", "由1减至2，幅度3%", "【", "信息条", "甲 乙"} {
		b.Raw = []byte(strings.Repeat(piece, 20_000/len(piece)))
		e.Body(b)
		b.Raw = []byte("甲。" + strings.Repeat(piece+"\n\n", 4000))
		e.Body(b)
	}
}
