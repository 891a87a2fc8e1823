// Package links has the rules of links, images and headings.
package links

import "mulu/cmd/mulu/internal/check"

// Rules are the rules of this group, in the order in which documentation lists them.
var Rules []*check.Rule
