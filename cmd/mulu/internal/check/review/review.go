// Package review has the rules of the review before publication.
package review

import "mulu/cmd/mulu/internal/check"

// Rules are the rules of this group, in the order in which documentation lists them.
var Rules []*check.Rule
