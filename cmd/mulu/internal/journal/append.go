package journal

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/official"
)

// Append adds the changes of a build of a day. previous is the SHA-256 of the manifest of
// the site that it replaces, "" when there was none. Where the day is before that of the
// last build, the changes follow all the same, with their own day: the log is in the order
// of builds, and closed parts stay closed.
func (l *Log) Append(on official.Date, previous string, changes []Change) error {
	if len(changes) == 0 {
		return nil
	}
	day := on.String()
	b := Build{Build: 1, On: day, Previous: previous, Count: len(changes)}
	next := 1
	if p := l.newest; p != nil {
		b.Build = p.Builds[len(p.Builds)-1].Build + 1
		next = p.Changes[len(p.Changes)-1].Number + 1
	}
	for i := range changes {
		c := changes[i]
		c.Number, c.Build, c.On = next+i, b.Build, day
		p := l.room(day[:len("2026-11")])
		if n := len(p.Builds); n == 0 || p.Builds[n-1].Build != b.Build {
			p.Builds = append(p.Builds, b)
		}
		p.Changes = append(p.Changes, c)
		if len(p.Changes) == partSize || i == len(changes)-1 {
			if err := l.keep(p); err != nil {
				return err
			}
		}
	}
	l.begun = true
	return nil
}

// room is the part that a change of a month goes into: the newest, or a new one where that is
// full or of a month that is over.
func (l *Log) room(month string) *Part {
	p := l.newest
	if p != nil && len(p.Changes) < partSize && month <= p.Month {
		return p
	}
	next := &Part{Version: Version, Month: month, Number: 1}
	if p != nil && month <= p.Month {
		next.Month, next.Number = p.Month, p.Number+1
	}
	l.newest = next
	ref := &PartRef{Month: next.Month, Number: next.Number}
	name := fmt.Sprintf("%s-%d", next.Month, next.Number)
	ref.URL, ref.Page = "data/log-"+name+".json", "log/"+name+".html"
	l.Parts = append(l.Parts, ref)
	return next
}

// keep writes the newest part.
func (l *Log) keep(p *Part) error {
	data, err := marshalPart(p)
	if err != nil {
		return err
	}
	ref := l.Parts[len(l.Parts)-1]
	ref.First, ref.Closed = p.Changes[0].Number, closed(p, data)
	l.files[ref.URL] = data
	return nil
}

// closed is what the index says of a part that was written as data.
func closed(p *Part, data []byte) Closed {
	sum := sha256.Sum256(data)
	c := Closed{From: p.Changes[0].On, To: p.Changes[0].On, Count: len(p.Changes), SHA256: hex.EncodeToString(sum[:])}
	for i := range p.Changes {
		on := p.Changes[i].On
		c.From, c.To = min(c.From, on), max(c.To, on)
	}
	return c
}

// marshalPart writes a part, a build and a change a line.
func marshalPart(p *Part) ([]byte, error) {
	out := fmt.Appendf(nil, `{"version":%d,"month":%q,"number":%d,"builds":[`, p.Version, p.Month, p.Number)
	out, err := appendLines(out, p.Builds)
	if err != nil {
		return nil, err
	}
	out, err = appendLines(append(out, "],\"changes\":["...), p.Changes)
	return append(out, "]}\n"...), err
}

func appendLines[T any](dst []byte, items []T) ([]byte, error) {
	for i := range items {
		line, err := json.Marshal(&items[i])
		if err != nil {
			return nil, err
		}
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(append(dst, '\n'), line...)
	}
	return append(dst, '\n'), nil
}

// File is a file of data.
type File struct {
	Path string
	Data []byte
}

// Files are the index, the schema and the parts of the log.
func (l *Log) Files() ([]File, error) {
	ix := index{Version: Version, Parts: append([]*PartRef{}, l.Parts...)}
	if n := len(ix.Parts); n > 0 && ix.Parts[n-1].Count < partSize {
		open := *ix.Parts[n-1]
		open.Closed = Closed{}
		ix.Parts[n-1] = &open
	}
	data, err := json.MarshalIndent(ix, "", " ")
	if err != nil {
		return nil, err
	}
	files := []File{{IndexPath, append(data, '\n')}, {SchemaPath, []byte(Schema)}}
	for _, ref := range l.Parts {
		files = append(files, File{ref.URL, l.files[ref.URL]})
	}
	return files, nil
}

// Part reads a part of the log.
func (l *Log) Part(ref *PartRef) (*Part, error) {
	var p Part
	if err := json.Unmarshal(l.files[ref.URL], &p); err != nil {
		return nil, damaged(ref.URL, "读不懂")
	}
	return &p, nil
}

// RecordFiles are the index of the records, and the list of what is no longer public.
func RecordFiles(parts []string, gone []Gone) ([]File, error) {
	slices.SortFunc(gone, func(a, b Gone) int { return strings.Compare(a.Index, b.Index) })
	if gone == nil {
		gone = []Gone{}
	}
	slices.SortFunc(parts, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b)) })
	ix, err := json.Marshal(recordIndex{Version, Form, parts})
	if err != nil {
		return nil, err
	}
	list := fmt.Appendf(nil, `{"version":%d,"documents":[`, Version)
	list, err = appendLines(list, gone)
	return []File{{RecordsPath, append(ix, '\n')}, {WithdrawnPath, append(list, "]}\n"...)}}, err
}
