package main

import (
	"bytes"
	"crypto/sha256"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/rounds"
)

// TestReproducible makes the program twice, in two folders, with two caches, by two users'
// names: the files are the same, and say nothing of where they were made.
func TestReproducible(t *testing.T) {
	if !rounds.Release() {
		t.Skip("makes the whole program twice: MULU_RELEASE=1")
	}
	var first []byte
	for _, name := range []string{"one", "another/folder"} {
		dir := filepath.Join(t.TempDir(), filepath.FromSlash(name))
		for _, file := range trackedNames(t) {
			copyInto(t, dir, file)
		}
		out := filepath.Join(dir, "mulu.bin")
		c := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-o", out, "./cmd/mulu")
		c.Dir = dir
		c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=", "GOCACHE="+filepath.Join(dir, ".cache"), "USER="+name)
		if said, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, said)
		}
		data, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		home, _ := os.UserHomeDir() // none is fine
		for _, place := range []string{dir, filepath.Join(home, "go")} {
			if bytes.Contains(data, []byte(place)) {
				t.Errorf("the program holds %s", place)
			}
		}
		t.Logf("%s: %x", name, sha256.Sum256(data))
		if first == nil {
			first = data
		} else if !bytes.Equal(first, data) {
			t.Errorf("made in %s it is another one", name)
		}
	}
}

func copyInto(t *testing.T, dir, file string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../..", filepath.FromSlash(file)))
	to := filepath.Join(dir, filepath.FromSlash(file))
	if err == nil {
		err = os.MkdirAll(filepath.Dir(to), 0o755)
	}
	if err == nil {
		err = os.WriteFile(to, data, 0o644)
	}
	if err != nil && !strings.Contains(file, "node_modules") {
		t.Fatal(err)
	}
}
