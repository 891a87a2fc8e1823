package publish

import (
	"bytes"
	"errors"
	"io/fs"
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

// Copy is what is known of a copy of a site.
type Copy struct {
	*Manifest
	// Signature is the file beside the manifest, nil where there is none. Where the manifest
	// alone was kept, Bare is true and nothing is known of it.
	Signature []byte
	Bare      bool
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

// CopyAt reads the manifest as ManifestAt does and, in a folder, its signature.
func CopyAt(name string) (c Copy, err error) {
	if c.Manifest, err = ManifestAt(name); err != nil {
		return c, err
	}
	info, err := os.Stat(name)
	if err != nil {
		return c, err
	}
	if c.Bare = !info.IsDir(); c.Bare {
		return c, nil
	}
	if c.Signature, err = readSignature(join(name, SignatureName)); errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return c, err
}

// Upload gives the files that differ from any of the old publications, see Differences, in the
// order in which they are put in place where a site cannot be switched at once, see Step: what
// is new or changed, the manifest and its signature, and what is removed. Those two have no sizes.
func Upload(olds []Copy, new Copy) []Change {
	all := append(Differences(olds, new.Manifest), seals(olds, new)...)
	slices.SortFunc(all, func(a, b Change) int {
		switch {
		case a.Kind == Removed && b.Kind == Removed:
			return Sooner(b.Path, a.Path)
		case a.Kind == Removed:
			return 1
		case b.Kind == Removed:
			return -1
		}
		return Sooner(a.Path, b.Path)
	})
	return all
}

// seals gives what becomes of the manifest and of its signature. A signature of which nothing
// is known is sent again, or removed: neither does harm. It stays only where it may be right:
// where the new one is not known either, and signs the same manifest.
func seals(olds []Copy, new Copy) (all []Change) {
	published, changed, signed, sign := false, false, false, false
	for _, old := range olds {
		there := !old.IsNothing()
		published = published || there
		changed = changed || old.Digest != new.Digest
		signed = signed || there && (old.Bare || old.Signature != nil)
		sign = sign || old.Bare || old.Digest != new.Digest || !bytes.Equal(old.Signature, new.Signature)
	}
	kind := func(there bool) ChangeKind {
		if there {
			return Changed
		}
		return Added
	}
	if changed {
		all = append(all, Change{Path: ManifestName, Kind: kind(published)})
	}
	switch {
	case new.Signature != nil && sign:
		all = append(all, Change{Path: SignatureName, Kind: kind(signed)})
	case new.Signature == nil && signed && (changed || !new.Bare):
		all = append(all, Change{Path: SignatureName, Kind: Removed})
	}
	return all
}

// Nothing is the copy of a site that was never published.
func Nothing() Copy { return Copy{Manifest: &Manifest{table: newTable()}} }

// IsNothing says whether the copy is Nothing.
func (c Copy) IsNothing() bool { return c.Digest == [32]byte{} }
