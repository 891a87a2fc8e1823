package tree

// Limits of texts for goccy/go-yaml, which takes quadratic time and memory on
// some shapes: 60,000 blank lines in a block scalar take 25 s and 9 GB, 100,000
// open brackets more than 10 GB, 16,000 keys 0.5 s and 0.4 GB, 32,000 empty list
// items 0.2 s (v1.19.2, a quiet machine).
const (
	yamlNesting = 64   // brackets open, or dashes at the beginning of one line
	yamlLines   = 3000 // lines
	yamlColons  = 8    // for each key allowed: colons that may end a key
)

// scan refuses texts that goccy/go-yaml must not see. It does not know what is
// quoted, so its limits are wider than those that the tree itself is held to.
func (r *yamlReader) scan() bool {
	open, colons := 0, 0
	for i, start := range r.places.lines {
		line := r.places.bytes(i + 1)
		if i == yamlLines {
			r.report(ruleTooBig.At(r.file, r.at(start), "行数超过上限 %d 行", yamlLines).WithHint("%s", ruleTooBig.Repair))
			return false
		}
		if colons += keyColons(line); colons > yamlColons*r.limits.Keys {
			r.report(r.limits.tooMany(r.file, r.at(start)))
			return false
		}
		if nesting(line) > yamlNesting {
			r.report(r.limits.tooDeep(r.file, r.at(start)))
			return false
		}
		if !r.scanLine(line, start, &open) {
			return false
		}
	}
	return true
}

// scanLine counts the brackets that are open after line and looks for control
// characters; false when the text is refused.
func (r *yamlReader) scanLine(line []byte, start int, open *int) bool {
	for i, c := range line {
		switch {
		case c == '[' || c == '{':
			*open++
		case c == ']' || c == '}':
			*open = max(*open-1, 0)
		case isControl(c) && (c != '\r' || i != len(line)-1):
			r.report(controlCharacter(r.file, rune(c), r.at(start+i)))
			return false
		}
		if *open > yamlNesting {
			r.report(r.limits.tooDeep(r.file, r.at(start+i)))
			return false
		}
	}
	return true
}

// keyColons counts the colons in line that may end a key.
func keyColons(line []byte) int {
	n := 0
	for i, c := range line {
		if c == ':' && (i+1 == len(line) || line[i+1] == ' ' || line[i+1] == '\t' || line[i+1] == '\r') {
			n++
		}
	}
	return n
}

// nesting counts the signs - ? : that begin a line, each of which may open a list
// or table inside the one before: - - - text. A row of dashes opens none.
func nesting(line []byte) int {
	n := 0
	for i, c := range line {
		switch {
		case c == ' ' || c == '\t':
		case c == '-' || c == '?' || c == ':':
			if i+1 == len(line) || line[i+1] == ' ' || line[i+1] == '\t' {
				n++
				continue
			}
			return n
		default:
			return n
		}
	}
	return n
}
