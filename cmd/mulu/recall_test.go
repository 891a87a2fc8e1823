package main

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/source"
)

// TestRecall plants 50 faults of each class into the documents of the example site, which
// is without any, and into new ones beside them, at random places, and counts those that
// are found at their line. A round plants one fault a document, of all classes mixed. -v
// lists what was missed, and what else was said of the documents of a class.
func TestRecall(t *testing.T) {
	sitetest.Heavy(t, "plants thousands of faults")
	r := newRecall(t)
	if list := r.findings(t); len(list) > 0 {
		t.Fatal("the example is not clean: ", list)
	}
	for _, absent := range []bool{false, true} {
		for range 80 {
			if !r.round(t, absent) {
				break
			}
		}
	}
	planted, found := 0, 0
	for _, m := range r.classes {
		planted, found = planted+m.planted, found+m.found
		t.Run(m.code+"/"+m.name, func(t *testing.T) {
			if m.planted < perClass {
				t.Errorf("only %d documents could hold the fault", m.planted)
			}
			if m.found*100 < m.planted*96 {
				t.Errorf("found %d of %d", m.found, m.planted)
			}
			t.Logf("found %d of %d; said besides: %v", m.found, m.planted, slices.Sorted(maps.Keys(m.besides)))
			for _, s := range m.missed {
				t.Logf("missed: %s", s)
			}
		})
	}
	t.Logf("%d classes: found %d of %d", len(r.classes), found, planted)
	if found*100 < planted*99 {
		t.Errorf("found %d of %d faults, want 99 of 100", found, planted)
	}
}

const perClass = 50

// fault is a class of faults. plant makes one in a document, or in new ones, and gives its
// line, from 1; -1 when the document has no place for it, 0 for a file that has no lines.
type fault struct {
	code, name string
	plant      func(v *victim) int
}

// class is a fault with what was seen of it.
type class struct {
	fault
	*rand.Rand
	fresh          bool // it makes documents of its own
	absent         bool // it cannot be found while there are errors
	planted, found int
	missed         []string
	besides        map[string]bool // codes
}

// recall is a copy of the example site, into which faults are planted.
type recall struct {
	dir     string
	docs    map[string]string // the texts of documents that can hold faults, by path
	planted []string          // the files of the last round
	classes []*class
	serial  int // of new documents
}

func newRecall(t *testing.T) *recall {
	r := &recall{dir: t.TempDir(), docs: map[string]string{}}
	for i, list := range [][]fault{faults, freshFaults, absentFaults, statuteFaults} {
		for _, f := range list {
			h := fnv.New64()
			fmt.Fprint(h, f.code, f.name)
			r.classes = append(r.classes, &class{fault: f, Rand: rand.New(rand.NewPCG(h.Sum64(), 1)), fresh: i > 0, absent: i == 2, besides: map[string]bool{}})
		}
	}
	for _, name := range []string{"content", "static"} {
		if err := os.CopyFS(filepath.Join(r.dir, name), os.DirFS("../../"+name)); err != nil {
			t.Fatal(err)
		}
	}
	settings, err := os.ReadFile("../../config.toml")
	if err != nil {
		t.Fatal(err)
	}
	r.write(t, "config.toml", string(settings))
	r.readDocs(t)
	return r
}

// isPublic is what the header of a document for everybody has.
var isPublic = regexp.MustCompile(`(?m)^(?:disclosure|公开属性)(?: =|:) "?主动公开"?$`)

// notYet is what the header of one has that is not public yet or no longer.
var notYet = regexp.MustCompile(`(?m)^(?:draft|草稿|withdrawn|撤回)`)

// cited is what documents have that new ones cite as ended, or that ended them: a fault in
// one of these would hide that of another.
var cited = regexp.MustCompile(`霁交发〔2015〕22号|霁交发〔2018〕15号|出租汽车经营权有偿使用金返还办法|道路客运站服务管理规定`)

