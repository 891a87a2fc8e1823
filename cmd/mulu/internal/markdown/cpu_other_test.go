//go:build !unix

package markdown

import "time"

var begun = time.Now()

func cpuTime() time.Duration { return time.Since(begun) }
