package main

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/official"
)

// A lawDoc is a document of the site that relevance is measured on: a law's text under
// a header that the test invents.
type lawDoc struct {
	Title, Index, Number string
	Issuer               string
	Published            official.Date
	Repealed             bool
	Version              int    // 0 the newest of its title
	Key                  string // what all versions of a text have in common
	Stub                 bool   // a title with no text, so that its short form can be asked for
	Distractor           bool   // no law; nobody asks for it
	Keywords             []string
	Summary              string
	Body                 string
}

// lawIssuers are invented offices. The codes have right check characters under a
// region that nobody has.
var lawIssuers = []struct{ name, code, prefix string }{
	{"岚江市司法局", "113799004189247108", "岚司发"},
	{"岚江市公安局", "11379900MB3395634M", "岚公发"},
	{"岚江市市场监督管理局", "113799004189646832", "岚市监"},
	{"岚江市住房和城乡建设局", "11379900MB6825548N", "岚建发"},
	{"岚江市农业农村局", "11379900418907910R", "岚农办"},
	{"岚江市文化和旅游局", "113799004189118642", "岚文旅规"},
	{"岚江市人力资源和社会保障局", "11379900MB8611682G", "岚人社函"},
	{"岚江市档案馆", "11379900418987797A", "岚档发"},
}

func someIssuer(r *rand.Rand) string { return lawIssuers[r.IntN(len(lawIssuers))].name }

const lawYearFirst = 1950 // of dates in a law's head that are believed

var lawDay = regexp.MustCompile(`((?:19|20)\d\d)[年-](\d{1,2})[月-](\d{1,2})`)

// readLaws makes the documents of the laws in dir, and of more. The same seed gives the
// same ones.
func readLaws(t *testing.T, dir string, seed uint64, more ...lawDoc) []lawDoc {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(p) == ".md" && e.Name() != "README.md" {
			names = append(names, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	r := rand.New(rand.NewPCG(seed, 290))
	var docs []lawDoc
	for _, name := range names {
		docs = append(docs, lawVersions(t, r, name)...)
	}
	docs = append(docs, more...)
	return numberLaws(r, append(docs, stubs(r, docs)...))
}

// lawVersions are the document of one file and, of every eighth, older versions with
// less text; half of these are repealed, the others count as in force as the newest
// does.
func lawVersions(t *testing.T, r *rand.Rand, name string) []lawDoc {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	head, body, _ := strings.Cut(string(data), "\n")
	info, _, _ := strings.Cut(body, "<!-- INFO END -->")
	newest := lawDoc{
		Title:     strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(head, "\ufeff"), "# ")),
		Issuer:    someIssuer(r),
		Published: lawDate(r, filepath.Base(name), info),
		Key:       name,
		Body:      strings.Replace(body, "<!-- INFO END -->", "", 1),
	}
	if words := titleWords(newest.Title); r.IntN(2) == 0 {
		newest.Keywords = words[:1+r.IntN(len(words))]
	}
	if r.IntN(2) == 0 {
		newest.Summary = fmt.Sprintf("本件为“%s”，自%s起公布，供查阅（%s）。", newest.Title, newest.Published.Chinese(), []string{"单行本", "汇编本", "影印件", "校勘稿"}[r.IntN(4)])
	}
	docs := []lawDoc{newest}
	if r.IntN(8) != 0 {
		return docs
	}
	lines := strings.Split(newest.Body, "\n")
	for v := 1; v <= 1+r.IntN(2); v++ {
		old := newest
		old.Version, old.Repealed = v, r.IntN(2) == 0
		old.Published = newest.Published.AddDays(-v * (400 + r.IntN(900)))
		old.Body = strings.Join(lines[:len(lines)*(8-v)/8], "\n")
		docs = append(docs, old)
	}
	return docs
}

