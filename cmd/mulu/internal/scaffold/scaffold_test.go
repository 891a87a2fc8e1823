package scaffold

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/official"
)

var today = official.DateOf(2025, 7, 1)

// newSite is a site made by Init, opened.
func newSite(t *testing.T, n NewSite) (*Site, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	n.Today = today
	if err := Init(dir, n); err != nil {
		t.Fatal(err)
	}
	s, ds, err := Open(dir)
	if err != nil || len(ds) > 0 {
		t.Fatalf("Open: %v, %v", ds, err)
	}
	t.Cleanup(func() { s.Close() })
	return s, dir
}

func sample(s *Site) Document {
	return Document{
		Class: &catalogue.Classes[2], Category: &s.Config.Categories[2], Issuer: &s.Config.Issuers[0],
		Title: `引号"和\反斜线`, Written: today, Published: today,
	}
}

// read reads a header as a build does, with the problems found.
func read(t *testing.T, c *config.Config, text []byte) (*catalogue.Record, []diag.Diagnostic) {
	t.Helper()
	clean, ds := frontmatter.Clean("x.md", text)
	h, more := frontmatter.Parse("x.md", clean)
	item, last := catalogue.NewReader(c).Read("x.md", h.Table, 1)
	return item.Record, append(append(ds, more...), last...)
}

// Every class, both formats, decided or not: the header says what was asked for.
func TestTextIsRead(t *testing.T) {
	s, _ := newSite(t, NewSite{})
	for i := range catalogue.Classes {
		for _, yaml := range []bool{false, true} {
			d := sample(s)
			d.Class, d.YAML, d.Disclosure = &catalogue.Classes[i], yaml, official.DisclosurePublic
			r, ds := read(t, s.Config, d.text("11990000000000019A/2025-00077"))
			if len(ds) > 0 {
				t.Errorf("%s, yaml %v: %v", d.Class.Name, yaml, ds)
				continue
			}
			if r.Title != d.Title || r.Index != "11990000000000019A/2025-00077" || r.Class != d.Class || !r.Draft ||
				r.Written != today || r.Published != today || r.Disclosure != d.Disclosure || r.Issuers[0] != d.Issuer || r.Categories[0] != d.Category {
				t.Errorf("%s, yaml %v: %+v", d.Class.Name, yaml, r)
			}
		}
	}
}

// A document whose disclosure nobody decided fails once it is no draft.
func TestUndecidedFailsClosed(t *testing.T) {
	s, _ := newSite(t, NewSite{})
	text := strings.Replace(string(sample(s).text("11990000000000019A/2025-00077")), "draft = true", "draft = false", 1)
	_, ds := read(t, s.Config, []byte(text))
	if len(ds) != 1 || ds[0].Code != "disclosure-missing" {
		t.Errorf("diagnostics = %v", ds)
	}
}

// All that is offered as a comment can be used by taking the # away: every field of
// the table is there, and its example has the right syntax and type.
func TestExamplesAreRead(t *testing.T) {
	s, _ := newSite(t, NewSite{Issuer: "栖澜市交通运输局"})
	for _, yaml := range []bool{false, true} {
		d := sample(s)
		d.YAML = yaml
		text := string(d.text("11990000000000019A/2025-00077"))
		text = strings.Replace(text, "# disclosure", "disclosure", 1)
		for _, f := range catalogue.Fields {
			before := text
			for _, sign := range []string{" = ", ": "} {
				text = strings.Replace(text, "\n# "+f.Key+sign, "\n"+f.Key+sign, 1)
			}
			if f.Key == "disclosure" {
				text = before // one choice of several
			}
			if !strings.Contains(text, "\n"+f.Key+" = ") && !strings.Contains(text, "\n"+f.Key+": ") {
				t.Errorf("yaml %v: %s is not offered", yaml, f.Key)
			}
		}
		_, ds := read(t, s.Config, []byte(text))
		for _, d := range ds {
			if d.Severity == diag.Error {
				t.Errorf("yaml %v: %v", yaml, d)
			}
		}
	}
}

