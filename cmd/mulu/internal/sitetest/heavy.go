package sitetest

import "testing"

// Heavy skips a test that asks thousands of questions, builds thousands of documents
// or drives a browser: when tests are to be short, and under the race detector, which
// makes ten times as long of it and is shown no other code by it than by the rest (in
// a browser it sees nothing). So all tests are two runs: with -race, and without it.
func Heavy(t *testing.T, what string) {
	t.Helper()
	switch {
	case testing.Short():
		t.Skip(what + ": not short")
	case RaceDetector:
		t.Skip(what + ": runs without the race detector")
	}
}
