package publish

import (
	"bytes"
	"encoding/json"

	"mulu/cmd/mulu/internal/jsontext"
	"mulu/cmd/mulu/internal/official"
)

// Document is what a manifest says of the document whose page a file is: what must not be
// changed in silence once it is public, and what it was worth on the day of the build.
type Document struct {
	Index                                  string
	Written, Published, Effective, Expires official.Date // no date where none is known
	Validity                               string        // a word for programs, as in-force; "" where it has none
}

// append writes the document as it stands in a manifest.
func (d *Document) append(b []byte) []byte {
	b = jsontext.Append(append(b, `{"index":`...), d.Index)
	for i, on := range d.days() {
		if !on.IsZero() {
			b = append(on.AppendTo(append(append(b, dayKeys[i]...), '"')), '"')
		}
	}
	if d.Validity != "" {
		b = append(append(append(b, validityKey...), d.Validity...), '"')
	}
	return append(b, '}')
}

var dayKeys = [...]string{`,"written":`, `,"published":`, `,"effective":`, `,"expires":`}

const validityKey = `,"validity":"`

func (d *Document) days() [4]*official.Date {
	return [...]*official.Date{&d.Written, &d.Published, &d.Effective, &d.Expires}
}

// parseDocument reads exactly what append writes.
func parseDocument(text []byte) (d Document, ok bool) {
	rest, ok := bytes.CutPrefix(text, []byte(`{"index":`))
	if !ok {
		return d, false
	}
	n := stringEnd(rest)
	if n < len(`"1"`) {
		return d, false
	}
	d.Index = string(rest[1 : n-1])
	if bytes.IndexByte(rest[:n], '\\') >= 0 && json.Unmarshal(rest[:n], &d.Index) != nil {
		return d, false
	}
	rest = rest[n:]
	for i, on := range d.days() {
		if after, found := bytes.CutPrefix(rest, []byte(dayKeys[i])); found && len(after) > len(`"2026-11-22"`) {
			var err error
			if *on, err = official.ParseDate(string(after[1:11])); err != nil {
				return d, false
			}
			rest = after[12:]
		}
	}
	if after, found := bytes.CutPrefix(rest, []byte(validityKey)); found {
		word, _, _ := bytes.Cut(after, []byte(`"`))
		d.Validity = string(word)
		for _, c := range word {
			if c != '-' && (c < 'a' || c > 'z') {
				return d, false
			}
		}
	}
	return d, bytes.Equal(d.append(nil), text)
}

// stringEnd is where the JSON string ends that text begins with.
func stringEnd(text []byte) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(text)
}

// facts are the documents of a manifest as they stand in it.
type facts struct {
	files []uint32 // the places of their pages among the files
	ends  []uint32 // where the text of each ends
	text  []byte
}

func (f *facts) add(file int, text []byte) {
	f.text = append(f.text, text...)
	f.files, f.ends = append(f.files, uint32(file)), append(f.ends, uint32(len(f.text)))
}

func (f *facts) document(i int) Document {
	from := uint32(0)
	if i > 0 {
		from = f.ends[i-1]
	}
	d, _ := parseDocument(f.text[from:f.ends[i]]) // was parsed before it was added
	return d
}

// Describe says which files are documents: of gives the document whose page is at a path, and
// ok is false of any other file. It is asked when the site is committed, twice of each file.
func (s *Stage) Describe(of func(path []byte) (d Document, ok bool)) { s.describe = of }
