package policy

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

var (
	parserError = &diag.Rule{Code: "toml-syntax", Severity: diag.Error}
	linkError   = &diag.Rule{Code: "link-broken", Severity: diag.Error}
	bodyNotice  = &diag.Rule{Code: "paragraph-merged", Severity: diag.Notice}
	idNumber    = &check.Rule{Rule: diag.Rule{Code: "id-number", Severity: diag.Error}}
	secrecy     = &check.Rule{Rule: diag.Rule{Code: "secrecy-mark", Severity: diag.Error}, Grave: true}
	wordForm    = &check.Rule{Rule: diag.Rule{Code: "word-form", Severity: diag.Warning}}
)

var today = official.DateOf(2026, 11, 22)

// newPolicy makes a policy from settings, waivers and files.
func newPolicy(t testing.TB, settings, waivers string, files map[string]string, b *Baseline) (*Policy, []diag.Diagnostic) {
	t.Helper()
	c, _ := config.Load([]byte(settings))
	w, ds := ReadWaivers("waivers.toml", []byte(waivers))
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	return New(Options{
		Config: c, Today: today, Waivers: w, Baseline: b, Marks: true, Bearable: []string{linkError.Code},
		Rules:  slices.Concat([]*diag.Rule{parserError, linkError, bodyNotice, &idNumber.Rule, &secrecy.Rule, &wordForm.Rule}, Rules()),
		Checks: []*check.Rule{idNumber, secrecy, wordForm},
		Read:   func(file string, _ []byte) []byte { return []byte(files[file]) },
	})
}

func waiver(code, path, where string) string {
	return fmt.Sprintf("[[waiver]]\ncode = %q\npath = %q\n%s\nreason = \"例子\"\nby = \"李敏\"\nuntil = 2026-12-31\n", code, path, where)
}

func at(line, col, end int) diag.Pos {
	return diag.Pos{Line: line, Col: col, EndLine: line, EndCol: end}
}

func TestMarks(t *testing.T) {
	files := map[string]string{
		"a.md": "一二三四\n五六七八\n", "b.md": "\ufeff加一行\r\n一二三四\r\n\r\n五六七八\r\n", "c.md": "一二 三四\n",
	}
	p, _ := newPolicy(t, "", "", files, nil)
	mark := func(d diag.Diagnostic) string {
		t.Helper()
		if d.Code == "" {
			d.Code = "word-form"
		}
		return p.Apply([]diag.Diagnostic{d})[0].Mark
	}
	first := mark(diag.Diagnostic{File: "a.md", Pos: at(1, 2, 4)})
	if len(first) != 16 {
		t.Errorf("mark = %q", first)
	}
	for name, d := range map[string]diag.Diagnostic{
		"moved to another file and line, with CRLF": {File: "b.md", Pos: at(2, 2, 4)},
		"said by the rule":                          {File: "x.docx", Found: " 二三"},
	} {
		if got := mark(d); got != first {
			t.Errorf("%s: mark %s, want %s", name, got, first)
		}
	}
	for name, d := range map[string]diag.Diagnostic{
		"other code":        {File: "a.md", Pos: at(1, 2, 4), Code: "link-broken"},
		"other text":        {File: "a.md", Pos: at(1, 2, 5)},
		"whole line":        {File: "a.md", Pos: diag.Pos{Line: 1, Col: 2}},
		"blank inside":      {File: "c.md", Pos: at(1, 2, 4)},
		"whole file":        {File: "a.md"},
		"line beyond":       {File: "a.md", Pos: at(99, 1, 2)},
		"several lines":     {File: "a.md", Pos: diag.Pos{Line: 1, Col: 2, EndLine: 2, EndCol: 3}},
		"file is not there": {File: "gone.md", Pos: at(1, 2, 4)},
	} {
		if got := mark(d); got == first || len(got) != 16 {
			t.Errorf("%s: mark %s", name, got)
		}
	}
	if a, b := mark(diag.Diagnostic{File: "a.md", Pos: diag.Pos{Line: 1, Col: 3, EndLine: 2, EndCol: 3}}), mark(diag.Diagnostic{File: "a.md", Found: "三四\n五六"}); a != b {
		t.Errorf("several lines: mark %s, want %s", a, b)
	}
}

