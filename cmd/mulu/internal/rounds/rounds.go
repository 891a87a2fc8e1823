// Package rounds says how often tests try what must hold at any moment and in any
// surroundings. Only tests import it.
package rounds

import (
	"os"
	"testing"
)

// Release says whether the numbers of a release are wanted: MULU_RELEASE is set.
func Release() bool { return os.Getenv("MULU_RELEASE") != "" }

// Of is release before a release, else ci, which is about a tenth of it.
func Of(ci, release int) int {
	if Release() {
		return release
	}
	return ci
}

// Alone skips, with -short, a test whose work one goroutine does alone: the race detector,
// beside which -short is used, has nothing to find there and takes ten times as long.
func Alone(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("one goroutine alone, in full without -short")
	}
}