// What config.toml offers readers' pages can be had by taking the # away.
func TestSettingsOffered(t *testing.T) {
	_, dir := newSite(t, NewSite{})
	name := filepath.Join(dir, config.FileName)
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	for _, line := range []string{
		`content_language = "zh-CN"`, `variants = ["zh-Hant"]`, "[theme]", `color = "#0b4f6c"`, "[profile]", `preset = "国办"`,
		"[downloads]", "markdown = true", "text = true",
	} {
		offered := strings.Replace(text, "\n# "+line+"\n", "\n"+line+"\n", 1)
		if offered == text {
			t.Errorf("%s is not offered", line)
		}
		text = offered
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	s, ds, err := Open(dir)
	if err != nil || len(ds) > 0 {
		t.Fatalf("Open: %v, %v", ds, err)
	}
	defer s.Close()
	if c := s.Config; c.Theme.Color != "#0b4f6c" || len(c.Site.Variants) != 1 || c.Profile.Preset != "国办" || !c.Downloads.Markdown || !c.Downloads.Text {
		t.Errorf("settings were not read: %+v %+v %+v %+v", c.Theme, c.Site.Variants, c.Profile, c.Downloads)
	}
}

func TestAsksNamesFields(t *testing.T) {
	known := map[string]bool{}
	for _, f := range catalogue.Fields {
		known[f.Key] = true
	}
	for _, c := range catalogue.Classes {
		for _, key := range c.Asks {
			if !known[key] {
				t.Errorf("class %s asks for %q, which is no field", c.Name, key)
			}
		}
	}
}

func TestNextNumber(t *testing.T) {
	s, dir := newSite(t, NewSite{})
	const code = "11990000000000019A"
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, "content", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	next := func(want string) {
		t.Helper()
		made, err := s.Create(t.Context(), sample(s))
		if err != nil || made.Index != want {
			t.Errorf("Create = %+v, %v, want %s", made, err, want)
		}
	}
	next(code + "/2025-00010") // the samples have nine
	write("a.md", "+++\ntitle = \"草稿\"\n索引号 = \""+code+"/2025-00020\"\ndraft = true\n+++\n")
	next(code + "/2025-00021")
	write("b.md", "+++\nrelated = [{target = \""+code+"/2025-00030\"}]\n+++\n")
	next(code + "/2025-00031")
	write("c.md", "---\nindex_number: "+code+"/2025-00040\ntitle: [\n---\n")
	next(code + "/2025-00041")
	write("d.md", "+++\nindex_number = \""+code+"/2025-00050\"\n\xd5\xfe\xb8\xae\n+++\n")
	next(code + "/2025-00051")
	write("e.md", "+++\nindex_number = \""+code+"/2024-09999\"\n+++\n") // another year
	next(code + "/2025-00052")
	write("f.md", "+++\nindex_number = \"113701000041890072/2025-09999\"\n+++\n") // another issuer
	next(code + "/2025-00053")
	write("g.md", "+++\nindex_number = \""+code+"/2025-9999999\"\n+++\n")
	if made, err := s.Create(t.Context(), sample(s)); err == nil || !strings.Contains(err.Error(), "已经用完") {
		t.Errorf("Create = %+v, %v", made, err)
	}
}

func TestInitRefuses(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "mine.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Init(dir, NewSite{Today: today}); err == nil || !strings.Contains(err.Error(), "mine.txt") {
		t.Errorf("Init = %v", err)
	}
	if names, _ := os.ReadDir(dir); len(names) != 1 {
		t.Errorf("%d files", len(names))
	}
	if err := Init(filepath.Join(dir, "new"), NewSite{Today: today, BaseURL: "nowhere"}); err == nil {
		t.Error("a base_url that is no address was taken")
	}
}

// The placeholder is a code that no check objects to.
func TestSampleCode(t *testing.T) {
	if err := official.CheckCreditCode(sampleCode); err != nil {
		t.Error(err)
	}
}

func TestCheckFile(t *testing.T) {
	for _, tt := range []struct {
		name string
		fine bool
	}{
		{"2025-00001", true}, {"关于路灯的通知", true}, {"a.b_c", true}, {"", false}, {"a/b", false}, {"..", false},
		{"_x", false}, {"《办法》", false}, {"a b", false}, {strings.Repeat("长", 40), false},
	} {
		if err := CheckFile(tt.name); (err == nil) != tt.fine {
			t.Errorf("CheckFile(%q) = %v", tt.name, err)
		}
	}
}
