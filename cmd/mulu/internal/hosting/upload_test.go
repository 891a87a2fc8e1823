package hosting

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/publish"
)

func TestUpload(t *testing.T) {
	s := siteOf(t, sub, "")
	u := s.Upload([]publish.Change{
		{Path: "assets/b.2.css", Kind: publish.Added, New: 5}, {Path: "data/search/x-2.json", Kind: publish.Added, New: 7},
		{Path: "doc/2/x.pdf", Kind: publish.Added, New: 11}, {Path: "fj/plan.svg", Kind: publish.Changed, New: 3},
		{Path: "doc/2.html", Kind: publish.Added, New: 13}, {Path: "doc/3.html", Kind: publish.Changed, New: 13},
		{Path: "data/search.json", Kind: publish.Changed, New: 2}, {Path: "wj/index.html", Kind: publish.Changed, New: 2}, {Path: "index.html", Kind: publish.Changed, New: 2},
		{Path: "manifest.json", Kind: publish.Changed},
		{Path: "doc/1.html", Kind: publish.Removed, Old: 9}, {Path: "assets/a.1.css", Kind: publish.Removed, Old: 9},
	}, [32]byte{0xab})
	dir := t.TempDir()
	to, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	if err := u.Write(to); err != nil {
		t.Fatal(err)
	}
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
		}
		return string(data)
	}
	for name, want := range map[string]string{
		"1-hashed-01.txt": "assets/b.2.css\n", "1-hashed-02.txt": "data/search/x-2.json\n", "2-data-01.txt": "doc/2/x.pdf\n", "2-data-02.txt": "fj/plan.svg\n",
		"3-pages-01.txt": "doc/2.html\ndoc/3.html\n", "4-entries-01.txt": "data/search.json\n", "4-entries-02.txt": "wj/index.html\n", "4-entries-03.txt": "index.html\n",
		"5-manifest-01.txt": "manifest.json\n", "6-delete.txt": "doc/1.html\nassets/a.1.css\n",
		// What is new was at no CDN; what is gone must not stay there.
		"purge.txt": purged("", "assets/a.1.css", "data/search.json", "doc/1.html", "doc/3.html", "fj/plan.svg", "index.html", "manifest.json", "wj/", "wj/index.html"),
	} {
		if got := read(name); got != want {
			t.Errorf("%s is %q, not %q", name, got, want)
		}
	}
	script := read("upload.sh")
	script = script[strings.Index(script, "\ndone\n"):] // from after what is checked
	at := -1
	for _, l := range []string{"1-hashed-01", "1-hashed-02", "2-data-01", "2-data-02", "3-pages-01", "4-entries-01", "4-entries-02", "4-entries-03", "5-manifest-01", "rclone delete"} {
		next := strings.Index(script, l)
		if next <= at {
			t.Errorf("%s is not in its place:\n%s", l, script)
		}
		at = next
	}
	for _, want := range []string{`--header-upload "Content-Type: image/svg+xml" --header-upload "Cache-Control: public, max-age=300" --header-upload "Content-Disposition: attachment"`,
		`4-entries-01.txt" --no-traverse --ignore-times --header-upload "Content-Type: application/json; charset=utf-8" --header-upload "Cache-Control: no-cache"`} {
		if !strings.Contains(script, want) {
			t.Errorf("the script has no %s\n%s", want, script)
		}
	}
	var plan Upload
	if err := json.Unmarshal([]byte(read("plan.json")), &plan); err != nil || len(plan.Lists) != 9 || plan.Lists[4].Bytes != 26 || plan.Lists[4].Files != 2 || !slices.Equal(plan.Purge, u.Purge) {
		t.Errorf("%+v, %v", plan, err)
	}
}

func purged(names ...string) (text string) {
	for _, name := range names {
		text += sub + name + "\n"
	}
	return text
}

// A first upload purges nothing, and one of nothing says so.
func TestUploadOfNothing(t *testing.T) {
	s := siteOf(t, sub, "")
	if u := s.Upload([]publish.Change{{Path: "index.html", Kind: publish.Added}}, [32]byte{}); len(u.Purge) > 0 || strings.Contains(string(u.script()), "rclone delete") {
		t.Errorf("%+v", u)
	}
	if u := s.Upload(nil, [32]byte{}); len(u.Lists) > 0 || strings.Contains(string(u.script()), "rclone copy") {
		t.Errorf("%+v", u)
	}
}

// The script sends nothing of a folder that is not the site that was planned for, and deletes
// nothing at the target.
func TestUploadGuard(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no sh")
	}
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o755)); err != nil {
			t.Fatal(err)
		}
	}
	const manifest = "a manifest\n"
	write("bin/rclone", "#!/bin/sh\necho \"rclone $1\"\n")
	write("right/manifest.json", manifest)
	write("right/a b/index.html", "")
	write("other/manifest.json", "another\n")
	write("other/a b/index.html", "")
	write("short/manifest.json", manifest)
	write("empty/x", "")
	write("plan/x", "")
	u := siteOf(t, sub, "").Upload([]publish.Change{{Path: "a b/index.html", Kind: publish.Added}, {Path: "manifest.json", Kind: publish.Changed}, {Path: "old.html", Kind: publish.Removed}},
		sha256.Sum256([]byte(manifest)))
	to, err := os.OpenRoot(filepath.Join(dir, "plan"))
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	if err := u.Write(to); err != nil {
		t.Fatal(err)
	}
	for site, want := range map[string]string{"right": "rclone copy\nrclone copy\nrclone delete\n", "other": "other 不是做计划时的网站", "short": "缺少 a b/index.html", "empty": "没有 manifest.json", "nowhere": "没有 manifest.json"} {
		c := exec.Command(shell, "plan/upload.sh", site, "target")
		c.Dir = dir
		c.Env = append(os.Environ(), "PATH="+filepath.Join(dir, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"))
		out, err := c.CombinedOutput()
		if !strings.Contains(string(out), want) || c.ProcessState.ExitCode() != map[bool]int{true: 0, false: 1}[site == "right"] || site != "right" && strings.Contains(string(out), "rclone") {
			t.Errorf("%s: %v\n%s", site, err, out)
		}
	}
}
