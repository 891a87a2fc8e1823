package publish

import (
	"errors"
	"io/fs"
)

// chooseSignature makes the signature of the next manifest, if there is a key. Without one, a
// manifest that stays keeps what it has, and a new one has none.
func (s *Stage) chooseSignature(digest sum) {
	switch {
	case s.opts.Sign != nil:
		s.signature = s.opts.Sign.Sign(digest)
	case digest == s.prev.digest:
		s.signature = s.prev.signature
	default:
		s.signature = nil
	}
}

func (s *Stage) stageSignature() error {
	if s.signature == nil {
		return nil
	}
	if err := s.disk.write(s.staged(SignatureName), s.signature); err != nil {
		return failure("写入", s.staged(SignatureName), err)
	}
	return nil
}

// removeSignature removes what signed the manifest that was replaced in place, where the new
// one has no signature. It is false when it stays.
func (s *Stage) removeSignature() bool {
	name := join(s.out.tree, SignatureName)
	if s.signature != nil {
		return true
	}
	if err := s.disk.remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		s.warn(failure("删除旧文件", name, err))
		return false
	}
	return true
}
