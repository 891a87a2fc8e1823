// Command mulu makes a government disclosure catalogue of a folder of Markdown
// documents. All it does is in package cli; here are only the process's affairs.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
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

// tune is the one place for settings of the Go runtime.
func tune() {
	debug.SetMaxStack(maxStack)
}
