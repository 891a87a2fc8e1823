package query

import (
	"errors"
	"fmt"
	"io/fs"
	"path"

	"mulu/cmd/mulu/internal/search/codec"
)

// Index is the index of one published site, or of several that are searched as one.
// It may be used by several goroutines.
type Index struct {
	sites []*site
}

// site is a published site.
type site struct {
	place    int // among the sites
	files    *files
	manifest *codec.Manifest
	segments []*segment
	frequent *codec.FrequentTerms // of the biggest segment
	ranged   bool                 // it keeps these by several ranges
}

// segment is a part of a site's documents.
type segment struct {
	*codec.Segment
	site     *site
	base     uint32 // ordinal in the site of its first document
	biggest  bool
	frequent *codec.FrequentTerms // those that ranges keep, when there are ranges
}

// FileError is a file of a published site that cannot be read, or is not what it
// should be.
type FileError struct {
	Name string // from the site's root
	Err  error
}

// Error says which file and why.
func (e *FileError) Error() string { return fmt.Sprintf("read %s: %v", e.Name, e.Err) }

// Unwrap gives the reason.
func (e *FileError) Unwrap() error { return e.Err }

// Open opens the index of the site published in fsys. The error is a *FileError;
// when the index has another format, it wraps a *codec.VersionError, and when there
// is none, fs.ErrNotExist.
func Open(fsys fs.FS) (*Index, error) {
	s := &site{files: newFiles(fsys)}
	data, err := s.files.load(codec.ManifestName)
	if err != nil {
		return nil, err
	}
	if s.manifest, err = codec.DecodeManifest(data); err != nil {
		return nil, &FileError{codec.ManifestName, err}
	}
	if err = s.addSegments(); err != nil {
		return nil, &FileError{codec.ManifestName, err}
	}
	return &Index{sites: []*site{s}}, nil
}

// OpenAll joins indexes, each of other sites, to one that is searched as a whole. The
// first one's weights and short names hold for all.
func OpenAll(indexes ...*Index) (*Index, error) {
	all := &Index{}
	for _, ix := range indexes {
		for _, s := range ix.sites {
			joined := *s
			joined.place, joined.segments = len(all.sites), nil
			if err := joined.addSegments(); err != nil {
				return nil, err
			}
			all.sites = append(all.sites, &joined)
		}
	}
	if len(all.sites) == 0 {
		return nil, errors.New("no index to search")
	}
	return all, nil
}

// Documents is the number of documents in the index.
func (ix *Index) Documents() int {
	n := 0
	for _, s := range ix.sites {
		n += s.manifest.Docs
	}
	return n
}

func (s *site) addSegments() (err error) {
	var biggest *segment
	base := uint32(0)
	for i := range s.manifest.Segments {
		g := &segment{Segment: &s.manifest.Segments[i], site: s, base: base}
		if g.Frequent != nil {
			if g.frequent, err = g.Frequent.Terms(); err != nil {
				return err
			}
		}
		base += uint32(g.Docs)
		s.segments = append(s.segments, g)
		if biggest == nil || g.Docs > biggest.Docs {
			biggest = g
		}
	}
	if biggest != nil {
		biggest.biggest = true
		s.frequent, s.ranged = biggest.frequent, len(biggest.Ranges) > 1
	}
	return nil
}

// lookups is the number of lookups of the biggest segment's n that this one takes:
// a file to fetch is dear where it saves reading few documents.
func (g *segment) lookups(n int) int {
	if g.biggest {
		return n
	}
	return min(n, mostSmaller)
}

// dataName is the name from the site's root of a file that the manifest names.
func dataName(name string) string { return path.Join(codec.DataFolder, name) }
