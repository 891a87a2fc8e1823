package main

import (
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"testing"
)

// mostAtStart is how many allocations a package may make before the program begins: what
// takes more is made when it is first used. Every run pays for what is made at the start.
const mostAtStart = 800

func TestLeanStart(t *testing.T) {
	c := exec.Command(os.Args[0], "-test.run=^$")
	c.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	found := regexp.MustCompile(`(?m)^init mulu/cmd/mulu/internal/(\S+) .* (\d+) allocs$`).FindAllSubmatch(out, -1)
	if len(found) < 10 {
		t.Fatalf("%d packages in\n%s", len(found), out)
	}
	for _, m := range found {
		if n, err := strconv.Atoi(string(m[2])); err != nil || n > mostAtStart {
			t.Errorf("%s makes %s allocations at the start of the program, more than %d", m[1], m[2], mostAtStart)
		}
	}
}
