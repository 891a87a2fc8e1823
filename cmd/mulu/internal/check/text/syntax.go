package text

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/lazy"
)

// span is a range of bytes of a line.
type span struct{ from, to int }

// What is not read as text in a line of Markdown, each with what every piece of it has:
// most lines have one kind at most, and the patterns are slow.
var notProse = []struct {
	has  string
	form *lazy.Regexp
}{
	{"://", lazy.Compile(`(?:https?|ftp)://[!-~]+`)},
	{"www.", lazy.Compile(`www\.[!-~]+`)},
	{"@", lazy.Compile(`[\w.+-]+@[\w-]+\.[\w.-]+`)},
	{"<", lazy.Compile(`</?[A-Za-z][^>]*>|<!--.*?(?:-->|$)`)},
	{"[^", lazy.Compile(`\[\^[^\]]*\]`)},
	{"]:", lazy.Compile(`^ {0,3}\[[^\]^][^\]]*\]:.*`)},
}

// syntax gives the parts of a line that are no prose: code, links' destinations,
// addresses, HTML, backslash escapes, names of footnotes and of links at their
// definition. It is asked for only where something was found.
func syntax(line string) []span {
	list := codeSpans(line)
	for i := 0; i+1 < len(line); i++ {
		switch {
		case line[i] == '\\' && line[i+1] < utf8.RuneSelf:
			list = append(list, span{i, i + 2})
			i++
		case line[i] == ']' && line[i+1] == '(':
			list = append(list, span{i, destinationEnd(line, i+1)})
		case line[i] == '!' && line[i+1] == '[':
			list = append(list, span{i, i + 2})
		}
	}
	for _, k := range notProse {
		if strings.Contains(line, k.has) {
			for _, m := range k.form.FindAllStringIndex(line, -1) {
				list = append(list, span{m[0], m[1]})
			}
		}
	}
	return list
}

// maxDestination is how long a link's destination may be, so that a line of opening
// brackets is not read again for each.
const maxDestination = 2000

// destinationEnd is the place behind the bracket that closes the one at i; behind that
// one itself when none does.
func destinationEnd(line string, i int) int {
	depth := 0
	for j := i; j < min(len(line), i+maxDestination); j++ {
		switch line[j] {
		case '\\':
			j++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return j + 1
			}
		}
	}
	return i + 1
}

// codeSpans are the parts between equal runs of backticks (CommonMark 6.1).
func codeSpans(line string) (list []span) {
	for i := strings.IndexByte(line, '`'); i >= 0 && i < len(line); {
		n := len(line[i:]) - len(strings.TrimLeft(line[i:], "`"))
		close := closing(line[i+n:], n)
		if close >= 0 {
			list = append(list, span{i, i + n + close + n})
			n += close + n
		}
		next := strings.IndexByte(line[i+n:], '`')
		if next < 0 {
			break
		}
		i += n + next
	}
	return list
}

// closing is where a run of exactly n backticks is, -1 when there is none.
func closing(s string, n int) int {
	for at := 0; at < len(s); {
		i := strings.IndexByte(s[at:], '`')
		if i < 0 {
			return -1
		}
		run := len(s[at+i:]) - len(strings.TrimLeft(s[at+i:], "`"))
		if run == n {
			return at + i
		}
		at += i + run
	}
	return -1
}

// prose tells what of a line is text. It looks when it is first asked.
type prose struct {
	text     string
	markdown bool
	seen     bool
	spans    []span
}

func proseOf(l *check.Line) prose {
	return prose{text: l.Text, markdown: l.In == check.InBody, seen: l.Has&notText == 0}
}

func proseIn(line *check.Text) prose {
	return prose{text: line.Text, markdown: true, seen: line.Has&notText == 0}
}

// notText is what a line has one of that has anything but text.
const notText = check.Markup | check.Latin

// has says whether the byte at i belongs to the text.
func (p *prose) has(i int) bool {
	if !p.markdown {
		return true
	}
	if !p.seen {
		p.seen = true
		if strings.ContainsAny(p.text, "`[<\\@") || strings.Contains(p.text, "://") || strings.Contains(p.text, "www.") {
			p.spans = joined(syntax(p.text))
		}
	}
	n, _ := slices.BinarySearchFunc(p.spans, i, func(s span, i int) int { return cmp.Compare(s.to, i+1) })
	return n == len(p.spans) || i < p.spans[n].from
}

