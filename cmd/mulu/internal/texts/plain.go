package texts

import "strings"

// plainTable reads a table whose lines are all blank, comments, [group] or name = "text"
// without escapes, as those of the built-in tables are: a twentieth of the time of a TOML
// reader, which knows of the rest. It is not ok of any other.
func plainTable(data string) (found map[string]string, ok bool) {
	found = make(map[string]string, strings.Count(data, "\n"))
	group := ""
	for line := range strings.Lines(data) {
		line = strings.TrimRight(line, " \r\n")
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] == '[':
			name, closed := strings.CutSuffix(line[1:], "]")
			if group = name + "."; !closed || !plainName(name) {
				return nil, false
			}
			continue
		}
		name, text, ok := plainLine(line)
		if !ok || group == "" {
			return nil, false
		}
		found[group+name] = text
	}
	return found, true
}

func plainLine(line string) (name, text string, ok bool) {
	name, rest, ok := strings.Cut(line, ` = "`)
	text, rest, closed := strings.Cut(rest, `"`)
	rest = strings.TrimLeft(rest, " ")
	ok = ok && closed && plainName(name) && !strings.ContainsAny(text, "\\\t") && (rest == "" || rest[0] == '#')
	return name, text, ok
}

func plainName(name string) bool {
	return name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789_-") == ""
}
