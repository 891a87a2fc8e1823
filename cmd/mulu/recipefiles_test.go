package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/scaffold"
)

// The recipes for continuous integration are run as far as a machine without the service can:
// their YAML is read, and what they do for the main branch is done by a shell, in a site, with
// rclone, to a folder: the first publication, then one with changed and removed files, must
// leave the target as the output folder is.
func TestRecipeFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("rclone is started some hundred times")
	}
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash")
	}
	if _, err := exec.LookPath("rclone"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("rclone is not installed; .ci/setup installs it")
		}
		t.Skip("no rclone")
	}
	for _, r := range scaffold.Recipes {
		t.Run(r.Name, func(t *testing.T) {
			t.Parallel()
			script := failingRclone + recipeScript(t, r)
			dir := t.TempDir()
			site, target := filepath.Join(dir, "site"), filepath.Join(dir, "target")
			for _, err := range []error{copySite(site), commitAll(site), os.MkdirAll(target, 0o755)} {
				if err != nil {
					t.Fatal(err)
				}
			}
			failing := "" // what rclone fails at: a step's list
			try := func(event string) (string, error) {
				t.Helper()
				c := exec.Command(bash, "-c", "set -eo pipefail\n"+script)
				c.Dir = site
				c.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1751328000",
					"TARGET="+target, "KEEP="+filepath.Join(dir, "keep"), "RCLONE_CONF=", "RUNNER_TEMP="+dir,
					"GITHUB_EVENT_NAME="+event, "GITHUB_OUTPUT="+filepath.Join(dir, "output"), "GITHUB_STEP_SUMMARY="+filepath.Join(dir, "summary.md"),
					"CI_PIPELINE_SOURCE="+event, "CI_PIPELINE_EVENT="+event, "TZ=Asia/Shanghai",
					"PENDING="+filepath.Join(dir, "pending"), "GITHUB_ENV="+filepath.Join(dir, "env"), "TMPDIR="+dir, "FAILING="+failing)
				if err := os.MkdirAll(filepath.Join(dir, "keep"), 0o755); err != nil {
					t.Fatal(err)
				}
				out, err := c.CombinedOutput()
				return string(out), err
			}
			run := func(event string) string {
				t.Helper()
				out, err := try(event)
				if err != nil {
					t.Fatalf("%v\n%s\n%s", err, out, script)
				}
				return out
			}
			wantNothingMade(t, site, target, try)
			run("push")
			compareTarget(t, "first", filepath.Join(dir, "keep"), site, target)
			for name, was := range recipeEdits(t, site) {
				if err := os.WriteFile(name, []byte(was), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			run("push")
			compareTarget(t, "second", filepath.Join(dir, "keep"), site, target)
			if r.Name != "jenkins" { // mulu deploy goes on by itself
				defer tryInterruption(t, dir, &failing, try)
			}
			next, event := filepath.Join(site, "next.txt"), "schedule"
			switch r.Name {
			case "woodpecker":
				next, event = filepath.Join(dir, "keep", "next.txt"), "cron"
			case "gitlab":
			default:
				return // the condition is the service's to judge, or there is none
			}
			day, err := os.ReadFile(next)
			if err != nil || !regexp.MustCompile(`^\d{4}-\d\d-\d\d\n$`).Match(day) {
				t.Errorf("the day of the next change is %q (%v)", day, err)
			}
			for text, built := range map[string]bool{"2999-01-01\n": false, "2001-01-01\n": true} {
				if err := os.WriteFile(next, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
				if got := strings.Contains(run(event), "没有变化"); got != built {
					t.Errorf("next change %sbuilt: %v", text, got)
				}
			}
		})
	}
}

// commitAll makes a git repository of a site, as services check it out.
func commitAll(site string) error {
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}} {
		c := exec.Command("git", args...)
		c.Dir = site
		if out, err := c.CombinedOutput(); err != nil {
			return fmt.Errorf("git %v: %w\n%s", args, err, out)
		}
	}
	return nil
}

// wantNothingMade wants nothing to be built of what somebody committed under the names that a
// build writes: a forged cache, or a link through which the log would be written elsewhere.
func wantNothingMade(t *testing.T, site, target string, try func(event string) (string, error)) {
	t.Helper()
	victim, link, cache := filepath.Join(filepath.Dir(site), "victim"), filepath.Join(site, "build.log"), filepath.Join(site, ".mulu-cache")
	for _, made := range []string{link, cache} {
		err := errors.Join(os.WriteFile(victim, nil, 0o644), os.Symlink(victim, link), os.MkdirAll(cache, 0o755),
			os.WriteFile(filepath.Join(cache, "x"), nil, 0o644))
		c := exec.Command("git", "add", "-f", made)
		c.Dir = site
		if err = errors.Join(err, c.Run()); err != nil {
			t.Fatal(err)
		}
		out, err := try("push")
		if err == nil || !strings.Contains(out, "仓库里不能有："+filepath.Base(made)) {
			t.Errorf("with %s: %v\n%s", made, err, out)
		}
		if text, err := os.ReadFile(victim); err != nil || len(text) > 0 {
			t.Errorf("written through the link: %q %v", text, err)
		}
		if files, err := os.ReadDir(target); err != nil || len(files) > 0 {
			t.Errorf("something was published: %v %v", files, err)
		}
		c = exec.Command("git", "rm", "-rqf", "--cached", made)
		c.Dir = site
		if err := errors.Join(c.Run(), os.Remove(link), os.RemoveAll(cache)); err != nil {
			t.Fatal(err)
		}
	}
}

