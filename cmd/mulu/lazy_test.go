package main

import (
	"testing"

	"mulu/cmd/mulu/internal/lazy"
)

// Expressions that are compiled when they are first used are right, all of them.
func TestLazyExpressions(t *testing.T) {
	if err := lazy.Check(); err != nil {
		t.Error(err)
	}
}
