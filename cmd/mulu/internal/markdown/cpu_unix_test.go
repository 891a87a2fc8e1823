//go:build unix

package markdown

import (
	"syscall"
	"time"
)

// cpuTime is the CPU time that this process has used: unlike the clock, it does
// not run on while other processes have the machine.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
