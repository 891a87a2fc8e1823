package cli

import (
	"path/filepath"
	"strings"
	"testing"
)

// Hosts of code know files by the folder that mulu is run in.
func TestPrefix(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, tt := range []struct{ source, want string }{
		{".", ""}, {"./", ""}, {"site", "site"}, {"./a//b/", "a/b"}, {"..", ""}, {"../x", ""}, {"a/../..", ""},
		{filepath.Join(dir, "a", "b"), "a/b"}, {dir, ""}, {filepath.Dir(dir), ""},
	} {
		if got := prefix(tt.source); got != tt.want {
			t.Errorf("prefix(%q) = %q, want %q", tt.source, got, tt.want)
		}
	}
}

func TestParseFormats(t *testing.T) {
	for _, tt := range []struct{ formats, want string }{
		{"", ""}, {"text json", ""}, {"text json sarif=a html=b", ""}, {"json=a=b", ""}, {"text text=a", ""},
		{"xml", "不对"}, {"json sarif", "标准输出"}, {"text text", "标准错误"}, {"json=a sarif=b/../a", "文件 a"}, {"json=", "缺少文件名"}, {"=a", "不对"},
	} {
		f := &reportFlags{formats: strings.Fields(tt.formats)}
		if err := f.parse(); tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: %v, want %q", tt.formats, err, tt.want)
		}
	}
}