// joined sorts spans and makes one of those that overlap.
func joined(list []span) []span {
	slices.SortFunc(list, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	out := list[:0]
	for _, s := range list {
		if n := len(out); n > 0 && s.from <= out[n-1].to {
			out[n-1].to = max(out[n-1].to, s.to)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// before and after are the characters beside a place, 0 at the ends.
func before(s string, i int) rune {
	r, n := utf8.DecodeLastRuneInString(s[:i])
	if n == 0 {
		return 0
	}
	return r
}

func after(s string, i int) rune {
	r, n := utf8.DecodeRuneInString(s[i:])
	if n == 0 {
		return 0
	}
	return r
}

// blockMarks is the length of what a line of Markdown begins with: spaces, then marks of
// quotes, then of lists and headings, each with the spaces behind it.
func blockMarks(s string) int {
	at := 0
	for at < len(s) && (isBlank(s[at]) || strings.HasPrefix(s[at:], "　")) {
		if at++; s[at-1] >= utf8.RuneSelf {
			at += len("　") - 1
		}
	}
	for at < len(s) && s[at] == '>' {
		at++
		at += leading(s[at:])
	}
	for {
		n := blockMark(s[at:])
		spaces := leading(s[at+n:])
		if n == 0 || spaces == 0 {
			return at
		}
		at += n + spaces
	}
}

// blockMark is the length of one mark of a list or heading.
func blockMark(s string) int {
	n := 0
	switch {
	case s == "":
	case s[0] == '-' || s[0] == '*' || s[0] == '+':
		return 1
	case s[0] == '#':
		for n < len(s) && s[n] == '#' {
			n++
		}
		if n <= 6 {
			return n
		}
	default:
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		if n > 0 && n <= 9 && n < len(s) && (s[n] == '.' || s[n] == ')') {
			return n + 1
		}
	}
	return 0
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' }

// leading is how many blanks s begins with.
func leading(s string) (n int) {
	for n < len(s) && isBlank(s[n]) {
		n++
	}
	return n
}

// isBlock says what a line of Markdown is beside a paragraph.
func isHeading(line string) bool { return strings.HasPrefix(unquoted(line), "#") }

func isRow(line string) bool { return strings.HasPrefix(unquoted(line), "|") }

// unquoted is a line without indent and marks of quotation, of which nearly all have none.
func unquoted(line string) string {
	if line != "" && line[0] != ' ' && line[0] != '>' {
		return line
	}
	return strings.TrimLeft(line, " >")
}

func isListItem(line string) bool {
	s := strings.TrimLeft(line, " >\t")
	return strings.HasPrefix(s, "- ") || strings.HasPrefix(s, "* ") || strings.HasPrefix(s, "+ ") || numbered.MatchString(s)
}

var numbered = lazy.Compile(`^\d{1,9}[.)] `)

// bare is a line without marks of Markdown and the brackets and spaces around it, in
// half width: the form in which a mark on a line of its own is compared.
func bare(line string) string {
	s := line[blockMarks(line):]
	return strings.Trim(s, "*_~ \t　|【】[]（）()“”。！!")
}

// isHan is for characters as before and after give them.
func isHan(r rune) bool { return han.IsHan(r) }

// maxFindings is how many findings a rule makes of one line: where there are more, they
// say nothing new, and each counts the line's characters.
const maxFindings = 50

// limit is how many lines with the same small fault are named one by one; where more
// have it, one finding speaks for the whole text.
const limit = 5

// tally counts places of one small fault in a text.
type tally struct {
	lines []place
	count int
}

type place struct {
	text     *check.Text
	from, to int
	count    int
}

// add notes a place; those on one line are one finding, at the first of them.
func (t *tally) add(line *check.Text, from, to int) {
	t.count++
	if n := len(t.lines); n > 0 && t.lines[n-1].text.Number == line.Number {
		t.lines[n-1].count++
		return
	}
	t.lines = append(t.lines, place{line, from, to, 1})
}

// report makes the findings: one says what is wrong with a piece of text, what names
// the fault.
func (t *tally) report(b *check.Body, what string, one func(found string) string) {
	if len(t.lines) > limit {
		p := t.lines[0]
		b.Report(b.At(p.text, p.from, p.to, "全文有%d行、%d处%s，这里是第一处", len(t.lines), t.count, what))
		return
	}
	for _, p := range t.lines {
		d := b.At(p.text, p.from, p.to, "%s", one(p.text.Text[p.from:p.to]))
		if p.count > 1 {
			d.Message += "；本行还有" + number(p.count-1) + "处" + what
		}
		b.Report(d)
	}
}
