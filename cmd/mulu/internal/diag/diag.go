// Package diag holds problems as values: a Diagnostic says what is wrong, where
// and how to mend it, a Rule says what a code means and where the demand comes
// from. Packages return diagnostics instead of errors when a file of the site
// needs mending; an error is for a tool that could not work.
//
// It writes nothing to a terminal by itself and knows no file system; see the
// writers in this package and package cli.
package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// Severity says what a problem stops. Errors stop the publication and are never
// lowered; warnings stop it only with --strict; notices never do.
type Severity uint8

// The severities, from the least to the worst.
const (
	Notice Severity = iota + 1
	Warning
	Error
)

// String gives the English word used in machine formats.
func (s Severity) String() string {
	switch s {
	case Notice:
		return "notice"
	case Warning:
		return "warning"
	case Error:
		return "error"
	}
	return "none"
}

// Pos is a range in a text file. Line and Col count from 1, columns count
// characters (Unicode code points); 0 means unknown. EndCol is the column after
// the last character and is on EndLine; both 0 mean a point.
type Pos struct {
	Line, Col       int
	EndLine, EndCol int
}

// Related is another place that belongs to a problem, as the first of two equal
// index numbers.
type Related struct {
	File    string
	Pos     Pos
	Message string
}

// Diagnostic is a problem that a person must mend.
type Diagnostic struct {
	File     string // relative to the site's folder, with slashes
	Pos      Pos
	Severity Severity
	// Secret says that what stands at Pos must not be shown again: no writer prints the
	// source line, and Message holds a masked form (个人信息保护法 第二十五条).
	Secret bool
	// Known says that the problem is in the baseline. Such problems do not count.
	Known   bool
	Code    string // kebab-case, stable
	Message string // what was found and what was expected, in Chinese
	Hint    string // what to do; may be empty
	Related []Related
	// Found is what offends, where Pos cannot say it, as in an attachment. It tells one
	// finding from another and is never shown.
	Found string
	// Mark is a short hash of the code and of what offends: it stays when lines move.
	// Package check/policy gives it to findings that need one.
	Mark string
	// Waived is the exception that a reviewer made of the problem; nil when there is none.
	// Such problems do not count.
	Waived *Waiver
}

// Waiver is a reviewed exception: why a problem may stay, who said so, and the last day
// on which that holds.
type Waiver struct {
	Reason, By, Until string
	File              string // where it is written
	Pos               Pos
}

// Excused says whether the problem is waived or known, so that it stops nothing.
func (d *Diagnostic) Excused() bool { return d.Waived != nil || d.Known }

// Counting gives the problems that count, in their order.
func Counting(ds []Diagnostic) []Diagnostic {
	if !slices.ContainsFunc(ds, func(d Diagnostic) bool { return d.Excused() }) {
		return ds
	}
	var list []Diagnostic
	for i := range ds {
		if !ds[i].Excused() {
			list = append(list, ds[i])
		}
	}
	return list
}

// Rule is what a code means. Its Severity is the default of its diagnostics.
type Rule struct {
	Code     string
	Severity Severity
	Title    string // one line, Chinese
	Explain  string // why it matters, Chinese
	Source   string // law, article, standard, or “本软件约定”
	Repair   string // how to mend it, Chinese
	Since    string // the first version that has it; empty: 0.1
	// Unconfirmed says that the source could not be compared with its text, so that
	// the numbers that it sets are settings of the site.
	Unconfirmed bool
	Examples    []Example
}

// Example shows what offends a rule, and the same as it should be. Either may be empty.
type Example struct{ Wrong, Right string }

// FirstVersion is the first version of mulu that has the rule.
func (r *Rule) FirstVersion() string { return cmp.Or(r.Since, "0.1") }

// At makes a diagnostic of the rule. The message is formatted as fmt.Sprintf does.
func (r *Rule) At(file string, pos Pos, format string, args ...any) Diagnostic {
	return Diagnostic{File: file, Pos: pos, Severity: r.Severity, Code: r.Code, Message: fmt.Sprintf(format, args...)}
}

// WithHint returns d with a hint, formatted as fmt.Sprintf does.
func (d Diagnostic) WithHint(format string, args ...any) Diagnostic {
	d.Hint = fmt.Sprintf(format, args...)
	return d
}

// WithRelated returns d with one more related place.
func (d Diagnostic) WithRelated(file string, pos Pos, message string) Diagnostic {
	d.Related = append(slices.Clone(d.Related), Related{file, pos, message})
	return d
}

// Sort orders problems by file, line, column, code and message, so that two runs
// over the same files say the same thing.
//
// It sorts their places and moves each problem once: a problem is 168 bytes, and a large
// site has 100,000.
func Sort(ds []Diagnostic) {
	if slices.IsSortedFunc(ds, func(a, b Diagnostic) int { return order(&a, &b) }) {
		return
	}
	places := make([]int32, len(ds))
	for i := range places {
		places[i] = int32(i)
	}
	slices.SortStableFunc(places, func(a, b int32) int { return order(&ds[a], &ds[b]) })
	for i := range places { // each circle of places, of which the first is put down last
		for first, at := ds[i], i; ; {
			from := int(places[at])
			places[at] = int32(at)
			if from == i {
				ds[at] = first
				break
			}
			ds[at], at = ds[from], from
		}
	}
}

// order compares problems as Sort puts them.
func order(a, b *Diagnostic) int {
	if a.File != b.File {
		return cmp.Compare(a.File, b.File)
	}
	if c := cmp.Or(cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Col, b.Pos.Col)); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
}

// Counts says how many problems there are of each severity, and how many do not count.
type Counts struct{ Errors, Warnings, Notices, Waived, Known int }

// Count counts the problems by severity; what is waived or known is counted apart.
func Count(ds []Diagnostic) (c Counts) {
	for i := range ds {
		c.count(&ds[i])
	}
	return c
}

func (c *Counts) count(d *Diagnostic) {
	switch {
	case d.Waived != nil:
		c.Waived++
	case d.Known:
		c.Known++
	case d.Severity == Error:
		c.Errors++
	case d.Severity == Warning:
		c.Warnings++
	case d.Severity == Notice:
		c.Notices++
	}
}
