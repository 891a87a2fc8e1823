package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/seal"
)

// signedBy says whether the site's manifest is signed by the key.
func signedBy(t *testing.T, dir string, k *seal.Key) error {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, SignatureName))
	if err != nil {
		return err
	}
	return seal.Verify(data, kept(t, dir).Digest, k.Public())
}

// The manifest is signed when there is a key, and what has no key keeps no stale signature.
func TestSignature(t *testing.T) {
	for _, inPlace := range []bool{false, true} {
		parent := memoryDir(t)
		k, err := seal.Create(filepath.Join(parent, "key"))
		if err != nil {
			t.Fatal(err)
		}
		plain := Options{Dir: filepath.Join(parent, "public"), InPlace: inPlace}
		o := plain
		o.Sign = k
		files := site{"a.html": "1", "b/c.html": "2"}
		if r := build(t, o, files); signedBy(t, o.Dir, k) != nil || len(r.Warnings) > 0 {
			t.Fatalf("%+v", r)
		}
		if r := build(t, o, files); r.Changed {
			t.Error("signed again")
		}
		if r := build(t, plain, files); r.Changed || signedBy(t, o.Dir, k) != nil {
			t.Errorf("a build without the key that changes nothing: %+v", r)
		}
		shape := build(t, o, files).Shape
		if r, err := Unchanged(t.Context(), o, kept(t, o.Dir).Digest, shape); err != nil || r == nil {
			t.Errorf("signed, and not known as unchanged: %v", err)
		}
		write(t, filepath.Join(o.Dir, SignatureName), "x")
		if r, err := Unchanged(t.Context(), o, kept(t, o.Dir).Digest, shape); err == nil && r != nil {
			t.Errorf("a wrong signature is no change: %v", err)
		}
		if r := build(t, o, files); !r.Changed || r.Written != 0 || signedBy(t, o.Dir, k) != nil || len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "不是用这把密钥签的") {
			t.Errorf("a wrong signature stays: %+v", r)
		}
		files["a.html"] = "2"
		if r := build(t, plain, files); len(r.Warnings) == 0 {
			t.Error("nobody is told that the signature is gone")
		}
		if _, err := os.Stat(filepath.Join(o.Dir, SignatureName)); err == nil {
			t.Error("the old signature stays")
		}
		if r := build(t, o, files); !r.Changed || signedBy(t, o.Dir, k) != nil || len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "从这一次起签名") {
			t.Errorf("not signed later: %+v", r)
		}
		files["a.html"] = "3"
		if r := build(t, o, files); !r.Changed || signedBy(t, o.Dir, k) != nil || len(r.Warnings) > 0 {
			t.Errorf("signed again: %+v", r)
		}
		write(t, filepath.Join(o.Dir, "b", "c.html"), "x") // tampered: the same manifest, made anew
		if r := build(t, plain, files); !r.Changed || signedBy(t, o.Dir, k) != nil {
			t.Errorf("mending the site lost the signature: %+v", r)
		}
	}
}

// What stands in the place of the signature and is none is never read, and goes.
func TestNoSignature(t *testing.T) {
	o := Options{Dir: filepath.Join(memoryDir(t), "public")}
	files := site{"a.html": "1"}
	build(t, o, files)
	name := filepath.Join(o.Dir, SignatureName)
	for what, put := range map[string]func() error{
		"a link":   func() error { return os.Symlink("/dev/zero", name) },
		"too long": func() error { return os.WriteFile(name, make([]byte, seal.MaxSize+1), 0o644) },
	} {
		if err := put(); err != nil {
			t.Fatal(err)
		}
		build(t, o, files)
		if _, err := os.Lstat(name); err == nil {
			t.Errorf("%s stays", what)
		}
		checkWhole(t, o.Dir, files)
	}
}

// A publication that was changed after it was signed is not followed: neither its manifest nor
// its signature may be another. One that was signed by another key, or by none, is, with a word.
func TestFollowsSigned(t *testing.T) {
	parent := memoryDir(t)
	key, err := seal.Create(filepath.Join(parent, "key"))
	if err != nil {
		t.Fatal(err)
	}
	other, err := seal.Create(filepath.Join(parent, "other"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	follow := func(tamper func(dir string), sign *seal.Key) (Result, error) {
		n++
		was := Options{Dir: filepath.Join(parent, fmt.Sprint("was", n)), Sign: key}
		build(t, was, site{"a.html": "1"})
		tamper(was.Dir)
		return tryBuild(Options{Dir: filepath.Join(parent, fmt.Sprint("now", n)), Previous: was.Dir, Sign: sign}, realDisk{}, site{"a.html": "2"})
	}
	change := func(name, old, new string) func(dir string) {
		return func(dir string) {
			at := filepath.Join(dir, name)
			data, err := os.ReadFile(at)
			if err != nil || !strings.Contains(string(data), old) {
				t.Fatal(old, err)
			}
			write(t, at, strings.Replace(string(data), old, new, 1))
		}
	}
	for name, tamper := range map[string]func(dir string){
		"the manifest":  change(ManifestName, `"size":1`, `"size":2`),
		"the signature": change(SignatureName, "SSH", "XXX"),
		"what is none":  func(dir string) { write(t, filepath.Join(dir, SignatureName), "x") },
		"a link for the signature": func(dir string) {
			drop(t, filepath.Join(dir, SignatureName))
			symlink(t, "/dev/zero", filepath.Join(dir, SignatureName))
		},
	} {
		for _, sign := range []*seal.Key{key, nil} {
			if r, err := follow(tamper, sign); err == nil {
				t.Errorf("%s changed, and it is followed: %+v", name, r)
			}
		}
	}
	for _, tt := range []struct {
		tamper func(dir string)
		sign   *seal.Key
		says   string
	}{
		{func(string) {}, key, ""},
		{func(string) {}, other, "不是用这把密钥签的"},
		{func(string) {}, nil, "这一次没有"},
		{func(dir string) { drop(t, filepath.Join(dir, SignatureName)) }, key, "从这一次起签名"},
		{func(dir string) { drop(t, filepath.Join(dir, SignatureName)) }, nil, ""},
	} {
		if r, err := follow(tt.tamper, tt.sign); err != nil || (tt.says == "") != (len(r.Warnings) == 0) || tt.says != "" && !strings.Contains(r.Warnings[0], tt.says) {
			t.Errorf("want %q: %v %v", tt.says, r.Warnings, err)
		}
	}
}
