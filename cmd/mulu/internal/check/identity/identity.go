// Package identity has the rules of numbers that name a document: index number, document number, unified number.
package identity

import "mulu/cmd/mulu/internal/check"

// Rules are the rules of this group, in the order in which documentation lists them.
var Rules []*check.Rule
