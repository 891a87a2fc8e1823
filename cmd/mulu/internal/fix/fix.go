// Package fix makes the repairs of a content file that cannot be wrong: brackets and
// spaces of document numbers, days in another form, misspelt keys, space at the ends of
// lines, byte order marks and the line ends of Windows.
//
// Its promise: nothing else changes. Comments, the order of keys and every other byte
// stay; a header means the same but for what was repaired, and a body makes the same
// page. Each repair is proved by reading the result again; one that cannot be proved is
// not made. What needs a decision is left to the editor.
//
// It decides about texts; Write puts one in place of a file. Which files a site has, and
// what an editor is shown, it leaves to package cli.
package fix

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/frontmatter"
)

// Repair is one change. What says in Chinese what was repaired.
type Repair struct {
	Line int // from 1; 0: the whole file
	What string
}

// Fixer repairs the texts of a site.
type Fixer struct {
	numbers *regexp.Regexp // document numbers of the site's own issuers; nil without any
}

// New makes the fixer of a site. Without settings (nil) the numbers in bodies are left
// as they are, for it is not known which are certain.
func New(c *config.Config) *Fixer {
	f := &Fixer{}
	var prefixes []string
	if c != nil {
		for _, s := range c.Issuers {
			for _, p := range append([]string{s.Prefix}, s.Also...) {
				if p != "" {
					prefixes = append(prefixes, regexp.QuoteMeta(p))
				}
			}
		}
	}
	if len(prefixes) > 0 {
		// The longest first: of two that fit, it says more.
		slices.SortFunc(prefixes, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
		f.numbers = regexp.MustCompile(`(?:` + strings.Join(prefixes, "|") + `)` + numberForm)
	}
	return f
}

// edit replaces data[from:to].
type edit struct {
	from, to int
	text     string
	Repair
}

// mostRuns is how often a text is repaired until nothing is left. One repair lets another
// be seen, as a second byte order mark behind the first; no text needs many.
const mostRuns = 100

// untilDone repeats a repair until it finds nothing more, so that a second run over what
// it made has nothing to do.
func untilDone(data []byte, repair func(data []byte) ([]byte, []Repair)) ([]byte, []Repair) {
	var all []Repair
	for range mostRuns {
		fixed, repairs := repair(data)
		if len(repairs) == 0 {
			break
		}
		data = fixed
		for _, r := range repairs {
			if r.Line > 0 || !slices.Contains(all, r) {
				all = append(all, r)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Repair) int { return a.Line - b.Line })
	return data, all
}

// Document repairs a document or page of content/. The text comes back as it is when
// there is nothing to repair, or when it is no text that mulu reads.
func (f *Fixer) Document(file string, data []byte) ([]byte, []Repair) {
	return untilDone(data, func(data []byte) ([]byte, []Repair) { return f.once(file, data) })
}

func (f *Fixer) once(file string, data []byte) ([]byte, []Repair) {
	clean, repairs, ok := ends(file, data)
	if !ok {
		return data, nil
	}
	clean, more := header(file, clean)
	repairs = append(repairs, more...)
	clean, more = f.body(clean)
	repairs = append(repairs, more...)
	return clean, repairs
}

// Settings repairs config.toml: only what surrounds its values.
func (f *Fixer) Settings(file string, data []byte) ([]byte, []Repair) {
	return untilDone(data, func(data []byte) ([]byte, []Repair) {
		clean, repairs, _ := ends(file, data)
		return clean, repairs
	})
}

// ends takes away a byte order mark and makes LF of other line ends.
func ends(file string, data []byte) (clean []byte, repairs []Repair, ok bool) {
	clean, ds := frontmatter.Clean(file, bytes.Clone(data))
	if diag.Count(ds).Errors > 0 {
		return data, nil, false
	}
	if bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")) {
		repairs = append(repairs, Repair{0, "去掉文件开头的 BOM"})
	}
	if bytes.IndexByte(data, '\r') >= 0 {
		repairs = append(repairs, Repair{0, "行尾改为 LF"})
	}
	return clean, repairs, true
}

// apply makes the edits. Of two that overlap it makes the first: the other is left for
// the next run.
func apply(data []byte, edits []edit) ([]byte, []Repair) {
	slices.SortFunc(edits, func(a, b edit) int { return a.from - b.from })
	var out []byte
	var repairs []Repair
	at := 0
	for _, e := range edits {
		if e.from < at {
			continue
		}
		out = append(append(out, data[at:e.from]...), e.text...)
		at = e.to
		repairs = append(repairs, e.Repair)
	}
	return append(out, data[at:]...), repairs
}

// lineStarts are the offsets at which lines begin.
func lineStarts(data []byte) []int {
	starts := []int{0}
	for i, c := range data {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}
