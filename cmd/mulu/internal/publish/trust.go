package publish

import (
	"path/filepath"

	"mulu/cmd/mulu/internal/seal"
)

// Whoever signs a manifest vouches for the chain in it. So what is followed must be signed, too:
// by the same key, or by one that the caller names when keys change. Else somebody who can write
// to the last publication, and has no key, would get a forged history signed by its owner.

// Trust says who may have signed the manifest that is followed, besides the key that signs the
// next one.
type Trust struct {
	Key      *seal.PublicKey // nil for nobody else
	Unsigned bool            // it may have no signature
}

// trusted are the keys that may have signed the manifest that is followed.
func (s *Stage) trusted() (keys []seal.PublicKey) {
	if s.opts.Sign != nil {
		keys = append(keys, s.opts.Sign.Public())
	}
	if s.opts.Trust.Key != nil {
		keys = append(keys, *s.opts.Trust.Key)
	}
	return keys
}

// trustOutput is trust in what the output folder has.
func (s *Stage) trustOutput() error {
	if !s.prev.present {
		return s.trustNothing()
	}
	signatures := s.prev.staged // a killed build in place may not have brought its own
	if data, err := readSignature(filepath.Join(s.prev.tree, SignatureName)); err == nil {
		signatures = append(signatures, data)
	}
	return s.trust(s.out.dir, s.prev.digest, signatures)
}

// trustNothing refuses to begin a chain where one is to be gone on with.
func (s *Stage) trustNothing() error {
	if s.opts.Trust.Key == nil {
		return nil
	}
	return declined("没有上次的发布清单，没有什么要用以前的公钥核对：第一次发布就不写 --previous-key；不是第一次，就用 --published 指明上次公开的网站的副本")
}

// trust makes sure that the manifest that is followed was signed by a key that may have, and
// notes where the next one has another. Without any key there is nothing to ask.
func (s *Stage) trust(dir string, digest sum, signatures [][]byte) error {
	keys := s.trusted()
	if len(keys) == 0 {
		return nil
	}
	for i, k := range keys {
		for _, data := range signatures {
			if seal.Verify(data, digest, k) != nil {
				continue
			}
			if own := i == 0 && s.opts.Sign != nil; !own && s.opts.Sign != nil {
				s.replaced = k.String()
			} else if own && s.opts.Trust != (Trust{}) {
				s.warnings = append(s.warnings, "上次的发布清单就是用现在的密钥签的，--previous-key 用不着：不要留在平时的命令里")
			}
			return nil
		}
	}
	if len(signatures) == 0 && s.opts.Trust.Unsigned {
		s.replaced = Unsigned
		return nil
	}
	return s.distrust(dir, digest, signatures)
}

// distrust is why a manifest is not followed, and what to do.
func (s *Stage) distrust(dir string, digest sum, signatures [][]byte) error {
	if len(signatures) == 0 {
		return declined("%s 的发布清单没有签名：签名可能被人删掉，清单可能被换过。请用 mulu log 和另存的清单比一比，或者用 --published 指明一份有签名的副本；"+
			"以前确实没有签过名，就加上 --previous-key -，从这一次起签名", dir)
	}
	for _, data := range signatures {
		if k, ok := seal.Signer(data, digest); ok {
			return declined("%s 的发布清单是用另一把密钥签的（%s）：可能是别人写的。请用 mulu log 和另存的清单比一比；"+
				"是自己换了密钥，就用 --previous-key 指明以前的公钥文件，写一次", dir, k)
		}
	}
	return unfit(dir)
}

// unfit is the error of a manifest that is not the one that was signed.
func unfit(dir string) error {
	return declined("%s 的发布清单和它的签名对不上：签名以后被改动过。它是公开时间的证据，不能接下去：请用 --published 指明一份完整的副本", dir)
}
