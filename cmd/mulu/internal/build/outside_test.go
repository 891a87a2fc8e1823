package build_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/source"
)

// TestNamesLeadNowhere puts paths that lead out of a site into everything that names a file or
// an address: nothing beside the site is read into a page, and nothing is written beside it. The
// path that stays inside shows that the keys work.
func TestNamesLeadNowhere(t *testing.T) {
	top := t.TempDir()
	const canary = "白鹭洲密件"
	for _, name := range []string{"secret.csv", "home/secret.csv", "etc/secret.csv"} {
		writeAt(t, filepath.Join(top, name), canary)
	}
	keys := map[string]string{
		"attachment":       "+attachments = [%q]",
		"attachment table": "+attachments = [{file = %q, title = \"表\"}]",
		"alias":            "+aliases = [%q]",
		"category":         "+category = %q",
		"index number":     "index_number = %q",
		"relation":         "+interprets = [%q]",
		"link":             "[甲](%s)",
		"image":            "![甲](%s)",
		"reference":        "[甲]\n\n[甲]: <%s>",
		"table in a text":  "| a |\n| --- |\n| [b](%s) |",
	}
	values := []string{"../secret.csv", "../../secret.csv", "../../../home/secret.csv", filepath.ToSlash(filepath.Join(top, "secret.csv")), "file://" + filepath.ToSlash(filepath.Join(top, "secret.csv")),
		`..\..\secret.csv`, "%2e%2e/%2e%2e/secret.csv", "..%2f..%2fsecret.csv", "..%5c..%5csecret.csv", "a/../../../secret.csv", "....//....//secret.csv", "./.././../secret.csv",
		`C:\secret.csv`, "//host/secret.csv", "~/secret.csv", "$HOME/secret.csv", "..／..／secret.csv", "../../secret.csv/", "/../../secret.csv", "static/../../secret.csv", "../../etc/./secret.csv#a"}
	n, built := 0, 0
	for key, form := range keys {
		for i, value := range append(values, "beside.csv") {
			n++
			site := filepath.Join(top, fmt.Sprint("w", n), "site")
			for name, text := range sitetest.Docs(2) {
				writeAt(t, filepath.Join(site, filepath.FromSlash(name)), text)
			}
			writeAt(t, filepath.Join(site, "content", "beside.csv"), "a,b\n")
			writeAt(t, filepath.Join(site, "content", "bad.md"), document(form, value))
			inside := i == len(values)
			done, pages := publishNames(t, site)
			if done {
				built++
			}
			if inside && (key == "attachment" || key == "attachment table" || key == "link") && !done {
				t.Errorf("%s: a file beside the document is refused", key)
			}
			for at, data := range pages {
				if bytes.Contains(data, []byte(canary)) {
					t.Errorf("%s %q: %s has what lies outside", key, value, at)
				}
			}
			if names, err := os.ReadDir(filepath.Dir(site)); err != nil || len(names) != 1 {
				t.Errorf("%s %q: beside the site there are %v, %v", key, value, names, err)
			}
		}
	}
	if names, err := os.ReadDir(top); err != nil || len(names) != n+3 {
		t.Errorf("beside all sites there are %d things, %v", len(names), err)
	}
	if built < len(keys)/3 || built > n/2 {
		t.Errorf("%d of %d sites were built", built, n)
	}
}

// document has a value in the header (+ or an index number) or in the text.
func document(form, value string) string {
	switch {
	case strings.HasPrefix(form, "+"):
		return sitetest.Doc(7, fmt.Sprintf(form[1:], value), "正文")
	case strings.HasPrefix(form, "index_number"):
		return strings.Replace(sitetest.Doc(7, "", "正文"), fmt.Sprintf("index_number = %q", sitetest.Index(7)), fmt.Sprintf(form, value), 1)
	}
	return sitetest.Doc(7, "", fmt.Sprintf(form, value))
}

// publishNames builds a site into its own folder; done is false where it is refused.
func publishNames(t *testing.T, site string) (done bool, pages map[string][]byte) {
	t.Helper()
	src, err := source.Open(site)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	s, ds, err := build.Load(t.Context(), src, build.Options{Date: sitetest.Today})
	if err != nil {
		t.Fatal(err)
	}
	if s == nil || build.Stops(ds, false) {
		return false, nil
	}
	out := filepath.Join(site, "public")
	_, ds, err = s.Publish(t.Context(), publish.Options{Dir: out, Source: site}, false)
	if err != nil {
		t.Fatal(err)
	}
	if build.Stops(ds, false) {
		return false, nil
	}
	return true, tree(t, out)
}

func writeAt(t *testing.T, name, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
		t.Fatal(err)
	}
}
