package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/sitetest"
)

// A file that cannot be written keeps no other from being repaired, and nothing is shown
// as changed that was not.
func TestFixGoesOnAfterAFileThatCannotBeWritten(t *testing.T) {
	dir := sitetest.Files{config.FileName: sitetest.Config, "content/a.md": sitetest.Doc(1, "", "第一件 \n"), "content/b.md": sitetest.Doc(2, "", "第二件 \n")}.Write(t)
	locked := filepath.Join(dir, "content", "a.md")
	if err := os.Chmod(locked, 0o444); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	status := Run(t.Context(), []string{"check", "--source", dir, "--fix"}, strings.NewReader(""), &stdout, &stderr)
	if status != exitFailed || strings.Contains(stdout.String(), "第一件") || !strings.Contains(stdout.String(), "+第二件\n") ||
		!strings.Contains(stderr.String(), "错误：content/a.md：文件或文件夹是只读的") || !strings.Contains(stderr.String(), "已自动改正 1 处") {
		t.Errorf("status %d\n%s%s", status, stdout.String(), stderr.String())
	}
	for name, end := range map[string]string{"a.md": "第一件 \n", "b.md": "第二件\n"} {
		data, err := os.ReadFile(filepath.Join(dir, "content", name))
		if err != nil || !strings.Contains(string(data), end) {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
}
