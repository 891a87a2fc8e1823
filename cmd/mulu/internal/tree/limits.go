package tree

import (
	"unicode/utf8"

	"mulu/cmd/mulu/internal/diag"
)

// Limits bound a text, so that a hostile one cannot hold up a build: inside them
// every parser in use ends well within a second.
type Limits struct {
	Bytes int // size of the text
	Keys  int // keys in all tables together
	Items int // items in all lists together
	Depth int // tables and lists inside each other, dotted keys counted by part
}

// HeaderLimits are the limits of a document's header.
var HeaderLimits = Limits{Bytes: 64 << 10, Keys: 256, Items: 4096, Depth: 16}

// ConfigLimits are the limits of config.toml, whose registries of issuers and
// categories may be long.
var ConfigLimits = Limits{Bytes: 4 << 20, Keys: 100_000, Items: 100_000, Depth: 16}

// ParseTOML reads the TOML text that begins at line firstLine of file, within
// HeaderLimits. The value is a Table. Duplicate keys are all reported; a syntax
// error ends the reading, and the table then holds what stood before it.
func ParseTOML(file string, text []byte, firstLine int) (Value, []diag.Diagnostic) {
	return HeaderLimits.ParseTOML(file, text, firstLine)
}

// ParseYAML reads the YAML text that begins at line firstLine of file, within
// HeaderLimits. The value is a Table; it is empty after a syntax error. Config is
// never YAML, and there are no other limits, because the parser behind it takes
// quadratic time on larger texts.
func ParseYAML(file string, text []byte, firstLine int) (Value, []diag.Diagnostic) {
	return HeaderLimits.parseYAML(file, text, firstLine)
}

// mostReports is the number of problems after which a text is not read on.
const mostReports = 100

// admit refuses a text that is too large or not UTF-8, before it is read.
func (l Limits) admit(file string, text []byte, firstLine int) (diag.Diagnostic, bool) {
	if len(text) > l.Bytes {
		p := placeAt(text, l.Bytes, firstLine)
		return ruleTooBig.At(file, diag.Pos{Line: p.Line, Col: 1},
			"这部分有 %d 字节，超过上限 %d 字节（第 %d 行起超出）", len(text), l.Bytes, p.Line).
			WithHint("%s", ruleTooBig.Repair), false
	}
	if !utf8.Valid(text) {
		return ruleEncoding.At(file, placeAt(text, invalidAt(text), firstLine), "此处不是有效的 UTF-8 文字").
			WithHint("%s", ruleEncoding.Repair), false
	}
	return diag.Diagnostic{}, true
}

// invalidAt is the offset of the first byte that is not UTF-8.
func invalidAt(text []byte) int {
	for off := 0; off < len(text); {
		r, size := utf8.DecodeRune(text[off:])
		if r == utf8.RuneError && size == 1 {
			return off
		}
		off += size
	}
	return len(text)
}

// tooMany and tooDeep are the problems of the other two limits.
func (l Limits) tooMany(file string, pos diag.Pos) diag.Diagnostic {
	return ruleTooMany.At(file, pos, "键的数目超过上限 %d 个", l.Keys).WithHint("%s", ruleTooMany.Repair)
}

func (l Limits) tooLong(file string, pos diag.Pos) diag.Diagnostic {
	return ruleTooMany.At(file, pos, "列表项的数目超过上限 %d 个", l.Items).WithHint("%s", ruleTooMany.Repair)
}

func (l Limits) tooDeep(file string, pos diag.Pos) diag.Diagnostic {
	return ruleTooDeep.At(file, pos, "嵌套超过上限 %d 层", l.Depth).WithHint("%s", ruleTooDeep.Repair)
}
