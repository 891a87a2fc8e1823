package extract

import "strings"

// readCSV reads rows. A quote that is not closed, or that stands within a cell, is read
// as it stands: spreadsheets and people write many dialects, and every character counts.
// It reads as a stream because encoding/csv takes 70 bytes of memory for an empty cell.
func readCSV(j *job) error {
	text, err := j.plain()
	if text == nil {
		return err
	}
	text.fill(minAhead)
	j.out.unit, j.out.table, j.out.number = "行", 1, 1
	t := table{ahead: text, comma: separator(text.rest), out: &j.out}
	for t.fill(minAhead) {
		if err := t.cell(); err != nil {
			return limited(err)
		}
	}
	j.out.end()
	return text.finish(err)
}

// table reads the cells of a CSV file.
type table struct {
	*ahead
	comma    byte
	unclosed bool // a quoted cell did not end; from there on quotes are read as they stand
	out      *lines
}

// cell writes the next cell and what ends it.
func (t *table) cell() error {
	if strings.HasPrefix(t.rest, "\"") && !t.unclosed {
		n := t.quoted()
		if n == 0 && t.fill(maxAhead) {
			n = t.quoted()
		}
		if n > 0 {
			value := strings.ReplaceAll(t.rest[1:n], "\"\"", "\"")
			t.rest = t.rest[n+1:]
			t.line += strings.Count(value, "\n")
			if err := t.out.write(value); err != nil {
				return err
			}
		} else {
			t.unclosed = true
		}
	}
	n := strings.IndexAny(t.rest, "\n"+string(rune(t.comma)))
	if n < 0 {
		n = len(t.rest)
	}
	if err := t.out.write(t.rest[:n]); err != nil {
		return err
	}
	if n < len(t.rest) {
		if t.rest[n] == '\n' {
			t.out.end()
			t.line++
			t.out.number = t.line
		} else {
			t.out.cell(1)
		}
		n++
	}
	t.rest = t.rest[n:]
	return nil
}

// quoted is the place of the quote that ends the cell that rest begins with: one that a
// separator, a line break or the end follows. It is 0 when there is none.
func (t *table) quoted() int {
	for i := 1; i < len(t.rest); i++ {
		n := strings.IndexByte(t.rest[i:], '"')
		if n < 0 {
			return 0
		}
		i += n
		if i+1 == len(t.rest) {
			return i
		}
		switch t.rest[i+1] {
		case t.comma, '\n', '\r':
			return i
		case '"':
			i++
		}
	}
	return 0
}

// separator is the one of , ; and tab that the first line has most of.
func separator(text string) byte {
	first, _, _ := strings.Cut(text, "\n")
	best := byte(',')
	for _, c := range []byte{';', '\t'} {
		if strings.Count(first, string(rune(c))) > strings.Count(first, string(rune(best))) {
			best = c
		}
	}
	return best
}
