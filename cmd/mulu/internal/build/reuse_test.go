package build_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/cache"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/rounds"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/source"
)

// edited is a site that is edited and built again and again: once with what is kept of the
// builds before, and once with nothing of it, from the same publication.
type edited struct {
	*model
	t        testing.TB
	dir, out string
	cache    cache.Folder
	builds   int
	made     int // documents, by the last build with the cache
	took     int // segments of the search index that it took over
	looked   looked

	meanwhile func() // is called between Recall and Load of a build with the cache, where that is not nil
}

func newEdited(t testing.TB, m *model) *edited {
	dir := t.TempDir()
	return &edited{model: m, t: t, dir: filepath.Join(dir, "site"), out: filepath.Join(dir, "public"), cache: cache.At(filepath.Join(dir, "cache"))}
}

// looked is what a build looked into, see build.Looked.
type looked struct {
	read  int
	rules bool
	files int
}

// outcome is all that a build says and does.
type outcome struct {
	Stops    bool
	Manifest [32]byte
	Files    int
	Diags    []diag.Diagnostic
	Figures  build.Figures
}

// sync writes what the model has into the folder of the site, and removes the rest.
func (e *edited) sync() {
	e.t.Helper()
	files := e.files()
	err := filepath.WalkDir(e.dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		rel, _ := filepath.Rel(e.dir, p)
		if _, known := files[filepath.ToSlash(rel)]; !known {
			return os.Remove(p)
		}
		return nil
	})
	if err != nil {
		e.t.Fatal(err)
	}
	for name, text := range files {
		at := filepath.Join(e.dir, filepath.FromSlash(name))
		if was, err := os.ReadFile(at); err == nil && string(was) == text {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			e.t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			e.t.Fatal(err)
		}
	}
}

// build builds into a folder; with the cache when keep says so.
func (e *edited) build(out string, keep bool) (o outcome) {
	e.t.Helper()
	src, err := source.Open(e.dir)
	if err != nil {
		e.t.Fatal(err)
	}
	defer src.Close()
	opt := build.Options{Date: e.day}
	if _, err := os.Stat(filepath.Join(out, publish.ManifestName)); err == nil {
		opt.Published = out
	}
	to := publish.Options{Dir: out}
	var was *build.Recalled
	if keep {
		opt.Cache = e.cache
		if was, opt.Read, err = build.Recall(context.Background(), src, opt, to, false); err != nil {
			e.t.Fatal(err)
		}
		if e.meanwhile != nil {
			e.meanwhile()
		}
	}
	s, ds, err := build.Load(context.Background(), src, opt)
	if err != nil {
		e.failed(keep, err)
		return outcome{Stops: true}
	}
	if s == nil || build.Stops(ds, false) {
		return outcome{Stops: true, Diags: ds}
	}
	r, more, err := s.Publish(context.Background(), to, false)
	if err != nil {
		e.failed(keep, err)
		return outcome{Stops: true}
	}
	ds = append(ds, more...)
	diag.Sort(ds)
	for i := range ds { // what is said of a damaged output names its folder
		ds[i].Message = strings.ReplaceAll(ds[i].Message, out, "public")
	}
	o = outcome{Diags: ds, Figures: s.Outcome().Figures}
	if o.Stops = build.Stops(ds, false); o.Stops {
		return o
	}
	if was != nil && was.Result.Manifest != r.Manifest {
		e.t.Error("recalled, but a build makes another site")
	}
	if o.Manifest, o.Files = r.Manifest, r.Files; keep {
		if err := s.Remember(context.Background(), to, false, ds, r); err != nil {
			e.t.Fatal(err)
		}
		if e.meanwhile == nil { // else nothing was kept
			e.made, e.took = build.Made(s), build.Took(s)
			e.looked.read, e.looked.rules, e.looked.files = build.Looked(s)
		}
	}
	return o
}

// failed takes an error of a build, which may be where files changed meanwhile.
func (e *edited) failed(keep bool, err error) {
	e.t.Helper()
	if !keep || e.meanwhile == nil {
		e.t.Fatal(err)
	}
}

// compare builds both ways and compares everything; it says whether the site was published.
func (e *edited) compare(what string) (published bool) {
	e.t.Helper()
	e.sync()
	e.builds++
	clean := filepath.Join(filepath.Dir(e.out), "clean"+strconv.Itoa(e.builds))
	linkTree(e.t, e.out, clean)
	want := e.build(clean, false)
	got := e.build(e.out, true)
	dates := cmp.Comparer(func(a, b official.Date) bool { return a == b })
	if diff := cmp.Diff(want, got, dates); diff != "" {
		e.t.Fatalf("%s: from nothing (-), from what is kept (+):\n%s%s", what, diff, differing(clean, e.out))
	}
	if !got.Stops {
		e.verify(what)
	}
	if err := os.RemoveAll(clean); err != nil {
		e.t.Fatal(err)
	}
	return !got.Stops
}

