// Package privacy has the rules of personal data in texts and attachments.
package privacy

import "mulu/cmd/mulu/internal/check"

// Rules are the rules of this group, in the order in which documentation lists them.
var Rules []*check.Rule
