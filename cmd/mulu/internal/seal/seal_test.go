package seal

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func newKey(t testing.TB) (*Key, string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "a.key")
	k, err := Create(file)
	if err != nil {
		t.Fatal(err)
	}
	return k, file
}

// A signature is good of its bytes and its key alone, and any other byte of it is found.
func TestSign(t *testing.T) {
	k, _ := newKey(t)
	other, _ := newKey(t)
	d := sha256.Sum256([]byte("清单"))
	s := k.Sign(d)
	if err := Verify(s, d, k.Public()); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(s, k.Sign(d)) {
		t.Error("signed again, the signature is another")
	}
	if !Fits(s, d) || !Fits(other.Sign(d), d) || Fits(s, sha256.Sum256(nil)) || Fits(nil, d) || Fits(s[:len(s)-9], d) {
		t.Error("Fits asks for something else than the digest")
	}
	if err := Verify(s, d, other.Public()); !errors.Is(err, ErrOtherKey) {
		t.Errorf("another key: %v", err)
	}
	if err := Verify(s, sha256.Sum256(nil), k.Public()); !errors.Is(err, ErrWrong) {
		t.Errorf("another file: %v", err)
	}
	for i := range s {
		for _, bit := range []byte{1, 0x20} {
			bad := bytes.Clone(s)
			bad[i] ^= bit
			if Verify(bad, d, k.Public()) == nil {
				t.Errorf("byte %d changed: taken", i)
			}
		}
		if Verify(s[:i], d, k.Public()) == nil {
			t.Errorf("cut after %d bytes: taken", i)
		}
	}
	for _, bad := range [][]byte{nil, []byte("x"), append([]byte("x\n"), s...), append(bytes.Clone(s), s...), append(bytes.Clone(s), '\n'), bytes.ReplaceAll(s, []byte("\n"), []byte("\r\n"))} {
		if err := Verify(bad, d, k.Public()); !errors.Is(err, ErrForm) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// What is written can be read, by its owner alone, and is not written over.
func TestKeyFiles(t *testing.T) {
	k, file := newKey(t)
	again, err := ReadKey(file)
	if err != nil || again.Public() != k.Public() {
		t.Fatal(err)
	}
	public, err := ReadPublicKey(PublicName(file))
	if err != nil || public != k.Public() {
		t.Fatal(err)
	}
	if _, err := Create(file); !errors.Is(err, fs.ErrExist) {
		t.Errorf("written over: %v", err)
	}
	alone := filepath.Join(t.TempDir(), "b.key")
	if err := os.WriteFile(alone, []byte("甲"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(alone); !errors.Is(err, fs.ErrExist) {
		t.Errorf("another file is written over: %v", err)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(file); !errors.Is(err, fs.ErrExist) {
		t.Errorf("the public key is written over: %v", err)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("a private key without its public one was left")
	}
}

func TestKeyModes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no modes")
	}
	_, file := newKey(t)
	for name, want := range map[string]fs.FileMode{file: 0o600, PublicName(file): 0o644} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm()&^want != 0 {
			t.Errorf("%s: %v %v", name, info.Mode(), err)
		}
	}
	for _, mode := range []fs.FileMode{0o640, 0o604, 0o620, 0o644} {
		if err := os.Chmod(file, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadKey(file); err == nil || !strings.Contains(err.Error(), "chmod 600") {
			t.Errorf("mode %v: %v", mode, err)
		}
	}
}

// No error and no print of a key holds anything of it.
func TestKeyIsSecret(t *testing.T) {
	k, file := newKey(t)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	secret := strings.Split(string(data), "\n")[1]
	for _, bad := range []string{strings.Replace(string(data), "MC4", "MC5", 1), strings.Replace(string(data), "PRIVATE KEY", "RSA KEY", 2), secret, string(data[:len(data)/2])} {
		if err := os.WriteFile(file, []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadKey(file); err == nil || strings.Contains(err.Error(), secret[16:]) {
			t.Errorf("%v", err)
		}
	}
	if text := fmt.Sprintf("%v %+v %#v %s", k, k, k, k); strings.Trim(text, "（私钥） ") != "" {
		t.Errorf("prints as %s", text)
	}
	if _, err := ParsePublicKey(string(data)); err == nil || !strings.Contains(err.Error(), "私钥") || strings.Contains(err.Error(), secret) {
		t.Errorf("a private key for a public one: %v", err)
	}
}

func TestParsePublicKey(t *testing.T) {
	k, _ := newKey(t)
	line := k.Public().String()
	for _, good := range []string{line, line + " mulu\n", " " + line + "\r\n"} {
		if p, err := ParsePublicKey(good); err != nil || p != k.Public() {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []string{"", "ssh-ed25519", "ssh-rsa AAAA", line[:len(line)-4], line + "AAAA", strings.Replace(line, "AAAAC3", "BAAAC3", 1), "ssh-ed25519 !!!!"} {
		if _, err := ParsePublicKey(bad); err == nil {
			t.Errorf("%q: taken", bad)
		}
	}
}

// Who does not trust mulu asks ssh-keygen.
func TestOpenSSHVerifies(t *testing.T) {
	tool, err := exec.LookPath("ssh-keygen")
	if err != nil {
		t.Skip("no ssh-keygen")
	}
	k, _ := newKey(t)
	dir := t.TempDir()
	text := []byte("{\"version\":2}\n")
	signers, sig := filepath.Join(dir, "signers"), filepath.Join(dir, "a.sig")
	err = errors.Join(os.WriteFile(signers, []byte("mulu "+k.Public().String()+"\n"), 0o600), os.WriteFile(sig, k.Sign(sha256.Sum256(text)), 0o600))
	if err != nil {
		t.Fatal(err)
	}
	verify := func(text []byte) ([]byte, error) {
		c := exec.Command(tool, "-Y", "verify", "-f", signers, "-I", "mulu", "-n", Namespace, "-s", sig)
		c.Stdin = bytes.NewReader(text)
		return c.CombinedOutput()
	}
	if out, err := verify(text); err != nil {
		t.Errorf("%v: %s", err, out)
	}
	if _, err := verify(append(text, 'x')); err == nil {
		t.Error("another text: taken")
	}
}

// A signature tells to which digest it belongs without any key at hand.
func TestFits(t *testing.T) {
	k, _ := newKey(t)
	d, other := sha256.Sum256([]byte("a")), sha256.Sum256([]byte("b"))
	sig := k.Sign(d)
	if !Fits(sig, d) || Fits(sig, other) || Fits(nil, d) || Fits([]byte("x"), d) || Fits(sig[:len(sig)-40], d) ||
		Fits([]byte("-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n"), d) {
		t.Error("a signature fits where it does not belong, or not where it does")
	}
}

// FuzzVerify: nothing that is not the signature itself is taken, and nothing panics.
func FuzzVerify(f *testing.F) {
	k, _ := newKey(f)
	d := sha256.Sum256([]byte("a"))
	f.Add(k.Sign(d))
	f.Add([]byte("-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if Verify(data, d, k.Public()) == nil && !bytes.Equal(data, k.Sign(d)) {
			t.Errorf("taken: %q", data)
		}
	})
}
