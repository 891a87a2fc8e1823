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

const downloadsOff = "[downloads]\nmarkdown = false\ntext = false\njson = false\n"

// A document for download has its public fields and what its page shows. What a header
// keeps from readers, and what a body hides, is in neither form.
func TestDownloads(t *testing.T) {
	files := sitetest.Docs(1)
	files["content/a.md"] = sitetest.Doc(2, `doc_number = "栖交发〔2025〕7号"
class = "其他文件"
effective = 2025-03-01
attachments = [{file = "a.csv", title = "申请 [表]"}]
source = {name = "某某报"}
author = "拟稿龘"
review = [{kind = "保密审查", by = "审核靐", on = 2025-01-01, conclusion = "同意公开齉"}]`,
		"## 一、总则\n\n第一条 **为了**[附表](d00001.md)。<!-- 备注灪 -->\n\n[//]: # (旁注爩)\n\n1. 甲\n2. 乙\n")
	files["content/a.csv"] = "甲,乙\n"
	got := publishedTree(t, files)
	base := strings.TrimSuffix(plan.DocumentPath(sitetest.Index(2)), ".html")
	md, txt, js := string(got[base+".md"]), string(got[base+".txt"]), string(got[base+".json"])
	const address = "https://jtj.qilan.example/xxgk/doc/113701000041890072/2025-00001.html"
	for _, want := range []string{"\n来源: \"某某报\"\n", "---\n标题: \"文件2\"\n索引号: ", "\n发文字号: \"栖交发〔2025〕7号\"\n", "\n施行日期: \"2025-03-01\"\n", "\n有效性: \"有效\"\n",
		"---\n\n# 文件2\n\n## 一、总则\n\n第一条 **为了**[附表](" + address + ")。\n",
		"\n## 附件\n\n1. [申请 \\[表\\]](" + strings.TrimSuffix(address, "1.html") + "2/a.csv)\n"} {
		if !strings.Contains(md, want) {
			t.Errorf("%q is not in\n%s", want, md)
		}
	}
	if want := "\n\n一、总则\n第一条 为了附表（" + address + "）。\n1. 甲\n2. 乙\n\n附件：\n1. 申请 [表] " + strings.TrimSuffix(address, "1.html") + "2/a.csv\n"; !strings.HasPrefix(txt, "标题：文件2\n") || !strings.HasSuffix(txt, want) {
		t.Errorf("text:\n%s", txt)
	}
	if want := `,"body":"## 一、总则\n\n第一条 **为了**[附表](` + address + `)。\n\n1. 甲\n2. 乙\n"}`; !strings.HasPrefix(js, `{"format":1,"index_number":"113701000041890072/2025-00002","title":"文件2",`) || !strings.HasSuffix(js, want+"\n") {
		t.Errorf("JSON:\n%s", js)
	}
	for _, secret := range []string{"龘", "靐", "齉", "灪", "爩", "审查", "拟稿"} {
		if strings.Contains(md+txt+js, secret) {
			t.Errorf("%s is in a download", secret)
		}
	}
	if page := string(got[base+".html"]); !strings.Contains(page, `<a href="2025-00002.md" download>Markdown</a>`) || !strings.Contains(page, `<a href="2025-00002.txt" download>`) || !strings.Contains(page, `<a href="2025-00002.json" download>JSON</a>`) {
		t.Error("the page does not lead to the downloads")
	}
}

// The preview gives what a build publishes, and a site that offers no downloads has none.
func TestDownloadsInPreview(t *testing.T) {
	files := sitetest.Docs(2)
	want := publishedTree(t, files)
	s, _, _ := load(t, files)
	n := 0
	for _, at := range slices.Sorted(maps.Keys(want)) {
		e, ok := s.Plan.Lookup(at)
		if !ok || !slices.Contains([]plan.Kind{plan.MarkdownFile, plan.TextFile, plan.JSONFile, plan.Export, plan.ExportIndex, plan.ExportSchema}, e.Kind) {
			continue
		}
		n++
		got, _, err := s.Bytes(&render.Worker{}, e)
		if err != nil || string(got) != string(want[at]) {
			t.Errorf("%s is %q, %v, want %q", at, got, err, want[at])
		}
	}
	if n != 6+4*3+2 { // of the documents, of the whole, a category and an issuer, index and schema
		t.Errorf("%d downloads of 2 documents", n)
	}
	files[config.FileName] += downloadsOff
	without, _, _ := load(t, files)
	if _, ok := without.Plan.Lookup("doc/113701000041890072/2025-00001.md"); ok {
		t.Error("a site without downloads has one")
	}
}
