package publish

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/seal"
)

// Each manifest names all that were published before it, by what they hash to. So whoever
// kept one can prove that it was the site's, or that history was written anew: no manifest
// can be made that fits between two that exist. What a build makes is a function of its
// inputs and, in the chain alone, of the manifest before.

// Link is a manifest in a chain.
type Link struct {
	Day    official.Date // of its build, no date where it says none
	SHA256 [32]byte
	// Key is who signed it, as seal.PublicKey writes itself, or Unsigned, where the manifest
	// after it was signed by another key; else "". So a change of keys stays on record.
	Key string
}

// Unsigned is the Key of a manifest that nobody had signed when signing began.
const Unsigned = "none"

// ChangeOfKey says in Chinese that the manifest after this one was signed by another key; ""
// where it was not.
func (l *Link) ChangeOfKey() string {
	switch l.Key {
	case "":
		return ""
	case Unsigned:
		return fmt.Sprintf("%s 的发布清单没有签名，之后才开始签名", l.day())
	}
	return fmt.Sprintf("%s 的发布清单是用以前的密钥签的（%s），之后换了密钥", l.day(), l.Key)
}

func (l *Link) day() string {
	if l.Day.IsZero() {
		return "日期不明"
	}
	return l.Day.String()
}

// After are the manifests before this one from an older one on, that one included; nil when the
// older one is not among them.
func (m *Manifest) After(old *Manifest) []Link {
	at := slices.IndexFunc(m.Chain, func(l Link) bool { return l.SHA256 == old.Digest })
	if at < 0 {
		return nil
	}
	return m.Chain[at:]
}

// maxChain bounds the chain: a build a day for 27 years. The oldest go first.
const maxChain = 10_000

// tail is the end of a manifest, which depends on the one before.
type tail struct {
	day   official.Date
	chain []Link
}

// Before is the SHA-256 of the manifest before this one; ok is false of a first one.
func (m *Manifest) Before() (s [32]byte, ok bool) {
	if len(m.Chain) == 0 {
		return s, false
	}
	return m.Chain[len(m.Chain)-1].SHA256, true
}

// next is the tail of the manifest that follows; key is Link.Key of the one before it.
func (m *Manifest) next(day official.Date, key string) tail {
	chain := append(slices.Clone(m.Chain), Link{m.Day, m.Digest, key})
	return tail{day, chain[max(0, len(chain)-maxChain):]}
}

// The errors of Follows, which are in Chinese.
var (
	ErrNotBefore = errors.New("不在现在这份清单的链上")
	ErrRewritten = errors.New("和现在这份清单记的历史不一样")
	ErrNewer     = errors.New("比现在这份清单新")
)

// Follows makes sure that m is what the site became of an older manifest: it is that one, or
// names it among those before, with the same history before it. ErrNewer says that it is the
// other way round: m is what the site was before.
func (m *Manifest) Follows(old *Manifest) error {
	if m.Digest == old.Digest {
		return nil
	}
	since := m.After(old)
	switch {
	case since == nil && old.After(m) != nil && old.Follows(m) == nil:
		return ErrNewer
	case since == nil:
		return ErrNotBefore
	}
	had, has := old.Chain, m.Chain[:len(m.Chain)-len(since)]
	n := min(len(had), len(has)) // the oldest may have been dropped
	if since[0].Day != old.Day || !slices.Equal(had[len(had)-n:], has[len(has)-n:]) {
		return ErrRewritten
	}
	return nil
}

