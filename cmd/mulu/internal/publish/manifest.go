package publish

import (
	_ "embed"
	"errors"
	"io"
	"iter"

	"mulu/cmd/mulu/internal/official"
)

// ErrDamaged is in the error of ReadManifest when there is a manifest that mulu
// did not write in this form.
var ErrDamaged = errors.New("发布清单已损坏")

// Schema is the JSON Schema (draft 2020-12) of a manifest.
//
//go:embed manifest-2.json
var Schema string

// Manifest says which files a published site has. It is read-only.
type Manifest struct {
	Generator string // what made it
	Digest    [32]byte
	// Day is that of the build; no date in a manifest of version 1, or where none was known.
	Day official.Date
	// Chain are the manifests before this one, oldest first: at most maxChain.
	Chain []Link

	version int
	body    sum    // of all but the day and the chain
	table   *table // in the order of the paths
	facts   *facts // nil unless they were asked for
}

// Entry is a file of a manifest.
type Entry struct {
	Path   string
	Size   int64
	SHA256 [32]byte
}

// Len is the number of files, without the manifest itself.
func (m *Manifest) Len() int { return m.table.len() }

// At gives the file at a place in the order of the paths, from 0.
func (m *Manifest) At(i int) Entry { return m.entry(m.table.at(i)) }

// All gives the files in the order of their paths' bytes.
func (m *Manifest) All() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for i := range m.table.len() {
			if !yield(m.entry(m.table.at(i))) {
				return
			}
		}
	}
}

// Find returns the file at path.
func (m *Manifest) Find(path string) (Entry, bool) {
	r := m.table.find(path)
	if r == nil || m.table.path(r) != path {
		return Entry{}, false
	}
	return m.entry(r), true
}

// Documents gives the documents, in the order of their pages' paths. Those of a manifest of
// version 1 are not known; HasDocuments tells.
func (m *Manifest) Documents() iter.Seq2[Entry, Document] {
	return func(yield func(Entry, Document) bool) {
		if m.facts == nil {
			return
		}
		for i, at := range m.facts.files {
			if !yield(m.At(int(at)), m.facts.document(i)) {
				return
			}
		}
	}
}

// HasDocuments says whether the manifest tells which files are documents.
func (m *Manifest) HasDocuments() bool { return m.version >= 2 }

func (m *Manifest) entry(r *record) Entry {
	return Entry{Path: m.table.path(r), Size: r.size, SHA256: r.sum}
}

// ReadManifest reads the manifest of the site in dir. The error is
// fs.ErrNotExist where there is none, ErrDamaged where it is not as mulu wrote
// it: every line is checked, and that the paths are in order. Documents are not looked at.
func ReadManifest(dir string) (*Manifest, error) {
	return readManifest(join(dir, ManifestName), nil)
}

// ParseManifest reads a manifest with its documents; errors do not name the file.
func ParseManifest(in io.Reader) (*Manifest, error) { return parseManifest(in, &facts{}) }
