package history

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"mulu/cmd/mulu/internal/journal"
	"mulu/cmd/mulu/internal/publish"
)

// Log is what the publication log of a site tells.
type Log struct {
	Begun   string           // the day of its first build, "" where there is no log
	Changes []journal.Change // oldest first
	// Known is what the manifest says of the document that was asked for; nil when it has
	// none of that number.
	Known *publish.Document
	// Broken are what of the log is not as it was published, in Chinese.
	Broken []string
}

// First is the day on which a document was first public as the log knows it, "" when it was
// before the log began.
func (l *Log) First(index string) string {
	i := slices.IndexFunc(l.Changes, func(c journal.Change) bool { return c.Index == index && c.Event == journal.Published })
	if i < 0 {
		return ""
	}
	return l.Changes[i].On
}

// Read reads the log of the site in a folder: of one document, or of all for "". The error is
// journal.ErrDamaged where the log is not whole.
func Read(dir, index string) (*Log, error) {
	m, err := publish.ManifestAt(dir)
	if err != nil {
		return nil, err
	}
	s, err := journal.Open(dir, nil) // what differs is told below, all of it
	if err != nil {
		return nil, err
	}
	defer s.Close() // opened for reading: nothing to lose
	l, chain := &Log{}, tieTo(m)
	if err := l.compare(m, dir, journal.IndexPath); err != nil {
		return nil, err
	}
	for i, ref := range s.Log.Parts {
		p, err := s.Log.Part(ref)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			l.Begun = p.Builds[0].On
		}
		for _, c := range p.Changes {
			if index == "" || c.Index == index {
				l.Changes = append(l.Changes, c)
			}
		}
		if err := l.compare(m, dir, ref.URL); err != nil {
			return nil, err
		}
		l.Broken = append(l.Broken, chain.loose(p)...)
	}
	for _, d := range m.Documents() {
		if index != "" && d.Index == index {
			l.Known = &d
			break
		}
	}
	return l, nil
}

// compare notes a file of the log that is not as the manifest says.
func (l *Log) compare(m *publish.Manifest, dir, name string) error {
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil // of a site that never had one; else package journal says so
	}
	if err != nil {
		return err
	}
	defer f.Close() // opened for reading: nothing to lose
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	if e, ok := m.Find(name); !ok || [sha256.Size]byte(h.Sum(nil)) != e.SHA256 {
		l.Broken = append(l.Broken, name+" 和发布清单里记的不一样")
	}
	return nil
}

// tie compares the log with the chain: both begin somewhere, but once a build follows a
// manifest of the chain, all later ones do.
type tie struct {
	chain map[string]bool // SHA-256 in hexadecimal
	begun bool
}

func tieTo(m *publish.Manifest) *tie {
	t := &tie{chain: map[string]bool{}}
	for _, l := range m.Chain {
		t.chain[hex.EncodeToString(l.SHA256[:])] = true
	}
	return t
}

// loose are the builds of the next part of the log that follow no manifest of the chain.
func (t *tie) loose(p *journal.Part) (broken []string) {
	for _, b := range p.Builds {
		switch known := t.chain[b.Previous]; {
		case known:
			t.begun = true
		case t.begun:
			broken = append(broken, fmt.Sprintf("公开日志第 %d 次更新（%s）接在一份清单之后，清单的链上没有那一份", b.Build, b.On))
		}
	}
	return broken
}
