// Package journal keeps the publication log: what each build changed of what is public.
// A record of every document (what its text, fields and files hash to, and its validity) is
// published with the site; the next build compares its own records with them and appends
// what differs. So the log knows nothing of templates: another layout is no change.
//
// It promises that what was once logged stays byte for byte: changes are only appended, and
// parts of the log are closed by month and by size. It holds index numbers and no titles, so
// that a document that is withdrawn leaves nothing of itself behind. The log is, with the
// manifest, the only output that depends on the output before.
package journal

import (
	_ "embed"
	"errors"
)

// Version is that of the form of all files of the log; Open refuses another.
const Version = 1

// ErrDamaged is in the error of Open where there is a log that is not as it was written.
var ErrDamaged = errors.New("公开日志已损坏")

// Event is what happened to a document.
type Event string

// The events.
const (
	Begun       Event = "begun"       // the log begins; so many documents are public
	Published   Event = "published"   // for the first time
	Republished Event = "republished" // again, after it was withdrawn or removed
	Changed     Event = "changed"     // its text, its fields or its files
	Validity    Event = "validity"    // its state or what caused it
	Withdrawn   Event = "withdrawn"   // its page says since when and why
	Removed     Event = "removed"     // without a word
)

// Events are all events, in the order of a build's changes.
var Events = []Event{Begun, Published, Republished, Changed, Validity, Withdrawn, Removed}

// What of a document can change.
const (
	Text   = "text"
	Fields = "fields"
	Files  = "files" // attachments and pictures
)

// Change is a line of the log.
type Change struct {
	Number    int      `json:"number"` // of all changes, from 1
	Build     int      `json:"build"`
	On        string   `json:"on"` // the day of the build
	Event     Event    `json:"event"`
	Documents int      `json:"documents,omitempty"` // of Begun: how many are public
	Index     string   `json:"index,omitempty"`     // the document's index number
	Page      string   `json:"page,omitempty"`      // its address, from the site's root
	What      []string `json:"what,omitempty"`      // of Changed: text, fields, files
	From      *State   `json:"from,omitempty"`      // of Validity
	To        *State   `json:"to,omitempty"`        // of Validity
}

// State is a document's validity as package export names it for programs.
type State struct {
	State string `json:"state"`
	Cause string `json:"cause,omitempty"`
	Since string `json:"since,omitempty"` // or until when, of not-yet
	By    string `json:"by,omitempty"`    // the index number of the document that caused it
}

// Build is a build that changed something.
type Build struct {
	Build int    `json:"build"` // from 1
	On    string `json:"on"`
	// Previous is the SHA-256 of the manifest of the site that this build replaced, empty
	// when there was none: so the log is tied to the chain of manifests.
	Previous string `json:"previous,omitempty"`
	Count    int    `json:"count"` // of its changes
}

// Part is a file of the log: the changes of a month, or of a part of it.
type Part struct {
	Version int      `json:"version"`
	Month   string   `json:"month"`  // 2026-11
	Number  int      `json:"number"` // in its month, from 1
	Builds  []Build  `json:"builds"` // those of which changes stand here
	Changes []Change `json:"changes"`
}

// partSize is the most changes of a part.
const partSize = 500

// Log is the parts of a log, oldest first. It is read-only but for Append.
type Log struct {
	Parts []*PartRef

	newest *Part             // read, when there is any
	files  map[string][]byte // parts that were read or made, by URL
	begun  bool
}

// PartRef names a part of the log in its index.
type PartRef struct {
	URL    string `json:"url"`  // of the data, from the site's root
	Page   string `json:"page"` // of the page
	Month  string `json:"month"`
	Number int    `json:"number"` // in its month
	First  int    `json:"first"`  // number of its first change
	Closed
}

// Closed is what the index says of a part when another one follows it, or when it is full.
// Until then it would be another with each build, and the part itself says it; its hash is
// in the manifest.
type Closed struct {
	From   string `json:"from,omitempty"`
	To     string `json:"to,omitempty"`
	Count  int    `json:"count,omitempty"`
	SHA256 string `json:"sha256,omitempty"`
}

// index is data/log.json.
type index struct {
	Version int        `json:"version"`
	Parts   []*PartRef `json:"parts"`
}

// Schema is the JSON Schema (draft 2020-12) of all files of the log. It is published with
// them, at an address that has its version.
//
//go:embed log-1.json
var Schema string

// The addresses of the data.
const (
	SchemaPath    = "data/schema/log-1.json"
	IndexPath     = "data/log.json"
	RecordsPath   = "data/record.json"
	WithdrawnPath = "data/record-withdrawn.json"
)
