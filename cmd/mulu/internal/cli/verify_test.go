package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/sitetest"
)

// A site at an address is compared as a folder is; what was not finished goes on from its
// state, which goes away at the end.
func TestVerifyAddress(t *testing.T) {
	run := func(args ...string) (int, string, string) {
		var stdout, stderr bytes.Buffer
		status := Run(t.Context(), args, strings.NewReader(""), &stdout, &stderr)
		return status, stdout.String(), stderr.String()
	}
	dir := sitetest.Docs(3).Write(t)
	public := filepath.Join(t.TempDir(), "public")
	if status, _, stderr := run("build", "-q", "--source", dir, "--output", public, "--date", "2026-11-22"); status != 0 {
		t.Fatal(stderr)
	}
	srv := httptest.NewServer(http.FileServer(http.Dir(public)))
	defer srv.Close()
	// The server leaves index.html out of addresses: it is where it leads.
	if status, stdout, stderr := run("verify", srv.URL); status != 0 || !strings.Contains(stdout, "没有问题") || !strings.Contains(stdout, "多出来") {
		t.Errorf("status %d\n%s%s", status, stdout, stderr)
	}
	state := filepath.Join(t.TempDir(), "state.json")
	if err := os.WriteFile(filepath.Join(public, "404.html"), []byte("假"), 0o644); err != nil {
		t.Fatal(err)
	}
	status, stdout, stderr := run("verify", srv.URL+"/manifest.json", "--state", state, "--format", "json")
	var report struct {
		Complete bool
		Files    int
		Problems []struct{ Path, Kind string }
	}
	if err := json.Unmarshal([]byte(stdout), &report); err != nil || status != 3 || !report.Complete || len(report.Problems) != 1 || report.Problems[0].Path != "404.html" {
		t.Errorf("status %d: %+v %v\n%s", status, report, err, stderr)
	}
	if _, err := os.Stat(state); err == nil {
		t.Error("the state stays")
	}
	if status, stdout, stderr := run("verify", srv.URL, "--state", state, "--limit-time", "1ns"); status != 1 || !strings.Contains(stderr, "没有查完") || !strings.Contains(stderr, state) {
		t.Errorf("a limit: status %d\n%s%s", status, stdout, stderr)
	}
	if err := os.WriteFile(state, []byte("我的文件"), 0o644); err != nil {
		t.Fatal(err)
	}
	if status, _, stderr := run("verify", srv.URL, "--state", state); status != 2 || !strings.Contains(stderr, "不是 mulu verify 写的进度文件") {
		t.Errorf("a file of mine: status %d %s", status, stderr)
	}
	if data, err := os.ReadFile(state); err != nil || string(data) != "我的文件" {
		t.Errorf("it was written over: %q", data)
	}
	srv.Close()
	if status, _, stderr := run("verify", srv.URL, "--limit-time", "30s"); status != 1 || !strings.Contains(stderr, "网站打不打得开") {
		t.Errorf("no server: status %d %s", status, stderr)
	}
}

// Names of files and index numbers that others wrote do nothing to a terminal.
func TestProofIsPrintable(t *testing.T) {
	dir := t.TempDir()
	const entry = `{"path":"%s.html","size":0,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","document":{"index":"\u001b[2J%s","published":"2026-01-0%d"}}`
	for i, name := range []string{"old", "new"} {
		text := `{"version":2,"generator":"m","files":[` + "\n" + fmt.Sprintf(entry, "a", "a", i+1) + ",\n" + fmt.Sprintf(entry, name, name, i+1) + "\n" + `],"date":"","previous":"","chain":[` + "\n]}\n"
		if err := errors.Join(os.MkdirAll(filepath.Join(dir, name), 0o755), os.WriteFile(filepath.Join(dir, name, "manifest.json"), []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "new", "\x1b[2Jx"), nil, 0o644); err != nil {
		t.Skip(err)
	}
	for _, args := range [][]string{{"log", filepath.Join(dir, "old"), filepath.Join(dir, "new")}, {"verify", filepath.Join(dir, "new")}} {
		var stdout, stderr bytes.Buffer
		if status := Run(t.Context(), args, strings.NewReader(""), &stdout, &stderr); status != exitProblems || !strings.Contains(stdout.String(), "[2J") || strings.ContainsRune(stdout.String()+stderr.String(), '\x1b') {
			t.Errorf("%s: status %d\n%q%s", args[0], status, stdout.String(), stderr.String())
		}
	}
}
