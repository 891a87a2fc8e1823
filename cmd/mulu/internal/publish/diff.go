package publish

import (
	"bytes"
	"iter"
	"os"
	"slices"
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

// Upload gives the files that differ in the order in which they are put in place where a site
// cannot be switched at once, see Step: what is new or changed, the manifest when anything
// differs, and what is removed. The manifest has no sizes.
func Upload(old, new *Manifest) []Change {
	var all []Change
	for c := range Diff(old, new) {
		all = append(all, c)
	}
	if old.Digest != new.Digest {
		kind := Changed
		if old.Digest == ([32]byte{}) {
			kind = Added
		}
		all = append(all, Change{Path: ManifestName, Kind: kind})
	}
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

// UploadSigned is Upload where the new manifest has a signature, which follows it.
func UploadSigned(old, new *Manifest) []Change {
	all := Upload(old, new)
	i := slices.IndexFunc(all, func(c Change) bool { return c.Path == ManifestName })
	if i < 0 {
		return all
	}
	return slices.Insert(all, i+1, Change{Path: SignatureName, Kind: all[i].Kind})
}

// Nothing is the manifest of a site that was never published.
func Nothing() *Manifest { return &Manifest{table: newTable()} }
