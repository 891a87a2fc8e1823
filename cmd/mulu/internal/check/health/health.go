// Package health has the rules of the catalogue's health: blank columns, missing pages
// and what else an inspector counts.
package health

import "mulu/cmd/mulu/internal/check"

// Rules are the rules of this group, in the order in which documentation lists them.
var Rules = []*check.Rule{&categoryEmpty, &guideMissing}
