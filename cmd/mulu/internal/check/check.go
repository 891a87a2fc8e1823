// Package check holds rules over a whole Catalogue: what an inspector would find
// that no single document shows. A rule is a value with its explanation and its
// function; the list is All.
package check

import (
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/diag"
)

// Check is a rule with the function that finds what offends it.
type Check struct {
	diag.Rule
	Absence bool // it finds what is not there, which is known only when every header is right
	Run     func(c *catalogue.Catalogue, rule *diag.Rule) []diag.Diagnostic
}

// All are the checks, in the order in which documentation lists them.
var All = []*Check{&categoryEmpty, &guideMissing}

// Run applies all checks. whole says that no file has an error: else what seems to be
// absent may be in a file that could not be read.
func Run(c *catalogue.Catalogue, whole bool) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, k := range All {
		if whole || !k.Absence {
			ds = append(ds, k.Run(c, &k.Rule)...)
		}
	}
	return ds
}

// Rules lists what this package reports.
func Rules() []*diag.Rule {
	var rules []*diag.Rule
	for _, k := range All {
		rules = append(rules, &k.Rule)
	}
	return rules
}
