package config

// CheckColumns is [check.columns]: settings of the rules of columns and pages.
type CheckColumns struct{}
