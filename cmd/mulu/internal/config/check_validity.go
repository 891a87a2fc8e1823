package config

// CheckValidity is [check.validity]: settings of the rules of validity.
type CheckValidity struct{}
