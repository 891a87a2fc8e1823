package config

import (
	"strings"
	"testing"
)

func TestPattern(t *testing.T) {
	for _, tt := range []struct {
		pattern, file string
		want          bool
	}{
		{"", "content/a.md", true},
		{"content/jd", "content/jd/a.md", true},
		{"content/jd/", "content/jd/x/a.md", true},
		{"content/jd", "content/jd.md", false},
		{"content/jd", "content/x/jd/a.md", false},
		{"content/jd/a.md", "content/jd/a.md", true},
		{"content/jd/a.md", "content/jd/a.md2", false},
		{"content/*.md", "content/a.md", true},
		{"content/*.md", "content/x/a.md", false},
		{"content/*", "content/x/a.md", true},
		{"content/**", "content/x/a.md", true},
		{"content/**/a.md", "content/a.md", true},
		{"content/**/a.md", "content/x/y/a.md", true},
		{"content/**/a.md", "content/x/y/b.md", false},
		{"**/附件*", "content/x/附件1.docx", true},
		{"**/附件?.docx", "content/x/附件12.docx", false},
		{"content/**/x/**/*.md", "content/a/x/b/x/c.md", true},
		{"content/**/x/**/*.md", "content/a/b/c.md", false},
		{"config.toml", "config.toml", true},
		{"static", "content/static/a", false},
		{"*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaac", false},
		{"content/[a].md", "content/a.md", false},
		{"content/[a].md", "content/[a].md", true},
	} {
		p, err := ParsePattern(tt.pattern)
		if err != nil {
			t.Errorf("ParsePattern(%q): %v", tt.pattern, err)
			continue
		}
		if got := p.Match(tt.file); got != tt.want {
			t.Errorf("%q matches %q: %v, want %v", tt.pattern, tt.file, got, tt.want)
		}
	}
	for _, bad := range []string{"/content", "../x", "a//b", "content/**x", `content\a`, "./a", "/", strings.Repeat("a/", 40)} {
		if _, err := ParsePattern(bad); err == nil {
			t.Errorf("ParsePattern(%q) finds nothing wrong", bad)
		}
	}
	// A hostile pattern ends in no time.
	hostile, err := ParsePattern(strings.Repeat("**/"+strings.Repeat("*a", 50)+"/", 15) + "c")
	if err != nil {
		t.Fatal(err)
	}
	if file := strings.Repeat(strings.Repeat("a", 200)+"/", 40) + "b"; hostile.Match(file) {
		t.Error("a pattern that ends in c matches a path without c")
	}
}