// The mark of a personal datum does not give it away: hundreds of the numbers that could
// stand there have the same one. It differs from file to file.
func TestSecretMarks(t *testing.T) {
	p, _ := newPolicy(t, "", "", nil, nil)
	same := map[string]int{}
	for i := range 20_000 {
		d := diag.Diagnostic{Code: idNumber.Code, Severity: diag.Error, File: "a.md", Secret: true, Found: fmt.Sprintf("370101199001%06d", i)}
		same[p.Apply([]diag.Diagnostic{d})[0].Mark]++
	}
	if len(same) > 20_000-2000 {
		t.Errorf("20,000 numbers have %d marks", len(same))
	}
	for mark := range same {
		if len(mark) != 4 {
			t.Fatalf("mark %q", mark)
		}
	}
	d := diag.Diagnostic{Code: idNumber.Code, Secret: true, Found: "1", File: "a.md"}
	e := d
	e.File = "b.md"
	if list := p.Apply([]diag.Diagnostic{d, e}); list[0].Mark == list[1].Mark {
		t.Error("the same number has the same mark in two files")
	}
}

// What is absent from one file is not excused by what is absent from another.
func TestMarksOfWholeFiles(t *testing.T) {
	p, _ := newPolicy(t, "", "", map[string]string{"a.md": "+++\n+++\n", "b.md": "+++\n+++\n", "c.md": "---\r\n---\r\n"}, nil)
	seen := map[string]string{}
	for _, file := range []string{"a.md", "b.md", "c.md", "x.pdf", "y.pdf"} {
		d := diag.Diagnostic{Code: "word-form", Severity: diag.Warning, File: file}
		if file[1:] == ".md" {
			d.Pos = diag.Pos{Line: 1, Col: 1}
		}
		mark := p.Apply([]diag.Diagnostic{d})[0].Mark
		if other := seen[mark]; other != "" {
			t.Errorf("%s and %s have the same mark", other, file)
		}
		seen[mark] = file
	}
}

// A line of megabytes with thousands of problems takes no time.
func TestLongLine(t *testing.T) {
	p, _ := newPolicy(t, "", "", map[string]string{"a.md": strings.Repeat("一", 2_000_000)}, nil)
	var ds []diag.Diagnostic
	for i := range 20_000 {
		ds = append(ds, diag.Diagnostic{Code: "word-form", File: "a.md", Pos: at(1, 100*i+1, 100*i+3)})
	}
	began := time.Now()
	out := p.Apply(ds)
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
	if out[0].Mark != out[19_999].Mark {
		t.Error("equal texts have other marks")
	}
}

func TestWaivers(t *testing.T) {
	files := map[string]string{"content/a.md": "甲乙丙丁\n"}
	secret := diag.Diagnostic{Code: idNumber.Code, Severity: diag.Error, File: "content/a.md", Pos: at(1, 1, 3), Secret: true}
	p, _ := newPolicy(t, "", "", files, nil)
	hash := fmt.Sprintf("hash = %q", p.Apply([]diag.Diagnostic{secret})[0].Mark)
	word := diag.Diagnostic{Code: wordForm.Code, Severity: diag.Warning, File: "content/a.md", Pos: at(1, 1, 3)}
	for _, tt := range []struct {
		name, waivers string
		d             diag.Diagnostic
		waived        bool
		says          string // of Close
	}{
		{"by text", waiver("word-form", "content/*.md", `text = "甲乙"`), word, true, ""},
		{"by path", waiver("word-form", "content", ""), word, true, ""},
		{"other path", waiver("word-form", "static", ""), word, false, "waiver-file-missing"},
		{"other text", waiver("word-form", "content/a.md", `text = "甲"`), word, false, "waiver-unused"},
		{"secret by hash", waiver("id-number", "content/a.md", hash), secret, true, ""},
		{"secret by hash without a file", waiver("id-number", "content/*", hash), secret, false, "waiver-invalid"},
		{"secret by text", waiver("id-number", "content/a.md", `text = "甲乙"`), secret, false, "waiver-invalid"},
		{"two for one", waiver("word-form", "content", `text = "丙"`) + waiver("word-form", "content", `text = "甲乙"`), word, true, "waiver-unused"},
	} {
		p, ds := newPolicy(t, "", tt.waivers, files, nil)
		if len(ds) > 0 {
			t.Errorf("%s: %v", tt.name, ds)
		}
		out := p.Apply([]diag.Diagnostic{tt.d})
		if got := out[0].Waived != nil; got != tt.waived {
			t.Errorf("%s: waived %v", tt.name, got)
		}
		closing := p.Close(true, func(f config.Pattern) bool { return f.Match("content/a.md") })
		if len(closing) > 0 != (tt.says != "") || len(closing) > 0 && closing[0].Code != tt.says {
			t.Errorf("%s: at the end %v, want %q", tt.name, closing, tt.says)
		}
		for _, d := range closing {
			if strings.Contains(tt.name, "secret by text") && !d.Secret {
				t.Errorf("%s: the waiver's text would be shown", tt.name)
			}
		}
	}
	// What is raised to an error needs its place named; what was not looked at is not missed.
	raised := "[[check.rule]]\ncode = \"word-form\"\nseverity = \"error\"\n"
	p, _ = newPolicy(t, raised, waiver("word-form", "content", ""), files, nil)
	if out := p.Apply([]diag.Diagnostic{word}); out[0].Waived != nil || out[0].Severity != diag.Error {
		t.Errorf("raised: %+v", out)
	}
	p, _ = newPolicy(t, "", waiver("word-form", "content", ""), files, nil)
	if ds := p.Close(false, func(config.Pattern) bool { return true }); len(ds) > 0 {
		t.Errorf("after a look at some files: %v", ds)
	}
}

