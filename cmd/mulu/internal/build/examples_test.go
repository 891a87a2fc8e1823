package build_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/source"
)

// The rules whose examples are lines of a header, a body, a whole document, or lines of
// config.toml. The examples of others are words, or their test data show the same.
var exampleKinds = map[string]string{
	"header": "toml-syntax key-duplicate data-too-deep data-control-character key-unknown field-duplicate label-ambiguous value-type " +
		"value-unknown date-invalid date-with-time field-missing index-number-missing disclosure-missing index-number-form " +
		"unified-number-form unified-number-missing unified-number-unexpected doc-number-form issuer-unknown issuer-former-name " +
		"category-unknown alias-invalid attachment-outside attachment-type url-invalid relation-unknown " +
		"validity-disagrees validity-without-cause address-clash",
	"body": "link-scheme link-empty link-fragment-unknown image-alt image-remote html-not-allowed table-extra-cells footnote-unused " +
		"footnote-unknown paragraph-merged markdown-lookalike body-unwritten link-broken link-file-type",
	"document": "front-matter-missing front-matter-unclosed",
	"config":   "config-key-unknown config-value-type config-bad-value site-id-code profile-unknown-field",
}

// What mulu explain shows as wrong is reported, what it shows as right is not. All
// documents stand in one site; settings need a site each.
func TestExamplesAreTrue(t *testing.T) {
	rules := map[string]*diag.Rule{}
	for _, r := range build.Rules() {
		rules[r.Code] = r
	}
	site, serial := exampleSite(), 100
	want := map[string]bool{} // by file and code
	for kind, codes := range exampleKinds {
		for _, code := range strings.Fields(codes) {
			if rules[code] == nil {
				t.Fatalf("there is no rule %s", code)
			}
			for _, e := range rules[code].Examples {
				for i, text := range []string{e.Wrong, e.Right} {
					serial++
					file := fmt.Sprintf("content/d/%s-%d.md", code, serial)
					switch kind {
					case "header":
						site[file] = exampleHeader(code, serial, text)
					case "body":
						site[file] = sitetest.Doc(serial, "", text)
					case "document":
						site[file] = text
					case "config":
						if slices.Contains(found(t, exampleConfig(text)), "config.toml "+code) != (i == 0) {
							t.Errorf("%s: the example that is %s:\n%s", code, [...]string{"wrong is not found", "right is found"}[i], text)
						}
						continue
					}
					want[file+" "+code] = i == 0
				}
			}
		}
	}
	got := found(t, site)
	for at, wrong := range want {
		file, _, _ := strings.Cut(at, " ")
		if slices.Contains(got, at) != wrong {
			t.Errorf("%s: wrong is %t, but among\n%s\nin\n%s", at, wrong, strings.Join(got, "\n"), site[file])
		}
	}
}

// exampleSite has all that examples refer to.
func exampleSite() sitetest.Files {
	fs := sitetest.Files{
		config.FileName:    strings.Replace(sitetest.Config, "prefix = \"栖交发\"\n", "prefix = \"栖交发\"\nformer = [{name = \"栖澜市交通局\", until = 2024-12-31}]\n", 1),
		"content/wj/bf.md": sitetest.Doc(12, "", "办法"),
		"content/b.md":     sitetest.Doc(11, "doc_number = \"栖交发〔2025〕10号\"", "其他"),
	}
	for _, name := range []string{"lct.png", "djb.xlsx", "djb.exe", "申请表.doc", "申请表.docx", "申请表.pdf", "申请表.html"} {
		fs["content/d/"+name] = "x"
	}
	return fs
}

var keyOfLine = regexp.MustCompile(`(?m)^([^\s=\[]+) *=`)

// exampleHeader is a whole document with the lines of the example in place of its own. A
// rule of what is missing shows the lines before the place.
func exampleHeader(code string, serial int, text string) string {
	drop := map[string]string{"index-number-missing": "index_number", "disclosure-missing": "disclosure", "field-missing": "issuer", "field-duplicate": "written", "label-ambiguous": "written"}
	keys := []string{drop[code]}
	for _, m := range keyOfLine.FindAllStringSubmatch(text, -1) {
		keys = append(keys, m[1])
	}
	lines := strings.Split(sitetest.Doc(serial, "", "正文"), "\n")
	lines = slices.DeleteFunc(lines, func(line string) bool {
		m := keyOfLine.FindStringSubmatch(line)
		return m != nil && slices.Contains(keys, m[1])
	})
	return strings.Join(slices.Insert(lines, 1, text), "\n")
}

// exampleConfig is a site with the lines in its settings: keys before all tables, in
// place of the same keys, and tables behind.
func exampleConfig(text string) sitetest.Files {
	fs := exampleSite()
	if strings.HasPrefix(text, "[") {
		fs[config.FileName] += "\n" + text + "\n"
		return fs
	}
	key := keyOfLine.FindStringSubmatch(text)[1]
	fs[config.FileName] = text + "\n" + regexp.MustCompile(`(?m)^`+key+` = .*\n`).ReplaceAllString(fs[config.FileName], "")
	return fs
}

// found are the files of a site's problems, each with a code.
func found(t *testing.T, fs sitetest.Files) (list []string) {
	t.Helper()
	src, err := source.Open(fs.Write(t))
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	site, ds, err := build.Load(t.Context(), src, build.Options{Date: sitetest.Today})
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
	for _, d := range ds {
		list = append(list, d.File+" "+d.Code)
	}
	return list
}
