package config

// CheckLinks is [check.links]: settings of the rules of links.
type CheckLinks struct{}
