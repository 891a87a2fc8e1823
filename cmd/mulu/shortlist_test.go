package main

import (
	"bytes"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/cli"
)

// A short list of results in the terminal is the beginning of the full one, also of a word
// that has an alias, for which two readings are joined.
func TestShortListIsTheBeginning(t *testing.T) {
	out := builtExample(t)
	list := func(limit string) (found []string) {
		var stdout, stderr bytes.Buffer
		if code := cli.Run(t.Context(), []string{"search", "网约车", "--output", out, "-n", limit}, strings.NewReader(""), &stdout, &stderr); code != 0 {
			t.Fatalf("exit %d: %s", code, stderr.String())
		}
		for line := range strings.Lines(stdout.String()) {
			if strings.HasPrefix(line, "  doc/") {
				found = append(found, strings.TrimSpace(line))
			}
		}
		if !strings.Contains(stdout.String(), "还有更多") {
			t.Errorf("-n %s says nothing of more", limit)
		}
		return found
	}
	full, short := list("10"), list("4")
	if len(full) != 10 || strings.Join(short, " ") != strings.Join(full[:4], " ") {
		t.Errorf("-n 4 gives %q of %q", short, full)
	}
}
