package build_test

import (
	"context"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/sitetest"
)

// encrypted is the wrapping of an office file with a password ([MS-OFFCRYPTO] 2.3.4).
func encrypted() string {
	data := make([]byte, 1536)
	copy(data, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	data[30] = 9
	copy(data[512:], "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")
	return string(data)
}

// What is wrong with a file is said once: where it is named, whether it is also
// searched, and however many documents name it. Files that nothing names are checked too.
func TestFilesAreCheckedOnce(t *testing.T) {
	for _, search := range []string{"", "[search]\nattachments = [\"docx\", \"csv\"]\n"} {
		ds := checkFiles(t, sitetest.Files{
			config.FileName:       sitetest.Config + search,
			"content/a.md":        sitetest.Doc(1, `attachments = ["locked.docx", "b.csv"]`, "正文"),
			"content/z.md":        sitetest.Doc(2, `attachments = ["locked.docx", "b.csv"]`, "[又](b.csv)"),
			"content/b.csv":       "姓名,证件\n甲,110101199003077336\n",
			"content/locked.docx": encrypted(), "static/list.txt": "甲 370102198512304517\n",
		})
		if got, want := strings.Join(ds, " "), "content/a.md:attachment-encrypted content/b.csv:id-number static/list.txt:id-number"; got != want {
			t.Errorf("with %q: %s, want %s", search, got, want)
		}
	}
}

// checkFiles gives what is found of attachments and personal data, as "file:code".
func checkFiles(t *testing.T, files sitetest.Files) (found []string) {
	t.Helper()
	s, _, _ := load(t, files)
	ds, err := s.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range ds {
		if strings.HasPrefix(d.Code, "attachment-") || strings.HasPrefix(d.Code, "id-") {
			found = append(found, d.File+":"+d.Code)
		}
	}
	return found
}
