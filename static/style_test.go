package static

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"mulu/layouts"
)

// mainStyle is the style sheet without its comments.
func mainStyle(t *testing.T) string {
	t.Helper()
	data, err := FS.ReadFile("css/main.css")
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`(?s)/\*.*?\*/`).ReplaceAllString(string(data), "")
}

// makers are the texts that put classes and data- attributes on pages: templates,
// scripts, the converter of bodies and the tables of annual reports.
func makers(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	add := func(fsys fs.FS, pattern string) {
		names, err := fs.Glob(fsys, pattern)
		if err != nil || len(names) == 0 {
			t.Fatal(pattern, names, err)
		}
		for _, name := range names {
			data, err := fs.ReadFile(fsys, name)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(data)
		}
	}
	add(layouts.FS, "*.html")
	add(FS, "js/*.js")
	add(os.DirFS("../cmd/mulu/internal/markdown"), "*.go")
	add(os.DirFS("../cmd/mulu/internal/annual"), "*.go")
	add(os.DirFS("../cmd/mulu/internal/chart"), "*.go")
	return all.String()
}

// A rule for what no page has is of a part that is gone.
func TestSelectorsAreUsed(t *testing.T) {
	made := makers(t)
	words := map[string]bool{}
	for _, w := range regexp.MustCompile(`[\w-]+`).FindAllString(made, -1) {
		words[w] = true
	}
	seen := map[string]bool{}
	rules := regexp.MustCompile(`[^{};]+\{`).FindAllString(mainStyle(t), -1)
	for _, m := range regexp.MustCompile(`\.([a-z][\w-]*)|\[(data-[a-z]+)`).FindAllStringSubmatch(strings.Join(rules, "\n"), -1) {
		name := m[1] + m[2]
		if seen[name] {
			continue
		}
		seen[name] = true
		if m[2] != "" {
			name = strings.TrimPrefix(name, "data-") // as scripts have it: dataset.panel
		}
		if words[name] {
			continue
		}
		// state-repealed is made of state- and a value.
		if dash := strings.Index(name, "-"); dash < 0 || !regexp.MustCompile(`[^\w-]`+name[:dash+1]+`(?:\{\{|\$\{|"|%)`).MatchString(made) {
			t.Errorf("main.css has rules for %s, which nothing makes", m[0])
		}
	}
	if len(seen) < 100 {
		t.Errorf("found %d classes", len(seen))
	}
}

// Parts take distances and sizes of type from the scales, so that a page is of one piece
// and a mode can change all of them at once. Beside the steps there are sizes of the text
// around (em), lines and marks (px), paper (mm, pt), and widths. Colours are roles.
func TestLengthsAreSteps(t *testing.T) {
	css := mainStyle(t)
	parts := css[strings.Index(css, "body {"):]
	for _, at := range regexp.MustCompile(`#[0-9a-f]{3,8}\b|\brgba?\([^)]*\)`).FindAllString(parts, -1) {
		t.Errorf("main.css: %s is no role", at)
	}
	for _, m := range regexp.MustCompile(`(?m)([a-z-]+):([^;{}]*)`).FindAllStringSubmatch(parts, -1) {
		property, value := m[1], m[2]
		if !regexp.MustCompile(`^(margin|padding|gap|row-gap|column-gap|font|font-size|border-radius)`).MatchString(property) {
			continue
		}
		value = regexp.MustCompile(`\bvar\(--[\w-]+\)`).ReplaceAllString(value, "")
		if at := regexp.MustCompile(`\d*\.?\d+rem`).FindString(value); at != "" {
			t.Errorf("main.css: %s:%s has %s beside the scales", property, m[2], at)
		}
		if strings.HasPrefix(property, "border-radius") && strings.Contains(value, "px") {
			t.Errorf("main.css: %s:%s is not --round", property, m[2])
		}
	}
}

// One rule for a thing: the same selector in the same place is told once.
func TestNoRuleTwice(t *testing.T) {
	seen := map[string]bool{}
	place := ""
	depth := 0
	for _, m := range regexp.MustCompile(`([^{};]*)([{};])`).FindAllStringSubmatch(mainStyle(t), -1) {
		switch m[2] {
		case "{":
			selector := strings.Join(strings.Fields(m[1]), " ")
			if strings.HasPrefix(selector, "@") {
				place = selector
			} else if key := place + " " + selector; seen[key] && !strings.HasPrefix(selector, ":root") {
				t.Errorf("main.css has two rules for %s", key)
			} else {
				seen[key] = true
			}
			depth++
		case "}":
			if depth--; depth == 0 {
				place = ""
			}
		}
	}
	if len(seen) < 100 {
		t.Errorf("found %d rules", len(seen))
	}
}
