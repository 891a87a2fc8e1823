package build_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/sitetest"
)

func (r *reloading) first(edited ...string) *build.Pending {
	r.Helper()
	p, err := r.loader.First(context.Background(), r.open(), build.Options{Date: sitetest.Today, Now: r.now, Edited: edited})
	r.must(err)
	return p
}

func (r *reloading) check(p *build.Pending) (*build.Site, []diag.Diagnostic) {
	r.Helper()
	s, ds, err := p.Check(context.Background(), r.open())
	r.must(err)
	return s, ds
}

// same compares what two sites show, and says whether there is no difference.
func (r *reloading) same(what string, got, want *build.Site) bool {
	r.Helper()
	a, b := r.pages(got), r.pages(want)
	for at := range b {
		if !bytes.Equal(a[at], b[at]) {
			r.Errorf("%s: %s differs", what, at)
		}
	}
	if len(a) != len(b) {
		r.Errorf("%s: %d pages, want %d", what, len(a), len(b))
	}
	return !r.Failed()
}

// Whatever is edited, pages are at once what a first load of the same files makes of them,
// and the problems and pages of the check are, too.
func TestFirstEqualsFirstLoad(t *testing.T) {
	files := sitetest.Docs(12)
	files["content/guide.md"] = "+++\npage = \"guide\"\ntitle = \"指南\"\n+++\n\n正文\n"
	r := newReloading(t, files)
	rnd := rand.New(rand.NewPCG(5, 17))
	edits := r.edits(rnd)
	n, joinedAnew := 80, 0
	before := r.first().Site()
	if sitetest.RaceDetector {
		n = 20
	}
	for i := range n {
		k := 1 + rnd.IntN(14)
		which := rnd.IntN(len(edits))
		edits[which](fmt.Sprintf("content/d%05d.md", k), k)
		if rnd.IntN(2) == 0 {
			r.pass()
		}
		p := r.first()
		if rnd.IntN(3) == 0 {
			continue // the next edit comes before anything is looked at
		}
		what := fmt.Sprintf("edit %d (%d)", i, which)
		want, wantDs, err := build.Load(context.Background(), r.open(), build.Options{Date: sitetest.Today})
		r.must(err)
		if !r.same(what, p.Site(), want) {
			return
		}
		if again := r.first(); again != p {
			t.Fatalf("%s: nothing changed, but there is something new", what)
		}
		if !patched(before, p.Site()) {
			joinedAnew++
		}
		before = p.Site()
		if rnd.IntN(3) == 0 {
			continue // nor is it checked
		}
		s, ds := r.check(p)
		if !reflect.DeepEqual(ds, wantDs) {
			t.Fatalf("%s: diagnostics\n%v\nwant\n%v", what, ds, wantDs)
		}
		if !s.Same(p.Site()) || !r.same(what+", checked", s, want) {
			t.Fatalf("%s: the checked site is another", what)
		}
		if rnd.IntN(3) > 0 && !r.loader.Take(p, s) {
			t.Fatalf("%s: the check was not taken", what)
		}
	}
	t.Logf("%d of %d edits were not patched", joinedAnew, n)
}

// patched says whether a site has the plan of another one.
func patched(a, b *build.Site) bool { return a.Plan.Lists[0] == b.Plan.Lists[0] }

