package build_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/check/links"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/source"
)

// The test data of a rule is testdata/rules/CODE.txtar in the folder of its package.
// It holds several small sites: the first part of a file's name is the case, which
// begins with bad (the rule finds something), good (all is as it should be) or near
// (as near to an offence as can be without being one):
//
//	-- bad/content/a.md --
//	+++
//	#doc 1
//	written = 2025-03-05
//	+++
//	正文
//	-- bad/want --
//	content/a.md: 2025-03-05
//	-- bad/today --
//	2025-03-01
//
// A config.toml of the line #none alone stands for no file.
//
// A line #doc N in a header stands for what a document needs besides (sitetest.Doc);
// it adds it at the header's end. #config in a config.toml likewise stands for
// sitetest.Config, and is it when there is no config.toml. today is sitetest.Today when
// it is not given.
//
// then/ holds the site as it was last published, sitetest.Config being
// its settings unless it has others, and then/public/ what is put into its output as if it had
// been published so.
//
// report.csv is a link checker's report, for mulu check --external-report.
//
// want says what the rule reports, and nothing else of this code: the file and, where
// the finding has a place in it, the text there, which ends with … when the place is
// longer than a line. A severity other than the rule's own follows in brackets:
// (warning). Cases good and near want nothing unless they say so.
const rulesData = "testdata/rules/*.txtar"

type ruleCase struct {
	name   string
	files  sitetest.Files
	then   sitetest.Files // nil when there is no last publication
	today  official.Date
	report string
	want   []string
}

func TestRules(t *testing.T) {
	byCode := map[string]*diag.Rule{}
	for _, r := range build.Rules() {
		byCode[r.Code] = r
	}
	for _, pattern := range []string{"../*/" + rulesData, "../check/*/" + rulesData} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			code := strings.TrimSuffix(filepath.Base(name), ".txtar")
			rule := byCode[code]
			if rule == nil {
				t.Errorf("%s: there is no rule %s", name, code)
				continue
			}
			delete(byCode, code)
			t.Run(code, func(t *testing.T) { testRule(t, name, rule) })
		}
	}
	for code := range byCode {
		if file, ok := dataElsewhere[code]; !ok {
			t.Errorf("rule %s has no test data (testdata/rules/%s.txtar)", code, code)
		} else if text, err := os.ReadFile(file); err != nil || !strings.Contains(string(text), code) {
			t.Errorf("%s does not test the rule %s", file, code)
		}
	}
}

// dataElsewhere are the rules whose test data no text file can hold: other encodings,
// links and devices, files of many megabytes, names that differ in case, damaged
// archives. The test beside it names each.
var dataElsewhere = map[string]string{
	"data-too-big": "../tree/hostile_test.go", "data-too-many-keys": "../tree/hostile_test.go", "data-encoding": "../tree/hostile_test.go",
	"file-encoding": "../frontmatter/clean_test.go", "file-too-large": "../frontmatter/clean_test.go",
	"file-link": "../source/list_test.go", "file-special": "../source/list_test.go", "file-mounted": "../source/mounted_linux_test.go", "file-unreadable": "../source/list_test.go",
	"file-name-clash": "../source/list_test.go", "file-name": "../source/list_test.go", "document-file-name": "../source/list_test.go",
	"body-too-large": "../markdown/convert_test.go", "body-internal": "../markdown/convert_test.go",
	"attachment-encrypted": "../extract/extract_test.go", "attachment-damaged": "../extract/extract_test.go",
	"attachment-unreadable-text": "../extract/extract_test.go", "attachment-too-long": "../extract/extract_test.go",
}

func testRule(t *testing.T, name string, rule *diag.Rule) {
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]bool{}
	for i, c := range cases(t, a) {
		for _, kind := range []string{"bad", "good", "near"} {
			if strings.HasPrefix(c.name, kind) {
				kinds[kind] = true
			}
		}
		if strings.HasPrefix(c.name, "bad") == (len(c.want) == 0) {
			t.Errorf("case %s wants %d findings", c.name, len(c.want))
		}
		if i == 0 || !sitetest.RaceDetector { // which is shown by one case what a rule shares
			t.Run(c.name, func(t *testing.T) { c.run(t, rule) })
		}
	}
	if len(kinds) < 3 {
		t.Errorf("cases %v, want bad, good and near", kinds)
	}
}

// cases are the sites of an archive, in the order in which they begin.
func cases(t *testing.T, a *txtar.Archive) []*ruleCase {
	t.Helper()
	var list []*ruleCase
	for _, f := range a.Files {
		name, file, _ := strings.Cut(f.Name, "/")
		i := slices.IndexFunc(list, func(c *ruleCase) bool { return c.name == name })
		if i < 0 {
			i = len(list)
			list = append(list, &ruleCase{name: name, files: sitetest.Files{config.FileName: sitetest.Config}, today: sitetest.Today})
		}
		c, text := list[i], string(f.Data)
		switch file {
		case "want":
			c.want = strings.Split(strings.TrimSpace(text), "\n")
		case "report.csv":
			c.report = text
		case "today":
			day, err := official.ParseDate(strings.TrimSpace(text))
			if err != nil {
				t.Fatal(err)
			}
			c.today = day
		default:
			c.add(file, sitetest.Expand(text))
		}
		if text == "#none\n" {
			delete(c.files, file)
		}
	}
	return list
}

