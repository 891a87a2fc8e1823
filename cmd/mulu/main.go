// Command mulu makes a government disclosure catalogue of a folder of Markdown
// documents. All it does is in package cli; here are only the process's affairs.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"syscall"
	_ "time/tzdata" // the site's day must be right where a machine has no zones

	"mulu/cmd/mulu/internal/cli"
)

func main() { os.Exit(run()) }

func run() int {
	tune()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// The first signal ends the work in order; a second one ends the process.
	context.AfterFunc(ctx, stop)
	return cli.Run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
}

// maxStack is far above what any file within our limits needs. A runaway recursion
// ends there and not when it has eaten the default of 1 GB.
const maxStack = 256 << 20

// gcPercent bounds the memory of a large catalogue, whose build makes little garbage beside
// what it keeps of headers and of the files of the output. With 100,000 documents, without
// search and exports, a build has 180 MiB at its peak, of which 90 to 115 are kept and 25 are
// the program's own; with 25 it had 6 more, in as much CPU time.
const gcPercent = 20

// leastGarbage is how much may come together before a garbage collection, so that a smaller
// catalogue does not pay for the memory of a large one. Here it decides and not gcPercent:
// 10,000 documents had 59 MiB with 6 MB (3.9 s of CPU), 62 with 8 (3.6) and 69 with 12 (3.3).
const leastGarbage = 8 << 20

// Above largeHeap at least largeGarbage may come together: so much is kept where 100,000
// documents are searched, or taken over from the build before, for which 1 GB is to be enough
// and not 150 MB. A build after one edit takes 15.2 in place of 17.3 s of CPU so, with 600 in place of 455 MiB.
const (
	largeHeap    = 200 << 20
	largeGarbage = 200 << 20
)

// firstPercent puts the first garbage collection at a heap of 16 MB, where Go's least
// is 4 MB and with gcPercent 1.2 MB. A site of 100 documents is built before: 0.09
// instead of 0.13 s of CPU.
const firstPercent = 400

// tune is the one place for settings of the Go runtime. GOGC and GOMEMLIMIT, when set,
// are the user's own choice.
func tune() {
	debug.SetMaxStack(maxStack)
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(firstPercent)
	afterCollection(firstPercent)
}

// afterCollection sets the percentage, which is last, anew after each garbage collection:
// what nothing refers to is cleaned up then.
func afterCollection(last int) {
	runtime.AddCleanup(&struct{ _ *byte }{}, func(last int) {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		percent := percentAt(live[0].Value.Uint64())
		if percent != last {
			debug.SetGCPercent(percent) // stops the world
		}
		afterCollection(percent)
	}, last)
}

// percentAt is the percentage where so many bytes are in use.
func percentAt(live uint64) int {
	least := uint64(leastGarbage)
	if live > largeHeap {
		least = largeGarbage
	}
	return max(gcPercent, int(min(least*100/max(live, 1), firstPercent)))
}
