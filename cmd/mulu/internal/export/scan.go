package export

import (
	"bytes"
	"encoding/json"
)

// scanner reads the JSON of a shard: objects whose members are texts or lists of texts.
// encoding/json takes five times as long, and a build reads all documents of the last.
type scanner struct {
	rest    []byte
	version int
}

// shard reads a whole shard. ok is false where it is not what Shard writes, with
// members in any order; the rest begins about there.
func (s *scanner) shard(yield func(*Record)) (n int, ok bool) {
	var r Record
	ok = s.eat(`{"version":`) && s.number() && s.eat(`,"documents":[`)
	for first := true; ok && !s.eat("]}"); first = false {
		ok = (first || s.eat(",")) && s.object(&r)
		if ok {
			n++
			yield(&r)
		}
	}
	return n, ok && len(bytes.TrimSpace(s.rest)) == 0
}

// eat drops a token, before which there may be space.
func (s *scanner) eat(token string) bool {
	b := s.rest
	for len(b) > 0 && b[0] <= ' ' && (b[0] == '\n' || b[0] == ' ' || b[0] == '\r' || b[0] == '\t') {
		b = b[1:]
	}
	if len(b) < len(token) || string(b[:len(token)]) != token {
		return false
	}
	s.rest = b[len(token):]
	return true
}

// number reads the version, of a few digits.
func (s *scanner) number() bool {
	i := 0
	for ; i < len(s.rest) && i < 9 && s.rest[i] >= '0' && s.rest[i] <= '9'; i++ {
		s.version = s.version*10 + int(s.rest[i]-'0')
	}
	s.rest = s.rest[i:]
	return i > 0
}

func (s *scanner) object(r *Record) bool {
	*r = Record{}
	if !s.eat("{") {
		return false
	}
	for first := true; !s.eat("}"); first = false {
		if !first && !s.eat(",") {
			return false
		}
		key, ok := s.text()
		if !ok || !s.eat(":") || !s.value(r, key) {
			return false
		}
	}
	return len(r.Index) > 0
}

// value reads a member's text, or passes over its list of texts.
func (s *scanner) value(r *Record, key []byte) bool {
	if !s.eat("[") {
		v, ok := s.text()
		if p := r.member(key); p != nil {
			*p = v
		}
		return ok
	}
	for first := true; !s.eat("]"); first = false {
		if !first && !s.eat(",") {
			return false
		}
		if _, ok := s.text(); !ok {
			return false
		}
	}
	return true
}

func (r *Record) member(key []byte) *[]byte {
	switch string(key) {
	case "title":
		return &r.Title
	case "index":
		return &r.Index
	case "number":
		return &r.Number
	case "written":
		return &r.Written
	case "published":
		return &r.Published
	case "changed":
		return &r.Changed
	}
	return nil
}

// text reads a JSON string. One with escapes, of which there are few, is left to
// encoding/json.
func (s *scanner) text() (text []byte, ok bool) {
	if !s.eat(`"`) {
		return nil, false
	}
	escaped := false
	for i := 0; ; {
		k := bytes.IndexByte(s.rest[i:], '"')
		if k < 0 {
			return nil, false
		}
		back := bytes.IndexByte(s.rest[i:i+k], '\\')
		if back < 0 {
			text, s.rest = s.rest[:i+k], s.rest[i+k+1:]
			break
		}
		escaped = true
		if i += back + 2; i > len(s.rest) {
			return nil, false
		}
	}
	if !escaped {
		return text, true
	}
	var plain string
	err := json.Unmarshal(bytes.Join([][]byte{{'"'}, text, {'"'}}, nil), &plain)
	return []byte(plain), err == nil
}
