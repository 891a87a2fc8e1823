package styleguide

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/colour"
)

// sheet is the custom properties of a style sheet's :root, in their order, as it is
// without any mode.
type sheet struct {
	names  []string
	values map[string]string
}

var (
	comments = regexp.MustCompile(`(?s)/\*.*?\*/`)
	property = regexp.MustCompile(`(--[\w-]+):([^;{}]*)`)
)

// readSheet reads the rules for :root alone that stand in no @media.
func readSheet(css string) sheet {
	s := sheet{values: map[string]string{}}
	depth, from := 0, 0
	selector := ""
	css = comments.ReplaceAllString(css, "")
	for i, c := range css {
		switch c {
		case '{':
			if depth++; depth == 1 {
				selector, from = strings.TrimSpace(css[from:i]), i+1
			}
		case '}':
			if depth--; depth == 0 {
				if selector == ":root" {
					s.read(css[from:i])
				}
				from = i + 1
			}
		case ';':
			if depth == 0 {
				from = i + 1
			}
		}
	}
	return s
}

func (s *sheet) read(rules string) {
	for _, m := range property.FindAllStringSubmatch(rules, -1) {
		if _, known := s.values[m[1]]; !known {
			s.names = append(s.names, m[1])
		}
		s.values[m[1]] = strings.TrimSpace(m[2])
	}
}

// scale gives the properties of a scale without their two first signs: step-0.
func (s *sheet) scale(prefix string) (names []string) {
	for _, name := range s.names {
		if strings.HasPrefix(name, prefix) {
			names = append(names, strings.TrimPrefix(name, "--"))
		}
	}
	return names
}

// samples are the rules by which the guide shows the steps of the scales.
func (s *sheet) samples() string {
	var b strings.Builder
	for _, name := range s.scale("--step-") {
		fmt.Fprintf(&b, ".guide-%s { font-size: var(--%s); }\n", name, name)
	}
	for _, name := range s.scale("--space-") {
		fmt.Fprintf(&b, ".guide-%s { width: var(--%s); }\n", name, name)
	}
	return b.String()
}

// mode is which switches of the sheet are on.
type mode struct{ dark, stark bool }

// modes are the four in which colours are measured, in the order of guide.modes.
var modes = []mode{{}, {dark: true}, {stark: true}, {dark: true, stark: true}}

func (m mode) on(name string) (on, isSwitch bool) {
	switch name {
	case "--light":
		return !m.dark, true
	case "--dark":
		return m.dark, true
	case "--calm":
		return !m.stark, true
	case "--stark":
		return m.stark, true
	}
	return false, false
}

// resolve gives a property's value in a mode, as a browser computes it: var() of a switch
// that is on is what stands behind the comma, of one that is off nothing.
func (s *sheet) resolve(value string, m mode, depth int) string {
	at := strings.Index(value, "var(")
	if at < 0 || depth > 20 { // properties that name each other have no value
		return value
	}
	end := closing(value, at+len("var("))
	name, fallback, _ := strings.Cut(value[at+len("var("):end], ",")
	name = strings.TrimSpace(name)
	if on, isSwitch := m.on(name); isSwitch {
		if !on {
			fallback = ""
		}
	} else if v, ok := s.values[name]; ok {
		fallback = v
	}
	rest := value[min(end+1, len(value)):]
	return value[:at] + s.resolve(fallback, m, depth+1) + s.resolve(rest, m, depth+1)
}

// closing is where the bracket closes that was opened before from.
func closing(s string, from int) int {
	open := 1
	for i := from; i < len(s); i++ {
		switch s[i] {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				return i
			}
		}
	}
	return len(s)
}

// colour is a role's colour in a mode; not of a role that the sheet does not have, or
// whose value is more than a colour.
func (s *sheet) colour(role string, m mode) (colour.RGB, bool) {
	value, ok := s.values["--color-"+role]
	if !ok {
		return colour.RGB{}, false
	}
	c, err := colour.Parse(strings.TrimSpace(s.resolve(value, m, 0)))
	return c, err == nil
}

// pair is two roles that meet: words or lines on a ground.
type pair struct {
	Role, Ground string
	Lines        bool // and no text
	Need         string
	Cells        []cell
}

// cell is a pair in a mode. A ratio is cut, not rounded, so that 4.499 is not taken for
// enough.
type cell struct {
	Swatch string // class
	Ratio  string
	Fails  bool
}

// meetings are the pairs that the theme's parts have, by the least contrast that they
// need outside of high contrast.
var meetings = []struct {
	role, ground string
	need         float64
}{
	{"text", "page", colour.Text}, {"text", "surface", colour.Text}, {"text", "mark", colour.Text},
	{"muted", "page", colour.Text}, {"muted", "surface", colour.Text},
	{"link", "page", colour.Text}, {"link", "surface", colour.Text}, {"link", "mark", colour.Text},
	{"accent", "page", colour.Text}, {"accent", "surface", colour.Text},
	{"alarm", "page", colour.Text}, {"alarm", "surface", colour.Text},
	{"warn", "page", colour.Text}, {"warn", "surface", colour.Text},
	{"on-bar", "bar", colour.Text}, {"on-bar", "bar-hover", colour.Text},
	{"control", "page", colour.Lines}, {"control", "surface", colour.Lines},
	{"focus", "page", colour.Lines}, {"focus", "surface", colour.Lines},
	{"rule", "page", colour.Lines}, {"rule", "surface", colour.Lines},
}

// pairs measures the colours, and gives the rules of their swatches.
func (s *sheet) pairs() (all []pair, css string) {
	var b strings.Builder
	for i, p := range meetings {
		row := pair{Role: p.role, Ground: p.ground, Lines: p.need == colour.Lines, Need: ratio(p.need)}
		for j, m := range modes {
			fore, ok := s.colour(p.role, m)
			back, ok2 := s.colour(p.ground, m)
			if !ok || !ok2 {
				row.Cells = append(row.Cells, cell{})
				continue
			}
			need := p.need
			if m.stark && !row.Lines {
				need = colour.Strong
			}
			got := colour.Contrast(fore, back)
			c := cell{Swatch: "guide-c" + strconv.Itoa(len(modes)*i+j), Ratio: ratio(got), Fails: got < need}
			fmt.Fprintf(&b, ".%s { color: %s; background: %s; }\n", c.Swatch, fore, back)
			row.Cells = append(row.Cells, c)
		}
		all = append(all, row)
	}
	return all, b.String()
}

func ratio(r float64) string { return strconv.FormatFloat(math.Floor(r*100)/100, 'f', -1, 64) + ":1" }
