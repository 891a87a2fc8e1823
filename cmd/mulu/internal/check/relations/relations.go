// Package relations has the rules of relations: what must have a partner, and what contradicts another document.
package relations

import "mulu/cmd/mulu/internal/check"

// Rules are the rules of this group, in the order in which documentation lists them.
var Rules []*check.Rule
