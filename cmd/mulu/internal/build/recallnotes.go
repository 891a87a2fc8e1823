package build

import (
	"context"
	"slices"

	"mulu/cmd/mulu/internal/source"
)

// notes are what a build notes of the files that it was made of, to be remembered.
type notes struct {
	listing listing
	docs    []sum          // of listing.docs, as their headers were read
	copied  map[string]sum // of files that were published as they are
}

// note begins the notes of a build that is to be remembered.
func (l *Loader) note(s *Site) {
	if !s.opt.Remember {
		return
	}
	s.notes = &notes{listing: l.files, docs: make([]sum, len(l.files.docs)), copied: map[string]sum{}}
	for i := range l.headers.state {
		s.notes.docs[i] = l.headers.state[i].whole
	}
}

// noteFiles notes what was published as it is.
func (p *pass) noteFiles() {
	if p.notes == nil {
		return
	}
	for _, e := range p.files {
		if s, ok := p.stage.Sum(e.Path); ok {
			p.notes.copied[e.Source] = s
		}
	}
}

// inputs hashes what the site was made of; nil when a file has changed since.
func (s *Site) inputs(ctx context.Context, strict bool) (*inputs, error) {
	in, err := newInputs(s.src, &s.opt, strict)
	if err != nil || in == nil || in.today != s.Today {
		return nil, err
	}
	now, err := listAll(s.src)
	if err != nil {
		return nil, err
	}
	files := now.all()
	if !slices.EqualFunc(files, s.notes.listing.all(), sameFile) {
		return nil, nil
	}
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
