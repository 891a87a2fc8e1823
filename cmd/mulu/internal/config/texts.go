package config

import (
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/tree"
)

// maxText is how many characters a value may have: far more than any needs.
const maxText = 4000

// checkTexts reports what is wrong with a text whatever it is for: one of blanks alone,
// an empty one in a list, one without end. Of a value that is wrong in its own way, too,
// that is said alone.
func (l *loader) checkTexts(v *tree.Value) {
	wrong := make(map[diag.Pos]bool, len(l.diags))
	for i := range l.diags {
		wrong[l.diags[i].Pos] = true
	}
	l.textsOf(v, wrong)
}

func (l *loader) textsOf(v *tree.Value, wrong map[diag.Pos]bool) {
	for i := range v.Table {
		l.checkSpace(&v.Table[i].Value, false, wrong)
	}
	for i := range v.List {
		l.checkSpace(&v.List[i], true, wrong)
	}
}

func (l *loader) checkSpace(v *tree.Value, listed bool, wrong map[diag.Pos]bool) {
	if l.textsOf(v, wrong); v.Kind != tree.String || wrong[v.Pos] {
		return
	}
	switch n := utf8.RuneCountInString(v.Str); {
	case n > maxText:
		l.report(ruleValue.At(l.file, v.Pos, "值有 %d 个字，最多 %d 个", n, maxText).WithHint("多半是少了结束的引号，或者把正文写进了设置"))
	case n == 0 && listed:
		l.report(ruleValue.At(l.file, v.Pos, "列表中有空的一项").WithHint("填上内容，或删去这一项"))
	case n > 0 && strings.TrimSpace(v.Str) == "":
		l.report(ruleValue.At(l.file, v.Pos, "值只有空格").WithHint("填上内容，或删去这一项"))
	}
}
