package build

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/export"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
)

// PushOptions say what is pushed.
type PushOptions struct {
	To      *os.Root          // an empty folder
	Since   official.Date     // what changed since that day, by its dates; no date: everything
	Before  map[string]string // digests of the push before, by index number; nil when there is none
	Against string            // SHA-256 of its manifest
}

// PushResult is what a push has.
type PushResult struct {
	Counts map[export.Action]int
	Short  int      // documents that lack something
	Lost   []string // index numbers of the push before that are gone without a withdrawal
}

// The files of a push beside those of the documents.
const (
	PushManifest = "manifest.json"
	pushTable    = "manifest.csv"
	pushSums     = "SHA256SUMS"
	pushSchema   = "push-1.json"
)

// push is a push on its way.
type push struct {
	*Site
	PushOptions
	w     render.Worker
	out   *export.PushWriter
	sums  bytes.Buffer // as sha256sum reads them
	lost  []string
	named []plan.Entry // files that the body read last names
}

// Push writes the documents for a library of documents (政府文件库): each as data, Markdown
// and text, with its attachments, at the addresses that they have on the site, and a
// manifest of all, which comes last. Only new and changed documents are written when an
// earlier push or a day is known. The site must have been checked.
func (s *Site) Push(ctx context.Context, o PushOptions) (PushResult, error) {
	p := &push{Site: s, PushOptions: o}
	var asJSON, asCSV bytes.Buffer
	head := export.PushHead{Format: export.Format, Schema: pushSchema, Kind: "full", Title: s.Config.Title, Site: s.Config.BaseURL, Date: s.Today.String(), Since: o.Since.String(), Against: o.Against}
	if o.Before != nil || !o.Since.IsZero() {
		head.Kind = "delta"
	}
	p.out = export.NewPush(&asJSON, &asCSV, head)
	for i := range s.Catalogue.Documents {
		if ctx.Err() != nil {
			return PushResult{}, context.Cause(ctx)
		}
		if err := p.document(&s.Catalogue.Documents[i]); err != nil {
			return PushResult{}, err
		}
	}
	if err := errors.Join(p.withdrawn(), p.out.Close()); err != nil {
		return PushResult{}, err
	}
	for _, f := range []struct {
		name string
		data []byte
	}{{pushSchema, export.PushSchema}, {pushTable, asCSV.Bytes()}, {pushSums, p.sums.Bytes()}, {PushManifest, asJSON.Bytes()}} {
		if err := p.write(f.name, bytes.NewReader(f.data)); err != nil {
			return PushResult{}, err
		}
	}
	return PushResult{p.out.Counts, p.out.Short, p.lost}, nil
}

// document takes a document's files, compares, and writes them where they are wanted.
func (p *push) document(d *catalogue.Document) error {
	texts, err := p.texts(d)
	if err != nil {
		return err
	}
	entry := p.exporter.PushDoc(d)
	entry.Missing = export.Lacks(d, len(bytes.TrimSpace(p.w.Text())) > 0)
	for _, t := range texts {
		sum := sha256.Sum256(t.data)
		entry.Files = append(entry.Files, export.PushFile{Path: t.at, Size: int64(len(t.data)), SHA256: hex.EncodeToString(sum[:])})
	}
	files, err := p.attached(d)
	if err != nil {
		return err
	}
	for _, f := range files {
		entry.Files = append(entry.Files, f.PushFile)
	}
	entry.Digest = export.Digest(entry.Files)
	if entry.Action = p.action(d, entry.Digest); entry.Action != export.IsSame {
		for _, t := range texts {
			if err := p.write(t.at, bytes.NewReader(t.data)); err != nil {
				return err
			}
		}
		for _, f := range files {
			if err := p.copy(f); err != nil {
				return err
			}
		}
		for _, f := range entry.Files {
			fmt.Fprintf(&p.sums, "%s  %s\n", f.SHA256, f.Path)
		}
	}
	return p.out.Add(&entry)
}

