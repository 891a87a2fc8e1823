package check

import (
	"slices"
	"sync"
)

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

// kept is what a rule has worked out of a body.
type kept struct{ key, value any }

// OnceOf is Once for what rules work out of a body's text and header, while they look at it.
func OnceOf[Key comparable, T any](b *Body, key Key, make func() *T) *T {
	if b.kept == nil {
		return make()
	}
	if i := slices.IndexFunc(*b.kept, func(k kept) bool { return k.key == any(key) }); i >= 0 {
		return (*b.kept)[i].value.(*T)
	}
	v := make()
	*b.kept = append(*b.kept, kept{key, v})
	return v
}
