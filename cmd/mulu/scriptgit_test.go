package main

import (
	"errors"
	"os"
	"path/filepath"
	"time"

	gogit "github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/rogpeppe/go-internal/testscript"
)

// commit DIR TEXT commits all that is in DIR, in a new repository if there is none.
func commit(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, len(args) == 2, "commit DIR TEXT")
	dir := ts.MkAbs(args[0])
	repo, err := gogit.PlainOpen(dir)
	if errors.Is(err, gogit.ErrRepositoryNotExists) {
		repo, err = gogit.PlainInitWithOptions(dir, &gogit.PlainInitOptions{InitOptions: gogit.InitOptions{DefaultBranch: "refs/heads/main"}})
	}
	ts.Check(err)
	tree, err := repo.Worktree()
	ts.Check(err)
	ts.Check(tree.AddWithOptions(&gogit.AddOptions{All: true}))
	who := &object.Signature{Name: "李敏", Email: "limin@example.com", When: time.Unix(1751328000, 0).UTC()}
	_, err = tree.Commit(args[1], &gogit.CommitOptions{Author: who, Committer: who, AllowEmptyCommits: true})
	ts.Check(err)
}

// branch DIR NAME makes a branch at the present commit of DIR's repository and changes to
// it, or changes to it when it is there.
func branch(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, len(args) == 2, "branch DIR NAME")
	repo, err := gogit.PlainOpen(ts.MkAbs(args[0]))
	ts.Check(err)
	tree, err := repo.Worktree()
	ts.Check(err)
	name := plumbing.NewBranchReferenceName(args[1])
	_, err = repo.Reference(name, true)
	ts.Check(tree.Checkout(&gogit.CheckoutOptions{Branch: name, Create: err != nil}))
}

// shallow DIR cuts the history of DIR's repository off at the present commit.
func shallow(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, len(args) == 1, "shallow DIR")
	dir := ts.MkAbs(args[0])
	repo, err := gogit.PlainOpen(dir)
	ts.Check(err)
	head, err := repo.Head()
	ts.Check(err)
	ts.Check(os.WriteFile(filepath.Join(dir, ".git", "shallow"), []byte(head.Hash().String()+"\n"), 0o644))
}
