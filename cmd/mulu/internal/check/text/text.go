// Package text has the rules of the text itself: marks of secrecy, leftovers, damage, punctuation, sums.
package text

import "mulu/cmd/mulu/internal/check"

// Rules are the rules of this group, in the order in which documentation lists them.
var Rules []*check.Rule
