package relations

import (
	"bytes"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

// annexes is what a body says of its annexes.
type annexes struct {
	listed int      // in the list at the end of the text (附件说明)
	at     diag.Pos // of the list
	parts  int      // that stand in the body itself, under 附件1
}

// absent are words by which a list says that an annex is not given here.
var absent = [...]string{"略", "无", "不公开", "另发", "另附", "另行", "见纸质", "不予公开"}

// readAnnexes reads lines that begin with 附件: a colon and a name make a list, a number
// or nothing makes the head of an annex.
func readAnnexes(b *check.Body) (a annexes) {
	number, start, counting := b.First, 0, false
	for line := range bytes.Lines(b.Raw) {
		if !counting && !bytes.Contains(line, []byte("附件")) {
			number, start = number+1, start+len(line)
			continue
		}
		text := strings.TrimRight(string(line), "\r\n")
		mark := len(text) - len(strings.TrimLeft(text, " \t　>*#"))
		heading := strings.Contains(text[:mark], "#")
		word := strings.TrimRight(text[mark:], " 　*")
		rest, isAnnex := strings.CutPrefix(word, "附件")
		items := 0
		switch {
		case isAnnex:
			items, counting = a.annex(strings.TrimLeft(rest, "*"), heading)
		case counting && numberedItem(word):
			items = 1
		case word != "":
			counting = false
		}
		if items > 0 {
			if a.listed == 0 {
				a.at = b.Pos(number, start, start+mark, start+mark+len(word))
			}
			a.listed += items
		}
		number, start = number+1, start+len(line)
	}
	return a
}

// annex takes a line that begins with 附件, which is followed by rest, and gives how many
// annexes it lists; open says that its list may go on in the next lines.
func (a *annexes) annex(rest string, heading bool) (listed int, open bool) {
	names, colon := rest, false
	for _, c := range [...]string{"：", ":"} {
		if n, ok := strings.CutPrefix(rest, c); ok {
			names, colon = strings.TrimLeft(n, "* 　"), true
		}
	}
	plain := strings.TrimLeft(rest, "0123456789一二三四五六七八九十 　")
	switch {
	case heading, rest == "", plain == "", plain != rest: // 附件, 附件1, 附件1：申请表
		a.parts++
		return 0, false
	case a.parts > 0: // within an annex: its own list
		return 0, false
	case !colon || names == "":
		return 0, colon
	}
	for _, w := range absent {
		if strings.Contains(names, w) {
			return 0, false
		}
	}
	return max(1, itemsIn(names)), true
}

// itemsIn counts 1.… 2.… in a line.
func itemsIn(s string) (n int) {
	for strings.Contains(s, string(rune('1'+n))+".") || strings.Contains(s, string(rune('1'+n))+"．") || strings.Contains(s, string(rune('1'+n))+"、") {
		if n++; n == 9 {
			break
		}
	}
	return n
}

// numberedItem says whether a line goes on with a list of annexes: 2.申请表.
func numberedItem(s string) bool {
	rest := strings.TrimLeft(s, "0123456789")
	return rest != s && (strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, "．") || strings.HasPrefix(rest, "、"))
}
