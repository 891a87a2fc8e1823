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
)

// childDir tells the test binary to publish one version of a site and to end.
// With childSpares it has a spare, and the versions differ in few files.
const childDir, childVersion, childSpares = "MULU_TEST_PUBLISH_DIR", "MULU_TEST_PUBLISH_VERSION", "MULU_TEST_PUBLISH_SPARES"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		version, _ := strconv.Atoi(os.Getenv(childVersion))
		o, files := Options{Dir: dir}, killSite(version)
		if os.Getenv(childSpares) != "" {
			o.sparesFrom, files = 1, fewChanges(version)
		}
		if _, err := tryBuild(o, realDisk{}, files); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
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
	delete(s, fmt.Sprintf("doc/%d/%d.html", version%20, version))
	return s
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
	for version := 1; version <= 40; version++ {
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
		if _, isNew := got[fmt.Sprintf("doc/%d/%d.html", at%20, at)]; isNew {
			at = version
		}
		if diff := cmp.Diff(killSite(at), got); diff != "" {
			t.Fatalf("kill of version %d leaves a mixture: %s", version, diff)
		}
	}
	if kills < 15 {
		t.Errorf("only %d builds could be killed", kills)
	}
	if err := child(t.Context(), dir, 99).Run(); err != nil {
		t.Fatal(err)
	}
	checkWhole(t, dir, killSite(99))
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
	for round := range 3 {
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
