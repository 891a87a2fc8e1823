package config

// CheckIdentity is [check.identity]: settings of the rules of numbers.
type CheckIdentity struct{}