// failingRclone is rclone, which fails at a step where it is asked to.
const failingRclone = `rclone() { if [ -n "$FAILING" ] && [[ "$*" == *$FAILING* ]]; then return 9; fi; command rclone "$@"; }
export -f rclone
sh() { bash "$@"; }
`

// tryInterruption wants nothing to stay at the target of what interrupted uploads had sent, nor
// of what was sent before when what is kept from one run to the next was lost; and that nothing
// is guessed about a target that tells nothing.
func tryInterruption(t *testing.T, dir string, failing *string, try func(event string) (string, error)) {
	t.Helper()
	keep, site, target := filepath.Join(dir, "keep"), filepath.Join(dir, "site"), filepath.Join(dir, "target")
	file := func(name string) string { return filepath.Join(site, "static", name) }
	add := func(name string) {
		t.Helper()
		if err := errors.Join(os.MkdirAll(file(""), 0o755), os.WriteFile(file(name), []byte(name), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	works := func(when string) {
		t.Helper()
		if out, err := try("push"); err != nil {
			t.Fatalf("%s: %v\n%s", when, err, out)
		}
		compareTarget(t, when, keep, site, target)
	}
	for _, name := range []string{"once.txt", "twice.txt"} { // other files each time
		add(name)
		*failing = "5-manifest"
		if out, err := try("push"); err == nil {
			t.Fatalf("the upload did not fail:\n%s", out)
		}
		if err := errors.Join(os.Remove(filepath.Join(target, name)), os.Remove(file(name)), os.WriteFile(filepath.Join(target, name), nil, 0o644)); err != nil {
			t.Fatalf("nothing was sent: %v", err)
		}
	}
	*failing = ""
	works("after interruptions")
	if files, _ := filepath.Glob(filepath.Join(dir, "pending", "*")); len(files) > 0 {
		t.Errorf("%q are left", files)
	}
	lose := func() {
		t.Helper()
		for _, name := range []string{"live.json", "pending", "public", "last", ".mulu-cache", "cache", "next.txt"} {
			if err := errors.Join(os.RemoveAll(filepath.Join(site, name)), os.RemoveAll(filepath.Join(keep, name))); err != nil {
				t.Fatal(err)
			}
		}
	}
	add("lost.txt")
	works("one file more")
	lose()
	if err := os.Remove(file("lost.txt")); err != nil {
		t.Fatal(err)
	}
	works("after a loss")
	if _, err := os.Stat(filepath.Join(target, "lost.txt")); err == nil {
		t.Error("lost.txt is left")
	}
	// What is lost after an interruption is what only the manifests of that upload know: a file
	// that it sent, or one that it was to remove when the target had its manifest already.
	for _, step := range []string{"5-manifest", "delete " + target} {
		add("meanwhile.txt")
		works("one file more again")
		add("sent.txt")
		if err := os.Remove(file("meanwhile.txt")); err != nil {
			t.Fatal(err)
		}
		*failing = step
		if out, err := try("push"); err == nil {
			t.Fatalf("the upload did not fail at %s:\n%s", step, out)
		}
		*failing = ""
		for _, name := range []string{"meanwhile.txt", "sent.txt"} {
			if _, err := os.Stat(filepath.Join(target, name)); err != nil {
				t.Fatalf("interrupted at %s: %v", step, err)
			}
		}
		lose()
		if err := os.Remove(file("sent.txt")); err != nil {
			t.Fatal(err)
		}
		works("lost after an interruption at " + step)
	}
	goesOnFromTarget(t, dir, func(when string) { works(when) })
	for _, name := range []string{"rclone.conf", "tmp.*"} {
		if files, _ := filepath.Glob(filepath.Join(keep, name)); len(files) > 0 {
			t.Errorf("%q are left", files)
		}
	}
	lose()
	if err := os.Remove(filepath.Join(target, "manifest.json")); err != nil {
		t.Fatal(err)
	}
	if out, err := try("push"); err == nil || !strings.Contains(out, "没有 manifest.json") {
		t.Errorf("nothing is known of the target: %v\n%s", err, out)
	}
}

// goesOnFromTarget wants what an older cache brings back to harm nothing: neither does a file
// stay at the target, nor is the log of what was published since forgotten.
func goesOnFromTarget(t *testing.T, dir string, works func(when string)) {
	t.Helper()
	site, target, public := filepath.Join(dir, "site"), filepath.Join(dir, "target"), filepath.Join(dir, "site", "public")
	if _, err := os.Stat(public); err != nil {
		public = filepath.Join(dir, "keep", "public")
	}
	older := filepath.Join(dir, "older")
	file := filepath.Join(site, "static", "since.txt")
	settings := filepath.Join(site, "config.toml")
	text, err := os.ReadFile(settings)
	if err = errors.Join(err, os.CopyFS(older, os.DirFS(public)), os.WriteFile(file, nil, 0o644),
		os.WriteFile(settings, []byte(strings.Replace(string(text), "title = \"", "title = \"又", 1)), 0o644)); err != nil {
		t.Fatal(err)
	}
	works("before an older cache")
	was, err := publish.ManifestAt(target)
	if err = errors.Join(err, os.RemoveAll(public), os.Rename(older, public), os.Remove(file)); err != nil {
		t.Fatal(err)
	}
	works("after an older cache")
	is, err := publish.ManifestAt(target)
	if err != nil || is.Follows(was) != nil {
		t.Errorf("what an older cache brought back is followed: %v", err)
	}
}

// recipeScript is what a recipe does for the main branch, but for installing programs.
func recipeScript(t *testing.T, r scaffold.Recipe) string {
	t.Helper()
	text := string(r.Text())
	var parts []string
	if r.Name == "jenkins" {
		for _, block := range regexp.MustCompile(`(?s)sh '''\n(.*?)'''`).FindAllStringSubmatch(text, -1) {
			if !strings.Contains(block[1], "--since") && !strings.Contains(block[1], "-lt") {
				parts = append(parts, strings.ReplaceAll(block[1], `\\`, `\`))
			}
		}
	} else {
		var recipe any
		if err := yaml.Unmarshal([]byte(text), &recipe); err != nil {
			t.Fatalf("%s is no YAML: %v", r.Path, err)
		}
		shellOf(recipe, &parts)
	}
	script := strings.Join(parts, "\n")
	for _, want := range []string{"mulu check --published", "mulu build --", "plan/upload.sh"} {
		if r.Name == "jenkins" && want == "plan/upload.sh" {
			want = "mulu deploy public"
		}
		if !strings.Contains(script, want) {
			t.Fatalf("%s has no %q:\n%s", r.Path, want, script)
		}
	}
	// Warnings come with the days, and what the day changes must be published.
	if strings.Contains(script, "--strict") {
		t.Fatalf("%s publishes only without warnings:\n%s", r.Path, script)
	}
	return script
}

var installs = regexp.MustCompile(`git clone|git fetch|go build|go install|go env|GITHUB_PATH|--since`)

// shellOf finds the commands of a recipe, in the order of the file.
func shellOf(v any, parts *[]string) {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			shellOf(one, parts)
		}
	case map[string]any:
		for _, key := range []string{"check", "jobs", "site", "stages", "steps", "run", "script", "commands"} {
			of, ok := v[key]
			if !ok {
				continue
			}
			lines, isList := of.([]any)
			text, isText := of.(string)
			switch {
			case key == "run" && isText:
				if !installs.MatchString(text) {
					*parts = append(*parts, text)
				}
			case (key == "script" || key == "commands") && isList:
				for _, line := range lines {
					if s, _ := line.(string); !installs.MatchString(s) {
						*parts = append(*parts, s)
					}
				}
			default:
				shellOf(of, parts)
			}
		}
	}
}

// recipeEdits are files of the site to be written anew: one text is changed.
func recipeEdits(t *testing.T, site string) map[string]string {
	t.Helper()
	edits := map[string]string{}
	name := filepath.Join(site, "config.toml")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	edits[name] = strings.Replace(string(data), "title = \"", "title = \"新", 1)
	return edits
}

// compareTarget wants the target to hold what was built.
func compareTarget(t *testing.T, when, keep, site, target string) {
	t.Helper()
	public := filepath.Join(site, "public")
	if _, err := os.Stat(public); err != nil {
		public = filepath.Join(keep, "public")
	}
	want, got := contents(t, public), contents(t, target)
	if len(want) < 10 {
		t.Fatalf("%s: only %d files were built", when, len(want))
	}
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s: %s differs at the target", when, name)
		}
		delete(got, name)
	}
	for name := range got {
		t.Errorf("%s: %s is left at the target", when, name)
	}
}

func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(at string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(at)
		rel, _ := filepath.Rel(dir, at)
		files[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