func (c *ruleCase) add(file, text string) {
	name, then := strings.CutPrefix(file, "then/")
	if !then {
		c.files[name] = text
		return
	}
	if c.then == nil {
		c.then = sitetest.Files{config.FileName: sitetest.Config}
	}
	c.then[name] = text
}

// publishThen publishes the site as it was and gives its output folder, "" when there
// was none.
func (c *ruleCase) publishThen(t *testing.T) string {
	t.Helper()
	if c.then == nil {
		return ""
	}
	dir := c.then.Write(t)
	src, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	site, ds, err := build.Load(t.Context(), src, build.Options{Date: c.today})
	if err != nil || site == nil || build.Stops(ds, false) {
		t.Fatal(ds, err)
	}
	out := filepath.Join(dir, "out")
	if _, ds, err := site.Publish(t.Context(), publish.Options{Dir: out, Source: dir, Generator: "test"}, false); err != nil || build.Stops(ds, false) {
		t.Fatal(ds, err)
	}
	for _, at := range c.then.Under("public/") {
		name := strings.TrimPrefix(at, "public/")
		if err := os.WriteFile(filepath.Join(out, filepath.FromSlash(name)), []byte(c.then[at]), 0o644); err != nil {
			t.Fatal(err)
		}
		sitetest.Reseal(t, out, name)
	}
	return out
}

func (c *ruleCase) run(t *testing.T, rule *diag.Rule) {
	src, err := source.Open(c.files.Write(t))
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	opt := build.Options{Date: c.today, Published: c.publishThen(t)}
	if c.report != "" {
		if opt.Links, err = links.ReadReport("report.csv", strings.NewReader(c.report)); err != nil {
			t.Fatal(err)
		}
	}
	site, ds, err := build.Load(t.Context(), src, opt)
	if err != nil {
		t.Fatal(err)
	}
	if site != nil {
		more, err := site.Check(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ds = append(ds, more...)
	}
	diag.Sort(ds)
	var got []string
	for _, d := range ds {
		if d.Code == rule.Code {
			got = append(got, c.describe(&d, rule))
		}
	}
	slices.Sort(got)
	slices.Sort(c.want)
	if !slices.Equal(got, c.want) {
		t.Errorf("finds\n  %s\nwant\n  %s\nall problems:", strings.Join(got, "\n  "), strings.Join(c.want, "\n  "))
		for _, d := range ds {
			t.Logf("%s:%d:%d: %s [%s]", d.File, d.Pos.Line, d.Pos.Col, d.Message, d.Code)
		}
	}
}

// describe writes a finding as the test data do.
func (c *ruleCase) describe(d *diag.Diagnostic, rule *diag.Rule) string {
	s := d.File
	if d.Pos.Line > 0 {
		s += ": " + textAt(c.files[d.File], d.Pos)
	}
	if d.Severity != rule.Severity {
		s += fmt.Sprintf(" (%s)", d.Severity)
	}
	return s
}

func textAt(text string, pos diag.Pos) string {
	lines := strings.Split(text, "\n")
	if pos.Line > len(lines) {
		return "?"
	}
	line := []rune(lines[pos.Line-1])
	from := min(max(0, pos.Col-1), len(line))
	switch {
	case pos.EndLine > pos.Line:
		return string(line[from:]) + "…"
	case pos.EndCol == 0:
		return string(line[from:])
	}
	return string(line[from:max(from, min(pos.EndCol-1, len(line)))])
}

// A rule says what it means, where the demand comes from and how to mend it.
func TestRulesAreExplained(t *testing.T) {
	for _, r := range build.Rules() {
		for what, text := range map[string]string{"title": r.Title, "explanation": r.Explain, "source": r.Source, "repair": r.Repair} {
			if text == "" {
				t.Errorf("rule %s has no %s", r.Code, what)
			}
		}
		if len(r.Examples) == 0 {
			t.Errorf("rule %s has no example", r.Code)
		}
	}
}

// Every rule is in one group, and no code is there twice.
func TestRuleGroups(t *testing.T) {
	seen := map[string]bool{}
	for _, g := range build.RuleGroups() {
		if g.Title == "" || len(g.Rules) == 0 {
			t.Errorf("group %q has %d rules", g.Title, len(g.Rules))
		}
		for _, r := range g.Rules {
			if seen[r.Code] {
				t.Errorf("%s is there twice", r.Code)
			}
			seen[r.Code] = true
		}
	}
}
