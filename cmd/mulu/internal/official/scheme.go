package official

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/lazy"
)

// Scheme is how the index numbers of a site look. Sites differ, and each keeps
// what it has: index numbers are read for the next serial only, never for a
// meaning, and one that another body minted stays as it is.
type Scheme struct {
	pattern  *regexp.Regexp // what a valid index number matches, whole
	template string
	fields   []field        // the template, cut up
	reader   *regexp.Regexp // the template as an expression; its groups are the fields that are no literals
}

// field is a literal text or a placeholder of a template.
type field struct {
	name  string // code, year, month, day, serial; empty for a literal
	text  string // of a literal
	width int    // least digits of a serial
}

// Parts is what an index number says by a scheme's template; what the template
// does not hold is zero.
type Parts struct {
	Code                     string
	Year, Month, Day, Serial int
}

// maxSerialWidth keeps serials within an int of 32 bits.
const maxSerialWidth = 9

// NewScheme makes a scheme. pattern is a regular expression (RE2) that the whole
// of a valid index number matches. template says how the next number is made,
// with {code} (the issuer's code), {year}, {month}, {day} (of 成文日期) and one
// {serial:5}, a number of at least so many digits: "{code}/{year}-{serial:5}".
// Where digits stand right before the serial, it has exactly so many, as it could
// not be told from them otherwise. The error is in Chinese, for the site's editor.
func NewScheme(pattern, template string) (*Scheme, error) {
	re, err := regexp.Compile(`\A(?:` + pattern + `)\z`)
	if err != nil {
		return nil, fmt.Errorf("索引号规则的 pattern “%s”不是有效的正则表达式：%w", pattern, err)
	}
	fields, err := cutTemplate(template)
	if err != nil {
		return nil, fmt.Errorf("索引号规则的 template “%s”%w", template, err)
	}
	reader, err := readerOf(fields)
	if err != nil {
		return nil, fmt.Errorf("索引号规则的 template “%s”%w", template, err)
	}
	return &Scheme{pattern: re, template: template, fields: fields, reader: reader}, nil
}

var placeholder = lazy.Compile(`\{[^{}]*\}`)

func cutTemplate(template string) (fields []field, err error) {
	rest, seen := template, map[string]bool{}
	for rest != "" {
		at := placeholder.FindStringIndex(rest)
		if at == nil {
			at = []int{len(rest), len(rest)}
		}
		if literal := rest[:at[0]]; literal != "" {
			fields = append(fields, field{text: literal})
		}
		if hold := rest[at[0]:at[1]]; hold != "" {
			f, err := parsePlaceholder(hold)
			if err != nil {
				return nil, err
			}
			if seen[f.name] {
				return nil, fmt.Errorf("中 {%s} 出现了两次", f.name)
			}
			seen[f.name] = true
			fields = append(fields, f)
		}
		rest = rest[at[1]:]
	}
	if !seen["serial"] {
		return nil, fmt.Errorf("中缺少流水号，应写上 {serial:5} 一类的占位符")
	}
	return fields, nil
}

func parsePlaceholder(hold string) (field, error) {
	name, digits, wide := strings.Cut(strings.Trim(hold, "{}"), ":")
	switch {
	case name == "serial":
		n, err := strconv.Atoi(digits)
		if wide && (err != nil || n < 1 || n > maxSerialWidth) {
			return field{}, fmt.Errorf("中 %s 的位数应为 1 至 %d", hold, maxSerialWidth)
		}
		return field{name: name, width: max(1, n)}, nil
	case !wide && (name == "code" || name == "year" || name == "month" || name == "day"):
		return field{name: name}, nil
	}
	return field{}, fmt.Errorf("中有不认识的占位符 %s，可用 {code}、{year}、{month}、{day}、{serial:位数}", hold)
}

