//go:build unix

package publish

import (
	"os"
	"syscall"
	"testing"
)

// pause stops a process; the function it returns lets it go on.
func pause(t *testing.T, p *os.Process) (resume func()) {
	t.Helper()
	send := func(s os.Signal) {
		if err := p.Signal(s); err != nil {
			t.Error(err)
		}
	}
	send(syscall.SIGSTOP)
	return func() { send(syscall.SIGCONT) }
}
