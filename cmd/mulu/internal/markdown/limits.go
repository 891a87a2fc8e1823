package markdown

import (
	"bytes"
	"fmt"
)

// Budgets of one body. They stop the shapes that make goldmark slow long before
// they hurt, and lie far above what documents have (民法典: 1,260 articles).
const (
	maxBody       = 4 << 20
	maxOutput     = 20 << 20
	maxNesting    = 100
	maxLines      = 100_000 // that are not blank
	maxHeadings   = 20_000
	maxNotes      = 2_000
	maxNoteRefs   = 20_000
	maxReferences = 2_000
	maxCells      = 50_000
	maxPipes      = 5_000 // escaped, in lines with code
	// maxWork bounds the sum over all blocks of marks × bytes: every mark that
	// begins an inline construct may make goldmark look through its whole block.
	// One unit costs it 1 to 3 ns.
	maxWork = 150_000_000
	// unlimited is the size of a flat body that cannot exceed any budget, so that
	// it need not be scanned: all of it marks of one block, it is 144 M units.
	unlimited = 12_000
)

// outputLimit is how many bytes of HTML n bytes of source may become.
func outputLimit(n int) int { return min(max(1<<20, 64*n), maxOutput) }

// budget counts what a body has of each limited thing, line by line.
type budget struct {
	off                                   int // of the line
	headings, notes, noteRefs, references int
	cells, pipes, lines                   int
	work                                  int

	run      int  // bytes of the block so far
	marks    int  // inline marks of the block so far
	marker   byte // list marker of the run: an item without a blank line before it
	header   int  // cells of the line before, as a table header
	columns  int  // >0: the rows of a table
	lastCols int
}

// overBudget says where and why a body is too much for goldmark; message is
// empty when it is not.
func overBudget(b []byte) (off int, message string) {
	if len(b) > maxBody {
		return 0, fmt.Sprintf("正文有 %.1f MiB，最多 %d MiB", float64(len(b))/(1<<20), maxBody>>20)
	}
	var s budget
	for len(b) > 0 {
		n := bytes.IndexByte(b, '\n') + 1
		if n == 0 {
			n = len(b)
		}
		if message = s.line(b[:n]); message != "" {
			return s.off, message
		}
		s.off += n
		b = b[n:]
	}
	s.endBlock()
	return s.off, s.total()
}

// line counts one line.
func (s *budget) line(b []byte) string {
	rest, depth := containers(b)
	if depth > maxNesting {
		return fmt.Sprintf("列表或引用嵌套了 %d 层，最多 %d 层", depth, maxNesting)
	}
	if len(bytes.Trim(b, " \t\n>")) == 0 {
		s.endBlock()
		s.marker, s.columns = 0, 0
		return s.total()
	}
	s.lines++
	if len(bytes.Trim(b, " \t\n-=")) == 0 {
		s.headings++ // by underline
	}
	s.structure(b, rest)
	if s.startsBlock(b) || s.columns > 0 {
		s.endBlock()
	}
	s.run += len(b)
	s.marks += countMarks(b)
	return s.total()
}

func (s *budget) endBlock() {
	s.work += s.marks * s.run
	s.run, s.marks = 0, 0
}

// structure counts headings, footnotes, references and table cells. rest is the
// line without its containers' markers.
func (s *budget) structure(line, rest []byte) {
	if len(rest) == 0 { // a marker alone
		return
	}
	switch rest[0] {
	case '#':
		s.headings++
	case '[':
		if bytes.Contains(rest, []byte("]:")) {
			if len(rest) > 1 && rest[1] == '^' {
				s.notes++
			} else {
				s.references++
			}
		}
	}
	s.noteRefs += bytes.Count(line, []byte("[^"))
	if bytes.IndexByte(line, '`') >= 0 {
		s.pipes += bytes.Count(line, []byte(`\|`))
	}
	s.table(line, rest)
}

// table follows tables. Every row costs as many cells as the header has, even
// an empty one. A line is a row of its own for the inline work only where
// goldmark is sure to make a table: delimiter and header agree.
func (s *budget) table(line, rest []byte) {
	cols := countCells(bytes.TrimRight(rest, "\n"))
	switch {
	case isDelimiterRow(rest):
		s.lastCols = max(s.lastCols, cols)
		if s.columns == 0 && len(line) == len(rest) && s.header > 0 && s.header == rowCells(line) {
			s.columns = s.header
		}
	case s.run == 0 && s.columns == 0:
		s.lastCols = 0
	}
	s.cells += s.lastCols
	s.header = 0
	if len(line) == len(rest) && line[0] == '|' {
		s.header = rowCells(line)
	}
}

