//go:build race

package compare

// hostileSize is less under the race detector, which makes ten times as long of it; texts
// so short may well be compared in detail, so that only their end is shown (hostileWhole).
const (
	hostileSize  = 1 << 19
	hostileWhole = false
)
