package main

import "testing"

// Garbage has a least size and a share of what is in use, whichever is more.
func TestPercentAt(t *testing.T) {
	for _, tt := range []struct {
		live    uint64
		garbage uint64 // at most, in MB
	}{{0, 0}, {1, 4}, {16, 8}, {40, 8}, {100, 20}, {200, 40}, {201, 200}, {400, 200}, {1000, 200}, {2000, 400}} {
		percent := percentAt(tt.live << 20)
		if percent < gcPercent || percent > firstPercent {
			t.Errorf("%d MB: %d %%", tt.live, percent)
		}
		if got := tt.live * uint64(percent) / 100; got > tt.garbage || got < tt.garbage*95/100 {
			t.Errorf("%d MB: %d MB of garbage, want %d", tt.live, got, tt.garbage)
		}
	}
}
