// Package identity has the rules of numbers that name a document: index number,
// document number, unified number. What a header alone shows of their form is said by
// package catalogue when it reads the header.
package identity

import "mulu/cmd/mulu/internal/check"

// Rules are the rules of this group, in the order in which documentation lists them.
var Rules = []*check.Rule{
	&indexChanged, &indexReused, &indexWithdrawn, &vanished, &indexCode,
	&numberYear, &numberTwice, &numberPrefix, &numberText, &unifiedYear,
}

const (
	regulation = "政府信息公开条例（国务院令第711号）"
	format     = "GB/T 9704-2012 第7.2.5条"
)
