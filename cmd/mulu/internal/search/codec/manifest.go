package codec

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// Format is the version of the index; a reader refuses another.
const Format = 4

// Manifest is the index's only file that changes, data/search.json. All names in it
// are from its own folder.
type Manifest struct {
	Format   int               `json:"format"`
	Title    string            `json:"title"`           // of the site
	Root     string            `json:"root"`            // of the site, from the manifest's folder: "../"
	Files    string            `json:"files,omitempty"` // the folder of the index's files, from the manifest's own; "" is that one
	Docs     int               `json:"docs"`            // of all segments
	Fold     [2]string         `json:"fold"`            // characters, and what each folds to: those of the Traditional table that occur in the site or in GB2312
	FoldHash string            `json:"foldHash"`        // in the names of the whole table's blocks; see FoldBlocks
	Pinyin   string            `json:"pinyin"`          // see Pinyin; "" when there is none
	Weights  Weights           `json:"weights"`
	Aliases  map[string]string `json:"aliases"`  // short names, folded, with what they stand for
	Segments []Segment         `json:"segments"` // newest documents first
}

// Weights are what a term counts by where it occurs.
type Weights struct {
	Title    int `json:"title"`
	Meta     int `json:"meta"`
	Body     int `json:"body"`
	Coverage int `json:"coverage"`
}

// Part is a set of posting files over documents: of a segment, or of a range.
type Part struct {
	Docs   int    `json:"docs"`
	Files  int    `json:"files"`  // P
	Group  int    `json:"group"`  // neighbouring files that share a hash
	Hashes string `json:"hashes"` // HashLength characters a group
}

// Posting is the name of the file that has the terms of a hash; name is the segment's.
func (p *Part) Posting(name string, hash uint32) string {
	return p.File(name, FileNumber(hash, p.Files))
}

// File is the name of file n of a part; name is a segment's name or RangePart.
func (p *Part) File(name string, n int) string {
	g := n / p.Group * HashLength
	return PostingName(name, n, p.Hashes[g:g+HashLength])
}

// Segment is a part of the documents with files of its own.
type Segment struct {
	Name string `json:"name"` // new, mid or old
	Part
	Period string `json:"period"` // by which addresses are sorted: day, month, quarter or year
	// Frequent is of the biggest segment only. With Ranges these are the cut terms, and
	// a term's place in it is the number of its file in every range.
	Frequent  *Frequent  `json:"frequent,omitempty"`
	Addresses AddressRef `json:"addresses"`
	// Dead is the counted set of the documents that are no longer in force on the day of
	// the build; see IsDead. Not with several Ranges.
	Dead []byte `json:"dead,omitempty"`
	// Long is the counted set of the documents with the longest bodies, which are read
	// after others of equal scores. Not with several Ranges; without it none is long.
	Long []byte `json:"long,omitempty"`
	// Facets are the names of the files of facets by key; several keys may name the
	// same file. That of states is missing with several Ranges.
	Facets map[string]string `json:"facets"`
	Days   []string          `json:"days"` // names of files of DaysPerFile ordinals each
	Ranges []Range           `json:"ranges,omitempty"`
	// Keys are the posting files of whole titles and numbers; see Key.
	Keys *Part `json:"keys,omitempty"`
}

// Range is a part of a segment's ordinals with posting files for the cut terms.
type Range struct {
	Part
	States string `json:"states,omitempty"` // name of the file of states; none with one range
}

// AddressRef is a segment's address table, or where its blocks are.
//
// In JSON it is base64, or {"from": […], "hashes": "…"}.
type AddressRef struct {
	Table  []byte
	From   []int  // first ordinal of each block; nil with Table
	Hashes string // HashLength characters a block
}

type addressBlocks struct {
	From   []int  `json:"from"`
	Hashes string `json:"hashes"`
}

// MarshalJSON implements json.Marshaler.
func (a AddressRef) MarshalJSON() ([]byte, error) {
	if a.From == nil {
		return json.Marshal(nonNil(a.Table))
	}
	return json.Marshal(addressBlocks{a.From, a.Hashes})
}

// UnmarshalJSON implements json.Unmarshaler.
func (a *AddressRef) UnmarshalJSON(data []byte) error {
	*a = AddressRef{}
	if len(data) > 0 && data[0] == '"' {
		return json.Unmarshal(data, &a.Table)
	}
	var b addressBlocks
	if err := json.Unmarshal(data, &b); err != nil {
		return err
	}
	a.From, a.Hashes = b.From, b.Hashes
	return nil
}

// Name is the name of block i of the named segment.
func (a *AddressRef) Name(segment string, i int) string {
	return AddressesName(segment, i, a.Hashes[i*HashLength:(i+1)*HashLength])
}

