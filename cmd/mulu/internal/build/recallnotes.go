package build

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"mulu/cmd/mulu/internal/cache"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/source"
)

// notes are what a build notes of the files that it was made of, to be remembered.
type notes struct {
	listing listing
	docs    []sum          // of listing.docs, as their headers were read
	headers []sum          // likewise, of their headers alone
	copied  map[string]sum // of files that were published as they are

	settings settings
	design   []render.File // as listing.own
	requests string        // the text of the request statistics
	edited   atomic.Bool   // a source was another when its body was read
	read     headers       // of listing.docs
	records  *records      // in which they are kept
	keys     *keys         // see Site.keys
	kept     *keeper       // what was learned of the documents, once they are published
}

// remembers says whether anything is to be remembered of a build, for the next or for the one
// that joins the parts.
func (o *Options) remembers() bool {
	return o.Cache != cache.Folder{} || o.Shard != Shard{} || len(o.Parts) > 0
}

// note begins the notes of a build that is to be remembered.
func (l *Loader) note(s *Site) {
	if !s.opt.remembers() {
		return
	}
	n := len(l.files.docs)
	s.notes = &notes{listing: l.files, docs: make([]sum, n), headers: make([]sum, n), copied: map[string]sum{},
		settings: l.settings, design: l.design.texts, requests: l.requests, read: l.headers, records: l.records}
	for i := range l.headers.state {
		s.notes.docs[i], s.notes.headers[i] = l.headers.state[i].whole, l.headers.state[i].head
	}
}

var errCopied = errors.New("附件在构建过程中改动了，请重新构建")

// noteFiles notes what was published as it is. One that is another than it was when pages
// that tell of it were taken over is refused.
func (p *pass) noteFiles() error {
	if p.notes == nil {
		return nil
	}
	for _, e := range p.files {
		s, ok := p.stage.Sum(e.Path)
		if !ok {
			continue
		}
		if was, read := p.opt.Read.file(e.Source); read && was != s {
			return fmt.Errorf("复制 %s：%w", e.Source, errCopied)
		}
		p.notes.copied[e.Source] = s
	}
	p.keepFiles()
	return nil
}

// inputs hashes what the site was made of, which is as it is listed now; nil when the
// settings have changed since.
func (s *Site) inputs(ctx context.Context, now *listing, strict bool) (*inputs, error) {
	in, err := newInputs(s.src, &s.opt, strict)
	if err != nil || in == nil || in.today != s.Today {
		return nil, err
	}
	files := now.all()
	known := len(now.docs)
	rest := files[known:]
	sums := make([]sum, len(rest))
	var unknown []source.File
	for i, f := range rest {
		if at, ok := s.notes.copied[f.Path]; ok {
			sums[i] = at
		} else {
			unknown = append(unknown, f)
		}
	}
	read, err := hashFiles(ctx, s.src, &Options{}, unknown)
	if err != nil {
		return nil, err
	}
	in.problems(now.diags)
	for i, f := range now.docs {
		in.file(f.Path, s.notes.docs[i])
	}
	for i, f := range rest {
		if _, ok := s.notes.copied[f.Path]; !ok {
			sums[i], read = read[0], read[1:]
		}
		in.file(f.Path, sums[i])
	}
	return in, nil
}

func sameFile(a, b source.File) bool {
	return a.Path == b.Path && a.Size == b.Size && a.ModTime.Equal(b.ModTime)
}
