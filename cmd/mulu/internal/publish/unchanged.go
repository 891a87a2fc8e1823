package publish

import (
	"bytes"
	"context"
)

// Unchanged says what is in the output folder when it holds the site of that manifest, every
// file as Commit left it and nothing else, signed by the key where there is one; nil when it
// does not. Nothing is touched but what
// a killed build left, which is removed as Begin does.
func Unchanged(ctx context.Context, o Options, manifest [32]byte) (*Result, error) {
	s, err := Begin(ctx, o)
	if err != nil {
		return nil, err
	}
	defer func() { _ = s.Abort() }() // nothing was staged
	p := s.prev
	if s.chooseSignature(p.digest); !p.present || p.dirty || p.digest != manifest || !bytes.Equal(s.signature, p.signature) {
		return nil, nil
	}
	r := &Result{Files: p.table.len(), Unchanged: p.table.len(), Manifest: p.digest}
	for i := range p.table.len() {
		f := p.table.at(i)
		if !f.intact {
			return nil, nil
		}
		r.Bytes += f.size
	}
	return r, nil
}
