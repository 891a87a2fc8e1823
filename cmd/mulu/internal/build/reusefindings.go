package build

import (
	"context"
	"strconv"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/reuse"
)

// What rules find in headers, and in the files that are published as they are, is found again
// as long as the catalogue is the same: then it is told without looking. Rules that compare
// with the last publication look each time.

// inspectCatalogue applies the rules that need no body, or tells what they found before.
func (s *Site) inspectCatalogue(ctx context.Context) ([]diag.Diagnostic, error) {
	k, err := s.keys()
	if err != nil {
		return nil, err
	}
	if k == nil {
		return s.engine.Catalogue(ctx)
	}
	key := k.ofFindings(s.whole)
	if k.found = k.before.Find(key); k.found == nil {
		lasting, err := s.engine.Lasting(ctx)
		if err != nil {
			return nil, err
		}
		k.found = &reuse.Entry{Key: key, Made: lasting}
	}
	compared, err := s.engine.Compared(ctx)
	return append(compared, k.found.Made...), err
}

// ofFindings is the key of what rules find in headers; whole says that no file has an error,
// so that it is known what is absent.
func (k *keys) ofFindings(whole bool) sum {
	h := inputs{}
	h.digest("base", &k.base)
	h.digest("whole", &k.whole)
	h.field("findings", strconv.FormatBool(whole))
	return h.sum()
}

// fileEntry is what is kept of a file that is published as it is.
type fileEntry struct {
	*reuse.Entry
	src   string
	owner owner
	taken bool // it was not looked into
}

// ofFile is the key of what is found in a file with the hash s. Whose it is, and what else
// rules know of it, is the catalogue's.
func (k *keys) ofFile(src string, s sum) sum {
	h := inputs{}
	h.digest("base", &k.base)
	h.digest("whole", &k.whole)
	h.file(src, s)
	return h.sum()
}

// takeFile tells what was found before in the i-th of the files that are looked into. taken is
// false when that is not known.
func (p *pass) takeFile(i int, src string, owner owner) (taken bool) {
	s, read := p.opt.Read.file(src)
	if p.kept == nil || !read {
		return false
	}
	was := p.kept.before.Find(p.kept.ofFile(src, s))
	if was == nil {
		return false
	}
	p.report(was.Made)
	p.kept.files[i] = &fileEntry{Entry: was, src: src, owner: owner, taken: true}
	return true
}

// gatherFiles shows the files that were not looked into to the rules that look for something
// in all texts, until it is found. What else is found in them was told.
func (p *pass) gatherFiles(ctx context.Context) error {
	if p.kept == nil {
		return nil
	}
	files := p.kept.files
	return parallel.Each(ctx, 0, len(files), func(_, i int) error {
		f := files[i]
		if f == nil || !f.taken || !p.engine.Gathering() {
			return nil
		}
		_, err := p.inspectFile(f.src, f.owner)
		return err
	})
}

// keepFiles keeps what was found in the files, now that it is known what each is.
func (p *pass) keepFiles() {
	if p.kept == nil {
		return
	}
	for _, f := range p.kept.files {
		if f == nil {
			continue
		}
		if s, ok := p.notes.copied[f.src]; ok {
			f.Key = p.kept.ofFile(f.src, s)
			p.kept.fixed[0] = append(p.kept.fixed[0], f.Entry)
		}
	}
}
