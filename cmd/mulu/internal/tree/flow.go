package tree

import "strings"

// FromYAML says whether v is the top table of a YAML text, so that advice can be given
// in the language of the text.
func (v Value) FromYAML() bool { return v.how == fromYAML }

// Quote writes a line of text as a string of TOML and of YAML: both know these two
// escapes between double quotation marks.
func Quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// Flow writes a value in YAML's flow style, on one line.
func (v Value) Flow() string {
	var parts []string
	switch v.Kind {
	case String:
		return Quote(v.Str)
	case List:
		for _, e := range v.List {
			parts = append(parts, e.Flow())
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case Table:
		for _, e := range v.Table {
			parts = append(parts, e.Key+": "+e.Value.Flow())
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return v.Str
}
