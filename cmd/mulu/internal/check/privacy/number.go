package privacy

import (
	"slices"
	"unicode/utf8"
)

// number is a number in a line: digits in one piece, or in groups with a space or hyphen
// between each, or each digit in a cell of its own.
type number struct {
	from, to    int       // in the line
	buf         [20]byte  // the digits, X for a check digit of ten
	n           int       // of them
	sizes       [20]uint8 // of the groups
	groups      int
	joint       byte // what is between them
	left, right byte // what joins further digits to it; 0: none
}

func (n *number) digits() string { return string(n.buf[:n.n]) }

// shaped says whether the groups have the sizes.
func (n *number) shaped(sizes ...uint8) bool { return slices.Equal(n.sizes[:n.groups], sizes) }

// alone says whether no digits are joined to the number.
func (n *number) alone() bool { return n.left == 0 && n.right == 0 }

// group is a run of digits.
type group struct {
	from, to int
	digits   [20]byte
	n        int  // number of digits; more than 20 is a number of nothing known
	sep      byte // what joins it to the group before: ' ', '-' or tab; 0: nothing
}

const maxGroups = 20

// mostGroups is how many groups a number has at most that others are joined to; with more
// it is one only by itself.
const mostGroups = 6

// eachNumber calls fn for each run of digits of text, and for each row of runs that are
// joined alike and have from least to most digits together. Digits are ASCII or of full
// width.
func eachNumber(text string, least, most int, fn func(n *number)) {
	var chain [maxGroups]group
	for at := 0; at < len(text); {
		k, next := readChain(text, at, &chain)
		at = next
		if total(chain[:k]) < least {
			continue // most numbers of tables are short
		}
		for s := range k {
			var n number
			for e := s; e < k && (s == 0 || e < s+mostGroups) && n.add(&chain[e], e == s); e++ {
				if n.n < least || n.n > most {
					continue
				}
				n.left, n.right = chain[s].sep, 0
				if e+1 < k {
					n.right = chain[e+1].sep
				}
				c := n
				fn(&c)
			}
		}
	}
}

// total is how many digits the groups have.
func total(groups []group) (n int) {
	for i := range groups {
		n += groups[i].n
	}
	return n
}

// add joins a group to the number and says whether it fits.
func (n *number) add(g *group, first bool) bool {
	if n.n+g.n > len(n.buf) || n.groups > 1 && g.sep != n.joint {
		return false
	}
	if first {
		n.from = g.from
	} else {
		n.joint = g.sep
	}
	copy(n.buf[n.n:], g.digits[:g.n])
	n.n += g.n
	n.sizes[n.groups] = uint8(g.n)
	n.groups++
	n.to = g.to
	return true
}

// readChain reads the next run of digits and those that follow it with one space or
// hyphen between, and says how many there are and where to go on.
func readChain(text string, at int, chain *[maxGroups]group) (k, next int) {
	for at < len(text) {
		if _, size := digitAt(text, at); size > 0 {
			break
		}
		at++
	}
	sep := byte(0)
	for at < len(text) {
		g := &chain[k] // in its place: to copy it was a tenth of the time for tables of numbers
		g.from, g.n, g.sep = at, 0, sep
		for at < len(text) {
			d, size := digitAt(text, at)
			if size == 0 {
				break
			}
			if g.n < len(g.digits) {
				g.digits[g.n] = d
			}
			g.n++
			at += size
		}
		if size := checkX(text, at); size > 0 && g.n < len(g.digits) {
			g.digits[g.n] = 'X'
			g.n++
			at += size
		}
		g.to = at
		k++
		s, size := separatorAt(text, at)
		if k == maxGroups || size == 0 || s == '\t' && !singles(text, at, g.n) {
			break
		}
		if _, more := digitAt(text, at+size); more == 0 && checkX(text, at+size) == 0 {
			break
		}
		sep, at = s, at+size
	}
	return k, at
}

// digitAt is the digit at text[at] with its size in bytes, 0 when there is none.
func digitAt(text string, at int) (d byte, size int) {
	if at >= len(text) {
		return 0, 0
	}
	switch c := text[at]; {
	case c >= '0' && c <= '9':
		return c, 1
	case c == 0xEF && at+2 < len(text) && text[at+1] == 0xBC && text[at+2] >= 0x90 && text[at+2] <= 0x99:
		return '0' + text[at+2] - 0x90, 3
	}
	return 0, 0
}

// checkX is the size of an X at text[at] that ends a number, 0 when there is none.
func checkX(text string, at int) int {
	r, size := utf8.DecodeRuneInString(text[at:])
	switch r {
	case 'X', 'x', 'Ｘ', 'ｘ':
		if next := after(text, at+size); !isWord(next) {
			return size
		}
	}
	return 0
}

// singles says whether the cells around the tab at text[at] hold one digit each, as those
// of forms do; n is the number of digits before it.
func singles(text string, at, n int) bool {
	_, size := digitAt(text, at+1)
	_, more := digitAt(text, at+1+size)
	return n == 1 && (size > 0 && more == 0 || checkX(text, at+1) > 0)
}

// separatorAt is what may stand between groups at text[at], as ' ', '-' or tab, with its
// size.
func separatorAt(text string, at int) (sep byte, size int) {
	r, size := utf8.DecodeRuneInString(text[at:])
	switch r {
	case '\t':
		return '\t', size
	case ' ', '\u00A0', '\u2002', '\u2003', '\u2009', '\u202F', '\u3000':
		return ' ', size
	case '-', '－', '–', '—', '‐', '‑':
		return '-', size
	}
	return 0, 0
}
