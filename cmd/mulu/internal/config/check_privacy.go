package config

// CheckPrivacy is [check.privacy]: settings of the rules of personal data.
type CheckPrivacy struct{}