// A waiver that does not do says what to write instead.
func TestRefusedWaiverSaysHow(t *testing.T) {
	files := map[string]string{"a.md": "甲乙丙\n"}
	secret := diag.Diagnostic{Code: wordForm.Code, Severity: diag.Warning, File: "a.md", Pos: at(1, 1, 3), Found: "甲乙", Secret: true}
	raised := secret
	raised.Secret = false
	for _, c := range []struct {
		config, path, more, key, hint string
		d                             diag.Diagnostic
	}{
		{"", "**", "", "path", `path = "a.md"`, secret},
		{"", "a.md", "text = \"甲乙\"\n", "text", "抄在 hash 中", secret},
		{"[[check.rule]]\ncode = \"word-form\"\nseverity = \"error\"\n", "a.md", "", "path", "抄在 hash 中", raised},
	} {
		p, _ := newPolicy(t, c.config, waiver("word-form", c.path, c.more), files, nil)
		if out := p.Apply([]diag.Diagnostic{c.d}); out[0].Waived != nil {
			t.Errorf("%s, %q: waived", c.path, c.more)
		}
		ds := p.Close(true, func(config.Pattern) bool { return true })
		if len(ds) != 1 || ds[0].Code != ruleWaiver.Code || ds[0].Pos != p.at(p.Waivers.List[0], c.key) || !strings.Contains(ds[0].Hint, c.hint) {
			t.Errorf("%s, %q: %+v", c.path, c.more, ds)
		}
	}
}

// What can be in a baseline, and what never.
func TestBaselineTakes(t *testing.T) {
	debt := []diag.Diagnostic{
		{Code: linkError.Code, Severity: diag.Error, File: "a.md", Found: "1"},
		{Code: linkError.Code, Severity: diag.Error, File: "a.md", Found: "1"},
		{Code: bodyNotice.Code, Severity: diag.Notice, File: "a.md", Found: "1"},
		{Code: wordForm.Code, Severity: diag.Error, File: "b.md", Found: "1"},
		{Code: wordForm.Code, Severity: diag.Warning, File: "b.md", Found: "2", Secret: true},
	}
	never := []diag.Diagnostic{
		{Code: parserError.Code, Severity: diag.Error, File: "a.md", Found: "1"},
		{Code: idNumber.Code, Severity: diag.Error, File: "a.md", Found: "1", Secret: true},
		{Code: secrecy.Code, Severity: diag.Error, File: "a.md", Found: "1"},
		{Code: ruleExpired.Code, Severity: diag.Warning, File: "waivers.toml", Found: "1"},
		{Code: "unheard-of", Severity: diag.Notice, File: "a.md"},
	}
	all := slices.Concat(never, debt)
	p, _ := newPolicy(t, "", "", nil, &Baseline{})
	b := p.Debt(p.Apply(all))
	if len(b.Entries) != 4 || b.Entries[0].Count != 2 {
		t.Fatalf("baseline = %+v", b)
	}
	slices.Reverse(all) // order means nothing
	p, _ = newPolicy(t, "", "", nil, b)
	out := p.Apply(append(all, debt[0]))
	known := 0
	for _, d := range out {
		if d.Known {
			known++
		}
	}
	if known != len(debt) || out[len(out)-1].Known || p.Left() != 0 {
		t.Errorf("%d known of %d, one more is known: %v, %d left", known, len(debt), out[len(out)-1].Known, p.Left())
	}
	if !p.Broken() {
		t.Error("a file that cannot be read is not noticed")
	}
	// Worse than it was is not known; milder is.
	p, _ = newPolicy(t, "", "", nil, &Baseline{[]Entry{{"b.md", wordForm.Code, "warning", out[0].Mark, 1}}})
	worse := diag.Diagnostic{Code: wordForm.Code, Severity: diag.Error, File: "b.md", Found: "1"}
	mark := p.Apply([]diag.Diagnostic{worse})[0].Mark
	for _, s := range []diag.Severity{diag.Notice, diag.Warning, diag.Error} {
		p, _ = newPolicy(t, "", "", nil, &Baseline{[]Entry{{"b.md", wordForm.Code, "warning", mark, 1}}})
		worse.Severity = s
		if got := p.Apply([]diag.Diagnostic{worse})[0].Known; got != (s != diag.Error) {
			t.Errorf("%v that was a warning: known %v", s, got)
		}
	}
}

func TestBaselineFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "b.json")
	b := &Baseline{[]Entry{{"content/甲<1>.md", "link-broken", "error", "0123456789abcdef", 2}, {"content/乙.md", "id-number", "warning", "0123", 1}}}
	for _, want := range []bool{true, false} {
		if changed, err := b.Write(name); err != nil || changed != want {
			t.Errorf("Write: changed %v, %v", changed, err)
		}
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !json.Valid(text) || strings.Count(string(text), "\n") != 5 || !strings.Contains(string(text), "甲<1>") {
		t.Errorf("written:\n%s", text)
	}
	back, err := ReadBaseline(name)
	if err != nil || !slices.Equal(back.Entries, b.Entries) {
		t.Errorf("read back: %+v, %v", back, err)
	}
	if _, err := (&Baseline{}).Write(name); err != nil {
		t.Fatal(err)
	}
	if back, err = ReadBaseline(name); err != nil || len(back.Entries) != 0 {
		t.Errorf("read back: %+v, %v", back, err)
	}
	entries, err := os.ReadDir(filepath.Dir(name))
	if err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
	for _, bad := range []string{"", "[]", "{}", "null", `{"version": 1}`, `{"muluBaseline": "1"}`, `{"muluBaseline": 1, "entries": 1}`, `{"muluBaseline": 1, "more": 1}`,
		`{"muluBaseline": 1, "entries": [{"path": "a"}]}`, `{"muluBaseline": 1, "entries": [{"path":"a","code":"b","severity":"error","mark":"0123","count":-1}]}`,
		`{"muluBaseline": 1, "entries": [{"path":"a","code":"b","severity":"off","mark":"0123","count":1}]}`, string(text[:len(text)/2]), strings.Repeat("[", 100_000)} {
		if _, err := parseBaseline([]byte(bad)); !errors.Is(err, ErrNotBaseline) {
			t.Errorf("%.60q: %v", bad, err)
		}
	}
	if _, err := ReadBaseline(t.TempDir()); !errors.Is(err, ErrNotBaseline) || !strings.Contains(err.Error(), "文件夹") {
		t.Errorf("a folder: %v", err)
	}
	if _, err := parseBaseline([]byte(`{"muluBaseline": 2}`)); err == nil || !strings.Contains(err.Error(), "升级") {
		t.Errorf("a newer form: %v", err)
	}
}

// 100,000 problems, a baseline of as many and 1,000 waivers.
func BenchmarkApply(b *testing.B) {
	files := map[string]string{}
	var ds []diag.Diagnostic
	for i := range 100_000 {
		name := fmt.Sprintf("content/%d/%d.md", i%100, i)
		files[name] = strings.Repeat("正文的一行\n", 20) + "错的词\n"
		ds = append(ds, diag.Diagnostic{Code: wordForm.Code, Severity: diag.Warning, File: name, Pos: at(21, 1, 4)})
	}
	var waivers strings.Builder
	for i := range 1000 {
		waivers.WriteString(waiver("word-form", fmt.Sprintf("content/%d/%[1]d.md", i), ""))
	}
	first, _ := newPolicy(b, "", "", files, &Baseline{})
	debt := first.Debt(first.Apply(slices.Clone(ds)))
	for _, bb := range []struct {
		name    string
		waivers string
		debt    *Baseline
	}{{"plain", "", nil}, {"baseline", "", debt}, {"waivers", waivers.String(), nil}} {
		b.Run(bb.name, func(b *testing.B) {
			for b.Loop() {
				p, _ := newPolicy(b, "", bb.waivers, files, bb.debt)
				p.Marks = bb.debt != nil
				p.Apply(slices.Clone(ds))
			}
		})
	}
}

// Marks that are made together are those that each problem gets alone.
func TestMarksTogether(t *testing.T) {
	files := map[string]string{}
	var ds []diag.Diagnostic
	for i := range 300 {
		name := fmt.Sprintf("content/%03d.md", i/7)
		files[name] += fmt.Sprintf("错的词%03d\n", i)
		ds = append(ds, diag.Diagnostic{Code: wordForm.Code, File: name, Pos: at(i%7+1, 1, 7), Secret: i%5 == 0})
	}
	p, _ := newPolicy(t, "", "", files, nil)
	p.Marks = true
	different := map[string]bool{}
	for i, d := range p.Apply(slices.Clone(ds)) {
		different[d.Mark] = true
		if alone := p.Apply(slices.Clone(ds[i : i+1]))[0].Mark; d.Mark == "" || d.Mark != alone {
			t.Errorf("problem %d has the mark %q, alone %q", i, d.Mark, alone)
		}
	}
	if len(different) < 290 {
		t.Errorf("%d different marks of 300", len(different))
	}
}
