//go:build !linux

package source

import (
	"os"
	"testing"
)

func asNobody(t *testing.T) func() {
	if os.Getuid() <= 0 {
		t.Skip("permissions do not count here")
	}
	return func() {}
}

func mkfifo(t *testing.T, path string) bool { return false }