// readerOf makes the expression that reads numbers made by the template.
func readerOf(fields []field) (*regexp.Regexp, error) {
	var b strings.Builder
	b.WriteString(`\A`)
	for i, f := range fields {
		besideDigits := i > 0 && endsInDigit(fields[i-1])
		switch f.name {
		case "":
			b.WriteString(regexp.QuoteMeta(f.text))
		case "code":
			b.WriteString(`(.+)`)
		case "year":
			b.WriteString(`(\d{4})`)
		case "serial":
			if i+1 < len(fields) && fields[i+1].name == "code" {
				return nil, fmt.Errorf("中 {serial} 与 {code} 之间应有分隔符")
			}
			if besideDigits || i+1 < len(fields) && beginsWithDigit(fields[i+1]) {
				fmt.Fprintf(&b, `(\d{%d})`, f.width)
			} else {
				fmt.Fprintf(&b, `(\d{%d,%d})`, f.width, maxSerialWidth)
			}
		default:
			b.WriteString(`(\d{2})`)
		}
	}
	return regexp.Compile(b.String() + `\z`)
}

func endsInDigit(f field) bool {
	return f.name != "" || isDigit(f.text[len(f.text)-1])
}

func beginsWithDigit(f field) bool {
	return f.name != "" || isDigit(f.text[0])
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// Pattern is the expression that valid index numbers match, as it was given.
func (s *Scheme) Pattern() string {
	return strings.TrimSuffix(strings.TrimPrefix(s.pattern.String(), `\A(?:`), `)\z`)
}

// Template is the template that numbers are made by, as it was given.
func (s *Scheme) Template() string { return s.template }

// Match says whether index is a valid index number by the scheme's pattern.
func (s *Scheme) Match(index string) bool { return s.pattern.MatchString(index) }

// Format makes the index number of an issuer's code, the day of 成文日期 and a
// serial from 1. It is empty when these do not make a number that the scheme's
// pattern allows: a code of another form, no date, or no serial left.
func (s *Scheme) Format(code string, d Date, serial int) string {
	var b strings.Builder
	for _, f := range s.fields {
		switch f.name {
		case "":
			b.WriteString(f.text)
		case "code":
			b.WriteString(code)
		case "year":
			fmt.Fprintf(&b, "%04d", d.Year())
		case "month":
			fmt.Fprintf(&b, "%02d", d.Month())
		case "day":
			fmt.Fprintf(&b, "%02d", d.Day())
		case "serial":
			fmt.Fprintf(&b, "%0*d", f.width, serial)
		}
	}
	made := b.String()
	if p, ok := s.Parse(made); !ok || p.Serial != serial || serial < 1 || s.has("code") && p.Code != code {
		return ""
	}
	return made
}

// Parse reads an index number that the scheme made. ok is false when the pattern
// or the template does not fit; such numbers count for no serial.
func (s *Scheme) Parse(index string) (p Parts, ok bool) {
	groups := s.reader.FindStringSubmatch(index)
	if groups == nil || !s.Match(index) {
		return Parts{}, false
	}
	groups = groups[1:]
	for _, f := range s.fields {
		if f.name == "" {
			continue
		}
		text := groups[0]
		groups = groups[1:]
		if f.name == "code" {
			p.Code = text
			continue
		}
		*p.number(f.name) = decimal(text)
	}
	if !s.dated(p) {
		return Parts{}, false
	}
	return p, true
}

func (p *Parts) number(name string) *int {
	switch name {
	case "year":
		return &p.Year
	case "month":
		return &p.Month
	case "day":
		return &p.Day
	}
	return &p.Serial
}

// dated says whether the year, month and day of p can be those of a day.
func (s *Scheme) dated(p Parts) bool {
	y, m, d := 4, 1, 1 // a leap year where the template has no year
	if s.has("year") {
		y = p.Year
	}
	if s.has("month") {
		m = p.Month
	}
	if s.has("day") {
		d = p.Day
	}
	return !DateOf(y, m, d).IsZero()
}

func (s *Scheme) has(name string) bool {
	for _, f := range s.fields {
		if f.name == name {
			return true
		}
	}
	return false
}
