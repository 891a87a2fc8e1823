// Package history tells what became of documents from one publication to the next: from the
// publication log that a site carries, and from manifests that somebody kept.
//
// It promises that a published date or an index number which is another in a later manifest
// is told, whatever the log says: the log is part of the site, a kept manifest is not.
package history

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/publish"
)

// Kind is what became of a document between two manifests.
type Kind string

// The kinds. Those up to Renumbered are of what never changes once it is public.
const (
	Published  Kind = "published"  // its published date is another
	Index      Kind = "index"      // its page has another index number
	Renumbered Kind = "renumbered" // it is gone, and one with its days appeared under another number

	Written   Kind = "written"
	Effective Kind = "effective"
	Expires   Kind = "expires"
	Validity  Kind = "validity"
	Appeared  Kind = "appeared"
	Withdrawn Kind = "withdrawn" // its address has something else
	Removed   Kind = "removed"
	Page      Kind = "page" // only the bytes of its page
)

// Change is what became of a document.
type Change struct {
	Index string `json:"index"`
	Kind  Kind   `json:"change"`
	From  string `json:"from,omitempty"`
	To    string `json:"to,omitempty"`
	// Backdated says of what appeared that its published date is before the day of the manifest
	// that does not have it: on that day it was not public here.
	Backdated bool `json:"backdated,omitempty"`
}

// Grave says whether the change is of what never changes once it is public.
func (c *Change) Grave() bool {
	return c.Kind == Published || c.Kind == Index || c.Kind == Renumbered
}

// document is a document of a manifest.
type document struct {
	publish.Entry
	publish.Document
}

// Compare gives what became of the documents of a manifest, in the order of their pages'
// paths; what may be one document under two index numbers comes last. Both manifests must
// tell documents.
func Compare(old, new *publish.Manifest) (changes []Change) {
	nextOld, stopOld := pull(old)
	defer stopOld()
	nextNew, stopNew := pull(new)
	defer stopNew()
	var gone, come []document
	a, b := nextOld(), nextNew()
	for a != nil || b != nil {
		switch order := comparePaths(a, b); {
		case order < 0:
			gone = append(gone, *a)
			changes = append(changes, departure(a, new))
			a = nextOld()
		case order > 0:
			come = append(come, *b)
			changes = append(changes, arrival(b, old.Day))
			b = nextNew()
		default:
			changes = append(changes, differences(a, b)...)
			a, b = nextOld(), nextNew()
		}
	}
	return append(changes, renumbered(gone, come)...)
}

func pull(m *publish.Manifest) (next func() *document, stop func()) {
	n, stop := iter.Pull2(m.Documents())
	return func() *document {
		e, d, ok := n()
		if !ok {
			return nil
		}
		return &document{e, d}
	}, stop
}

// comparePaths puts what is not there last.
func comparePaths(a, b *document) int {
	switch {
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	return strings.Compare(a.Path, b.Path)
}

func arrival(d *document, absent official.Date) Change {
	known := !absent.IsZero() && !d.Published.IsZero()
	return Change{Index: d.Index, Kind: Appeared, To: d.Published.String(), Backdated: known && absent.After(d.Published)}
}

func departure(d *document, new *publish.Manifest) Change {
	c := Change{Index: d.Index, Kind: Removed, From: d.Published.String()}
	if _, still := new.Find(d.Path); still {
		c.Kind = Withdrawn
	}
	return c
}

// differences are what two manifests say otherwise of one page.
func differences(a, b *document) (changes []Change) {
	for _, v := range [...]struct {
		kind     Kind
		was, now string
	}{
		{Index, a.Index, b.Index}, {Published, a.Published.String(), b.Published.String()},
		{Written, a.Written.String(), b.Written.String()}, {Effective, a.Effective.String(), b.Effective.String()},
		{Expires, a.Expires.String(), b.Expires.String()}, {Validity, a.Validity, b.Validity},
	} {
		if v.was != v.now {
			changes = append(changes, Change{Index: a.Index, Kind: v.kind, From: v.was, To: v.now})
		}
	}
	if changes == nil && a.SHA256 != b.SHA256 {
		changes = append(changes, Change{Index: a.Index, Kind: Page})
	}
	return changes
}

// renumbered pairs what is gone with what came, where no other has the same two days.
func renumbered(gone, come []document) (changes []Change) {
	type days struct{ written, published official.Date }
	of := func(list []document) map[days][]string {
		m := map[days][]string{}
		for i := range list {
			k := days{list[i].Written, list[i].Published}
			m[k] = append(m[k], list[i].Index)
		}
		return m
	}
	went := of(gone)
	for k, came := range of(come) {
		if was := went[k]; len(was) == 1 && len(came) == 1 {
			changes = append(changes, Change{Index: was[0], Kind: Renumbered, From: was[0], To: came[0]})
		}
	}
	slices.SortFunc(changes, func(a, b Change) int { return cmp.Compare(a.Index, b.Index) })
	return changes
}
