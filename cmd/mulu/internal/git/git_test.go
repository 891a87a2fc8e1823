package git

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gogit "github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// fixture is a repository in a test's folder.
type fixture struct {
	*testing.T
	dir  string
	repo *gogit.Repository
	n    int // commits
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	dir := t.TempDir()
	repo, err := gogit.PlainInitWithOptions(dir, &gogit.PlainInitOptions{InitOptions: gogit.InitOptions{DefaultBranch: "refs/heads/main"}})
	if err != nil {
		t.Fatal(err)
	}
	return &fixture{T: t, dir: dir, repo: repo}
}

func (f *fixture) check(err error) {
	f.Helper()
	if err != nil {
		f.Fatal(err)
	}
}

// write writes a file, or removes it when the text is "".
func (f *fixture) write(name, text string) {
	f.Helper()
	name = filepath.Join(f.dir, filepath.FromSlash(name))
	if text == "" {
		f.check(os.Remove(name))
		return
	}
	f.check(os.MkdirAll(filepath.Dir(name), 0o755))
	f.check(os.WriteFile(name, []byte(text), 0o644))
}

// commit commits all there is; parents are those besides HEAD.
func (f *fixture) commit(parents ...plumbing.Hash) plumbing.Hash {
	f.Helper()
	tree, err := f.repo.Worktree()
	f.check(err)
	f.check(tree.AddWithOptions(&gogit.AddOptions{All: true}))
	f.n++
	who := &object.Signature{Name: "a", Email: "a@example.com", When: time.Unix(int64(1_700_000_000+60*f.n), 0)}
	o := &gogit.CommitOptions{Author: who, Committer: who, AllowEmptyCommits: true}
	if len(parents) > 0 {
		head, err := f.repo.Head()
		f.check(err)
		o.Parents = append([]plumbing.Hash{head.Hash()}, parents...)
	}
	h, err := tree.Commit(fmt.Sprint("commit ", f.n), o)
	f.check(err)
	return h
}

func (f *fixture) checkout(branch string, at plumbing.Hash) {
	f.Helper()
	tree, err := f.repo.Worktree()
	f.check(err)
	f.check(tree.Checkout(&gogit.CheckoutOptions{Branch: plumbing.NewBranchReferenceName(branch), Hash: at, Create: !at.IsZero()}))
}

// changes lists what a range changed in a folder: + for what is there, - for what is not.
func changes(t *testing.T, dir, text string) ([]string, error) {
	t.Helper()
	r, err := Open(dir)
	if err != nil {
		return nil, err
	}
	var files []File
	err = filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && e.Name() == ".git":
			return filepath.SkipDir
		}
		if e.Type().IsRegular() && e.Name() != ".git" && e.Name() != "README" {
			info, err := e.Info()
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(dir, name)
			files = append(files, File{filepath.ToSlash(rel), info.Size(), info.ModTime()})
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	c, err := r.Changes(t.Context(), text, files, []string{"content", "config.toml"}, func(name string) (*os.File, error) { return os.Open(filepath.Join(dir, name)) })
	if err != nil {
		return nil, err
	}
	var list []string
	for name, there := range c.Files() {
		list = append(list, map[bool]string{true: "+", false: "-"}[there]+name)
	}
	slices.Sort(list)
	return list, nil
}

func (f *fixture) want(text string, want ...string) {
	f.Helper()
	wantIn(f.T, f.dir, text, want...)
}

func wantIn(t *testing.T, dir, text string, want ...string) {
	t.Helper()
	got, err := changes(t, dir, text)
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("changes of %q: %v, %v, want %v", text, got, err, want)
	}
}

func (f *fixture) wantError(text string, want error) {
	f.Helper()
	if _, err := changes(f.T, f.dir, text); !errors.Is(err, want) {
		f.Errorf("changes of %q: %v, want %v", text, err, want)
	}
}

