package config

// CheckText is [check.text]: settings of the rules of the text.
type CheckText struct{}
