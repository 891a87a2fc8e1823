package git

import (
	"container/heap"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// span is two commits: what the range is measured from, and where it ends.
type span struct {
	from, to *object.Commit
	work     bool // to is what is checked out
}

// span reads a range. REV and REV... are what HEAD has and the common ancestor of both
// has not, as a pull request shows it; A...B likewise of B; A..B is the difference of
// the two.
func (r *Repo) span(text string) (s span, err error) {
	a, b, dots := text, "", "..."
	if i := strings.Index(text, ".."); i >= 0 {
		if a, b = text[:i], text[i+2:]; strings.HasPrefix(b, ".") {
			b = b[1:]
		} else {
			dots = ".."
		}
	}
	if s.from, err = r.commit(a); err != nil {
		return s, err
	}
	if s.to, err = r.commit(b); err != nil {
		return s, err
	}
	head, err := r.commit("HEAD")
	if err != nil {
		return s, err
	}
	s.work = s.to.Hash == head.Hash
	if dots == "..." {
		s.from, err = r.mergeBase(s.from, s.to)
	}
	return s, err
}

// commit finds a commit by the name of a branch, tag or remote branch, by its hash or the
// beginning of one, each with ~N and ^N behind it (gitrevisions(7)); "" is HEAD.
func (r *Repo) commit(text string) (*object.Commit, error) {
	name, steps := text, ""
	if i := strings.IndexAny(text, "~^"); i >= 0 {
		name, steps = text[:i], text[i:]
	}
	h, err := r.find(name)
	if err != nil {
		return nil, r.missing(text, err)
	}
	c, err := r.peel(h)
	for err == nil && steps != "" {
		c, steps, err = r.step(c, steps)
	}
	if err != nil {
		return nil, r.missing(text, err)
	}
	return c, nil
}

// missing says what to do about a revision that is not there.
func (r *Repo) missing(text string, err error) error {
	switch {
	case errors.Is(err, ErrShallow) || errors.Is(err, errNoCommit):
		return err
	case !errors.Is(err, plumbing.ErrReferenceNotFound) && !errors.Is(err, plumbing.ErrObjectNotFound):
		return fmt.Errorf("读取版本 %s：%w", text, err)
	case len(r.shallow) > 0:
		return fmt.Errorf("%w：%s。%w", ErrRevision, text, ErrShallow)
	}
	return fmt.Errorf("%w：%s。可以写分支（main、origin/main）、标签、提交号，或 A..B、A...B；远程分支要先 git fetch", ErrRevision, text)
}

// find gives the object that a name stands for.
func (r *Repo) find(name string) (plumbing.Hash, error) {
	if name == "" || name == "@" {
		name = "HEAD"
	}
	for _, form := range plumbing.RefRevParseRules {
		full := plumbing.ReferenceName(fmt.Sprintf(form, name))
		if full.Validate() != nil || full != plumbing.HEAD && !strings.HasPrefix(full.String(), "refs/") {
			continue // no name; other files of the repository's folder are none either
		}
		h, err := r.resolve(full)
		if err == nil {
			return h, nil
		}
		if !errors.Is(err, plumbing.ErrReferenceNotFound) {
			return plumbing.ZeroHash, err
		}
	}
	if name == "HEAD" {
		return plumbing.ZeroHash, errNoCommit
	}
	return r.byHash(name)
}

// resolve follows symbolic references, of which more than a few are a ring.
func (r *Repo) resolve(name plumbing.ReferenceName) (plumbing.Hash, error) {
	for range 10 {
		ref, err := r.store.Reference(name)
		if err != nil {
			return plumbing.ZeroHash, err
		}
		if ref.Type() == plumbing.HashReference {
			return ref.Hash(), nil
		}
		name = ref.Target()
	}
	return plumbing.ZeroHash, plumbing.ErrReferenceNotFound
}

var errAmbiguous = errors.New("有几个提交以此开头，请多写几位")

// byHash finds a commit or tag by at least four digits of its hash.
func (r *Repo) byHash(text string) (found plumbing.Hash, err error) {
	if len(text) < 4 || len(text) > 40 || strings.Trim(strings.ToLower(text), "0123456789abcdef") != "" {
		return found, plumbing.ErrReferenceNotFound
	}
	if len(text) == 40 {
		return plumbing.NewHash(text), nil
	}
	prefix, err := hex.DecodeString(text[:len(text)/2*2])
	if err != nil {
		return found, err
	}
	hashes, err := r.store.HashesWithPrefix(prefix)
	if err != nil {
		return found, err
	}
	for _, h := range hashes {
		if !strings.HasPrefix(h.String(), strings.ToLower(text)) || h == found {
			continue
		}
		if _, err := r.peel(h); err != nil {
			continue // a file or folder
		}
		if !found.IsZero() {
			return found, errAmbiguous
		}
		found = h
	}
	if found.IsZero() {
		return found, plumbing.ErrReferenceNotFound
	}
	return found, nil
}

// peel gives the commit that an object is or, as a tag, points to.
func (r *Repo) peel(h plumbing.Hash) (*object.Commit, error) {
	for range 10 {
		tag, err := object.GetTag(r.store, h)
		if err != nil {
			break
		}
		h = tag.Target
	}
	return object.GetCommit(r.store, h)
}

// step goes to an ancestor by the first of the steps ~N and ^N, and gives the others.
func (r *Repo) step(c *object.Commit, steps string) (*object.Commit, string, error) {
	end := 1
	for end < len(steps) && steps[end] >= '0' && steps[end] <= '9' {
		end++
	}
	n := 1
	if end > 1 {
		var err error
		if n, err = strconv.Atoi(steps[1:end]); err != nil || n > 1_000_000 {
			return nil, "", plumbing.ErrReferenceNotFound
		}
	}
	kind, rest := steps[0], steps[end:]
	if rest != "" && rest[0] != '~' && rest[0] != '^' {
		return nil, "", plumbing.ErrReferenceNotFound
	}
	if kind == '^' {
		if n == 0 {
			return c, rest, nil
		}
		c, err := r.parent(c, n)
		return c, rest, err
	}
	var err error
	for ; n > 0 && err == nil; n-- {
		c, err = r.parent(c, 1)
	}
	return c, rest, err
}

// parent is the n-th parent of a commit, from 1.
func (r *Repo) parent(c *object.Commit, n int) (*object.Commit, error) {
	switch {
	case r.shallow[c.Hash]:
		return nil, ErrShallow
	case n > len(c.ParentHashes):
		return nil, plumbing.ErrReferenceNotFound
	}
	return object.GetCommit(r.store, c.ParentHashes[n-1])
}

// The colours of the walk for a common ancestor: reached from the one commit, from the
// other, and below a common ancestor that was found already.
const (
	left = 1 << iota
	right
	stale
	both = left | right
)

// mergeBase is the best common ancestor of two commits, as git merge-base finds it: from
// the youngest commit downwards, until all that is left is below common ancestors.
func (r *Repo) mergeBase(a, b *object.Commit) (*object.Commit, error) {
	colour := map[plumbing.Hash]uint8{a.Hash: left}
	colour[b.Hash] |= right
	queue, ended := &byAge{a, b}, false
	heap.Init(queue)
	var best *object.Commit
	for queue.fresh(colour) {
		c := heap.Pop(queue).(*object.Commit)
		is := colour[c.Hash]
		if is&(both|stale) == both {
			if best == nil {
				best = c
			}
			is |= stale
		}
		if r.shallow[c.Hash] {
			ended = true
			continue
		}
		for _, h := range c.ParentHashes {
			was := colour[h]
			if was|is == was {
				continue
			}
			colour[h] = was | is
			p, err := object.GetCommit(r.store, h)
			if err != nil {
				return nil, r.missing(h.String(), err)
			}
			heap.Push(queue, p)
		}
	}
	switch {
	case best != nil:
		return best, nil
	case ended:
		return nil, ErrShallow
	}
	return nil, errUnrelated
}

// byAge is a heap of commits, the youngest first.
type byAge []*object.Commit

// fresh says whether a commit waits that is below no common ancestor found so far.
func (q byAge) fresh(colour map[plumbing.Hash]uint8) bool {
	return slices.ContainsFunc(q, func(c *object.Commit) bool { return colour[c.Hash]&stale == 0 })
}

func (q byAge) Len() int           { return len(q) }
func (q byAge) Less(i, j int) bool { return q[i].Committer.When.After(q[j].Committer.When) }
func (q byAge) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *byAge) Push(c any)        { *q = append(*q, c.(*object.Commit)) }
func (q *byAge) Pop() any {
	old := *q
	c := old[len(old)-1]
	*q = old[:len(old)-1]
	return c
}

// Names lists branches and tags, sorted, for completion on a command line.
func (r *Repo) Names() []string {
	refs, err := r.store.IterReferences()
	if err != nil {
		return nil // nothing to offer
	}
	var names []string
	err = refs.ForEach(func(ref *plumbing.Reference) error {
		if n := ref.Name(); n.IsBranch() || n.IsTag() || n.IsRemote() {
			names = append(names, n.Short())
		}
		return nil
	})
	if err != nil {
		return nil
	}
	slices.Sort(names)
	return names
}