// verify makes sure that every file is what the manifest says.
func (e *edited) verify(what string) {
	m, err := publish.ReadManifest(e.out)
	if err != nil {
		e.t.Fatal(err)
	}
	for f := range m.All() {
		data, err := os.ReadFile(filepath.Join(e.out, filepath.FromSlash(f.Path)))
		if err != nil || sha256.Sum256(data) != f.SHA256 {
			e.t.Fatalf("%s: %s is not what the manifest says: %v", what, f.Path, err)
		}
	}
}

// differing lists the files that are not alike in two outputs.
func differing(a, b string) string {
	m, err1 := publish.ReadManifest(a)
	n, err2 := publish.ReadManifest(b)
	if err1 != nil || err2 != nil {
		return ""
	}
	var list []string
	for f := range m.All() {
		if g, ok := n.Find(f.Path); !ok || g.SHA256 != f.SHA256 {
			x, _ := os.ReadFile(filepath.Join(a, f.Path))
			y, _ := os.ReadFile(filepath.Join(b, f.Path))
			list = append(list, f.Path+"\n"+cmp.Diff(string(x), string(y)))
		}
	}
	for f := range n.All() {
		if _, ok := m.Find(f.Path); !ok {
			list = append(list, "+"+f.Path)
		}
	}
	return strings.Join(list, "\n")
}