// Pinyin is what Latin queries are read with.
type Pinyin struct {
	Readings map[string]string `json:"readings"` // a syllable without tone: the characters that may be read so
	Pairs    []string          `json:"pairs"`    // two characters each, of titles and issuers, joined: the most frequent class first
}

// DecodeManifest reads a manifest and checks it so far that names made of it stay in
// its folder and no number is out of range.
func DecodeManifest(data []byte) (*Manifest, error) {
	var v struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(data, &v); err != nil {
		return nil, err
	}
	if v.Format != Format {
		return nil, &VersionError{v.Format}
	}
	m := new(Manifest)
	if err := json.Unmarshal(data, m); err != nil {
		return nil, err
	}
	return m, m.check()
}

// VersionError is the error of a manifest of another version.
type VersionError struct{ Format int }

// Error says both versions.
func (e *VersionError) Error() string {
	return fmt.Sprintf("index format %d, not %d", e.Format, Format)
}

var errName = errors.New("a name leads elsewhere")

func (m *Manifest) check() error {
	docs := 0
	for i := range m.Segments {
		s := &m.Segments[i]
		if err := s.check(); err != nil {
			return fmt.Errorf("segment %d: %w", i, err)
		}
		docs += s.Docs
	}
	if m.Docs != docs {
		return errRange
	}
	if err := checkHashes(m.FoldHash, min(1, len(m.FoldHash))); err != nil {
		return err
	}
	return checkNames(m.Pinyin)
}

func (s *Segment) check() error {
	if s.Name == "" || strings.ContainsFunc(s.Name, func(r rune) bool { return r < 'a' || r > 'z' }) {
		return errName
	}
	if err := s.Part.check(); err != nil {
		return err
	}
	if err := s.checkRanges(); err != nil {
		return err
	}
	if err := s.checkKeys(); err != nil {
		return err
	}
	for _, name := range s.Facets {
		if err := checkNames(name); err != nil {
			return err
		}
	}
	if len(s.Days) != (s.Docs+DaysPerFile-1)/DaysPerFile {
		return errRange
	}
	if err := checkNames(s.Days...); err != nil {
		return err
	}
	return s.Addresses.check(s.Docs)
}

func (s *Segment) checkKeys() error {
	if s.Keys == nil {
		return nil
	}
	if s.Keys.Docs != s.Docs {
		return errRange
	}
	return s.Keys.check()
}

func (s *Segment) checkRanges() error {
	docs := 0
	for i := range s.Ranges {
		r := &s.Ranges[i]
		if err := r.Part.check(); err != nil {
			return err
		}
		if err := checkNames(r.States); err != nil && (r.States != "" || len(s.Ranges) > 1) {
			return err
		}
		docs += r.Docs
	}
	if len(s.Ranges) > 0 && docs != s.Docs {
		return errRange
	}
	return s.checkFrequent()
}

// checkFrequent refuses a list that is damaged, and ranges without a file for each of
// its terms.
func (s *Segment) checkFrequent() error {
	files := 0
	if s.Frequent != nil {
		terms, err := s.Frequent.Terms()
		if err != nil {
			return err
		}
		files = terms.Len()
	}
	for i := range s.Ranges {
		if s.Ranges[i].Files != files {
			return errRange
		}
	}
	return nil
}

func (p *Part) check() error {
	switch {
	case p.Docs < 1 || p.Docs > maxDocs || p.Files < 1 || p.Group < 1 || p.Files > maxDocs || p.Group > p.Files:
		return errRange
	}
	return checkHashes(p.Hashes, (p.Files+p.Group-1)/p.Group)
}

func (a *AddressRef) check(docs int) error {
	if a.From != nil && len(a.From) == 0 {
		return errRange
	}
	for i, from := range a.From {
		if i == 0 && from != 0 || i > 0 && from <= a.From[i-1] || from >= docs {
			return errRange
		}
	}
	return checkHashes(a.Hashes, len(a.From))
}

func checkHashes(hashes string, n int) error {
	if len(hashes) != n*HashLength {
		return errRange
	}
	for _, c := range []byte(hashes) {
		if (c < 'a' || c > 'z') && (c < '2' || c > '7') {
			return errName
		}
	}
	return nil
}

// checkNames refuses names that are not below the index's folder.
func checkNames(names ...string) error {
	for _, name := range names {
		if name == "" {
			continue
		}
		rest, ok := strings.CutPrefix(name, Folder+"/")
		if !ok || strings.Contains(rest, "..") || strings.ContainsAny(rest, "\\:?#%") {
			return errName
		}
	}
	return nil
}
