package source

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mulu/cmd/mulu/internal/diag"
)

// newSite makes a site of the files, path to content; a path that ends with / is
// a folder.
func newSite(t *testing.T, files ...string) (*Site, string) {
	t.Helper()
	dir := t.TempDir()
	for _, name := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "/") {
			if err := os.MkdirAll(full, 0o755); err != nil {
				t.Fatal(err)
			}
		} else if err := os.WriteFile(full, []byte("content of "+name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, dir
}

func paths(files []File) []string {
	names := []string{}
	for _, f := range files {
		names = append(names, f.Path)
	}
	return names
}

// found gives each problem as "code file".
func found(ds []diag.Diagnostic) []string {
	list := []string{}
	for _, d := range ds {
		list = append(list, d.Code+" "+d.File)
	}
	return list
}

func check[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestContent(t *testing.T) {
	s, _ := newSite(t,
		"content/b.md", "content/a/z.md", "content/a/报告.pdf", "content/a-b.md", "content/A.MD", "content/空 格.md",
		"content/.hidden.md", "content/_draft.md", "content/.git/x.md", "content/_old/y.md", "content/embed.go",
		"content/b.md~", "content/.b.md.swp", "content/c.swp", "content/#b.md#", "content/~$b.docx", "content/Thumbs.db", "content/empty/",
		"static/x.css", "config.toml")
	docs, others, ds, err := s.Content()
	if err != nil {
		t.Fatal(err)
	}
	check(t, "documents", paths(docs), []string{"content/A.MD", "content/a-b.md", "content/a/z.md", "content/b.md", "content/空 格.md"})
	check(t, "others", paths(others), []string{"content/a/报告.pdf"})
	check(t, "problems", found(ds), []string{})
	if docs[3].Size != int64(len("content of content/b.md")) || docs[3].ModTime.IsZero() {
		t.Errorf("b.md is %+v", docs[3])
	}
}

func TestStaticAndLayouts(t *testing.T) {
	s, _ := newSite(t, "content/", "static/css/a.css", "static/embed.go", "static/b.js",
		"layouts/doc.html", "layouts/partials/head.html", "layouts/embed.go", "layouts/list.htm")
	static, ds, err := s.Static()
	if err != nil || len(ds) > 0 {
		t.Fatal(ds, err)
	}
	check(t, "static", paths(static), []string{"static/b.js", "static/css/a.css"})
	layouts, ds, err := s.Layouts()
	if err != nil {
		t.Fatal(err)
	}
	check(t, "layouts", paths(layouts), []string{"layouts/doc.html", "layouts/partials/head.html"})
	check(t, "problems", found(ds), []string{"layout-ignored layouts/list.htm"})
}

func TestAbsentFolders(t *testing.T) {
	s, _ := newSite(t, "config.toml")
	docs, others, ds, err := s.Content()
	if err != nil || docs != nil || others != nil {
		t.Fatal(docs, others, err)
	}
	check(t, "problems", found(ds), []string{"content-missing content"})
	if !strings.Contains(ds[0].Hint, "mulu init") {
		t.Errorf("hint %q", ds[0].Hint)
	}
	for _, list := range []func() ([]File, []diag.Diagnostic, error){s.Static, s.Layouts} {
		if files, ds, err := list(); len(files)+len(ds) > 0 || err != nil {
			t.Error(files, ds, err)
		}
	}
}

func TestFileInPlaceOfAFolder(t *testing.T) {
	s, _ := newSite(t, "content", "static")
	_, _, ds, err := s.Content()
	check(t, "content", found(ds), []string{"file-special content"})
	files, ds, err2 := s.Static()
	check(t, "static", found(ds), []string{"file-special static"})
	if len(files) > 0 || err != nil || err2 != nil {
		t.Error(files, err, err2)
	}
}

func TestSpecialFiles(t *testing.T) {
	s, dir := newSite(t, "content/a.md", "content/real/b.md", "outside.txt")
	for name, target := range map[string]string{
		"out.md": "/etc/passwd", "in.md": "a.md", "up.md": "../outside.txt", "nothing.md": "gone", "loop.md": "loop.md", "folder": "real", "root": "/",
	} {
		if err := os.Symlink(target, filepath.Join(dir, "content", name)); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	want := []string{"file-link content/folder", "file-link content/in.md", "file-link content/loop.md", "file-link content/nothing.md",
		"file-link content/out.md", "file-link content/root", "file-link content/up.md"}
	if mkfifo(t, filepath.Join(dir, "content", "pipe.md")) {
		want = append(want, "file-special content/pipe.md")
	}
	docs, others, ds, err := s.Content()
	if err != nil {
		t.Fatal(err)
	}
	check(t, "documents", paths(docs), []string{"content/a.md", "content/real/b.md"})
	check(t, "others", paths(others), []string{})
	slices.Sort(want)
	got := found(ds)
	slices.Sort(got)
	check(t, "problems", got, want)
}

func TestLinkedTop(t *testing.T) {
	s, dir := newSite(t, "elsewhere/a.md")
	if err := os.Symlink("elsewhere", filepath.Join(dir, "content")); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	docs, _, ds, err := s.Content()
	if len(docs) > 0 || err != nil {
		t.Error(docs, err)
	}
	check(t, "problems", found(ds), []string{"file-link content"})
}

func TestNames(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux can hold these names")
	}
	long := strings.Repeat("长", 41)
	s, _ := newSite(t, "content/"+long+".md", "content/"+long+".pdf", "content/"+long+"/a.md",
		"content/con.md", "content/aux.pdf", "content/a:b.md", "content/a\\b.pdf", "content/end.", "content/COM¹.md",
		"content/con/x.md", "content/tab\t.md", "content/bad\xff.md", "content/bidi\u202e.md", "content/nul.nul/x.pdf",
		"content/contact.md", "content/com.md", "content/国务院〔2024〕1号.md", "static/lpt1", "static/a?b.css", "static/"+long)
	docs, others, ds, err := s.Content()
	if err != nil {
		t.Fatal(err)
	}
	check(t, "problems", found(ds), []string{
		"document-file-name content/COM¹.md",
		"document-file-name content/a:b.md",
		"file-name content/a\\b.pdf",
		"file-name content/aux.pdf",
		"file-name content/bad\xff.md",
		"file-name content/bidi\u202e.md",
		"document-file-name content/con",
		"document-file-name content/con.md",
		"file-name content/end.",
		"document-file-name content/nul.nul",
		"file-name content/tab\t.md",
		"file-name content/" + long + ".pdf",
	})
	if len(docs) != 9 || len(others) != 5 {
		t.Errorf("%d documents %v, %d others %v", len(docs), paths(docs), len(others), paths(others))
	}
	_, ds, err = s.Static()
	if err != nil {
		t.Fatal(err)
	}
	check(t, "static", found(ds), []string{"file-name static/a?b.css", "file-name static/lpt1", "file-name static/" + long})
}

func TestNameClashes(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux can hold these names")
	}
	s, _ := newSite(t, "content/A.md", "content/a.md", "content/é.md", "content/e\u0301.md", "content/É.md",
		"content/x/Y/a.md", "content/x/y/b.md", "content/ß.md", "content/ẞ.md", "content/fine.md")
	_, _, ds, err := s.Content()
	if err != nil {
		t.Fatal(err)
	}
	check(t, "problems", found(ds), []string{
		"file-name-clash content/a.md",
		"file-name-clash content/x/y",
		"file-name-clash content/É.md",
		"file-name-clash content/é.md",
		"file-name-clash content/ẞ.md",
	})
	if r := ds[0].Related; len(r) != 1 || r[0].File != "content/A.md" {
		t.Errorf("related %v", r)
	}
	if !strings.Contains(ds[3].Message, "NFC") {
		t.Errorf("message %q", ds[3].Message)
	}
}

// TestUnreadableFolder gives up root's rights on its own thread for the listing.
func TestUnreadableFolder(t *testing.T) {
	s, dir := newSite(t, "content/a.md", "content/secret/b.md")
	if err := os.Chmod(filepath.Join(dir, "content", "secret"), 0); err != nil {
		t.Fatal(err)
	}
	defer asNobody(t)()
	_, _, ds, err := s.Content()
	if err != nil {
		t.Fatal(err)
	}
	check(t, "problems", found(ds), []string{"file-unreadable content/secret"})
}
