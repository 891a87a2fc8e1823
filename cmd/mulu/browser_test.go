package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
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
	env := append(os.Environ(), "SITE="+builtExample(t), "SHAPES="+buildLooks(t), "HOSTILE="+buildSite(t, sitetest.Hostile().Write(t), "--date", sitetest.Today.String()), "CHROMIUM="+chromium, "MULU="+program(t))
	if *update {
		env = append(env, "UPDATE=1")
	}
	// One more than there are processors: some files mostly wait, as for what comes late.
	failed, out := browse(t, folder, env, runtime.NumCPU()+1)
	if len(failed) > 0 {
		t.Logf("failed beside others: %s\n%s", failed, out)
		failed, out = browse(t, folder, env, 1, failed...)
	}
	if len(failed) > 0 {
		t.Fatalf("node --test: %s\n%s", failed, out)
	}
	t.Logf("%s", out)
}

// program gives the test's own binary the name by which it is mulu (see TestMain).
func program(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	at := filepath.Join(t.TempDir(), "mulu")
	if err == nil {
		err = os.Symlink(self, at)
	}
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// failedFile is a script of a failed test, as node says where it stands.
var failedFile = regexp.MustCompile(`(?m)^ *not ok [^\n]*\n *---\n(?: +[a-z_]+: [^\n]*\n)*? *location: '[^']*?([\w-]+\.test\.js):`)

// browse runs some scripts, or all, at most so many at once, and gives those with a
// failed test. Beside others a browser may be later than a person would bear: what fails
// there is asked again by itself, and must not fail then.
func browse(t *testing.T, folder string, env []string, atOnce int, scripts ...string) (failed []string, out []byte) {
	t.Helper()
	cmd := exec.Command("node", append([]string{"--test", "--test-reporter=tap", "--test-concurrency=" + strconv.Itoa(min(atOnce, 4))}, scripts...)...)
	cmd.Dir, cmd.Env = folder, env
	out, err := cmd.CombinedOutput()
	for _, m := range failedFile.FindAllSubmatch(out, -1) {
		failed = append(failed, string(m[1]))
	}
	if err != nil && len(failed) == 0 {
		t.Fatalf("node --test: %v\n%s", err, out)
	}
	slices.Sort(failed)
	return slices.Compact(failed), out
}

func lookup(name string) error {
	_, err := exec.LookPath(name)
	return err
}

func stat(name string) error {
	_, err := os.Stat(name)
	return err
}
