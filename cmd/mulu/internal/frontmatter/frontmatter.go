package frontmatter

import (
	"bytes"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/tree"
)

// Format is the language of a header.
type Format uint8

// The formats.
const (
	TOML Format = iota + 1 // between lines +++
	YAML                   // between lines ---
)

// String is the name of the format.
func (f Format) String() string {
	switch f {
	case TOML:
		return "TOML"
	case YAML:
		return "YAML"
	}
	return "none"
}

func (f Format) delimiter() string {
	if f == YAML {
		return "---"
	}
	return "+++"
}

// Header is what stands before the body of a document.
type Header struct {
	Format   Format
	Table    tree.Value // Kind Table; see tree.Value on the memory of its strings
	Body     int        // offset of the body in the data
	BodyLine int        // line of the file on which the body begins
}

// Parse reads the header of a document from its cleaned data (see Clean). When a
// diagnostic is an error the header is as complete as could be: its table holds
// what was readable, and Format is 0 when no header was found.
func Parse(file string, data []byte) (Header, []diag.Diagnostic) {
	format, start, end, next := bounds(data)
	switch {
	case format == 0:
		return Header{BodyLine: 1}, []diag.Diagnostic{missing(file, data)}
	case end < 0:
		return Header{Format: format, Body: len(data), BodyLine: 1 + bytes.Count(data, newline)},
			[]diag.Diagnostic{unclosed(file, data, start, format)}
	}
	text := data[start:end]
	h := Header{Format: format, Body: next, BodyLine: 3 + bytes.Count(text, newline)}
	var diags []diag.Diagnostic
	if format == TOML {
		h.Table, diags = tree.ParseTOML(file, text, 2)
	} else {
		h.Table, diags = tree.ParseYAML(file, text, 2)
	}
	return h, diags
}

// bounds finds the header, which is data[start:end], and the body, data[next:].
// Format is 0 without a header, end -1 without an end of it.
func bounds(data []byte) (format Format, start, end, next int) {
	first, rest, _ := bytes.Cut(data, newline)
	if format = formatOf(first); format == 0 {
		return 0, 0, -1, 0
	}
	start = len(data) - len(rest)
	end, next = closing(data, start, format)
	return format, start, end, next
}

var newline = []byte{'\n'}

// formatOf says which header a line opens or closes, 0 for none.
func formatOf(line []byte) Format {
	switch string(trimBlanks(line)) {
	case "+++":
		return TOML
	case "---":
		return YAML
	}
	return 0
}

// trimBlanks cuts the blanks at the end of a line, and the CR of a CRLF.
func trimBlanks(line []byte) []byte { return bytes.TrimRight(line, " \t\r") }

// closing finds the line that ends the header which begins at start: the offset of
// that line, -1 without one, and of the line after it.
func closing(data []byte, start int, format Format) (end, next int) {
	delimiter := []byte(format.delimiter())
	for at := start; at < len(data); {
		i := bytes.Index(data[at:], delimiter)
		if i < 0 {
			break
		}
		at += i
		lineEnd := len(data)
		if n := bytes.IndexByte(data[at:], '\n'); n >= 0 {
			lineEnd = at + n
		}
		if data[at-1] == '\n' && formatOf(data[at:lineEnd]) == format {
			return at, min(lineEnd+1, len(data))
		}
		at = lineEnd
	}
	return -1, -1
}
