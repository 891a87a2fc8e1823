package main

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
)

// releaseCode lets go of the parts of the program's file that lie in memory. Linux maps 16
// pages around each that is touched, so that start-up and reading of headers alone leave
// nearly the whole program there, 25 MB; what goes on in use is 12 to 16. What is touched
// again comes back from the cache of files, in some 300 faults that read no disk.
func releaseCode() {
	for _, p := range codeParts() {
		// An error leaves things as they are.
		_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, p.from, p.to-p.from, syscall.MADV_DONTNEED)
	}
}

type addresses struct{ from, to uintptr }

// codeParts are the parts of the program that are mapped from its file, for reading alone, and
// of which nothing was written: what the loader relocated, or a debugger marked, would not
// come back.
var codeParts = sync.OnceValue(func() (parts []addresses) {
	program, err := os.Executable()
	f, err2 := os.Open("/proc/self/smaps")
	if err != nil || err2 != nil {
		return nil
	}
	defer f.Close() // opened for reading: nothing to lose
	clean := map[string]bool{"Anonymous:": true, "Swap:": true}
	in := bufio.NewScanner(f)
	var at addresses
	left := 0 // what is still to be known of the part at
	for in.Scan() {
		words := strings.Fields(in.Text())
		switch {
		case len(words) >= 6 && words[5] == program && !strings.Contains(words[1], "w"):
			at, left = addressesOf(words[0]), len(clean)
		case len(words) == 3 && clean[words[0]] && words[1] == "0" && left > 0:
			if left--; left == 0 && at.to > at.from {
				parts = append(parts, at)
			}
		case len(words) == 3 && clean[words[0]] || len(words) >= 5 && strings.Contains(words[0], "-"):
			left = 0
		}
	}
	return parts
})

// addressesOf reads 00400000-010aa000; nothing of anything else.
func addressesOf(text string) (a addresses) {
	from, to, _ := strings.Cut(text, "-")
	f, err := strconv.ParseUint(from, 16, strconv.IntSize)
	t, err2 := strconv.ParseUint(to, 16, strconv.IntSize)
	if err != nil || err2 != nil {
		return a
	}
	return addresses{uintptr(f), uintptr(t)}
}