// A title is put into the catalogue as it is; what concerns others is joined anew.
func TestFirstPatches(t *testing.T) {
	files := sitetest.Docs(3)
	files["config.toml"] += "[[sunset]]\ntitle = \"试行\"\nyears = 1\nbasis = \"规定\"\n"
	doc := func(title, more string) string {
		return strings.Replace(sitetest.Doc(2, "effective = 2025-01-03\n"+more, "正文"), "文件2", title, 1)
	}
	plain := doc("文件2", "")
	replaces, alias := fmt.Sprintf("replaces = [%q]", sitetest.Index(1)), "aliases = [\"old/2.html\"]"
	for name, tt := range map[string]struct {
		was, text string
		patch     bool
	}{
		"title":           {plain, doc("改题", ""), true},
		"keywords":        {plain, doc("文件2", "keywords = [\"新\"]\nsummary = \"概述\"\nunit = \"办公室\"\ngenre = \"通知\""), true},
		"sunset by title": {plain, doc("办法（试行）", ""), false},
		"name of a work":  {doc("文件2", replaces), doc("改题", replaces), false},
		"redirection":     {doc("文件2", alias), doc("改题", alias), false},
		"number":          {plain, doc("文件2", "doc_number = \"栖交发〔2025〕1号\""), false},
		"day":             {plain, strings.Replace(plain, "published = 2025-01-02", "published = 2025-01-09", 1), false},
		"category":        {plain, doc("文件2", "category = \"jd\""), false},
		"relation":        {plain, doc("文件2", fmt.Sprintf("related = [%q]", sitetest.Index(1))), false},
		"no longer there": {plain, strings.Replace(plain, "主动公开", "不予公开", 1), false},
	} {
		t.Run(name, func(t *testing.T) {
			files["content/d00002.md"] = tt.was
			r := newReloading(t, files)
			before := r.first().Site()
			r.write("content/d00002.md", tt.text)
			r.pass()
			now := r.first("content/d00002.md").Site()
			if now.Catalogue == before.Catalogue || patched(before, now) != tt.patch {
				t.Errorf("patched: %v, want %v", !tt.patch, tt.patch)
			}
			if d, _ := before.Catalogue.FindPath("content/d00002.md"); d.Document.Title != "文件2" {
				t.Errorf("the earlier catalogue has the title %q", d.Document.Title)
			}
		})
	}
}

// A check that is overtaken is not taken, and the problems that come later are all there.
func TestOvertakenCheck(t *testing.T) {
	r := newReloading(t, sitetest.Docs(3))
	old := r.first()
	checked, _ := r.check(old)
	r.write("content/d00002.md", sitetest.Doc(2, "keywords = [\"新\", \"新\"]", "正文"))
	r.pass()
	now := r.first()
	if now == old || r.loader.Take(old, checked) {
		t.Fatal("the check of what was before the edit is taken")
	}
	r.write("content/d00003.md", sitetest.Doc(3, "", "别的正文"))
	r.pass()
	now = r.first()
	s, ds := r.check(now)
	if !slicesHold(ds, "keyword-duplicate") || !r.loader.Take(now, s) {
		t.Errorf("after two edits: %v", ds)
	}
	// Settings that cannot be used: the problems are told, and again nothing when nothing changes.
	r.write("config.toml", "title = [")
	broken := r.first()
	if s, ds := r.check(broken); s != nil || !slicesHold(ds, "toml-syntax") || !r.loader.Take(broken, s) {
		t.Errorf("broken settings: %v, %v", s, ds)
	}
	if r.first() != broken {
		t.Error("nothing changed, but there is something new")
	}
	r.write("config.toml", sitetest.Config)
	mended := r.first()
	if _, ds := r.check(mended); mended.Site() == nil || !slicesHold(ds, "keyword-duplicate") {
		t.Errorf("mended settings: %v", ds)
	}
}

// The catalogue outlives the folder that it was read from: problems of a body that was
// edited since have their places.
func TestPlacesAfterClose(t *testing.T) {
	files := sitetest.Docs(3)
	files["content/d00002.md"] = strings.Replace(sitetest.Doc(2, "", "正文"), "+++\n", "+++\n# 注\n", 1)
	r := newReloading(t, files)
	p := r.first()
	src := r.open()
	s, _, err := p.Check(context.Background(), src)
	r.must(err)
	r.must(src.Close())
	if at := s.Catalogue.Locate("content/d00002.md", "title"); at.Line != 3 {
		t.Errorf("the title is in line %d, want 3", at.Line)
	}
}

func slicesHold(ds []diag.Diagnostic, code string) bool {
	for _, d := range ds {
		if d.Code == code {
			return true
		}
	}
	return false
}
