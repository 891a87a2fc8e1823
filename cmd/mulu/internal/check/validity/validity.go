// Package validity has the rules of validity and of what documents rest on.
package validity

import "mulu/cmd/mulu/internal/check"

// Rules are the rules of this group, in the order in which documentation lists them.
var Rules []*check.Rule
