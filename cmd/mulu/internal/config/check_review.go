package config

// CheckReview is [check.review]: settings of the rules of the review before publication.
type CheckReview struct{}
