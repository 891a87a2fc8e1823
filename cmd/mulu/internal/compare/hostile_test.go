//go:build !race

package compare

// hostileSize is how many bytes a hostile text has.
const (
	hostileSize  = 5 << 20
	hostileWhole = true
)
