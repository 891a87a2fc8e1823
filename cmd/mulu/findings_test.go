package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"mulu/cmd/mulu/internal/cli"
)

// finding is what tests read of a check's report.
type finding struct {
	File, Severity, Code, Message string
	Line, Column, EndColumn       int
}

// findingsOf checks a site, by itself: not against what was published before.
func findingsOf(site, date string) ([]finding, error) {
	var stdout, stderr bytes.Buffer
	args := []string{"check", "-q", "--source", site, "--date", date, "--published", "-", "--format", "json"}
	code := cli.Run(context.Background(), args, strings.NewReader(""), &stdout, &stderr)
	var report struct{ Diagnostics []finding }
	if err := json.Unmarshal(stdout.Bytes(), &report); err != nil {
		return nil, fmt.Errorf("exit %d: %w\n%.2000s", code, err, stderr.String())
	}
	return report.Diagnostics, nil
}

// findings DIR DATE FILE checks the site DIR as on DATE and writes the findings to FILE,
// one in a line: place, code (a ! before that of an error, a ~ before that of a notice),
// and the text that the place covers.
func findings(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, len(args) == 3, "findings DIR DATE FILE")
	list, err := findingsOf(ts.MkAbs(args[0]), args[1])
	ts.Check(err)
	var b strings.Builder
	for _, f := range list {
		covered := ""
		if lines := strings.Split(ts.ReadFile(filepath.Join(args[0], f.File)), "\n"); f.Line > 0 {
			line := []rune(lines[f.Line-1])
			covered = string(line[f.Column-1 : max(f.Column-1, min(len(line), f.EndColumn-1))])
		}
		mark := map[string]string{"error": "!", "notice": "~"}[f.Severity]
		fmt.Fprintf(&b, "%s:%d %s%s %s\n", filepath.Base(f.File), f.Line, mark, f.Code, covered)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(b.String()), 0o644))
}
