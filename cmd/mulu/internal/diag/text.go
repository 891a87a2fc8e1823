package diag

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// TextOptions says how problems are shown to a person.
type TextOptions struct {
	Color  bool                     // with ANSI colours, for a terminal
	Source func(file string) []byte // the text of a file, for the line in question; may be nil, and may return nil
	// Secret gives the numbers, from 1, of the lines that must not be shown, whatever the
	// problems say: no rule looks at a file that cannot be read. It may be nil.
	Secret func(lines []string) map[int]bool
	// Withheld says of which files nothing may be repeated, as of those that are not public in
	// a log that others read: neither lines nor what messages quote. It may be nil.
	Withheld func(file string) bool

	Width int    // columns of the terminal; 0: 100
	Max   int    // problems to print at most; 0: all
	Same  int    // problems of one code to print at most; 0: all
	More  string // how to see those that are not printed; may be empty
}

const (
	defaultWidth = 100
	minWidth     = 40
	maxText      = 400 // characters of a message or hint: a value quoted in it may be megabytes
)

// WriteText writes problems for people, in the order given: a line
// "file:line:column: severity: message [code]", the line of the source with
// carets under the characters in question, the hint, and the related places. A line with
// a Secret problem is never shown, for other problems neither. What opt.Max and opt.Same
// leave out is counted at the end, by code. Control characters from files are written as
// escapes, so that a file cannot steer the terminal. The error is the writer's.
func WriteText(w io.Writer, ds []Diagnostic, opt TextOptions) error {
	ds = Counting(ds)
	if opt.Width <= 0 {
		opt.Width = defaultWidth
	}
	opt.Width = max(opt.Width, minWidth)
	t := textWriter{w: bufio.NewWriter(w), opt: opt, secret: secretsOf(ds)}
	shown, printed, left := map[string]int{}, 0, Counts{}
	same := map[string]int{} // left out because there are many of the code
	for i := range ds {
		d := &ds[i]
		switch {
		case opt.Same > 0 && shown[d.Code] >= opt.Same:
			same[d.Code]++
		case opt.Max > 0 && printed >= opt.Max:
			left.add(d.Severity, 1)
		default:
			shown[d.Code]++
			printed++
			t.problem(opt.withhold(d))
		}
	}
	t.omitted(same, left)
	return t.w.Flush()
}

// withhold gives the problem without what a file says of which nothing may be repeated.
func (o *TextOptions) withhold(d *Diagnostic) *Diagnostic {
	if o.Withheld == nil {
		return d
	}
	c := *d
	c.Related = slices.Clone(d.Related)
	for i := range c.Related {
		if r := &c.Related[i]; o.Withheld(r.File) {
			r.Message = unquoted(r.Message, r.File)
		}
	}
	if o.Withheld(d.File) {
		c.Secret, c.Message, c.Hint = true, unquoted(d.Message, d.File), unquoted(d.Hint, d.File)
	}
	return &c
}

// unquoted is a text without what it quotes, but for the name of the file that it is about,
// which stands before it.
func unquoted(s, file string) string {
	name := "“" + path.Base(file) + "”"
	parts := strings.Split(s, name)
	for i := range parts {
		parts[i] = withoutQuotes(parts[i])
	}
	return strings.Join(parts, name)
}

// omitted counts what was not printed.
func (t *textWriter) omitted(same map[string]int, left Counts) {
	for _, code := range slices.Sorted(maps.Keys(same)) {
		fmt.Fprintf(t.w, "[%s] 同类问题还有 %d 处\n", visible(code), same[code])
	}
	if n := left.Total(); n > 0 {
		fmt.Fprintf(t.w, "另有 %d 个问题未列出（错误 %d，警告 %d，提示 %d）\n", n, left.Errors, left.Warnings, left.Notices)
	}
	if t.opt.More != "" && (len(same) > 0 || left.Total() > 0) {
		t.w.WriteString(t.opt.More + "\n")
	}
}

// textWriter keeps the place in the source of the last problem, as the next one
// is most often further down in the same file.
type textWriter struct {
	w      *bufio.Writer
	opt    TextOptions
	secret secretLines
	file   string
	at     cursor
	last   Pos // of the line that was shown last, in file
}

func (t *textWriter) problem(d *Diagnostic) {
	t.write(styleBold, place(d.File, d.Pos))
	t.write(severityStyles[d.Severity], d.Severity.String()+":")
	t.w.WriteString(" " + short(d.Message))
	t.write(styleDim, " ["+visible(d.Code)+"]")
	t.w.WriteByte('\n')
	t.source(d)
	if d.Hint != "" {
		t.w.WriteString("  提示：" + short(d.Hint) + "\n")
	}
	for _, r := range d.Related {
		t.w.WriteString("  " + place(r.File, r.Pos) + short(r.Message) + "\n")
	}
}

func (t *textWriter) source(d *Diagnostic) {
	if t.secret.has(d) || t.opt.Source == nil || d.Pos.Line < 1 || d.Pos.Col < 1 {
		return
	}
	if d.File != t.file || t.at.src == nil {
		t.file, t.at, t.last = d.File, newCursor(t.opt.Source(d.File)), Pos{}
	}
	if d.Pos == t.last { // just above
		return
	}
	line, carets, ok := t.at.snippet(d.Pos, t.opt.Width-len(indent))
	if !ok || steering.Replace(line) != line || t.opt.Secret != nil && t.opt.Secret([]string{t.at.whole()})[1] {
		return
	}
	t.last = d.Pos
	if strings.HasPrefix(strings.TrimLeftFunc(line, unicode.IsSpace), "::") { // also U+3000
		t.w.WriteString(quoted + line + "\n" + indent)
	} else {
		t.w.WriteString(indent + line + "\n" + indent)
	}
	t.write(styleCaret, carets)
	t.w.WriteByte('\n')
}

// indent stands before a line of the source, quoted where a build server would else
// read the line as a command.
const (
	indent = "    "
	quoted = "  | "
)

// place is the head of a line, "file:line:column: ", as far as it is known.
func place(file string, p Pos) string {
	var b strings.Builder
	b.WriteString(visible(file))
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
		if p.Col > 0 {
			fmt.Fprintf(&b, ":%d", p.Col)
		}
	}
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	return b.String()
}

// short is s as one line without control characters, cut when it is long.
func short(s string) string { return visible(cut(s)) }

// cut takes the middle out of a long text: the end may say what was expected.
func cut(s string) string {
	const head, tail = maxText * 3 / 4, maxText / 4
	if len(s) > maxText && utf8.RuneCountInString(s) > maxText {
		return s[:skip(s, head)] + "…" + s[skipBack(s, tail):]
	}
	return s
}

// skip is the index after the first n characters of s.
func skip(s string, n int) (i int) {
	for ; n > 0 && i < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return i
}

// skipBack is the index of the last n characters of s.
func skipBack(s string, n int) int {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return i
}

// The styles are ANSI escape sequences.
const (
	styleBold  = "\x1b[1m"
	styleDim   = "\x1b[2m"
	styleCaret = "\x1b[1;32m"
	styleEnd   = "\x1b[0m"
)

var severityStyles = map[Severity]string{Error: "\x1b[1;31m", Warning: "\x1b[1;33m", Notice: "\x1b[1;36m"}

func (t *textWriter) write(style, s string) {
	if t.opt.Color && style != "" {
		s = style + s + styleEnd
	}
	t.w.WriteString(s)
}
