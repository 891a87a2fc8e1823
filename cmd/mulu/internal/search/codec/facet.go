package codec

import "encoding/json"

// The keys of Segment.Facets and of the files that it names.
const (
	FacetCategory = "category" // key: the category's path
	FacetIssuer   = "issuer"   // key: the issuer's part of an address
	FacetYear     = "year"     // key: the year of 发布日期
	FacetTheme    = "theme"    // key: the theme's name, first level
	FacetGenre    = "genre"    // key: the genre's name
	FacetFive     = "five"     // key: the name of 五公开
	FacetState    = "state"    // a file of states, with one range or none; key: State.Slug
)

// FacetKeys are the keys of Facets files, in the order in which pages offer them.
var FacetKeys = []string{FacetCategory, FacetIssuer, FacetYear, FacetTheme, FacetGenre, FacetFive}

// Facets is a file of facets: the values of each, in the order in which they are shown.
type Facets map[string][]FacetValue

// FacetValue is a value of a facet with the documents of a segment that have it. Of a
// category these are its own documents, without those of the categories below; one
// without documents of its own is listed when one below has any.
//
// In JSON it is [key, label, parent, count, base64 of the set].
type FacetValue struct {
	Key    string
	Label  string
	Parent string // key of the category above, ""
	Count  int
	Docs   []byte // set(documents of the segment, Count)
}

// Set is the ordinals in a segment of so many documents.
func (v *FacetValue) Set(docs int) ([]uint32, error) { return DecodeSet(v.Docs, docs, v.Count) }

// MarshalJSON implements json.Marshaler.
func (v FacetValue) MarshalJSON() ([]byte, error) {
	return json.Marshal([]any{v.Key, v.Label, v.Parent, v.Count, nonNil(v.Docs)})
}

// UnmarshalJSON implements json.Unmarshaler.
func (v *FacetValue) UnmarshalJSON(data []byte) error {
	*v = FacetValue{}
	if err := unmarshalTuple(data, &v.Key, &v.Label, &v.Parent, &v.Count, &v.Docs); err != nil {
		return err
	}
	if v.Count < 0 || v.Count > maxDocs {
		return errRange
	}
	return nil
}

// DecodeFacets reads a file of facets.
func DecodeFacets(data []byte) (Facets, error) {
	var f Facets
	err := json.Unmarshal(data, &f)
	return f, err
}

// State is a state of validity with the documents of a segment or range that are in
// it on the day of the build. The most frequent state comes first and has Rest: it is
// that of all documents in no other list.
//
// In JSON it is [slug, label, count, base64 of the set or null].
type State struct {
	Slug  string
	Label string
	Count int
	Rest  bool
	Docs  []byte // set(documents, Count); nil with Rest
}

// Set is the ordinals in a segment or range of so many documents, of a state without Rest.
func (s *State) Set(docs int) ([]uint32, error) { return DecodeSet(s.Docs, docs, s.Count) }

// MarshalJSON implements json.Marshaler.
func (s State) MarshalJSON() ([]byte, error) {
	if s.Rest {
		return json.Marshal([]any{s.Slug, s.Label, s.Count, nil})
	}
	return json.Marshal([]any{s.Slug, s.Label, s.Count, nonNil(s.Docs)})
}

// UnmarshalJSON implements json.Unmarshaler.
func (s *State) UnmarshalJSON(data []byte) error {
	*s = State{}
	if err := unmarshalTuple(data, &s.Slug, &s.Label, &s.Count, &s.Docs); err != nil {
		return err
	}
	if s.Count < 0 || s.Count > maxDocs {
		return errRange
	}
	s.Rest = s.Docs == nil
	return nil
}

// IsDead says whether documents in a state of this slug are no longer in force.
func IsDead(slug string) bool { return slug == "repealed" || slug == "expired" }

// DecodeStates reads a file of states.
func DecodeStates(data []byte) ([]State, error) {
	var s []State
	err := json.Unmarshal(data, &s)
	return s, err
}

// nonNil keeps an empty set from becoming null.
func nonNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// unmarshalTuple reads a JSON array whose elements have types of their own.
func unmarshalTuple(data []byte, to ...any) error {
	var parts []json.RawMessage
	if err := json.Unmarshal(data, &parts); err != nil {
		return err
	}
	if len(parts) != len(to) {
		return errFormat
	}
	for i, p := range parts {
		if err := json.Unmarshal(p, to[i]); err != nil {
			return err
		}
	}
	return nil
}
