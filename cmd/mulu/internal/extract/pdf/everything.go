package pdf

import (
	"cmp"
	"errors"
	"io"
	"maps"
	"slices"

	"mulu/cmd/mulu/internal/lazy"
)

// Place says where in a file a text stands.
type Place struct {
	Page int    // from 1; 0: on none
	Key  string // of what is on no page, as Author, Contents or Metadata
}

// Everything calls line for each text of the file, whether a reader sees it or not: the
// pages as Read does, with the layers that are off and the running heads; then the
// notes, form fields, bookmarks and addresses; then the properties. files counts the
// files that the PDF carries, which are not opened. Errors are those of Read.
func Everything(r io.ReaderAt, size int64, limits Limits, line func(Place, string) error) (stats Stats, files int, err error) {
	f := &file{r: r, size: size, bytes: limits.Bytes, steps: limits.Steps, all: true}
	defer f.close()
	stats, err = f.read(func(page int, s string) error { return line(Place{Page: page}, s) })
	if errors.Is(err, ErrEncrypted) {
		return stats, 0, err
	}
	files, more := f.strings(line)
	return stats, files, cmp.Or(err, more, f.missed)
}

// texts are the entries of dictionaries that hold what people wrote.
var texts = []name{"Title", "Author", "Subject", "Keywords", "Company", "Contents", "T", "TU", "V", "DV", "Subj", "RC", "URI", "Alt", "F", "UF", "Desc"}

// strings gives the texts of all objects.
func (f *file) strings(line func(Place, string) error) (files int, err error) {
	f.rebuilt = true // a free entry is no reason to look for objects all through the file
	for _, num := range slices.Sorted(maps.Keys(f.entries)) {
		if !f.spend(10) {
			return files, f.over
		}
		id := ref{num, f.entries[num].gen}
		if f.entries[num].within > 0 {
			id = ref{} // strings of packed objects are encrypted with the whole
		}
		var d dict
		switch o := f.object(num).(type) {
		case dict:
			d = o
		case *stream:
			d = o.dict
			switch f.name(d, "Type") {
			case "EmbeddedFile":
				files++
			case "Metadata":
				if err := f.metadata(o, line); err != nil {
					return files, err
				}
			}
		}
		if err := f.stringsOf(d, id, 0, line); err != nil {
			return files, err
		}
	}
	return files, nil
}

// stringsOf gives the texts of a dictionary and of those written within it.
func (f *file) stringsOf(d dict, id ref, depth int, line func(Place, string) error) error {
	if depth > 8 || !f.spend(len(d)) {
		return nil
	}
	for _, key := range slices.Sorted(maps.Keys(d)) {
		switch o := d[key].(type) {
		case text:
			if !slices.Contains(texts, key) || !f.spend(len(o)/8) {
				continue
			}
			if err := line(Place{Key: string(key)}, decodeText(f.plainText(o, id))); err != nil {
				return err
			}
		case dict:
			if err := f.stringsOf(o, id, depth+1, line); err != nil {
				return err
			}
		case array:
			for _, o := range o {
				if d, ok := o.(dict); ok {
					if err := f.stringsOf(d, id, depth+1, line); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

// plainText is a string without its encryption.
func (f *file) plainText(t text, id ref) text {
	if f.crypt == nil || id == (ref{}) {
		return t
	}
	return text(f.crypt.decrypt([]byte(t), id))
}

// xmpText is a text of an XMP packet: what stands between tags, or an attribute's value.
var xmpText = lazy.Compile(`(?:^|[:<\s])[A-Za-z]+(?:>|\s*=\s*["'])\s*([^<>"']+)`)

// metadata gives the texts of an XMP packet (ISO 16684-1). It is not read as XML: a
// packet may be broken, and more texts than there are do no harm.
func (f *file) metadata(s *stream, line func(Place, string) error) error {
	data := f.data(s)
	for _, m := range xmpText.FindAllSubmatch(data[:min(len(data), 1<<20)], 10_000) {
		if err := line(Place{Key: "Metadata"}, string(m[1])); err != nil {
			return err
		}
	}
	return nil
}
