package publish

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"slices"
)

// Copy is what is known of a copy of a site.
type Copy struct {
	*Manifest
	// Signature is the file beside the manifest, nil where there is none. Where the manifest
	// alone was kept, Bare is true and nothing is known of it.
	Signature []byte
	Bare      bool
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

// Nothing is the copy of a site that was never published.
func Nothing() Copy { return Copy{Manifest: &Manifest{table: newTable()}} }

// IsNothing says whether the copy is Nothing.
func (c Copy) IsNothing() bool { return c.Digest == [32]byte{} }

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
		sign = sign || !bytes.Equal(old.Signature, new.Signature)
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
