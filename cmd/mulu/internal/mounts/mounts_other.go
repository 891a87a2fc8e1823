//go:build !linux && !darwin

package mounts

func all() []Point { return nil }
