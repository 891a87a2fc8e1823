//go:build race

package markdown

// slowdown is how many times longer the race detector may take.
const slowdown = 10
