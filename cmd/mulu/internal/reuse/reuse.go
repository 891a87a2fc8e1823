// Package reuse keeps what a build learned of each document, for the next build: what it was
// made of, what came of it, and what was found in it. All of a site's documents are in one
// packed entry of a cache folder, in the order of their keys, so that one is found without
// reading the others.
//
// What the hashes are of, and when an entry may be believed, is for package build to know.
// A pack that is damaged has no entries.
package reuse

import (
	"crypto/sha256"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/journal"
	"mulu/cmd/mulu/internal/markdown"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
)

// Sum is a SHA-256.
type Sum = [sha256.Size]byte

// Entry is what is kept of a document.
type Entry struct {
	Key     Sum         // of what the document alone is made of
	Frame   Sum         // of what its pages take from elsewhere
	Outputs Sum         // of the names, sizes and hashes of its files in the output
	Text    journal.Sum // of its body's words
	Words   journal.Sum // of what is searched of it beside its header
	Links   []markdown.Link
	Made    []diag.Diagnostic // found while its files were made
	Ruled   []diag.Diagnostic // found by the rules of package check in its body

	Files     []plan.Entry // that its body names
	Fragments []render.Fragment
	Faults    []Fault // outside of its body, in what templates make
	Faulty    bool    // its page counts as one with barriers
}

// Fault tells findings of one fault in a template from those of another.
type Fault struct{ Code, Element, Class string }

// plain says whether there is nothing of an entry beside its hashes.
func (e *Entry) plain() bool {
	return len(e.Links)+len(e.Made)+len(e.Ruled)+len(e.Files)+len(e.Fragments)+len(e.Faults) == 0 && !e.Faulty
}