// rowCells is the number of cells of a row that begins with |.
func rowCells(line []byte) int {
	line = bytes.TrimRight(line, " \t\n")
	n := 0
	for i, c := range line {
		if c == '|' && (i == 0 || line[i-1] != '\\') && i < len(line)-1 {
			n++
		}
	}
	return n
}

func isDelimiterRow(b []byte) bool {
	dash := false
	for _, c := range b {
		switch c {
		case '-':
			dash = true
		case '|', ':', ' ', '\t', '\n':
		default:
			return false
		}
	}
	return dash
}

// startsBlock says whether a line surely ends the paragraph before it, so that
// goldmark never sees both as one block of inline text.
func (s *budget) startsBlock(b []byte) bool {
	b = bytes.TrimRight(b, " \t\n")
	indent := len(b) - len(bytes.TrimLeft(b, " "))
	if indent > 3 {
		return false
	}
	b = b[indent:]
	digits := 0
	for digits < len(b) && digits < 10 && b[digits] >= '0' && b[digits] <= '9' {
		digits++
	}
	switch {
	case len(b) > 2 && bytes.IndexByte([]byte("-+*"), b[0]) >= 0 && b[1] == ' ':
		s.marker = b[0]
		return true
	case digits > 0 && digits < 10 && len(b) > digits+2 && (b[digits] == '.' || b[digits] == ')') && b[digits+1] == ' ':
		starts := s.marker == b[digits] || digits == 1 && b[0] == '1'
		if starts {
			s.marker = b[digits]
		}
		return starts
	case len(b) > 2 && b[0] == '[' && b[1] == '^' && bytes.Contains(b, []byte("]:")):
		return true
	}
	if bytes.IndexByte([]byte("#>`~<=-_*"), b[0]) >= 0 {
		s.marker = 0
	}
	return false
}

// containers strips the markers of lists, quotes, definitions and footnotes that
// a line begins with and counts how deep it is nested. Indentation counts where
// it could be that of nested lists, two columns each.
func containers(b []byte) (rest []byte, depth int) {
	indent := 0
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c == ' ':
			if depth == 0 {
				indent++
			}
			continue
		case c == '\t':
			if depth == 0 {
				indent += 4
			}
			continue
		case c == '\n':
			return nil, depth
		case c == '>', (c == '-' || c == '+' || c == '*' || c == ':') && i+1 < len(b) && isBlank(b[i+1]):
			depth++
			continue
		case c >= '0' && c <= '9':
			j := i
			for j < len(b) && j < i+10 && b[j] >= '0' && b[j] <= '9' {
				j++
			}
			if j+1 < len(b) && (b[j] == '.' || b[j] == ')') && isBlank(b[j+1]) {
				depth, i = depth+1, j
				continue
			}
		case c == '[' && i+1 < len(b) && b[i+1] == '^':
			if j := bytes.Index(b[i:], []byte("]:")); j > 0 && j < 1000 {
				depth, rest, i = depth+1, b[i:], i+j+1
				if depth == 1 && bytes.IndexByte(b[i:], '[') < 0 {
					return rest, depth
				}
				continue
			}
		}
		if depth > 0 {
			depth += indent / 4
		}
		if rest == nil {
			rest = b[i:]
		}
		return rest, depth
	}
	return rest, depth
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }

// countMarks counts the bytes that begin an inline construct; a run of equal
// ones counts once.
func countMarks(b []byte) (n int) {
	last := byte(0)
	for _, c := range b {
		if inlineMark[c] && (c != last || c == '[' || c == '<') {
			n++
		}
		last = c
	}
	return n
}

var inlineMark = [256]bool{'[': true, '!': true, '`': true, '*': true, '_': true, '~': true, '<': true, '&': true, '\\': true}

// total says which sum is too large.
func (s *budget) total() string {
	switch {
	case s.headings > maxHeadings:
		return fmt.Sprintf("标题超过 %d 个", maxHeadings)
	case s.notes > maxNotes:
		return fmt.Sprintf("脚注超过 %d 条", maxNotes)
	case s.noteRefs > maxNoteRefs:
		return fmt.Sprintf("脚注引用超过 %d 处", maxNoteRefs)
	case s.references > maxReferences:
		return fmt.Sprintf("链接引用定义超过 %d 个", maxReferences)
	case s.lines > maxLines:
		return fmt.Sprintf("正文超过 %d 行", maxLines)
	case s.pipes > maxPipes:
		return fmt.Sprintf("代码中的 \\| 超过 %d 个", maxPipes)
	case s.cells > maxCells:
		return fmt.Sprintf("表格超过 %d 格", maxCells)
	case s.work+s.marks*s.run > maxWork:
		return "一段文字里的标记（[ ] * _ ` < 等）太多"
	}
	return ""
}
