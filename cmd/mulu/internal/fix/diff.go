package fix

import (
	"bytes"
	"fmt"
	"io"
)

// context is how many lines stand before and after a change in a diff.
const context = 3

// Diff writes what changes in a file as a unified diff. Repairs change lines but neither
// add nor remove any. Changes of line ends and of a byte order mark, which touch every
// line, are said in a line that begins with #.
func Diff(w io.Writer, file string, was, is []byte, repairs []Repair) error {
	old, now := split(was), split(is)
	out := &bytes.Buffer{}
	fmt.Fprintf(out, "--- a/%s\n+++ b/%s\n", file, file)
	for _, r := range repairs {
		if r.Line == 0 {
			fmt.Fprintf(out, "# %s\n", r.What)
		}
	}
	for i := 0; i < len(now); {
		if bytes.Equal(old[i], now[i]) {
			i++
			continue
		}
		from, to, last := max(0, i-context), i, i
		for to = i; to < len(now) && to <= last+2*context+1; to++ {
			if !bytes.Equal(old[to], now[to]) {
				last = to
			}
		}
		to = min(len(now), last+1+context)
		hunk(out, old, now, from, to)
		i = to
	}
	_, err := w.Write(out.Bytes())
	return err
}

func hunk(out *bytes.Buffer, old, now [][]byte, from, to int) {
	fmt.Fprintf(out, "@@ -%d,%d +%d,%d @@\n", from+1, to-from, from+1, to-from)
	for i := from; i < to; {
		if bytes.Equal(old[i], now[i]) {
			fmt.Fprintf(out, " %s\n", now[i])
			i++
			continue
		}
		end := i
		for end < to && !bytes.Equal(old[end], now[end]) {
			end++
		}
		for _, line := range old[i:end] {
			fmt.Fprintf(out, "-%s\n", line)
		}
		for _, line := range now[i:end] {
			fmt.Fprintf(out, "+%s\n", line)
		}
		i = end
	}
}

// split gives the lines of a text without their ends.
func split(text []byte) [][]byte {
	text = bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF"))
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	return bytes.Split(bytes.TrimSuffix(text, []byte("\n")), []byte("\n"))
}
