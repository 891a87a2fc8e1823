package main

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/source"
)

// TestRecall plants faults of each class into the documents of the example site, which
// is without any, at random places, one a document, until there are 50 of a class, and
// counts those that are found at their line. -v lists what was missed.
func TestRecall(t *testing.T) {
	heavy(t, "plants thousands of faults")
	planted, found := 0, 0
	for _, f := range faults {
		t.Run(f.code+"/"+f.name, func(t *testing.T) {
			n, ok, missed := f.measure(t, 50)
			planted, found = planted+n, found+ok
			if n == 0 {
				t.Fatal("no document could hold the fault")
			}
			if ok*100 < n*96 {
				t.Errorf("found %d of %d", ok, n)
			}
			for _, m := range missed {
				t.Logf("missed: %s", m)
			}
		})
	}
	t.Logf("%d classes: found %d of %d", len(faults), found, planted)
	if found*100 < planted*99 {
		t.Errorf("found %d of %d faults, want 99 of 100", found, planted)
	}
}

// fault is a class of faults. plant makes one and gives its line, from 1; 0 when the
// document has no place for it.
type fault struct {
	code, name string
	plant      func(d *victim) int
}

// victim is a document that gets a fault.
type victim struct {
	*rand.Rand
	path  string
	lines []string
	body  int // index of the first line of the body
}

func newVictim(r *rand.Rand, path, text string) *victim {
	v := &victim{Rand: r, path: path, lines: strings.Split(text, "\n")}
	v.body = slices.Index(v.lines[1:], "+++") + 2
	return v
}

// prose are the indexes of the lines that are plain sentences: no heading, list, table,
// link, code, note, salutation or signature.
func (v *victim) prose() (list []int) {
	for i := v.body; i < len(v.lines); i++ {
		s := v.lines[i]
		if strings.HasSuffix(s, "。") && !strings.ContainsAny(s[:1], "#|>-*+0123456789![:<` ") && !strings.ContainsAny(s, "[]`<>|*“《（") && v.lines[i-1] == "" {
			list = append(list, i)
		}
	}
	return list
}

// sentence adds a sentence at the end of a random paragraph.
func (v *victim) sentence(format string, args ...any) int {
	list := v.prose()
	if len(list) == 0 {
		return 0
	}
	i := list[v.IntN(len(list))]
	v.lines[i] += fmt.Sprintf(format, args...)
	return i + 1
}

// within puts a text between two Han characters of a random paragraph.
func (v *victim) within(text string) int {
	list := v.prose()
	if len(list) == 0 {
		return 0
	}
	i := list[v.IntN(len(list))]
	runes := []rune(v.lines[i])
	for range 50 {
		at := 1 + v.IntN(len(runes)-1)
		if isHan(runes[at-1]) && isHan(runes[at]) {
			v.lines[i] = string(runes[:at]) + text + string(runes[at:])
			return i + 1
		}
	}
	return 0
}

func isHan(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }

// paragraph adds a paragraph behind a random one.
func (v *victim) paragraph(format string, args ...any) int {
	list := v.prose()
	if len(list) == 0 {
		return 0
	}
	i := list[v.IntN(len(list))]
	v.lines = slices.Insert(v.lines, i+1, "", fmt.Sprintf(format, args...))
	return i + 3
}

// set gives a key of the header another value, or adds it.
func (v *victim) set(key, value string) int {
	for i := 1; i < v.body-1; i++ {
		if strings.HasPrefix(v.lines[i], key+" = ") {
			v.lines[i] = key + " = " + value
			return i + 1
		}
	}
	v.lines = slices.Insert(v.lines, v.body-1, key+" = "+value)
	v.body++
	return v.body - 1
}

// value is that of a key of the header; "" without the key.
func (v *victim) value(key string) string {
	for _, line := range v.lines[1 : v.body-1] {
		if rest, ok := strings.CutPrefix(line, key+" = "); ok {
			return strings.Trim(rest, `"`)
		}
	}
	return ""
}

// measure plants so many faults, in as many rounds over the site as it takes.
func (f *fault) measure(t *testing.T, want int) (planted, found int, missed []string) {
	r := rand.New(rand.NewPCG(uint64(len(f.code)), uint64(len(f.name))))
	for round := 0; planted < want && round < 10; round++ {
		dir, victims := plantedSite(t, r, f, want-planted)
		if len(victims) == 0 {
			return planted, found, missed
		}
		seen := findings(t, dir)
		for path, line := range victims {
			planted++
			if seen[fmt.Sprintf("%s:%d %s", path, line, f.code)] {
				found++
				continue
			}
			data, _ := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path)))
			missed = append(missed, fmt.Sprintf("%s:%d: %.200s", path, line, strings.Split(string(data), "\n")[line-1]))
		}
	}
	slices.Sort(missed)
	return planted, found, missed
}

// plantedSite copies the example site with faults in at most so many documents, and
// gives their lines by path.
func plantedSite(t *testing.T, r *rand.Rand, f *fault, most int) (dir string, victims map[string]int) {
	dir = t.TempDir()
	victims = map[string]int{}
	var docs []string
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	must(filepath.WalkDir("../../content", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(dir, strings.TrimPrefix(filepath.ToSlash(name), "../../"))
		if e.IsDir() {
			return os.MkdirAll(to, 0o755)
		}
		if strings.HasSuffix(name, ".md") {
			docs = append(docs, name)
			return nil
		}
		return os.Link(name, to)
	}))
	settings, err := os.ReadFile("../../config.toml")
	must(err)
	must(os.WriteFile(filepath.Join(dir, "config.toml"), settings, 0o644))
	r.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
	for _, name := range docs {
		data, err := os.ReadFile(name)
		must(err)
		path := strings.TrimPrefix(filepath.ToSlash(name), "../../")
		text := string(data)
		if len(victims) < most && strings.Contains(text, "\ndisclosure = \"主动公开\"") && !strings.Contains(text, "\ndraft = true") && !strings.Contains(text, "\nwithdrawn") {
			v := newVictim(r, path, text)
			if line := f.plant(v); line > 0 {
				victims[path], text = line, strings.Join(v.lines, "\n")
			}
		}
		must(os.WriteFile(filepath.Join(dir, filepath.FromSlash(path)), []byte(text), 0o644))
	}
	return dir, victims
}

// findings are the places and codes of all problems of a site.
func findings(t *testing.T, dir string) map[string]bool {
	t.Helper()
	src, err := source.Open(dir)
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
	seen := map[string]bool{}
	for _, d := range slices.Concat(ds, more) {
		seen[place(&d)] = true
	}
	return seen
}

func place(d *diag.Diagnostic) string { return fmt.Sprintf("%s:%d %s", d.File, d.Pos.Line, d.Code) }