func (p *push) action(d *catalogue.Document, digest string) export.Action {
	switch was, known := p.Before[d.Index]; {
	case p.Before != nil && !known:
		return export.IsNew
	case p.Before != nil && was != digest:
		return export.IsChanged
	case p.Before != nil:
		return export.IsSame
	case !d.Published.Before(p.Since):
		return export.IsNew
	case p.exporter.ChangedSince(d, p.Since):
		return export.IsChanged
	}
	return export.IsSame
}

// made is a file that is made of a document.
type made struct {
	at   string
	data []byte
}

func (p *push) texts(d *catalogue.Document) ([]made, error) {
	w := &p.w
	if _, _, err := p.Renderer.Check(w, plan.Entry{Kind: plan.Document, Path: plan.DocumentPath(d.Index), Doc: d}); err != nil {
		return nil, err
	}
	p.named = slices.Clone(w.Files)
	w.Files, w.Fragments = w.Files[:0], w.Fragments[:0]
	p.bodyForms(w, d, true, true)
	var list []made
	for _, f := range []struct {
		kind plan.Kind
		ext  string
	}{{plan.JSONFile, ".json"}, {plan.MarkdownFile, ".md"}, {plan.TextFile, ".txt"}} {
		at := plan.DocumentPath(d.Index)
		at = at[:len(at)-len(".html")] + f.ext
		list = append(list, made{at, p.download(nil, w, plan.Entry{Kind: f.kind, Doc: d})})
	}
	return list, nil
}

// attachedFile is an attachment with its file in the site.
type attachedFile struct {
	export.PushFile
	source string
}

// attached are the attachments, and the files that the body names.
func (p *push) attached(d *catalogue.Document) ([]attachedFile, error) {
	all := p.named
	if d.More != nil {
		for _, a := range d.More.Attachments {
			src, at := plan.AttachmentAt(d, a)
			all = append(all, plan.Entry{Path: at, Source: src})
		}
	}
	var list []attachedFile
	for _, e := range all {
		if slices.ContainsFunc(list, func(f attachedFile) bool { return f.Path == e.Path }) {
			continue
		}
		f, err := p.src.Open(e.Source)
		if err != nil {
			return nil, err
		}
		h := sha256.New()
		n, err := io.Copy(h, f)
		if err = errors.Join(err, f.Close()); err != nil {
			return nil, err
		}
		list = append(list, attachedFile{export.PushFile{Path: e.Path, Size: n, SHA256: hex.EncodeToString(h.Sum(nil))}, e.Source})
	}
	return list, nil
}

func (p *push) copy(f attachedFile) error {
	if _, err := p.To.Lstat(f.Path); err == nil {
		return nil // of two documents
	}
	from, err := p.src.Open(f.source)
	if err != nil {
		return err
	}
	defer from.Close() // opened for reading
	return p.write(f.Path, from)
}

func (p *push) write(name string, from io.Reader) error {
	if err := p.To.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := p.To.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, from)
	return errors.Join(err, f.Close())
}

// withdrawn lists what is no more: what was withdrawn, since the day when there is one,
// and what the push before had and the catalogue has not. Of such a document nothing is
// said but the number that was public.
func (p *push) withdrawn() error {
	told := map[string]bool{}
	for _, t := range p.Catalogue.Withdrawn {
		_, had := p.Before[t.Index]
		if told[t.Index] = true; p.Before != nil && !had || p.Before == nil && t.On.Before(p.Since) {
			continue
		}
		if err := p.out.Add(&export.PushDoc{Action: export.IsWithdrawn, Index: t.Index, On: t.On.String(), Reason: t.Reason}); err != nil {
			return err
		}
	}
	for _, index := range slices.Sorted(maps.Keys(p.Before)) {
		if t, _ := p.Catalogue.Find(index); t.Document != nil || told[index] {
			continue
		}
		p.lost = append(p.lost, index)
		if err := p.out.Add(&export.PushDoc{Action: export.IsWithdrawn, Index: index}); err != nil {
			return err
		}
	}
	return nil
}
