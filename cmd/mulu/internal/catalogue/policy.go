package catalogue

import (
	"slices"

	"mulu/cmd/mulu/internal/config"
)

// ListsEnded are words of the titles of decisions that end other documents or list those
// that have ended.
const ListsEnded = "废止|清理|失效"

// NeedsInterpretation says whether a document is one of those that must have an
// interpretation (国办发〔2016〕61号: 规章 and 行政规范性文件, where the site names no other
// kinds): not what has ended, reprints, annexes, and what only ends other documents.
func (c *Catalogue) NeedsInterpretation(d *Document) bool {
	r := &c.Config.Check.Relations
	switch {
	case d.Class == nil || !slices.Contains(r.Policies, d.Class.Name), d.Published.Before(r.Since), d.Validity.Ended(),
		d.More != nil && d.More.SourceName != "", config.HoldsWord(d.Title, ListsEnded):
		return false
	}
	return !slices.ContainsFunc(d.Out, func(r Relation) bool { return r.Type == AttachedTo })
}

// Interpreted says whether another document interprets this one.
func (d *Document) Interpreted() bool {
	return slices.ContainsFunc(d.In, func(r Relation) bool { return r.Type == Interprets })
}