// readDocs keeps the public documents that may be changed.
func (r *recall) readDocs(t *testing.T) {
	err := filepath.WalkDir(filepath.Join(r.dir, "content"), func(name string, e fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".md") {
			return err
		}
		data, err := os.ReadFile(name)
		text := string(data)
		if isPublic.MatchString(text) && !notYet.MatchString(text) && !cited.MatchString(text) {
			rel, _ := filepath.Rel(r.dir, name)
			r.docs[filepath.ToSlash(rel)] = text
		}
		return err
	})
	if err != nil || len(r.docs) == 0 {
		t.Fatal(len(r.docs), err)
	}
}

func (r *recall) write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(r.dir, filepath.FromSlash(path)), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// planting is a fault in place.
type planting struct {
	*class
	file  string
	line  int
	text  string   // of the line
	files []string // that belong to it
}

// round plants faults in place of the last round's and looks for them. It says whether there was
// anything to plant. What is absent has rounds of its own.
func (r *recall) round(t *testing.T, absent bool) bool {
	var list []planting
	texts := map[string]string{} // to write
	take := func(c *class, v *victim, line int) {
		p := planting{class: c, file: v.place(), line: line}
		for _, f := range v.files() {
			texts[f.path] = f.text()
			p.files = append(p.files, f.path)
			if lines := strings.Split(f.text(), "\n"); f.path == p.file && line > 0 && line <= len(lines) {
				p.text = lines[line-1]
			}
		}
		list = append(list, p)
		c.planted++
	}
	for _, path := range slices.Sorted(maps.Keys(r.docs)) {
		if !absent {
			r.host(path, take)
		}
	}
	for _, c := range r.classes {
		for range min(10, perClass-c.planted) {
			if !c.fresh || c.absent != absent {
				break
			}
			v := &victim{Rand: c.Rand, serial: &r.serial}
			take(c, v, c.plant(v))
		}
	}
	r.exchange(t, texts)
	r.look(r.findings(t), list)
	return len(list) > 0
}

// exchange puts the files of a round in the place of those of the one before.
func (r *recall) exchange(t *testing.T, texts map[string]string) {
	for _, path := range r.planted {
		if _, again := texts[path]; again {
			continue
		}
		if text, ok := r.docs[path]; ok {
			r.write(t, path, text)
		} else if err := os.Remove(filepath.Join(r.dir, filepath.FromSlash(path))); err != nil {
			t.Fatal(err)
		}
	}
	for path, text := range texts {
		r.write(t, path, text)
	}
	r.planted = slices.Collect(maps.Keys(texts))
}

// host plants into a document the fault of which fewest were planted, of those it can
// hold.
func (r *recall) host(path string, take func(*class, *victim, int)) {
	order := slices.Clone(r.classes)
	slices.SortStableFunc(order, func(a, b *class) int { return cmp.Compare(a.planted, b.planted) })
	for _, c := range order {
		if c.fresh || c.planted >= perClass {
			continue
		}
		v := newVictim(c.Rand, path, r.docs[path])
		v.serial = &r.serial
		if line := c.plant(v); line >= 0 {
			take(c, v, line)
			return
		}
	}
}

// look counts what was found of the plantings, and what else was.
func (r *recall) look(seen map[string][]string, list []planting) {
	for _, p := range list {
		place := fmt.Sprintf("%s:%d", p.file, p.line)
		if slices.Contains(seen[place], p.code) {
			p.found++
		} else {
			p.missed = append(p.missed, fmt.Sprintf("%s: %.300s", place, p.text))
		}
		for _, f := range p.files {
			for _, code := range seen[f] {
				if code != p.code {
					p.besides[code] = true
				}
			}
		}
	}
}

// findings are the codes of all problems of the site by file:line, and by file.
func (r *recall) findings(t *testing.T) map[string][]string {
	t.Helper()
	src, err := source.Open(r.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	day, _ := official.ParseDate(exampleDay)
	site, ds, err := build.Load(context.Background(), src, build.Options{Date: day})
	if err != nil || site == nil {
		t.Fatal(ds, err)
	}
	more, err := site.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string][]string{}
	for _, d := range slices.Concat(ds, more) {
		if d.Waived != nil {
			continue
		}
		for _, place := range []string{d.File, fmt.Sprintf("%s:%d", d.File, d.Pos.Line)} {
			seen[place] = append(seen[place], d.Code)
		}
	}
	return seen
}
