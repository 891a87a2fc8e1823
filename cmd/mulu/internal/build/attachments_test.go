package build_test

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/extract"
	"mulu/cmd/mulu/internal/sitetest"
)

// What config.toml may name can be read.
func TestAttachmentTypesAreRead(t *testing.T) {
	for _, kind := range config.AttachmentTypes {
		if !extract.Known("." + kind) {
			t.Errorf("%s may be named in search.attachments but cannot be read", kind)
		}
	}
}

// Many attachments of one document have no more text than one may have: a reader's
// browser fetches all of it.
func TestAttachmentTextIsBounded(t *testing.T) {
	half := strings.Repeat("长文。\n", extract.MaxCharacters/8)
	files := sitetest.Files{
		config.FileName: sitetest.Config + "[search]\nattachments = [\"txt\"]\n",
		"content/a.md":  sitetest.Doc(1, `attachments = ["1.txt", "2.txt", "3.txt", "4.txt"]`, "正文"),
		"content/1.txt": half, "content/2.txt": half, "content/3.txt": half, "content/4.txt": half,
	}
	s, _, _ := load(t, files)
	ds, err := s.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	long := 0
	for _, d := range ds {
		if d.Code == "attachment-too-long" {
			long++
		}
	}
	if long != 2 {
		t.Errorf("reports %v, want two attachments too many", ds)
	}
	for at, data := range publishedTree(t, files) {
		if n := utf8.RuneCount(data); strings.HasSuffix(at, ".txt") && !strings.HasSuffix(at, "robots.txt") && n > extract.MaxCharacters*11/10 {
			t.Errorf("%s has %d characters", at, n)
		}
	}
}
