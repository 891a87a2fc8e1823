package publish

import (
	"bytes"
	"iter"
	"os"
	"slices"
	"strings"
)

// ChangeKind is what became of a file between two publications.
type ChangeKind uint8

// The kinds of changes.
const (
	Added ChangeKind = iota + 1
	Changed
	Removed
)

// Change is a file that two publications do not have alike.
type Change struct {
	Path     string
	Kind     ChangeKind
	Old, New int64 // sizes in bytes, 0 where there is none
}

// Differences gives the files that a new publication does not have in common with each of the
// old ones, in the order of their paths. Several old ones are for a place where an upload was
// interrupted, so that any of them may lie there: what one had and the new one has not is
// removed; what one had is never new. The manifests themselves are not among them, see Diff.
func Differences(olds []Copy, new *Manifest) []Change {
	var all []Change
	for i, old := range olds {
		for c := range Diff(old.Manifest, new) {
			for _, other := range olds {
				if c.Kind != Added {
					break
				}
				if e, had := other.Find(c.Path); had {
					c.Kind, c.Old = Changed, e.Size
				}
			}
			all = append(all, c)
		}
		if i > 0 {
			slices.SortStableFunc(all, func(a, b Change) int { return strings.Compare(a.Path, b.Path) })
			all = slices.CompactFunc(all, func(a, b Change) bool { return a.Path == b.Path })
		}
	}
	return all
}

// Diff gives the files that differ between two publications, in the order of their paths. The
// manifests themselves, which differ whenever anything does, are not among them.
func Diff(old, new *Manifest) iter.Seq[Change] {
	return func(yield func(Change) bool) {
		a, b := old.table, new.table
		for i, j := 0, 0; i < a.len() || j < b.len(); {
			c := Change{Kind: Changed}
			order := -1 // the next file is of the old one alone
			switch {
			case i == a.len():
				order = 1
			case j < b.len():
				order = bytes.Compare(a.bytes(a.at(i)), b.bytes(b.at(j)))
			}
			if order <= 0 {
				c.Path, c.Old = a.path(a.at(i)), a.at(i).size
			}
			if order >= 0 {
				c.Path, c.New = b.path(b.at(j)), b.at(j).size
			}
			same := false
			switch {
			case order < 0:
				c.Kind = Removed
				i++
			case order > 0:
				c.Kind = Added
				j++
			default:
				same = a.at(i).sum == b.at(j).sum
				i, j = i+1, j+1
			}
			if !same && !yield(c) {
				return
			}
		}
	}
}

// ManifestAt reads the manifest of a published site with its documents: name is its folder, or
// the manifest itself wherever it was kept.
func ManifestAt(name string) (*Manifest, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		name = join(name, ManifestName)
	}
	return readManifest(name, &facts{})
}
