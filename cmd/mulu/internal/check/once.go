package check

import "sync"

// memory keeps what rules have worked out of a site, which does not change, so that
// they do it once.
type memory struct{ of sync.Map }

// Once gives what make gave when it was first asked for of this site by a rule's key,
// which is a type of the rule's own package. Calls may overlap: make has no effects, and
// the first result is kept.
func Once[Key comparable, T any](s *Site, key Key, make func() T) T {
	if v, ok := s.memory.of.Load(key); ok {
		return v.(T)
	}
	v, _ := s.memory.of.LoadOrStore(key, make())
	return v.(T)
}
