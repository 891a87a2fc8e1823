package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/cli"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/sitetest"
)

// shapes are sites of unusual shape, by name: their pages have to look right as well.
func shapes() map[string]sitetest.Files {
	return map[string]sitetest.Files{
		"deep":       deepTree(),
		"empty":      {config.FileName: sitetest.Config, "content/.keep": ""},
		"long":       longNames(),
		"month":      busyMonth(),
		"override":   ownTemplate(),
		"unsearched": unsearched(),
	}
}

// buildShapes builds them and returns the folder of their folders.
func buildShapes(t *testing.T) string {
	t.Helper()
	all := t.TempDir()
	for name, files := range shapes() {
		if err := os.Rename(buildSite(t, files.Write(t), "--date", sitetest.Today.String()), filepath.Join(all, name)); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// buildLooks builds all sites whose pages are looked at beside the example: those shapes, the
// example with an English interface and with pages in Traditional, and its style guide.
func buildLooks(t *testing.T) string {
	t.Helper()
	all := buildShapes(t)
	for name, dir := range map[string]string{"english": exampleIn(t, "en"), "traditional": exampleWithVariant(t)} {
		if err := os.Rename(buildSite(t, dir, "--date", exampleDay), filepath.Join(all, name)); err != nil {
			t.Fatal(err)
		}
	}
	guide(t, "../..", filepath.Join(all, "styleguide"))
	return all
}

// guide makes the style guide of a site's folder.
func guide(t *testing.T, source, dir string) {
	t.Helper()
	var out, errOut strings.Builder
	if code := cli.Run(t.Context(), []string{"styleguide", "--source", source, "--output", dir}, strings.NewReader(""), &out, &errOut); code != 0 {
		t.Fatalf("mulu styleguide: status %d\n%s", code, errOut.String())
	}
}

// deepTree has twelve levels of categories and a document in each.
func deepTree() sitetest.Files {
	fs := sitetest.Docs(1)
	var path, more strings.Builder
	path.WriteString("wj/gf")
	for level := 3; level <= 12; level++ {
		fmt.Fprintf(&path, "/l%d", level)
		fmt.Fprintf(&more, "\n[[category]]\npath = %q\nname = \"第%d级栏目的名称\"\ndescription = \"第%d级栏目。\"\nowner = \"办公室\"\ncycle = \"长期\"\n", path.String(), level, level)
		fs[fmt.Sprintf("content/l%d.md", level)] = sitetest.Doc(level, fmt.Sprintf("category = %q", path.String()), "正文")
	}
	fs[config.FileName] = sitetest.Config + more.String()
	return fs
}

// longNames has a title of 300 characters, one of letters that break nowhere, forty
// attachments with long names, and a table and words wider than a phone.
func longNames() sitetest.Files {
	fs := sitetest.Files{config.FileName: sitetest.Config}
	var attachments strings.Builder
	for i := 1; i <= 40; i++ {
		name := fmt.Sprintf("附件%d%s.txt", i, strings.Repeat("很长的文件名", 6))
		fs["content/"+name] = "附件的文字\n"
		fmt.Fprintf(&attachments, "{file = %q, title = %q},\n", name, fmt.Sprintf("%s（第%d部分）", strings.Repeat("附件的名称也可以很长", 8), i))
	}
	table := "|" + strings.Repeat("列的名称|", 14) + "\n|" + strings.Repeat("---|", 14) + "\n|" + strings.Repeat("123456789.00|", 14) + "\n"
	body := "## " + strings.Repeat("很长的标题", 40) + "\n\n" + table + "\n" + strings.Repeat("https://www.example.gov.cn/", 12) + "\n\n" + strings.Repeat("ABCDEFGH", 40)
	long := sitetest.Doc(1, "attachments = [\n"+attachments.String()+"]", body)
	fs["content/a.md"] = strings.Replace(long, "文件1", strings.Repeat("关于进一步加强和改进有关工作的通知", 18)[:900], 1)
	fs["content/b.md"] = strings.Replace(sitetest.Doc(2, "", "正文"), "文件2", strings.Repeat("Verylongword", 25), 1)
	return fs
}

// busyMonth has 500 documents that were all published in one month.
func busyMonth() sitetest.Files {
	fs := sitetest.Files{config.FileName: strings.Replace(sitetest.Config, "page_size = 5", "page_size = 20", 1)}
	for i := 1; i <= 500; i++ {
		doc := sitetest.Doc(i, "", "正文")
		day := fmt.Sprintf("2025-03-%02d", 1+i%28)
		for _, key := range []string{"written", "published"} {
			_, rest, _ := strings.Cut(doc, key+" = ")
			doc = strings.Replace(doc, key+" = "+rest[:len(day)], key+" = "+day, 1)
		}
		fs[fmt.Sprintf("content/d%03d.md", i)] = doc
	}
	return fs
}

// ownTemplate has one template of its own, as a site that changes one part.
func ownTemplate() sitetest.Files {
	fs := sitetest.Docs(7)
	fs["layouts/part-footer.html"] = `{{/* footer is the bottom of a page. Dot is a render.Shell. */}}
{{define "footer"}}<footer class="site-footer"><p>本站的页脚：{{.Site.Title}}</p></footer>{{end}}
`
	return fs
}

// unsearched is a site without search.
func unsearched() sitetest.Files {
	fs := sitetest.Docs(7)
	fs[config.FileName] += "\n[search]\nenabled = false\n"
	return fs
}

// TestShapes builds the sites of unusual shape; TestBrowser looks at their pages.
func TestShapes(t *testing.T) {
	all := buildShapes(t)
	for name := range shapes() {
		if _, err := os.Stat(filepath.Join(all, name, "index.html")); err != nil {
			t.Error(err)
		}
	}
}
