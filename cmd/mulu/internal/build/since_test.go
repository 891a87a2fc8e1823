package build_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gogit "github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing/object"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/sitetest"
)

// commitAll commits what is in dir, in a new repository if there is none.
func commitAll(t testing.TB, dir string) {
	t.Helper()
	repo, err := gogit.PlainOpen(dir)
	if err != nil {
		if repo, err = gogit.PlainInit(dir, false); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := repo.Worktree()
	if err != nil {
		t.Fatal(err)
	}
	if err := tree.AddWithOptions(&gogit.AddOptions{All: true}); err != nil {
		t.Fatal(err)
	}
	who := &object.Signature{When: time.Unix(1_700_000_000, 0)}
	if _, err := tree.Commit("x", &gogit.CommitOptions{Author: who, AllowEmptyCommits: true}); err != nil {
		t.Fatal(err)
	}
}

// findingsOf are a check's problems without their lines, which an edit moves.
func findingsOf(t *testing.T, dir, since string) []string {
	t.Helper()
	s, ds := loadWith(t, dir, build.Options{Since: since})
	more, err := s.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, d := range append(ds, more...) {
		list = append(list, fmt.Sprintf("%s: %s [%s]", d.File, d.Message, d.Code))
	}
	return list
}

// linkedSite is a site in which every document points to others in every way.
func linkedSite(n int) sitetest.Files {
	files := sitetest.Docs(0)
	for i := 1; i <= n; i++ {
		to := func(k int) int { return (i*k+k)%n + 1 }
		body := fmt.Sprintf("## 节%d\n\n见[甲](d%05d.md)、[乙](%s)、[丙](d%05d.md#节%[4]d)和[丁](fj%[5]d.txt)。\n", i, to(3), sitetest.Index(to(5)), to(7), to(11))
		more := fmt.Sprintf("related = [%q, \"d%05d.md\"]\nattachments = [\"fj%d.txt\"]", sitetest.Index(to(13)), to(17), to(19))
		files[fmt.Sprintf("content/d%05d.md", i)] = sitetest.Doc(i, more, body)
		files[fmt.Sprintf("content/fj%d.txt", i)] = "附件"
	}
	return files
}

// Whatever an edit breaks anywhere in the site, --since finds.
func TestSinceMissesNothing(t *testing.T) {
	const n = 24
	r := rand.New(rand.NewPCG(1, 2))
	dir := linkedSite(n).Write(t)
	commitAll(t, dir)
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	edits := []func(i int, doc string){
		func(i int, doc string) { os.Remove(filepath.Join(dir, doc)) },
		func(i int, doc string) { write(doc, strings.Replace(read(doc), "## 节", "## 章", 1)) },
		func(i int, doc string) {
			os.Rename(filepath.Join(dir, doc), filepath.Join(dir, "content", fmt.Sprintf("e%d.md", i)))
		},
		func(i int, doc string) { write(doc, strings.Replace(read(doc), "/2025-000", "/2025-900", 1)) },
		func(i int, doc string) {
			write(doc, strings.Replace(read(doc), "\n+++\n\n", "\ndraft = true\n+++\n\n", 1))
		},
		func(i int, doc string) { write(doc, strings.Replace(read(doc), "主动公开", "不予公开", 1)) },
		func(i int, doc string) { write(doc, strings.Replace(read(doc), "title", "titel", 1)) },
		func(i int, doc string) { os.Remove(filepath.Join(dir, fmt.Sprintf("content/fj%d.txt", i))) },
		func(i int, doc string) { write(doc, read(doc)+"\n见[新](never.md)。\n") },
		func(i int, doc string) {
			write(fmt.Sprintf("content/f%d.md", i), sitetest.Doc(i, "", fmt.Sprintf("## 节%d", i)))
		},
	}
	broken := 0
	before := findingsOf(t, dir, "")
	for round := range 2 * len(edits) {
		i := r.IntN(n) + 1
		doc := fmt.Sprintf("content/d%05d.md", i)
		if _, err := os.Stat(filepath.Join(dir, doc)); err != nil {
			continue // an earlier round removed it
		}
		edits[round%len(edits)](i, doc)
		since := findingsOf(t, dir, "HEAD")
		after := findingsOf(t, dir, "")
		for _, problem := range after {
			if slices.Contains(before, problem) {
				continue
			}
			broken++
			if !slices.Contains(since, problem) {
				t.Errorf("round %d, edit %d of %s: --since misses %s", round, round%len(edits), doc, problem)
			}
		}
		before = after
		commitAll(t, dir)
	}
	if again := findingsOf(t, dir, "HEAD"); len(again) > 0 {
		t.Errorf("nothing changed, and yet %v", again)
	}
	if broken < 20 {
		t.Errorf("the edits broke %d things only", broken)
	}
}
