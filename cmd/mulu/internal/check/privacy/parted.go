package privacy

import (
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
)

// parting are characters that people put between the parts of an identity number beside
// the single space or hyphen of a number in groups.
const parting = " -./、,，．／·—　"

// maxParting is how many of them stand between two parts at most.
const maxParting = 3

// partedShapes are the parts of an identity number: area, birth and rest.
var partedShapes = [][]uint8{{6, 8, 4}, {6, 4, 4, 4}, {6, 4, 2, 2, 4}, {6, 12}, {14, 4}, {6, 6, 6}}

// partedIDs calls fn for each identity number whose parts other marks part than those of
// a number in groups, which eachNumber finds.
func partedIDs(l *check.Line, fn func(digits string, from, to int)) {
	text := l.Text
	if l.Has&check.Digits == 0 && (l.Has&check.Digit == 0 || l.Has&check.Spaces == 0 || !strings.Contains(text, "  ")) {
		return
	}
	for at := 0; at < len(text); {
		from, to := digitRun(text, at)
		if from == to {
			return
		}
		at = to
		if n := to - from; n != 6 && n != 14 || isWord(before(text, from)) {
			continue
		}
		if digits, end := partedAt(text, from); digits != "" {
			fn(digits, from, end)
			at = end
		}
	}
}

// digitRun is the next run of ASCII digits of a text.
func digitRun(text string, at int) (from, to int) {
	for from = at; from < len(text) && (text[from] < '0' || text[from] > '9'); from++ {
	}
	for to = from; to < len(text) && text[to] >= '0' && text[to] <= '9'; to++ {
	}
	return from, to
}

// partedAt reads the identity number in parts at text[from]; digits is empty when there is
// none, or none that only this function finds.
func partedAt(text string, from int) (digits string, end int) {
	var n number
	usual := true
	for at := from; n.n < 18; {
		start, to := digitRun(text, at)
		if start != at || start == to || n.n+to-start > 18 || n.groups == len(n.sizes) {
			return "", 0
		}
		n.n += copy(n.buf[n.n:], text[start:to])
		if size := checkX(text, to); size > 0 && n.n == 17 {
			n.buf[n.n] = 'X'
			n.n, to = n.n+1, to+size
		}
		n.sizes[n.groups] = uint8(n.n) - sum(n.sizes[:n.groups])
		n.groups++
		end = to
		if n.n == 18 {
			break
		}
		for count := 0; ; count++ {
			r, size := utf8.DecodeRuneInString(text[to:])
			if size == 0 || !strings.ContainsRune(parting, r) {
				usual = usual && count == 1
				break
			}
			if count == maxParting {
				return "", 0
			}
			usual = usual && (r == ' ' || r == '　' || r == '-' || r == '—')
			to += size
		}
		at = to
	}
	if _, more := digitAt(text, end+1); usual || isWord(after(text, end)) || after(text, end) == '.' && more > 0 || !validID(n.digits()) {
		return "", 0
	}
	for _, s := range partedShapes {
		if n.shaped(s...) {
			return n.digits(), end
		}
	}
	return "", 0
}

func sum(sizes []uint8) (n uint8) {
	for _, s := range sizes {
		n += s
	}
	return n
}

// brokenIDs reports identity numbers that a line break within a paragraph parts: readers
// see a space there.
func brokenIDs(b *check.Body) {
	for i := 1; i < len(b.Texts); i++ {
		first, second := strings.TrimRight(b.Texts[i-1].Text, " \t\\"), b.Texts[i].Text
		if b.Texts[i].Number != b.Texts[i-1].Number+1 || first == "" || second == "" || second[0] < '0' || second[0] > '9' {
			continue
		}
		from := len(first)
		for from > 0 && first[from-1] >= '0' && first[from-1] <= '9' {
			from--
		}
		_, to := digitRun(second, 0)
		to += checkX(second, to)
		digits := first[from:] + strings.ToUpper(second[:to])
		if from == len(first) || len(digits) != 18 || isWord(before(first, from)) || isWord(after(second, to)) || !validID(digits) {
			continue
		}
		d := b.At(&b.Texts[i-1], from, len(first), "有完整的公民身份号码 %s，分在两行", mask(digits, 6, 2))
		d.Secret, d.Found = true, first[from:]
		b.Report(d)
	}
}