func TestRanges(t *testing.T) {
	f := newFixture(t)
	f.write("content/a.md", "一\n")
	f.write("content/b.md", "二\n")
	f.write("README", "不是网站的文件\n")
	f.wantError("HEAD", errNoCommit)
	first := f.commit()
	f.want("HEAD")
	f.checkout("work", first)
	f.write("content/a.md", "一，改\n")
	f.write("README", "改\n")
	f.write("content/c/d.md", "新\n")
	f.want("HEAD", "+content/a.md", "+content/c/d.md")
	second := f.commit()
	f.want("HEAD")
	f.want("main", "+content/a.md", "+content/c/d.md")
	f.checkout("main", plumbing.ZeroHash)
	f.write("content/b.md", "")
	third := f.commit()
	f.checkout("work", plumbing.ZeroHash)
	f.want("main", "+content/a.md", "+content/c/d.md") // since both parted
	f.want("main...", "+content/a.md", "+content/c/d.md")
	f.want("main..", "+content/a.md", "+content/b.md", "+content/c/d.md")
	f.want("work...main", "+content/b.md") // b is checked out, though main has it no more
	f.want("HEAD~1", "+content/a.md", "+content/c/d.md")
	f.want(first.String()[:9], "+content/a.md", "+content/c/d.md")
	f.want(strings.ToUpper(second.String()))
	f.want("refs/heads/main", "+content/a.md", "+content/c/d.md")
	f.want("@^", "+content/a.md", "+content/c/d.md")
	f.want("HEAD^0")

	// What is written back is no change; what is staged alone is none, for the files count.
	f.write("content/a.md", "一\n")
	f.want("main", "+content/c/d.md")
	f.write("content/a.md", "一，改\n")

	// Tags, also of tags; remote branches; packed references.
	_, err := f.repo.CreateTag("v1", first, &gogit.CreateTagOptions{Message: "一", Tagger: &object.Signature{}})
	f.check(err)
	f.check(f.repo.Storer.SetReference(plumbing.NewHashReference("refs/remotes/origin/main", third)))
	f.want("v1", "+content/a.md", "+content/c/d.md")
	f.want("origin/main", "+content/a.md", "+content/c/d.md")
	packed := fmt.Sprintf("# pack-refs with: peeled fully-peeled sorted \n%s refs/heads/old\n", first)
	f.check(os.WriteFile(filepath.Join(f.dir, ".git", "packed-refs"), []byte(packed), 0o644))
	f.want("old", "+content/a.md", "+content/c/d.md")

	for _, bad := range []string{"nowhere", "HEAD~9", "HEAD^2", "main..nowhere", "deadbeef", "HEAD~x", "../../HEAD", "config", "HEAD@{1}", "a b", "HEAD~99999999999999999999", ":/x", "-x"} {
		f.wantError(bad, ErrRevision)
	}
	// A merge has both sides below it.
	f.checkout("work", plumbing.ZeroHash)
	f.commit(third)
	f.want("main", "+content/a.md", "+content/b.md", "+content/c/d.md")
	f.want("HEAD^2", "+content/a.md", "+content/b.md", "+content/c/d.md")
}

// Histories that part and join again: the answer is that of the git program.
func TestMergeBaseIsGits(t *testing.T) {
	program, err := exec.LookPath("git")
	if err != nil {
		t.Skip("the git program is not there to compare with")
	}
	f := newFixture(t)
	f.write("content/a.md", "一\n")
	all := []plumbing.Hash{f.commit()}
	for i := 1; i < 60; i++ {
		f.checkout(fmt.Sprint("b", i), all[i*7919%len(all)])
		f.write("content/a.md", fmt.Sprintf("一 %d\n", i))
		if i%3 == 0 {
			all = append(all, f.commit(all[i*104729%len(all)]))
		} else {
			all = append(all, f.commit())
		}
	}
	r, err := Open(f.dir)
	f.check(err)
	for i := range all {
		a, b := all[i], all[(i*31+17)%len(all)]
		ca, err := r.commit(a.String())
		f.check(err)
		cb, err := r.commit(b.String())
		f.check(err)
		got, err := r.mergeBase(ca, cb)
		f.check(err)
		out, err := exec.Command(program, "-C", f.dir, "merge-base", "--all", a.String(), b.String()).Output()
		f.check(err)
		if !strings.Contains(string(out), got.Hash.String()) {
			t.Errorf("merge base of %s and %s is %s, git says %s", a, b, got.Hash, out)
		}
	}
}

