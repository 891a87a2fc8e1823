//go:build !linux

package publish

// Elsewhere there are no spares.
func stamp(string) (string, bool) { return "", false }
func boot() string                { return "" }
