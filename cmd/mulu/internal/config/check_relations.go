package config

// CheckRelations is [check.relations]: settings of the rules of partners of documents.
type CheckRelations struct{}