// goOn finds the manifest that the next one follows: that of Options.Previous, else the one
// in the output folder; nil when there is none.
func (s *Stage) goOn() error {
	s.before, s.beforeSigned = s.prev.manifest, s.prev.signature
	dir := s.opts.Previous
	if dir == "" || same(dir, s.out.dir) {
		return s.trustOutput()
	}
	m, err := ReadManifest(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return s.trustOutput()
	case errors.Is(err, ErrDamaged):
		return refusal("上次公开的网站里的%w。它是公开时间的证据，不能从头接起：请换一份完整的副本", err)
	case err != nil:
		return failure("读取发布清单", filepath.Join(dir, ManifestName), err)
	}
	m.table = nil // of all its files nothing is asked
	s.before = m
	if s.beforeSigned, err = readSignature(filepath.Join(dir, SignatureName)); errors.Is(err, fs.ErrNotExist) {
		return s.trust(dir, m.Digest, nil)
	}
	if err != nil {
		return err
	}
	if !seal.Fits(s.beforeSigned, m.Digest) {
		return unfit(dir)
	}
	return s.trust(dir, m.Digest, [][]byte{s.beforeSigned})
}

const (
	dateKey  = `,"date":"`
	beforeAs = `","previous":"`
	chainKey = `","chain":[`
	linkDay  = `{"date":"`
	linkSum  = `","sha256":"`
	linkKey  = `","key":"`
)

// append writes the tail, from after the bracket that ends the files.
func (t *tail) append(b []byte) []byte {
	b = append(append(append(b, dateKey...), t.day.String()...), beforeAs...)
	if n := len(t.chain); n > 0 {
		b = hex.AppendEncode(b, t.chain[n-1].SHA256[:])
	}
	b = append(b, chainKey...)
	for i, l := range t.chain {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(b, '\n'), l.append(nil)...)
	}
	return append(b, "\n]}\n"...)
}

func (l Link) append(b []byte) []byte {
	b = append(append(append(b, linkDay...), l.Day.String()...), linkSum...)
	b = hex.AppendEncode(b, l.SHA256[:])
	if l.Key != "" {
		b = append(append(b, linkKey...), l.Key...)
	}
	return append(b, `"}`...)
}

// parseLink reads exactly what append writes.
func parseLink(line []byte) (l Link, ok bool) {
	rest, ok := bytes.CutPrefix(line, []byte(linkDay))
	day, rest, ok2 := bytes.Cut(rest, []byte(linkSum))
	rest, ok3 := bytes.CutSuffix(rest, []byte(`"}`))
	hash, key, keyed := bytes.Cut(rest, []byte(linkKey))
	if keyed && !isLinkKey(string(key)) {
		return l, false
	}
	l.Key = string(key)
	if !ok || !ok2 || !ok3 || len(hash) != hex.EncodedLen(len(l.SHA256)) {
		return l, false
	}
	if len(day) > 0 {
		var err error
		if l.Day, err = official.ParseDate(string(day)); err != nil {
			return l, false
		}
	}
	_, err := hex.Decode(l.SHA256[:], hash)
	return l, err == nil && bytes.Equal(l.append(nil), line)
}

func isLinkKey(key string) bool {
	k, err := seal.ParsePublicKey(key)
	return key == Unsigned || err == nil && k.String() == key
}

// chain reads the tail, whose first line is given without the bracket.
func (r *manifestReader) chain(m *Manifest, line []byte) error {
	day, rest, ok := bytes.Cut(bytes.TrimPrefix(line, []byte(dateKey)), []byte(beforeAs))
	before, ok2 := bytes.CutSuffix(rest, []byte(chainKey))
	if !ok || !ok2 || !bytes.HasPrefix(line, []byte(dateKey)) {
		return r.damaged("应当是日期和上一份清单")
	}
	if len(day) > 0 {
		var err error
		if m.Day, err = official.ParseDate(string(day)); err != nil || m.Day.String() != string(day) {
			return r.damaged("的日期不对")
		}
	}
	named := string(before)
	for more := true; ; {
		line, err := r.next()
		if err != nil {
			return err
		}
		if string(line) == "]}" {
			last, has := m.Before()
			if more && has || has != (named != "") || has && hex.EncodeToString(last[:]) != named {
				return r.damaged("的链和上一份清单对不上")
			}
			return nil
		}
		line, comma := bytes.CutSuffix(line, []byte(","))
		l, ok := parseLink(line)
		if !ok || !more || len(m.Chain) == maxChain {
			return r.damaged("不是链上的清单")
		}
		m.Chain, more = append(m.Chain, l), comma
	}
}
