package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// What is released of the program is no longer in memory, and is there again when it is
// wanted.
func TestReleaseCode(t *testing.T) {
	if len(codeParts()) == 0 {
		t.Skip("all parts of this program were relocated")
	}
	before := residentOfFiles(t)
	releaseCode()
	after := residentOfFiles(t)
	if after > before*3/4 {
		t.Errorf("%d KB of files in memory, before %d", after, before)
	}
	if got := addressesOf("00400000-010aa000"); got != (addresses{0x400000, 0x10aa000}) || addressesOf("x") != (addresses{}) {
		t.Errorf("addresses %x", got)
	}
}

// residentOfFiles is how much of mapped files is in memory, in KB.
func residentOfFiles(t *testing.T) (kb int) {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "RssFile:")
	if _, err := fmt.Sscan(rest, &kb); err != nil {
		t.Skipf("this system does not tell: %v", err)
	}
	return kb
}
