package extract

import "strings"

// readCSV reads rows. A quote that is not closed, or that stands within a cell, is read
// as it stands: spreadsheets and people write many dialects, and every character counts.
// It reads as a stream because encoding/csv takes 70 bytes of memory for an empty cell.
func readCSV(j *job) error {
	text, cut, err := j.plain()
	if err != nil {
		return err
	}
	t := table{rest: text, comma: separator(text), out: &j.out}
	for t.rest != "" {
		if err := t.cell(); err != nil {
			return limited(err)
		}
	}
	j.out.end()
	if cut {
		return limited(nil)
	}
	return nil
}

// table reads the cells of a CSV file.
type table struct {
	rest     string
	comma    byte
	unclosed bool // no quoted cell ends in rest
	out      *lines
}

// cell writes the next cell and what ends it.
func (t *table) cell() error {
	t.out.space()
	if strings.HasPrefix(t.rest, "\"") && !t.unclosed {
		if n := t.quoted(); n > 0 {
			value := strings.ReplaceAll(t.rest[1:n], "\"\"", "\"")
			t.rest = t.rest[n+1:]
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
