// Package dates has the rules of days: their order, the future, and the terms within
// which a document must be published. That a day exists is said by package catalogue
// when it reads the header.
package dates

import "mulu/cmd/mulu/internal/check"

// Rules are the rules of this group, in the order in which documentation lists them.
var Rules = []*check.Rule{&future, &order, &retroactive, &publishedChanged, &late, &changeLate}

const regulation = "政府信息公开条例（国务院令第711号）"