// linkTree makes a tree of links to another's files, which keeps their times.
func linkTree(t testing.TB, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(p string, d fs.DirEntry, err error) error {
		if os.IsNotExist(err) {
			return nil
		}
		rel, _ := filepath.Rel(from, p)
		if err != nil || d.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		}
		return os.Link(p, filepath.Join(to, rel))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sequences is how many sequences of edits are tried: MULU_SEQUENCES, else a few.
func sequences(t *testing.T) int {
	if n, err := strconv.Atoi(os.Getenv("MULU_SEQUENCES")); err == nil {
		return n
	}
	if testing.Short() {
		return 3
	}
	return rounds.Of(20, 50)
}

// spoil damages what is kept, or the output, as happens to folders; it says how.
func (e *edited) spoil(rng *rand.Rand, older string) string {
	dir := filepath.Join(filepath.Dir(e.out), "cache")
	files, _ := filepath.Glob(filepath.Join(dir, "*-*"))
	slices.Sort(files)
	if len(files) == 0 {
		return ""
	}
	at := files[rng.Intn(len(files))]
	data, err := os.ReadFile(at)
	if err != nil {
		e.t.Fatal(err)
	}
	switch rng.Intn(8) {
	case 0:
		data[rng.Intn(len(data))] ^= 1 << rng.Intn(8)
		err = os.WriteFile(at, data, 0o644)
	case 1:
		err = os.WriteFile(at, data[:rng.Intn(len(data))], 0o644)
	case 2:
		err = os.Remove(at)
	case 3: // another entry's bytes
		err = os.WriteFile(at, data, 0o644)
		if err == nil {
			err = os.WriteFile(files[rng.Intn(len(files))], data, 0o644)
		}
	case 4: // of another branch, or of an earlier build
		if err = os.RemoveAll(dir); err == nil {
			err = os.CopyFS(dir, os.DirFS(older))
		}
	case 5:
		return "whole"
	default:
		m, merr := publish.ReadManifest(e.out)
		if merr != nil {
			e.t.Fatal(merr)
		}
		n := rng.Intn(m.Len())
		for f := range m.All() {
			if n--; n < 0 {
				err = os.Remove(filepath.Join(e.out, f.Path))
				at = f.Path
				break
			}
		}
	}
	if err != nil {
		e.t.Fatal(err)
	}
	return "damaged " + filepath.Base(at)
}

// After any edits a build that takes over what it can leaves and says just what one does
// that makes everything.
func TestReuseIsClean(t *testing.T) {
	const edits = 4
	count, taken := map[string]int{}, 0
	for seed := range sequences(t) {
		rng := rand.New(rand.NewSource(int64(seed)))
		e := newEdited(t, newModel(rng))
		if !e.compare("at first") {
			count["refused at first"]++
			continue
		}
		older := filepath.Join(t.TempDir(), "older")
		if err := os.CopyFS(older, os.DirFS(filepath.Join(filepath.Dir(e.out), "cache"))); err != nil {
			t.Fatal(err)
		}
		history := []string{fmt.Sprint("seed ", seed)}
		for range edits {
			was := e.clone()
			name := e.change(rng)
			history = append(history, name)
			if rng.Intn(3) == 0 {
				history = append(history, e.spoil(rng, older))
			}
			if e.compare(strings.Join(history, " › ")) {
				count[name]++
				taken += max(0, len(e.docs)-e.made)
			} else {
				e.model = was // else most sequences would end here
				count["refused"]++
			}
		}
		_ = os.RemoveAll(filepath.Dir(e.out)) // t.TempDir does at the end
	}
	if taken == 0 {
		t.Error("nothing was taken over")
	}
	for _, name := range slices.Sorted(maps.Keys(count)) {
		t.Log(count[name], name)
	}
}

// What is made again is what changed and what shows it, and nothing else.
func TestReuseCounts(t *testing.T) {
	m := newModel(rand.New(rand.NewSource(1)))
	m.docs = nil
	for n := 1; n <= 20; n++ {
		m.docs = append(m.docs, modelDoc{n: n, file: fmt.Sprintf("content/wj/d%d.md", n), title: fmt.Sprintf("栖澜市第%d号道路客运管理办法", n), category: "wj", class: "行政规范性文件",
			disclosed: "主动公开", lines: []string{fmt.Sprintf("doc_number = \"栖交发〔2025〕%d号\"", n)}, body: []string{"## 甲", "道路客运管理。"}})
	}
	m.last = 20
	m.docs[1].body = append(m.docs[1].body, "见[第三个](d3.md#甲)。")                                    // 2 leads to 3
	m.docs[4].lines = append(m.docs[4].lines, fmt.Sprintf("interprets = [%q]", sitetest.Index(4))) // 5 interprets 4
	m.docs[6].lines = append(m.docs[6].lines, `attachments = [{file = "a.csv", title = "申请表"}]`)   // 7 and 8 have it
	m.docs[7].lines = append(m.docs[7].lines, `attachments = [{file = "a.csv", title = "申请表"}]`)   //
	m.docs[9].lines = append(m.docs[9].lines, "expires = 2026-06-30")                              // 10 lapses
	m.docs[10].body = append(m.docs[10].body, "按照栖交发〔2025〕12号执行。", "根据《栖澜市第13号道路客运管理办法》，制定本办法。")   // 11 cites
	e := newEdited(t, m)
	if !e.compare("at first") || e.made != 20 {
		t.Fatalf("%d documents made at first", e.made)
	}
	for _, tt := range []struct {
		name string
		edit func()
		made int
	}{
		{"nothing", func() {}, 0},
		{"a body", func() { m.docs[0].body = append(m.docs[0].body, "新的一段。") }, 1},
		{"a body that another leads to", func() { m.docs[2].body = append(m.docs[2].body, "新的一段。") }, 1},
		{"a title", func() { m.docs[0].title = "栖澜市关于某事的通知" }, 1},
		{"the title of what is interpreted", func() { m.docs[3].title = "栖澜市关于另一事的通知" }, 2},
		{"the title of what another leads to", func() { m.docs[2].title = "栖澜市关于第三事的通知" }, 2},
		{"an attachment", func() { m.others["content/wj/a.csv"] = "名称,件数\n办结,13\n" }, 2},
		{"an attachment that nobody has", func() { m.others["content/wj/b.csv"] = "c\n" }, 0},
		{"the day, on which one lapses", func() { m.day = official.DateOf(2026, 7, 1) }, 1},
		{"another day", func() { m.day = official.DateOf(2026, 7, 2) }, 0},
		{"a new document", func() {
			m.docs = append(m.docs, modelDoc{n: 21, file: "content/wj/d21.md", title: "栖澜市新的通知", category: "wj", class: "其他文件", disclosed: "主动公开", body: []string{"新的。"}})
		}, 1},
		{"which repeals one that is cited", func() { m.docs[20].lines = []string{fmt.Sprintf("repeals = [%q]", sitetest.Index(12))} }, 2},
		{"a file renamed", func() { m.docs[14].file = "content/wj/renamed.md" }, 1},
		{"a document gone", func() { m.docs = m.docs[:20] }, 1},
		{"a static file", func() { m.others["static/own.txt"] = "other" }, 0},
		{"a setting", func() { m.others[config.FileName] += "\n[contents]\nmin_headings = 1\n" }, 20},
		{"a template", func() { m.others["layouts/part-own.html"] = "<p>own</p>" }, 20},
		{"a style", func() { m.others["static/css/main.css"] = "a{order:1}" }, 20},
	} {
		tt.edit()
		if !e.compare(tt.name) {
			t.Fatalf("%s: refused", tt.name)
		}
		if e.made != tt.made {
			t.Errorf("%s: %d documents were made, want %d", tt.name, e.made, tt.made)
		}
	}
}

// With more documents than one segment of the search index holds, segments are taken over,
// mended where a few texts are others.
func TestReuseOfSegments(t *testing.T) {
	m := newModel(rand.New(rand.NewSource(1)))
	m.docs = nil
	for n := 1; n <= 140; n++ {
		m.docs = append(m.docs, modelDoc{n: n, file: fmt.Sprintf("content/wj/d%d.md", n), title: fmt.Sprintf("栖澜市第%d号道路客运管理办法", n), category: "wj", class: "行政规范性文件",
			disclosed: "主动公开", lines: []string{fmt.Sprintf("doc_number = \"栖交发〔2025〕%d号\"", n)}, body: []string{fmt.Sprintf("第%d号，運輸。", n)}})
	}
	e := newEdited(t, m)
	e.compare("at first")
	for _, tt := range []struct {
		name string
		edit func()
		took int // segments
	}{
		{"nothing", func() {}, 2},
		{"the newest", func() { m.docs[139].body[0] += "另有㐂。" }, 2},
		{"the oldest", func() { m.docs[0].body[0] += "另有㐂。" }, 2},
		{"one in a header only", func() { m.docs[0].lines = append(m.docs[0].lines, "expires = 2026-05-01") }, 2},
		{"a repeal", func() {
			m.docs[139].lines = append(m.docs[139].lines, fmt.Sprintf("repeals = [%q]", sitetest.Index(1)))
		}, 2},
		{"the day", func() { m.day = m.day.AddDays(40) }, 2},
		{"many bodies", func() {
			for i := range m.docs[:20] {
				m.docs[i].body[0] += "另有。"
			}
		}, 1},
		{"a title", func() { m.docs[0].title += "（新）" }, 1},
		{"one gone", func() { m.docs = append(m.docs[:5:5], m.docs[6:]...) }, 0},
	} {
		tt.edit()
		if !e.compare(tt.name) {
			t.Fatalf("%s: refused", tt.name)
		}
		if e.took != tt.took {
			t.Errorf("%s: %d segments were taken over, want %d", tt.name, e.took, tt.took)
		}
	}
}

// The example, which has some of everything, too: reports with data, statements, editions
// with comparisons, attachments.
func TestReuseOfExample(t *testing.T) {
	if testing.Short() {
		t.Skip("the example takes seconds")
	}
	root := filepath.Join("..", "..", "..", "..")
	m := &model{day: official.DateOf(2026, 11, 22), others: map[string]string{}}
	for _, name := range []string{"content", "static", config.FileName, "waivers.toml"} {
		err := filepath.WalkDir(filepath.Join(root, name), func(p string, d fs.DirEntry, err error) error {
			if os.IsNotExist(err) || err == nil && (d.IsDir() || strings.HasSuffix(p, ".go")) {
				return nil
			}
			data, err := os.ReadFile(p)
			rel, _ := filepath.Rel(root, p)
			m.others[filepath.ToSlash(rel)] = string(data)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	docs := slices.Sorted(maps.Keys(m.others))
	docs = slices.DeleteFunc(docs, func(name string) bool { return filepath.Ext(name) != ".md" })
	e := newEdited(t, m)
	if !e.compare("at first") {
		t.Fatal("the example is refused")
	}
	rng, all := rand.New(rand.NewSource(1)), e.made
	for i := range 5 {
		name := docs[rng.Intn(len(docs))]
		was := m.others[name]
		switch i {
		case 0, 1:
			m.others[name] += "\n另有一段。\n"
		case 2:
			m.others[name] = strings.Replace(was, "title = \"", "title = \"新的", 1)
		case 3:
			for data := range m.others {
				if strings.HasPrefix(data, "content/") && strings.HasSuffix(data, ".toml") {
					name, was = data, m.others[data]
					m.others[name] += "\n"
				}
			}
		case 4:
			m.day = m.day.AddDays(1)
		}
		if !e.compare(fmt.Sprint(i, " ", name)) {
			m.others[name] = was
		} else if e.made > all/4 {
			t.Errorf("%s: %d documents were made", name, e.made)
		}
	}
}