// lawDate is the day in the file's name, else the last one that the law's head names,
// else one that r invents.
func lawDate(r *rand.Rand, name, info string) official.Date {
	for _, text := range []string{name, info} {
		all := lawDay.FindAllStringSubmatch(text, -1)
		if len(all) == 0 {
			continue
		}
		var y, m, d int
		m3 := all[len(all)-1]
		fmt.Sscan(m3[1]+" "+m3[2]+" "+m3[3], &y, &m, &d)
		if day, err := official.ParseDate(fmt.Sprintf("%04d-%02d-%02d", y, m, d)); err == nil && y >= lawYearFirst {
			return day
		}
	}
	return official.DateOf(1996+r.IntN(25), 1+r.IntN(12), 1+r.IntN(28))
}

// stubs are documents for the laws of shortNames that the folder does not have.
func stubs(r *rand.Rand, docs []lawDoc) (more []lawDoc) {
	have := map[string]bool{}
	for _, d := range docs {
		have[d.Title] = true
	}
	for _, s := range shortNames {
		if have[s.title] {
			continue
		}
		have[s.title] = true
		more = append(more, lawDoc{
			Title: s.title, Issuer: someIssuer(r), Key: s.title, Stub: true, Body: "\n条文从略。\n",
			Published: official.DateOf(2000+r.IntN(24), 1+r.IntN(12), 1+r.IntN(28)),
		})
	}
	return more
}

// numberLaws gives every document its index number, in the order of publication, and
// a third of them a document number.
func numberLaws(r *rand.Rand, docs []lawDoc) []lawDoc {
	slices.SortStableFunc(docs, func(a, b lawDoc) int { return a.Published.Compare(b.Published) })
	serials, numbers := map[string]int{}, map[string]int{}
	for i := range docs {
		d := &docs[i]
		from, year := lawIssuers[0], d.Published.Year()
		for _, i := range lawIssuers {
			if i.name == d.Issuer {
				from = i
			}
		}
		key := fmt.Sprint(from.code, "/", year)
		serials[key]++
		d.Index = fmt.Sprintf("%s-%05d", key, serials[key])
		if r.IntN(3) == 0 {
			series := fmt.Sprintf("%s〔%d〕", from.prefix, year)
			numbers[series]++
			d.Number = fmt.Sprintf("%s%d号", series, numbers[series])
		}
	}
	return docs
}

// writeLawSite writes the folder that mulu builds.
func writeLawSite(t *testing.T, docs []lawDoc, dir string) {
	t.Helper()
	var config strings.Builder
	config.WriteString("title = \"岚江市法规汇编\"\nbase_url = \"https://fg.lanjiang.example/\"\n\n[[category]]\npath = \"lawtexts\"\nname = \"法规汇编\"\n")
	for _, from := range lawIssuers {
		fmt.Fprintf(&config, "\n[[issuer]]\nname = %q\ncode = %q\nprefix = %q\n", from.name, from.code, from.prefix)
	}
	writeFile(t, filepath.Join(dir, "config.toml"), config.String())
	for i, d := range docs {
		writeFile(t, filepath.Join(dir, "content", "lawtexts", fmt.Sprintf("d%04d.md", i)), d.markdown())
	}
}

func (d *lawDoc) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "+++\ntitle = %q\nindex_number = %q\nissuer = %q\nclass = \"其他文件\"\ncategory = \"lawtexts\"\ndisclosure = \"主动公开\"\n", d.Title, d.Index, d.Issuer)
	fmt.Fprintf(&b, "written = %s\npublished = %s\n", d.Published, d.Published)
	if d.Number != "" {
		fmt.Fprintf(&b, "doc_number = %q\n", d.Number)
	}
	if d.Summary != "" {
		fmt.Fprintf(&b, "summary = %q\n", d.Summary)
	}
	if len(d.Keywords) > 0 {
		fmt.Fprintf(&b, "keywords = [\"%s\"]\n", strings.Join(d.Keywords, `", "`))
	}
	if d.Repealed {
		fmt.Fprintf(&b, "repealed = %s\nrepealed_by = \"修订后的文本\"\n", d.Published.AddDays(400))
	}
	return b.String() + "+++\n" + d.Body
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