func TestUnrelatedAndShallow(t *testing.T) {
	f := newFixture(t)
	f.write("content/a.md", "一\n")
	first := f.commit()
	f.write("content/a.md", "二\n")
	second := f.commit()
	f.write("content/a.md", "三\n")
	f.commit()
	f.check(os.WriteFile(filepath.Join(f.dir, ".git", "shallow"), []byte(second.String()+"\n"), 0o644))
	f.want("HEAD~1", "+content/a.md")
	f.wantError("HEAD~2", ErrShallow)
	f.wantError("nowhere", ErrShallow)
	f.wantError(first.String(), ErrShallow) // it is there, but how it belongs to HEAD is not known
	f.want(first.String()+"..", "+content/a.md")

	f.check(os.Remove(filepath.Join(f.dir, ".git", "shallow")))
	f.check(f.repo.Storer.SetReference(plumbing.NewSymbolicReference(plumbing.HEAD, "refs/heads/other")))
	f.commit()
	f.wantError("main", errUnrelated)
}

// The index is believed only where it cannot be wrong.
func TestIndex(t *testing.T) {
	f := newFixture(t)
	f.write("content/a.md", "一\n")
	f.write("content/b.md", "二\n")
	old := time.Now().Add(-time.Hour)
	for _, name := range []string{"content/a.md", "content/b.md"} {
		f.check(os.Chtimes(filepath.Join(f.dir, name), old, old))
	}
	f.commit()
	r, err := Open(f.dir)
	f.check(err)
	if m := r.index(); len(m) != 2 || m["content/a.md"].modTime.IsZero() || m["content/a.md"].size != 4 {
		t.Fatalf("index = %v", m)
	}
	f.want("HEAD")
	// Of the same size, at another time.
	f.write("content/a.md", "三\n")
	f.want("HEAD", "+content/a.md")
	// Written in the moment of the index: not believed.
	info, err := os.Stat(filepath.Join(f.dir, ".git", "index"))
	f.check(err)
	f.write("content/b.md", "四\n")
	f.check(os.Chtimes(filepath.Join(f.dir, "content/b.md"), info.ModTime(), info.ModTime()))
	f.want("HEAD", "+content/a.md", "+content/b.md")
	// Without an index, or with one that cannot be read, files are compared.
	for _, text := range []string{"", "DIRC broken"} {
		f.check(os.WriteFile(filepath.Join(f.dir, ".git", "index"), []byte(text), 0o644))
		f.want("HEAD", "+content/a.md", "+content/b.md")
	}
	f.check(os.Remove(filepath.Join(f.dir, ".git", "index")))
	f.want("HEAD", "+content/a.md", "+content/b.md")
	// Other line ends on the disk are no change (core.autocrlf).
	f.write("content/a.md", "一\r\n")
	f.want("HEAD", "+content/b.md")
}

