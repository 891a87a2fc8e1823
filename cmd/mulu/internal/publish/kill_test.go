package publish

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mulu/cmd/mulu/internal/rounds"
	"mulu/cmd/mulu/internal/seal"
)

// childDir tells the test binary to publish one version of a site and to end.
// With childHold it waits in the middle as long as that file is there, which it makes; with
// childSpares it has a spare, and the versions differ in few files.
const (
	childDir     = "MULU_TEST_PUBLISH_DIR"
	childVersion = "MULU_TEST_PUBLISH_VERSION"
	childHold    = "MULU_TEST_PUBLISH_HOLD"
	childKey     = "MULU_TEST_PUBLISH_KEY"
	childSpares  = "MULU_TEST_PUBLISH_SPARES"
)

// testKey signs what tests publish that fail or are killed.
var testKey *seal.Key

func TestMain(m *testing.M) { os.Exit(withKey(m)) }

func withKey(m *testing.M) int {
	dir, err := os.MkdirTemp("", "publish-key")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	file := os.Getenv(childKey)
	if file == "" {
		file = filepath.Join(dir, "key")
		if _, err := seal.Create(file); err != nil {
			panic(err)
		}
		os.Setenv(childKey, file)
	}
	if testKey, err = seal.ReadKey(file); err != nil {
		panic(err)
	}
	if dir := os.Getenv(childDir); dir != "" {
		version, _ := strconv.Atoi(os.Getenv(childVersion))
		o, files := Options{Dir: dir, Sign: testKey, Trust: Trust{Unsigned: true}}, killSite(version) // the parent has no key
		if os.Getenv(childSpares) != "" {
			o.sparesFrom, files = 1, fewChanges(version)
		}
		var d disk = realDisk{}
		if hold := os.Getenv(childHold); hold != "" {
			d = &holdingDisk{disk: d, file: hold}
		}
		if _, err := tryBuild(o, d, files); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		return 0
	}
	return m.Run()
}

// killSite has 200 files; half of them differ from version to version.
func killSite(version int) site {
	s := site{}
	for i := range 200 {
		text := fmt.Sprint("same ", i)
		if i%2 == 0 {
			text = fmt.Sprint("version ", version, " of ", i)
		}
		s[fmt.Sprintf("doc/%d/%d.html", i%20, i)] = text
	}
	delete(s, lacking(version))
	return s
}

// lacking is the file that a version does not have.
func lacking(version int) string {
	n := version % 200
	return fmt.Sprintf("doc/%d/%d.html", n%20, n)
}

// fewChanges is a site of which a few files differ from version to version.
func fewChanges(version int) site {
	s := killSite(0)
	s["version"] = fmt.Sprint(version)
	s[fmt.Sprintf("doc/%d/%d.html", version%20, version)] = "edited"
	delete(s, fmt.Sprintf("doc/%d/%d.html", (version+1)%20, version+1))
	return s
}

func child(ctx context.Context, dir string, version int) *exec.Cmd {
	c := exec.CommandContext(ctx, os.Args[0], "-test.run=^$")
	c.Env = append(os.Environ(), childDir+"="+dir, fmt.Sprint(childVersion, "=", version))
	c.Stderr = os.Stderr
	return c
}

// TestKill kills builds at any moment: the output is a version, whole, and the
// next build neither waits nor leaves anything.
func TestKill(t *testing.T) {
	dir := filepath.Join(memoryDir(t), "public")
	start := time.Now()
	if err := child(t.Context(), dir, 0).Run(); err != nil {
		t.Fatal(err)
	}
	whole := time.Since(start)
	kills, at := 0, 0
	want := rounds.Of(100, 1000)
	if testing.Short() { // a process under the race detector takes ten times as long
		want = 24
	}
	for version := 1; version <= want; version++ {
		c := child(t.Context(), dir, version)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(moment(whole, version%3 > 0))
		if err := c.Process.Kill(); err == nil {
			kills++
		}
		_ = c.Wait() // killed, or ended before
		got := published(t, dir)
		checkManifest(t, dir, got)
		if _, isNew := got[lacking(at)]; isNew {
			at = version
		}
		if diff := cmp.Diff(killSite(at), got); diff != "" {
			t.Fatalf("kill of version %d leaves a mixture: %s", version, diff)
		}
	}
	t.Logf("%d of %d builds were killed", kills, want)
	if kills < want*3/8 {
		t.Errorf("only %d builds could be killed", kills)
	}
	if err := child(t.Context(), dir, want+1).Run(); err != nil {
		t.Fatal(err)
	}
	checkWhole(t, dir, killSite(want+1))
	if err := signedBy(t, dir, testKey); err != nil {
		t.Error(err)
	}
	checkTidy(t, "after the kills", dir, false)
}

// moment is any moment of a build, or one in its end, where the switch is.
func moment(whole time.Duration, end bool) time.Duration {
	if end {
		return whole*6/10 + rand.N(whole*4/10)
	}
	return rand.N(whole)
}

// TestBuildsAtOnce: processes take turns, and each leaves a whole site.
func TestBuildsAtOnce(t *testing.T) {
	dir := filepath.Join(memoryDir(t), "public")
	for round := range rounds.Of(4, 40) {
		var running []*exec.Cmd
		for i := range 4 {
			c := child(t.Context(), dir, round*4+i)
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			running = append(running, c)
		}
		for _, c := range running {
			if err := c.Wait(); err != nil {
				t.Errorf("a build failed: %v", err)
			}
		}
		got := published(t, dir)
		checkManifest(t, dir, got)
		if len(got) != 199 {
			t.Errorf("%d files are published", len(got))
		}
	}
	checkTidy(t, "at the end", dir, false)
}
