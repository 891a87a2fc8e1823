package git

import (
	"bytes"
	"context"
	"crypto/sha1"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// File is a file of the site's folder as it is on the disk.
type File struct {
	Path    string // from the site's folder, with slashes
	Size    int64
	ModTime time.Time
}

// Changes are the files that a range changed, with what is not committed yet.
type Changes struct {
	repo  *Repo
	files map[string]bool          // by path: whether the file is there
	old   map[string]plumbing.Hash // their contents before
}

// maxOld is the size of the largest file whose earlier text is read.
const maxOld = 16 << 20

// Changes finds which files of the site a range changed. files are all that the site
// has, open reads one of them; tops are the folders and files of the site's folder that
// are looked at in the repository. Uncommitted changes and files that git does not know
// count, too.
func (r *Repo) Changes(ctx context.Context, text string, files []File, tops []string, open func(name string) (*os.File, error)) (*Changes, error) {
	s, err := r.span(text)
	if err != nil {
		return nil, err
	}
	w := walker{ctx: ctx, repo: r, tops: tops}
	from := w.flatten(s.from)
	c := &Changes{repo: r, files: map[string]bool{}, old: map[string]plumbing.Hash{}}
	base := from
	if !s.work {
		to := w.flatten(s.to)
		c.between(from, to, files)
		base = w.flatten(w.head())
	}
	if w.err != nil {
		return nil, w.err
	}
	now := worktree{repo: r, open: open, known: r.index(), hash: sha1.New()}
	for i := range files {
		if i%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		same, err := now.same(&files[i], base[files[i].Path])
		if err != nil {
			return nil, err
		}
		if !same {
			c.add(files[i].Path, true, base[files[i].Path])
		}
	}
	there := make(map[string]bool, len(files))
	for i := range files {
		there[files[i].Path] = true
	}
	for name, h := range base {
		if !there[name] && !now.known[name].skipped {
			c.add(name, false, h)
		}
	}
	return c, nil
}

// between adds what differs between two commits.
func (c *Changes) between(from, to map[string]plumbing.Hash, files []File) {
	there := make(map[string]bool, len(files))
	for i := range files {
		there[files[i].Path] = true
	}
	for name, h := range from {
		if to[name] != h {
			c.add(name, there[name], h)
		}
	}
	for name := range to {
		if _, ok := from[name]; !ok {
			c.add(name, there[name], plumbing.ZeroHash)
		}
	}
}

func (c *Changes) add(name string, there bool, old plumbing.Hash) {
	c.files[name] = there
	if !old.IsZero() && c.old[name].IsZero() {
		c.old[name] = old
	}
}

// Files are the paths of the changed files, each with whether it is there now.
func (c *Changes) Files() map[string]bool { return c.files }

// Had says whether a changed file was there before.
func (c *Changes) Had(name string) bool { return !c.old[name].IsZero() }

// Old is the text that a changed file had before; nil when it is new, or larger than
// 16 MB.
func (c *Changes) Old(name string) ([]byte, error) {
	h := c.old[name]
	if h.IsZero() {
		return nil, nil
	}
	b, err := object.GetBlob(c.repo.store, h)
	if err != nil || b.Size > maxOld {
		return nil, err
	}
	rd, err := b.Reader()
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(rd)
	return data, errors.Join(err, rd.Close())
}

// walker makes lists of trees. Its first error ends its work.
type walker struct {
	ctx  context.Context
	repo *Repo
	tops []string
	err  error
}

func (w *walker) head() *object.Commit {
	c, err := w.repo.commit("HEAD")
	w.fail(err)
	return c
}

func (w *walker) fail(err error) {
	if w.err == nil && err != nil {
		w.err = fmt.Errorf("读取 git 仓库：%w", err)
	}
}

// flatten lists the site's files in a commit, by their paths from the site's folder.
func (w *walker) flatten(c *object.Commit) map[string]plumbing.Hash {
	list := map[string]plumbing.Hash{}
	if w.err != nil {
		return list
	}
	tree, err := c.Tree()
	for part := range strings.SplitSeq(strings.TrimSuffix(w.repo.prefix, "/"), "/") {
		if err == nil && part != "" {
			tree, err = w.below(tree, part)
		}
	}
	if err != nil || tree == nil { // without the folder everything is new
		w.fail(err)
		return list
	}
	for _, e := range tree.Entries {
		for _, top := range w.tops {
			if e.Name == top {
				w.entry(list, "", e, 0)
			}
		}
	}
	return list
}

// below is the tree of a folder; nil when there is none.
func (w *walker) below(tree *object.Tree, name string) (*object.Tree, error) {
	if tree == nil {
		return nil, nil
	}
	for _, e := range tree.Entries {
		if e.Name == name && e.Mode == filemode.Dir {
			return object.GetTree(w.repo.store, e.Hash)
		}
	}
	return nil, nil
}

// entry takes a file, or all files of a folder. Links and submodules are no files of the
// site.
func (w *walker) entry(list map[string]plumbing.Hash, folder string, e object.TreeEntry, depth int) {
	const deepest = 200 // a tree that a person made is not so deep
	switch e.Mode {
	case filemode.Regular, filemode.Deprecated, filemode.Executable:
		list[folder+e.Name] = e.Hash
	case filemode.Dir:
		tree, err := object.GetTree(w.repo.store, e.Hash)
		if err == nil && depth > deepest {
			err = errUnsupported
		}
		if err == nil {
			err = w.ctx.Err()
		}
		if err != nil {
			w.fail(err)
			return
		}
		for _, sub := range tree.Entries {
			if w.err == nil {
				w.entry(list, folder+e.Name+"/", sub, depth+1)
			}
		}
	}
}

// known is what the index has of a file.
type known struct {
	hash    plumbing.Hash
	size    uint32
	modTime time.Time // zero when it must not be believed
	skipped bool      // not checked out, on purpose
}

// index reads what the index has of the site's files. An index that cannot be read, as a
// split one, knows nothing: then files are read.
func (r *Repo) index() map[string]known {
	m := map[string]known{}
	idx, err := r.store.Index()
	if err != nil {
		return m
	}
	for _, e := range idx.Entries {
		name, inside := strings.CutPrefix(filepath.ToSlash(e.Name), r.prefix)
		if !inside || e.Stage != 0 || e.IntentToAdd {
			continue
		}
		k := known{hash: e.Hash, size: e.Size, skipped: e.SkipWorktree}
		// What changed in the moment when the index was written may have changed again.
		if e.ModifiedAt.Before(idx.ModTime) {
			k.modTime = e.ModifiedAt
		}
		m[name] = k
	}
	return m
}

// worktree compares files with their contents in a commit.
type worktree struct {
	repo  *Repo
	open  func(name string) (*os.File, error)
	known map[string]known
	hash  interface {
		io.Writer
		Sum(b []byte) []byte
		Reset()
	}
}

// same says whether a file has the content of the hash.
func (w *worktree) same(f *File, want plumbing.Hash) (bool, error) {
	if want.IsZero() {
		return false, nil
	}
	if k, ok := w.known[f.Path]; ok && !k.modTime.IsZero() && k.modTime.Equal(f.ModTime) && k.size == uint32(f.Size) {
		return k.hash == want, nil
	}
	rd, err := w.open(f.Path)
	if err != nil {
		return false, err
	}
	defer rd.Close()
	if f.Size > maxOld {
		w.begin(f.Size)
		n, err := io.Copy(w.hash, rd)
		return n == f.Size && w.is(want), err
	}
	data, err := io.ReadAll(io.LimitReader(rd, maxOld))
	if err != nil {
		return false, err
	}
	// With core.autocrlf or eol=crlf the repository has other line ends than the disk.
	return w.sum(data).is(want) || w.sum(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))).is(want), nil
}

// begin starts the hash of a content of so many bytes.
func (w *worktree) begin(size int64) {
	w.hash.Reset()
	fmt.Fprintf(w.hash, "blob %d\x00", size)
}

func (w *worktree) sum(data []byte) *worktree {
	w.begin(int64(len(data)))
	_, _ = w.hash.Write(data) // a hash takes everything
	return w
}

func (w *worktree) is(want plumbing.Hash) bool { return bytes.Equal(w.hash.Sum(nil), want[:]) }
