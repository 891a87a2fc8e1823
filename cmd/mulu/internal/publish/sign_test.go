package publish

import (
	"errors"
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
		if r, err := tryBuild(o, realDisk{}, files); err == nil || !strings.Contains(err.Error(), "对不上") {
			t.Errorf("a wrong signature is followed: %+v %v", r, err)
		}
		write(t, filepath.Join(o.Dir, SignatureName), string(k.Sign(kept(t, o.Dir).Digest)))
		files["a.html"] = "2"
		if r := build(t, plain, files); len(r.Warnings) == 0 {
			t.Error("nobody is told that the signature is gone")
		}
		if _, err := os.Stat(filepath.Join(o.Dir, SignatureName)); err == nil {
			t.Error("the old signature stays")
		}
		if r, err := tryBuild(o, realDisk{}, files); !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), "没有签名") {
			t.Errorf("a manifest without its signature is followed: %+v %v", r, err)
		}
		unsigned := o
		unsigned.Trust.Unsigned = true
		if r := build(t, unsigned, files); !r.Changed || signedBy(t, o.Dir, k) != nil || len(r.Warnings) > 0 {
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
// its signature may be another. Nor is one that was signed by another key, or lost its signature,
// unless the key is named, or that there was none.
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
	follow := func(tamper func(dir string), sign *seal.Key, trust Trust) (Result, error) {
		n++
		was := Options{Dir: filepath.Join(parent, fmt.Sprint("was", n)), Sign: key}
		build(t, was, site{"a.html": "1"})
		tamper(was.Dir)
		return tryBuild(Options{Dir: filepath.Join(parent, fmt.Sprint("now", n)), Previous: was.Dir, Sign: sign, Trust: trust}, realDisk{}, site{"a.html": "2"})
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
			if r, err := follow(tamper, sign, Trust{Unsigned: sign != nil}); err == nil {
				t.Errorf("%s changed, and it is followed: %+v", name, r)
			}
		}
	}
	drops := func(dir string) { drop(t, filepath.Join(dir, SignatureName)) }
	public, others := key.Public(), other.Public()
	for i, tt := range []struct {
		tamper func(dir string)
		sign   *seal.Key
		trust  Trust
		warns  string // "" for nothing
		fails  string // likewise
		link   string // what the chain says of the key before
	}{
		{tamper: func(string) {}, sign: key},
		{tamper: func(string) {}, warns: "这一次没有"},
		{tamper: func(string) {}, sign: other, fails: "是用另一把密钥签的（" + public.String()},
		{tamper: func(string) {}, sign: other, trust: Trust{Unsigned: true}, fails: "是用另一把密钥签的"},
		{tamper: func(string) {}, sign: other, trust: Trust{Key: &others}, fails: "是用另一把密钥签的"},
		{tamper: func(string) {}, sign: other, trust: Trust{Key: &public}, link: public.String()},
		{tamper: func(string) {}, trust: Trust{Key: &public}, warns: "这一次没有"},
		{tamper: func(string) {}, trust: Trust{Key: &others}, fails: "是用另一把密钥签的"},
		{tamper: func(string) {}, sign: key, trust: Trust{Key: &others}, warns: "用不着"},
		{tamper: func(string) {}, sign: key, trust: Trust{Unsigned: true}, warns: "用不着"},
		{tamper: drops, sign: key, fails: "没有签名"},
		{tamper: drops, sign: key, trust: Trust{Key: &public}, fails: "没有签名"},
		{tamper: drops, sign: key, trust: Trust{Unsigned: true}, link: Unsigned},
		{tamper: drops},
	} {
		r, err := follow(tt.tamper, tt.sign, tt.trust)
		if tt.fails != "" {
			if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), tt.fails) || strings.Contains(err.Error(), ErrRefused.Error()) {
				t.Errorf("%d: want %q: %v", i, tt.fails, err)
			}
			continue
		}
		if err != nil || (tt.warns == "") != (len(r.Warnings) == 0) || tt.warns != "" && !strings.Contains(r.Warnings[0], tt.warns) {
			t.Fatalf("%d: want %q: %v %v", i, tt.warns, r.Warnings, err)
		}
		if m := kept(t, filepath.Join(parent, fmt.Sprint("now", n))); len(m.Chain) != 1 || m.Chain[0].Key != tt.link {
			t.Errorf("%d: the chain is %+v", i, m.Chain)
		}
	}
	if _, err := tryBuild(Options{Dir: filepath.Join(parent, "first"), Sign: other, Trust: Trust{Key: &public}}, realDisk{}, site{"a.html": "1"}); !errors.Is(err, ErrRefused) {
		t.Errorf("where there is nothing, nothing is followed: %v", err)
	}
}

// A change of keys is a publication though no file changed, and stays in the chain; manifests of
// before it are still of that chain.
func TestChangeOfKey(t *testing.T) {
	for _, inPlace := range []bool{false, true} {
		parent := memoryDir(t)
		one, err := seal.Create(filepath.Join(parent, "one"))
		if err != nil {
			t.Fatal(err)
		}
		two, err := seal.Create(filepath.Join(parent, "two"))
		if err != nil {
			t.Fatal(err)
		}
		public := one.Public()
		files := site{"a.html": "1"}
		o := Options{Dir: filepath.Join(parent, "public"), InPlace: inPlace, Sign: one}
		build(t, o, files)
		first := kept(t, o.Dir)
		o.Sign, o.Trust.Key = two, &public
		if r := build(t, o, files); !r.Changed || signedBy(t, o.Dir, two) != nil {
			t.Errorf("%+v", r)
		}
		o.Trust = Trust{}
		if r := build(t, o, files); r.Changed {
			t.Errorf("signed again: %+v", r)
		}
		files["a.html"] = "2"
		build(t, o, files)
		m := kept(t, o.Dir)
		if len(m.Chain) != 2 || m.Chain[0].Key != public.String() || m.Chain[1].Key != "" || m.Follows(first) != nil || len(m.After(first)) != 2 {
			t.Errorf("the chain is %+v", m.Chain)
		}
		forged := *m
		forged.Chain = []Link{{Day: m.Chain[0].Day, SHA256: m.Chain[0].SHA256}, m.Chain[1]}
		old := *m
		old.Chain, old.Digest = m.Chain[:1], m.Chain[1].SHA256
		if forged.Follows(&old) == nil {
			t.Error("a change of keys was taken from the chain, and nobody says so")
		}
	}
}

// Where a build in place was killed before it brought its signature, that is in its stage.
func TestTrustAfterKill(t *testing.T) {
	parent := memoryDir(t)
	k, err := seal.Create(filepath.Join(parent, "key"))
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Dir: filepath.Join(parent, "public"), InPlace: true, Sign: k}
	build(t, o, site{"a.html": "1"})
	old := signature(t, o.Dir)
	build(t, o, site{"a.html": "2"})
	for _, signs := range []string{signature(t, o.Dir), old} {
		stage := filepath.Join(o.Dir, stagePrefix+"7")
		write(t, filepath.Join(stage, SignatureName), signs)
		write(t, filepath.Join(o.Dir, SignatureName), old)
		_, err := tryBuild(o, realDisk{}, site{"a.html": "3"})
		if good := signs != old; good != (err == nil) {
			t.Errorf("a signature of the manifest: %v; %v", good, err)
		}
	}
}

func signature(t *testing.T, dir string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, SignatureName))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
