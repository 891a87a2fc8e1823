//go:build race

package compile

// underRace: a sync.Pool forgets at random, so allocations cannot be counted.
const underRace = true
