// Package statutory has the rules of what laws ask of the contents of certain documents
// and of the catalogue as a whole: the heads of what must be public, guides to services,
// orders and regulations, budgets, annual reports, withdrawals, and the assessment of what is
// not public.
package statutory

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
)

// Rules are the rules of this group, in the order in which documentation lists them.
var Rules = []*check.Rule{
	&headColumn, &headEmpty, &headStale, &headExempt,
	&guideItems,
	&orderNumber, &orderItems, &tooSoon, &effectiveText, &expiresText,
	&budgetTitle, &budgetYear, &budgetTables, &budgetNotes, &budgetLate, &budgetMissing,
	&reportParts, &reportSection, &reportBlank, &reportCount, &reportProse, &withdrawalLate,
	&reassessMissing, &reassessDue, &oftenRequested,
}

const regulation = "政府信息公开条例（国务院令第711号）"

// nameOf is the word by which messages call an item whose names are divided by |: the first.
func nameOf(item string) string {
	name, _, _ := strings.Cut(item, "|")
	return name
}
