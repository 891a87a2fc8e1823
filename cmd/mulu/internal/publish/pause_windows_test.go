package publish

import (
	"os"
	"testing"
)

// pause does nothing: Windows has no such signal, and the process waits by itself.
func pause(*testing.T, *os.Process) (resume func()) { return func() {} }
