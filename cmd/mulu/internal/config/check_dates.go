package config

// CheckDates is [check.dates]: settings of the rules of terms of publication.
type CheckDates struct{}

func (l *loader) checkDates() {}
