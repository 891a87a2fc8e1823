package build_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/journal"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/source"
)

// logged is a site that is published again and again into one folder.
type logged struct {
	t     *testing.T
	files sitetest.Files
	out   string
}

func newLogged(t *testing.T) *logged {
	files := sitetest.Docs(3)
	files[config.FileName] = sitetest.Config
	files["content/d00001.md"] = sitetest.Doc(1, "class = \"其他文件\"\nexpires = 2026-12-31\nattachments = [\"a.csv\"]", "一")
	files["content/a.csv"] = "a\n"
	return &logged{t, files, filepath.Join(t.TempDir(), "public")}
}

// publish builds on a day, with the site of before in a folder of its own ("" for the
// output), and gives what the log says of it.
func (l *logged) publish(day, published string) (publish.Result, []string) {
	l.t.Helper()
	dir := l.files.Write(l.t)
	src, err := source.Open(dir)
	if err != nil {
		l.t.Fatal(err)
	}
	defer src.Close()
	on, err := official.ParseDate(day)
	if err != nil {
		l.t.Fatal(err)
	}
	s, ds, err := build.Load(context.Background(), src, build.Options{Date: on, Published: published})
	if err != nil || s == nil || build.Stops(ds, false) {
		l.t.Fatal(len(ds), err)
	}
	r, ds := publishTo(l.t, s, dir, l.out)
	if build.Stops(ds, false) {
		l.t.Fatal(ds)
	}
	return r, l.last()
}

// last is what the last build that is in the log changed, a line a change.
func (l *logged) last() (lines []string) {
	site, err := journal.Open(l.out, nil)
	if err != nil {
		l.t.Fatal(err)
	}
	defer site.Close()
	parts := site.Log.Parts
	part, err := site.Log.Part(parts[len(parts)-1])
	if err != nil {
		l.t.Fatal(err)
	}
	build := part.Builds[len(part.Builds)-1].Build
	for _, c := range part.Changes {
		if c.Build == build {
			line := fmt.Sprintf("%d %s %s", c.Build, c.On, c.Event)
			if c.Index != "" {
				line += " " + c.Index[len(c.Index)-1:]
			}
			if c.What != nil {
				line += " " + strings.Join(c.What, "+")
			}
			if c.From != nil {
				line += fmt.Sprintf(" %s→%s %s %s", c.From.State, c.To.State, c.To.Cause, c.To.Since)
			}
			lines = append(lines, line)
		}
	}
	return lines
}