// A site may be in a folder of the repository, in another work tree of it, or in a
// submodule.
func TestPlaces(t *testing.T) {
	f := newFixture(t)
	f.write("web/content/a.md", "一\n")
	f.write("web/config.toml", "一\n")
	f.write("webs/content/a.md", "一\n")
	first := f.commit()
	f.write("web/content/a.md", "二\n")
	f.write("webs/content/a.md", "二\n")
	wantIn(t, filepath.Join(f.dir, "web"), "HEAD", "+content/a.md")
	f.write("new/content/a.md", "一\n")
	wantIn(t, filepath.Join(f.dir, "new"), "HEAD", "+content/a.md")
	f.commit()

	linked := t.TempDir()
	own := filepath.Join(f.dir, ".git", "worktrees", "x")
	f.check(os.MkdirAll(own, 0o755))
	for name, text := range map[string]string{
		filepath.Join(own, "HEAD"):      first.String() + "\n",
		filepath.Join(own, "commondir"): "../..\n",
		filepath.Join(linked, ".git"):   "gitdir: " + own + "\n",
	} {
		f.check(os.WriteFile(name, []byte(text), 0o644))
	}
	f.check(os.MkdirAll(filepath.Join(linked, "web", "content"), 0o755))
	f.check(os.WriteFile(filepath.Join(linked, "web", "content", "a.md"), []byte("一\n"), 0o644))
	wantIn(t, filepath.Join(linked, "web"), "HEAD", "-config.toml")
	wantIn(t, filepath.Join(linked, "web"), "main..", "+content/a.md", "-config.toml")
	wantIn(t, filepath.Join(linked, "web"), "main", "-config.toml") // both part at first

	module := filepath.Join(f.dir, "module")
	f.check(os.MkdirAll(filepath.Join(f.dir, ".git", "modules"), 0o755))
	sub := newFixture(t)
	sub.write("content/a.md", "一\n")
	sub.commit()
	f.check(os.Rename(sub.dir, module))
	f.check(os.Rename(filepath.Join(module, ".git"), filepath.Join(f.dir, ".git", "modules", "module")))
	f.check(os.WriteFile(filepath.Join(module, ".git"), []byte("gitdir: ../.git/modules/module\n"), 0o644))
	f.check(os.WriteFile(filepath.Join(module, "content", "b.md"), []byte("一\n"), 0o644))
	wantIn(t, module, "HEAD", "+content/b.md")
}

func TestBelow(t *testing.T) {
	f := newFixture(t)
	f.write("web/site/config.toml", "一\n")
	for dir, want := range map[string]string{".": ".", "web": "web", "web/site": "web/site"} {
		if got, err := Below(filepath.Join(f.dir, filepath.FromSlash(dir))); err != nil || got != want {
			t.Errorf("%s is at %q: %v", dir, got, err)
		}
	}
	if _, err := Below(t.TempDir()); !errors.Is(err, ErrNoRepository) {
		t.Errorf("no repository: %v", err)
	}
}

func TestNoRepository(t *testing.T) {
	for name, text := range map[string]string{"garbage": "garbage", "nowhere": "gitdir: nowhere\n", "huge": strings.Repeat("x", 1<<20)} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, ".git"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir); !errors.Is(err, errUnsupported) {
			t.Errorf(".git is %s: %v", name, err)
		}
	}
	f := newFixture(t)
	for _, extension := range []string{"objectformat = sha256", "refstorage = reftable"} {
		f.check(os.WriteFile(filepath.Join(f.dir, ".git", "config"), []byte("[core]\nrepositoryformatversion = 1\n[extensions]\n"+extension+"\n"), 0o644))
		f.wantError("HEAD", errUnsupported)
	}
}

// What git packed, with differences of differences, is read as well.
func TestPacked(t *testing.T) {
	program, err := exec.LookPath("git")
	if err != nil {
		t.Skip("the git program is not there to pack with")
	}
	f := newFixture(t)
	for i := range 30 {
		f.write("content/a.md", strings.Repeat("同样的一行\n", 200)+fmt.Sprint(i))
		f.write(fmt.Sprintf("content/d%d.md", i), fmt.Sprint("文件", i))
		f.commit()
	}
	f.check(exec.Command(program, "-C", f.dir, "gc", "-q", "--prune=now").Run())
	if names, err := filepath.Glob(filepath.Join(f.dir, ".git", "objects", "pack", "*.pack")); err != nil || len(names) != 1 {
		t.Fatalf("packs: %v, %v", names, err)
	}
	f.want("HEAD~2", "+content/a.md", "+content/d28.md", "+content/d29.md")
	r, err := Open(f.dir)
	f.check(err)
	c, err := r.Changes(t.Context(), "HEAD~2", nil, []string{"content"}, nil)
	f.check(err)
	if text, err := c.Old("content/a.md"); err != nil || !strings.HasSuffix(string(text), "行\n27") {
		t.Errorf("earlier text ends in %q, %v", text[max(0, len(text)-10):], err)
	}
}
