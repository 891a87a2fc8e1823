package markdown

import "bytes"

// modest says whether a body is surely within all budgets, in a tenth of the time of
// overBudget: it counts what budgets are about in the whole body, as if all of it were
// one block, one list and one table as wide as the widest row.
func modest(b []byte) bool {
	lines, brackets := 1+bytes.Count(b, []byte{'\n'}), bytes.Count(b, []byte{'['})
	if lines > min(maxHeadings/2, maxLines) || brackets > min(maxNotes, maxNoteRefs, maxReferences) || bytes.Count(b, []byte{'\\'}) > maxPipes {
		return false
	}
	marks := 0
	for _, c := range "[!`*_~<&\\" {
		marks += bytes.Count(b, []byte{byte(c)})
	}
	return marks*len(b) <= maxWork && modestLines(b, maxCells/lines-1)
}

// modestLines says whether no line has more bars than that, or begins with so many markers
// that it may be nested too deep: each takes a byte at least, and a footnote's a whole
// name.
func modestLines(b []byte, bars int) bool {
	tables := bytes.IndexByte(b, '|') >= 0
	for len(b) > 0 {
		line := b
		if n := bytes.IndexByte(b, '\n'); n >= 0 {
			line, b = b[:n], b[n+1:]
		} else {
			b = nil
		}
		n := 0
		for n < len(line) && beginsContainer[line[n]] {
			n++
		}
		if n > maxNesting/2 || n+1 < len(line) && line[n] == '[' && line[n+1] == '^' || tables && bytes.Count(line, []byte{'|'}) > bars {
			return false
		}
	}
	return true
}

// beginsContainer are the bytes of the markers that containers strips, but [.
var beginsContainer = func() (t [256]bool) {
	for _, c := range " \t>-+*:.)0123456789" {
		t[c] = true
	}
	return t
}()
