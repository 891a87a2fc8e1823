package diag

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
)

// Fingerprints names problems so that a name stays the same when lines come or go
// above it: from the code, the file and the text in question, with a count where these
// are the same. Hosts of code tell old problems from new by it.
//
// The text of a line with a Secret problem is never part of a name: who has the name
// could try all identity numbers. The masked message is.
type Fingerprints struct {
	source func(file string) []byte
	secret secretLines
	file   string
	at     cursor
	read   bool           // whether at has the text of file
	seen   map[string]int // of the present file
}

// NewFingerprints is for the problems ds; it reads the texts of files with source, which
// may be nil.
func NewFingerprints(ds []Diagnostic, source func(file string) []byte) *Fingerprints {
	return &Fingerprints{source: source, secret: secretsOf(ds), seen: map[string]int{}}
}

// Of is the name of the next problem. Problems come sorted.
func (f *Fingerprints) Of(d *Diagnostic) string {
	if d.File != f.file {
		f.file, f.read = d.File, false
		clear(f.seen)
	}
	sum := sha256.Sum256([]byte(d.Code + "\x00" + d.File + "\x00" + f.text(d)))
	name := hex.EncodeToString(sum[:16])
	f.seen[name]++
	return name + ":" + strconv.Itoa(f.seen[name])
}

// maxMarked is how many bytes of a text tell it from others.
const maxMarked = 1 << 10

// text is what a problem is about: the marked part of its line, or its message.
func (f *Fingerprints) text(d *Diagnostic) string {
	if f.secret.has(d) || f.source == nil || d.Pos.Line < 1 || d.Pos.Col < 1 {
		return d.Message
	}
	if !f.read {
		f.at, f.read = newCursor(f.source(d.File)), true
	}
	if len(f.at.src) == 0 || !f.at.seek(d.Pos.Line, d.Pos.Col) {
		return d.Message
	}
	from, to := f.at.at, f.at.at
	for n := d.Pos.marks(); n > 0 && !f.at.atEnd(to) && to-from < maxMarked; n-- {
		to += runeLen(f.at.src[to:])
	}
	return string(f.at.src[from:to])
}
