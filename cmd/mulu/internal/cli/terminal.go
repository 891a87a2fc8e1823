package cli

import (
	"io"
	"os"
	"runtime"
	"strings"

	"golang.org/x/term"
	"golang.org/x/text/width"
)

// isTerminal says whether a person looks at w or types into it.
func isTerminal(w any) bool {
	f, ok := w.(interface{ Fd() uintptr })
	return ok && term.IsTerminal(int(f.Fd()))
}

// columns is the width of the terminal behind w; 0 when it is none or does not say.
func columns(w io.Writer) int {
	if f, ok := w.(interface{ Fd() uintptr }); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil {
			return n
		}
	}
	return 0
}

// colour says whether w shows ANSI colours and its user wants them (no-color.org), or
// wants them anywhere (force-color.org), as in the log of a build server.
// The old Windows console would print the sequences as text.
func colour(w io.Writer) bool {
	switch force := os.Getenv("FORCE_COLOR"); {
	case os.Getenv("NO_COLOR") != "":
		return false
	case force != "" && force != "0":
		return true
	case os.Getenv("TERM") == "dumb":
		return false
	}
	return isTerminal(w) && (runtime.GOOS != "windows" || os.Getenv("WT_SESSION") != "")
}

// helpWidth is the width of help and explanations: the terminal's, within what can
// be read with ease.
func (a *app) helpWidth() int {
	n := columns(a.out.w)
	if n == 0 {
		return 80
	}
	return min(max(n, 24), 80)
}

// textWidth is the number of columns that s takes.
func textWidth(s string) (n int) {
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// noStart are the characters that no line begins with (GB/T 15834—2011, 5.1.10).
const noStart = "，。、；：？！）」』”’〕】》…%"

// wrap breaks text into lines of at most columns, the second and later ones after
// indent blanks. Chinese breaks between any two characters, other words do not.
func wrap(text string, columns, indent int) string {
	var b strings.Builder
	used := indent
	for _, piece := range pieces(text) {
		w := textWidth(piece)
		if used+w > columns && used > indent {
			b.WriteString("\n" + strings.Repeat(" ", indent))
			used = indent
			piece = strings.TrimLeft(piece, " ")
			w = textWidth(piece)
		}
		b.WriteString(piece)
		used += w
	}
	return b.String()
}

// pieces cuts text where a line may break.
func pieces(text string) []string {
	var out []string
	start, before := 0, rune(0)
	for i, r := range text {
		wide := runeWidth(r) == 2
		breaks := wide || runeWidth(before) == 2 || r == ' '
		if i > 0 && breaks && !strings.ContainsRune(noStart, r) && !strings.ContainsRune("（「『“‘〔【《", before) {
			out = append(out, text[start:i])
			start = i
		}
		before = r
	}
	return append(out, text[start:])
}
