package cli

import (
	"bytes"
	"encoding/json"
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
	if status, _, stderr := run("verify", srv.URL, "--limit-time", "1500ms"); status != 1 || stderr == "" {
		t.Errorf("no server: status %d %s", status, stderr)
	}
}
