package build

import (
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/official"
)

// Forecast gives what the rules say must be done, or changes by itself, not later than a
// day; what is overdue is included.
func (s *Site) Forecast(until official.Date) []check.Term { return s.engine.Forecast(until) }
