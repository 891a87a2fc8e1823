// Package dates has the rules of days: their order, the future, and the terms within which a document must be published.
package dates

import "mulu/cmd/mulu/internal/check"

// Rules are the rules of this group, in the order in which documentation lists them.
var Rules []*check.Rule
