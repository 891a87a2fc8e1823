package build_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/sitetest"
)

// Files in static/ that only unpublished texts name stay with these, however they
// name them; what anything public names is published.
func TestWithheldStaticFiles(t *testing.T) {
	draft := sitetest.Doc(2, "draft = true", "![a](/img/a.png) <img src='/IMG/b.png'> [c]\n\n[c]: /img/c.png\n\n/img/public.png /img/header.png /img/css.png /img/nav.pdf /img/theme.png")
	hidden := strings.Replace(sitetest.Doc(3, "", "见/img/d.png。"), "主动公开", "不予公开", 1)
	withdrawn := sitetest.Doc(4, `withdrawn = {on = 2025-02-01, reason = "处罚决定撤销"}`, "![e](/img/e.png)")
	files := sitetest.Files{
		config.FileName: sitetest.Config + "[[navigation]]\nname = \"表\"\nurl = \"img/nav.pdf\"\n",
		"content/1.md":  sitetest.Doc(1, `attachments = ["/img/header.png"]`, "![](/img/public.png)"), "content/2.md": draft, "content/3.md": hidden, "content/4.md": withdrawn,
		"content/p.md":             "+++\npage = \"about\"\ntitle = \"说明\"\ndraft = true\n+++\n\n![f](/img/f.png)\n",
		"layouts/part-header.html": `{{define "header"}}<img src="/img/theme.png" alt="">{{end}}`,
	}
	for _, name := range strings.Fields("a b c d e f public header css theme nobody") {
		files["static/img/"+name+".png"] = name
	}
	files["static/img/nav.pdf"] = "nav"
	files["static/css/main.css"] = "body { background: url(/img/css.png) }"
	s, _, dir := load(t, files)
	out := filepath.Join(t.TempDir(), "public")
	_, ds := publishTo(t, s, dir, out)
	got := tree(t, out)
	for _, name := range strings.Fields("a b c d e f") {
		if at := "img/" + name + ".png"; got[at] != nil || strings.Contains(string(got[publish.ManifestName]), at) {
			t.Errorf("%s is published", at)
		}
	}
	for _, at := range strings.Fields("img/public.png img/header.png img/css.png img/theme.png img/nav.pdf img/nobody.png") {
		if got[at] == nil {
			t.Errorf("%s is not published", at)
		}
	}
	var told []string
	for _, d := range ds {
		if d.Code == "static-withheld" {
			told = append(told, d.File)
		}
	}
	if len(told) != 6 {
		t.Errorf("tells of %v", told)
	}
}

// Two files that would be published at one address are a problem, not a winner.
func TestFileClash(t *testing.T) {
	files := sitetest.Docs(1)
	files["content/p.md"] = "+++\npage = \"wj\"\ntitle = \"说明\"\n+++\n\n[a](x.csv)\n"
	files["content/x.csv"], files["static/wj/X.csv"] = "content", "static"
	s, _, _ := load(t, files)
	ds, err := s.Check(context.Background())
	if err != nil || diag.Count(ds).Errors != 1 || ds[0].Code != "address-clash" {
		t.Errorf("Check() = %v, %v", ds, err)
	}
}

// Every index number that the catalogue takes has an address that can be published.
func TestIndexNumbersHaveAddresses(t *testing.T) {
	files := sitetest.Files{config.FileName: sitetest.Config}
	numbers := []string{"lanshanquczj/2020-0000077", "鲁交〔2020〕1/.a", "con/AUX", "..", "~", "a//b", "é", "𠮷", strings.Repeat("政a", 90)}
	for i, n := range numbers {
		files["content/"+string(rune('a'+i))+".md"] = strings.Replace(sitetest.Doc(i+1, `attachments = ["x.pdf"]`, ""), sitetest.Index(i+1), n, 1)
	}
	files["content/x.pdf"] = "x"
	s, ds, dir := load(t, files)
	if n := diag.Count(ds).Errors; n > 0 {
		t.Fatal(ds)
	}
	out := filepath.Join(t.TempDir(), "public")
	publishTo(t, s, dir, out)
	got := tree(t, out)
	for _, n := range numbers {
		at := plan.DocumentPath(n)
		if got[at] == nil || got[strings.TrimSuffix(at, ".html")+"/x.pdf"] == nil {
			t.Errorf("%q has no page or no attachment at %s", n, at)
		}
	}
}

// A document that becomes a draft, or another document, while the site is built is
// not published as what it was.
func TestHeaderChangesDuringBuild(t *testing.T) {
	public := sitetest.Doc(1, "", "旧文")
	for _, tt := range []struct {
		name, text string
		published  bool
	}{
		{"draft", sitetest.Doc(1, "draft = true", "内部的话"), false},
		{"another", strings.Replace(sitetest.Doc(2, "", "内部的话"), "主动公开", "不予公开", 1), false},
		{"broken", strings.Replace(sitetest.Doc(1, "", "内部的话"), "title", "titel", 1), false},
		{"no header", "内部的话", false},
		{"body", sitetest.Doc(1, "", "新文"), true},
	} {
		s, _, dir := load(t, sitetest.Files{config.FileName: sitetest.Config, "content/a.md": public})
		if err := os.WriteFile(filepath.Join(dir, "content/a.md"), []byte(tt.text), 0o644); err != nil {
			t.Fatal(err)
		}
		out := filepath.Join(t.TempDir(), "public")
		_, _, err := s.Publish(context.Background(), publish.Options{Dir: out, Source: dir}, false)
		if published := err == nil; published != tt.published {
			t.Errorf("%s: Publish() = %v", tt.name, err)
		}
	}
}

// The preview shows files as they are at the moment.
func TestPreviewReadsWhatIsThere(t *testing.T) {
	r := newReloading(t, sitetest.Files{config.FileName: sitetest.Config, "content/a.md": sitetest.Doc(1, "", "旧文")})
	s, _ := r.load()
	r.write("content/a.md", sitetest.Doc(1, `summary = "新"`, "新文"))
	if _, body, _, err := s.Body("content/a.md", nil); err != nil || !strings.Contains(string(body), "新文") {
		t.Errorf("Body() = %q, %v", body, err)
	}
}
