package build

import (
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/reuse"
)

// The hashes by which a build knows what has not changed. All that a document comes of is in
// one of three: what is the same for the whole site and decides about every byte (program,
// settings, templates), the document's own files, and the rest of the catalogue. The last is
// hashed as a whole; where that is another, it is asked what of it the document shows
// (pass.frame), and its body is inspected again.

// keys are the hashes of a build.
type keys struct {
	site *Site
	// before is what the build before learned.
	before reuse.Documents
	base   sum          // of program, settings, templates and assets
	whole  sum          // of all headers, all files' sizes, data of reports and the day
	facts  []sum        // by Document.ID: of what exports say of it
	found  *reuse.Entry // what rules find in headers; nil where that is not kept
}

// keptPrefix begins the name of the entry of documents; the rest is the hash of what decides
// about all. keptPacks is how many are kept: of a few branches.
const (
	keptPrefix = "documents-"
	keptPacks  = 3
)

func (k *keys) name() string { return keptPrefix + hex.EncodeToString(k.base[:]) }

// keys gives the hashes of a build, when the data of reports is loaded; nil where nothing is
// taken over.
func (s *Site) keys() (*keys, error) {
	if s.notes == nil || s.opt.Links != nil || s.scope != nil {
		return nil, nil
	}
	if s.notes.keys == nil {
		k, err := s.newKeys()
		if err != nil {
			return nil, err
		}
		if data, ok := s.opt.Cache.Get(k.name()); ok {
			k.before = reuse.Open(data)
		}
		s.notes.keys = k
	}
	return s.notes.keys, nil
}

func (s *Site) newKeys() (*keys, error) {
	prog, err := program()
	if err != nil {
		return nil, err
	}
	n := s.notes
	k := &keys{site: s}
	h := inputs{}
	h.field("program", prog)
	h.field("settings", n.settings.text)
	h.field("address", n.settings.baseURL+"\n"+n.settings.origin)
	for i, f := range n.listing.own {
		h.field("design", f.Path)
		h.field("text", string(n.design[i].Data))
	}
	k.base = h.sum()
	h = inputs{}
	h.field("day", s.Today.String())
	for i, f := range n.listing.docs {
		h.file(f.Path, n.headers[i])
	}
	for _, f := range slices.Concat(n.listing.others, n.listing.static) {
		h.field("size", fmt.Sprint(f.Path, " ", f.Size))
	}
	for _, file := range slices.Sorted(maps.Keys(s.reports)) {
		h.file(file, s.sumOf(s.reports[file].File))
	}
	h.field("requests", n.requests)
	k.whole = h.sum()
	return k, nil
}

// of hashes all that a document alone is made of: its source, its attachments and the data of
// its tables. place is that of its source among those that were read; the buffer may grow.
func (k *keys) of(d *catalogue.Document, place int32, buf []byte) (key sum, _ []byte) {
	h := inputs{buf: buf[:0]}
	h.digest("base", &k.base)
	h.file(d.Path, k.site.notes.docs[place])
	if report := k.site.reports[d.Path]; report != nil {
		h.file(report.File, k.site.sumOf(report.File))
	}
	if d.More != nil {
		for _, a := range d.More.Attachments {
			if src, ok := catalogue.AttachmentPath(d.Path, a.File); ok {
				h.file(src, k.site.sumOf(src))
			}
		}
	}
	return h.sum(), h.buf
}

// rememberDocuments keeps what was learned of the documents, for the next build. Nothing is
// kept when a source was edited meanwhile: it is not known of which text its page is.
func (s *Site) rememberDocuments() error {
	kept := s.notes.kept
	if kept == nil || s.notes.edited.Load() {
		return nil
	}
	all := kept.all()
	if kept.found != nil {
		all = append(all, kept.found)
	}
	data, err := reuse.Pack(kept.whole, all)
	if err != nil {
		return err
	}
	if err := s.opt.Cache.Put(keptPrefix, kept.name(), data, keptPacks); err != nil {
		return err
	}
	return s.rememberSegments()
}
