//go:build !race

package sitetest

// RaceDetector says whether the tests run under the race detector.
const RaceDetector = false
