package build_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/sitetest"
)

const downloadsOn = "[downloads]\nmarkdown = true\ntext = true\n"

// A document for download has its public fields and what its page shows. What a header
// keeps from readers, and what a body hides, is in neither form.
func TestDownloads(t *testing.T) {
	files := sitetest.Docs(1)
	files[config.FileName] += downloadsOn
	files["content/a.md"] = sitetest.Doc(2, `doc_number = "栖交发〔2025〕7号"
class = "其他文件"
effective = 2025-03-01
author = "拟稿龘"
review = [{kind = "保密审查", by = "审核靐", on = 2025-01-01, conclusion = "同意公开齉"}]`,
		"## 一、总则\n\n第一条 **为了**[附表](d00001.md)。<!-- 备注灪 -->\n\n[//]: # (旁注爩)\n")
	got := publishedTree(t, files)
	base := strings.TrimSuffix(plan.DocumentPath(sitetest.Index(2)), ".html")
	md, txt := string(got[base+".md"]), string(got[base+".txt"])
	for _, want := range []string{"---\n标题: \"文件2\"\n索引号: ", "\n发文字号: \"栖交发〔2025〕7号\"\n", "\n施行日期: \"2025-03-01\"\n", "\n有效性: \"有效\"\n",
		"---\n\n# 文件2\n\n## 一、总则\n\n第一条 **为了**[附表](../../doc/113701000041890072/2025-00001.html)。\n"} {
		if !strings.Contains(md, want) {
			t.Errorf("%q is not in\n%s", want, md)
		}
	}
	if want := "\n\n一、总则\n第一条 为了附表。\n"; !strings.HasPrefix(txt, "标题：文件2\n") || !strings.HasSuffix(txt, want) {
		t.Errorf("text:\n%s", txt)
	}
	for _, secret := range []string{"龘", "靐", "齉", "灪", "爩", "审查", "拟稿"} {
		if strings.Contains(md+txt, secret) {
			t.Errorf("%s is in a download", secret)
		}
	}
	if page := string(got[base+".html"]); !strings.Contains(page, `<a href="2025-00002.md" download>Markdown</a>`) || !strings.Contains(page, `<a href="2025-00002.txt" download>`) {
		t.Error("the page does not lead to the downloads")
	}
}

// The preview gives what a build publishes, and a site that offers no downloads has none.
func TestDownloadsInPreview(t *testing.T) {
	files := sitetest.Docs(2)
	files[config.FileName] += downloadsOn
	want := publishedTree(t, files)
	s, _, _ := load(t, files)
	n := 0
	for _, at := range slices.Sorted(maps.Keys(want)) {
		e, ok := s.Plan.Lookup(at)
		if !ok || e.Kind != plan.MarkdownFile && e.Kind != plan.TextFile {
			continue
		}
		n++
		got, _, err := s.Bytes(&render.Worker{}, e)
		if err != nil || string(got) != string(want[at]) {
			t.Errorf("%s is %q, %v, want %q", at, got, err, want[at])
		}
	}
	if n != 4 {
		t.Errorf("%d downloads of 2 documents", n)
	}
	without, _, _ := load(t, sitetest.Docs(2))
	if _, ok := without.Plan.Lookup("doc/113701000041890072/2025-00001.md"); ok {
		t.Error("a site without downloads has one")
	}
}
