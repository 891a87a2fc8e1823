package sitetest

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// Reseal makes the manifest of the site that was published to dir say of a file what it is now,
// as if it had been published so.
func Reseal(t testing.TB, dir, name string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	at := filepath.Join(dir, "manifest.json")
	manifest, err := os.ReadFile(at)
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(fmt.Sprintf(`(\{"path":"%s","size":)\d+(,"sha256":")[0-9a-f]{64}"`, regexp.QuoteMeta(name)))
	if len(line.FindAll(manifest, -1)) != 1 {
		t.Fatalf("%s is not in the manifest", name)
	}
	manifest = line.ReplaceAll(manifest, fmt.Appendf(nil, `${1}%d${2}%x"`, len(data), sha256.Sum256(data)))
	if err := os.WriteFile(at, manifest, 0o644); err != nil {
		t.Fatal(err)
	}
}
