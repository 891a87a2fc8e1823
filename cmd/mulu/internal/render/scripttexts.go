package render

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/texts"
)

// textsModule is the module whose uses the build replaces, see its own comment.
const textsModule = "js/texts.js"

// textsImport is the line by which a script asks for them.
const textsImport = `import { texts } from "./texts.js";` + "\n"

var textsUse = regexp.MustCompile(`\btexts\.(?:content\b|states\b|([a-z]+)\.([a-z0-9_]+))`)

// putTexts puts the words of the interface's language into a script that imports them.
func (l *assetLoader) putTexts(name string, data []byte) []byte {
	script := string(data)
	at := strings.Index("\n"+script, "\n"+textsImport)
	if at < 0 {
		return data
	}
	p := textPutter{words: &l.words}
	// The lines keep their numbers for the messages.
	done := p.put(script[:at] + "\n" + script[at+len(textsImport):])
	for _, e := range p.errors {
		line := 1 + strings.Count(script[:strings.Index(script, e.use)], "\n")
		l.diags = append(l.diags, ruleAsset.At("static/"+name, diag.Pos{Line: line}, "%v", e.err))
	}
	return []byte(done)
}

type textPutter struct {
	words  *words
	errors []textUseError
}

type textUseError struct {
	use string
	err error
}

// put replaces all uses of texts in a piece of a script.
func (p *textPutter) put(script string) string {
	var b strings.Builder
	for {
		m := textsUse.FindStringSubmatchIndex(script)
		if m == nil {
			b.WriteString(script)
			return b.String()
		}
		b.WriteString(script[:m[0]])
		use, rest := script[m[0]:m[1]], script[m[1]:]
		var args []string
		if strings.HasPrefix(rest, "(") {
			args, rest = arguments(rest[1:])
		}
		for i := range args {
			args[i] = p.put(args[i])
		}
		key := ""
		if m[2] >= 0 {
			key = script[m[2]:m[3]] + "." + script[m[4]:m[5]]
		}
		b.WriteString(p.one(use, key, args))
		script = rest
	}
}

// one is what stands in place of one use.
func (p *textPutter) one(use, key string, args []string) string {
	switch {
	case use == "texts.states":
		return p.states()
	case key == "" && p.words.mark == "":
		return strings.Join(args, ", ")
	case key == "":
		return fmt.Sprintf("Object.assign(%s, { lang: %s })", strings.Join(args, ", "), quoted(p.words.content))
	}
	if err := texts.Check(key, len(args)); err != nil {
		p.errors = append(p.errors, textUseError{use, err})
		return `""`
	}
	text := p.words.Text(key)
	switch {
	case len(args) == 0:
		return quoted(text)
	case slices.ContainsFunc(args, func(a string) bool { return strings.HasPrefix(a, "...") }):
		return listOf(text, args)
	}
	return "`" + texts.Fill(templatePlain.Replace(text), func(p texts.Place) string {
		switch {
		case !p.Words():
			return "${" + args[p.N-1] + "}"
		case p.One == p.Many: // as in languages without a plural
			return p.One
		}
		return "${" + wordOf(p, args) + "}"
	}) + "`"
}

// wordOf chooses a word of a place by a value that the script has then.
func wordOf(p texts.Place, args []string) string {
	return "(" + args[p.N-1] + ") == 1 ? " + quoted(p.One) + " : " + quoted(p.Many)
}

// templatePlain escapes what has a meaning in a script's template.
var templatePlain = strings.NewReplacer("\\", "\\\\", "`", "\\`", "${", "\\${")

// listOf is a text as a list of its words and its values.
func listOf(text string, args []string) string {
	var parts []string
	for {
		before, p, rest := texts.Cut(text)
		if before != "" {
			parts = append(parts, quoted(before))
		}
		switch {
		case p.N == 0:
			return "[" + strings.Join(parts, ", ") + "]"
		case p.Words():
			parts = append(parts, wordOf(p, args))
		default:
			parts = append(parts, args[p.N-1])
		}
		text = rest
	}
}

func (p *textPutter) states() string {
	var b strings.Builder
	for _, key := range texts.Keys() {
		if slug, ok := strings.CutPrefix(key, "state."); ok {
			fmt.Fprintf(&b, "%s: %s, ", quoted(slug), quoted(p.words.Text(key)))
		}
	}
	return "{ " + b.String() + "}"
}

// quoted is a string of a script.
func quoted(s string) string {
	q, _ := json.Marshal(s) // of a string, which cannot fail
	return string(q)
}

// arguments parts a script behind an opening parenthesis into the arguments up to the
// closing one and what follows it.
func arguments(script string) (args []string, rest string) {
	depth, start := 0, 0
	for i := 0; i < len(script); i++ {
		switch c := script[i]; c {
		case '"', '\'', '`':
			i += stringEnd(script[i:])
		case '(', '[', '{':
			depth++
		case ',', ')', ']', '}':
			if depth == 0 {
				if a := strings.TrimSpace(script[start:i]); a != "" {
					args = append(args, a)
				}
				if start = i + 1; c != ',' {
					return args, script[start:]
				}
			} else if c != ',' {
				depth--
			}
		}
	}
	return args, ""
}

// stringEnd is the place of the quote that ends the string that s begins with. Templates
// in templates are not known.
func stringEnd(s string) int {
	for i := 1; i < len(s); i++ {
		if s[i] == '\\' {
			i++
		} else if s[i] == s[0] {
			return i
		}
	}
	return len(s) - 1
}
