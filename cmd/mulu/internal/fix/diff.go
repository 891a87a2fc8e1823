package fix

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// context is how many lines stand before and after a change in a diff.
const context = 3

// Diff writes what changes in a file as a unified diff. Repairs change lines but neither
// add nor remove any. Changes of line ends and of a byte order mark, which touch every
// line, are said in a line that begins with #. Of the lines whose numbers, from 1, secret
// gives for a text, it is only said what was repaired.
func Diff(w io.Writer, file string, was, is []byte, repairs []Repair, secret func(lines []string) map[int]bool) error {
	old, now := split(was), split(is)
	hide := hider{secret(old), secret(now), repairs}
	out := &bytes.Buffer{}
	fmt.Fprintf(out, "--- a/%s\n+++ b/%s\n", file, file)
	for _, r := range repairs {
		if r.Line == 0 {
			fmt.Fprintf(out, "# %s\n", r.What)
		}
	}
	for i := 0; i < len(now); {
		if old[i] == now[i] {
			i++
			continue
		}
		from, to, last := max(0, i-context), i, i
		for to = i; to < len(now) && to <= last+2*context+1; to++ {
			if old[to] != now[to] {
				last = to
			}
		}
		to = min(len(now), last+1+context)
		hunk(out, old, now, from, to, hide)
		i = to
	}
	_, err := w.Write(out.Bytes())
	return err
}

func hunk(out *bytes.Buffer, old, now []string, from, to int, hide hider) {
	fmt.Fprintf(out, "@@ -%d,%d +%d,%d @@\n", from+1, to-from, from+1, to-from)
	for i := from; i < to; {
		if old[i] == now[i] {
			fmt.Fprintf(out, " %s\n", hide.line(now, i))
			i++
			continue
		}
		end := i
		for end < to && old[end] != now[end] {
			end++
		}
		for n := i; n < end; n++ {
			fmt.Fprintf(out, "-%s\n", hide.line(old, n))
		}
		for n := i; n < end; n++ {
			fmt.Fprintf(out, "+%s%s\n", hide.line(now, n), hide.what(n))
		}
		i = end
	}
}

// hider hides lines: what is printed in continuous integration is often public.
type hider struct {
	was, is map[int]bool // the numbers of secret lines before and after
	repairs []Repair
}

func (h hider) secret(i int) bool { return h.was[i+1] || h.is[i+1] }

// line is what is shown of a line.
func (h hider) line(lines []string, i int) string {
	if h.secret(i) {
		return "（本行有个人信息，不显示）"
	}
	return lines[i]
}

// what says what was repaired in a line that is not shown.
func (h hider) what(i int) (s string) {
	if !h.secret(i) {
		return ""
	}
	for _, r := range h.repairs {
		if r.Line == i+1 {
			s += " " + r.What
		}
	}
	return s
}

// split gives the lines of a text without their ends.
func split(text []byte) []string {
	text = bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF"))
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
}
