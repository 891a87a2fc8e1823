package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"mulu/cmd/mulu/internal/sitetest"
)

// TestBrowser builds the example site and those of unusual shape and runs the scripts
// in testdata/browser over them: in Chromium, by html-validate and the Nu checker, and of
// the theme's own modules. With CI set a missing browser is a failure. With -update it
// writes the golden files of what a screen reader says.
func TestBrowser(t *testing.T) {
	sitetest.Heavy(t, "a browser")
	folder, err := filepath.Abs("testdata/browser")
	if err != nil {
		t.Fatal(err)
	}
	chromium := os.Getenv("CHROMIUM")
	if chromium == "" {
		// Chromium without windows: a page in a window takes five times as long.
		chromium = "/usr/bin/chromium-headless-shell"
	}
	for what, missing := range map[string]error{"node": lookup("node"), chromium: stat(chromium),
		"java": lookup("java"), "pdftotext": lookup("pdftotext"), "npm packages (.ci/setup installs them)": stat(filepath.Join(folder, "node_modules"))} {
		if missing == nil {
			continue
		}
		if os.Getenv("CI") != "" {
			t.Fatalf("%s: %v", what, missing)
		}
		t.Skipf("%s: %v", what, missing)
	}
	site := buildSite(t, "../..", "--date", exampleDay)
	// One more than there are processors: some files mostly wait, as for what comes late.
	cmd := exec.Command("node", "--test", "--test-concurrency="+strconv.Itoa(min(runtime.NumCPU()+1, 4)))
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), "SITE="+site, "SHAPES="+buildShapes(t), "CHROMIUM="+chromium)
	if *update {
		cmd.Env = append(cmd.Env, "UPDATE=1")
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("node --test: %v\n%s", err, out)
	}
	t.Logf("%s", out)
}

func lookup(name string) error {
	_, err := exec.LookPath(name)
	return err
}

func stat(name string) error {
	_, err := os.Stat(name)
	return err
}