func (l *logged) want(day string, want ...string) {
	l.t.Helper()
	if _, got := l.publish(day, ""); !slices.Equal(got, want) {
		l.t.Errorf("on %s the log says\n%s\nwant\n%s", day, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// The log says of each build what it changed, and never changes what it said before.
func TestJournal(t *testing.T) {
	l := newLogged(t)
	l.want("2026-11-22", "1 2026-11-22 begun")
	if r, _ := l.publish("2026-11-23", ""); r.Changed {
		t.Error("a build that changes nothing writes something")
	}
	l.files["content/d00002.md"] += "更多\n"
	l.files["content/n.md"] = sitetest.Doc(4, "", "四")
	l.want("2026-11-24", "2 2026-11-24 published 4", "2 2026-11-24 changed 2 text")
	november := maps.Clone(tree(t, l.out))

	l.files["content/a.csv"] = "b\n"
	l.files["content/d00003.md"] = strings.Replace(l.files["content/d00003.md"], "文件3", "第三件", 1)
	l.want("2026-12-01", "3 2026-12-01 changed 1 files", "3 2026-12-01 changed 3 fields")
	l.want("2027-01-01", "4 2027-01-01 validity 1 in-force→expired expiry 2027-01-01")

	l.files["content/n.md"] = sitetest.Doc(4, `withdrawn = {on = 2027-01-02, reason = "撤"}`, "四")
	third := l.files["content/d00003.md"]
	delete(l.files, "content/d00003.md")
	l.want("2027-01-02", "5 2027-01-02 withdrawn 4", "5 2027-01-02 removed 3")
	l.files["content/n.md"] = sitetest.Doc(4, "", "四")
	l.files["content/d00003.md"] = third
	l.want("2027-01-03", "6 2027-01-03 republished 3", "6 2027-01-03 republished 4")

	// An earlier day: in the order of builds, with its own day.
	l.want("2026-12-20", "7 2026-12-20 validity 1 expired→in-force  ")
	now := tree(t, l.out)
	for _, at := range []string{"data/log-2026-11-1.json", "log/2026-11-1.html"} {
		if string(now[at]) != string(november[at]) {
			t.Errorf("%s was changed later", at)
		}
	}
	for _, at := range []string{"data/log-2026-12-1.json", "data/log-2027-01-1.json", "log.html", "log.xml", "sitemap-log.xml"} {
		if now[at] == nil {
			t.Errorf("there is no %s", at)
		}
	}
	if !strings.Contains(string(now["data/log-2027-01-1.json"]), `"on":"2026-12-20","previous":"`) {
		t.Errorf("the build of an earlier day is not in the newest part: %s", now["data/log-2027-01-1.json"])
	}
}

// A template or a setting of the theme is no change of a document.
func TestJournalKnowsNoTemplates(t *testing.T) {
	l := newLogged(t)
	l.publish("2026-11-22", "")
	l.files["layouts/part-footer.html"] = "{{define \"footer\"}}<footer>甲</footer>{{end}}"
	l.files["config.toml"] = strings.Replace(l.files["config.toml"], "page_size = 5", "page_size = 6", 1)
	r, got := l.publish("2026-11-23", "")
	if !r.Changed || !slices.Equal(got, []string{"1 2026-11-22 begun"}) {
		t.Errorf("the log says %v (%+v)", got, r)
	}
}

// Each build names the manifest of the site that it replaced, so that the log can be
// followed along the manifests.
func TestJournalNamesManifests(t *testing.T) {
	l := newLogged(t)
	l.publish("2026-11-22", "")
	m, err := publish.ReadManifest(l.out)
	if err != nil {
		t.Fatal(err)
	}
	l.files["content/n.md"] = sitetest.Doc(4, "", "四")
	l.publish("2026-11-23", "")
	var part journal.Part
	if err := json.Unmarshal(tree(t, l.out)["data/log-2026-11-1.json"], &part); err != nil {
		t.Fatal(err)
	}
	if len(part.Builds) != 2 || part.Builds[0].Previous != "" || part.Builds[1].Previous != fmt.Sprintf("%x", m.Digest) {
		t.Errorf("builds are %+v, the manifest is %x", part.Builds, m.Digest)
	}
}

// The log goes on from a copy of the site as it was public, in another folder.
func TestJournalOfACopy(t *testing.T) {
	l := newLogged(t)
	l.publish("2026-11-22", "")
	was := l.out
	l.out = filepath.Join(t.TempDir(), "public")
	delete(l.files, "content/d00003.md")
	if _, got := l.publish("2026-11-23", was); !slices.Equal(got, []string{"2 2026-11-23 removed 3"}) {
		t.Errorf("the log says %v", got)
	}
}

// A damaged log stops the publication, also where nothing else is compared.
func TestDamagedJournalStops(t *testing.T) {
	l := newLogged(t)
	l.publish("2026-11-22", "")
	name := filepath.Join(l.out, "data", "log-2026-11-1.json")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(data), "2026-11-22", "2020-01-01", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	s, _, src := load(t, l.files)
	_, ds := publishTo(t, s, src, l.out)
	if len(ds) == 0 || !slices.ContainsFunc(ds, func(d diag.Diagnostic) bool { return d.Code == "log-unreadable" }) {
		t.Errorf("reports %v", ds)
	}
	if now := tree(t, l.out)["data/log-2026-11-1.json"]; !strings.Contains(string(now), "2020-01-01") {
		t.Error("the damaged log was replaced")
	}
}

// What was withdrawn leaves its index number in the log, and none of its words.
func TestJournalHasNoTitles(t *testing.T) {
	l := newLogged(t)
	l.publish("2026-11-22", "")
	l.files["content/n.md"] = strings.Replace(sitetest.Doc(4, "summary = \"鸬鹚\"", "鸬鹚"), "文件4", "鸬鹚", 1)
	l.publish("2026-11-23", "")
	if !strings.Contains(string(tree(t, l.out)["log/2026-11-1.html"]), "鸬鹚") {
		t.Fatal("the log's page does not name the document")
	}
	l.files["content/n.md"] = strings.Replace(l.files["content/n.md"], "主动公开", "不予公开", 1)
	l.publish("2026-11-24", "")
	for at, data := range tree(t, l.out) {
		if strings.Contains(string(data), "鸬鹚") {
			t.Errorf("%s has the title of what is no longer public", at)
		}
	}
}

// Thousands of changes at once stand in parts, and the first page leads to these alone.
func TestJournalInParts(t *testing.T) {
	l := &logged{t, sitetest.Docs(1), filepath.Join(t.TempDir(), "public")}
	l.files[config.FileName] = sitetest.Config
	l.publish("2026-11-22", "")
	maps.Copy(l.files, sitetest.Docs(603))
	l.publish("2026-11-23", "")
	site, err := journal.Open(l.out, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer site.Close()
	var counts []int
	for _, p := range site.Log.Parts {
		counts = append(counts, p.Count)
	}
	if !slices.Equal(counts, []int{500, 103}) {
		t.Errorf("parts have %v changes", counts)
	}
	first := string(tree(t, l.out)["log.html"])
	if strings.Contains(first, "m-build-") || strings.Count(first, `href="log/2026-11-`) != 2 {
		t.Errorf("the first page of the log is %s", first)
	}
}

// What was changed in a publication is not carried on: neither compared with nor written on.
// Each change is one that can be read, and is right in itself.
func TestTamperedPublication(t *testing.T) {
	l := newLogged(t)
	l.publish("2026-11-22", "")
	delete(l.files, "content/d00003.md")
	l.publish("2026-11-23", "")
	log := string(tree(t, l.out)["data/log-2026-11-1.json"])
	forged := strings.Replace(log, `"on":"2026-11-22"`, `"on":"2026-11-02"`, 1)
	for name, tt := range map[string]struct {
		change map[string][2]string // by file, what is replaced
		gone   []string
		want   string
	}{
		"a day of the catalogue":  {map[string][2]string{"data/2025-1.json": {`"published":"2025-01-02"`, `"published":"2025-01-03"`}}, nil, "published-unreadable"},
		"a part of it less":       {map[string][2]string{"data/index.json": {`"count"`, `"Count"`}}, nil, "published-unreadable"},
		"the log":                 {map[string][2]string{"data/log-2026-11-1.json": {log, forged}}, nil, "log-unreadable"},
		"what was withdrawn":      {map[string][2]string{"data/record-withdrawn.json": {"2025-00003", "2025-00004"}}, nil, "log-unreadable"},
		"which records there are": {map[string][2]string{"data/record.json": {"record-2025-1", "record-2024-1"}}, nil, "log-unreadable"},
		"a record":                {map[string][2]string{"data/record-2025-1.json": {"2025-01-01", "2025-01-11"}}, nil, "log-unreadable"},
		"the log is gone":         {nil, []string{"data/log.json", "log.html"}, "log-unreadable"},
	} {
		was := filepath.Join(t.TempDir(), "was")
		if err := os.CopyFS(was, os.DirFS(l.out)); err != nil {
			t.Fatal(err)
		}
		for at, words := range tt.change {
			replaceIn(t, filepath.Join(was, at), words[0], words[1])
		}
		for _, at := range tt.gone {
			if err := os.Remove(filepath.Join(was, at)); err != nil {
				t.Fatal(err)
			}
		}
		ds := l.follow(was)
		if !slices.ContainsFunc(ds, func(d diag.Diagnostic) bool { return d.Code == tt.want && strings.Contains(d.Message, "发布清单") }) {
			t.Errorf("%s: %v, want %s", name, ds, tt.want)
		}
		if stops := build.Stops(ds, false); stops != (tt.want == "log-unreadable") {
			t.Errorf("%s stops: %v", name, stops)
		}
	}
	if ds := l.follow(l.out); build.Stops(ds, false) || build.Stops(ds, true) && slices.ContainsFunc(ds, func(d diag.Diagnostic) bool { return strings.HasSuffix(d.Code, "-unreadable") }) {
		t.Errorf("untouched: %v", ds)
	}
}

// follow builds what follows a publication into a folder of its own, and gives all problems.
func (l *logged) follow(published string) []diag.Diagnostic {
	l.t.Helper()
	dir := l.files.Write(l.t)
	src, err := source.Open(dir)
	if err != nil {
		l.t.Fatal(err)
	}
	defer src.Close()
	s, ds, err := build.Load(l.t.Context(), src, build.Options{Date: official.DateOf(2026, 11, 24), Published: published})
	if err != nil || s == nil || build.Stops(ds, false) {
		return ds
	}
	_, more := publishTo(l.t, s, dir, filepath.Join(l.t.TempDir(), "public"))
	return append(ds, more...)
}

func replaceIn(t *testing.T, name, old, new string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil || !strings.Contains(string(data), old) {
		t.Fatalf("%s has no %q: %v", name, old, err)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(data), old, new, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Where what is hashed has become another, texts are not compared: nobody changed them.
func TestJournalOfAnotherForm(t *testing.T) {
	l := newLogged(t)
	l.publish("2026-11-22", "")
	was := filepath.Join(t.TempDir(), "was")
	if err := os.CopyFS(was, os.DirFS(l.out)); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(was, "data", "record.json")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(data), `"form":1`, `"form":0`, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	sitetest.Reseal(t, was, "data/record.json")
	l.files["content/d00002.md"] += "更多\n"
	delete(l.files, "content/d00003.md")
	if _, got := l.publish("2026-11-23", was); !slices.Equal(got, []string{"2 2026-11-23 removed 3"}) {
		t.Errorf("the log says %v", got)
	}
}

// All files of the log are as the schema says that is published with them.
func TestJournalObeysItsSchema(t *testing.T) {
	l := newLogged(t)
	l.publish("2026-11-22", "")
	l.files["content/d00002.md"] += "更多\n"
	l.files["content/n.md"] = sitetest.Doc(4, "", "四")
	l.publish("2027-01-01", "")
	l.files["content/n.md"] = sitetest.Doc(4, `withdrawn = {on = 2027-01-02, reason = "撤"}`, "四")
	l.publish("2027-01-02", "")
	files := tree(t, l.out)
	compiler := jsonschema.NewCompiler()
	rules, err := jsonschema.UnmarshalJSON(strings.NewReader(string(files[journal.SchemaPath])))
	if err == nil {
		err = compiler.AddResource("log.json", rules)
	}
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for at, def := range map[string]string{"log.json": "index", "log-2026-11-1.json": "part", "log-2027-01-1.json": "part", "record.json": "recordIndex", "record-2025-1.json": "records", "record-withdrawn.json": "withdrawn"} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(files["data/"+at])))
		if err != nil {
			t.Fatal(at, err)
		}
		for _, schema := range []string{"log.json", "log.json#/$defs/" + def} {
			if err := compiler.MustCompile(schema).Validate(doc); err != nil {
				t.Errorf("%s: %v", at, err)
			}
		}
		n++
	}
	if n != 6 {
		t.Errorf("%d files", n)
	}
}
